//! TOML values against what their keys ask for.

mod kinds;
mod numbers;
mod texts;
mod written;

pub(super) use numbers::{WEIGHT_ABOVE_0, fraction_key};
pub(super) use written::{A_TABLE, Fault, Read, Written};
