//! The tables of a results directory, one file each: a row type, its columns, and where its rows come from.

mod comparison;
mod distribution;
mod exact;
mod generations;
mod groups;
mod index;
mod indices;
mod list;
mod parameters;
mod periods;
mod replicates;
mod silent;
mod summary;
mod sweep;
mod tornado;
mod unknowns;
mod variance;
mod worth;

pub use comparison::{BREAK_EVEN, ComparisonRow, comparison_rows};
pub use distribution::{DistributionRow, distribution_rows};
pub use exact::{EXACT_SHARES, ExactRow, exact_rows};
pub use generations::{GenerationRow, generation_rows};
pub use groups::{GroupRow, group_rows};
pub use index::{IndexRow, Status};
pub use indices::{IndexOfRow, index_of_rows};
pub use list::{SCENARIO_TABLES, ScenarioTable};
pub use parameters::ParameterRow;
pub use periods::{PeriodRow, SERVED, period_rows};
pub use replicates::{REPLICATES, ReplicatesWriter, replicates_columns};
pub use silent::{SilentRow, silent_rows};
pub use summary::{SummaryRow, summary_rows};
pub use sweep::{CrossingRow, SWEEP, SweptVariant, sweep_columns, sweep_table};
pub use tornado::{TornadoRow, tornado_rows};
pub use unknowns::{UnknownRow, unknown_rows};
pub use variance::{VariancePart, VarianceRow, variance_rows};
pub use worth::{WorthRow, worth_rows};
