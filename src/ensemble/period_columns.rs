use super::columns::{Columns, ROWS};
use super::simulate::Simulate;
use crate::vocabulary::Metric;

/// One period of one model over some consecutive replicates, turned into columns.
#[derive(Debug)]
pub(super) struct PeriodColumns {
    pub(super) columns: Columns,
    served: Vec<u64>,
}

impl PeriodColumns {
    /// One for each period of `model`.
    pub(super) fn of<M: Simulate>(model: &M) -> Vec<Self> {
        let counted = || Metric::all().filter(|&metric| metric.is_count() && model.defines(metric)).collect();
        let period = |_| Self { columns: Columns::new(counted()), served: vec![0; ROWS] };
        (0..model.periods()).map(period).collect()
    }

    /// Writes row number `row`: what a model drew in period number `period`.
    pub(super) fn write<M: Simulate>(&mut self, row: usize, period: usize, scratch: &M::Scratch) {
        if let Some((tally, served)) = M::period(scratch, period) {
            self.columns.write_metrics(row, tally);
            self.served[row % ROWS] = served.unwrap_or(0);
        }
    }

    /// Customers served in the first `rows` rows.
    pub(super) fn served(&self, rows: usize) -> &[u64] {
        &self.served[..rows]
    }
}
