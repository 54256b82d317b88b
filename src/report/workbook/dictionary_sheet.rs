use rust_xlsxwriter::XlsxError;

use super::described::DescribedTable;
use super::sheet::{Formats, Sheet};
use super::words::{Words, sheet_name};
use crate::vocabulary::{Language, METRICS, MINUS, set_in};

/// What every column of every table means, and every metric.
pub(super) fn dictionary_sheet(
    mut sheet: Sheet<'_>,
    tables: &[DescribedTable],
    formats: &Formats,
    language: Language,
) -> Result<(), XlsxError> {
    let words = Words::of(language);
    for (column, head) in (0..).zip([words.table, words.column, words.kind, words.unit, words.meaning]) {
        sheet.text(column, head, Some(&formats.head))?;
    }
    sheet.row += 1;
    for table in tables {
        let name = sheet_name(&table.name, language);
        sheet.text(0, name, Some(&formats.bold))?;
        sheet.text(4, &set(table.meaning(language), language), Some(&formats.bold))?;
        sheet.row += 1;
        for column in &table.columns {
            let meaning = set(column.meaning(language), language);
            let cells = [name, &column.name, &column.kind, &column.unit, &meaning];
            for (place, cell) in (0..).zip(cells) {
                sheet.text(place, cell, Some(&formats.wrapped))?;
            }
            sheet.row += 1;
        }
    }
    for info in &METRICS {
        let meaning = set(info.metric.meaning(language), language);
        let cells = ["metric", info.name, "", info.unit.name("currency"), &meaning];
        for (place, cell) in (0..).zip(cells) {
            sheet.text(place, cell, Some(&formats.wrapped))?;
        }
        sheet.row += 1;
    }
    sheet.inner.set_freeze_panes(1, 0)?;
    sheet.set_widths()
}

/// A meaning as printers set it: what is subtracted has a minus, French its spaces and apostrophes.
fn set(meaning: &str, language: Language) -> String {
    set_in(&meaning.replace(" - ", &format!(" {MINUS} ")), language)
}
