use std::collections::BTreeMap;

use super::answers::{Answers, Told};
use super::chi_square::{ChiSquare, chi_square};
use super::maximum::{Fitted, LawKind, search, search_from};
use super::repeats::quantile;
use crate::random::{Purpose, ReplicateKey, conditional_probabilities, multinomial};

/// All laws fitted to the same answers, and the one to take.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Every law, once without and once with heaping, in the order of [`LawKind::ALL`].
    pub candidates: Vec<Candidate>,
    /// The place of the one with the least AIC; among equals the first.
    pub chosen: usize,
    /// The mean of the chosen law in each draw of the bootstrap, in order of size.
    pub means: Vec<f64>,
}

/// One law beside the answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The law.
    pub fitted: Fitted,
    /// Its share of exp(-AIC / 2) among all.
    pub aic_weight: f64,
    /// How far it is from the answers; `None` where too few cells are left.
    pub chi_square: Option<ChiSquare>,
}

/// How many draws the interval of a mean rests on.
const DRAWS: u64 = 400;

/// Heaping is no question below: as few answers above 10 say nothing of it.
const HEAPED_FROM: u64 = 10;

impl Choice {
    /// Fits all laws to answers whose weights add up to their effective number; `None` where no law gives them.
    ///
    /// `seed` and `entity` are those of the bootstrap.
    pub fn new(answers: &Answers, seed: u64, entity: u64) -> Option<Self> {
        let may_heap = answers.classes().any(|(told, _)| told.low > HEAPED_FROM && told.high() == Some(told.low));
        let ways = if may_heap { &[false, true][..] } else { &[false] };
        let found: Vec<(Vec<f64>, Fitted)> = LawKind::ALL
            .into_iter()
            .flat_map(|kind| ways.iter().filter_map(move |&heaped| search(answers, kind, heaped)))
            .collect();
        let fits: Vec<Fitted> = found.iter().map(|(_, fitted)| *fitted).collect();
        let least = fits.iter().map(Fitted::aic).fold(f64::INFINITY, f64::min);
        let likely = |fitted: &Fitted| libm::exp(-0.5 * (fitted.aic() - least));
        let sum: f64 = fits.iter().map(likely).sum();
        let candidate = |&fitted: &Fitted| Candidate {
            fitted,
            aic_weight: likely(&fitted) / sum,
            chi_square: chi_square(answers, &fitted),
        };
        let candidates: Vec<Candidate> = fits.iter().map(candidate).collect();
        // The first of equals: a tie within rounding goes to the simpler law.
        let chosen = fits.iter().position(|fitted| fitted.aic() <= least + 1e-9)?;
        let mut means: Vec<f64> =
            (0..DRAWS).filter_map(|draw| redrawn(answers, &found[chosen], seed, draw, entity)).collect();
        means.sort_by(f64::total_cmp);
        Some(Self { candidates, chosen, means })
    }

    /// The law to take.
    pub fn fitted(&self) -> &Fitted {
        &self.candidates[self.chosen].fitted
    }

    /// The 95 % interval of its mean, by bootstrap.
    pub fn interval(&self) -> Option<[f64; 2]> {
        (!self.means.is_empty()).then(|| [0.025, 0.975].map(|level| quantile(&self.means, level)))
    }
}

/// The mean of the law fitted to answers that are drawn again, as many as the effective number.
///
/// The search starts at the best of all answers: what is drawn again is near.
fn redrawn(answers: &Answers, (theta, fitted): &(Vec<f64>, Fitted), seed: u64, draw: u64, entity: u64) -> Option<f64> {
    let mut stream = ReplicateKey { seed, replicate: draw }.stream(Purpose::Bootstrap, entity);
    let (told, weights): (Vec<Told>, Vec<f64>) = answers.classes().unzip();
    let mut counts = vec![0; weights.len()];
    let people = libm::round(answers.total()).max(1.0) as u64;
    multinomial(&mut stream, people, &conditional_probabilities(&weights), &mut counts);
    let again: BTreeMap<Told, f64> = told
        .into_iter()
        .zip(counts)
        .filter(|&(_, count)| count > 0)
        .map(|(told, count)| (told, count as f64))
        .collect();
    let (_, again) = search_from(&answers.with(again), fitted.kind, fitted.heaping.is_some(), theta, 1)?;
    Some(again.law.mean())
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::super::heaping::Heaping;
    use super::super::law::CountLaw;
    use super::super::maximum::fit;
    use super::*;

    /// So many answers from a law, by inversion; `heaped` of those above 10 round to a multiple of 5 or of 10.
    fn survey(law: CountLaw, people: u64, heaped: f64, number: u64) -> Answers {
        let masses = Heaping { fives: heaped / 2.0, tens: heaped / 2.0 }.said(&law.masses(2_000));
        let mut stream = ReplicateKey { seed: 5, replicate: number }.stream(Purpose::Audience, 0);
        let mut answers = Answers::default();
        for _ in 0..people {
            let mut left = stream.random::<f64>();
            let mut told = 0;
            while left >= masses.mass[told] && told < 1_999 {
                left -= masses.mass[told];
                told += 1;
            }
            answers.add(Told::new(told as u64, Some(told as u64)), 1.0);
        }
        answers
    }

    #[test]
    fn intervals_of_the_mean_hold_the_truth() {
        let (surveys, mut held) = (60, 0);
        for number in 0..surveys {
            let answers = survey(CountLaw::Geometric { mean: 4.0 }, 200, 0.0, number);
            let fitted = search(&answers, LawKind::Geometric, false).expect("a law");
            let mut means: Vec<f64> =
                (0..DRAWS).filter_map(|draw| redrawn(&answers, &fitted, number, draw, 0)).collect();
            means.sort_by(f64::total_cmp);
            held += u64::from((quantile(&means, 0.025)..=quantile(&means, 0.975)).contains(&4.0));
        }
        let error = 4.0 * (0.95_f64 * 0.05 / surveys as f64).sqrt();
        assert!((held as f64 / surveys as f64 - 0.95).abs() < error, "{held}");
    }

    #[test]
    fn rounding_leaves_the_mean_within_three_percent() {
        let law = CountLaw::NegativeBinomial { mean: 12.0, dispersion: 1.5 };
        let answers = survey(law, 20_000, 0.5, 1);
        let found = fit(&answers, LawKind::NegativeBinomial, true).expect("a law");
        let heaping = found.heaping.expect("heaped");
        assert!((found.law.mean() / 12.0 - 1.0).abs() < 0.03, "{found:?}");
        assert!((heaping.fives - 0.25).abs() < 0.03 && (heaping.tens - 0.25).abs() < 0.03, "{found:?}");
    }

    #[test]
    fn the_true_law_is_chosen_in_most_surveys() {
        let truths = [
            (CountLaw::Poisson { mean: 4.0 }, LawKind::Poisson),
            (CountLaw::Geometric { mean: 4.0 }, LawKind::Geometric),
            (CountLaw::NegativeBinomial { mean: 5.0, dispersion: 3.0 }, LawKind::NegativeBinomial),
            (CountLaw::ZeroInflatedPoisson { zero: 0.4, mean: 5.0 }, LawKind::ZeroInflatedPoisson),
            (CountLaw::LogNormal { median: 5.0, sigma: 0.8 }, LawKind::LogNormal),
        ];
        let mut right = 0;
        for (at, (law, kind)) in (0..).zip(truths) {
            for number in 0..8 {
                let answers = survey(law, 1_000, 0.0, 100 * at + number);
                let fits = LawKind::ALL.iter().filter_map(|&kind| fit(&answers, kind, false));
                let best = fits.min_by(|a, b| a.aic().total_cmp(&b.aic())).expect("a law");
                right += u32::from(best.kind == kind);
            }
        }
        assert!(right >= 32, "{right} of 40");
    }
}
