use std::collections::BTreeMap;
use std::ops::Range;

use rust_xlsxwriter::{Format, XlsxError};

use super::described::DescribedTable;
use super::sheet::{Formats, Sheet};
use super::words::Words;
use crate::report::table_reader::{Record, TableReader};

/// The most rows that a sheet takes beside its heads.
const MOST_ROWS: u32 = 1_048_575;

/// Where the rows of a scenario, a variant and a metric stand in a sheet.
pub(super) type Places = BTreeMap<[String; 3], Range<u32>>;

/// A table as it stands in its files: the names of its columns, then its rows; numbers are numbers, and what is undefined is
/// empty. Of a table of several scenarios only those of `names`.
pub(super) fn table_sheet(
    mut sheet: Sheet<'_>,
    table: &DescribedTable,
    names: &[&str],
    formats: &Formats,
    words: &Words,
) -> Result<Places, XlsxError> {
    let headed = |column: &super::described::DescribedColumn| {
        if column.is_number() { formats.head_number.clone() } else { formats.head.clone() }
    };
    for (place, column) in table.columns.iter().enumerate() {
        sheet.text(place as u16, &column.name, Some(&headed(column)))?;
    }
    let numbers: Vec<Format> =
        table.columns.iter().map(|column| Format::new().set_num_format(column.format())).collect();
    let mut places = Places::new();
    for record in rows(table, names) {
        if sheet.row == MOST_ROWS {
            sheet.inner.set_footer(format!("&L{}", words.cut));
            break;
        }
        sheet.row += 1;
        for (place, column) in table.columns.iter().enumerate() {
            let at = place as u16;
            match record.number(&column.name) {
                Some(value) if column.is_number() => sheet.number(at, value, &numbers[place])?,
                // An undefined number is an empty cell.
                None if column.is_number() => {}
                _ => {
                    let text = record.text(&column.name).unwrap_or_default();
                    if !text.is_empty() {
                        sheet.text(at, text, None)?;
                    }
                }
            }
        }
        let key = ["scenario", "variant", "metric"].map(|name| record.text(name).unwrap_or_default().to_owned());
        let row = sheet.row;
        places.entry(key).and_modify(|range: &mut Range<u32>| range.end = row + 1).or_insert(row..row + 1);
    }
    let last = table.columns.len().saturating_sub(1) as u16;
    sheet.inner.set_freeze_panes(1, 0)?;
    sheet.inner.autofilter(0, 0, sheet.row.max(1), last)?;
    sheet.inner.set_repeat_rows(0, 0)?;
    sheet.inner.set_landscape();
    sheet.set_widths()?;
    Ok(places)
}

/// The rows of all files of a table.
fn rows<'t>(table: &'t DescribedTable, names: &'t [&str]) -> impl Iterator<Item = Record> + 't {
    let read = |bytes: &'t Vec<u8>| {
        // A byte order mark is no part of the first name.
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        TableReader::new("", text).into_iter().flatten().filter_map(Result::ok)
    };
    let is_wanted = |record: &Record| record.text("scenario").is_none_or(|scenario| names.contains(&scenario));
    table.files.iter().flat_map(read).filter(is_wanted)
}
