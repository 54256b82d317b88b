use super::design::Design;
use super::given::given_indices;
use super::index::{Factor, FactorIndex, IndexMethod};
use super::tornado::{Tornado, TornadoBar, medians};
use crate::ensemble::Control;
use crate::experiment::at_points::AtPoints;
use crate::experiment::given_points::{Collect, GivenPoints};
use crate::experiment::prepare::Experiment;
use crate::experiment::results::RunError;
use crate::experiment::uncertainty::VarianceShare;
use crate::stats::{Estimate, SOBOL_DIMENSIONS};
use crate::vocabulary::Metric;

/// The most pairs of points of a design.
pub const MOST_DESIGN: u64 = 1 << 20;
/// The most unknowns of a design: each point has two numbers for each.
pub const MOST_UNKNOWNS: usize = SOBOL_DIMENSIONS / 2;

/// What matters for one metric of one model.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct MetricSensitivity {
    /// The metric.
    pub metric: Metric,
    /// One unknown at a time, the widest swing first.
    pub tornado: Vec<TornadoBar>,
    /// Indices, method by method. Where there is a design, its first-order indices stand in place of those by ranks, but for
    /// the dummy's.
    pub indices: Vec<FactorIndex>,
}

/// What matters for one model.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct ModelSensitivity {
    /// [`crate::experiment::BASELINE`] or the variant's name.
    pub variant: String,
    /// Metric by metric, those that the model defines.
    pub metrics: Vec<MetricSensitivity>,
}

/// What is asked: which of the unknowns of an experiment matter for some metrics.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Copy, Debug)]
pub struct Sensitivity<'a> {
    /// The models with their unknowns, and the replicates to draw.
    pub experiment: &'a Experiment,
    /// The metrics to look at; not a quotient of means.
    pub metrics: &'a [Metric],
    /// Pairs of points of a design, if one is asked for; at least 64.
    pub design: Option<u64>,
}

impl Sensitivity<'_> {
    /// How many replicates will be drawn, about.
    pub fn replicates(&self) -> u64 {
        let own = self.own();
        let Some(at) = self.at_points() else { return own };
        let designed = self.design.map_or(0, |pairs| pairs * Design::new(&at).rows(at.unknowns.draws.len()) as u64);
        own + designed
    }

    fn own(&self) -> u64 {
        let replicates = &self.experiment.plan().replicates;
        replicates.end.saturating_sub(replicates.start)
    }

    fn at_points(&self) -> Option<AtPoints<'_>> {
        let unknowns = self.experiment.opened()?;
        Some(AtPoints { experiment: self.experiment, unknowns, metrics: self.metrics })
    }

    /// Draws what is needed: a run of the experiment, the two ends of each unknown where there is no formula, and the design.
    /// Empty without unknowns.
    ///
    /// # Errors
    /// As [`Experiment::run`].
    pub fn run(&self, control: &Control<'_>) -> Result<Vec<ModelSensitivity>, RunError> {
        let Some(at) = self.at_points() else { return Ok(Vec::new()) };
        let plan = self.experiment.plan();
        let models = self.experiment.models();
        let mut collect = Collect::new(models.len(), self.metrics);
        let results = self.experiment.run(&mut [&mut collect], control)?;
        let given = GivenPoints::new(&at.unknowns.draws, plan.seed, plan.replicates.clone());
        let bars = Tornado::new(&at).bars(&at, self.own() as usize, control)?;
        let designed = match self.design {
            Some(pairs) => Some(Design::new(&at).indices(&at, pairs as usize, control)?),
            None => None,
        };
        let of = |model: usize, metric: usize| {
            let cell = model * self.metrics.len() + metric;
            let mut indices = given_indices(&given, &at.unknowns.opened[model], collect.column(model, metric));
            let share = results.uncertainty.as_ref().and_then(|found| found.share(model, self.metrics[metric]));
            match &designed {
                Some(designed) => {
                    let designed = &designed[cell];
                    let is_sobol = designed.iter().any(|index| index.method == IndexMethod::DesignFirst);
                    indices.retain(|index| {
                        !is_sobol || index.method != IndexMethod::FirstOrder || index.factor == Factor::Dummy
                    });
                    indices.extend(designed);
                }
                None => indices.extend(share.map(by_twins)),
            }
            if !at.unknowns.opened[model].any() && varies(collect.column(model, metric)) {
                indices.retain(|index| index.factor != Factor::Chance);
                indices.push(all_chance());
            }
            MetricSensitivity { metric: self.metrics[metric], tornado: bars[cell].clone(), indices }
        };
        let model = |(place, named): (usize, &crate::experiment::NamedModel)| ModelSensitivity {
            variant: named.variant.clone(),
            metrics: (0..self.metrics.len())
                .filter(|&metric| named.model.defines(self.metrics[metric]))
                .map(|metric| of(place, metric))
                .collect(),
        };
        Ok(models.iter().enumerate().map(model).collect())
    }
}

/// The tornado of one model for one metric, the widest swing first: by formula where there is one, else from `replicates`
/// replicates at every point. Empty without unknowns.
///
/// # Errors
/// As [`Experiment::run`].
pub(crate) fn tornado_bars(
    experiment: &Experiment,
    model: usize,
    metric: Metric,
    replicates: u64,
    control: &Control<'_>,
) -> Result<Vec<TornadoBar>, RunError> {
    let Some(unknowns) = experiment.opened() else { return Ok(Vec::new()) };
    let at = AtPoints { experiment, unknowns, metrics: &[metric] };
    let mut bars = Tornado::new(&at).bars(&at, replicates as usize, control)?;
    Ok(if model < bars.len() { bars.swap_remove(model) } else { Vec::new() })
}

/// The mean of a metric of one model with all unknowns at their medians, by formula; `None` where there is none.
pub(crate) fn mean_at_medians(experiment: &Experiment, model: usize, metric: Metric) -> Option<f64> {
    let unknowns = experiment.opened()?;
    let (named, opened) = (experiment.models().get(model)?, unknowns.opened.get(model)?);
    medians(&AtPoints { experiment, unknowns, metrics: &[metric] }, &named.model, opened)
}

/// Where nothing is unknown, chance makes all there is.
fn all_chance() -> FactorIndex {
    let estimate = Estimate { value: 1.0, half_width: 0.0 };
    FactorIndex { factor: Factor::Chance, method: IndexMethod::Total, estimate }
}

fn varies(column: &[f64]) -> bool {
    column.windows(2).any(|pair| pair[0] != pair[1])
}

/// What chance has a part in is all that the unknowns do not make.
fn by_twins(share: VarianceShare) -> FactorIndex {
    let estimate = Estimate { value: 1.0 - share.unknown, half_width: 1.96 * share.std_error };
    FactorIndex { factor: Factor::Chance, method: IndexMethod::Total, estimate }
}
