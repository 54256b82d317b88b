use crate::experiment::compile::NamedModel;
use crate::experiment::uncertainty::Opened;
use crate::model::{Model, Parameters};
use crate::vocabulary::Metric;

/// The mean net loss of each option by formula, at any values of the unknowns.
pub(super) struct Losses<'a> {
    options: Vec<(Model, Parameters, &'a Opened)>,
}

impl<'a> Losses<'a> {
    /// Of these models, each with its unknowns.
    pub(super) fn new(models: &[NamedModel], opened: &'a [Opened]) -> Self {
        let options = models.iter().zip(opened);
        let options = options.map(|(named, opened)| (named.model.clone(), named.model.parameters().clone(), opened));
        Self { options: options.collect() }
    }

    /// The losses; `None` where one has no formula.
    pub(super) fn at(&mut self, values: &[f64]) -> Option<Vec<f64>> {
        self.options
            .iter_mut()
            .map(|(model, parameters, opened)| {
                opened.tune(model, parameters, values).ok()?;
                model.expected().mean(Metric::NetLoss).filter(|loss| loss.is_finite())
            })
            .collect()
    }
}

/// The option with the lowest loss; the first of those that are equal.
pub(super) fn best(losses: &[f64]) -> usize {
    let lowest = losses.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
    lowest.map_or(0, |(option, _)| option)
}

/// `sum + weight * of`, option by option.
pub(super) fn add(sum: &mut [f64], weight: f64, of: &[f64]) {
    for (sum, of) in sum.iter_mut().zip(of) {
        *sum += weight * of;
    }
}
