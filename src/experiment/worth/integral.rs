use super::losses::{add, best};
use crate::stats::{CutLaw, Rule, Score};

/// Halvings that find where another option becomes the best: what is left of the way to there counts by its square.
const HALVINGS: usize = 24;

/// Losses along one unknown: at some points of its law, each with its weight.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Profile {
    pub(super) points: Vec<ProfilePoint>,
}

/// The losses at one value of an unknown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ProfilePoint {
    /// The normal score of the value in its law.
    pub(super) score: f64,
    pub(super) value: f64,
    pub(super) weight: f64,
    /// By option.
    pub(super) losses: Vec<f64>,
}

impl Profile {
    /// The losses at the points of a law; `at` gives them at a normal score and its value. The panels end where another
    /// option becomes the best, so that the mean of the lowest loss is as exact as that of each.
    pub(super) fn new(law: &CutLaw, rule: Rule, mut at: impl FnMut(f64, f64) -> Option<Vec<f64>>) -> Option<Self> {
        let Some(scored) = law.scored_points(rule, &[]) else { return Self::of_values(law, rule, at) };
        let mut rough = Vec::with_capacity(scored.len());
        for &(score, value, _) in &scored {
            rough.push((score, at(score, value)?));
        }
        let mut kinks = Vec::new();
        for pair in rough.windows(2) {
            let (left, right) = (best(&pair[0].1), best(&pair[1].1));
            if left != right {
                kinks.push(kink(law, (pair[0].0, pair[1].0), (left, right), &mut at)?);
            }
        }
        if kinks.is_empty() {
            let points = scored.iter().zip(rough);
            let points =
                points.map(|(&(_, value, weight), (score, losses))| ProfilePoint { score, value, weight, losses });
            return Some(Self { points: points.collect() });
        }
        let points = law.scored_points(rule, &kinks)?.into_iter().map(|(score, value, weight)| {
            let losses = at(score, value)?;
            Some(ProfilePoint { score, value, weight, losses })
        });
        Some(Self { points: points.collect::<Option<_>>()? })
    }

    /// The same for a law of few values, or of many whole numbers, which are then as good as all numbers.
    fn of_values(law: &CutLaw, rule: Rule, mut at: impl FnMut(f64, f64) -> Option<Vec<f64>>) -> Option<Self> {
        let points = law.points(rule).unwrap_or_else(|| {
            let many = 2_000;
            let share = |step: i32| (f64::from(step) + 0.5) / f64::from(many);
            (0..many).map(|step| (law.at(Score::Share(share(step))), 1.0 / f64::from(many))).collect()
        });
        let mut before = 0.0;
        let points = points.into_iter().map(|(value, weight)| {
            // The middle of what the law has at this value.
            let score = Score::Share((before + 0.5 * weight).clamp(1e-16, 1.0 - 1e-16)).normal();
            before += weight;
            Some(ProfilePoint { score, value, weight, losses: at(score, value)? })
        });
        Some(Self { points: points.collect::<Option<_>>()? })
    }

    /// The same at many more points, as answers that leave little of the law want them: each loss is smooth along the score,
    /// and a cubic through four neighbours follows it.
    pub(super) fn dense(&self, law: &CutLaw) -> Self {
        let Some(dense) = law.scored_points(Rule::Dense, &[]).filter(|_| self.points.len() >= 4) else {
            return self.clone();
        };
        let points = dense.into_iter().map(|(score, value, weight)| {
            let place = self.points.partition_point(|point| point.score < score);
            let first = place.saturating_sub(2).min(self.points.len() - 4);
            let near = &self.points[first..first + 4];
            let mut losses = vec![0.0; near[0].losses.len()];
            for (own, point) in near.iter().enumerate() {
                let others = near.iter().enumerate().filter(|(other, _)| *other != own);
                let share: f64 = others.map(|(_, other)| (score - other.score) / (point.score - other.score)).product();
                add(&mut losses, share, &point.losses);
            }
            ProfilePoint { score, value, weight, losses }
        });
        Self { points: points.collect() }
    }

    /// The mean loss of each option.
    pub(super) fn means(&self) -> Vec<f64> {
        let mut means = vec![0.0; self.points.first().map_or(0, |point| point.losses.len())];
        for point in &self.points {
            add(&mut means, point.weight, &point.losses);
        }
        means
    }

    /// The mean of the lowest loss.
    pub(super) fn mean_of_lowest(&self) -> f64 {
        self.points.iter().map(|point| point.weight * point.losses[best(&point.losses)]).sum()
    }

    /// By how much the lowest mean is above the mean of the lowest: what it is worth to know the unknown.
    pub(super) fn worth(&self) -> f64 {
        let means = self.means();
        above(means[best(&means)], self.mean_of_lowest())
    }
}

/// A difference that is never below 0, and 0 where it is what rounding leaves.
pub(super) fn above(larger: f64, smaller: f64) -> f64 {
    let difference = larger - smaller;
    if difference <= 1e-11 * larger.abs().max(smaller.abs()) { 0.0 } else { difference }
}

/// Where one option becomes better than another, between two normal scores.
fn kink(
    law: &CutLaw,
    (mut low, mut high): (f64, f64),
    (left, right): (usize, usize),
    at: &mut impl FnMut(f64, f64) -> Option<Vec<f64>>,
) -> Option<f64> {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        let losses = at(middle, law.at(Score::Normal(middle)))?;
        if losses[left] <= losses[right] {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Law, Range};

    #[test]
    fn a_choice_between_a_number_and_nothing_has_its_closed_form() {
        // x normal with mean 1 and standard deviation 2 against 0: E[min(x, 0)] = mean P(x < 0) - sd density.
        let law = CutLaw::new(&Law::Normal { mean: 1.0, sd: 2.0 }, Range { low: -1e9, high: 1e9, whole: false });
        let law = law.expect("a law");
        let profile = Profile::new(&law, Rule::Middle, |_, value| Some(vec![value, 0.0])).expect("a formula");
        let z = -0.5;
        let density = libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI);
        let exact = crate::stats::normal_cdf(z) - 2.0 * density;
        assert!((profile.mean_of_lowest() - exact).abs() < 1e-10, "{} {exact}", profile.mean_of_lowest());
        assert!((profile.worth() + exact).abs() < 1e-10, "the lowest mean is 0");
    }

    #[test]
    fn few_values_are_summed_one_by_one() {
        let law =
            CutLaw::new(&Law::Choice(vec![(0.02, 1.0), (0.06, 3.0)]), Range { low: 0.0, high: 1.0, whole: false });
        let law = law.expect("a law");
        let profile = Profile::new(&law, Rule::Middle, |_, value| Some(vec![value, 0.03])).expect("a formula");
        assert!((profile.worth() - (0.03 - (0.25 * 0.02 + 0.75 * 0.03))).abs() < 1e-15);
        assert_eq!(above(1.0, 1.0 + 1e-13), 0.0);
    }
}
