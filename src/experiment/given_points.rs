//! What the replicates of a run say: the values of the unknowns in each, and what became of some metrics.

use super::uncertainty::{UnknownDraws, share};
use crate::ensemble::Observer;
use crate::model::Tally;
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::Metric;

/// Keeps some metrics of every replicate.
pub(super) struct Collect {
    metrics: Vec<Metric>,
    /// Model by model, metric by metric.
    columns: Vec<Vec<f64>>,
}

impl Collect {
    pub(super) fn new(models: usize, metrics: &[Metric]) -> Self {
        Self { metrics: metrics.to_vec(), columns: vec![Vec::new(); models * metrics.len()] }
    }

    pub(super) fn column(&self, model: usize, metric: usize) -> &[f64] {
        &self.columns[model * self.metrics.len() + metric]
    }
}

impl Observer for Collect {
    fn replicate(&mut self, _replicate: u64, row: &[Tally]) -> std::io::Result<()> {
        let values = row.iter().flat_map(|tally| self.metrics.iter().map(|&metric| tally.value(metric)));
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value.unwrap_or(f64::NAN));
        }
        Ok(())
    }
}

/// The values of the unknowns in the replicates of a run, and of a number that nothing depends on, which comes last.
pub(super) struct GivenPoints {
    columns: Vec<Vec<f64>>,
}

impl GivenPoints {
    pub(super) fn new(draws: &UnknownDraws, seed: u64, replicates: std::ops::Range<u64>) -> Self {
        let mut columns = vec![Vec::new(); draws.len() + 1];
        let mut values = vec![0.0; draws.len()];
        for replicate in replicates {
            let key = ReplicateKey { seed, replicate };
            draws.draw(key, &mut values);
            columns.iter_mut().zip(&values).for_each(|(column, &value)| column.push(value));
            columns[draws.len()].push(share(key.hash(Purpose::Dummy, 0)));
        }
        Self { columns }
    }

    /// The values of an unknown, replicate by replicate.
    pub(super) fn column(&self, unknown: usize) -> &[f64] {
        &self.columns[unknown]
    }

    /// Those of the number that nothing depends on.
    pub(super) fn dummy(&self) -> &[f64] {
        &self.columns[self.columns.len() - 1]
    }
}
