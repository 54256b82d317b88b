//! Where a mean reaches a value, or its baseline, as a parameter is varied.

use super::Networks;
use super::sweep::{Sweep, SweepError};
use crate::ensemble::Control;
use crate::stats::student_95;

/// What is to be reached.
#[doc = include_str!("examples/sweep.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// The mean is this.
    Value(f64),
    /// The mean is that of the baseline: the break-even point.
    Baseline,
}

/// Where it is reached.
#[doc = include_str!("examples/sweep.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The value of the parameter there; `None` where it is reached nowhere in the range.
    pub value: Option<f64>,
    /// Its 95 % interval; `None` by formula, which has no error, and where it is not known, as where the target is met and
    /// not passed and nothing says how steeply.
    pub ci: Option<(f64, f64)>,
    /// Whether it was found by formula.
    pub by_formula: bool,
    /// The value of the parameter at which the mean is nearest to the target, and the mean there (the difference from the
    /// baseline, where that is the target).
    pub nearest: (f64, f64),
    /// At how many of the values looked at the target is met exactly, and how many were looked at.
    pub met: (usize, usize),
    /// Of a whole number that passes the target without meeting it: the last value before and the first after, each with the
    /// mean there (the difference from the baseline, where that is the target).
    pub around: Option<[(f64, f64); 2]>,
}

/// Steps of bisection by formula: each halves what is left of the range.
const BY_FORMULA: usize = 60;
/// The same by simulation, where each costs a run.
const BY_SIMULATION: usize = 18;

/// How far the mean is from the target at a value of the parameter, and how well it is known.
#[derive(Clone, Copy, Debug)]
struct Probe {
    at: f64,
    distance: f64,
    half_width: f64,
}

impl Crossing {
    /// Looks for the first crossing of `target` by the first metric of `sweep`, along its one parameter.
    ///
    /// By formula where there is one, at all values; else by the means of the same replicates at every value, whose interval is
    /// that of the mean (of the paired difference) over the slope.
    ///
    /// # Errors
    /// As [`Sweep::run`].
    pub fn find(
        sweep: &Sweep<'_>,
        target: Target,
        networks: &mut Networks,
        control: &Control<'_>,
    ) -> Result<Self, SweepError> {
        let metric = sweep.metrics[0];
        let by_formula = sweep.expected(&[sweep.axes[0].values[0]], metric, networks)?.is_some();
        let mut at = |value: f64| -> Result<Probe, SweepError> {
            if by_formula {
                // A formula that is there at one value is there at all.
                let (own, baseline) = sweep.expected(&[value], metric, networks)?.unwrap_or((f64::NAN, f64::NAN));
                let from = if let Target::Value(from) = target { from } else { baseline };
                return Ok(Probe { at: value, distance: own - from, half_width: 0.0 });
            }
            let point = sweep.draw(&[vec![value]], networks, control)?.remove(0);
            let Some(swept) = point.metrics[0] else {
                return Ok(Probe { at: value, distance: f64::NAN, half_width: 0.0 });
            };
            let degrees = sweep.plan.replicates.end.saturating_sub(sweep.plan.replicates.start).saturating_sub(1);
            let (distance, error) = match target {
                Target::Value(from) => (swept.mean - from, swept.std_error),
                Target::Baseline => (swept.difference, swept.difference_std_error),
            };
            Ok(Probe { at: value, distance, half_width: error.unwrap_or(0.0) * student_95(degrees.max(1)) })
        };
        let mut values = sweep.axes[0].values.clone();
        values.sort_by(f64::total_cmp);
        let known = values.into_iter().map(&mut at).collect::<Result<Vec<_>, _>>()?;
        let whole = sweep.axes[0].lens.is_whole();
        let steps = if by_formula { BY_FORMULA } else { BY_SIMULATION };
        let meets: Vec<usize> = (0..known.len()).filter(|&place| known[place].distance == 0.0).collect();
        let crossing = match bracket(&known) {
            Some((low, high)) => Some(close_in(low, high, whole, steps, &mut at)?),
            // A value that is asked for is reached where it is met, on whatever side the others are.
            None if matches!(target, Target::Value(_)) => meets.first().map(|&place| touched(&known, place)),
            None => None,
        };
        let offset = if let Target::Value(from) = target { from } else { 0.0 };
        let nearest = known.iter().min_by(|a, b| a.distance.abs().total_cmp(&b.distance.abs()));
        let met = |found: &Found| found.reached.distance == 0.0;
        Ok(Self {
            value: crossing.map(|found| found.reached.at),
            ci: crossing.filter(|_| !by_formula).and_then(|found| found.ci),
            around: crossing.filter(|found| whole && !met(found)).map(|Found { before, reached, .. }| {
                [before, reached].map(|probe| (probe.at, probe.distance + offset))
            }),
            by_formula,
            met: (meets.len(), known.len()),
            nearest: nearest.map_or((f64::NAN, f64::NAN), |point| (point.at, point.distance + offset)),
        })
    }
}

/// The first two neighbours on different sides of the target. A target that is met exactly counts only where the sign
/// changes about it: a measure that is not taken saves nothing, which is no break-even.
fn bracket(known: &[Probe]) -> Option<(Probe, Probe)> {
    let decided: Vec<&Probe> = known.iter().filter(|point| point.distance != 0.0).collect();
    let across = decided.windows(2).find(|pair| pair[0].distance.signum() * pair[1].distance.signum() < 0.0);
    if let Some(pair) = across {
        return Some((*pair[0], *pair[1]));
    }
    // Met exactly at an end of the range, and coming from one side: it is reached there.
    let last = known.last().filter(|point| point.distance == 0.0)?;
    decided.last().map(|before| (**before, *last))
}

/// A crossing: the last value looked at before it, the value there, and its interval where that is known.
#[derive(Clone, Copy, Debug)]
struct Found {
    before: Probe,
    reached: Probe,
    ci: Option<(f64, f64)>,
}

impl Found {
    /// The interval of the mean over the slope, and no finer than what was looked at.
    fn new(before: Probe, reached: Probe, slope: f64, resolution: f64) -> Self {
        let half = (reached.half_width / slope).abs().max(resolution);
        Self { before, reached, ci: half.is_finite().then_some((reached.at - half, reached.at + half)) }
    }
}

/// Where a target is met and not passed: on each side the slope is that to the next value. Beyond the range nothing is known of
/// it; between two values that both meet the target, and where all replicates do, nothing says how well it is known.
fn touched(known: &[Probe], place: usize) -> Found {
    let met = known[place];
    let next = |other: Option<&Probe>| match other {
        None => Some(0.0),
        Some(other) => {
            Some(met.half_width * ((other.at - met.at) / other.distance).abs()).filter(|far| far.is_finite())
        }
    };
    let sides = next(place.checked_sub(1).map(|before| &known[before])).zip(next(known.get(place + 1)));
    let ci = sides.filter(|(below, above)| below + above > 0.0).map(|(below, above)| (met.at - below, met.at + above));
    Found { before: met, reached: met, ci }
}

/// Halves the bracket.
fn close_in(
    mut low: Probe,
    mut high: Probe,
    whole: bool,
    steps: usize,
    at: &mut impl FnMut(f64) -> Result<Probe, SweepError>,
) -> Result<Found, SweepError> {
    let slope = (high.distance - low.distance) / (high.at - low.at);
    let side = low.distance.signum();
    for _ in 0..steps {
        let middle = low.at + 0.5 * (high.at - low.at);
        let middle = if whole { middle.floor() } else { middle };
        if middle <= low.at || middle >= high.at {
            break;
        }
        let found = at(middle)?;
        if found.distance.signum() * side > 0.0 && found.distance != 0.0 {
            low = found;
        } else {
            high = found;
        }
    }
    // A whole number is the first at which the target is reached.
    if whole {
        return Ok(Found::new(low, high, slope, 0.0));
    }
    let share = if high.distance == low.distance { 1.0 } else { low.distance / (low.distance - high.distance) };
    let half_width = low.half_width + share * (high.half_width - low.half_width);
    let reached = Probe { at: low.at + share * (high.at - low.at), distance: 0.0, half_width };
    Ok(Found::new(low, reached, slope, high.at - low.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Plan;
    use crate::experiment::Axis;
    use crate::model::Parameters;
    use crate::scenario::{Overrides, load_text};
    use crate::vocabulary::Metric;

    fn parameters(text: &str) -> Parameters {
        load_text(text.as_bytes(), "t", "t", &Overrides::default()).expect("a scenario").baseline.clone()
    }

    const CLASSIC: &str = "[customers]\ncomplaints = 1\nsilent_per_complaint = 26\n[voice]\nadmits = 0.4\n\
        [silent]\ngroups.ordinary = { share = 23, audience = 10 }\ngroups.vocal = { share = 3, audience = 20 }\n";

    fn find(parameters: &Parameters, axis: &str, metric: Metric, target: Target, seed: u64) -> Crossing {
        let axes = [Axis::parse(axis, parameters).expect("an axis")];
        let plan = Plan { seed, replicates: 0..2_000, precision: None };
        let sweep = Sweep { baseline: parameters, parameters, axes: &axes, metrics: &[metric], plan: &plan };
        Crossing::find(&sweep, target, &mut Networks::default(), &Control::default()).expect("a run")
    }

    #[test]
    fn who_knows_comes_to_250_where_the_formula_says() {
        let classic = parameters(CLASSIC);
        let found = find(&classic, "voice.asked=0..1", Metric::Aware, Target::Value(250.0), 317);
        assert!((found.value.expect("reached") - 0.577_586_2).abs() < 1e-7 && found.by_formula, "{found:?}");
        let never = find(&classic, "voice.asked=0..1", Metric::Aware, Target::Value(200.0), 317);
        assert_eq!(never.value, None);
        assert!((never.nearest.0 - 1.0).abs() < 1e-12 && (never.nearest.1 - 201.0).abs() < 1e-9, "{never:?}");
    }

    #[test]
    fn a_value_met_at_the_first_point_is_reached_there_and_the_baseline_is_only_met() {
        let classic = parameters(CLASSIC);
        let found = find(&classic, "voice.asked=0..1", Metric::Aware, Target::Value(317.0), 317);
        assert_eq!((found.value, found.met), (Some(0.0), (1, 11)));
        let met = find(&classic, "voice.asked=0..1", Metric::Aware, Target::Baseline, 317);
        assert_eq!((met.value, met.met, met.nearest), (None, (1, 11), (0.0, 0.0)));
    }

    #[test]
    fn a_whole_number_passes_the_target_between_two() {
        let found =
            find(&parameters(CLASSIC), "customers.complaints=1..10", Metric::Aware, Target::Value(1_000.0), 317);
        let [(before, below), (after, above)] = found.around.expect("three are too few, four too many");
        assert_eq!((before, after, found.value), (3.0, 4.0, Some(4.0)));
        assert!((below - 951.0).abs() < 1e-9 && (above - 1268.0).abs() < 1e-9, "{found:?}");
        let met = find(&parameters(CLASSIC), "customers.complaints=1..10", Metric::Aware, Target::Value(951.0), 317);
        assert_eq!((met.value, met.around), (Some(3.0), None));
    }

    #[test]
    fn a_measure_that_is_not_taken_is_no_break_even() {
        let costly = format!("{CLASSIC}stays = 0.1\n[damage]\ncustomer_value = 100\ncomplaint_cost = 1000\n");
        let found = find(&parameters(&costly), "voice.asked=0..1", Metric::NetLoss, Target::Baseline, 317);
        assert_eq!(found.value, None, "{found:?}");
    }

    #[test]
    fn a_simulated_mean_that_meets_its_target_has_an_interval_with_a_width() {
        let network = "[customers]\ndissatisfied = 10\n[voice]\nrate = 0.0\n[silent]\naudience = 4\n\
            [retelling]\nrate = 0.2\naudience = 3\ngenerations = 3\n[network]\nwell_mixed = { population = 300 }\n";
        let parameters = parameters(network);
        let axes = [Axis::parse("retelling.rate=0.2,0.4,0.6", &parameters).expect("an axis")];
        let plan = Plan { seed: 1, replicates: 0..200, precision: None };
        let metrics = &[Metric::Aware];
        let sweep = Sweep { baseline: &parameters, parameters: &parameters, axes: &axes, metrics, plan: &plan };
        let (mut networks, control) = (Networks::default(), Control::default());
        let points = sweep.run(&mut networks, &control).expect("a run");
        for (point, at) in points.iter().zip([0.2, 0.4, 0.6]) {
            // The mean at this value is asked for to the last bit.
            let target = Target::Value(point.metrics[0].expect("defined").mean);
            let found = Crossing::find(&sweep, target, &mut networks, &control).expect("a run");
            let (low, high) = found.ci.expect("it is known");
            assert!(!found.by_formula && (found.value.expect("met") - at).abs() < 1e-4, "{found:?}");
            assert!(low <= at && at <= high && high - low > 1e-3, "{found:?}");
        }
    }

    #[test]
    fn where_every_value_meets_the_target_the_interval_is_not_known() {
        let probe = |at, distance, half_width| Probe { at, distance, half_width };
        let flat = [probe(0.0, 0.0, 1.0), probe(1.0, 0.0, 1.0)];
        assert_eq!(touched(&flat, 0).ci, None);
        let sure = [probe(0.0, 0.0, 0.0), probe(1.0, 2.0, 0.0)];
        assert_eq!(touched(&sure, 0).ci, None, "without an error there is no interval");
        let both = [probe(0.0, 4.0, 1.0), probe(1.0, 0.0, 1.0), probe(2.0, 2.0, 1.0)];
        assert_eq!(touched(&both, 1).ci, Some((0.75, 1.5)));
    }

    #[test]
    fn without_a_formula_the_interval_holds_the_crossing() {
        // On a network with retelling nobody knows the mean; the same replicates at each value do.
        let network = "[customers]\ndissatisfied = 10\n[voice]\nrate = 0.0\n[silent]\naudience = 4\n\
            [retelling]\nrate = 0.2\naudience = 3\ngenerations = 3\n[network]\nwell_mixed = { population = 300 }\n";
        let parameters = parameters(network);
        let values: Vec<Crossing> = (0..8)
            .map(|seed| find(&parameters, "retelling.rate=0..1:5", Metric::Aware, Target::Value(100.0), seed))
            .collect();
        let mean = values.iter().filter_map(|found| found.value).sum::<f64>() / 8.0;
        let covers = |found: &&Crossing| found.ci.is_some_and(|(low, high)| low <= mean && mean <= high);
        // At least 5 of 8 at 95 %: fewer have a chance below 4 in 10,000.
        assert!(values.iter().filter(covers).count() >= 5, "{values:?}");
        assert!(values.iter().all(|found| !found.by_formula));
    }
}
