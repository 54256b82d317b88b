use std::io::{self, Write};

use super::cell::{Cell, push, push_shortest};
use super::column::{Column, Field, Row};
use super::dialect::Dialect;

/// Writes rows as CSV: header first, `\n` after each line, RFC 4180 quoting where needed.
pub(crate) struct CsvWriter<W: Write> {
    csv: csv::Writer<W>,
    dialect: Dialect,
    /// What a number is written to first.
    number: String,
}

impl<W: Write> CsvWriter<W> {
    /// Starts a table with these columns.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub(crate) fn new<'c>(
        mut out: W,
        dialect: Dialect,
        columns: impl IntoIterator<Item = &'c Column>,
    ) -> io::Result<Self> {
        if dialect.has_mark() {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut csv = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter())
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(out);
        csv.write_record(columns.into_iter().map(|column| column.name.as_bytes())).map_err(into_io)?;
        Ok(Self { csv, dialect, number: String::new() })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When the output cannot be written, or the row is not as long as the header.
    pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> io::Result<()> {
        for cell in cells {
            let number = &mut self.number;
            number.clear();
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    self.csv.write_field(text.as_bytes()).map_err(into_io)?;
                    continue;
                }
                Cell::Count(count) => push(number, format_args!("{count}")),
                Cell::Integer(integer) => match i64::try_from(integer) {
                    Ok(small) => push(number, format_args!("{small}")),
                    Err(_) => push(number, format_args!("{integer}")),
                },
                Cell::Number(value) => {
                    push_shortest(number, value);
                    if self.dialect.decimal() != '.' {
                        *number = number.replace('.', self.dialect.decimal().encode_utf8(&mut [0; 4]));
                    }
                }
            }
            self.csv.write_field(self.number.as_bytes()).map_err(into_io)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(into_io)
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub(crate) fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}

/// Writes rows of one type.
pub(crate) struct TableWriter<W: Write, R> {
    csv: CsvWriter<W>,
    fields: Vec<Field<R>>,
}

impl<W: Write, R: Row> TableWriter<W, R> {
    /// Starts the table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub(crate) fn new(out: W, dialect: Dialect) -> io::Result<Self> {
        let fields = R::fields();
        Ok(Self { csv: CsvWriter::new(out, dialect, fields.iter().map(|field| &field.column))?, fields })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn row(&mut self, row: &R) -> io::Result<()> {
        self.csv.row(self.fields.iter().map(|field| (field.value)(row)))
    }

    /// Writes rows.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn rows(&mut self, rows: impl IntoIterator<Item = R>) -> io::Result<()> {
        rows.into_iter().try_for_each(|row| self.row(&row))
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub(crate) fn finish(self) -> io::Result<W> {
        self.csv.finish()
    }
}

/// A whole table as the bytes of its file.
///
/// # Errors
/// None in practice: memory takes every byte.
pub fn to_bytes<R: Row>(dialect: Dialect, rows: impl IntoIterator<Item = R>) -> io::Result<Vec<u8>> {
    let mut table = TableWriter::new(Vec::new(), dialect)?;
    table.rows(rows)?;
    table.finish()
}

/// What follows the header of a table: no header holds a line break.
pub fn body(bytes: &[u8]) -> &[u8] {
    bytes.iter().position(|&byte| byte == b'\n').map_or(&[], |end| &bytes[end + 1..])
}

/// Keeps the kind (a closed pipe, a full disk), which the error of the `csv` crate wraps.
fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
