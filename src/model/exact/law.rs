use std::collections::BTreeMap;

/// What is added to a share before it is compared with one asked for: sums of probabilities have no more digits.
const ROUNDING: f64 = 1e-12;
/// The part of a unit by which a value may be off a multiple of it.
pub(super) const EDGE: f64 = 1e-7;
/// So many probabilities are summed up at once.
const BLOCK: usize = 64;

/// A whole law: every value that matters with its probability.
///
/// Values are whole multiples of a unit: 1 for people and impressions, an amount of money for money.
///
/// ```
/// use rumeur::model::Law;
///
/// let die = Law::new(1, vec![1.0 / 6.0; 6]);
/// assert_eq!(die.quantile(0.5), 3.0);
/// assert!((die.at_least(5.0) - 1.0 / 3.0).abs() < 1e-15);
/// // The worst half: 4, 5 and 6.
/// assert!((die.tail_mean(0.5) - 5.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    pub(super) first: i64,
    pub(super) probabilities: Vec<f64>,
    pub(super) unit: f64,
    pub(super) origin: f64,
}

impl Law {
    /// The law of whole numbers from `first` on with these `probabilities`, none of them negative.
    pub fn new(first: i64, mut probabilities: Vec<f64>) -> Self {
        let before = probabilities.iter().take_while(|&&p| p == 0.0).count();
        let after = probabilities.iter().rev().take_while(|&&p| p == 0.0).count();
        probabilities.truncate(probabilities.len() - after.min(probabilities.len() - before));
        probabilities.drain(..before);
        Self { first: first + before as i64, probabilities, unit: 1.0, origin: 0.0 }
    }

    /// The law of a number that is always `value`.
    pub fn certain(value: i64) -> Self {
        Self { first: value, probabilities: vec![1.0], unit: 1.0, origin: 0.0 }
    }

    /// The law of `origin` + `unit` times the number; `unit` > 0.
    #[must_use]
    pub fn scaled(self, unit: f64, origin: f64) -> Self {
        Self { unit: self.unit * unit, origin: origin + unit * self.origin, ..self }
    }

    /// The law of `shift` + `unit` >= 1 times the number: on all whole numbers between, where these are not too many.
    pub(super) fn placed(self, shift: i64, unit: i64) -> Self {
        match self.spread(shift, unit) {
            Some((first, probabilities)) => Self { first, probabilities, ..self },
            None => self.scaled(unit as f64, shift as f64),
        }
    }

    pub(super) fn spread(&self, shift: i64, unit: i64) -> Option<(i64, Vec<f64>)> {
        let first = self.first.checked_mul(unit)?.checked_add(shift)?;
        let step = usize::try_from(unit).ok()?;
        let length = (self.probabilities.len() - 1).checked_mul(step)?.checked_add(1);
        let mut probabilities = vec![0.0; length.filter(|&length| length <= super::MOST_VALUES)?];
        for (place, p) in probabilities.iter_mut().step_by(step).zip(&self.probabilities) {
            *place = *p;
        }
        Some((first, probabilities))
    }

    fn value(&self, index: usize) -> f64 {
        self.origin + self.unit * (self.first + index as i64) as f64
    }

    /// Every value with its probability, from the lowest to the highest.
    pub fn points(&self) -> impl DoubleEndedIterator<Item = (f64, f64)> + ExactSizeIterator + '_ {
        self.probabilities.iter().enumerate().map(|(index, &p)| (self.value(index), p))
    }

    /// How many values are kept, those between them of no probability included: 8 bytes each.
    pub fn len(&self) -> usize {
        self.probabilities.len()
    }

    /// Whether no value is kept: a law has at least one.
    pub fn is_empty(&self) -> bool {
        self.probabilities.is_empty()
    }

    /// The number that it always is, if it is.
    pub fn constant(&self) -> Option<f64> {
        (self.probabilities.len() == 1).then(|| self.value(0))
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.origin + self.unit * (self.first as f64 + self.mean_index())
    }

    fn mean_index(&self) -> f64 {
        lanes(&self.probabilities, |index, p| index * p)
    }

    /// The standard deviation.
    pub fn std_dev(&self) -> f64 {
        let mean = self.mean_index();
        self.unit * lanes(&self.probabilities, |index, p| (index - mean) * (index - mean) * p).sqrt()
    }

    /// The smallest value whose cumulative share reaches `share`, 0 to 1.
    pub fn quantile(&self, share: f64) -> f64 {
        self.quantiles(&[share])[0]
    }

    /// The quantiles of rising `shares`.
    pub fn quantiles(&self, shares: &[f64]) -> Vec<f64> {
        // From the nearer end, so that shares near 1 keep their digits; each end is gone along once.
        let upper = shares.partition_point(|&share| share <= 0.5);
        let mut quantiles = vec![0.0; shares.len()];
        let (mut reached, mut index) = (Compensated::default(), 0);
        for (quantile, &share) in quantiles.iter_mut().zip(&shares[..upper]) {
            let reaches = |next: Compensated| next.value() + ROUNDING * share >= share;
            while let Some(block) = self.probabilities.get(index..index + BLOCK) {
                let next = reached.and(weighed(block, |_, p| p));
                if reaches(next) {
                    break;
                }
                (reached, index) = (next, index + BLOCK);
            }
            while index < self.probabilities.len() {
                let next = reached.and(self.probabilities[index]);
                if reaches(next) && self.probabilities[index] > 0.0 {
                    break;
                }
                (reached, index) = (next, index + 1);
            }
            *quantile = self.value(index.min(self.probabilities.len() - 1));
        }
        let (mut above, mut end) = (Compensated::default(), self.probabilities.len());
        for (quantile, &share) in quantiles[upper..].iter_mut().zip(&shares[upper..]).rev() {
            let least = (1.0 - share) * (1.0 + ROUNDING) + f64::MIN_POSITIVE;
            while end > BLOCK {
                let next = above.and(weighed(&self.probabilities[end - BLOCK..end], |_, p| p));
                if next.value() > least {
                    break;
                }
                (above, end) = (next, end - BLOCK);
            }
            // The place of the smallest value with at most `1 - share` above it.
            while end > 1 {
                let next = above.and(self.probabilities[end - 1]);
                if next.value() > least && self.probabilities[end - 1] > 0.0 {
                    break;
                }
                (above, end) = (next, end - 1);
            }
            *quantile = self.value(end - 1);
        }
        quantiles
    }

    /// P(X >= `value`).
    pub fn at_least(&self, value: f64) -> f64 {
        let index = self.index_of(value);
        let below = total(&self.probabilities[..index]);
        let above = total(&self.probabilities[index..]);
        if below < 0.5 { (1.0 - below).clamp(0.0, 1.0) } else { above }
    }

    /// P(X <= `value`).
    pub fn at_most(&self, value: f64) -> f64 {
        let end = self.index_of(value);
        let is_value = end < self.probabilities.len() && self.value(end) <= value + EDGE * self.unit;
        total(&self.probabilities[..end + usize::from(is_value)]).min(1.0)
    }

    /// P(`low` <= X < `high`).
    pub fn between(&self, low: f64, high: f64) -> f64 {
        let (from, to) = (self.index_of(low), self.index_of(high));
        total(&self.probabilities[from..to.max(from)])
    }

    /// The place of the first value that is not below `value`.
    fn index_of(&self, value: f64) -> usize {
        // Multiples of an amount of money are rounded.
        let index = ((value - self.origin) / self.unit - self.first as f64 - EDGE).ceil();
        if index > 0.0 { (index as usize).min(self.probabilities.len()) } else { 0 }
    }

    /// The mean of the worst `share` of the cases, those with the highest values, 0 < `share` <= 1; the probability of the
    /// value at their edge counts in part.
    pub fn tail_mean(&self, share: f64) -> f64 {
        let [mean] = self.tail_means([share]);
        mean
    }

    /// The same for several rising shares.
    pub fn tail_means<const N: usize>(&self, shares: [f64; N]) -> [f64; N] {
        let (mut above, mut weighted) = (Compensated::default(), Compensated::default());
        let mut end = self.probabilities.len();
        shares.map(|share| {
            while end >= BLOCK {
                let (block, start) = (&self.probabilities[end - BLOCK..end], (end - BLOCK) as f64);
                let next = above.and(weighed(block, |_, p| p));
                if next.value() >= share {
                    break;
                }
                weighted = weighted.and(weighed(block, |index, p| (start + index) * p));
                (above, end) = (next, end - BLOCK);
            }
            while end > 0 {
                let (p, index, left) = (self.probabilities[end - 1], (end - 1) as f64, share - above.value());
                if p >= left {
                    return self.tail(above.and(left), weighted.and(left * index));
                }
                (above, weighted) = (above.and(p), weighted.and(p * index));
                end -= 1;
            }
            self.tail(above, weighted)
        })
    }

    fn tail(&self, above: Compensated, weighted: Compensated) -> f64 {
        self.origin + self.unit * (self.first as f64 + weighted.value() / above.value())
    }
}

/// A sum with its rounding errors (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    #[must_use]
    fn and(self, value: f64) -> Self {
        let sum = self.sum + value;
        let lost = if self.sum.abs() >= value.abs() { (self.sum - sum) + value } else { (value - sum) + self.sum };
        Self { sum, lost: self.lost + lost }
    }

    pub(super) fn add(&mut self, value: f64) {
        *self = self.and(value);
    }

    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// The sum of all numbers.
pub(super) fn total(list: &[f64]) -> f64 {
    lanes(list, |_, p| p)
}

/// The sum of what is made of every number and its place: blocks of a few lanes, whose rounding errors are few, one after the
/// other with their rounding errors.
fn lanes(list: &[f64], of: impl Fn(f64, f64) -> f64) -> f64 {
    let block = |sum: Compensated, (number, block): (usize, &[f64])| {
        let start = (number * BLOCK) as f64;
        sum.and(weighed(block, |index, p| of(start + index, p)))
    };
    list.chunks(BLOCK).enumerate().fold(Compensated::default(), block).value()
}

/// The same of one block, by plain sums of four lanes.
fn weighed(block: &[f64], of: impl Fn(f64, f64) -> f64) -> f64 {
    let (mut sums, mut places) = ([0.0; 4], [0.0, 1.0, 2.0, 3.0]);
    let fours = block.chunks_exact(4);
    for (lane, &p) in fours.remainder().iter().enumerate() {
        sums[lane] += of((block.len() / 4 * 4 + lane) as f64, p);
    }
    for four in fours {
        sums = std::array::from_fn(|lane| sums[lane] + of(places[lane], four[lane]));
        places = places.map(|place| place + 4.0);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// The law of whole numbers of many sources, for tests and for small sums.
impl FromIterator<(i64, f64)> for Law {
    fn from_iter<T: IntoIterator<Item = (i64, f64)>>(points: T) -> Self {
        let mut all = BTreeMap::new();
        for (value, p) in points {
            *all.entry(value).or_insert(0.0) += p;
        }
        let Some((&first, &last)) = all.keys().next().zip(all.keys().next_back()) else {
            return Law::certain(0);
        };
        Law::new(first, (first..=last).map(|value| all.get(&value).copied().unwrap_or(0.0)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law() -> Law {
        Law::new(9, vec![0.0, 0.25, 0.0, 0.5, 0.0, 0.0, 0.25, 0.0])
    }

    #[test]
    fn quantiles_are_the_smallest_values_that_reach_their_share() {
        assert_eq!(law().quantiles(&[0.0, 0.2, 0.25, 0.250_001, 0.75, 0.76, 1.0]), [10., 10., 10., 12., 12., 15., 15.]);
        let tenths = Law::new(0, vec![0.1; 10]);
        for k in 1..=10 {
            assert_eq!(tenths.quantile(f64::from(k) * 0.1), f64::from(k - 1), "{k}");
        }
    }

    #[test]
    fn exceedance_and_bins_count_their_edges_as_said() {
        assert_eq!([9.0, 10.0, 10.5, 12.0, 15.0, 15.1].map(|x| law().at_least(x)), [1.0, 1.0, 0.75, 0.75, 0.25, 0.0]);
        assert_eq!([9.0, 10.0, 10.5, 12.0, 15.0].map(|x| law().at_most(x)), [0.0, 0.25, 0.25, 0.75, 1.0]);
        assert_eq!(
            [(0., 10.), (10., 12.), (10., 13.), (13., 99.)].map(|(a, b)| law().between(a, b)),
            [0., 0.25, 0.75, 0.25]
        );
    }

    #[test]
    fn moments_and_tail_means_are_sums() {
        assert_eq!((law().mean(), law().std_dev()), (12.25, (0.25 * 5.0625 + 0.5 * 0.0625 + 0.25 * 7.5625_f64).sqrt()));
        assert_eq!(law().tail_mean(0.25), 15.0);
        assert_eq!(law().tail_mean(0.5), 13.5);
        assert_eq!(law().tail_mean(1.0), 12.25);
        assert_eq!(law().tail_means([0.25, 0.5, 1.0]), [15.0, 13.5, 12.25]);
    }

    #[test]
    fn amounts_of_money_are_multiples_from_an_origin() {
        let money = law().scaled(0.5, 100.0);
        assert_eq!((money.mean(), money.quantile(0.5), money.at_least(106.0)), (106.125, 106.0, 0.75));
        assert_eq!(Law::certain(3).scaled(2.5, 1.0).constant(), Some(8.5));
        let cents = Law::new(0, vec![0.1; 10]).scaled(0.01, 0.3);
        assert!((cents.at_least(0.33) - 0.7).abs() < 1e-12);
    }

    #[test]
    fn mixed_laws_share_their_weights() {
        let (one, two) = (Law::certain(1), Law::new(3, vec![0.5, 0.5]));
        let mixed = Law::mix(&[(1.0, &one), (3.0, &two), (0.0, &law())]).expect("a law");
        assert_eq!(mixed, Law::new(1, vec![0.25, 0.0, 0.375, 0.375]));
        let doubled = two.clone().scaled(2.0, 0.0);
        assert_eq!(one.distance(&doubled), 1.0);
        assert_eq!(Law::mix(&[]), None);
        // At or below 2: 0.25 against 0 of the second, 1 of the first.
        assert_eq!([mixed.distance(&two.clone()), mixed.distance(&one), mixed.distance(&mixed)], [0.25, 0.75, 0.0]);
    }
}
