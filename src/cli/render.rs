use std::fmt::Write as _;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use rumeur::report::pages::{Grid, Page, Part};
use rumeur::vocabulary::{Language, typeset};

/// Lines of sentences are broken here.
const SENTENCE_WIDTH: usize = 100;

/// Tables are as wide as the terminal, and where there is none, as narrow as the narrowest that people use.
const TABLE_WIDTH: usize = 80;

/// Words of a table are broken no shorter than this; shorter where the table would be too wide still.
const NARROWEST: [usize; 2] = [16, 12];

/// Between two columns.
const GAP: u16 = 2;

/// A page as the terminal shows it: tables without lines, an empty line between parts.
///
/// French is set as printers do, the titles that people gave too.
pub(super) fn render(page: &Page, language: Language) -> String {
    let text = plain(page, language);
    if language == Language::Fr { typeset(&text) } else { text }
}

fn plain(page: &Page, language: Language) -> String {
    let mut text = String::new();
    let mut before: Option<&Part> = None;
    for part in &page.parts {
        // A title stands right above its sentences.
        let is_close = matches!((before, part), (Some(Part::Heading(_)), Part::Sentences(_)));
        if before.is_some() && !is_close {
            text.push('\n');
        }
        match part {
            Part::Heading(title) => lines(&mut text, std::slice::from_ref(title), str::to_owned),
            Part::Table(grid) => text += &table(grid, language),
            Part::Sentences(sentences) if is_close => {
                let most = width().unwrap_or(SENTENCE_WIDTH).min(SENTENCE_WIDTH);
                lines(&mut text, sentences, |sentence| indented(sentence, most));
            }
            Part::Sentences(sentences) => lines(&mut text, sentences, str::to_owned),
        }
        before = Some(part);
    }
    text
}

fn lines(text: &mut String, sentences: &[String], set: impl Fn(&str) -> String) {
    for sentence in sentences {
        text.push_str(&set(sentence));
        text.push('\n');
    }
}

fn table(grid: &Grid, language: Language) -> String {
    let mut rows: Vec<Vec<String>> =
        grid.rows.iter().map(|row| row.iter().map(|cell| cell.say(language)).collect()).collect();
    let widest = |at: usize, rows: &[Vec<String>]| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let lines = cells.flat_map(|cell| cell.lines()).chain(grid.columns[at].text.lines());
        lines.map(|line| line.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..grid.columns.len()).map(|at| widest(at, &rows)).collect();
    // Words give way first, then what is between the columns, and at last words again.
    let [wide, narrow] = NARROWEST;
    let tries = [(GAP, wide), (1, wide), (1, narrow)].map(|(gap, least)| (gap, narrowed(grid, &widths, gap, least)));
    let [first, second, last] = tries;
    let (gap, fitted) = [first, second].into_iter().find(|(_, (_, fits))| *fits).unwrap_or(last);
    for (at, (_, given)) in widths.iter().zip(&fitted.0).enumerate().filter(|(_, (own, given))| given < own) {
        rows.iter_mut().filter_map(|row| row.get_mut(at)).for_each(|cell| *cell = hanging(cell, *given));
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if grid.columns.iter().any(|head| !head.text.is_empty()) {
        table.set_header(grid.columns.iter().map(|head| head.text.as_str()));
    }
    for mut row in rows {
        row.resize(grid.columns.len(), String::new());
        table.add_row(row);
    }
    for (column, head) in table.column_iter_mut().zip(&grid.columns) {
        column.set_padding((0, gap));
        if head.is_number {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n", table.trim_fmt())
}

/// The widths of the columns where those of words give way, the last one first, none below `least`; and whether all then
/// fits beside gaps of `gap`.
fn narrowed(grid: &Grid, widths: &[usize], gap: u16, least: usize) -> (Vec<usize>, bool) {
    let gaps = usize::from(gap) * widths.len().saturating_sub(1);
    let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(width().unwrap_or(TABLE_WIDTH));
    let mut narrowed = widths.to_vec();
    for at in (0..widths.len()).rev().filter(|&at| !grid.columns[at].is_number) {
        let given = widths[at].saturating_sub(over).max(least).min(widths[at]);
        over -= widths[at] - given;
        narrowed[at] = given;
    }
    (narrowed, over == 0)
}

/// The words of a cell in lines of at most `width` characters, the further ones set in.
fn hanging(cell: &str, width: usize) -> String {
    let margin = cell.len() - cell.trim_start().len();
    let mut lines = vec![" ".repeat(margin)];
    for word in cell.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let is_first = lines.len() == 1 && lines[0].trim().is_empty();
        let last = lines.len() - 1;
        let length = lines[last].chars().count();
        if is_first {
            lines[last].push_str(word);
        } else if length + 1 + word.chars().count() <= width {
            lines[last] = format!("{} {word}", lines[last]);
        } else {
            lines.push(format!("{}{word}", " ".repeat(margin + 2)));
        }
    }
    lines.join("\n")
}

/// The columns that a line may take: of the terminal, where there is one; `COLUMNS` overrides it.
fn width() -> Option<usize> {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok()).filter(|&columns| columns > 0);
    columns.or_else(|| Some(terminal_size::terminal_size_of(std::io::stdout())?.0.0.into()))
}

/// The words of `text` in lines of two spaces and at most `most` characters.
fn indented(text: &str, most: usize) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        let size = word.chars().count();
        let (before, margin) = match length {
            0 => ("  ", 2),
            _ if length + 1 + size > most => ("\n    ", 4),
            _ => (" ", length + 1),
        };
        length = margin + size;
        // Writing to a string cannot fail.
        let _ = write!(lines, "{before}{word}");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use rumeur::report::pages::{Entry, Head};

    #[test]
    fn long_texts_are_broken_between_words() {
        let text = indented(&"word ".repeat(50), SENTENCE_WIDTH);
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.len() <= SENTENCE_WIDTH), "{text}");
        assert_eq!(text.split_whitespace().count(), 50);
    }

    #[test]
    fn a_wide_table_breaks_its_words_and_keeps_its_numbers() {
        let columns = vec![Head::words("variant"), Head::number("net loss\nEUR a month")];
        let long = "call every guest after the stay and give loyalty points to whoever answers, the day after";
        let rows = vec![vec![Entry::words(long), Entry::count(1_234_567)], vec![Entry::words("none")]];
        let text = table(&Grid { columns, rows }, Language::En);
        assert!(text.lines().all(|line| line.chars().count() <= TABLE_WIDTH), "{text}");
        assert!(text.contains("1,234,567") && text.contains("EUR a month"), "{text}");
    }
}
