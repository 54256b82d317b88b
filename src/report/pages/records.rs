use std::collections::BTreeMap;
use std::io::{self, BufRead};

use crate::experiment::Results;
use crate::report::table_reader::{Record, TableError, TableReader};
use crate::report::tables::{ComparisonRow, DistributionRow, ExactRow, SummaryRow, comparison_rows, summary_rows};
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
    /// The share of the replicates that reach p90, where they were counted.
    reaching_p90: Option<f64>,
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

    /// The share of the replicates that reach p90: counted where [`add_counts`] was told the distributions, `None` where not.
    pub fn reaching_p90(&self) -> Option<f64> {
        self.reaching_p90
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
        Ok(SummaryRecord { scenario, variant, metric, unit, record, law: None, reaching_p90: None })
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

/// Adds what a `distribution.csv` counts at the quantiles to the rows of a summary; nothing where it is empty.
///
/// # Errors
/// When a table that is there cannot be read.
pub fn add_counts<R: BufRead>(summary: &mut [SummaryRecord], mut distribution: R) -> Result<(), TableError> {
    if distribution.fill_buf().is_ok_and(<[u8]>::is_empty) {
        return Ok(());
    }
    let mut bins: BTreeMap<_, Vec<(f64, f64)>> = BTreeMap::new();
    for row in TableReader::new(DistributionRow::TABLE.file, distribution)? {
        let record = row?;
        let text = |column| record.text(column).unwrap_or_default().to_owned();
        if let (Some(metric), Some(from), Some(count)) =
            (record.metric(), record.number("from"), record.number("count"))
        {
            bins.entry((text("scenario"), text("variant"), metric.name())).or_default().push((from, count));
        }
    }
    for own in summary {
        let key = (own.scenario.clone(), own.variant.clone(), own.metric.name());
        own.reaching_p90 = bins.get(&key).zip(own.number("p90")).and_then(|(bins, p90)| counted_from(bins, p90));
    }
    Ok(())
}

/// The share of the cases in the bins from `value` on; `None` where none begins there.
fn counted_from(bins: &[(f64, f64)], value: f64) -> Option<f64> {
    let sum = |least: f64| bins.iter().filter(|bin| bin.0 >= least).map(|bin| bin.1).sum::<f64>();
    let all = sum(f64::NEG_INFINITY);
    (all > 0.0 && bins.iter().any(|bin| bin.0 == value)).then(|| sum(value) / all)
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
    let summary = summary_records(summary.as_slice()).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let summary = summary.map(|mut records| {
        count(&mut records, results);
        records
    });
    let comparison = difference_records(comparison.as_slice()).and_then(Iterator::collect::<Result<_, _>>);
    Ok((summary.map_err(io::Error::other)?, comparison.map_err(io::Error::other)?))
}

/// What [`add_counts`] reads, of results in memory.
fn count(summary: &mut [SummaryRecord], results: &Results) {
    for (named, model) in results.models.iter().zip(&results.ensemble.models) {
        for own in summary.iter_mut().filter(|own| own.variant == named.variant) {
            let Some(distribution) = &model.distributions[own.metric.index()] else { continue };
            let bins: Vec<(f64, f64)> =
                distribution.bins.iter().map(|bin| (bin.from as f64, bin.count as f64)).collect();
            own.reaching_p90 = own.number("p90").and_then(|p90| counted_from(&bins, p90));
        }
    }
}

fn foreign(file: &'static str) -> TableError {
    let message = Text::new("a row of it is not one of ours", "une de ses lignes n'est pas des nôtres");
    TableError { file, message }
}
