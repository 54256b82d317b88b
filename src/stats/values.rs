use super::Distribution;
use super::bytes::{Damaged, Reader, Writer};
use super::distribution::Bins;
use super::keys::{Bounds, Kind, difference_key, real_key};
use super::tail::Tail;

/// The values of one metric, in any order: their quantiles and their distribution.
///
/// Counts below [`Bounds::window`] are tallied and exact. So are other values up to [`Bounds::column`] of them, and beyond
/// that while there are at most [`Bounds::runs`] different ones; after that those move by up to [`Values::ROUNDING`] of
/// their size. While all values are equal nothing but their number is kept. What [`Values::settle`] leaves depends on the
/// values alone, not on their order nor on who took which.
#[doc = include_str!("examples/sums.md")]
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

/// Values are taken in slices of this length.
const SLICE: usize = 256;

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

    /// No differences of two counts yet.
    pub fn differences(bounds: Bounds) -> Self {
        Self::new(Kind::Difference, Bounds { window: 0, ..bounds })
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
        } else if min >= self.bounds.window {
            values.chunks(SLICE).for_each(|slice| self.tail.extend(slice, max, self.kind, self.bounds));
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
            self.extend_keys(keys);
        }
    }

    /// Takes the differences `left[i] - right[i]` of counts below 2^63.
    pub fn extend_differences(&mut self, left: &[u64], right: &[u64]) {
        debug_assert_eq!(self.kind, Kind::Difference);
        let mut keys = [0; SLICE];
        for (left, right) in left.chunks(SLICE).zip(right.chunks(SLICE)) {
            let keys = &mut keys[..left.len()];
            for ((key, left), right) in keys.iter_mut().zip(left).zip(right) {
                *key = difference_key(left.wrapping_sub(*right) as i64);
            }
            self.extend_keys(keys);
        }
    }

    /// Takes a slice of keys, none of which a window counts.
    fn extend_keys(&mut self, keys: &[u64]) {
        let (min, max) = range(keys);
        if min >= max {
            return self.repeat(min, keys.len() as u64);
        }
        self.spread();
        self.tail.extend(keys, max, self.kind, self.bounds);
        (self.min, self.max) = (self.min.min(min), self.max.max(max));
        self.count += keys.len() as u64;
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

    /// The same bytes for the same values, whoever took which.
    pub(crate) fn write(&self, to: &mut Writer) {
        to.number(self.count);
        if self.count == 0 {
            return;
        }
        to.number(self.min);
        to.number(self.max - self.min);
        if self.min == self.max {
            return;
        }
        let mut runs: Vec<(u64, u64)> =
            (0..).zip(self.window.iter().copied()).filter(|&(_, times)| times > 0).collect();
        let (tail, rounded) = self.tail.folded(self.kind, self.bounds);
        runs.extend(tail);
        to.number(u64::from(rounded));
        to.number(runs.len() as u64);
        let mut last = 0;
        for (key, times) in runs {
            to.number(key - last);
            to.number(times);
            last = key;
        }
    }

    /// Takes what was written, as the first values.
    pub(crate) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        let count = from.number()?;
        if count == 0 {
            return Ok(());
        }
        let min = from.number()?;
        let max = from.number()?.checked_add(min).ok_or(Damaged)?;
        if min < max {
            let rounded = from.number()? == 1;
            let (mut beyond, mut last, mut left) = (Vec::new(), None, count);
            let many = from.length(2)?;
            from.room(16 * many as u64)?;
            for _ in 0..many {
                let (further, times) = (from.number()?, from.number()?);
                let key = last.unwrap_or(0_u64).checked_add(further).filter(|&key| last != Some(key)).ok_or(Damaged)?;
                left = left.checked_sub(times).filter(|_| times > 0).ok_or(Damaged)?;
                last = Some(key);
                if key < self.bounds.window {
                    if key as usize >= self.window.len() {
                        from.room(8 * (key + 1).next_power_of_two())?;
                    }
                    self.widen(key);
                    self.window[key as usize] = times;
                } else {
                    beyond.push((key, times));
                }
            }
            if left > 0 {
                return Err(Damaged);
            }
            self.tail = Tail::of(beyond, rounded, from, self.bounds)?;
        }
        (self.count, self.min, self.max) = (count, min, max);
        Ok(())
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many values are 0.
    pub fn zeros(&self) -> u64 {
        let zero = self.kind.zero();
        if self.min >= self.max {
            return if self.min == zero { self.count } else { 0 };
        }
        if zero < self.bounds.window {
            return self.window.get(zero as usize).copied().unwrap_or(0);
        }
        let mut zeros = 0;
        self.tail.for_each(|key, times| zeros += if key == zero { times } else { 0 });
        zeros
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
        let kind = self.kind;
        self.keys_of(shares).map(|keys| keys.map(|key| kind.value(key)))
    }

    /// The keys of the same.
    fn keys_of<const N: usize>(&mut self, shares: [f64; N]) -> Option<[u64; N]> {
        if self.count == 0 {
            return None;
        }
        if self.min == self.max {
            return Some([self.min; N]);
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
        Some(ranks.map(key).map(|key| key.clamp(self.min, self.max)))
    }

    /// The values in bins; without any when there are no values.
    ///
    /// Where bins are wider than 1, one begins at `mark` too.
    pub fn distribution(&mut self, mark: Option<i128>) -> Distribution {
        let Some(keys) = self.keys_of([0.5, 0.9, 0.99, 0.999]) else {
            return Distribution { bins: Vec::new(), relative_error: 0.0 };
        };
        let quantiles = keys.map(|key| self.kind.floor(key));
        let mut bins = Bins::suiting(self.kind.floor(self.min), self.kind.floor(self.max), quantiles);
        if let Some(mark) = mark {
            bins.begin_at(mark);
        }
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
