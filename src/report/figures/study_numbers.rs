use super::records::{Record, rows};
use super::{TableError, TableFiles};
use crate::report::Row as _;
use crate::report::tables::{CrossingRow, SWEEP, TornadoRow, WorthRow};
use crate::vocabulary::Metric;

/// What `sensitivity`, `sweep` and `worth` found about one variant of one scenario.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyNumbers {
    /// Rows of `tornado.csv`.
    pub tornado: Vec<TornadoNumbers>,
    /// Rows of `sweep.csv`.
    pub sweep: Vec<SweptNumbers>,
    /// Rows of `crossing.csv`.
    pub crossings: Vec<CrossingNumbers>,
    /// Rows of `worth.csv`.
    pub worth: Vec<WorthNumbers>,
}

/// A row of `tornado.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoNumbers {
    /// The metric.
    pub metric: Metric,
    /// The unknown.
    pub path: String,
    /// Its 10 % and 90 % quantiles.
    pub quantiles: (f64, f64),
    /// The means of the metric there.
    pub means: (f64, f64),
    /// The standard error of their difference; 0 by formula.
    pub std_error: f64,
}

/// A row of `sweep.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct SweptNumbers {
    /// The parameters that are varied, and their values at this point.
    pub values: Vec<(String, f64)>,
    /// The metric.
    pub metric: Metric,
    /// The mean, by formula where there is one.
    pub mean: f64,
    /// Whether it is by formula.
    pub by_formula: bool,
    /// The 5 % and 95 % quantiles.
    pub band: Option<(f64, f64)>,
    /// The mean of the scenario as it is, by the same replicates.
    pub baseline: f64,
}

/// A row of `crossing.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct CrossingNumbers {
    /// The parameter.
    pub path: String,
    /// The metric.
    pub metric: Metric,
    /// What it is to reach; `None`: what it is at the baseline.
    pub target: Option<f64>,
    /// Where it does; `None` where it does not.
    pub value: Option<f64>,
    /// The 95 % interval; `None` by formula.
    pub interval: Option<(f64, f64)>,
}

/// A row of `worth.csv`.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct WorthNumbers {
    /// The unknown, or `dummy`; empty for all of them.
    pub path: String,
    /// How many are asked.
    pub respondents: Option<f64>,
    /// What that is worth.
    pub value: f64,
    /// Its standard error; 0 by formula.
    pub std_error: f64,
    /// What the survey costs.
    pub cost: Option<f64>,
}

impl StudyNumbers {
    /// Reads what the tables say of one variant.
    ///
    /// # Errors
    /// When a table is not CSV.
    pub fn read(files: &TableFiles, scenario: &str, variant: &str) -> Result<Self, TableError> {
        let own = |record: &Record<'_>| record.text("variant") == Some(variant);
        Ok(Self {
            tornado: rows(TornadoRow::TABLE.file, &files.tornado, scenario, |record| {
                own(record).then(|| tornado(record)).flatten()
            })?,
            sweep: rows(SWEEP.file, &files.sweep, scenario, |record| own(record).then(|| swept(record)).flatten())?,
            crossings: rows(CrossingRow::TABLE.file, &files.crossing, scenario, |record| {
                own(record).then(|| crossing(record)).flatten()
            })?,
            worth: rows(WorthRow::TABLE.file, &files.worth, scenario, worth)?,
        })
    }
}

fn tornado(record: &Record<'_>) -> Option<TornadoNumbers> {
    Some(TornadoNumbers {
        metric: record.metric()?,
        path: record.text("path")?.to_owned(),
        quantiles: (record.number("low")?, record.number("high")?),
        means: (record.number("at_low")?, record.number("at_high")?),
        std_error: record.number("std_error")?,
    })
}

/// A row whose mean is not defined says nothing.
fn swept(record: &Record<'_>) -> Option<SweptNumbers> {
    let (mean, expected) = (record.number("mean")?, record.number("expected"));
    Some(SweptNumbers {
        values: record.between("point", "metric"),
        metric: record.metric()?,
        mean: expected.unwrap_or(mean),
        by_formula: expected.is_some(),
        band: record.number("p05").zip(record.number("p95")),
        baseline: mean - record.number("difference")?,
    })
}

fn crossing(record: &Record<'_>) -> Option<CrossingNumbers> {
    Some(CrossingNumbers {
        path: record.text("path")?.to_owned(),
        metric: record.metric()?,
        target: record.number("target"),
        value: record.number("value"),
        interval: record.number("ci_low").zip(record.number("ci_high")),
    })
}

fn worth(record: &Record<'_>) -> Option<WorthNumbers> {
    Some(WorthNumbers {
        path: record.text("path").unwrap_or_default().to_owned(),
        respondents: record.number("respondents"),
        value: record.number("value")?,
        std_error: record.number("std_error")?,
        cost: record.number("cost"),
    })
}
