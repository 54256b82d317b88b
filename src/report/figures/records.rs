use super::TableError;
use crate::report::Dialect;
use crate::vocabulary::{Metric, Text};

/// A row with the names of its columns.
pub(super) struct Record<'a> {
    header: &'a csv::StringRecord,
    row: csv::StringRecord,
    dialect: Dialect,
}

impl Record<'_> {
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        let index = self.header.iter().position(|name| name == column)?;
        self.row.get(index)
    }

    pub(super) fn number(&self, column: &str) -> Option<f64> {
        let text = self.text(column)?.replace(self.dialect.decimal(), ".");
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The numbers between two columns, each with the name of its column.
    pub(super) fn between(&self, first: &str, last: &str) -> Vec<(String, f64)> {
        let place = |column: &str| self.header.iter().position(|name| name == column);
        let (Some(first), Some(last)) = (place(first), place(last)) else { return Vec::new() };
        let names = self.header.iter().take(last).skip(first + 1);
        names.filter_map(|name| Some((name.to_owned(), self.number(name)?))).collect()
    }

    pub(super) fn metric(&self) -> Option<Metric> {
        self.text("metric")?.parse().ok()
    }
}

/// The rows of a table that `keep` turns into something; rows of other scenarios are passed over.
pub(super) fn rows<T>(
    file: &'static str,
    bytes: &[u8],
    scenario: &str,
    keep: impl Fn(&Record<'_>) -> Option<T>,
) -> Result<Vec<T>, TableError> {
    let fault = |error: csv::Error| {
        let message = Text::new(error.to_string(), "ce n'est pas une de nos tables CSV");
        TableError { file, message }
    };
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let dialect = if first.contains(&b';') { Dialect::Fr } else { Dialect::Standard };
    let mut reader = csv::ReaderBuilder::new().delimiter(dialect.delimiter()).from_reader(bytes);
    let header = reader.headers().map_err(fault)?.clone();
    let mut kept = Vec::new();
    for row in reader.into_records() {
        let record = Record { header: &header, row: row.map_err(fault)?, dialect };
        if record.text("scenario") == Some(scenario) {
            kept.extend(keep(&record));
        }
    }
    Ok(kept)
}
