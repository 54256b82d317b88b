use std::sync::{Arc, OnceLock};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::draws::UnknownDraws;
use super::expected::{expected_means, has_rule, points};
use super::relevant::Relevant;
use super::uncertain::{Opened, open};
use crate::model::{Law, Model, NoLaw, Parameters};
use crate::random::ReplicateKey;
use crate::scenario::Scenario;
use crate::stats::{Rule, SOBOL_DIMENSIONS, Sobol, normal_quantile};
use crate::vocabulary::Metric;

/// What the laws of one rule may cost together, in nanoseconds or so.
const MOST_WORK: f64 = 3e8;
/// The same for money.
const MOST_WORK_OF_MONEY: f64 = 1e8;
/// By so much longer than the typical one a single law may take.
const FAR: f64 = 64.0;
/// Points of a rule with less weight are left out.
const NO_WEIGHT: f64 = 1e-11;
/// Points that fill the cube evenly, where no rule is good: as many as the work allows, a power of two.
const MOST_DRAWS: u32 = 1_024;
const FEWEST_DRAWS: u32 = 64;
/// Laws that are computed at once before they are mixed.
const CHUNK: usize = 64;
/// By how much mean and standard deviation of two rules may differ, as part of the standard deviation.
const MOMENTS: f64 = 1e-3;

/// The laws of a model whose numbers are unknown: those at every value of the unknowns, mixed.
#[derive(Debug)]
pub(crate) struct Mixture {
    draws: UnknownDraws,
    opened: Opened,
    expected: OnceLock<[Option<f64>; Metric::COUNT]>,
    relevant: OnceLock<Option<Relevant>>,
    laws: [OnceLock<Result<Mixed, NoLaw>>; Metric::COUNT],
}

/// A law over the unknowns.
#[derive(Clone, Debug)]
pub(crate) struct Mixed {
    pub(crate) law: Arc<Law>,
    /// Of so many values of the unknowns; `None` where it is by a quadrature.
    pub(crate) draws: Option<u64>,
}

/// The law of a metric of a variant, or of [`crate::experiment::BASELINE`], over the unknowns of the scenario, and of how many
/// values of them it is the average: `None` where there are none, or a quadrature is good.
///
/// # Errors
/// When the law is not known, or has too many values to be kept.
pub fn law_over_unknowns(scenario: &Scenario, variant: &str, metric: Metric) -> Result<(Arc<Law>, Option<u64>), NoLaw> {
    let (draws, opened, model) = open(scenario, variant)?;
    if !opened.any() {
        return Ok((model.exact_law(metric)?, None));
    }
    let Mixed { law, draws } = Mixture::new(draws, opened).law(&model, metric)?;
    Ok((law, draws))
}

impl Mixture {
    /// Of a model with `opened` numbers.
    pub(crate) fn new(draws: UnknownDraws, opened: Opened) -> Self {
        Self {
            draws,
            opened,
            expected: OnceLock::new(),
            relevant: OnceLock::new(),
            laws: std::array::from_fn(|_| OnceLock::new()),
        }
    }

    /// The means by formula over the unknowns; `model` is that of the opened numbers.
    pub(crate) fn expected(&self, model: &Model) -> &[Option<f64>; Metric::COUNT] {
        self.expected.get_or_init(|| expected_means(model, &self.draws, &self.opened))
    }

    /// The law of a metric over the unknowns; `model` is that of the opened numbers.
    ///
    /// # Errors
    /// When the law is not known.
    pub(crate) fn law(&self, model: &Model, metric: Metric) -> Result<Mixed, NoLaw> {
        // What is the same without a network is computed once.
        let metric = if model.parameters().network.is_some() { metric } else { metric.without_network() };
        self.laws[metric.index()].get_or_init(|| self.compute(model, metric)).clone()
    }

    fn compute(&self, model: &Model, metric: Metric) -> Result<Mixed, NoLaw> {
        // Where it is not known for another reason than a value there is nothing to try.
        if let Err(reason) = model.recipe(metric)
            && is_final(reason)
        {
            return Err(reason);
        }
        let relevant = self.relevant.get_or_init(|| Relevant::new(model, &self.draws, &self.opened));
        let open = relevant.as_ref().ok_or(NoLaw::Unknowns)?.to(metric);
        let at = Averager { mixture: self, model, metric, medians: self.draws.medians() };
        let (mut own, mut parameters) = (model.clone(), model.parameters().clone());
        let typical = at.recipe(&mut own, &mut parameters, &at.medians)?;
        if open.is_empty() {
            return typical.law().map(|law| Mixed { law: Arc::new(law), draws: None });
        }
        let typical = typical.rough_cost()?.max(1_000.0);
        let work = if metric.is_count() { MOST_WORK } else { MOST_WORK_OF_MONEY };
        if let Some(law) = self.by_rule(&at, &open, typical, work) {
            return Ok(Mixed { law: Arc::new(law), draws: None });
        }
        let mut many = MOST_DRAWS;
        while f64::from(many) * typical > work {
            many /= 2;
        }
        if many < FEWEST_DRAWS {
            return Err(NoLaw::TooCostly);
        }
        let weight = 1.0 / f64::from(many);
        let points: Vec<_> = self.even_points(many).into_iter().map(|values| (values, weight)).collect();
        let law = at.average(&points, typical)?;
        Ok(Mixed { law: Arc::new(law), draws: Some(u64::from(many)) })
    }

    /// The law by the first rule that agrees with the one before, or by any where the values are few; `None` where there are
    /// more than two unknowns, where two go together, or no rule is good within `work`.
    fn by_rule(&self, at: &Averager<'_>, open: &[usize], typical: f64, work: f64) -> Option<Law> {
        if !has_rule(at.model, &self.draws, open) {
            return None;
        }
        // By how much the chances of a rule and of the one before may differ: the better one is several times as good.
        let rules: &[(Rule, f64)] = match open.len() {
            1 => &[(Rule::Rough, 1e-5), (Rule::Middle, 1e-5), (Rule::Fine, 1e-4), (Rule::Dense, 1e-2)],
            _ => &[(Rule::Rough, 1e-5), (Rule::Middle, 1e-4), (Rule::Fine, 1e-3)],
        };
        let is_exact = open.iter().all(|&place| self.draws.laws()[place].few_points().is_some());
        let mut before: Option<Law> = None;
        for &(rule, tolerance) in rules {
            let points = points(&self.draws, open, rule, &at.medians)?;
            let weighed: Vec<(Vec<f64>, f64)> = points.filter(|(_, weight)| *weight > NO_WEIGHT).collect();
            if weighed.len() as f64 * typical > work {
                return None;
            }
            let law = at.average(&weighed, typical).ok()?;
            if is_exact || before.is_some_and(|before| agree(&before, &law, tolerance)) {
                return Some(law);
            }
            before = Some(law);
        }
        None
    }

    /// So many points that are as even in the unknowns as can be, the same for every seed.
    fn even_points(&self, many: u32) -> Vec<Vec<f64>> {
        let unknowns = self.draws.len();
        let mut values = vec![0.0; unknowns];
        if unknowns > SOBOL_DIMENSIONS {
            let draw = |replicate| {
                self.draws.draw(ReplicateKey { seed: 0, replicate }, &mut values);
                values.clone()
            };
            return (0..u64::from(many)).map(draw).collect();
        }
        let sobol =
            Sobol::new(&(0..unknowns as u32).map(|place| 0x9e37_79b9_u32.wrapping_mul(place + 1)).collect::<Vec<_>>());
        let mut scores = vec![0.0; unknowns];
        let point = |index| {
            sobol.point(index, &mut scores);
            for score in &mut scores {
                *score = normal_quantile(*score);
            }
            self.draws.correlate(&mut scores);
            self.draws.at_scores(&scores, &mut values);
            values.clone()
        };
        (0..many).map(point).collect()
    }
}

/// Whether a law is not known at other values either.
fn is_final(reason: NoLaw) -> bool {
    matches!(reason, NoLaw::Network | NoLaw::Retelling | NoLaw::Time | NoLaw::Periods | NoLaw::Quotient)
}

/// Whether two rules say the same.
fn agree(before: &Law, law: &Law, tolerance: f64) -> bool {
    let scale = MOMENTS * law.std_dev();
    before.distance(law) <= tolerance
        && (before.mean() - law.mean()).abs() <= scale
        && (before.std_dev() - law.std_dev()).abs() <= scale
}

/// The laws of one metric at values of the unknowns.
struct Averager<'a> {
    mixture: &'a Mixture,
    model: &'a Model,
    metric: Metric,
    medians: Vec<f64>,
}

impl Averager<'_> {
    fn recipe(
        &self,
        model: &mut Model,
        parameters: &mut Parameters,
        values: &[f64],
    ) -> Result<crate::model::Recipe, NoLaw> {
        self.mixture.opened.tune(model, parameters, values).map_err(|_| NoLaw::Unknowns)?;
        model.recipe(self.metric)
    }

    /// The laws at these points, mixed by their weights.
    fn average(&self, points: &[(Vec<f64>, f64)], typical: f64) -> Result<Law, NoLaw> {
        let most = FAR * typical.max(1e5);
        let mut sum: Option<(f64, Law)> = None;
        for chunk in points.chunks(CHUNK) {
            let own = || (self.model.clone(), self.model.parameters().clone());
            let laws: Vec<Result<Law, NoLaw>> = (0..chunk.len())
                .into_par_iter()
                .map_init(own, |(model, parameters), place| {
                    self.recipe(model, parameters, &chunk[place].0)?.rough_law(most)
                })
                .collect();
            let laws: Vec<Law> = laws.into_iter().collect::<Result<_, NoLaw>>()?;
            let mut weighed: Vec<(f64, &Law)> = sum.iter().map(|(weight, law)| (*weight, law)).collect();
            weighed.extend(chunk.iter().zip(&laws).map(|((_, weight), law)| (*weight, law)));
            let total = weighed.iter().map(|(weight, _)| weight).sum();
            // Amounts of money need not be multiples of a common unit.
            let mixed = Law::mix(&weighed).ok_or(NoLaw::Money)?;
            sum = Some((total, mixed));
        }
        sum.map(|(_, law)| law).ok_or(NoLaw::Unknowns)
    }
}
