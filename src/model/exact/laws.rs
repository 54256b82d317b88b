use std::sync::{Arc, OnceLock};

use super::NoLaw;
use super::compile::Compiled;
use super::law::Law;
use super::recipe::{Known, Of, Recipe};
use super::town::Town;
use super::weights::Scale;
use crate::model::{Damage, Parameters, ServiceGap};
use crate::vocabulary::Metric;

/// The laws of the metrics of one model, each computed when somebody asks.
#[derive(Debug)]
pub(crate) struct Laws {
    compiled: Result<Compiled, NoLaw>,
    damage: Damage,
    known: Known,
    cache: [OnceLock<Result<Arc<Law>, NoLaw>>; Metric::COUNT],
}

impl Laws {
    /// The laws of the model of these parameters; `gap` where they have a service, `town` where their network is one.
    pub(crate) fn new(parameters: &Parameters, gap: Option<&ServiceGap>, town: Option<Town>) -> Self {
        let compiled = if parameters.network.is_some() && town.is_none() {
            Err(NoLaw::Network)
        } else if parameters.time.is_some() {
            Err(NoLaw::Time)
        } else {
            // Parameters that make no model have no laws either.
            Compiled::new(parameters, gap, town).map_err(|_| NoLaw::Undefined)
        };
        // How many are asked is known beforehand.
        let fixed_cost = parameters.damage.fixed_cost + parameters.asking();
        let damage = Damage { fixed_cost, ..parameters.damage };
        Self { compiled, damage, known: Known::default(), cache: Default::default() }
    }

    /// The law of a metric, to absolute errors below 1e-10 and relative errors below 1e-6 down to probabilities of 1e-12.
    ///
    /// # Errors
    /// When the law is not known, or has too many values to be kept.
    pub(crate) fn law(&self, metric: Metric) -> Result<Arc<Law>, NoLaw> {
        // What is the same without a network is computed once.
        let is_town = self.compiled.as_ref().is_ok_and(|compiled| compiled.town().is_some());
        let metric = if is_town { metric } else { metric.without_network() };
        self.cache[metric.index()].get_or_init(|| self.compute(metric).map(Arc::new)).clone()
    }

    /// What the law of a metric is computed from.
    pub(crate) fn recipe(&self, metric: Metric) -> Result<Recipe, NoLaw> {
        let compiled = self.compiled.as_ref().map_err(|&reason| reason)?;
        if !compiled.defines(metric) {
            return Err(NoLaw::Undefined);
        }
        let Scale { weights, unit, origin } = Scale::of(metric, &self.damage)?;
        let scale = (!metric.is_count()).then_some((unit, origin));
        let of = match compiled.town() {
            Some(town) => compiled.in_town(town, metric, &weights)?,
            None => Of::Sum(compiled.sum(&weights)?),
        };
        Ok(Recipe { of, scale })
    }

    fn compute(&self, metric: Metric) -> Result<Law, NoLaw> {
        self.recipe(metric)?.law_beside(&self.known)
    }
}
