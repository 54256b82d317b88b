//! A scenario and its variants, or any parameters by name: compiled, run side by side, and explained.

mod at_least;
mod at_points;
mod axis;
mod compile;
mod crossing;
mod differing;
pub mod exercise;
mod explanation;
pub mod fit;
mod given_points;
mod illustration;
mod networks;
mod oddities;
mod own_cost;
mod prepare;
mod preset_comparison;
mod rarity;
mod results;
mod sensitivity;
mod sweep;
mod uncertainty;
mod unseen;
mod worth;

pub(crate) use at_least::{AtLeastCounts, promised_value};
pub use axis::{Axis, AxisError, MOST_VALUES};
pub use compile::{BASELINE, ExperimentError, NamedModel};
pub use crossing::{Crossing, Target};
pub use differing::{ChangeSpan, Differing, differing, differing_over_periods};
pub use explanation::{Agreement, Explanation, GroupTerm};
pub use illustration::IllustrationError;
pub(crate) use illustration::{MeanReach, OF_A_PRESET, preset_spreads, reach_in_towns, typical_case};
pub use networks::{Networks, NetworksError};
pub use prepare::Experiment;
pub use preset_comparison::{Business, PresetComparison, PresetError, PresetRow};
pub use rarity::{OneIn, QuantileAgreement, Rarity, one_in};
pub use results::{CUT_ALLOWED, Results, RunError};
pub use sensitivity::{
    Factor, FactorIndex, IndexMethod, MOST_DESIGN, MOST_UNKNOWNS, MetricSensitivity, ModelSensitivity, Sensitivity,
    TornadoBar,
};
pub(crate) use sensitivity::{mean_at_medians, tornado_bars};
pub use sweep::{MOST_POINTS, Sweep, SweepError, Swept, SweptPoint};
pub use uncertainty::{NoPoint, OverUnknowns, UnknownDraws, VarianceShare, law_over_unknowns, over_unknowns};
pub use unseen::{Spread, Unseen};
pub use worth::{Known, MOST_RESPONDENTS, Survey, Worth, WorthError, WorthFound, WorthValue};
