use super::graphs::StdError;
use super::metric::{Estimate, MetricSums, summary_of};
use super::period_columns::PeriodColumns;
use super::shape::{ModelShape, by_metric};
use super::summary::{MetricSummary, PeriodSummary};
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::stats::{Bounds, Counts};
use crate::vocabulary::Metric;

/// One period of one model, while replicates come in.
pub(super) struct PeriodSums {
    /// By [`Metric::index`].
    metrics: [Option<MetricSums>; Metric::COUNT],
    /// Customers served, where their number is known.
    served: Option<Counts>,
}

/// There may be hundreds of periods: quantiles are exact up to 16,384 replicates.
const BOUNDS: Bounds = Bounds { window: 1 << 10, column: 1 << 14, runs: 1 << 12 };

/// About how many bytes a period takes at most, in all threads together.
pub(super) fn bytes(metrics: u64, replicates: u64, threads: u64) -> u64 {
    (metrics + 1).saturating_mul(BOUNDS.bytes(replicates, false, threads))
}

impl PeriodSums {
    /// One for each period of a model.
    pub(super) fn of(model: &ModelShape) -> Vec<Self> {
        let period = |_| Self {
            metrics: by_metric(|metric| {
                model.defines(metric).then(|| MetricSums::within(metric, model.graphs, BOUNDS))
            }),
            served: model.served.then(|| Counts::new(BOUNDS)),
        };
        (0..model.periods).map(period).collect()
    }

    /// Takes the first `rows` rows.
    pub(super) fn extend(&mut self, columns: &PeriodColumns, rows: usize) {
        for sums in self.metrics.iter_mut().flatten() {
            sums.extend(&columns.columns, rows);
        }
        if let Some(served) = &mut self.served {
            served.extend(columns.served(rows));
        }
    }

    /// Takes all that another has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        for (own, other) in self.metrics.iter_mut().zip(&mut other.metrics) {
            if let Some((own, other)) = own.as_mut().zip(other.as_mut()) {
                own.absorb(other);
            }
        }
        if let Some((own, other)) = self.served.as_mut().zip(other.served.as_mut()) {
            own.absorb(other);
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        self.metrics.iter().flatten().for_each(|sums| sums.write(to));
        self.served.iter().for_each(|served| served.write(to));
    }

    /// Takes what was written, as the first rows.
    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        self.metrics.iter_mut().flatten().try_for_each(|sums| sums.read(from))?;
        self.served.iter_mut().try_for_each(|served| served.read(from))
    }

    pub(super) fn summary(&mut self, replicates: u64) -> PeriodSummary {
        PeriodSummary {
            metrics: self.metrics.each_mut().map(|sums| sums.as_mut()?.summary(replicates)),
            served: self.served.as_mut().and_then(|served| served_summary(served, replicates)),
        }
    }
}

fn served_summary(served: &mut Counts, replicates: u64) -> Option<MetricSummary> {
    let variance = served.moments().variance();
    let error = StdError::of_replicates(variance, replicates);
    let estimate = Estimate { mean: served.moments().mean(), variance, error };
    summary_of(served.values(), &estimate, variance)
}
