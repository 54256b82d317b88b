use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use super::diagnostic::{Diagnostic, Location, Severity};
use crate::vocabulary::{Language, printable, turns_direction};

/// A tab in a quoted line takes this many columns.
const TAB: usize = 4;
/// A quoted line longer than this is cut around the mistake.
const LONGEST_LINE: usize = 140;

impl Diagnostic {
    /// The message for a person: what, where, the line with carets, what to do; ends with a newline.
    ///
    /// `color` adds ANSI escapes.
    pub fn render(&self, color: bool, language: Language) -> String {
        let paint = Paint { color };
        let (word, tone) = match self.severity {
            Severity::Error => (language.pick("error", "erreur"), "91"),
            Severity::Warning => (language.pick("warning", "avertissement"), "93"),
        };
        let colon = language.pick(":", "\u{202f}:");
        let mut out = String::new();
        let code = if self.severity == Severity::Warning { format!("[{}]", self.code) } else { String::new() };
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{}{}",
            paint.bold(tone, &format!("{word}{code}")),
            paint.bold("", &format!("{colon} {}", printable(self.message.pick(language))))
        );
        let places: Vec<&Location> = self.location.iter().chain(&self.related).collect();
        let gutter = places.iter().map(|place| place.line.to_string().len()).max().unwrap_or(1);
        for (index, place) in places.iter().enumerate() {
            let previous = if index == 0 { None } else { places.get(index - 1) };
            write_place(&mut out, paint, gutter, tone, place, previous.map(|place| place.path.as_path()));
        }
        if let Some(hint) = &self.hint {
            let indent = gutter + 1;
            let word = format!("{}{colon} ", language.pick("hint", "piste"));
            for (index, line) in printable(hint.pick(language)).lines().enumerate() {
                let lead = if index == 0 { format!("{} {word}", paint.bold("94", "=")) } else { " ".repeat(8) };
                let _ = writeln!(out, "{}{lead}{line}", " ".repeat(indent));
            }
        }
        out
    }
}

/// One quoted line with its carets; a second place in the same file goes without its own arrow.
fn write_place(
    out: &mut String,
    paint: Paint,
    gutter: usize,
    tone: &str,
    place: &Location,
    previous: Option<&std::path::Path>,
) {
    let Location { path, line, column, .. } = place;
    let shown = path.to_string_lossy();
    let shown = printable(&shown);
    let bar = paint.bold("94", "|");
    let margin = " ".repeat(gutter);
    if *line == 0 {
        let _ = writeln!(out, "{margin}{} {shown}", paint.bold("94", "-->"));
        return;
    }
    let arrow = if previous == Some(path.as_path()) { ":::" } else { "-->" };
    let _ = writeln!(out, "{margin}{} {shown}:{line}:{column}", paint.bold("94", arrow));
    let _ = writeln!(out, "{margin} {bar}");
    let (text, before, under) = quote(place);
    let _ = writeln!(out, "{} {bar} {text}", paint.bold("94", &format!("{line:>gutter$}")));
    let carets = paint.bold(tone, &"^".repeat(under.max(1)));
    let _ = writeln!(out, "{margin} {bar} {}{carets}", " ".repeat(before));
}

/// The line as shown, and how many terminal columns stand before and under the mistake.
fn quote(place: &Location) -> (String, usize, usize) {
    let characters: Vec<char> = place.text.chars().collect();
    let start = (place.column - 1).min(characters.len());
    let end = (start + place.width).min(characters.len()).max(start);
    let (from, to) =
        if characters.len() <= LONGEST_LINE { (0, characters.len()) } else { window(start, end, characters.len()) };
    let end = end.min(to);
    let shown = |range: std::ops::Range<usize>| characters[range].iter().copied().map(visible).collect::<String>();
    let columns = |text: &str| text.chars().map(|character| character.width().unwrap_or(0)).sum::<usize>();
    let lead = if from > 0 { "..." } else { "" };
    let tail = if to < characters.len() { "..." } else { "" };
    let before = format!("{lead}{}", shown(from..start));
    let marked = shown(start..end);
    let text = format!("{before}{marked}{}{tail}", shown(end..to));
    (text.trim_end().to_owned(), columns(&before), columns(&marked))
}

/// The part of a long line to show: some context before the mistake, the rest after it.
fn window(start: usize, end: usize, length: usize) -> (usize, usize) {
    let from = start.saturating_sub(LONGEST_LINE / 3);
    let to = end.max(from + LONGEST_LINE).min(from + LONGEST_LINE).min(length);
    (from, to)
}

/// A character as it may be sent to a terminal: tabs widened, control characters made visible.
fn visible(character: char) -> String {
    match character {
        '\t' => " ".repeat(TAB),
        control if control.is_control() => "\u{fffd}".to_owned(),
        // Marks that reorder or hide text would move the caret away from what it points at.
        '\u{200b}'..='\u{200f}' | '\u{feff}' => "\u{fffd}".to_owned(),
        mark if turns_direction(mark) => "\u{fffd}".to_owned(),
        other => other.to_string(),
    }
}

#[derive(Clone, Copy)]
struct Paint {
    color: bool,
}

impl Paint {
    fn bold(self, tone: &str, text: &str) -> String {
        match (self.color, tone) {
            (false, _) => text.to_owned(),
            (true, "") => format!("\u{1b}[1m{text}\u{1b}[0m"),
            (true, tone) => format!("\u{1b}[1;{tone}m{text}\u{1b}[0m"),
        }
    }
}
