//! A scenario at many values of one or two parameters, each against the scenario as it is, with the same luck.

use std::fmt;

use super::axis::Axis;
use super::compile::BASELINE;
use super::{Experiment, ExperimentError, Networks, Results, RunError};
use crate::ensemble::{Control, Plan};
use crate::model::Parameters;
use crate::scenario::SetError;
use crate::vocabulary::{Metric, Say, Text};

/// The most points of a sweep.
pub const MOST_POINTS: usize = 100_000;
/// How many points are drawn beside one baseline: they cost an eighth more than themselves, and everything is kept of these
/// few only.
const AT_ONCE: usize = 8;

/// What is to be varied of one scenario or variant.
///
/// ```
/// use rumeur::ensemble::{Control, Plan};
/// use rumeur::experiment::{Axis, Networks, Sweep};
/// use rumeur::scenario::{Overrides, load_preset};
/// use rumeur::vocabulary::Metric;
///
/// let scenario = load_preset("classic-317", &Overrides::default())?;
/// let axes = [Axis::parse("recovery.rate=0,0.5,1", &scenario.baseline)?];
/// let sweep = Sweep {
///     baseline: &scenario.baseline,
///     parameters: &scenario.baseline,
///     axes: &axes,
///     metrics: &[Metric::Recovered],
///     plan: &Plan { seed: 317, replicates: 0..100, precision: None },
/// };
/// let points = sweep.run(&mut Networks::default(), &Control::default())?;
/// assert_eq!(points.len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sweep<'a> {
    /// What all points are compared with.
    pub baseline: &'a Parameters,
    /// What is varied: the baseline itself or a variant.
    pub parameters: &'a Parameters,
    /// One or two parameters; the last varies fastest.
    pub axes: &'a [Axis],
    /// What is kept of each point.
    pub metrics: &'a [Metric],
    /// Seed and replicates of every point.
    pub plan: &'a Plan,
}

/// A point of a sweep.
#[doc = include_str!("examples/sweep.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct SweptPoint {
    /// The value of each parameter.
    pub values: Vec<f64>,
    /// What is kept, in the order of [`Sweep::metrics`]; `None` where a metric is undefined.
    pub metrics: Vec<Option<Swept>>,
}

/// One metric at one point.
#[doc = include_str!("examples/sweep.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swept {
    /// The mean.
    pub mean: f64,
    /// Its standard error; `None` for a single replicate.
    pub std_error: Option<f64>,
    /// Its 95 % interval.
    pub ci: Option<(f64, f64)>,
    /// The quantiles at 5 %, 50 % and 95 %.
    pub quantiles: [f64; 3],
    /// The mean by formula, where there is one.
    pub expected: Option<f64>,
    /// The paired difference from the baseline.
    pub difference: f64,
    /// Its standard error.
    pub difference_std_error: Option<f64>,
    /// The difference of the means by formula.
    pub expected_difference: Option<f64>,
}

/// A sweep without results.
#[doc = include_str!("examples/sweep.md")]
#[derive(Debug)]
pub enum SweepError {
    /// A point that makes no parameters.
    Set {
        /// The path of the parameter.
        path: String,
        /// What is wrong.
        error: SetError,
    },
    /// A point that makes no model.
    Experiment(ExperimentError),
    /// A replicate.
    Run(RunError),
}

impl Say for SweepError {
    fn text(&self) -> Text {
        match self {
            Self::Set { path, error } => error.text().of(path),
            Self::Experiment(error) => error.text(),
            Self::Run(error) => error.text(),
        }
    }
}

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for SweepError {}

impl Sweep<'_> {
    /// How many points there are.
    pub fn points(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// How many replicates are drawn in all, those of the baseline included.
    pub fn replicates(&self) -> u64 {
        let each = self.plan.replicates.end.saturating_sub(self.plan.replicates.start);
        (self.points() + self.points().div_ceil(AT_ONCE)) as u64 * each
    }

    /// Draws every point, a few beside each other; the numbers of a point do not depend on the other points.
    ///
    /// # Errors
    /// A value that goes not with the others, a point that makes no model, a replicate that fails, a cancellation.
    pub fn run(&self, networks: &mut Networks, control: &Control<'_>) -> Result<Vec<SweptPoint>, SweepError> {
        let mut found = Vec::with_capacity(self.points());
        for first in (0..self.points()).step_by(AT_ONCE) {
            let points: Vec<Vec<f64>> =
                (first..self.points().min(first + AT_ONCE)).map(|point| self.values(point)).collect();
            found.extend(self.draw(&points, networks, control)?);
        }
        Ok(found)
    }

    /// Draws points at any values of the parameters.
    pub(super) fn draw(
        &self,
        points: &[Vec<f64>],
        networks: &mut Networks,
        control: &Control<'_>,
    ) -> Result<Vec<SweptPoint>, SweepError> {
        let parameters = points.iter().map(|values| self.at(values)).collect::<Result<Vec<_>, _>>()?;
        let named = parameters.iter().map(|parameters| ("point", parameters));
        let named = std::iter::once((BASELINE, self.baseline)).chain(named);
        let experiment =
            Experiment::of_until(named, self.plan.clone(), networks, control.cancel).map_err(SweepError::Experiment)?;
        let results = experiment.run(&mut [], control).map_err(SweepError::Run)?;
        let point = |(place, values): (usize, &Vec<f64>)| SweptPoint {
            values: values.clone(),
            metrics: self.metrics.iter().map(|&metric| swept(&results, place + 1, metric)).collect(),
        };
        Ok(points.iter().enumerate().map(point).collect())
    }

    /// The mean of a metric by formula at some values, and that of the baseline; `None` where there is no formula.
    pub(super) fn expected(
        &self,
        values: &[f64],
        metric: Metric,
        networks: &mut Networks,
    ) -> Result<Option<(f64, f64)>, SweepError> {
        let parameters = self.at(values)?;
        let named = [(BASELINE, self.baseline), ("point", &parameters)];
        let experiment = Experiment::of(named, self.plan.clone(), networks).map_err(SweepError::Experiment)?;
        let mean = |model: usize| experiment.models()[model].model.expected().mean(metric);
        Ok(mean(1).zip(mean(0)))
    }

    fn at(&self, values: &[f64]) -> Result<Parameters, SweepError> {
        let mut parameters = self.parameters.clone();
        for (axis, &value) in self.axes.iter().zip(values) {
            let path = || axis.lens.path().to_owned();
            axis.lens.set(&mut parameters, value).map_err(|error| SweepError::Set { path: path(), error })?;
        }
        Ok(parameters)
    }

    /// The values of point number `point`.
    fn values(&self, mut point: usize) -> Vec<f64> {
        let mut values = vec![0.0; self.axes.len()];
        for (value, axis) in values.iter_mut().zip(self.axes).rev() {
            *value = axis.values[point % axis.values.len()];
            point /= axis.values.len();
        }
        values
    }
}

fn swept(results: &Results, model: usize, metric: Metric) -> Option<Swept> {
    let summary = results.ensemble.models[model].metric(metric)?;
    let difference = results.ensemble.comparisons[model - 1].metric(metric)?;
    let expected = |model: usize| results.models[model].model.expected().mean(metric);
    Some(Swept {
        mean: summary.mean,
        std_error: summary.std_error,
        ci: summary.ci,
        quantiles: [summary.quantiles[0], summary.median(), summary.quantiles[6]],
        expected: expected(model),
        difference: difference.difference,
        difference_std_error: difference.std_error,
        expected_difference: expected(model).zip(expected(0)).map(|(own, baseline)| own - baseline),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_preset};

    fn classic() -> Parameters {
        let admits = ("voice.admits".to_owned(), "0.4".to_owned());
        let overrides = Overrides { set: vec![admits], ..Overrides::default() };
        load_preset("classic-317", &overrides).expect("a preset").baseline.clone()
    }

    #[test]
    fn asking_more_lowers_who_knows_along_its_formula() {
        let classic = classic();
        let axes = [Axis::parse("voice.asked=0..1:5", &classic).expect("an axis")];
        let plan = Plan { seed: 317, replicates: 0..4_000, precision: None };
        let sweep =
            Sweep { baseline: &classic, parameters: &classic, axes: &axes, metrics: &[Metric::Aware], plan: &plan };
        let found = sweep.run(&mut Networks::default(), &Control::default()).expect("a run");
        for point in &found {
            let aware = point.metrics[0].expect("defined");
            // 27 lived it, and 290 hear of it but for those whom the silent who complain would have told.
            assert!((aware.expected.expect("a formula") - (27.0 + 290.0 * (1.0 - 0.4 * point.values[0]))).abs() < 1e-9);
            let error = aware.difference_std_error.expect("many replicates");
            assert!((aware.difference + 116.0 * point.values[0]).abs() <= 4.0 * error, "{point:?}");
        }
        assert_eq!(found[0].metrics[0].map(|aware| aware.difference), Some(0.0), "the same luck");
    }

    #[test]
    fn a_point_more_changes_no_other() {
        let classic = classic();
        let plan = Plan { seed: 1, replicates: 0..200, precision: None };
        let run = |axes: &[&str]| {
            let axes: Vec<Axis> = axes.iter().map(|text| Axis::parse(text, &classic).expect("an axis")).collect();
            let metrics = [Metric::Aware, Metric::Silent];
            let sweep = Sweep { baseline: &classic, parameters: &classic, axes: &axes, metrics: &metrics, plan: &plan };
            sweep.run(&mut Networks::default(), &Control::default()).expect("a run")
        };
        let few = run(&["voice.asked=0.5,1", "voice.admits=0.3"]);
        let many = run(&["voice.asked=0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,1", "voice.admits=0.1,0.3"]);
        for point in &few {
            assert!(many.contains(point), "{point:?}");
        }
        assert_eq!(many.len(), 20);
        assert_eq!((many[0].values.as_slice(), many[1].values.as_slice()), (&[0.0, 0.1][..], &[0.0, 0.3][..]));
    }

    #[test]
    fn a_horizon_is_swept_along_its_formula_and_the_nearer_is_the_beginning_of_the_farther() {
        let text = b"[customers]\ndissatisfied = 20\n[silent]\naudience = { poisson = 5 }\n[time]\nhorizon = 30\ntelling = { geometric = 3 }\n";
        let scenario = crate::scenario::load_text(text, "t", "t", &Overrides::default()).expect("a scenario");
        let own = &scenario.baseline;
        let axes = [Axis::parse("time.horizon=2,10,30,60", own).expect("an axis")];
        let plan = Plan { seed: 317, replicates: 0..1_000, precision: None };
        let sweep = Sweep { baseline: own, parameters: own, axes: &axes, metrics: &[Metric::Reach], plan: &plan };
        let found = sweep.run(&mut Networks::default(), &Control::default()).expect("a run");
        for point in &found {
            let reach = point.metrics[0].expect("defined");
            let expected = 100.0 * (1.0 - 0.75_f64.powf(point.values[0] + 1.0));
            assert!((reach.expected.expect("a formula") - expected).abs() < 1e-9);
            assert!((reach.mean - expected).abs() <= 4.0 * reach.std_error.expect("many"), "{point:?}");
        }
        assert_eq!(
            found[2].metrics[0].map(|reach| (reach.difference, reach.difference_std_error)),
            Some((0.0, Some(0.0)))
        );
        let differences: Vec<f64> = found.iter().filter_map(|point| Some(point.metrics[0]?.difference)).collect();
        assert!(differences.is_sorted(), "{differences:?}");
    }
}
