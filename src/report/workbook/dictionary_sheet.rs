use rust_xlsxwriter::XlsxError;

use super::described::DescribedTable;
use super::sheet::{Formats, Sheet};
use super::words::{Words, sheet_name};
use crate::vocabulary::{Language, METRICS};

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
        sheet.text(4, table.meaning(language), Some(&formats.bold))?;
        sheet.row += 1;
        for column in &table.columns {
            let cells = [name, &column.name, &column.kind, &column.unit, column.meaning(language)];
            for (place, cell) in (0..).zip(cells) {
                sheet.text(place, cell, Some(&formats.wrapped))?;
            }
            sheet.row += 1;
        }
    }
    for info in &METRICS {
        let cells = ["metric", info.name, "", info.unit.name("currency"), info.metric.meaning(language)];
        for (place, cell) in (0..).zip(cells) {
            sheet.text(place, cell, Some(&formats.wrapped))?;
        }
        sheet.row += 1;
    }
    sheet.inner.set_freeze_panes(1, 0)?;
    sheet.set_widths()
}
