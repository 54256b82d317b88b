use super::columns::{Columns, ROWS};
use super::ratio::RatioSums;
use super::{MetricSummary, QUANTILES};
use crate::stats::{Bounds, Counts, Distribution, RealMoments, Values, student_95};
use crate::vocabulary::{Metric, Unit};

/// One metric of one model, while replicates come in.
pub(super) struct MetricSums {
    metric: Metric,
    pub(super) sums: Sums,
}

/// The arithmetic that suits a metric.
pub(super) enum Sums {
    Count(Counts),
    Money { moments: RealMoments, values: Values },
    Ratio(RatioSums),
}

/// A mean and how well it is known.
#[derive(Clone, Copy)]
pub(super) struct Estimate {
    /// How many replicates it rests on.
    pub(super) replicates: u64,
    pub(super) mean: f64,
    /// The variance of one replicate; `None` below two.
    pub(super) variance: Option<f64>,
}

impl Estimate {
    pub(super) fn std_error(&self) -> Option<f64> {
        self.variance.map(|variance| (variance / self.replicates as f64).sqrt())
    }

    /// Half the width of the 95 % interval.
    pub(super) fn half_width(&self) -> Option<f64> {
        // Without spread the interval is a point, also where the quantile is large.
        self.std_error().map(|error| if error == 0.0 { 0.0 } else { error * student_95(self.replicates - 1) })
    }

    pub(super) fn ci(&self) -> Option<(f64, f64)> {
        self.half_width().map(|half| (self.mean - half, self.mean + half))
    }
}

impl MetricSums {
    pub(super) fn new(metric: Metric) -> Self {
        let sums = match metric.unit() {
            Unit::People | Unit::Impressions => Sums::Count(Counts::new(Bounds::METRIC)),
            Unit::Currency => Sums::Money { moments: RealMoments::default(), values: Values::reals(Bounds::METRIC) },
            Unit::Ratio => Sums::Ratio(RatioSums::new(Values::reals(Bounds::METRIC))),
        };
        Self { metric, sums }
    }

    pub(super) fn extend(&mut self, columns: &Columns, rows: usize) {
        match &mut self.sums {
            Sums::Count(counts) => counts.extend(columns.counts(self.metric, rows)),
            Sums::Money { moments, values } => {
                let mut buffer = [0.0; ROWS];
                let column = columns.money(self.metric, rows, &mut buffer);
                moments.extend(column);
                values.extend_reals(column);
            }
            Sums::Ratio(ratio) => ratio.extend(columns, rows),
        }
    }

    /// The mean; `None` without a value.
    pub(super) fn estimate(&self, replicates: u64) -> Option<Estimate> {
        let (mean, variance) = match &self.sums {
            Sums::Count(counts) => (counts.moments().mean(), counts.moments().variance()),
            Sums::Money { moments, .. } => (moments.mean(), moments.variance()),
            Sums::Ratio(ratio) => (ratio.ratio()?, ratio.variance()),
        };
        (replicates > 0).then_some(Estimate { replicates, mean, variance })
    }

    /// The summary and the distribution; `None` without a value.
    pub(super) fn summary(&mut self, replicates: u64) -> Option<(MetricSummary, Distribution)> {
        let estimate = self.estimate(replicates)?;
        let (values, variance) = match &mut self.sums {
            Sums::Count(counts) => (counts.values(), estimate.variance),
            Sums::Money { values, .. } => (values, estimate.variance),
            Sums::Ratio(ratio) => (&mut ratio.values, ratio.quotients.variance()),
        };
        let summary = MetricSummary {
            replicates: values.count(),
            mean: estimate.mean,
            std_dev: variance.map(f64::sqrt),
            std_error: estimate.std_error(),
            ci: estimate.ci(),
            min: values.min()?,
            quantiles: values.quantiles(QUANTILES)?,
            max: values.max()?,
            relative_error: values.relative_error(),
        };
        Some((summary, values.distribution()))
    }
}
