//! Many replicates of a scenario and its variants, side by side: parallel runs, stopping, summaries and differences.
//!
//! ```text
//! replicates --> columns of a few rows --> sums of one thread --(all threads)--> sums --(all shards)--> summaries
//! ```
//! Of many points of one model only means are kept: [`points`].
//!
//! The numbers depend on models, seed and replicates only: not on the number of threads, nor on the other variants.

mod columns;
mod control;
mod error;
mod gather;
mod graphs;
mod memory;
mod metric;
mod moments;
mod pair;
mod period_columns;
mod period_sums;
mod plan;
mod point_run;
mod point_worker;
mod points;
mod ratio;
mod rows;
mod run;
mod series;
mod shape;
mod shard;
mod simulate;
mod summary;
mod worker;

#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod toy;

pub use crate::machine::{MOST_THREADS, most_threads, threads};
pub use error::EnsembleError;
pub use plan::{Control, Observer, Plan, Precision, StopReason};
pub use point_run::points;
pub use points::{PointMeans, PointTable, Points, PointsError};
pub use run::{Keeper, run, run_shard};
pub(crate) use run::{NoKeeper, run_on};
pub use shard::{Shard, ShardError};
pub use simulate::Simulate;
pub use summary::{
    Comparison, Difference, Ensemble, GenerationSummary, GroupSummary, MetricSummary, ModelSummary, PeriodSummary,
    QUANTILES, Regression, SeriesSummary, Shares,
};
