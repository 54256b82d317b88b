//! Laws of whole numbers as lists of probabilities: all numbers are positive, so that sums and products of them lose nothing.

use super::law::total;

/// What may be left out at either end of a list: far below every digit that is promised of a law.
const NOTHING: f64 = 1e-26;
/// Where a walk from the likeliest value ends, as part of its probability.
const FAR: f64 = 1e-28;

/// The probabilities of `first`, `first` + 1, ...
#[derive(Clone, Debug, PartialEq)]
pub(super) struct List {
    pub(super) first: i64,
    pub(super) chances: Vec<f64>,
}

impl List {
    /// Always `value`.
    pub(super) fn certain(value: i64) -> Self {
        Self { first: value, chances: vec![1.0] }
    }

    /// Nothing yet: a list to add to.
    pub(super) fn empty() -> Self {
        Self { first: 0, chances: Vec::new() }
    }

    /// The highest value.
    pub(super) fn last(&self) -> i64 {
        self.first + self.chances.len() as i64 - 1
    }

    /// The chances of the lowest and the highest value, where these are two and nothing is between.
    pub(super) fn ends(&self) -> Option<[f64; 2]> {
        match self.chances[..] {
            [low, ref between @ .., high] if between.iter().all(|p| *p == 0.0) => Some([low, high]),
            _ => None,
        }
    }

    /// Values that are multiples of `value`, with the probabilities of `counts`; `None` beyond `longest`.
    pub(super) fn times(self, value: i64, longest: usize) -> Option<Self> {
        let step = usize::try_from(value.unsigned_abs()).ok()?;
        if value == 1 {
            return Some(self);
        }
        if step == 0 {
            return Some(Self::certain(0));
        }
        let length = (self.chances.len() - 1).checked_mul(step)?.checked_add(1).filter(|&length| length <= longest)?;
        let mut chances = vec![0.0; length];
        for (index, p) in self.chances.iter().enumerate() {
            let place = index * step;
            chances[if value > 0 { place } else { length - 1 - place }] = *p;
        }
        let start = self.first.checked_mul(value)?;
        Some(Self { first: if value > 0 { start } else { start - (length as i64 - 1) }, chances })
    }

    /// Adds `weight` times the probabilities of `other`; `None` beyond `longest`.
    pub(super) fn add(&mut self, weight: f64, other: &List, shift: i64, longest: usize) -> Option<()> {
        let first = other.first.checked_add(shift)?;
        let end = first.checked_add(other.chances.len() as i64)?;
        if self.chances.is_empty() {
            self.first = first;
        }
        let own_end = self.first + self.chances.len() as i64;
        let (from, to) = (self.first.min(first), own_end.max(end));
        let length = usize::try_from(to - from).ok().filter(|&length| length <= longest)?;
        if from < self.first {
            let before = (self.first - from) as usize;
            self.chances.splice(0..0, std::iter::repeat_n(0.0, before));
            self.first = from;
        }
        self.chances.resize(length, 0.0);
        for (place, p) in self.chances[(first - from) as usize..].iter_mut().zip(&other.chances) {
            *place += weight * p;
        }
        Some(())
    }

    /// The chance of each value and of all above it.
    pub(super) fn upwards(&self) -> Vec<f64> {
        let mut sums = self.chances.clone();
        for place in (1..sums.len()).rev() {
            sums[place - 1] += sums[place];
        }
        sums
    }

    /// The sum of two independent numbers.
    pub(super) fn plus(&self, other: &List) -> List {
        let (short, long) = if self.chances.len() < other.chances.len() { (self, other) } else { (other, self) };
        let mut chances = vec![0.0; short.chances.len() + long.chances.len() - 1];
        for (index, &p) in short.chances.iter().enumerate().filter(|(_, p)| **p != 0.0) {
            for (place, q) in chances[index..].iter_mut().zip(&long.chances) {
                *place += p * q;
            }
        }
        List { first: self.first + other.first, chances }
    }

    /// The sum of `people` such numbers, by repeated squares.
    pub(super) fn power(&self, people: u64) -> List {
        let mut result = List::certain(0);
        for bit in (0..u64::BITS - people.leading_zeros()).rev() {
            if result.chances.len() > 1 || result.first != 0 {
                result = result.plus(&result).trimmed();
            }
            if (people >> bit) & 1 == 1 {
                result = result.plus(self).trimmed();
            }
        }
        result
    }

    /// With all that is above `most` at it.
    pub(super) fn cut(mut self, most: i64) -> List {
        if most <= self.first {
            return Self::certain(most);
        }
        if most < self.last() {
            let above = self.chances.split_off((most - self.first) as usize);
            self.chances.push(total(&above));
        }
        self
    }

    /// Without ends that matter to no digit.
    pub(super) fn trimmed(self) -> List {
        self.trimmed_by(NOTHING)
    }

    /// Without ends below `nothing`.
    pub(super) fn trimmed_by(mut self, nothing: f64) -> List {
        let ends = |chances: &mut dyn Iterator<Item = &f64>| {
            let mut sum = 0.0;
            chances
                .take_while(|p| {
                    sum += **p;
                    sum <= nothing
                })
                .count()
        };
        let before = ends(&mut self.chances.iter());
        if before == self.chances.len() {
            return self;
        }
        let after = ends(&mut self.chances.iter().rev());
        // Of a list that is next to nothing both ends may meet.
        self.chances.truncate((self.chances.len() - after).max(before + 1));
        self.chances.drain(..before);
        self.first += before as i64;
        self
    }

    /// The greatest common divisor of the distances between its values; 0 where there is but one.
    pub(super) fn step(&self) -> u64 {
        let mut values = (0_u64..).zip(&self.chances).filter(|(_, p)| **p > 0.0).map(|(index, _)| index);
        let Some(start) = values.next() else { return 0 };
        let mut step = 0;
        for value in values {
            step = greatest_common_divisor(step, value - start);
            if step == 1 {
                break;
            }
        }
        step
    }

    /// Binomial: of `people` each counts with chance `p`, and with `q` = 1 - `p` not.
    pub(super) fn binomial(people: u64, p: f64, q: f64, longest: usize) -> Option<List> {
        let n = people as f64;
        let mode = (((n + 1.0) * p) as u64).min(people);
        walk(mode, Some(people), longest, |k| (n - k) / (k + 1.0) * (p / q))
    }

    /// Poisson.
    pub(super) fn poisson(mean: f64, longest: usize) -> Option<List> {
        walk(mean as u64, None, longest, |k| mean / (k + 1.0))
    }

    /// Negative binomial, of variance mean + mean^2 / `shape`.
    pub(super) fn negative_binomial(mean: f64, shape: f64, longest: usize) -> Option<List> {
        let again = mean / (shape + mean);
        let mode = if shape > 1.0 { ((shape - 1.0) * mean / shape) as u64 } else { 0 };
        walk(mode, None, longest, |k| (shape + k) / (k + 1.0) * again)
    }
}

/// The law whose probabilities grow by the factor `ratio` from k to k + 1, from its likeliest value `mode` on to both sides;
/// `None` where it is longer than `longest`.
fn walk(mode: u64, last: Option<u64>, longest: usize, ratio: impl Fn(f64) -> f64) -> Option<List> {
    let (mut below, mut p, mut k) = (Vec::new(), 1.0, mode);
    while k > 0 {
        k -= 1;
        p /= ratio(k as f64);
        if p < FAR {
            break;
        }
        below.push(p);
        if below.len() > longest {
            return None;
        }
    }
    let first = i64::try_from(mode).ok()? - below.len() as i64;
    below.reverse();
    let mut chances = below;
    let (mut p, mut k) = (1.0, mode);
    while p >= FAR {
        chances.push(p);
        if last == Some(k) {
            break;
        }
        p *= ratio(k as f64);
        k += 1;
        if chances.len() > longest {
            return None;
        }
    }
    let all = total(&chances);
    for p in &mut chances {
        *p /= all;
    }
    Some(List { first, chances })
}

/// The greatest number that divides both; of 0 and a number that number.
pub(super) fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::Exact;

    fn fits(list: &List, exact: &Exact) {
        for (index, &known) in exact.probabilities.iter().enumerate().filter(|(_, p)| **p > 1e-20) {
            let place = exact.first as i64 + index as i64 - list.first;
            let found = usize::try_from(place).ok().and_then(|place| list.chances.get(place)).copied().unwrap_or(0.0);
            assert!((found - known).abs() <= 1e-9 * known, "{}: {found:e} {known:e}", exact.first + index as u64);
        }
    }

    #[test]
    fn walks_from_the_likeliest_value_give_the_known_laws() {
        for mean in [0.0, 0.3, 7.5, 900.0] {
            if mean > 0.0 {
                fits(&List::poisson(mean, 5_000).expect("a list"), &Exact::poisson(mean));
            }
        }
        assert_eq!(List::poisson(0.0, 10), Some(List::certain(0)));
        for (mean, shape) in [(4.0, 1.0), (6.0, 0.7), (300.0, 12.0)] {
            fits(&List::negative_binomial(mean, shape, 9_000).expect("a list"), &Exact::negative_binomial(mean, shape));
        }
        for (people, p) in [(1, 0.25), (40, 0.5), (1_000, 0.01), (1_000, 0.99)] {
            fits(&List::binomial(people, p, 1.0 - p, 2_000).expect("a list"), &Exact::binomial(people, p));
        }
        assert_eq!(List::poisson(900.0, 50), None);
    }

    #[test]
    fn powers_are_sums_of_people() {
        let one = List { first: -1, chances: vec![0.25, 0.0, 0.75] };
        let sum = one.plus(&one).plus(&one).plus(&one).plus(&one);
        let power = one.power(5);
        assert_eq!(sum.first, power.first);
        assert!(sum.chances.iter().zip(&power.chances).all(|(a, b)| (a - b).abs() < 1e-16));
        assert_eq!((one.power(0), one.power(1), one.step()), (List::certain(0), one.clone(), 2));
    }

    #[test]
    fn ends_are_two_values_with_nothing_between() {
        let list = |chances: &[f64]| List { first: -3, chances: chances.to_vec() };
        assert_eq!((list(&[0.25, 0.0, 0.75]).ends(), list(&[0.25, 0.75]).last()), (Some([0.25, 0.75]), -2));
        assert_eq!((list(&[0.25, 0.25, 0.5]).ends(), list(&[1.0]).ends(), List::empty().ends()), (None, None, None));
    }

    #[test]
    fn what_is_above_the_most_is_at_it() {
        let list = List { first: 2, chances: vec![0.5, 0.25, 0.125, 0.125] };
        assert_eq!(list.clone().cut(9), list);
        assert_eq!(list.clone().cut(3), List { first: 2, chances: vec![0.5, 0.5] });
        assert_eq!(list.upwards(), [1.0, 0.5, 0.25, 0.125]);
        assert_eq!((list.clone().cut(2), list.cut(0)), (List::certain(2), List::certain(0)));
    }

    #[test]
    fn multiples_and_sums_stand_at_their_places() {
        let one = List { first: 1, chances: vec![0.25, 0.75] };
        assert_eq!(one.clone().times(-3, 9), Some(List { first: -6, chances: vec![0.75, 0.0, 0.0, 0.25] }));
        assert_eq!((one.clone().times(3, 3), one.clone().times(0, 3)), (None, Some(List::certain(0))));
        let mut sum = List::empty();
        sum.add(0.5, &one, 3, 9).expect("room");
        sum.add(0.5, &one, -1, 9).expect("room");
        assert_eq!(sum, List { first: 0, chances: vec![0.125, 0.375, 0.0, 0.0, 0.125, 0.375] });
    }
}
