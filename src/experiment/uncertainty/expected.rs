use super::draws::UnknownDraws;
use super::uncertain::{Opened, open, opened};
use crate::model::{Model, Parameters};
use crate::random::ReplicateKey;
use crate::scenario::Scenario;
use crate::stats::Rule;
use crate::vocabulary::{METRICS, Metric};

/// By how much two rules may differ, relatively, for the better one to be believed; its own error is far smaller.
const AGREEMENT: f64 = 1e-5;
/// The most points of a rule.
const MOST_POINTS: usize = 20_000;
/// The most values of one whole number that are summed up one by one.
const MOST_VALUES: f64 = 4_096.0;
/// The same of one of two unknowns.
const MOST_OF_TWO: f64 = 400.0;
/// Values of the unknowns that are averaged over where no rule can be had: those of the first replicates.
const DRAWS: u64 = 1_000;

/// The means of the metrics by formula, over one or two independent unknowns: the closed form at every point of a quadrature.
/// Relative error below 1e-6. `None` where there is no closed form, where more is unknown, or where the mean cannot be
/// believed to be finite.
pub(crate) fn expected_means(model: &Model, draws: &UnknownDraws, opened: &Opened) -> [Option<f64>; Metric::COUNT] {
    if !opened.any() {
        return std::array::from_fn(|place| model.expected().mean(METRICS[place].metric));
    }
    let quotient = Metric::AwarePerComplaint.index();
    let at_a_point = |model: &Model| {
        let mut means: Vec<Option<f64>> = METRICS.iter().map(|info| model.expected().mean(info.metric)).collect();
        means[quotient] = means[quotient].map(|_| 0.0);
        means
    };
    let found = by_rule(model, draws, opened, &at_a_point);
    let mut means: [Option<f64>; Metric::COUNT] = std::array::from_fn(|place| found.get(place).copied().flatten());
    // A quotient of means, not the mean of quotients.
    let of = |metric: Metric| means[metric.index()];
    let ratio = of(Metric::Aware).zip(of(Metric::Complaints)).map(|(aware, complaints)| aware / complaints);
    means[quotient] = means[quotient].and(ratio).filter(|ratio| ratio.is_finite());
    means
}

/// Numbers of a model, averaged over its unknowns.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct OverUnknowns {
    /// The means.
    pub means: Vec<f64>,
    /// Of so many values of the unknowns; `None` where they are exact.
    pub draws: Option<u64>,
}

/// Numbers of the model of a variant, as `of` says them of one point, in mean over the unknowns: by quadrature where there are
/// one or two that are independent, else over the values that the first replicates have. Without unknowns, the numbers.
///
/// `None` where `of` has no answer somewhere, and on a network of contacts, which would have to be built.
pub fn over_unknowns(
    scenario: &Scenario,
    variant: &str,
    of: &dyn Fn(&Model) -> Option<Vec<f64>>,
) -> Option<OverUnknowns> {
    let (draws, opened, model) = open(scenario, variant).ok()?;
    if !opened.any() {
        return of(&model).map(|means| OverUnknowns { means, draws: None });
    }
    let each = |model: &Model| of(model).unwrap_or_default().into_iter().map(Some).collect();
    let means: Option<Vec<f64>> = by_rule(&model, &draws, &opened, &each).into_iter().collect();
    if let Some(means) = means.filter(|means| !means.is_empty()) {
        return Some(OverUnknowns { means, draws: None });
    }
    let mut values = vec![0.0; draws.len()];
    let points = (0..DRAWS).map(|replicate| {
        draws.draw(ReplicateKey { seed: scenario.run.seed, replicate }, &mut values);
        (values.clone(), 1.0 / DRAWS as f64)
    });
    let means: Option<Vec<f64>> = averaged(&model, &opened, points, &each)?.into_iter().collect();
    means.filter(|means| !means.is_empty()).map(|means| OverUnknowns { means, draws: Some(DRAWS) })
}

/// By two rules that agree; empty where there is no rule.
fn by_rule(
    model: &Model,
    draws: &UnknownDraws,
    opened: &Opened,
    of: &dyn Fn(&Model) -> Vec<Option<f64>>,
) -> Vec<Option<f64>> {
    let open: Vec<usize> = opened.open().collect();
    if !has_rule(model, draws, &open) {
        return Vec::new();
    }
    let known = vec![0.0; draws.len()];
    let exact: Option<Vec<_>> = open.iter().map(|&place| draws.laws()[place].exact_points(most_of(&open))).collect();
    if let Some(axes) = exact {
        let points = grid(&open, axes, &known);
        return points.and_then(|points| averaged(model, opened, points, of)).unwrap_or_default();
    }
    let averaged = |rule| averaged(model, opened, mean_points(draws, &open, rule, &known)?, of);
    let rules = if open.len() == 1 { [Rule::Middle, Rule::Fine] } else { [Rule::Rough, Rule::Middle] };
    let [Some(rough), Some(fine)] = rules.map(averaged) else {
        return Vec::new();
    };
    let agreed = |(rough, fine): (&Option<f64>, &Option<f64>)| {
        let (rough, fine) = ((*rough)?, (*fine)?);
        ((rough - fine).abs() <= AGREEMENT * fine.abs()).then_some(fine)
    };
    rough.iter().zip(&fine).map(agreed).collect()
}

/// Whether means over these unknowns go by a rule: at most two, and two only where they are independent and no service gap has
/// its own quadrature at every point.
pub(super) fn has_rule(model: &Model, draws: &UnknownDraws, open: &[usize]) -> bool {
    open.len() < 2 || are_two(draws, open) && model.service_gap().is_none()
}

/// Whether they are two that are independent.
fn are_two(draws: &UnknownDraws, open: &[usize]) -> bool {
    let together = || draws.copula().is_some_and(|copula| open.iter().all(|own| copula.members().contains(own)));
    open.len() == 2 && !together()
}

/// Numbers of the parameters of a variant, which hang on no network, in mean over the unknowns as [`over_unknowns`] has it.
///
/// `None` where `of` has no answer somewhere.
pub(in crate::experiment) fn parameters_over_unknowns(
    scenario: &Scenario,
    variant: &str,
    of: &dyn Fn(&Parameters) -> Option<Vec<f64>>,
) -> Option<Vec<f64>> {
    let (draws, opened, mut parameters) = opened(scenario, variant);
    let open: Vec<usize> = opened.open().collect();
    let mut sums: Vec<f64> = Vec::new();
    let mut add = |values: &[f64], weight: f64| {
        opened.set(&mut parameters, values).ok()?;
        let said = of(&parameters)?;
        sums.resize(said.len(), 0.0);
        for (sum, own) in sums.iter_mut().zip(said) {
            *sum += weight * own;
        }
        Some(())
    };
    let mut values = vec![0.0; draws.len()];
    let has_rule = open.len() < 2 || are_two(&draws, &open);
    match has_rule.then(|| mean_points(&draws, &open, Rule::Middle, &values)).flatten() {
        Some(mut points) => points.try_for_each(|(values, weight)| add(&values, weight))?,
        None => (0..DRAWS).try_for_each(|replicate| {
            draws.draw(ReplicateKey { seed: scenario.run.seed, replicate }, &mut values);
            add(&values, 1.0 / DRAWS as f64)
        })?,
    }
    Some(sums).filter(|sums| sums.iter().all(|sum| sum.is_finite()))
}

/// The points of a rule for means and their weights, those that are known as `known` says.
fn mean_points(
    draws: &UnknownDraws,
    open: &[usize],
    rule: Rule,
    known: &[f64],
) -> Option<impl Iterator<Item = (Vec<f64>, f64)> + use<>> {
    let axes = open.iter().map(|&place| draws.laws()[place].mean_points(rule, most_of(open))).collect();
    grid(open, axes, known)
}

/// The most values of one of these unknowns that are summed up one by one.
fn most_of(open: &[usize]) -> f64 {
    if open.len() == 1 { MOST_VALUES } else { MOST_OF_TWO }
}

/// The points of a rule and their weights, those that are known as `known` says.
pub(super) fn points(
    draws: &UnknownDraws,
    open: &[usize],
    rule: Rule,
    known: &[f64],
) -> Option<impl Iterator<Item = (Vec<f64>, f64)> + use<>> {
    let axes = open.iter().map(|&place| draws.laws()[place].points(rule)).collect::<Option<_>>()?;
    grid(open, axes, known)
}

/// All points of these axes with their weights; `None` where they are too many.
fn grid(
    open: &[usize],
    axes: Vec<Vec<(f64, f64)>>,
    known: &[f64],
) -> Option<impl Iterator<Item = (Vec<f64>, f64)> + use<>> {
    let points: usize = axes.iter().map(Vec::len).product();
    if points > MOST_POINTS {
        return None;
    }
    let (open, known) = (open.to_vec(), known.to_vec());
    Some((0..points).map(move |number| {
        let (mut rest, mut weight, mut values) = (number, 1.0, known.clone());
        for (axis, &place) in axes.iter().zip(&open) {
            let (value, own) = axis[rest % axis.len()];
            rest /= axis.len();
            values[place] = value;
            weight *= own;
        }
        (values, weight)
    }))
}

/// The sums of what `of` says at each point by its weight; `None` where a point makes no model.
fn averaged(
    model: &Model,
    opened: &Opened,
    points: impl Iterator<Item = (Vec<f64>, f64)>,
    of: &dyn Fn(&Model) -> Vec<Option<f64>>,
) -> Option<Vec<Option<f64>>> {
    let (mut model, mut parameters) = (model.clone(), model.parameters().clone());
    let mut sums: Option<Vec<Option<f64>>> = None;
    for (values, weight) in points {
        opened.tune(&mut model, &mut parameters, &values).ok()?;
        let said = of(&model);
        let sums = sums.get_or_insert_with(|| vec![Some(0.0); said.len()]);
        if said.len() != sums.len() {
            return None;
        }
        for (sum, own) in sums.iter_mut().zip(said) {
            *sum = sum.zip(own).map(|(sum, own)| sum + weight * own);
        }
    }
    let finite = |sum: Option<f64>| sum.filter(|sum| sum.is_finite());
    sums.map(|sums| sums.into_iter().map(finite).collect())
}
