use super::{Stream, binomial, hypergeometric};
use crate::quantity::Probability;

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
pub fn multivariate_hypergeometric(rng: &mut Stream, sizes: &[u64], drawn: u64, counts: &mut [u64]) {
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
