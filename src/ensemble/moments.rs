use super::columns::{Columns, ROWS};
use super::ratio::{RatioProducts, RatioTotals};
use crate::stats::{IntegerMoments, RealMoments};
use crate::vocabulary::{Metric, Unit};

/// Mean and variance of one metric: the little that is kept of a point.
#[derive(Clone, Copy)]
pub(super) enum Moments {
    Count(IntegerMoments),
    Money(RealMoments),
    Ratio(RatioTotals),
}

/// The same for the paired difference of two models.
#[derive(Clone, Copy)]
pub(super) enum Differences {
    Count(IntegerMoments),
    Money(RealMoments),
    Ratio(RatioProducts),
}

/// Room for the values of some rows, which nobody clears: of one row there are as many as the metrics of a point.
pub(super) struct Buffers {
    pub(super) counts: [[u64; ROWS]; 2],
    pub(super) money: [[f64; ROWS]; 3],
}

impl Buffers {
    /// Money of both sides in these rows, and the differences.
    pub(super) fn money<'a>(
        &'a mut self,
        metric: Metric,
        point: &'a Columns,
        baseline: &'a Columns,
        rows: usize,
    ) -> [&'a [f64]; 3] {
        let [left, right, differences] = &mut self.money;
        let (left, right) = (point.money(metric, rows, left), baseline.money(metric, rows, right));
        for ((difference, left), right) in differences.iter_mut().zip(left).zip(right) {
            *difference = left - right;
        }
        [left, right, &differences[..rows]]
    }
}

impl Default for Buffers {
    fn default() -> Self {
        Self { counts: [[0; ROWS]; 2], money: [[0.0; ROWS]; 3] }
    }
}

impl Moments {
    pub(super) fn new(metric: Metric) -> Self {
        match metric.unit() {
            Unit::People | Unit::Impressions | Unit::Ticks => Self::Count(IntegerMoments::default()),
            Unit::Currency => Self::Money(RealMoments::default()),
            Unit::Ratio => Self::Ratio(RatioTotals::default()),
        }
    }

    pub(super) fn extend(&mut self, metric: Metric, columns: &Columns, rows: usize, buffers: &mut Buffers) {
        match self {
            Self::Count(moments) => {
                let counts = columns.present(metric, rows, &mut buffers.counts[0]);
                moments.extend_counts(counts, counts.iter().copied().max().unwrap_or(0));
            }
            Self::Money(moments) => moments.extend(columns.money(metric, rows, &mut buffers.money[0])),
            Self::Ratio(totals) => totals.extend(columns, rows),
        }
    }

    /// Takes all that another of the same metric has.
    pub(super) fn absorb(&mut self, mut other: Self) {
        match (self, &mut other) {
            (Self::Count(own), Self::Count(other)) => own.absorb(other),
            (Self::Money(own), Self::Money(other)) => own.absorb(other),
            (Self::Ratio(own), Self::Ratio(other)) => own.absorb(other),
            _ => debug_assert!(false, "a metric has one unit"),
        }
    }

    /// The mean, and the variance of one replicate; `None` without a value.
    pub(super) fn estimate(&self) -> Option<(f64, Option<f64>)> {
        match self {
            Self::Count(moments) => (moments.count() > 0).then(|| (moments.mean(), moments.variance())),
            Self::Money(moments) => (moments.count() > 0).then(|| (moments.mean(), moments.variance())),
            Self::Ratio(totals) => Some((totals.ratio()?, totals.variance())),
        }
    }
}

impl Differences {
    pub(super) fn new(metric: Metric) -> Self {
        match metric.unit() {
            Unit::People | Unit::Impressions | Unit::Ticks => Self::Count(IntegerMoments::default()),
            Unit::Currency => Self::Money(RealMoments::default()),
            Unit::Ratio => Self::Ratio(RatioProducts::default()),
        }
    }

    pub(super) fn extend(
        &mut self,
        metric: Metric,
        point: &Columns,
        baseline: &Columns,
        rows: usize,
        buffers: &mut Buffers,
    ) {
        match self {
            Self::Count(moments) => {
                let [left, right] = point.both_present(baseline, metric, rows, &mut buffers.counts);
                moments.extend_differences(left, right);
            }
            Self::Money(moments) => {
                let [_, _, differences] = buffers.money(metric, point, baseline, rows);
                moments.extend(differences);
            }
            Self::Ratio(products) => products.extend(point, baseline, rows),
        }
    }

    /// Takes all that another of the same metric has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        match (self, other) {
            (Self::Count(own), Self::Count(other)) => own.absorb(other),
            (Self::Money(own), Self::Money(other)) => own.absorb(other),
            (Self::Ratio(own), Self::Ratio(other)) => own.absorb(other),
            _ => debug_assert!(false, "a metric has one unit"),
        }
    }

    /// The mean difference, and the variance of one replicate's; `None` where a side has no value.
    pub(super) fn estimate(&self, point: &Moments, baseline: &Moments) -> Option<(f64, Option<f64>)> {
        match (self, point, baseline) {
            (Self::Count(moments), ..) => (moments.count() > 0).then(|| (moments.mean(), moments.variance())),
            (Self::Money(moments), ..) => (moments.count() > 0).then(|| (moments.mean(), moments.variance())),
            (Self::Ratio(products), Moments::Ratio(point), Moments::Ratio(baseline)) => {
                Some((point.ratio()? - baseline.ratio()?, products.variance(point, baseline)))
            }
            _ => None,
        }
    }
}
