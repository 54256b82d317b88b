//! How much of the spread of a number each of the numbers behind it makes: estimators that are functions of arrays.

mod design;
mod estimate;
mod given;
mod shapley;

pub use design::{DesignIndices, design_indices};
pub use estimate::Estimate;
pub use given::{FEWEST_GIVEN, first_order, rank_correlation};
pub use shapley::shapley;
pub(crate) use shapley::{shapley_contributions, shapley_shares};
