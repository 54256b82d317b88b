use std::fmt;
use std::io::{self, BufRead};

use crate::text;
use crate::vocabulary::{Say, Text, system_reason, unaccented};

/// A table of answers or complaints as people save it: comma, semicolon or tab between fields, with or without a byte order mark,
/// columns by the names in its first line.
///
/// It is read line by line; nothing of it is kept.
#[doc = include_str!("examples/tables.md")]
pub struct Sheet<R> {
    csv: csv::Reader<R>,
    columns: Vec<String>,
    /// Lines read ahead, in order, and how many of them were given out.
    ahead: Vec<csv::ByteRecord>,
    given: usize,
    /// Lines up to the names of the columns, and the number of the line given out last.
    above: u64,
    line: u64,
}

/// How many lines are looked at before the first is given out.
const AHEAD: usize = 1_000;

/// The most bytes of a line of names.
const LONGEST_HEADER: usize = 1 << 20;

/// A table that cannot be read.
#[doc = include_str!("examples/tables.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SheetError {
    /// Reading fails.
    Io(Text),
    /// There is nothing in it.
    Empty,
    /// It is text of another encoding, by its first bytes.
    Encoding(&'static str),
    /// Its first line has no end, or holds what is no text.
    NoText,
    /// There is no line behind the names of the columns.
    NoLines,
    /// No column is called so.
    NoColumn {
        /// The name asked for.
        name: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// Several columns are called so.
    Twice(String),
    /// One column is asked for as two things.
    Both {
        /// Its name.
        column: String,
        /// The flags that ask for it.
        roles: [&'static str; 2],
    },
}

impl Say for SheetError {
    fn text(&self) -> Text {
        match self {
            Self::Io(Text { en, fr }) => text!("cannot be read: {en}", "lecture impossible : {fr}"),
            Self::Empty => Text::new("the file is empty", "le fichier est vide"),
            Self::Encoding(name) => text!(
                "the file is {name}: save it as CSV in UTF-8",
                "le fichier est {name} : enregistrez-le en CSV UTF-8"
            ),
            Self::NoText => Text::new(
                "the first line holds no names of columns in UTF-8: save the file as CSV in UTF-8",
                "la première ligne ne contient pas de noms de colonnes en UTF-8 : enregistrez le fichier en CSV UTF-8",
            ),
            Self::NoLines => Text::new(
                "there is no line behind the names of the columns",
                "aucune ligne ne suit les noms des colonnes",
            ),
            Self::NoColumn { name, columns } if name.parse::<usize>().is_ok() => {
                let (last, names) = (columns.len(), columns.join(", "));
                text!(
                    "there is no column {name}: the columns are 1 to {last}, {names}",
                    "il n'y a pas de colonne {name} : les colonnes vont de 1 à {last}, {names}"
                )
            }
            Self::NoColumn { name, columns } => {
                let columns = columns.join(", ");
                text!(
                    "no column is called `{name}`; the columns are {columns}",
                    "aucune colonne ne s'appelle `{name}` ; les colonnes sont {columns}"
                )
            }
            Self::Twice(name) => text!(
                "two columns are called `{name}`: rename one",
                "deux colonnes s'appellent `{name}` : renommez-en une"
            ),
            Self::Both { column, roles: [one, other] } => text!(
                "{one} and {other} both name the column `{column}`: it can be one of them",
                "{one} et {other} nomment tous deux la colonne `{column}` : elle ne peut être que l'un des deux"
            ),
        }
    }
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for SheetError {}

/// The formats that are taken for a table by mistake, by their first bytes.
const FOREIGN: [(&[u8], &str); 6] = [
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "XLSX/ODS (zip)"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "PDF"),
];

impl<R: BufRead> Sheet<R> {
    /// Reads the names of the columns, and by that line the separator.
    ///
    /// # Errors
    /// Where the source cannot be read, is empty or is no text.
    pub fn new(mut source: R) -> Result<Self, SheetError> {
        let (first, above) = first_line(&mut source)?;
        let separator = separator(&first);
        let reader = |bytes: &[u8]| {
            let mut names = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(bytes);
            let mut record = csv::StringRecord::new();
            names.read_record(&mut record).ok().map(|_| record)
        };
        let names = reader(&first).ok_or(SheetError::NoText)?;
        let columns: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        if columns.iter().all(String::is_empty) {
            return Err(SheetError::NoText);
        }
        let mut csv =
            csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(source);
        let mut ahead = Vec::new();
        while ahead.len() < AHEAD {
            let mut record = csv::ByteRecord::new();
            if !csv.read_byte_record(&mut record).map_err(|error| csv_fault(&error))? {
                break;
            }
            ahead.push(record);
        }
        if ahead.is_empty() {
            return Err(SheetError::NoLines);
        }
        Ok(Self { csv, columns, ahead, given: 0, above, line: above })
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The position of the column of this name, whatever its capitals; else of this number, from 1.
    ///
    /// # Errors
    /// Where there is none, or there are two.
    pub fn column(&self, name: &str) -> Result<usize, SheetError> {
        let wanted = plain(name);
        let mut found = (0..self.columns.len()).filter(|&at| plain(&self.columns[at]) == wanted);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(_), Some(_)) => Err(SheetError::Twice(name.trim().to_owned())),
            (None, _) => match name.trim().parse::<usize>() {
                Ok(number) if (1..=self.columns.len()).contains(&number) => Ok(number - 1),
                _ => Err(SheetError::NoColumn { name: name.trim().to_owned(), columns: self.columns.clone() }),
            },
        }
    }

    /// The first column that has one of these names.
    pub fn column_of(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let wanted = plain(name);
            self.columns.iter().position(|column| plain(column) == wanted)
        })
    }

    /// The first lines, which are given out like all others later.
    pub fn first_lines(&self) -> &[csv::ByteRecord] {
        &self.ahead
    }

    /// The number in the file, from 1, of the line that was given out last; behind empty lines, of the first of these.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// Puts the next line into `record`; `false` at the end.
    ///
    /// # Errors
    /// Where the source cannot be read.
    pub fn next_line(&mut self, record: &mut csv::ByteRecord) -> Result<bool, SheetError> {
        if let Some(kept) = self.ahead.get_mut(self.given) {
            std::mem::swap(kept, record);
            self.given += 1;
        } else if !self.csv.read_byte_record(record).map_err(|error| csv_fault(&error))? {
            return Ok(false);
        }
        self.line = record.position().map_or(self.line + 1, |at| self.above + at.line());
        Ok(true)
    }
}

/// The bytes of the first line that is not empty, quotes closed, and how many lines that makes with those above.
fn first_line(source: &mut impl BufRead) -> Result<(Vec<u8>, u64), SheetError> {
    let io = |error: io::Error| SheetError::Io(system_reason(&error));
    let start = source.fill_buf().map_err(io)?;
    if let Some((_, name)) = FOREIGN.iter().find(|(mark, _)| start.starts_with(mark)) {
        return Err(SheetError::Encoding(name));
    }
    if start.starts_with(b"\xef\xbb\xbf") {
        source.consume(3);
    }
    let mut line = Vec::new();
    let mut lines = 0;
    loop {
        let before = line.len();
        let mut piece = io::Read::take(&mut *source, LONGEST_HEADER as u64);
        piece.read_until(b'\n', &mut line).map_err(io)?;
        if line.len() == before {
            break;
        }
        lines += 1;
        if line.len() >= LONGEST_HEADER {
            return Err(SheetError::NoText);
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            line.clear();
        } else if !line.iter().fold(false, |quoted, &byte| quoted ^ (byte == b'"')) {
            break;
        }
    }
    if line.is_empty() {
        return Err(SheetError::Empty);
    }
    let is_text = std::str::from_utf8(&line).is_ok_and(|text| !text.contains('\0'));
    if is_text { Ok((line, lines)) } else { Err(SheetError::NoText) }
}

/// The separator that stands most often outside quotes.
fn separator(line: &[u8]) -> u8 {
    let count = |wanted: u8| {
        let mut quoted = false;
        let outside = |&&byte: &&u8| {
            quoted ^= byte == b'"';
            !quoted && byte == wanted
        };
        line.iter().filter(outside).count()
    };
    // Of two as frequent the later one: commas stand inside names, too.
    [b',', b'\t', b';'].into_iter().max_by_key(|&byte| count(byte)).unwrap_or(b',')
}

/// A name without capitals, accents and signs: `A réclamé ?` is `a reclame`.
pub fn plain(name: &str) -> String {
    let mut text = String::new();
    for letter in name.to_lowercase().chars().map(unaccented) {
        if letter.is_alphanumeric() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn csv_fault(error: &csv::Error) -> SheetError {
    SheetError::Io(match error.kind() {
        csv::ErrorKind::Io(error) => system_reason(error),
        _ => Text::new(error.to_string(), "ce n'est pas du CSV"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let mut sheet = Sheet::new(text.as_bytes()).expect("a table");
        let mut rows = Vec::new();
        let mut record = csv::ByteRecord::new();
        while sheet.next_line(&mut record).expect("readable") {
            rows.push(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
        }
        (sheet.columns().to_vec(), rows)
    }

    #[test]
    fn separators_marks_and_line_ends_are_understood() {
        let plain = rows("customer,told\na,3\nb,4\n");
        for text in [
            "customer;told\na;3\nb;4",
            "\u{feff}customer;told\r\na;3\r\nb;4\r\n",
            "customer\ttold\na\t3\nb\t4\n",
            "\n\ncustomer,told\n\na,3\n\nb,4\n",
            "\"customer\",\"told\"\n\"a\",\"3\"\nb,4",
        ] {
            assert_eq!(rows(text), plain, "{text:?}");
        }
    }

    #[test]
    fn names_of_columns_know_neither_capitals_nor_accents() {
        let sheet = Sheet::new("A réclamé ?;À combien de personnes ?\noui;3\n".as_bytes()).expect("a table");
        assert_eq!(sheet.column("a reclame"), Ok(0));
        assert_eq!(sheet.column("2"), Ok(1));
        assert_eq!(sheet.column_of(&["told", "a combien de personnes"]), Some(1));
        assert!(matches!(sheet.column("told"), Err(SheetError::NoColumn { .. })));
    }

    #[test]
    fn lines_are_numbered_as_in_the_file() {
        let mut sheet = Sheet::new("\n\"a\nb\",c\n1,2\n\"3\n\",4\n5,6".as_bytes()).expect("a table");
        let mut record = csv::ByteRecord::new();
        let mut lines = Vec::new();
        while sheet.next_line(&mut record).expect("readable") {
            lines.push(sheet.line());
        }
        assert_eq!(lines, [4, 5, 7]);
    }

    #[test]
    fn what_is_no_table_is_named() {
        let of = |bytes: &'static [u8]| Sheet::new(bytes).err();
        assert_eq!(of(b""), Some(SheetError::Empty));
        assert_eq!(of(b"\n\n"), Some(SheetError::Empty));
        assert_eq!(of(b"a,b\n"), Some(SheetError::NoLines));
        assert_eq!(of(b"\xff\xfea\0"), Some(SheetError::Encoding("UTF-16")));
        assert_eq!(of(b"PK\x03\x04"), Some(SheetError::Encoding("XLSX/ODS (zip)")));
        assert_eq!(of(b"r\xe9clam\xe9;b\n1;2\n"), Some(SheetError::NoText));
        let sheet = Sheet::new("a,A\n1,2\n".as_bytes()).expect("a table");
        assert_eq!(sheet.column("a"), Err(SheetError::Twice("a".to_owned())));
    }
}
