//! A scenario and its variants together: compiled, run side by side, and explained.

mod explanation;
mod illustration;
mod networks;
mod prepare;
mod preset_comparison;
mod results;
mod unseen;

pub use explanation::{Agreement, Explanation, GroupTerm};
pub use illustration::{
    IllustrationError, MeanReach, PresetSpread, ReachInTowns, TypicalCase, preset_spreads, reach_in_towns, typical_case,
};
pub use networks::{Networks, NetworksError};
pub use prepare::{BASELINE, Experiment, ExperimentError, NamedModel};
pub use preset_comparison::{Business, PresetComparison, PresetError, PresetRow};
pub use results::{CUT_ALLOWED, Results, RunError};
pub use unseen::{Spread, Unseen};
