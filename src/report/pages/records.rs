use std::io::{self, BufRead};

use crate::experiment::Results;
use crate::report::table_reader::{Record, TableError, TableReader};
use crate::report::tables::{ComparisonRow, ExactRow, SummaryRow, comparison_rows, summary_rows};
use crate::report::{Dialect, Row, to_bytes};
use crate::scenario::Scenario;
use crate::vocabulary::{Metric, Text};

/// A row of `summary.csv`, read back.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Debug)]
pub struct SummaryRecord {
    /// The scenario's name.
    pub scenario: String,
    /// The variant's name.
    pub variant: String,
    /// The metric.
    pub metric: Metric,
    /// The metric's unit.
    pub unit: String,
    record: Record,
    /// The row of `exact.csv`, where the law is known.
    law: Option<Record>,
}

/// A row of `comparison.csv`, read back.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Debug)]
pub struct DifferenceRecord {
    /// The scenario's name.
    pub scenario: String,
    /// The variant's name.
    pub variant: String,
    /// The name of the metric, or `break_even`.
    pub metric: String,
    record: Record,
}

impl SummaryRecord {
    /// The number in a column; `None` where it is undefined, or where there is no such column.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.record.number(column)
    }

    /// A quantile, `p05` to `p999`: by formula where the law is known, else of the replicates.
    pub fn quantile(&self, column: &str) -> Option<f64> {
        self.law.as_ref().and_then(|law| law.number(column)).or_else(|| self.number(column))
    }

    /// Whether the law is known, and quantiles are by formula.
    pub fn has_law(&self) -> bool {
        self.law.is_some()
    }

    /// The columns from `replicates` on, with their numbers.
    pub fn numbers(&self) -> impl Iterator<Item = (&str, Option<f64>)> {
        self.record.numbers_from("replicates")
    }

    /// The mean that is shown: by formula where there is one, else that of the replicates.
    pub fn best_mean(&self) -> Option<f64> {
        self.number("expected").or_else(|| self.number("mean"))
    }
}

impl DifferenceRecord {
    /// The number in a column; `None` where it is undefined, or where there is no such column.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.record.number(column)
    }

    /// The columns from `baseline_mean` on, with their numbers.
    pub fn numbers(&self) -> impl Iterator<Item = (&str, Option<f64>)> {
        self.record.numbers_from("baseline_mean")
    }
}

/// The rows of a `summary.csv`, in its order.
///
/// # Errors
/// When the header cannot be read; each row may be an error of its own.
pub fn summary_records<R: BufRead>(
    source: R,
) -> Result<impl Iterator<Item = Result<SummaryRecord, TableError>>, TableError> {
    let reader = TableReader::new(SummaryRow::TABLE.file, source)?;
    Ok(reader.map(|row| {
        let record = row?;
        let own = || {
            let text = |column| record.text(column).map(str::to_owned);
            Some((text("scenario")?, text("variant")?, record.metric()?, text("unit")?))
        };
        let (scenario, variant, metric, unit) = own().ok_or_else(|| foreign(SummaryRow::TABLE.file))?;
        Ok(SummaryRecord { scenario, variant, metric, unit, record, law: None })
    }))
}

/// Adds what an `exact.csv` says of the laws to the rows of a summary; nothing where it is empty.
///
/// # Errors
/// When a table that is there cannot be read.
pub fn add_laws<R: BufRead>(summary: &mut [SummaryRecord], mut exact: R) -> Result<(), TableError> {
    if exact.fill_buf().is_ok_and(<[u8]>::is_empty) {
        return Ok(());
    }
    for row in TableReader::new(ExactRow::TABLE.file, exact)? {
        let record = row?;
        let (scenario, variant, metric) = (record.text("scenario"), record.text("variant"), record.metric());
        let own = summary.iter_mut().find(|own| {
            Some(own.scenario.as_str()) == scenario
                && Some(own.variant.as_str()) == variant
                && Some(own.metric) == metric
        });
        if let Some(own) = own {
            own.law = Some(record);
        }
    }
    Ok(())
}

/// The rows of a `comparison.csv`, in its order.
///
/// # Errors
/// When the header cannot be read; each row may be an error of its own.
pub fn difference_records<R: BufRead>(
    source: R,
) -> Result<impl Iterator<Item = Result<DifferenceRecord, TableError>>, TableError> {
    let reader = TableReader::new(ComparisonRow::TABLE.file, source)?;
    Ok(reader.map(|row| {
        let record = row?;
        let own = || {
            let text = |column| record.text(column).map(str::to_owned);
            Some((text("scenario")?, text("variant")?, text("metric")?))
        };
        let (scenario, variant, metric) = own().ok_or_else(|| foreign(ComparisonRow::TABLE.file))?;
        Ok(DifferenceRecord { scenario, variant, metric, record })
    }))
}

/// The rows of both tables of results in memory, without the laws that [`add_laws`] adds: a page of a run and a page of its
/// files are the same.
///
/// # Errors
/// None in practice: memory takes every byte.
pub fn records_of(scenario: &Scenario, results: &Results) -> io::Result<(Vec<SummaryRecord>, Vec<DifferenceRecord>)> {
    let summary = to_bytes::<SummaryRow<'_>>(Dialect::Standard, summary_rows(scenario, results))?;
    let comparison = to_bytes::<ComparisonRow<'_>>(Dialect::Standard, comparison_rows(scenario, results))?;
    let summary = summary_records(summary.as_slice()).and_then(Iterator::collect::<Result<_, _>>);
    let comparison = difference_records(comparison.as_slice()).and_then(Iterator::collect::<Result<_, _>>);
    Ok((summary.map_err(io::Error::other)?, comparison.map_err(io::Error::other)?))
}

fn foreign(file: &'static str) -> TableError {
    let message = Text::new("a row of it is not one of ours", "une de ses lignes n'est pas des nôtres");
    TableError { file, message }
}
