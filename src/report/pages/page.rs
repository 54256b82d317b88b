use crate::vocabulary::{Language, NARROW_NO_BREAK_SPACE, format_percent, format_signed};

/// What a command says of a scenario: headings, tables and sentences, in one language, in the order to be read.
#[doc = include_str!("examples/page.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a page.
#[doc = include_str!("examples/page.md")]
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A title of what follows.
    Heading(String),
    /// A table.
    Table(Grid),
    /// One sentence or a few, a line each.
    Sentences(Vec<String>),
}

/// A table of a page.
#[doc = include_str!("examples/page.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The columns; where all their heads are empty, there is no line of heads.
    pub columns: Vec<Head>,
    /// The rows: as many cells as there are columns, or fewer.
    pub rows: Vec<Vec<Entry>>,
}

/// The head of a column.
#[doc = include_str!("examples/page.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// What it holds, with the unit of its numbers; `\n` is a good place to break the line.
    pub text: String,
    /// Whether it holds numbers, which stand at the right.
    pub is_number: bool,
}

/// A cell of a table.
#[doc = include_str!("examples/page.md")]
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Nothing, because nothing is to be said.
    Blank,
    /// A number that is undefined.
    Undefined,
    /// Words.
    Words(String),
    /// A number.
    Number {
        /// The number.
        value: f64,
        /// Decimals shown, from 0.
        decimals: i32,
        /// Its unit, where the head of the column does not say it.
        unit: Option<String>,
    },
    /// From one number to another.
    Range {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
        /// Decimals shown, as in [`Entry::Number`].
        decimals: i32,
    },
    /// A share between 0 and 1.
    Share {
        /// The share.
        share: f64,
        /// Decimals of the percentage.
        decimals: usize,
    },
}

impl Page {
    /// Adds a title.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Heading(text.into()));
    }

    /// Adds a table, if it has a row.
    pub fn table(&mut self, grid: Grid) {
        if !grid.rows.is_empty() {
            self.parts.push(Part::Table(grid));
        }
    }

    /// Adds sentences, if there are any.
    pub fn sentences(&mut self, sentences: impl IntoIterator<Item = String>) {
        let sentences: Vec<String> = sentences.into_iter().collect();
        if !sentences.is_empty() {
            self.parts.push(Part::Sentences(sentences));
        }
    }

    /// Adds all parts of another page.
    pub fn append(&mut self, other: Page) {
        self.parts.extend(other.parts);
    }
}

impl Head {
    /// Of a column of words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: false }
    }

    /// Of a column of numbers.
    pub fn number(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: true }
    }
}

impl Entry {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// A whole number.
    pub fn count(count: u64) -> Self {
        Self::Number { value: count as f64, decimals: 0, unit: None }
    }

    /// A number with as many decimals as are good to read.
    pub fn readable(value: f64) -> Self {
        Self::Number { value, decimals: readable_decimals(value), unit: None }
    }

    /// A number known to within a standard error: no digit is finer.
    pub fn known(value: f64, std_error: Option<f64>) -> Self {
        Self::Number { value, decimals: known_decimals(value, std_error), unit: None }
    }

    /// A number to so many decimals, without those that are 0: `290`, `295.97`, `4.3`.
    pub fn trimmed(value: f64, decimals: i32) -> Self {
        Self::Number { value, decimals: enough_decimals(value, decimals), unit: None }
    }

    /// A number, or nothing where there is none.
    pub fn or_undefined(entry: Option<Self>) -> Self {
        entry.unwrap_or(Self::Undefined)
    }

    /// The same number with a unit of its own.
    #[must_use]
    pub fn with_unit(self, unit: &str) -> Self {
        match self {
            Self::Number { value, decimals, .. } => Self::Number { value, decimals, unit: Some(unit.to_owned()) },
            other => other,
        }
    }

    /// The cell as text.
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Undefined => "-".to_owned(),
            Self::Words(text) => text.clone(),
            Self::Number { value, decimals, unit: None } => rounded(*value, *decimals, language),
            Self::Number { value, decimals, unit: Some(unit) } => {
                format!("{}{NARROW_NO_BREAK_SPACE}{unit}", rounded(*value, *decimals, language))
            }
            Self::Range { low, high, decimals } => {
                let (low, high) = (rounded(*low, *decimals, language), rounded(*high, *decimals, language));
                format!("{low} {} {high}", language.pick("to", "à"))
            }
            Self::Share { share, decimals } => format_percent(*share, *decimals, language),
        }
    }
}

/// Decimals of a number for reading: three digits or so; a whole number has none.
pub(crate) fn readable_decimals(value: f64) -> i32 {
    let (decimals, scale) = match value.abs() {
        size if size >= 100.0 => (0, 1.0),
        size if size >= 10.0 => (1, 10.0),
        _ => (2, 100.0),
    };
    if (value * scale).round() % scale == 0.0 { 0 } else { decimals }
}

/// Decimals of a number that is known to within a standard error: none is finer, and no more than are good to read. Whole
/// numbers stay whole, as on figures: one quantity is one number.
pub(crate) fn known_decimals(value: f64, std_error: Option<f64>) -> i32 {
    let readable = readable_decimals(value);
    match std_error.filter(|error| *error > 0.0 && error.is_finite()) {
        Some(error) => readable.min((-(error.log10().floor() as i32)).max(0)),
        None => readable,
    }
}

/// How many of at most so many decimals say the same number: those at the end that are 0 are left out.
pub(super) fn enough_decimals(value: f64, most: i32) -> i32 {
    let rounded = |decimals: i32| (value * 10_f64.powi(decimals)).round() / 10_f64.powi(decimals);
    (0..most).find(|&fewer| rounded(fewer) == rounded(most)).unwrap_or(most)
}

/// A number with so many decimals, from 0.
pub fn rounded(value: f64, decimals: i32, language: Language) -> String {
    format_signed(value, decimals.max(0) as usize, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_no_finer_than_the_standard_error() {
        for (value, error, text) in [
            (66_370.4, Some(234.0), "66,370"),
            (66_370.4, Some(23.0), "66,370"),
            (66_370.4, None, "66,370"),
            (0.4321, Some(0.2), "0.4"),
            (0.4321, Some(0.002), "0.43"),
            (18.1, Some(0.3), "18.1"),
            (-18.14, Some(0.03), "\u{2212}18.1"),
            (317.0, Some(0.0), "317"),
        ] {
            assert_eq!(Entry::known(value, error).say(Language::En), text, "{value} within {error:?}");
        }
    }

    #[test]
    fn decimals_that_are_0_are_left_out() {
        for (value, text) in [(290.0, "290"), (295.966, "295.97"), (4.3, "4.3"), (1_000.0, "1,000"), (0.001, "0")] {
            assert_eq!(Entry::trimmed(value, 2).say(Language::En), text);
        }
        assert_eq!(Entry::trimmed(11.5, 2).say(Language::Fr), "11,5");
    }
}
