//! Moments, quantiles, intervals and distributions.

mod distribution;

pub use distribution::{Bin, Distribution};
