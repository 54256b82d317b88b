use super::Distribution;
use super::distribution::Bins;
use super::tail::Tail;

/// The values of one metric, in any order: their quantiles and their distribution.
///
/// Counts below [`Bounds::window`] are tallied and exact. So are other values up to [`Bounds::column`] of them, and beyond
/// that while there are at most [`Bounds::runs`] different ones; after that those move by up to [`Values::ROUNDING`] of
/// their size. While all values are equal nothing but their number is kept. What [`Values::settle`] leaves depends on the
/// values alone, not on their order nor on who took which.
#[derive(Clone, Debug)]
pub struct Values {
    kind: Kind,
    bounds: Bounds,
    count: u64,
    min: u64,
    max: u64,
    /// How often each key from 0 on was seen; empty while all keys are equal.
    window: Vec<u64>,
    tail: Tail,
}

/// How much memory values may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Counts below this are tallied, 8 bytes each.
    pub window: u64,
    /// Values kept one by one, 4 to 8 bytes each.
    pub column: usize,
    /// Runs of equal values kept beyond that, 16 bytes each.
    pub runs: usize,
}

impl Bounds {
    /// For the metrics: exact up to 1,048,576 values.
    pub const METRIC: Bounds = Bounds { window: 1 << 16, column: 1 << 20, runs: 1 << 17 };
    /// For long series of numbers, such as late generations: exact up to 65,536 values.
    pub const SERIES: Bounds = Bounds { window: 1 << 12, column: 1 << 16, runs: 1 << 13 };

    /// About how many bytes `values` different values take at most, while they pass from some threads to one of them.
    pub fn bytes(self, values: u64, whole: bool, threads: u64) -> u64 {
        let share = values.div_ceil(threads.max(1)).min(self.column as u64);
        let column = share * if whole { 4 } else { 8 };
        let tallied = if whole { self.window.min(values) * 8 } else { 0 };
        (column + tallied).saturating_mul(threads.saturating_add(1))
    }
}

/// What keys stand for; keys are ordered like the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The key is the count.
    Count,
    /// The key holds the bits of a real number, made monotone.
    Real,
}

const SIGN: u64 = 1 << 63;
/// Values are taken in slices of this length.
const SLICE: usize = 256;
/// Significant bits of a rounded count; a real number keeps as many, one of them implicit.
const BITS: u32 = 11;

impl Kind {
    fn value(self, key: u64) -> f64 {
        match self {
            Kind::Count => key as f64,
            Kind::Real => f64::from_bits(if key & SIGN == 0 { !key } else { key ^ SIGN }),
        }
    }

    fn floor(self, key: u64) -> i64 {
        match self {
            Kind::Count => i64::try_from(key).unwrap_or(i64::MAX),
            Kind::Real => {
                let value = self.value(key);
                let toward_zero = value as i64;
                toward_zero.saturating_sub(i64::from(value < toward_zero as f64))
            }
        }
    }

    /// The middle of the keys that share the leading 11 significant bits. Monotone and idempotent.
    pub(super) fn round(self, key: u64) -> u64 {
        match self {
            Kind::Count => match (u64::BITS - key.leading_zeros()).saturating_sub(BITS) {
                0 => key,
                rest => (key >> rest << rest) | (1 << (rest - 1)),
            },
            Kind::Real => {
                let value = self.value(key);
                let rest = f64::MANTISSA_DIGITS - BITS;
                let middle = f64::from_bits((value.to_bits() >> rest << rest) | (1 << (rest - 1)));
                if value == 0.0 { key } else { real_key(middle) }
            }
        }
    }
}

fn real_key(value: f64) -> u64 {
    // Adding 0 turns -0 into 0.
    let bits = (value + 0.0).to_bits();
    if bits & SIGN == 0 { bits ^ SIGN } else { !bits }
}

impl Values {
    /// By how much a value may be moved, relative to its size, once they are too many to keep.
    pub const ROUNDING: f64 = 1.0 / 2_048.0;

    /// No counts yet.
    pub(super) fn counts(bounds: Bounds) -> Self {
        Self::new(Kind::Count, bounds)
    }

    /// No real numbers yet.
    pub fn reals(bounds: Bounds) -> Self {
        Self::new(Kind::Real, Bounds { window: 0, ..bounds })
    }

    fn new(kind: Kind, bounds: Bounds) -> Self {
        let (window, tail) = (Vec::new(), Tail::new());
        Self { kind, bounds, count: 0, min: u64::MAX, max: 0, window, tail }
    }

    /// Takes more counts, from `min` to `max`, of a store of counts.
    pub(super) fn extend_counts(&mut self, values: &[u64], min: u64, max: u64) {
        debug_assert_eq!(self.kind, Kind::Count);
        self.spread();
        if max < self.bounds.window {
            self.widen(max);
            let window = self.window.as_mut_slice();
            for &value in values {
                window[value as usize] += 1;
            }
        } else {
            values.chunks(SLICE).for_each(|slice| self.extend_mixed(slice));
        }
        (self.min, self.max) = (self.min.min(min), self.max.max(max));
        self.count += values.len() as u64;
    }

    /// Takes more real numbers; none should be NaN, which would count as beyond infinity.
    pub fn extend_reals(&mut self, values: &[f64]) {
        debug_assert_eq!(self.kind, Kind::Real);
        let mut keys = [0; SLICE];
        for slice in values.chunks(SLICE) {
            let bits = slice[0].to_bits();
            if slice.iter().fold(0, |differing, value| differing | (value.to_bits() ^ bits)) == 0 {
                self.repeat(real_key(slice[0]), slice.len() as u64);
                continue;
            }
            let keys = &mut keys[..slice.len()];
            for (key, &value) in keys.iter_mut().zip(slice) {
                *key = real_key(value);
            }
            let (min, max) = range(keys);
            if min == max {
                self.repeat(min, keys.len() as u64);
                continue;
            }
            self.spread();
            self.tail.extend(keys, max, self.kind, self.bounds);
            (self.min, self.max) = (self.min.min(min), self.max.max(max));
            self.count += keys.len() as u64;
        }
    }

    /// Takes one key `times` times.
    pub(super) fn repeat(&mut self, key: u64, times: u64) {
        if times == 0 {
            return;
        }
        if self.count > 0 && (self.min, self.max) != (key, key) {
            self.spread();
            self.add(key, times);
        }
        (self.min, self.max) = (self.min.min(key), self.max.max(key));
        self.count += times;
    }

    /// Takes all that another of the same kind and bounds has, which keeps nothing.
    pub fn absorb(&mut self, other: &mut Self) {
        if other.min >= other.max {
            self.repeat(other.min, other.count);
        } else {
            self.spread();
            if self.window.len() < other.window.len() {
                self.window.resize(other.window.len(), 0);
            }
            for (own, other) in self.window.iter_mut().zip(&mut other.window) {
                *own += std::mem::take(other);
            }
            self.tail.absorb(&mut other.tail, self.kind, self.bounds);
            (self.min, self.max) = (self.min.min(other.min), self.max.max(other.max));
            self.count += other.count;
        }
        (other.count, other.min, other.max) = (0, u64::MAX, 0);
    }

    /// To be called before questions are asked, after the last value.
    pub fn settle(&mut self) {
        self.tail.settle(self.kind, self.bounds);
    }

    /// Takes keys some of which lie outside the window.
    fn extend_mixed(&mut self, keys: &[u64]) {
        let (mut outside, mut many, mut max) = ([0; SLICE], 0, 0);
        for &key in keys {
            if key < self.bounds.window {
                self.widen(key);
                self.window[key as usize] += 1;
            } else {
                outside[many] = key;
                many += 1;
                max = max.max(key);
            }
        }
        self.tail.extend(&outside[..many], max, self.kind, self.bounds);
    }

    /// Before the first value that differs from those so far: puts the equal ones in their place.
    fn spread(&mut self) {
        if self.count > 0 && self.min == self.max {
            self.add(self.min, self.count);
        }
    }

    fn add(&mut self, key: u64, times: u64) {
        if key < self.bounds.window {
            self.widen(key);
            self.window[key as usize] += times;
        } else {
            self.tail.repeat(key, times, self.kind, self.bounds);
        }
    }

    fn widen(&mut self, key: u64) {
        let place = key as usize;
        if place >= self.window.len() {
            self.window.resize((place + 1).next_power_of_two().min(self.bounds.window as usize), 0);
        }
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The smallest value; `None` of no values.
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then(|| self.kind.value(self.min))
    }

    /// The largest value; `None` of no values.
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then(|| self.kind.value(self.max))
    }

    /// By how much a quantile may be off, relative to its size: 0 or [`Values::ROUNDING`].
    pub fn relative_error(&self) -> f64 {
        if self.tail.rounded() { Self::ROUNDING } else { 0.0 }
    }

    /// For each share of `shares` (rising, above 0 and up to 1) the smallest value whose cumulative share reaches it;
    /// `None` of no values.
    pub fn quantiles<const N: usize>(&mut self, shares: [f64; N]) -> Option<[f64; N]> {
        if self.count == 0 {
            return None;
        }
        if self.min == self.max {
            return Some([self.kind.value(self.min); N]);
        }
        self.settle();
        let ranks = shares.map(|share| rank(share, self.count));
        let in_window: u64 = self.window.iter().sum();
        let beyond: Vec<u64> = ranks.iter().filter(|&&rank| rank > in_window).map(|&rank| rank - in_window).collect();
        let mut beyond = self.tail.select(&beyond).into_iter();
        let (mut place, mut reached) = (0, 0);
        let key = |rank: u64| {
            if rank > in_window {
                return beyond.next().unwrap_or(self.max);
            }
            while reached + self.window[place] < rank {
                reached += self.window[place];
                place += 1;
            }
            place as u64
        };
        Some(ranks.map(key).map(|key| self.kind.value(key.clamp(self.min, self.max))))
    }

    /// The values in bins; without any when there are no values.
    pub fn distribution(&self) -> Distribution {
        if self.count == 0 {
            return Distribution { bins: Vec::new(), relative_error: 0.0 };
        }
        let mut bins = Bins::covering(self.kind.floor(self.min), self.kind.floor(self.max));
        if self.min == self.max {
            bins.add(self.kind.floor(self.min), self.count);
        } else {
            for (place, &times) in self.window.iter().enumerate().filter(|(_, times)| **times > 0) {
                bins.add(self.kind.floor(place as u64), times);
            }
            self.tail.for_each(|key, times| bins.add(self.kind.floor(key.clamp(self.min, self.max)), times));
        }
        Distribution { bins: bins.finish(), relative_error: self.relative_error() }
    }
}

/// The smallest and the largest key; the largest possible and 0 of no keys.
pub(super) fn range(keys: &[u64]) -> (u64, u64) {
    let (mut min, mut max) = (u64::MAX, 0);
    for &key in keys {
        min = if key < min { key } else { min };
        max = if key > max { key } else { max };
    }
    (min, max)
}

/// The smallest rank, from 1, whose share of `count` reaches `share`.
fn rank(share: f64, count: u64) -> u64 {
    let rank = ((share * count as f64).ceil() as u64).clamp(1, count);
    // The product may have been rounded up past a whole number; the quotient of two whole numbers is not.
    if rank > 1 && (rank - 1) as f64 / count as f64 >= share { rank - 1 } else { rank }
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
