use std::fmt;
use std::io::{BufRead, Read};
use std::rc::Rc;

use super::dialect::Dialect;
use crate::vocabulary::{Language, Metric, Say, Text};

/// A table that is not one of ours.
#[doc = include_str!("figures/examples/from_tables.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// Its file.
    pub file: &'static str,
    /// What is wrong.
    pub message: Text,
}

impl Say for TableError {
    fn text(&self) -> Text {
        self.message.clone().of(self.file)
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::En))
    }
}

impl std::error::Error for TableError {}

/// Reads one of our tables row by row, in any dialect.
pub(crate) struct TableReader<R> {
    file: &'static str,
    csv: csv::Reader<R>,
    dialect: Dialect,
    header: Rc<csv::StringRecord>,
}

/// A row of a table with the names of its columns.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    header: Rc<csv::StringRecord>,
    row: csv::StringRecord,
    dialect: Dialect,
}

impl<R: BufRead> TableReader<R> {
    /// Reads the header of `file`, and by it the dialect.
    ///
    /// # Errors
    /// When `source` cannot be read.
    pub(crate) fn new(file: &'static str, mut source: R) -> Result<Self, TableError> {
        let start = source.fill_buf().map_err(|error| fault(file, &error))?;
        let first = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let dialect = if first.contains(&b';') { Dialect::Fr } else { Dialect::Standard };
        let mut csv = csv::ReaderBuilder::new().delimiter(dialect.delimiter()).from_reader(source);
        let header = Rc::new(csv.headers().map_err(|error| fault(file, &error))?.clone());
        Ok(Self { file, csv, dialect, header })
    }
}

impl<R: Read> Iterator for TableReader<R> {
    type Item = Result<Record, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut row = csv::StringRecord::new();
        match self.csv.read_record(&mut row) {
            Ok(false) => None,
            Ok(true) => Some(Ok(Record { header: Rc::clone(&self.header), row, dialect: self.dialect })),
            Err(error) => Some(Err(fault(self.file, &error))),
        }
    }
}

fn fault(file: &'static str, error: &dyn fmt::Display) -> TableError {
    let message =
        Text::new(format!("not one of our tables: {error}"), format!("ce n'est pas une de nos tables : {error}"));
    TableError { file, message }
}

impl Record {
    /// What stands in a column; `None` where there is no such column.
    pub(crate) fn text(&self, column: &str) -> Option<&str> {
        let index = self.header.iter().position(|name| name == column)?;
        self.row.get(index)
    }

    /// The number in a column; `None` where it is undefined, or where there is no such column.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        self.parse(self.text(column)?)
    }

    /// What stands in each column.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        self.row.iter()
    }

    /// How its numbers have their point.
    pub(crate) fn decimal(&self) -> char {
        self.dialect.decimal()
    }

    /// The metric of the row; `None` where it is none.
    pub(crate) fn metric(&self) -> Option<Metric> {
        self.text("metric")?.parse().ok()
    }

    /// The columns from `first` on, with their numbers.
    pub(crate) fn numbers_from(&self, first: &str) -> impl Iterator<Item = (&str, Option<f64>)> {
        let cells = self.header.iter().zip(&self.row).skip_while(move |(name, _)| *name != first);
        cells.map(|(name, text)| (name, self.parse(text)))
    }

    fn parse(&self, text: &str) -> Option<f64> {
        let number = match self.dialect.decimal() {
            '.' => text.parse().ok(),
            comma => text.replace(comma, ".").parse().ok(),
        };
        number.filter(|number: &f64| number.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "scenario,metric,unit,mean\na,reach,people,290.5\nb,reach,people,\n";

    #[test]
    fn a_table_is_read_in_either_dialect() {
        let french = format!("\u{feff}{}", TABLE.replace(',', ";").replace('.', ","));
        for text in [TABLE, &french] {
            let reader = TableReader::new("summary.csv", text.as_bytes()).expect("a table");
            let rows: Vec<Record> = reader.collect::<Result<_, _>>().expect("rows");
            assert_eq!((rows[0].text("scenario"), rows[0].metric()), (Some("a"), Some(Metric::Reach)));
            assert_eq!((rows[0].number("mean"), rows[1].number("mean")), (Some(290.5), None));
            assert_eq!(rows[0].numbers_from("mean").collect::<Vec<_>>(), [("mean", Some(290.5))]);
        }
    }

    #[test]
    fn a_torn_row_is_an_error_with_the_name_of_the_file() {
        let mut reader = TableReader::new("summary.csv", "a,b\n1\n".as_bytes()).expect("a header");
        let error = reader.next().expect("a row").expect_err("torn");
        assert!(error.to_string().starts_with("summary.csv: not one of our tables"), "{error}");
    }
}
