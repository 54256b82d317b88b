//! Moments, quantiles, intervals and distributions.

pub(crate) mod bytes;
mod column;
mod copula;
mod counts;
mod distribution;
mod exact;
mod gauss_legendre;
mod integer_moments;
mod keys;
mod law;
mod real_moments;
mod student;
mod tail;
mod values;

pub use copula::{Copula, CopulaError};
pub use counts::Counts;
pub use distribution::{Bin, Distribution};
pub(crate) use gauss_legendre::SIXTEEN;
pub use integer_moments::{IntegerMoments, centred_product};
pub use keys::Bounds;
pub use law::{CutLaw, IntervalShape, Law, LawError, NearZero, Range, Rule, Score, normal_cdf, normal_quantile};
pub use real_moments::RealMoments;
pub use student::student_95;
pub use values::Values;
