use std::io::BufRead;

use crate::report::Row;
use crate::report::table_reader::{Record, TableError, TableReader};
use crate::report::tables::{ComparisonRow, SummaryRow};
use crate::vocabulary::{Metric, Text};

/// A row of `summary.csv`, read back.
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
}

/// A row of `comparison.csv`, read back.
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
        Ok(SummaryRecord { scenario, variant, metric, unit, record })
    }))
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

fn foreign(file: &'static str) -> TableError {
    let message = Text::new("a row of it is not one of ours", "une de ses lignes n'est pas des nôtres");
    TableError { file, message }
}
