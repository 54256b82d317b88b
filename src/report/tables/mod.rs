//! The tables of a results directory, one file each: a row type, its columns, and where its rows come from.

mod comparison;
mod distribution;
mod exact;
mod generations;
mod groups;
mod index;
mod list;
mod periods;
mod replicates;
mod silent;
mod summary;
mod sweep;
mod unknowns;
mod variance;

pub use comparison::{BREAK_EVEN, ComparisonRow, comparison_rows};
pub use distribution::{DistributionRow, distribution_rows};
pub use exact::{EXACT_SHARES, ExactRow, exact_rows};
pub use generations::{GenerationRow, generation_rows};
pub use groups::{GroupRow, group_rows};
pub use index::{IndexRow, Status};
pub use list::{SCENARIO_TABLES, ScenarioTable};
pub use periods::{PeriodRow, SERVED, period_rows};
pub use replicates::{REPLICATES, ReplicatesWriter, replicates_columns};
pub use silent::{SilentRow, silent_rows};
pub use summary::{SummaryRow, summary_rows};
pub use sweep::{CrossingRow, SWEEP, SweptVariant, sweep_columns, sweep_table};
pub use unknowns::{UnknownRow, unknown_rows};
pub use variance::{VariancePart, VarianceRow, variance_rows};
