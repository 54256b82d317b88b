//! Panjer's recursion (1981) for a negative binomial number of people (Sundt and Jewell 1981): all terms are positive, so
//! that every probability, however small, has nearly all its digits.

use super::law::total;

/// Where numbers are scaled down: P(N = 0) of a thousand complaints is far below the smallest float, and only the
/// proportions matter.
const HIGH: f64 = 1e200;
const DOWN: f64 = 1e-200;
/// Values that are denser than one in so many are gone along one after the other.
const DENSE: usize = 3;

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
    let longest = steps.iter().map(|&(value, ..)| value).max().unwrap_or(0);
    if longest < DENSE * steps.len() {
        let (mut plain, mut by_place) = (vec![0.0; longest], vec![0.0; longest]);
        for (value, a, b) in steps {
            plain[longest - value] += a;
            by_place[longest - value] += b;
        }
        scaled(0, last, |before, s| {
            let from = before.len().saturating_sub(longest);
            let start = longest - (before.len() - from);
            let (plain, by_place) = two_sums(&before[from..], &plain[start..], &by_place[start..]);
            plain + by_place / s
        })
    } else {
        let plain: Vec<(usize, f64)> = steps.iter().map(|&(value, a, _)| (value, a)).collect();
        let by_place: Vec<(usize, f64)> = steps.iter().map(|&(value, _, b)| (value, b)).collect();
        // Of a geometric number all that goes by the place is 0.
        match (&plain[..], b == 0.0) {
            (&[one, two], true) => scaled(longest, last, |before, _| sum_at(before, &[one, two])),
            (plain, true) => scaled(longest, last, |before, _| sum_at(before, plain)),
            (plain, false) => scaled(longest, last, |before, s| sum_at(before, plain) + sum_at(before, &by_place) / s),
        }
    }
}

/// The sum of what stands so far before the end, times its factor; `list` is long enough for all.
#[inline]
fn sum_at(list: &[f64], steps: &[(usize, f64)]) -> f64 {
    steps.iter().fold(0.0, |sum, &(value, factor)| sum + factor * list[list.len() - value])
}

/// From 1 on to `last` by what `next` makes of all before, which begins with `zeros`, divided by the sum.
fn scaled(zeros: usize, last: usize, next: impl Fn(&[f64], f64) -> f64) -> Vec<f64> {
    let mut list = vec![0.0; zeros + last + 1];
    list[zeros] = 1.0;
    for s in 1..=last {
        let (before, [place, ..]) = list.split_at_mut(zeros + s) else { break };
        *place = next(before, s as f64);
        if *place > HIGH {
            for p in &mut list[..=zeros + s] {
                *p *= DOWN;
            }
        }
    }
    list.drain(..zeros);
    let total = total(&list);
    for p in &mut list {
        *p /= total;
    }
    list
}

/// The sums of `list` times `one` and times `other`, four at a time.
fn two_sums(list: &[f64], one: &[f64], other: &[f64]) -> (f64, f64) {
    let (mut of_one, mut of_other) = ([0.0; 4], [0.0; 4]);
    let fours = list.chunks_exact(4).zip(one.chunks_exact(4)).zip(other.chunks_exact(4));
    for ((list, one), other) in fours {
        of_one = std::array::from_fn(|lane| of_one[lane] + list[lane] * one[lane]);
        of_other = std::array::from_fn(|lane| of_other[lane] + list[lane] * other[lane]);
    }
    let rest = list.len() / 4 * 4;
    for (place, p) in list[rest..].iter().enumerate() {
        of_one[place] += p * one[rest + place];
        of_other[place] += p * other[rest + place];
    }
    (of_one.iter().sum(), of_other.iter().sum())
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
