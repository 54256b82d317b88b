use std::io;

use super::prepare::Experiment;
use super::results::Results;
use crate::ensemble::Observer;
use crate::model::Tally;
use crate::scenario::{Expectation, Statistic};
use crate::vocabulary::Metric;

/// Counts the replicates in which a metric is at least what a promise says: for the promises of a scenario about
/// probabilities.
#[derive(Debug)]
pub(crate) struct AtLeastCounts {
    wanted: Vec<Wanted>,
}

#[derive(Debug)]
struct Wanted {
    model: usize,
    metric: Metric,
    least: f64,
    /// Replicates with a value.
    all: u64,
    /// Of those, the ones in which it is large enough.
    met: u64,
}

impl AtLeastCounts {
    /// For the promises about probabilities; `None` where there are none.
    pub(crate) fn new(experiment: &Experiment, promises: &[Expectation]) -> Option<Self> {
        let wanted = promises.iter().filter_map(|promise| {
            let Statistic::AtLeast(least) = promise.statistic else { return None };
            let model = place_of(promise, |name| experiment.models().iter().position(|named| named.variant == *name))?;
            Some(Wanted { model, metric: promise.metric, least, all: 0, met: 0 })
        });
        let wanted: Vec<Wanted> = wanted.collect();
        (!wanted.is_empty()).then_some(Self { wanted })
    }

    /// For each of these promises: the replicates with a value, and those of them in which it is large enough.
    pub(crate) fn counts(&self) -> Vec<[u64; 2]> {
        self.wanted.iter().map(|wanted| [wanted.all, wanted.met]).collect()
    }

    /// Takes what others counted for the same promises.
    pub(crate) fn add(&mut self, counts: &[[u64; 2]]) {
        for (wanted, [all, met]) in self.wanted.iter_mut().zip(counts) {
            wanted.all = wanted.all.saturating_add(*all);
            wanted.met = wanted.met.saturating_add(*met);
        }
    }

    fn share(&self, model: usize, metric: Metric, least: f64) -> Option<f64> {
        let found = self.wanted.iter().find(|w| w.model == model && w.metric == metric && w.least == least)?;
        (found.all > 0).then(|| found.met as f64 / found.all as f64)
    }
}

impl Observer for AtLeastCounts {
    fn replicate(&mut self, _: u64, row: &[Tally]) -> io::Result<()> {
        for wanted in &mut self.wanted {
            if let Some(value) = row.get(wanted.model).and_then(|tally| tally.value(wanted.metric)) {
                wanted.all += 1;
                wanted.met += u64::from(value >= wanted.least);
            }
        }
        Ok(())
    }
}

/// The model that a promise is about.
fn place_of(promise: &Expectation, position: impl Fn(&String) -> Option<usize>) -> Option<usize> {
    promise.variant.as_ref().map_or(Some(0), position)
}

/// What the results have where a promise says something; `None` where the number is undefined. `counts` are of the same run.
pub(crate) fn promised_value(promise: &Expectation, results: &Results, counts: Option<&AtLeastCounts>) -> Option<f64> {
    let model = place_of(promise, |name| results.models.iter().position(|named| named.variant == *name))?;
    if !results.models[model].model.defines(promise.metric) {
        return None;
    }
    if promise.difference {
        let difference = results.ensemble.comparisons.get(model.checked_sub(1)?)?.metric(promise.metric)?;
        return match promise.statistic {
            Statistic::Mean => Some(difference.difference),
            Statistic::Quantile(1) => difference.quantiles.map(|[low, _]| low),
            Statistic::Quantile(5) => difference.quantiles.map(|[_, high]| high),
            _ => None,
        };
    }
    let summary = results.ensemble.models.get(model)?.metric(promise.metric)?;
    match promise.statistic {
        Statistic::Mean => Some(summary.mean),
        Statistic::StdDev => summary.std_dev,
        Statistic::Min => Some(summary.min),
        Statistic::Max => Some(summary.max),
        Statistic::Quantile(place) => summary.quantiles.get(place).copied(),
        Statistic::AtLeast(least) => counts?.share(model, promise.metric, least),
    }
}
