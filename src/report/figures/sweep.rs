use super::measured::Measured;
use super::study_numbers::{CrossingNumbers, SweptNumbers};
use super::{FigureError, FigureKind, Material};
use crate::ensemble::Plan;
use crate::experiment::{Axis as Varied, Crossing, Networks, Sweep, SweepError, Target};
use crate::model::Model;
use crate::scenario::ParameterName;
use crate::vocabulary::Metric;

/// What a mean does while one parameter is varied, or two.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct SweepFigure {
    /// What is measured.
    pub measured: Measured,
    /// The parameters: one or two.
    pub names: Vec<ParameterName>,
    /// The points, as many values each as there are parameters.
    pub points: Vec<SweepPoint>,
    /// The mean of the scenario as it is.
    pub baseline: Option<f64>,
    /// Where one parameter brings the mean to what was asked for, or to that of the scenario as it is.
    pub crossing: Option<SweepCrossing>,
    /// Whether the means are by formula.
    pub by_formula: bool,
    /// How many replicates each point has, where it is not as many as the scenario says.
    pub replicates: Option<u64>,
}

/// One point.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SweepPoint {
    /// The values of the parameters.
    pub values: Vec<f64>,
    /// The mean.
    pub mean: f64,
    /// Where nine cases in ten lie.
    pub band: Option<(f64, f64)>,
}

/// Where the mean is what is wanted.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SweepCrossing {
    /// What is wanted; `None`: the mean of the scenario as it is.
    pub target: Option<f64>,
    /// The value of the parameter.
    pub value: f64,
    /// Its 95 % interval; `None` by formula.
    pub interval: Option<(f64, f64)>,
}

/// What is varied where nothing is said: how many customers are asked.
const USUAL: &str = "voice.asked=0..1";
/// Replicates of a point that is drawn for the figure.
const REPLICATES: u64 = 1_000;

impl SweepFigure {
    /// From the tables of a sweep, or swept for the figure.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let stored = &material.numbers.studies.sweep;
        if stored.is_empty() || !material.along.is_empty() {
            return swept(material);
        }
        let usual = stored.first().map_or(Metric::Aware, |row| row.metric);
        let metric = material.metric.unwrap_or(usual);
        let rows: Vec<&SweptNumbers> = stored.iter().filter(|row| row.metric == metric).collect();
        let Some(first) = rows.first() else { return Err(FigureError::Undefined(metric)) };
        let point = |row: &&SweptNumbers| SweepPoint {
            values: row.values.iter().map(|value| value.1).collect(),
            mean: row.mean,
            band: row.band,
        };
        let by_formula = rows.iter().all(|row| row.by_formula);
        let crossing = material.numbers.studies.crossings.iter().find(|row| row.metric == metric);
        Ok(Self::turned(Found {
            metric,
            currency: &material.scenario.currency,
            names: first.values.iter().map(|value| material.scenario.parameter_name(&value.0)).collect(),
            points: rows.iter().map(point).collect(),
            baseline: by_formula.then(|| by_formula_now(material, metric)).flatten().or(Some(first.baseline)),
            crossing: crossing.and_then(stored_crossing),
            by_formula,
            replicates: None,
        }))
    }

    /// A loss below 0 throughout is told as a gain.
    fn turned(found: Found<'_>) -> Self {
        let values = found.points.iter().map(|point| point.mean).chain(found.baseline);
        let measured = Measured::new(found.metric, found.currency, values);
        let point = |point: SweepPoint| SweepPoint {
            mean: measured.turned(point.mean),
            band: point.band.map(|ends| measured.turned_ends(ends)),
            ..point
        };
        let crossing = found.crossing.map(|crossing| SweepCrossing {
            target: crossing.target.map(|target| measured.turned(target)),
            ..crossing
        });
        let baseline = found.baseline.map(|mean| measured.turned(mean));
        let points = found.points.into_iter().map(point).collect();
        let (names, by_formula, replicates) = (found.names, found.by_formula, found.replicates);
        Self { measured, names, points, baseline, crossing, by_formula, replicates }
    }

    /// What the crossing is a crossing of.
    pub(super) fn target(&self) -> Option<f64> {
        self.crossing.and_then(|crossing| crossing.target).or(self.baseline)
    }

    /// The points along one parameter, ascending.
    pub(super) fn along(&self) -> Vec<&SweepPoint> {
        let mut points: Vec<&SweepPoint> = self.points.iter().filter(|point| point.values.len() == 1).collect();
        points.sort_by(|a, b| a.values[0].total_cmp(&b.values[0]));
        points
    }
}

/// A sweep before it is known whether it tells of a loss or a gain.
struct Found<'a> {
    metric: Metric,
    currency: &'a str,
    names: Vec<ParameterName>,
    points: Vec<SweepPoint>,
    baseline: Option<f64>,
    crossing: Option<SweepCrossing>,
    by_formula: bool,
    replicates: Option<u64>,
}

fn stored_crossing(row: &CrossingNumbers) -> Option<SweepCrossing> {
    Some(SweepCrossing { target: row.target, value: row.value?, interval: row.interval })
}

/// The mean of the scenario as it is, by formula; a network would have to be built for it.
fn by_formula_now(material: &Material<'_>, metric: Metric) -> Option<f64> {
    let baseline = &material.scenario.baseline;
    let model = baseline.network.is_none().then(|| Model::new(baseline, &[]).ok()).flatten()?;
    model.expected().mean(metric)
}

/// Sweeps what the material says, with fewer replicates than a run has.
fn swept(material: &Material<'_>) -> Result<SweepFigure, FigureError> {
    let (scenario, parameters) = (material.scenario, material.parameters());
    let usual = [USUAL.to_owned()];
    let texts = if material.along.is_empty() { &usual[..] } else { material.along };
    let axes: Result<Vec<Varied>, _> = texts.iter().map(|text| Varied::parse(text, parameters)).collect();
    let axes = match axes {
        Ok(axes) if axes.len() <= 2 => axes,
        Ok(_) => {
            return Err(FigureError::Nothing(
                FigureKind::Sweep,
                &["it shows one or two parameters", "elle montre un ou deux paramètres"],
            ));
        }
        Err(_) if material.along.is_empty() => {
            return Err(FigureError::Nothing(
                FigureKind::Sweep,
                &[
                    "nothing says what to vary: --along PATH=FROM..TO",
                    "rien ne dit quoi faire varier : --along CHEMIN=DE..À",
                ],
            ));
        }
        Err(error) => return Err(FigureError::Along(Box::new(error))),
    };
    let metric = material.metric.unwrap_or_else(|| parameters.usual_metric());
    let replicates = scenario.run.replicates.clamp(1, REPLICATES);
    let plan = Plan { seed: scenario.run.seed, replicates: 0..replicates, precision: None };
    let sweep = Sweep { baseline: &scenario.baseline, parameters, axes: &axes, metrics: &[metric], plan: &plan };
    let mut networks = Networks::default();
    let control = material.control();
    let found = sweep.run(&mut networks, &control).map_err(failed)?;
    let defined = found.iter().filter_map(|point| Some((point, point.metrics.first().copied().flatten()?)));
    let defined: Vec<_> = defined.collect();
    let Some((_, first)) = defined.first().copied() else { return Err(FigureError::Undefined(metric)) };
    let by_formula = defined.iter().all(|(_, swept)| swept.expected.is_some());
    let is_line = axes.len() == 1 && axes[0].is_range;
    let crossing = if by_formula && is_line {
        let crossing = Crossing::find(&sweep, Target::Baseline, &mut networks, &control).map_err(failed)?;
        crossing.value.map(|value| SweepCrossing { target: None, value, interval: None })
    } else {
        None
    };
    let baseline = match (first.expected, first.expected_difference) {
        (Some(mean), Some(difference)) if by_formula => mean - difference,
        _ => first.mean - first.difference,
    };
    let points = defined.into_iter().map(|(point, swept)| SweepPoint {
        values: point.values.clone(),
        mean: swept.expected.filter(|_| by_formula).unwrap_or(swept.mean),
        band: Some((swept.quantiles[0], swept.quantiles[2])),
    });
    Ok(SweepFigure::turned(Found {
        metric,
        currency: &scenario.currency,
        names: axes.iter().map(|axis| scenario.parameter_name(axis.lens.path())).collect(),
        points: points.collect(),
        baseline: Some(baseline),
        crossing,
        by_formula,
        replicates: Some(replicates),
    }))
}

fn failed(error: SweepError) -> FigureError {
    FigureError::Sweep(Box::new(error))
}
