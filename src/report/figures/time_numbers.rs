use super::records::{Record, rows};
use super::{TableError, TableFiles};
use crate::report::Row as _;
use crate::report::tables::{PeriodRow, TimelineRow, VariancePart, VarianceRow};
use crate::vocabulary::Metric;

/// A row of `timeline.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TickNumbers {
    /// The tick, from 0.
    pub tick: u64,
    /// The metric.
    pub metric: Metric,
    /// The mean up to and with the tick, by formula where there is one.
    pub mean: f64,
    /// Whether it is by formula.
    pub by_formula: bool,
}

/// A row of `periods.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodNumbers {
    /// The variant.
    pub variant: String,
    /// The period, from 1.
    pub period: u64,
    /// The metric, or [`crate::report::tables::SERVED`].
    pub metric: String,
    /// The mean, by formula where there is one.
    pub mean: f64,
    /// Whether it is by formula.
    pub by_formula: bool,
    /// The 5 % and 95 % quantiles.
    pub band: Option<(f64, f64)>,
}

/// The row of `variance.csv` that says what is unknown of a metric; the rest is chance.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceNumbers {
    /// The metric.
    pub metric: Metric,
    /// The share of the variance that nobody knows; a small one may fall below 0 by chance.
    pub unknown: f64,
    /// Its standard error.
    pub std_error: f64,
}

/// Every tick of one variant.
pub(super) fn timeline(files: &TableFiles, scenario: &str, variant: &str) -> Result<Vec<TickNumbers>, TableError> {
    rows(TimelineRow::TABLE.file, &files.timeline, scenario, |record| {
        let (mean, by_formula) = mean(record)?;
        let tick = record.number("tick")? as u64;
        (record.text("variant") == Some(variant)).then_some(TickNumbers {
            tick,
            metric: record.metric()?,
            mean,
            by_formula,
        })
    })
}

/// Every period of all variants.
pub(super) fn periods(files: &TableFiles, scenario: &str) -> Result<Vec<PeriodNumbers>, TableError> {
    rows(PeriodRow::TABLE.file, &files.periods, scenario, |record| {
        let (mean, by_formula) = mean(record)?;
        Some(PeriodNumbers {
            variant: record.text("variant")?.to_owned(),
            period: record.number("period")? as u64,
            metric: record.text("metric")?.to_owned(),
            mean,
            by_formula,
            band: record.number("p05").zip(record.number("p95")),
        })
    })
}

/// The parts of the variance of one variant.
pub(super) fn variance(files: &TableFiles, scenario: &str, variant: &str) -> Result<Vec<VarianceNumbers>, TableError> {
    rows(VarianceRow::TABLE.file, &files.variance, scenario, |record| {
        let is_own =
            record.text("variant") == Some(variant) && record.text("part") == Some(VariancePart::Unknown.name());
        let (unknown, std_error) = (record.number("share")?, record.number("std_error").unwrap_or(0.0));
        is_own.then_some(VarianceNumbers { metric: record.metric()?, unknown, std_error })
    })
}

/// The mean by formula where there is one, else that of the replicates.
fn mean(record: &Record<'_>) -> Option<(f64, bool)> {
    let expected = record.number("expected");
    expected.or_else(|| record.number("mean")).map(|mean| (mean, expected.is_some()))
}
