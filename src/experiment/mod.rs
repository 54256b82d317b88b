//! A scenario and its variants together: compiled, run side by side, and explained.

mod explanation;
mod prepare;

pub use explanation::{Agreement, Explanation, GroupTerm};
pub use prepare::{BASELINE, Experiment, ExperimentError, NamedModel, Results, RunError};
