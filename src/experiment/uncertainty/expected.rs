use super::draws::UnknownDraws;
use super::uncertain::Opened;
use crate::model::Model;
use crate::random::ReplicateKey;
use crate::scenario::Scenario;
use crate::stats::Rule;
use crate::vocabulary::{METRICS, Metric};

/// By how much two rules may differ, relatively, for the better one to be believed; its own error is far smaller.
const AGREEMENT: f64 = 1e-5;
/// The most points of a rule.
const MOST_POINTS: usize = 20_000;
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
/// `None` where `of` has no answer somewhere, where there is no such variant, and on a network, which would have to be built.
pub fn over_unknowns(
    scenario: &Scenario,
    variant: &str,
    of: &dyn Fn(&Model) -> Option<Vec<f64>>,
) -> Option<OverUnknowns> {
    let own = scenario.variants.iter().find(|own| own.name == variant);
    let mut parameters = own.map_or(&scenario.baseline, |own| &own.parameters).clone();
    if parameters.network.is_some() {
        return None;
    }
    let draws = UnknownDraws::new(&scenario.unknowns, scenario.copula.as_ref());
    let opened = Opened::new(&draws, own.map(|own| own.unknown.as_slice()), &mut parameters);
    let model = Model::new(&parameters, &[]).ok()?;
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
    let open: Vec<usize> = (0..draws.len()).filter(|&place| opened.lenses[place].is_some()).collect();
    let together = draws.copula().is_some_and(|copula| open.iter().all(|member| copula.members().contains(member)));
    let too_many = open.len() > 2 || open.len() == 2 && (together || model.service_gap().is_some());
    if too_many {
        return Vec::new();
    }
    let rules = if open.len() == 1 { [Rule::Middle, Rule::Fine] } else { [Rule::Rough, Rule::Middle] };
    let [Some(rough), Some(fine)] = rules.map(|rule| averaged(model, opened, points(draws, &open, rule)?, of)) else {
        return Vec::new();
    };
    let agreed = |(rough, fine): (&Option<f64>, &Option<f64>)| {
        let (rough, fine) = ((*rough)?, (*fine)?);
        ((rough - fine).abs() <= AGREEMENT * fine.abs()).then_some(fine)
    };
    rough.iter().zip(&fine).map(agreed).collect()
}

/// The points of a rule and their weights, the values that are known at 0.
pub(super) fn points(
    draws: &UnknownDraws,
    open: &[usize],
    rule: Rule,
) -> Option<impl Iterator<Item = (Vec<f64>, f64)> + use<>> {
    let axes: Vec<Vec<(f64, f64)>> =
        open.iter().map(|&place| draws.laws()[place].points(rule)).collect::<Option<_>>()?;
    let points: usize = axes.iter().map(Vec::len).product();
    if points > MOST_POINTS {
        return None;
    }
    let (open, many) = (open.to_vec(), draws.len());
    Some((0..points).map(move |number| {
        let (mut rest, mut weight, mut values) = (number, 1.0, vec![0.0; many]);
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
        opened.set(&mut parameters, &values).ok()?;
        model.retune(&parameters).ok()?;
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
