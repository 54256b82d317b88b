use std::sync::{Arc, OnceLock};

use super::MOST_VALUES;
use super::NoLaw;
use super::compile::Compiled;
use super::invert::{MOST_COST, invert};
use super::law::Law;
use super::panjer;
use super::polynomial::severity;
use super::sum::{Count, Person, Sum};
use super::tilt::Cumulant;
use super::weights::Scale;
use crate::model::{Damage, Parameters, ServiceGap};
use crate::vocabulary::Metric;

/// Money, whose values may be many, is not waited for that long.
const MOST_COST_OF_MONEY: f64 = 2e8;
/// The longest recursion, in steps of one value and one probability.
const MOST_STEPS: f64 = 4e7;

/// The laws of the metrics of one model, each computed when somebody asks.
#[derive(Debug)]
pub(crate) struct Laws {
    compiled: Result<Compiled, NoLaw>,
    damage: Damage,
    cache: [OnceLock<Result<Arc<Law>, NoLaw>>; Metric::COUNT],
}

impl Laws {
    /// The laws of the model of these parameters; `gap` where they have a service.
    pub(crate) fn new(parameters: &Parameters, gap: Option<&ServiceGap>) -> Self {
        let compiled = match parameters.network {
            Some(_) => Err(NoLaw::Network),
            None if parameters.time.is_some() => Err(NoLaw::Time),
            // Parameters that make no model have no laws either.
            None => Compiled::new(parameters, gap).map_err(|_| NoLaw::Undefined),
        };
        // How many are asked is known beforehand.
        let fixed_cost = parameters.damage.fixed_cost + parameters.asking();
        Self { compiled, damage: Damage { fixed_cost, ..parameters.damage }, cache: Default::default() }
    }

    /// The law of a metric, to absolute errors below 1e-10 and relative errors below 1e-6 down to probabilities of 1e-12.
    ///
    /// # Errors
    /// When the law is not known, or has too many values to be kept.
    pub(crate) fn law(&self, metric: Metric) -> Result<Arc<Law>, NoLaw> {
        // What is the same without a network is computed once.
        let metric = match metric {
            Metric::Reach => Metric::Impressions,
            Metric::PositiveReach => Metric::PositiveImpressions,
            other => other,
        };
        self.cache[metric.index()].get_or_init(|| self.compute(metric).map(Arc::new)).clone()
    }

    fn compute(&self, metric: Metric) -> Result<Law, NoLaw> {
        let compiled = self.compiled.as_ref().map_err(|&reason| reason)?;
        if !compiled.defines(metric) {
            return Err(NoLaw::Undefined);
        }
        if compiled.hangs_on_served(metric) {
            return Err(NoLaw::Served);
        }
        let Scale { weights, unit, origin } = Scale::of(metric, &self.damage)?;
        let most_cost = if metric.is_count() { MOST_COST } else { MOST_COST_OF_MONEY };
        let law = law_of(&compiled.sum(&weights)?, most_cost)?;
        Ok(if metric.is_count() { law } else { law.scaled(unit, origin) })
    }
}

/// The law of a sum: by recursion where one person adds few values, else by inversion.
fn law_of(sum: &Sum, most_cost: f64) -> Result<Law, NoLaw> {
    match sum.constant() {
        Some(value) => Ok(Law::certain(value)),
        None => match by_recursion(sum) {
            Some(law) => Ok(law),
            None => invert(sum, most_cost),
        },
    }
}

/// A certain number and one negative binomial number of people who add little.
fn by_recursion(sum: &Sum) -> Option<Law> {
    let mut constant = 0;
    let mut random = None;
    for kind in &sum.kinds {
        match kind.constant() {
            Some(value) => constant += value,
            None if random.is_some() => return None,
            None => random = Some(kind),
        }
    }
    let kind = random?;
    let (Person::Either(terms), Count::NegativeBinomial { size, odds }) = (&kind.person, kind.count) else {
        return None;
    };
    let severity = severity(sum, terms)?;
    let points: Vec<(usize, f64)> = severity.into_iter().enumerate().filter(|(_, p)| *p > 0.0).collect();
    let high = Cumulant { sum }.window(0.0)?.high - constant as f64;
    let steps = high * points.len() as f64;
    if !(0.0..=MOST_VALUES as f64).contains(&high) || steps > MOST_STEPS || size < 1.0 {
        return None;
    }
    Some(Law::new(constant, panjer::compound(size, odds, &points, high.ceil() as usize)))
}
