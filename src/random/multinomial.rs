use super::{Stream, binomial, hypergeometric};
use crate::quantity::Probability;

/// The chance of each class for those who are in none of the classes before it, as [`multinomial`] needs it.
///
/// `weights` are >= 0 and need not add up to 1; where all are 0 nobody falls into any class.
pub(crate) fn conditional_probabilities(weights: &[f64]) -> Vec<Probability> {
    // Summed from the end: what is left after each class keeps its digits.
    let mut left = 0.0;
    let mut conditional: Vec<Probability> = weights
        .iter()
        .rev()
        .map(|&weight| {
            left += weight;
            if left > 0.0 { Probability::clamped(weight / left) } else { Probability::ZERO }
        })
        .collect();
    conditional.reverse();
    conditional
}

/// Draws how `n` people fall into classes; returns the number of classes reached before nobody was left.
///
/// `conditional[i]` is the chance of class i for those who are in none of the classes before it; the last is 1. `counts`
/// is as long and is overwritten. Put likely classes first: the draw ends when nobody is left.
///
/// Successive binomials: Davis (1993), The computer generation of multinomial random variates, Computational Statistics
/// and Data Analysis 16, 205-217.
pub fn multinomial(rng: &mut Stream, n: u64, conditional: &[Probability], counts: &mut [u64]) -> usize {
    counts.fill(0);
    let mut left = n;
    for (class, (count, &p)) in counts.iter_mut().zip(conditional).enumerate() {
        if left == 0 {
            return class;
        }
        *count = binomial(rng, left, p);
        left -= *count;
    }
    counts.len()
}

/// Draws how `drawn` people, taken without replacement from classes of `sizes`, fall into them.
///
/// `counts` is as long as `sizes` and is overwritten. Successive hypergeometric draws; `drawn` beyond the sum of the sizes
/// counts as the sum.
pub(crate) fn multivariate_hypergeometric(rng: &mut Stream, sizes: &[u64], drawn: u64, counts: &mut [u64]) {
    counts.fill(0);
    let mut people: u64 = sizes.iter().sum();
    let mut left = drawn.min(people);
    for (count, &size) in counts.iter_mut().zip(sizes) {
        if left == 0 {
            return;
        }
        *count = hypergeometric(rng, people, size, left);
        left -= *count;
        people -= size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    #[test]
    fn every_class_has_its_binomial_law_and_nobody_is_lost() {
        let conditional = conditional_probabilities(&[5.0, 3.0, 2.0, 0.0]);
        assert_eq!(conditional, [0.5, 0.6, 1.0, 0.0].map(Probability::clamped));
        let mut rng = stream(0);
        let rows: Vec<[u64; 4]> = (0..100_000)
            .map(|_| {
                let mut counts = [9; 4];
                multinomial(&mut rng, 40, &conditional, &mut counts);
                counts
            })
            .collect();
        assert!(rows.iter().all(|row| row.iter().sum::<u64>() == 40));
        for (class, p) in [0.5, 0.3, 0.2].into_iter().enumerate() {
            Exact::binomial(40, p).assert_fits(rows.iter().map(|row| row[class]));
        }
    }

    #[test]
    fn every_class_drawn_from_has_its_hypergeometric_law() {
        let sizes = [7, 0, 20, 13];
        let mut rng = stream(1);
        let rows: Vec<[u64; 4]> = (0..100_000)
            .map(|_| {
                let mut counts = [9; 4];
                multivariate_hypergeometric(&mut rng, &sizes, 11, &mut counts);
                counts
            })
            .collect();
        assert!(rows.iter().all(|row| row.iter().sum::<u64>() == 11));
        for class in [0, 2, 3] {
            Exact::hypergeometric(40, sizes[class], 11).assert_fits(rows.iter().map(|row| row[class]));
        }
    }
}
