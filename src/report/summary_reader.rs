use std::io::{self, Read};

use super::dialect::Dialect;
use crate::vocabulary::Metric;

/// A row of `summary.csv`, read back.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryRecord {
    /// The scenario's name.
    pub scenario: String,
    /// The variant's name.
    pub variant: String,
    /// The metric.
    pub metric: Metric,
    /// The metric's unit.
    pub unit: String,
    numbers: Vec<(String, Option<f64>)>,
}

impl SummaryRecord {
    /// The number in a column; `None` where it is undefined, or where there is no such column.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.numbers.iter().find(|(name, _)| name == column).and_then(|(_, number)| *number)
    }

    /// The columns from `replicates` on, with their numbers.
    pub fn numbers(&self) -> impl Iterator<Item = (&str, Option<f64>)> {
        self.numbers.iter().map(|(name, number)| (name.as_str(), *number))
    }
}

/// Reads a `summary.csv` row by row.
pub struct SummaryReader<R> {
    csv: csv::Reader<R>,
    dialect: Dialect,
    columns: Vec<String>,
}

/// The columns of text, which stand first.
const TEXTS: usize = 4;

impl<R: Read> SummaryReader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// When `source` cannot be read.
    pub fn new(source: R, dialect: Dialect) -> io::Result<Self> {
        let mut csv = csv::ReaderBuilder::new().delimiter(dialect.delimiter()).from_reader(source);
        let columns = csv.headers()?.iter().map(str::to_owned).collect();
        Ok(Self { csv, dialect, columns })
    }

    fn parse(&self, row: &csv::StringRecord) -> Option<SummaryRecord> {
        let text = |index| row.get(index).map(str::to_owned);
        let number = |text: &str| text.replace(self.dialect.decimal(), ".").parse().ok();
        let numbers = self.columns.iter().zip(row).skip(TEXTS).map(|(name, text)| (name.clone(), number(text)));
        Some(SummaryRecord {
            scenario: text(0)?,
            variant: text(1)?,
            metric: row.get(2)?.parse().ok()?,
            unit: text(3)?,
            numbers: numbers.collect(),
        })
    }
}

impl<R: Read> Iterator for SummaryReader<R> {
    type Item = io::Result<SummaryRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut row = csv::StringRecord::new();
        match self.csv.read_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                let record = self.parse(&row);
                Some(record.ok_or_else(|| io::Error::other("a row of the summary is not one of ours")))
            }
            Err(error) => Some(Err(error.into())),
        }
    }
}
