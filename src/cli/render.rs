use std::fmt::Write as _;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use rumeur::report::pages::{Grid, Page, Part};
use rumeur::vocabulary::Language;

/// Lines of sentences are broken here.
const SENTENCE_WIDTH: usize = 100;

/// Tables are as wide as the terminal, and where there is none, as narrow as the narrowest that people use.
const TABLE_WIDTH: u16 = 80;

/// Words of a table are broken no shorter than this.
const NARROWEST: u16 = 16;

/// A page as the terminal shows it: tables without lines, an empty line between parts.
pub(super) fn render(page: &Page, language: Language) -> String {
    let mut text = String::new();
    let mut before: Option<&Part> = None;
    for part in &page.parts {
        // A title stands right above its sentences.
        let is_close = matches!((before, part), (Some(Part::Heading(_)), Part::Sentences(_)));
        if before.is_some() && !is_close {
            text.push('\n');
        }
        match part {
            Part::Heading(title) => text += &format!("{title}\n"),
            Part::Table(grid) => text += &table(grid, language),
            Part::Sentences(sentences) if is_close => {
                sentences.iter().for_each(|sentence| text += &indented(sentence));
            }
            Part::Sentences(sentences) => sentences.iter().for_each(|sentence| text += &format!("{sentence}\n")),
        }
        before = Some(part);
    }
    text
}

fn table(grid: &Grid, language: Language) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let has_heads = grid.columns.iter().any(|head| !head.text.is_empty());
    if has_heads {
        table.set_header(grid.columns.iter().map(|head| head.text.as_str()));
    }
    let width = grid.columns.len();
    for row in &grid.rows {
        let mut cells: Vec<String> = row.iter().map(|cell| cell.say(language)).collect();
        cells.resize(width, String::new());
        table.add_row(cells);
    }
    for (column, head) in table.column_iter_mut().zip(&grid.columns) {
        column.set_padding((0, 2));
        if head.is_number {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let widths = table.column_max_content_widths();
    let all: u16 = widths.iter().map(|width| width + 2).sum();
    let over = all.saturating_sub(2).saturating_sub(room());
    if over > 0 {
        // The widest column of words gives way.
        let words = widths.iter().zip(&grid.columns).enumerate().filter(|(_, (_, head))| !head.is_number);
        if let Some((at, (&widest, _))) = words.max_by_key(|(_, (width, _))| **width)
            && let Some(column) = table.column_mut(at)
        {
            let narrow = widest.saturating_sub(over).max(NARROWEST.min(widest)) + 2;
            column.set_constraint(comfy_table::ColumnConstraint::Absolute(comfy_table::Width::Fixed(narrow)));
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::MAX);
        }
    }
    format!("{}\n", table.trim_fmt())
}

/// The columns that a line may take.
fn room() -> u16 {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    columns.unwrap_or(TABLE_WIDTH)
}

/// The words of `text` in lines of two spaces and at most [`SENTENCE_WIDTH`] characters.
fn indented(text: &str) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        let size = word.chars().count();
        let (before, margin) = match length {
            0 => ("  ", 2),
            _ if length + 1 + size > SENTENCE_WIDTH => ("\n    ", 4),
            _ => (" ", length + 1),
        };
        length = margin + size;
        // Writing to a string cannot fail.
        let _ = write!(lines, "{before}{word}");
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use rumeur::report::pages::{Entry, Head};

    #[test]
    fn long_texts_are_broken_between_words() {
        let text = indented(&"word ".repeat(50));
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.len() <= SENTENCE_WIDTH), "{text}");
        assert_eq!(text.split_whitespace().count(), 50);
    }

    #[test]
    fn a_wide_table_breaks_its_words_and_keeps_its_numbers() {
        let columns = vec![Head::words("variant"), Head::number("net loss\nEUR a month")];
        let long = "call every guest after the stay and give loyalty points to whoever answers, the day after";
        let rows = vec![vec![Entry::words(long), Entry::count(1_234_567)], vec![Entry::words("none")]];
        let text = table(&Grid { columns, rows }, Language::En);
        assert!(text.lines().all(|line| line.chars().count() <= usize::from(TABLE_WIDTH)), "{text}");
        assert!(text.contains("1,234,567") && text.contains("EUR a month"), "{text}");
    }
}
