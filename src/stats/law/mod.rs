//! Laws of numbers that nobody knows, drawn by inversion: one uniform number gives one value, so that draws can be
//! correlated, cut to a range and shared.

mod beta;
mod beta_interval;
mod bounded;
mod cut;
mod error;
mod gamma;
mod inverse_table;
mod nodes;
mod normal;
mod score;
mod shape;
mod spec;

pub use cut::{CutLaw, Range};
pub use error::LawError;
pub use nodes::Rule;
pub(crate) use normal::normal_cdf;
pub use normal::normal_quantile;
pub use score::Score;
pub use spec::{IntervalShape, Law, NearZero};
