use super::columns::{Columns, ROWS};
use super::graphs::{GraphSums, StdError};
use super::ratio::RatioSums;
use super::summary::{MetricSummary, QUANTILES};
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::stats::{Bounds, Counts, Distribution, RealMoments, Values};
use crate::vocabulary::{Metric, Unit};

/// One metric of one model, while replicates come in.
pub(super) struct MetricSums {
    metric: Metric,
    pub(super) sums: Sums,
    /// Where there is more than one network.
    graphs: Option<GraphSums>,
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
    pub(super) mean: f64,
    /// The variance of one replicate; `None` below two.
    pub(super) variance: Option<f64>,
    pub(super) error: Option<StdError>,
}

impl Estimate {
    pub(super) fn std_error(&self) -> Option<f64> {
        self.error.map(|error| error.size)
    }

    /// Half the width of the 95 % interval.
    pub(super) fn half_width(&self) -> Option<f64> {
        self.error.map(StdError::half_width)
    }

    pub(super) fn ci(&self) -> Option<(f64, f64)> {
        self.half_width().map(|half| (self.mean - half, self.mean + half))
    }
}

impl MetricSums {
    pub(super) fn new(metric: Metric, graphs: u64) -> Self {
        Self::within(metric, graphs, Bounds::METRIC)
    }

    /// The same, with other bounds of what is kept.
    pub(super) fn within(metric: Metric, graphs: u64, bounds: Bounds) -> Self {
        let sums = match metric.unit() {
            Unit::People | Unit::Impressions | Unit::Ticks => Sums::Count(Counts::new(bounds)),
            Unit::Currency => Sums::Money { moments: RealMoments::default(), values: Values::reals(bounds) },
            Unit::Ratio => Sums::Ratio(RatioSums::new(Values::reals(bounds))),
        };
        Self { metric, sums, graphs: GraphSums::new(metric, graphs) }
    }

    pub(super) fn extend(&mut self, columns: &Columns, rows: usize) {
        if let Some(graphs) = &mut self.graphs {
            graphs.extend(columns, rows);
        }
        match &mut self.sums {
            Sums::Count(counts) => counts.extend(columns.present(self.metric, rows, &mut [0; ROWS])),
            Sums::Money { moments, values } => {
                let mut buffer = [0.0; ROWS];
                let column = columns.money(self.metric, rows, &mut buffer);
                moments.extend(column);
                values.extend_reals(column);
            }
            Sums::Ratio(ratio) => ratio.extend(columns, rows),
        }
    }

    /// Takes all that another of the same metric has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        if let Some((graphs, other)) = self.graphs.as_mut().zip(other.graphs.as_mut()) {
            graphs.absorb(other);
        }
        match (&mut self.sums, &mut other.sums) {
            (Sums::Count(counts), Sums::Count(other)) => counts.absorb(other),
            (Sums::Money { moments, values }, Sums::Money { moments: other_moments, values: other_values }) => {
                moments.absorb(other_moments);
                values.absorb(other_values);
            }
            (Sums::Ratio(ratio), Sums::Ratio(other)) => ratio.absorb(other),
            _ => debug_assert!(false, "a metric has one unit"),
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        if let Some(graphs) = &self.graphs {
            graphs.write(to);
        }
        match &self.sums {
            Sums::Count(counts) => counts.write(to),
            Sums::Money { moments, values } => {
                moments.write(to);
                values.write(to);
            }
            Sums::Ratio(ratio) => ratio.write(to),
        }
    }

    /// Takes what was written, as the first replicates.
    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        if let Some(graphs) = &mut self.graphs {
            graphs.read(from)?;
        }
        match &mut self.sums {
            Sums::Count(counts) => counts.read(from),
            Sums::Money { moments, values } => {
                *moments = RealMoments::read(from)?;
                values.read(from)
            }
            Sums::Ratio(ratio) => ratio.read(from),
        }
    }

    /// The mean; `None` without a value.
    pub(super) fn estimate(&self, replicates: u64) -> Option<Estimate> {
        let mut replicates = replicates;
        let (mean, variance) = match &self.sums {
            Sums::Count(counts) => {
                replicates = counts.moments().count();
                (counts.moments().mean(), counts.moments().variance())
            }
            Sums::Money { moments, .. } => (moments.mean(), moments.variance()),
            Sums::Ratio(ratio) => (ratio.totals.ratio()?, ratio.totals.variance()),
        };
        let error = match &self.graphs {
            None => StdError::of_replicates(variance, replicates),
            Some(graphs) => graphs.std_error(),
        };
        (replicates > 0).then_some(Estimate { mean, variance, error })
    }

    /// The error of the mean of this metric less `slope` times another, between networks; `None` where there is but one.
    pub(super) fn error_beside(&self, other: &Self, slope: f64) -> Option<StdError> {
        self.graphs.as_ref()?.std_error_beside(other.graphs.as_ref()?, slope)
    }

    /// The smallest value of a count; `None` without a value.
    pub(super) fn min(&self) -> Option<i128> {
        match &self.sums {
            Sums::Count(counts) => counts.min().map(i128::from),
            Sums::Money { .. } | Sums::Ratio(_) => None,
        }
    }

    /// The summary; `None` without a value.
    pub(super) fn summary(&mut self, replicates: u64) -> Option<MetricSummary> {
        let estimate = self.estimate(replicates)?;
        let variance = match &self.sums {
            Sums::Count(_) | Sums::Money { .. } => estimate.variance,
            Sums::Ratio(ratio) => ratio.quotients.variance(),
        };
        summary_of(self.values(), &estimate, variance)
    }

    /// The distribution, in which a bin begins at `mark`.
    pub(super) fn distribution(&mut self, mark: Option<i128>) -> Distribution {
        self.values().distribution(mark)
    }

    fn values(&mut self) -> &mut Values {
        match &mut self.sums {
            Sums::Count(counts) => counts.values(),
            Sums::Money { values, .. } => values,
            Sums::Ratio(ratio) => &mut ratio.values,
        }
    }
}

/// The summary of values with this variance; `None` without one.
pub(super) fn summary_of(values: &mut Values, estimate: &Estimate, variance: Option<f64>) -> Option<MetricSummary> {
    Some(MetricSummary {
        replicates: values.count(),
        mean: estimate.mean,
        std_dev: variance.map(f64::sqrt),
        std_error: estimate.std_error(),
        ci: estimate.ci(),
        min: values.min()?,
        quantiles: values.quantiles(QUANTILES)?,
        max: values.max()?,
        events: values.count() - values.zeros(),
        relative_error: values.relative_error(),
    })
}
