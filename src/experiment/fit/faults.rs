use crate::text;
use crate::vocabulary::Text;

/// Lines that could not be read and were left out: the first are named, all are counted.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first ones, by line.
    pub named: Vec<LineFault>,
    /// How many there are.
    pub count: u64,
    /// How many lines there were, those left out among them.
    pub lines: u64,
}

/// A line that could not be read.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Its number in the file, from 1.
    pub line: u64,
    /// The column.
    pub column: String,
    /// What is wrong with it.
    pub message: Text,
}

/// How many are named.
const MOST_NAMED: usize = 100;

impl Faults {
    /// Counts a line that was left out.
    pub(super) fn add(&mut self, line: u64, column: &str, message: Text) {
        self.count += 1;
        if self.named.len() < MOST_NAMED {
            self.named.push(LineFault { line, column: column.to_owned(), message });
        }
    }

    /// Whether so many are left out that the column is more likely to be the wrong one: more than one line in ten.
    pub const fn are_too_many(&self) -> bool {
        self.count.saturating_mul(10) > self.lines
    }

    /// How many are not named.
    pub fn unnamed(&self) -> u64 {
        self.count - self.named.len() as u64
    }
}

impl LineFault {
    /// `line 12, told: ...`.
    pub fn text(&self) -> Text {
        let (line, column) = (self.line, &self.column);
        let Text { en, fr } = &self.message;
        text!("line {line}, {column}: {en}", "ligne {line}, {column} : {fr}")
    }
}
