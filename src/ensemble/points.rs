//! Many points of one model, each with some luck: only means and variances of some metrics are kept of each.

use std::fmt;
use std::ops::Range;

use super::simulate::Simulate;
use crate::vocabulary::Metric;

/// Points, by number, each with some luck.
///
/// Each thread has a few models of its own and moves them from point to point.
#[doc = include_str!("examples/points.md")]
pub trait Points: Sync {
    /// The model. Buffers that it made must stay of use at every point.
    type Model: Simulate + Send;
    /// Why there is no model at a point.
    type Error: Send;

    /// How many points there are.
    fn count(&self) -> usize;

    /// The luck of a point: its replicates, by index. Points may share them or not.
    fn luck(&self, point: usize) -> Range<u64>;

    /// A model at a point.
    ///
    /// # Errors
    /// When the point makes no model.
    fn model(&self, point: usize) -> Result<Self::Model, Self::Error>;

    /// Moves a model to a point: it must then draw what [`Points::model`] for that point draws.
    ///
    /// # Errors
    /// When the point makes no model.
    fn tune(&self, point: usize, model: &mut Self::Model) -> Result<(), Self::Error> {
        *model = self.model(point)?;
        Ok(())
    }

    /// How many points a thread draws in step, so that their baseline is drawn once for all of them; each takes a model and
    /// its buffers.
    fn at_once(&self) -> usize {
        16
    }

    /// The point that all are compared with, replicate by replicate of their luck; every point is then drawn in step with it,
    /// as a variant is with its baseline.
    fn baseline(&self) -> Option<usize> {
        None
    }
}

/// What is kept of one metric at one point.
///
/// Of `aware_per_complaint`, a ratio of totals, variances are n times those of the ratio (delta method).
#[doc = include_str!("examples/points.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointMeans {
    /// The mean.
    pub mean: f64,
    /// The variance of a replicate, with n - 1; `None` below two replicates.
    pub variance: Option<f64>,
    /// The mean of point - baseline; `None` without a baseline, or where the metric is undefined there.
    pub difference: Option<f64>,
    /// The variance of a replicate's difference; `None` below two replicates.
    pub difference_variance: Option<f64>,
}

/// The means of some metrics at all points.
#[doc = include_str!("examples/points.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct PointTable {
    metrics: Vec<Metric>,
    /// Point by point, metric by metric.
    means: Vec<Option<PointMeans>>,
}

impl PointTable {
    pub(super) fn new(metrics: &[Metric], means: Vec<Option<PointMeans>>) -> Self {
        Self { metrics: metrics.to_vec(), means }
    }

    /// The metrics that were asked for.
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// The means at a point, in the order of [`PointTable::metrics`]; `None` where a metric is undefined.
    pub fn point(&self, point: usize) -> &[Option<PointMeans>] {
        let width = self.metrics.len();
        &self.means[point * width..(point + 1) * width]
    }

    /// The means of one metric at one point; `None` where it is undefined or was not asked for.
    pub fn means(&self, point: usize, metric: Metric) -> Option<PointMeans> {
        let place = self.metrics.iter().position(|&known| known == metric)?;
        self.point(point)[place]
    }
}

/// Why points gave no table: `E` is the error of a replicate, `T` that of a point without a model.
#[doc = include_str!("examples/points.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum PointsError<E, T> {
    /// A replicate that failed: the same one at any number of threads.
    Replicate {
        /// The point.
        point: usize,
        /// The replicate's index.
        replicate: u64,
        /// What went wrong.
        source: E,
    },
    /// The first point that makes no model.
    Point {
        /// The point.
        point: usize,
        /// What is wrong.
        source: T,
    },
    /// The table would not fit in memory; nothing was run.
    TooLarge {
        /// What it takes, in bytes.
        estimate: u64,
    },
    /// The caller asked to stop.
    Cancelled,
}

impl<E: fmt::Display, T: fmt::Display> fmt::Display for PointsError<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replicate { source, .. } => source.fmt(f),
            Self::Point { source, .. } => source.fmt(f),
            Self::TooLarge { estimate } => {
                write!(f, "the table needs {estimate} bytes, more than there is: ask for fewer points or metrics")
            }
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl<E: fmt::Display + fmt::Debug, T: fmt::Display + fmt::Debug> std::error::Error for PointsError<E, T> {}

/// The error of the points `P`.
pub(crate) type ErrorOf<P> = PointsError<<<P as Points>::Model as Simulate>::Error, <P as Points>::Error>;
