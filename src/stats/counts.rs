use super::bytes::{Damaged, Reader, Writer};
use super::values::range;
use super::{Bounds, IntegerMoments, Values};

/// Counts with their moments, their quantiles and their distribution.
#[doc = include_str!("examples/sums.md")]
#[derive(Clone, Debug)]
pub struct Counts {
    moments: IntegerMoments,
    values: Values,
}

impl Counts {
    /// No counts yet.
    pub fn new(bounds: Bounds) -> Self {
        Self { moments: IntegerMoments::default(), values: Values::counts(bounds) }
    }

    /// Takes more counts; each must be below 2^63.
    pub fn extend(&mut self, counts: &[u64]) {
        let Some(&first) = counts.first() else { return };
        // Most columns of most scenarios never vary: this is looked for first, in a way that needs no branches.
        if counts.iter().fold(0, |differing, count| differing | (count ^ first)) == 0 {
            return self.repeat(first, counts.len() as u64);
        }
        let (min, max) = range(counts);
        self.moments.extend_between(counts, min, max);
        self.values.extend_counts(counts, min, max);
    }

    /// Takes one count `times` times.
    pub fn repeat(&mut self, count: u64, times: u64) {
        self.moments.repeat(count, times);
        self.values.repeat(count, times);
    }

    /// Takes all that another has, which keeps nothing.
    pub fn absorb(&mut self, other: &mut Self) {
        self.moments.absorb(&mut other.moments);
        self.values.absorb(&mut other.values);
    }

    pub(crate) fn write(&self, to: &mut Writer) {
        self.moments.write(to);
        self.values.write(to);
    }

    /// Takes what was written, as the first counts.
    pub(crate) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        self.moments = IntegerMoments::read(from)?;
        self.values.read(from)?;
        if self.values.count() == self.moments.count() { Ok(()) } else { Err(Damaged) }
    }

    /// Mean and variance.
    pub fn moments(&self) -> &IntegerMoments {
        &self.moments
    }

    /// The smallest count; `None` of no counts.
    pub fn min(&self) -> Option<u64> {
        self.values.min().map(|min| min as u64)
    }

    /// Quantiles and distribution.
    pub fn values(&mut self) -> &mut Values {
        &mut self.values
    }
}
