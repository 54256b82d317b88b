//! Replicates at points that the caller chooses, each with luck that the caller chooses: what designs are made of.

use std::sync::Mutex;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::prepare::Experiment;
use super::results::RunError;
use super::uncertainty::{Uncertain, UncertainError, UncertainScratch, Unknowns};
use crate::ensemble::{Control, EnsembleError, Simulate};
use crate::random::ReplicateKey;
use crate::sync::lock;
use crate::vocabulary::Metric;

/// Rows that a thread draws without looking up.
const CHUNK: usize = 256;

/// The replicates of a design: models of an experiment with unknowns, and what is kept of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtPoints<'a> {
    pub(super) experiment: &'a Experiment,
    pub(super) unknowns: &'a Unknowns,
    pub(super) metrics: &'a [Metric],
}

/// What the rows gave.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowValues {
    /// Model by model, metric by metric: one number for each row, not a number where a metric is undefined.
    columns: Vec<Vec<f64>>,
    metrics: usize,
}

impl RowValues {
    /// One number for each row.
    pub(super) fn column(&self, model: usize, metric: usize) -> &[f64] {
        &self.columns[model * self.metrics + metric]
    }
}

type Drawn = Result<Vec<f64>, EnsembleError<UncertainError>>;

impl AtPoints<'_> {
    /// Draws `rows` rows; `row` writes the values of the unknowns of a row and gives the replicate whose luck it has. All
    /// models have the same point and luck in a row.
    ///
    /// # Errors
    /// The first row that has no result, or a cancellation.
    pub(super) fn draw(
        &self,
        rows: usize,
        row: &(dyn Fn(usize, &mut [f64]) -> u64 + Sync),
        control: &Control<'_>,
    ) -> Result<RowValues, RunError> {
        let models = self.experiment.uncertain(self.unknowns, &[]);
        let spare: Mutex<Vec<Vec<UncertainScratch>>> = Mutex::new(Vec::new());
        let draw = |chunk: usize| {
            let taken = lock(&spare).pop();
            let mut scratches = taken.unwrap_or_else(|| models.iter().map(Simulate::scratch).collect());
            let range = chunk * CHUNK..rows.min((chunk + 1) * CHUNK);
            let many = range.len();
            let drawn = self.chunk(&models, range, row, &mut scratches, control);
            lock(&spare).push(scratches);
            (control.progress)(many as u64);
            drawn
        };
        let drawn: Vec<Drawn> = (0..rows.div_ceil(CHUNK)).into_par_iter().map(draw).collect();
        let width = models.len() * self.metrics.len();
        let mut columns: Vec<Vec<f64>> = (0..width).map(|_| Vec::with_capacity(rows)).collect();
        for chunk in drawn {
            let chunk = chunk.map_err(|error| self.experiment.explain(error))?;
            for row in chunk.chunks_exact(width.max(1)) {
                columns.iter_mut().zip(row).for_each(|(column, &value)| column.push(value));
            }
        }
        Ok(RowValues { columns, metrics: self.metrics.len() })
    }

    /// Row by row: model by model, metric by metric.
    fn chunk(
        &self,
        models: &[Uncertain<'_>],
        range: std::ops::Range<usize>,
        row: &(dyn Fn(usize, &mut [f64]) -> u64 + Sync),
        scratches: &mut [UncertainScratch],
        control: &Control<'_>,
    ) -> Drawn {
        let mut values = vec![0.0; self.unknowns.draws.len()];
        let mut found = Vec::with_capacity(range.len() * models.len() * self.metrics.len());
        for number in range {
            if control.cancel.load(Ordering::Relaxed) {
                return Err(EnsembleError::Cancelled);
            }
            let replicate = row(number, &mut values);
            let key = ReplicateKey { seed: self.experiment.plan().seed, replicate };
            for (model, uncertain) in models.iter().enumerate() {
                let (before, rest) = scratches.split_at_mut(model);
                let drawn = uncertain.replicate_at(&values, key, before.first(), &mut rest[0]);
                drawn.map_err(|source| EnsembleError::Replicate { replicate, model, source })?;
                let tally = Uncertain::tally(&rest[0]);
                found.extend(self.metrics.iter().map(|&metric| tally.value(metric).unwrap_or(f64::NAN)));
            }
        }
        Ok(found)
    }
}
