use std::collections::BTreeSet;

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
    /// The mean up to and with the tick: by formula where all ticks have one.
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
    /// The mean: by formula where all periods of all variants have one.
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
    let ticks = rows(TimelineRow::TABLE.file, &files.timeline, scenario, |record| {
        let (mean, drawn) = means(record)?;
        let tick = record.number("tick")? as u64;
        let by_formula = record.number("expected").is_some();
        let own = TickNumbers { tick, metric: record.metric()?, mean, by_formula };
        (record.text("variant") == Some(variant)).then_some((own, drawn))
    })?;
    let drawn = |tick, drawn| TickNumbers { mean: drawn, by_formula: false, ..tick };
    Ok(of_one_origin(ticks, |tick| tick.metric, |tick| tick.by_formula, drawn))
}

/// Every period of all variants.
pub(super) fn periods(files: &TableFiles, scenario: &str) -> Result<Vec<PeriodNumbers>, TableError> {
    let periods = rows(PeriodRow::TABLE.file, &files.periods, scenario, |record| {
        let (mean, drawn) = means(record)?;
        let own = PeriodNumbers {
            variant: record.text("variant")?.to_owned(),
            period: record.number("period")? as u64,
            metric: record.text("metric")?.to_owned(),
            mean,
            by_formula: record.number("expected").is_some(),
            band: record.number("p05").zip(record.number("p95")),
        };
        Some((own, drawn))
    })?;
    let metric = |period: &PeriodNumbers| period.metric.clone();
    let drawn = |period, drawn| PeriodNumbers { mean: drawn, by_formula: false, ..period };
    Ok(of_one_origin(periods, metric, |period| period.by_formula, drawn))
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

/// The mean by formula where there is one, else that of the replicates; and that of the replicates, where it is written.
fn means(record: &Record<'_>) -> Option<(f64, Option<f64>)> {
    let drawn = record.number("mean");
    Some((record.number("expected").or(drawn)?, drawn))
}

/// Numbers that stand in one line come from one place: of each `group`, such as a metric, all by formula, or where one is not
/// none.
fn of_one_origin<T, G: Ord>(
    rows: Vec<(T, Option<f64>)>,
    group: impl Fn(&T) -> G,
    is_by_formula: impl Fn(&T) -> bool,
    drawn: impl Fn(T, f64) -> T,
) -> Vec<T> {
    let mixed: BTreeSet<G> = rows.iter().filter(|(row, _)| !is_by_formula(row)).map(|(row, _)| group(row)).collect();
    rows.into_iter()
        .map(|(row, mean)| match mean {
            Some(mean) if mixed.contains(&group(&row)) => drawn(row, mean),
            _ => row,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIODS: &str = "scenario,variant,period,metric,mean,std_dev,std_error,p05,p50,p95,expected\n\
        a,baseline,1,net_loss,1008,1,1,1,1,1,1014\na,baseline,2,net_loss,968,1,1,1,1,1,\n\
        a,baseline,1,aware,282,1,1,1,1,1,281\na,baseline,2,aware,271,1,1,1,1,1,270\n\
        a,ask,1,aware,182,1,1,1,1,1,181\na,ask,2,aware,171,1,1,1,1,1,170\n";

    /// A line whose first point alone is known by formula would bend by chance.
    #[test]
    fn one_line_is_by_formula_throughout_or_not_at_all() {
        let files = TableFiles { periods: PERIODS.as_bytes().to_vec(), ..TableFiles::default() };
        let periods = periods(&files, "a").unwrap();
        let of = |metric: &str| -> Vec<(f64, bool)> {
            periods.iter().filter(|row| row.metric == metric).map(|row| (row.mean, row.by_formula)).collect()
        };
        assert_eq!(of("net_loss"), [(1008.0, false), (968.0, false)]);
        assert_eq!(of("aware"), [(281.0, true), (270.0, true), (181.0, true), (170.0, true)]);
    }

    #[test]
    fn ticks_are_by_formula_throughout_or_not_at_all() {
        let table = "scenario,variant,tick,metric,mean,std_error,p05,p50,p95,expected\n\
            a,baseline,0,complaints,1.5,,,,,1\na,baseline,1,complaints,2.5,,,,,\na,baseline,0,reach,3,,,,,4\n";
        let files = TableFiles { timeline: table.as_bytes().to_vec(), ..TableFiles::default() };
        let means: Vec<f64> = timeline(&files, "a", "baseline").unwrap().iter().map(|row| row.mean).collect();
        assert_eq!(means, [1.5, 2.5, 4.0]);
    }
}
