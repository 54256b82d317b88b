use super::summary::{GenerationSummary, GroupSummary, SeriesSummary};
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::stats::{Bounds, Counts};

/// From this generation on memory is scarce.
const DEEP: usize = 256;

/// The three numbers of a generation or a group.
pub(super) struct SeriesSums([Counts; 3]);

/// Up to so many ticks memory is plenty.
const FEW_TICKS: usize = 128;

/// How much each count at one of so many ticks may take.
pub(super) fn tick_bounds(ticks: usize) -> Bounds {
    if ticks <= FEW_TICKS { Bounds::SERIES } else { Bounds::DEEP }
}

impl SeriesSums {
    /// The fewest bytes that they are written in.
    pub(super) const LEAST: usize = 6;

    /// A group.
    pub(super) fn group() -> Self {
        Self::new(Bounds::METRIC)
    }

    /// One of the first generations, that none of the `before` replicates so far had.
    pub(super) fn first_generation(before: u64) -> Self {
        let mut sums = Self::new(Bounds::METRIC);
        sums.extend(None, before);
        sums
    }

    /// A later generation, of which there may be thousands: it makes do with less memory.
    pub(super) fn late_generation(generation: usize) -> Self {
        Self::new(if generation < DEEP { Bounds::SERIES } else { Bounds::DEEP })
    }

    /// Some counts at one of so many ticks.
    pub(super) fn tick(ticks: usize) -> Self {
        Self::new(tick_bounds(ticks))
    }

    fn new(bounds: Bounds) -> Self {
        Self([(); 3].map(|()| Counts::new(bounds)))
    }

    /// Takes `rows` more rows; zeros where there are no columns.
    pub(super) fn extend(&mut self, columns: Option<[&[u64]; 3]>, rows: u64) {
        for (place, sum) in self.0.iter_mut().enumerate() {
            if let Some(columns) = columns {
                sum.extend(columns[place]);
            } else {
                sum.repeat(0, rows);
            }
        }
    }

    /// Takes one row.
    pub(super) fn push(&mut self, row: [u64; 3]) {
        for (sum, value) in self.0.iter_mut().zip(row) {
            sum.repeat(value, 1);
        }
    }

    /// Takes all that another of the same kind has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        for (own, other) in self.0.iter_mut().zip(&mut other.0) {
            own.absorb(other);
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        self.0.iter().for_each(|counts| counts.write(to));
    }

    /// Takes what was written, as the first rows.
    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        self.0.iter_mut().try_for_each(|counts| counts.read(from))
    }

    /// Whether so many rows were taken.
    pub(super) fn has(&self, rows: u64) -> bool {
        self.0.iter().all(|sum| sum.moments().count() == rows)
    }

    /// Whether no more rows were taken.
    pub(super) fn has_at_most(&self, rows: u64) -> bool {
        self.0.iter().all(|sum| sum.moments().count() <= rows)
    }

    /// Counts 0 for all of `replicates` that were not taken.
    pub(super) fn fill(&mut self, replicates: u64) {
        for sum in &mut self.0 {
            sum.repeat(0, replicates - sum.moments().count());
        }
    }

    pub(super) fn generation_summary(&mut self) -> GenerationSummary {
        let [tellers, impressions, reach] = self.summaries();
        GenerationSummary { tellers, impressions, reach }
    }

    pub(super) fn group_summary(&mut self) -> GroupSummary {
        let [customers, impressions, customers_lost] = self.summaries();
        GroupSummary { customers, impressions, customers_lost }
    }

    pub(super) fn summaries(&mut self) -> [SeriesSummary; 3] {
        self.0.each_mut().map(|sum| {
            let [p05, p50, p95] = sum.values().quantiles([0.05, 0.50, 0.95]).unwrap_or_default();
            let std_dev = sum.moments().variance().map(f64::sqrt);
            SeriesSummary { mean: sum.moments().mean(), std_dev, p05, p50, p95 }
        })
    }
}
