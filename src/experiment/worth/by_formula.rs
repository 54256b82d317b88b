use super::integral::{Profile, above};
use super::losses::{Losses, add, best};
use super::others::{Others, SCRAMBLES, even_scores};
use super::survey::survey_worth;
use crate::experiment::uncertainty::UnknownDraws;
use crate::stats::Rule;

/// Points of each scramble for all unknowns together.
const POINTS: u32 = 2_048;

/// What knowing is worth where every option has its mean loss by formula: no chance is left in it.
pub(super) struct ByFormula<'a> {
    pub(super) losses: Losses<'a>,
    pub(super) draws: &'a UnknownDraws,
    /// The unknowns that any option has.
    pub(super) open: Vec<usize>,
    pub(super) seed: u64,
}

/// A worth and its standard error; 0 where it is exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Valued {
    pub(super) value: f64,
    pub(super) std_error: f64,
}

/// The losses along one unknown, averaged over the others.
pub(super) struct Along {
    pub(super) profile: Profile,
    /// The same, estimate by estimate.
    estimates: Vec<Profile>,
}

impl ByFormula<'_> {
    /// The mean loss of each option; `None` where one has no formula.
    pub(super) fn means(&mut self) -> Option<Vec<f64>> {
        match self.open.as_slice() {
            &[first, ..] if self.is_exact() => Some(self.along(first, Rule::Fine)?.profile.means()),
            [] => {
                let middle = self.draws.medians();
                self.losses.at(&middle)
            }
            _ => {
                let points = self.points();
                let mut means = Vec::new();
                for point in &points {
                    let losses = self.losses.at(point)?;
                    means.resize(losses.len(), 0.0);
                    add(&mut means, 1.0 / points.len() as f64, &losses);
                }
                Some(means)
            }
        }
    }

    /// Whether means are by quadrature, which has no error that shows.
    fn is_exact(&self) -> bool {
        let few = self.draws.laws();
        self.open.len() == 1
            || self.open.len() == 2
                && self.draws.copula().is_none()
                && self.open.iter().all(|&place| few[place].points(Rule::Middle).is_some())
    }

    /// Even points of all unknowns, scramble by scramble.
    fn points(&self) -> Vec<Vec<f64>> {
        let mut all = even_scores(self.draws.len(), POINTS, self.seed);
        for scores in &mut all {
            self.draws.correlate(scores);
            let mut values = vec![0.0; scores.len()];
            self.draws.at_scores(scores, &mut values);
            *scores = values;
        }
        all
    }

    /// The losses along an unknown; where those over the others have an error, a finer rule would be in vain.
    pub(super) fn along(&mut self, unknown: usize, rule: Rule) -> Option<Along> {
        let rule = if self.is_exact() { rule } else { Rule::Middle };
        let others = Others::beside(unknown, &self.open, self.draws, self.seed);
        let mut values = self.draws.medians();
        let (losses, draws) = (&mut self.losses, self.draws);
        let many = others.estimates();
        let mut seen: Vec<(f64, Vec<Vec<f64>>)> = Vec::new();
        let profile = Profile::new(&draws.laws()[unknown], rule, |score, value| {
            let found = others.average(draws, unknown, (score, value), &mut values, |values| losses.at(values))?;
            let mut mean = vec![0.0; found[0].len()];
            for estimate in &found {
                add(&mut mean, 1.0 / many as f64, estimate);
            }
            if many > 1 {
                seen.push((value, found));
            }
            Some(mean)
        })?;
        let estimate = |number: usize| {
            let mut profile = profile.clone();
            for point in &mut profile.points {
                // The points of the profile are among those that were looked at.
                if let Some((_, found)) = seen.iter().rev().find(|(value, _)| *value == point.value) {
                    point.losses.clone_from(&found[number]);
                }
            }
            profile
        };
        let estimates = if many > 1 { (0..many).map(estimate).collect() } else { Vec::new() };
        Some(Along { profile, estimates })
    }

    /// What it is worth to know all unknowns.
    pub(super) fn everything(&mut self) -> Option<Valued> {
        match *self.open.as_slice() {
            [] => Some(Valued { value: 0.0, std_error: 0.0 }),
            [only] => Some(Valued { value: self.along(only, Rule::Fine)?.profile.worth(), std_error: 0.0 }),
            [first, second] if self.is_exact() => {
                let means = self.means()?;
                let lowest = self.nested(first, second)?;
                Some(Valued { value: above(means[best(&means)], lowest), std_error: 0.0 })
            }
            _ => {
                let points = self.points();
                let each = points.len() / SCRAMBLES;
                let mut sums: Vec<(Vec<f64>, f64)> = vec![(Vec::new(), 0.0); SCRAMBLES];
                for (number, point) in points.iter().enumerate() {
                    let losses = self.losses.at(point)?;
                    let (means, lowest) = &mut sums[number / each];
                    means.resize(losses.len(), 0.0);
                    add(means, 1.0 / each as f64, &losses);
                    *lowest += losses[best(&losses)] / each as f64;
                }
                let mut means = vec![0.0; sums[0].0.len()];
                for (own, _) in &sums {
                    add(&mut means, 1.0 / SCRAMBLES as f64, own);
                }
                let option = best(&means);
                Some(spread(sums.iter().map(|(means, lowest)| means[option] - lowest)))
            }
        }
    }

    /// The mean of the lowest loss over two unknowns that do not go together.
    fn nested(&mut self, first: usize, second: usize) -> Option<f64> {
        let laws = self.draws.laws();
        let mut values = self.draws.medians();
        let mut mean = 0.0;
        for (value, weight) in laws[first].points(Rule::Middle)? {
            values[first] = value;
            let losses = &mut self.losses;
            let inner = Profile::new(&laws[second], Rule::Rough, |_, value| {
                values[second] = value;
                losses.at(&values)
            })?;
            mean += weight * inner.mean_of_lowest();
        }
        Some(mean)
    }

    /// What a survey of each of these sizes is worth that asks about an unknown.
    pub(super) fn surveys(&mut self, unknown: usize, sizes: &[u64]) -> Option<Vec<Valued>> {
        let one = self.open.len() == 1;
        let mut along = self.along(unknown, if one { Rule::Dense } else { Rule::Fine })?;
        if !one {
            let law = &self.draws.laws()[unknown];
            along.profile = along.profile.dense(law);
            along.estimates.iter_mut().for_each(|estimate| *estimate = estimate.dense(law));
        }
        Some(sizes.iter().map(|&size| along.worth_of(|profile| survey_worth(profile, size))).collect())
    }
}

impl Along {
    /// What it is worth to know the unknown.
    pub(super) fn worth(&self) -> Valued {
        self.worth_of(Profile::worth)
    }

    fn worth_of(&self, of: impl Fn(&Profile) -> f64) -> Valued {
        let value = of(&self.profile);
        let std_error = if self.estimates.is_empty() { 0.0 } else { spread(self.estimates.iter().map(of)).std_error };
        Valued { value, std_error }
    }
}

/// The mean of independent estimates and its standard error, never below 0.
fn spread(estimates: impl Iterator<Item = f64>) -> Valued {
    let estimates: Vec<f64> = estimates.collect();
    let many = estimates.len() as f64;
    let mean = estimates.iter().sum::<f64>() / many;
    let squares: f64 = estimates.iter().map(|value| (value - mean) * (value - mean)).sum();
    Valued { value: mean.max(0.0), std_error: libm::sqrt(squares / (many - 1.0).max(1.0) / many) }
}
