use super::draws::UnknownDraws;
use super::uncertain::Opened;
use crate::model::Model;
use crate::stats::Rule;
use crate::vocabulary::{METRICS, Metric};

/// By how much two rules may differ, relatively, for the better one to be believed; its own error is far smaller.
const AGREEMENT: f64 = 1e-5;
/// The most points of a rule.
const MOST_POINTS: usize = 20_000;

/// The means of the metrics by formula, over one or two independent unknowns: the closed form at every point of a quadrature.
/// Relative error below 1e-6. `None` where there is no closed form, where more is unknown, or where the mean cannot be
/// believed to be finite.
pub(crate) fn expected_means(model: &Model, draws: &UnknownDraws, opened: &Opened) -> [Option<f64>; Metric::COUNT] {
    let open: Vec<usize> = (0..draws.len()).filter(|&place| opened.lenses[place].is_some()).collect();
    if open.is_empty() {
        return std::array::from_fn(|place| model.expected().mean(METRICS[place].metric));
    }
    let together = draws.copula().is_some_and(|copula| open.iter().all(|member| copula.members().contains(member)));
    let too_many = open.len() > 2 || open.len() == 2 && (together || model.service_gap().is_some());
    if too_many {
        return [None; Metric::COUNT];
    }
    let rules = if open.len() == 1 { [Rule::Middle, Rule::Fine] } else { [Rule::Rough, Rule::Middle] };
    let [Some(rough), Some(fine)] = rules.map(|rule| means(model, draws, opened, &open, rule)) else {
        return [None; Metric::COUNT];
    };
    std::array::from_fn(|place| {
        let (rough, fine) = (rough[place]?, fine[place]?);
        ((rough - fine).abs() <= AGREEMENT * fine.abs()).then_some(fine)
    })
}

type Means = [Option<f64>; Metric::COUNT];

fn means(model: &Model, draws: &UnknownDraws, opened: &Opened, open: &[usize], rule: Rule) -> Option<Means> {
    let axes: Vec<Vec<(f64, f64)>> =
        open.iter().map(|&place| draws.laws()[place].points(rule)).collect::<Option<_>>()?;
    let points: usize = axes.iter().map(Vec::len).product();
    if points > MOST_POINTS {
        return None;
    }
    let (mut model, mut parameters) = (model.clone(), model.parameters().clone());
    let mut values = vec![0.0; draws.len()];
    let mut sums = [Some(0.0); Metric::COUNT];
    for number in 0..points {
        let (mut rest, mut weight) = (number, 1.0);
        for (axis, &place) in axes.iter().zip(open) {
            let (value, own) = axis[rest % axis.len()];
            rest /= axis.len();
            values[place] = value;
            weight *= own;
        }
        opened.set(&mut parameters, &values).ok()?;
        model.retune(&parameters).ok()?;
        let expected = model.expected();
        for (sum, info) in sums.iter_mut().zip(&METRICS) {
            *sum = sum.zip(expected.mean(info.metric)).map(|(sum, mean)| sum + weight * mean);
        }
    }
    // A quotient of means, not the mean of quotients.
    let of = |metric: Metric| sums[metric.index()];
    let ratio = of(Metric::Aware).zip(of(Metric::Complaints)).map(|(aware, complaints)| aware / complaints);
    let known = sums[Metric::AwarePerComplaint.index()].and(ratio);
    sums[Metric::AwarePerComplaint.index()] = known.filter(|ratio| ratio.is_finite());
    Some(sums.map(|sum| sum.filter(|sum| sum.is_finite())))
}
