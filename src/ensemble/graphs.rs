//! Replicates on the same network are alike: how far the networks differ says how well a mean over networks is known.

use super::columns::{Columns, ROWS};
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::stats::student_95;
use crate::vocabulary::{Metric, Unit};

/// What one network takes for one metric, in bytes.
pub(super) const GRAPH_BYTES: u64 = 32;

/// The sums of one metric over the replicates of each network: replicate r is on network r mod their number.
pub(super) struct GraphSums {
    metric: Metric,
    replicates: u64,
    /// By network: the total of the metric and what it is divided by, which is the number of replicates or the complaints.
    totals: Vec<(i128, i128)>,
}

/// Money adds up in these parts of a unit, exactly, so that the order does not matter and equal values leave no error.
const PARTS_OF_A_UNIT: f64 = (1_u64 << 40) as f64;

/// The error of a mean.
#[derive(Clone, Copy)]
pub(super) struct StdError {
    pub(super) size: f64,
    degrees: u64,
}

impl StdError {
    /// Of independent replicates, each of this variance; `None` below two.
    pub(super) fn of_replicates(variance: Option<f64>, replicates: u64) -> Option<Self> {
        Some(Self { size: (variance? / replicates as f64).sqrt(), degrees: replicates.checked_sub(1)? })
    }

    /// Half the width of the 95 % interval.
    pub(super) fn half_width(self) -> f64 {
        // Without spread the interval is a point, also where the quantile is large.
        if self.size == 0.0 { 0.0 } else { self.size * student_95(self.degrees) }
    }
}

impl GraphSums {
    /// For a model that uses more than one network.
    pub(super) fn new(metric: Metric, graphs: u64) -> Option<Self> {
        let graphs = usize::try_from(graphs).ok().filter(|&graphs| graphs > 1)?;
        Some(Self { metric, replicates: 0, totals: vec![(0, 0); graphs] })
    }

    pub(super) fn extend(&mut self, columns: &Columns, rows: usize) {
        self.replicates += rows as u64;
        let (totals, first) = (&mut self.totals, columns.first_replicate());
        let counts = |metric| columns.counts(metric, rows).iter().map(|&count| i128::from(count));
        match self.metric.unit() {
            Unit::Ratio => add(totals, first, counts(Metric::Aware).zip(counts(Metric::Complaints))),
            Unit::People | Unit::Impressions | Unit::Ticks if self.metric.may_be_absent() => {
                let column = columns.counts(self.metric, rows).iter();
                // Who has no value adds nothing to either sum.
                let present = |&count: &u64| if count == Metric::ABSENT { (0, 0) } else { (i128::from(count), 1) };
                add(totals, first, column.map(present));
            }
            Unit::People | Unit::Impressions | Unit::Ticks => {
                add(totals, first, counts(self.metric).map(|count| (count, 1)));
            }
            Unit::Currency => {
                let mut buffer = [0.0; ROWS];
                let column = columns.money(self.metric, rows, &mut buffer);
                add(totals, first, column.iter().map(|value| ((value * PARTS_OF_A_UNIT) as i128, 1)));
            }
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        to.number(self.replicates);
        for &(total, divisor) in &self.totals {
            to.wide(total);
            to.wide(divisor);
        }
    }

    /// Takes what was written, as the first replicates.
    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        self.replicates = from.number()?;
        for sum in &mut self.totals {
            *sum = (from.wide()?, from.wide()?);
        }
        Ok(())
    }

    /// Takes all that another has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        self.replicates += std::mem::take(&mut other.replicates);
        for (own, other) in self.totals.iter_mut().zip(&mut other.totals) {
            let (total, divisor) = std::mem::take(other);
            *own = (own.0.saturating_add(total), own.1.saturating_add(divisor));
        }
    }

    /// By how much each network moves the mean: its deviation times its share of the divisor. `None` where there is
    /// nothing to divide by.
    fn shifts(&self) -> Option<Vec<f64>> {
        let sum = |(total, divisor): (i128, i128), &(t, d): &(i128, i128)| (total.saturating_add(t), divisor + d);
        let (total, divisor) = self.totals.iter().fold((0, 0), sum);
        if divisor <= 0 {
            return None;
        }
        // The mean in a whole part, taken off in integers, and a rest: nothing cancels in floating point.
        let (whole, rest) = (total.div_euclid(divisor), total.rem_euclid(divisor));
        let unit = if self.metric.unit() == Unit::Currency { PARTS_OF_A_UNIT } else { 1.0 };
        let shift = |&(t, d): &(i128, i128)| {
            let about_whole = t.saturating_sub(whole.saturating_mul(d)) as f64;
            (about_whole - rest as f64 * (d as f64 / divisor as f64)) / divisor as f64 / unit
        };
        Some(self.totals.iter().map(shift).collect())
    }

    /// The error of the mean as one of so many independent networks; `None` below two.
    ///
    /// With as many replicates on each it is the standard deviation of their means over the root of their number;
    /// otherwise, and for a ratio, that of the linearized ratio of totals (delta method).
    pub(super) fn std_error(&self) -> Option<StdError> {
        self.error_of(&self.shifts()?)
    }

    /// The same for the difference of two means over the same networks.
    pub(super) fn paired_std_error(&self, other: &Self) -> Option<StdError> {
        self.std_error_beside(other, 1.0)
    }

    /// The same for this mean less `slope` times another.
    pub(super) fn std_error_beside(&self, other: &Self, slope: f64) -> Option<StdError> {
        let shifts: Vec<f64> =
            self.shifts()?.iter().zip(other.shifts()?).map(|(own, other)| own - slope * other).collect();
        self.error_of(&shifts)
    }

    fn error_of(&self, shifts: &[f64]) -> Option<StdError> {
        // Networks that no replicate was on move nothing.
        let graphs = self.replicates.min(shifts.len() as u64);
        let squares: f64 = shifts.iter().map(|shift| shift * shift).sum();
        let degrees = graphs.checked_sub(1).filter(|&degrees| degrees > 0)?;
        Some(StdError { size: (squares * graphs as f64 / degrees as f64).sqrt(), degrees })
    }
}

/// Adds the values of consecutive replicates to their networks' sums.
fn add(sums: &mut [(i128, i128)], first: u64, values: impl Iterator<Item = (i128, i128)>) {
    let graphs = sums.len();
    let mut graph = (first % graphs as u64) as usize;
    for (value, divisor) in values {
        sums[graph].0 = sums[graph].0.saturating_add(value);
        sums[graph].1 += divisor;
        graph = if graph + 1 == graphs { 0 } else { graph + 1 };
    }
}

#[cfg(test)]
#[path = "graphs_tests.rs"]
mod tests;
