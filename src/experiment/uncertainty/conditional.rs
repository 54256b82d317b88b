use super::draws::UnknownDraws;
use crate::stats::cholesky;

/// Draws of unknowns where some of them are kept: those that go together with the kept ones follow them (Gaussian copula).
#[derive(Clone, Debug)]
pub(crate) struct Conditional {
    /// The kept unknowns, then the others.
    order: Vec<usize>,
    kept: usize,
    /// The Cholesky factor of the correlations of their normal scores, in that order.
    factor: Vec<Vec<f64>>,
}

impl Conditional {
    /// Keeps the unknowns that `kept` says.
    pub(crate) fn new(draws: &UnknownDraws, kept: impl Fn(usize) -> bool) -> Self {
        let (mut order, others): (Vec<usize>, Vec<usize>) = (0..draws.len()).partition(|&place| kept(place));
        let many = order.len();
        order.extend(others);
        let correlation = |left: usize, right: usize| match draws.copula() {
            Some(copula) => copula.correlation(left, right),
            None => f64::from(u8::from(left == right)),
        };
        let matrix: Vec<Vec<f64>> =
            order.iter().map(|&left| order.iter().map(|&right| correlation(left, right)).collect()).collect();
        // The correlations of a copula are positive definite, in any order.
        let factor = cholesky(&matrix).unwrap_or_default();
        Self { order, kept: many, factor }
    }

    /// Draws the others again: `scores` are the normal scores of all, `fresh` independent ones, both by unknown.
    pub(crate) fn draw(&self, scores: &mut [f64], fresh: &[f64]) {
        let mut independent = Vec::with_capacity(self.order.len());
        for (place, (row, &unknown)) in self.factor.iter().zip(&self.order).enumerate() {
            let told: f64 = row.iter().zip(&independent).map(|(weight, score)| weight * score).sum();
            if place < self.kept {
                independent.push((scores[unknown] - told) / row[place]);
            } else {
                independent.push(fresh[unknown]);
                scores[unknown] = told + row[place] * fresh[unknown];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_text};

    fn draws() -> UnknownDraws {
        let text = "[uncertainty]\n\"voice.asked\" = { uniform = [0.1, 0.9] }\n\"voice.admits\" = { uniform = [0.1, 0.9] }\n\
            \"silent.stays\" = { uniform = [0.1, 0.9] }\n\
            [[correlation]]\nbetween = [\"voice.asked\", \"voice.admits\"]\nrank = 0.5\n\
            [customers]\ncomplaints = 1\nsilent_per_complaint = 26\n[silent]\nstays = 0.2\naudience = 3\n\
            [voice]\nasked = 0.5\nadmits = 0.5\n";
        let scenario = load_text(text.as_bytes(), "t", "t", &Overrides::default()).expect("a scenario");
        UnknownDraws::new(&scenario.unknowns, scenario.copula.as_ref())
    }

    #[test]
    fn the_others_follow_what_is_kept_as_their_correlation_says() {
        let draws = draws();
        let place = |path: &str| draws.paths().iter().position(|own| own == path).expect(path);
        let (asked, admits, stays) = (place("voice.asked"), place("voice.admits"), place("silent.stays"));
        let r = 2.0 * libm::sin(std::f64::consts::PI * 0.5 / 6.0);
        let mut scores = vec![0.0; 3];
        scores[asked] = 1.5;
        Conditional::new(&draws, |unknown| unknown == asked).draw(&mut scores, &[0.3; 3]);
        assert_eq!(scores[asked], 1.5);
        assert!((scores[admits] - (1.5 * r + 0.3 * libm::sqrt(1.0 - r * r))).abs() < 1e-14, "{scores:?}");
        assert_eq!(scores[stays], 0.3);
        let before = scores.clone();
        Conditional::new(&draws, |_| true).draw(&mut scores, &[9.0; 3]);
        assert_eq!(scores, before, "all is kept");
        let mut again = vec![7.0; 3];
        Conditional::new(&draws, |_| false).draw(&mut again, &[1.0, 1.0, 1.0]);
        let mut whole = vec![1.0; 3];
        draws.correlate(&mut whole);
        let same =
            |left: &[f64], right: &[f64]| left.iter().zip(right).all(|(left, right)| (left - right).abs() < 1e-14);
        assert!(same(&again, &whole), "{again:?} {whole:?}");
    }
}
