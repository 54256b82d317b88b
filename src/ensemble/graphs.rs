//! Replicates on the same network are alike: how far the networks differ says how well a mean over networks is known.

use super::columns::{Columns, ROWS};
use crate::stats::student_95;
use crate::vocabulary::{Metric, Unit};

/// What one network takes for one metric, in bytes.
pub(super) const GRAPH_BYTES: u64 = 32;

/// The sums of one metric over the replicates of each network: replicate r is on network r mod their number.
pub(super) struct GraphSums {
    metric: Metric,
    replicates: u64,
    totals: Totals,
}

/// By network: the total of the metric and what it is divided by, which is the number of replicates or the complaints.
enum Totals {
    Whole(Vec<(i128, i128)>),
    Real {
        /// Taken off every value, so that equal ones leave no rounding errors.
        origin: Option<f64>,
        sums: Vec<(f64, f64)>,
    },
}

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
        let totals = match metric.unit() {
            Unit::People | Unit::Impressions | Unit::Ratio => Totals::Whole(vec![(0, 0); graphs]),
            Unit::Currency => Totals::Real { origin: None, sums: vec![(0.0, 0.0); graphs] },
        };
        Some(Self { metric, replicates: 0, totals })
    }

    pub(super) fn extend(&mut self, columns: &Columns, rows: usize) {
        self.replicates += rows as u64;
        let counts = |metric| columns.counts(metric, rows).iter().map(|&count| i128::from(count));
        match &mut self.totals {
            Totals::Whole(sums) if self.metric == Metric::AwarePerComplaint => {
                let complaints = counts(Metric::Complaints);
                add(sums, columns.first_replicate(), counts(Metric::Aware).zip(complaints));
            }
            Totals::Whole(sums) => {
                add(sums, columns.first_replicate(), counts(self.metric).map(|count| (count, 1)));
            }
            Totals::Real { origin, sums } => {
                let mut buffer = [0.0; ROWS];
                let column = columns.money(self.metric, rows, &mut buffer);
                let Some(&first) = column.first() else { return };
                let origin = *origin.get_or_insert(first);
                add(sums, columns.first_replicate(), column.iter().map(|value| (value - origin, 1.0)));
            }
        }
    }

    /// By how much each network moves the mean: its deviation times its share of the divisor. `None` where there is
    /// nothing to divide by.
    fn shifts(&self) -> Option<Vec<f64>> {
        match &self.totals {
            Totals::Whole(sums) => {
                let (total, divisor) = sums.iter().fold((0, 0), |(t, d), sum| (t + sum.0, d + sum.1));
                let shift = |&(t, d): &(i128, i128)| {
                    let exact = t.checked_mul(divisor).zip(total.checked_mul(d)).and_then(|(a, b)| a.checked_sub(b));
                    let plain = || t as f64 * divisor as f64 - total as f64 * d as f64;
                    exact.map_or_else(plain, |exact| exact as f64) / divisor as f64 / divisor as f64
                };
                (divisor > 0).then(|| sums.iter().map(shift).collect())
            }
            Totals::Real { sums, .. } => {
                let (total, divisor) = sums.iter().fold((0.0, 0.0), |(t, d), sum| (t + sum.0, d + sum.1));
                let mean = total / divisor;
                (divisor > 0.0).then(|| sums.iter().map(|(t, d)| (t - mean * d) / divisor).collect())
            }
        }
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
        let shifts: Vec<f64> = self.shifts()?.iter().zip(other.shifts()?).map(|(own, other)| own - other).collect();
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
fn add<T: std::ops::AddAssign>(sums: &mut [(T, T)], first: u64, values: impl Iterator<Item = (T, T)>) {
    let graphs = sums.len();
    let mut graph = (first % graphs as u64) as usize;
    for (value, divisor) in values {
        sums[graph].0 += value;
        sums[graph].1 += divisor;
        graph = if graph + 1 == graphs { 0 } else { graph + 1 };
    }
}

#[cfg(test)]
#[path = "graphs_tests.rs"]
mod tests;
