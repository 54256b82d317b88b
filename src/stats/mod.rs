//! Moments, quantiles, intervals and distributions.

mod column;
mod counts;
mod distribution;
mod integer_moments;
mod real_moments;
mod student;
mod tail;
mod values;

pub use counts::Counts;
pub use distribution::{Bin, Distribution};
pub use integer_moments::{IntegerMoments, centred_product};
pub use real_moments::RealMoments;
pub use student::student_95;
pub use values::{Bounds, Values};
