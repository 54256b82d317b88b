//! Moments, quantiles, intervals and distributions.

pub(crate) mod bytes;
mod column;
mod copula;
mod counts;
mod distribution;
mod exact;
mod gauss_legendre;
mod indices;
mod integer_moments;
mod keys;
mod law;
mod real_moments;
mod sobol;
mod student;
mod tail;
mod values;

pub(crate) use copula::cholesky;
pub use copula::{Copula, CopulaError};
pub use counts::Counts;
pub use distribution::{Bin, Distribution};
pub(crate) use gauss_legendre::SIXTEEN;
pub use indices::{DesignIndices, Estimate, FEWEST_GIVEN, design_indices, first_order, rank_correlation, shapley};
pub(crate) use indices::{shapley_contributions, shapley_shares};
pub use integer_moments::IntegerMoments;
pub(crate) use integer_moments::centred_product;
pub use keys::Bounds;
pub(crate) use law::normal_cdf;
pub use law::{CutLaw, IntervalShape, Law, LawError, NearZero, Range, Rule, Score, normal_quantile};
pub(crate) use real_moments::RealMoments;
pub use sobol::SOBOL_DIMENSIONS;
pub use sobol::Sobol;
pub(crate) use student::{NORMAL_975, student_95};
pub use values::Values;
