use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};

use super::page_parts::heading;
use super::words::Words;
use crate::vocabulary::{Language, format_number};

/// A table of a report.
#[doc = include_str!("examples/page.md")]
#[derive(Debug)]
pub struct ReportedTable {
    /// Its file.
    pub file: String,
    /// Its text, in the standard dialect.
    pub csv: Vec<u8>,
    /// The columns that are shown; none: it can be downloaded only.
    pub shown: Vec<&'static str>,
}

/// The most rows that the page shows; the file has all of them.
const MOST_ROWS: usize = 400;

/// A table that can be sorted where scripts run, and downloaded whole where they do not.
pub(super) fn csv_table(table: &ReportedTable, level: u8, words: &Words, language: Language) -> Markup {
    let mut reader = csv::Reader::from_reader(table.csv.as_slice());
    let header: Vec<String> = reader.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
    let places: Vec<usize> =
        table.shown.iter().filter_map(|name| header.iter().position(|known| known == name)).collect();
    let rows: Vec<csv::StringRecord> = reader.into_records().filter_map(Result::ok).take(MOST_ROWS).collect();
    let is_number = |place: usize| {
        rows.iter().filter_map(|row| row.get(place)).all(|field| field.is_empty() || field.parse::<f64>().is_ok())
    };
    let numbers: Vec<bool> = places.iter().map(|&place| is_number(place)).collect();
    let address = format!("data:text/csv;charset=utf-8;base64,{}", STANDARD.encode(&table.csv));
    html! {
        (heading(level, &table.file))
        p { a download=(table.file) href=(address) { (words.download) } }
        @if !places.is_empty() {
            div.scroll tabindex="0" role="group" aria-label=(table.file) {
                table.sortable {
                    thead { tr { @for (&place, &number) in places.iter().zip(&numbers) {
                        th scope="col" .number[number] { button type="button" title=(words.sort) { (header[place]) } }
                    } } }
                    tbody { @for row in &rows {
                        tr { @for (&place, &number) in places.iter().zip(&numbers) {
                            @let field = row.get(place).unwrap_or_default();
                            td .number[number] data-value=(field) { (shown(field, number, language)) }
                        } }
                    } }
                }
            }
        }
    }
}

/// A number to read, with four digits that matter; the cell keeps the whole.
fn shown(field: &str, is_number: bool, language: Language) -> String {
    match field.parse::<f64>() {
        Ok(value) if is_number => {
            let decimals = if value == 0.0 { 0 } else { (3 - value.abs().log10().floor() as i32).clamp(0, 6) };
            let text = format_number(value, decimals as usize, language);
            let mark = if language == Language::Fr { ',' } else { '.' };
            if text.contains(mark) { text.trim_end_matches('0').trim_end_matches(mark).to_owned() } else { text }
        }
        _ => field.to_owned(),
    }
}
