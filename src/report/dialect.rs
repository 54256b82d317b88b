use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::text;
use crate::vocabulary::{Say, Text};

/// How the tables are spelled.
#[doc = include_str!("examples/own_table.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// UTF-8, comma between fields, dot in numbers.
    #[default]
    Standard,
    /// What a French spreadsheet opens by itself: semicolon, decimal comma, byte order mark.
    Fr,
}

impl Dialect {
    /// Every dialect, in the order shown to users.
    pub const ALL: [Dialect; 2] = [Dialect::Standard, Dialect::Fr];

    /// The name on the command line and in `run.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::Standard => "standard",
            Dialect::Fr => "fr",
        }
    }

    /// Between two fields.
    pub const fn delimiter(self) -> u8 {
        match self {
            Dialect::Standard => b',',
            Dialect::Fr => b';',
        }
    }

    /// Between a number's whole part and its fraction.
    pub const fn decimal(self) -> char {
        match self {
            Dialect::Standard => '.',
            Dialect::Fr => ',',
        }
    }

    /// A cell of a table of texts: a number gets this dialect's decimal sign, any other text stays.
    pub fn spell(self, cell: &str) -> Cow<'_, str> {
        if self.decimal() != '.' && cell.contains('.') && cell.parse::<f64>().is_ok() {
            Cow::Owned(cell.replace('.', &self.decimal().to_string()))
        } else {
            Cow::Borrowed(cell)
        }
    }

    /// Whether a file starts with the byte order mark.
    pub const fn has_mark(self) -> bool {
        matches!(self, Dialect::Fr)
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no dialect.
#[doc = include_str!("examples/own_table.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownDialect(pub String);

impl Say for UnknownDialect {
    fn text(&self) -> Text {
        text!(
            "unknown dialect `{}`, expected `standard` or `fr`",
            "dialecte inconnu `{}`, attendu `standard` ou `fr`",
            self.0
        )
    }
}

impl fmt::Display for UnknownDialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for UnknownDialect {}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(text: &str) -> Result<Self, UnknownDialect> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == text).ok_or_else(|| UnknownDialect(text.to_owned()))
    }
}
