use std::io;

use crate::experiment::Results;
use crate::report::tables::{
    ComparisonRow, DistributionRow, ExactRow, GenerationRow, GroupRow, PeriodRow, SummaryRow, TimelineRow, VarianceRow,
    comparison_rows, distribution_rows, exact_rows, generation_rows, group_rows, period_rows, summary_rows,
    timeline_rows, variance_rows,
};
use crate::report::{Dialect, to_bytes};
use crate::scenario::Scenario;

/// The tables of one scenario, as the bytes of their files in any dialect; one that is missing is empty.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, Default)]
pub struct TableFiles {
    /// `summary.csv`.
    pub summary: Vec<u8>,
    /// `exact.csv`.
    pub exact: Vec<u8>,
    /// `generations.csv`.
    pub generations: Vec<u8>,
    /// `groups.csv`.
    pub groups: Vec<u8>,
    /// `distribution.csv`.
    pub distribution: Vec<u8>,
    /// `comparison.csv`.
    pub comparison: Vec<u8>,
    /// `timeline.csv`.
    pub timeline: Vec<u8>,
    /// `periods.csv`.
    pub periods: Vec<u8>,
    /// `variance.csv`.
    pub variance: Vec<u8>,
    /// `tornado.csv`, of `sensitivity`.
    pub tornado: Vec<u8>,
    /// `sweep.csv`, of `sweep`.
    pub sweep: Vec<u8>,
    /// `crossing.csv`, of `sweep --until`.
    pub crossing: Vec<u8>,
    /// `worth.csv`, of `worth`.
    pub worth: Vec<u8>,
}

impl TableFiles {
    /// The tables of results in memory: a figure of a run and a figure of its files are the same.
    ///
    /// # Errors
    /// None in practice: memory takes every byte.
    pub fn of(scenario: &Scenario, results: &Results) -> io::Result<Self> {
        let dialect = Dialect::Standard;
        Ok(Self {
            summary: to_bytes::<SummaryRow<'_>>(dialect, summary_rows(scenario, results))?,
            exact: to_bytes::<ExactRow<'_>>(dialect, exact_rows(scenario, &results.models))?,
            generations: to_bytes::<GenerationRow<'_>>(dialect, generation_rows(scenario, results))?,
            groups: to_bytes::<GroupRow<'_>>(dialect, group_rows(scenario, results))?,
            distribution: to_bytes::<DistributionRow<'_>>(dialect, distribution_rows(scenario, results))?,
            comparison: to_bytes::<ComparisonRow<'_>>(dialect, comparison_rows(scenario, results))?,
            timeline: to_bytes::<TimelineRow<'_>>(dialect, timeline_rows(scenario, results))?,
            periods: to_bytes::<PeriodRow<'_>>(dialect, period_rows(scenario, results))?,
            variance: to_bytes::<VarianceRow<'_>>(dialect, variance_rows(scenario, results))?,
            ..Self::default()
        })
    }

    /// Whether they are what a command found out about a scenario, without a run of it: of `sensitivity`, `sweep` or
    /// `worth`.
    pub fn is_study(&self) -> bool {
        self.summary.is_empty() && [&self.tornado, &self.sweep, &self.worth].into_iter().any(|table| !table.is_empty())
    }
}
