//! Panjer's recursion (1981) for a negative binomial number of people (Sundt and Jewell 1981): all terms are positive, so
//! that every probability, however small, has nearly all its digits.

use super::law::sum;

/// Where numbers are scaled down: P(N = 0) of a thousand complaints is far below the smallest float, and only the
/// proportions matter.
const HIGH: f64 = 1e200;
const DOWN: f64 = 1e-200;

/// The probabilities of 0, 1, ..., `last` of a sum of N numbers, N negative binomial of this `size` >= 1 and mean
/// `size` x `odds`, of which each has the values and probabilities `points`.
///
/// g(s) = 1 / (1 - a f(0)) x sum over j of (a + b j / s) f(j) g(s - j), with a = odds / (1 + odds), b = (size - 1) a. It
/// starts from g(0) = 1; as the last value is far out, the sum of all says what to divide by.
pub(super) fn compound(size: f64, odds: f64, points: &[(usize, f64)], last: usize) -> Vec<f64> {
    let a = odds / (1.0 + odds);
    let b = (size - 1.0) * a;
    let of_zero: f64 = points.iter().filter(|(value, _)| *value == 0).map(|(_, p)| p).sum();
    // 1 - a f(0) without loss of digits: (1 + odds (1 - f(0))) / (1 + odds).
    let rest: f64 = points.iter().filter(|(value, _)| *value > 0).map(|(_, p)| p).sum();
    debug_assert!((of_zero + rest - 1.0).abs() < 1e-12, "probabilities of {of_zero} + {rest}");
    let factor = (1.0 + odds) / (1.0 + odds * rest);
    let steps: Vec<(usize, f64, f64)> = points
        .iter()
        .filter(|(value, p)| *value > 0 && *p > 0.0)
        .map(|&(value, p)| (value, factor * a * p, factor * b * value as f64 * p))
        .collect();
    let mut list = vec![0.0; last + 1];
    list[0] = 1.0;
    for s in 1..=last {
        let (mut plain, mut by_place) = (0.0, 0.0);
        for &(value, a, b) in &steps {
            if value <= s {
                let before = list[s - value];
                plain += a * before;
                by_place += b * before;
            }
        }
        list[s] = plain + by_place / s as f64;
        if list[s] > HIGH {
            for p in &mut list[..=s] {
                *p *= DOWN;
            }
        }
    }
    let total = sum(list.iter().copied());
    for p in &mut list {
        *p /= total;
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::Exact;

    #[test]
    fn ones_are_counted_as_the_number_itself() {
        for (size, odds) in [(1.0, 26.0), (12.0, 3.0), (1_000.0, 26.0)] {
            let exact = Exact::negative_binomial(size * odds, size);
            let last = exact.first as usize + exact.probabilities.len();
            let list = compound(size, odds, &[(1, 1.0)], last);
            for (&found, &p) in list[exact.first as usize..].iter().zip(&exact.probabilities) {
                assert!((found - p).abs() <= 1e-10 * p, "{found} {p}");
            }
        }
    }

    #[test]
    fn those_who_add_nothing_leave_a_smaller_number() {
        let thinned = compound(3.0, 4.0, &[(0, 0.75), (2, 0.25)], 400);
        let fewer = compound(3.0, 1.0, &[(1, 1.0)], 200);
        for (k, p) in fewer.into_iter().enumerate() {
            assert!((thinned[2 * k] - p).abs() <= 1e-12 * p && thinned.get(2 * k + 1).copied().unwrap_or(0.0) == 0.0);
        }
    }
}
