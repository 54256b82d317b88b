use std::fmt;

use super::shown::shown;
use crate::vocabulary::Language;

/// How an edge list is written, as far as it is said: what is not said is understood from its first lines.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeFormat {
    /// What stands between two fields.
    pub separator: Option<Separator>,
    /// Whether the first line names the columns.
    pub header: Option<bool>,
    /// The column of the first person: its name, or its number from 1.
    pub source: Option<String>,
    /// The column of the second person.
    pub target: Option<String>,
    /// The column of the weights.
    pub weight: Option<String>,
    /// Every weight is multiplied by this number, above 0.
    pub weight_scale: f64,
    /// What weight a contact has that is named again.
    pub repeats: Repeats,
}

impl Default for EdgeFormat {
    fn default() -> Self {
        Self {
            separator: None,
            header: None,
            source: None,
            target: None,
            weight: None,
            weight_scale: 1.0,
            repeats: Repeats::First,
        }
    }
}

/// What stands between two fields.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// Exactly this ASCII character; blanks around a field do not count.
    Byte(u8),
    /// Any number of blanks and tabs.
    Blanks,
}

impl Separator {
    /// What the key `network.file.separator` calls it: one ASCII character that is no letter, digit or quote, or one of
    /// the words `tab` and `blanks`; `None` for anything else.
    pub fn named(name: &str) -> Option<Self> {
        match (name, name.as_bytes()) {
            ("blanks" | " ", _) => Some(Separator::Blanks),
            ("tab", _) => Some(Separator::Byte(b'\t')),
            (_, &[byte]) if byte == b'\t' || (byte.is_ascii_punctuation() && !b"\"#%.-+_".contains(&byte)) => {
                Some(Separator::Byte(byte))
            }
            _ => None,
        }
    }

    /// What it is called.
    pub fn name(self, language: Language) -> String {
        match self {
            Separator::Byte(b'\t') => language.pick("tab", "tabulation").to_owned(),
            Separator::Byte(b';') => language.pick("semicolon", "point-virgule").to_owned(),
            Separator::Byte(b',') => language.pick("comma", "virgule").to_owned(),
            Separator::Byte(byte) => format!("`{}`", char::from(byte)),
            Separator::Blanks => language.pick("blanks", "espaces").to_owned(),
        }
    }
}

/// What weight a contact has that is named several times, by either of its people where it goes both ways.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeats {
    /// That of the first line.
    #[default]
    First,
    /// The sum of all.
    Sum,
    /// The largest.
    Max,
    /// The mean of all.
    Mean,
}

impl Repeats {
    /// What the key `network.file.repeats` calls them, in the order of the variants.
    pub const NAMES: [&'static str; 4] = ["first", "sum", "max", "mean"];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        let index = Self::NAMES.iter().position(|&known| known == name)?;
        [Self::First, Self::Sum, Self::Max, Self::Mean].get(index).copied()
    }
}

/// A column of an edge list.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its number, from 1.
    pub number: usize,
    /// What the header calls it.
    pub name: Option<String>,
}

impl Column {
    /// What a scenario calls it in `network.file.weight`: its name where a string of TOML holds it as it is, else its number.
    pub(crate) fn key(&self) -> String {
        let is_plain = |name: &&String| {
            !name.is_empty() && name.parse::<usize>().is_err() && !name.contains(['"', '\\']) && shown(name) == **name
        };
        self.name.as_ref().filter(is_plain).cloned().unwrap_or_else(|| self.number.to_string())
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) if !name.is_empty() => write!(f, "{} ({})", self.number, shown(name)),
            _ => self.number.fmt(f),
        }
    }
}

/// What was found in an edge list.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing that was found")]
pub struct EdgeListReport {
    /// Lines that name a contact.
    pub lines: u64,
    /// Comments and blank lines between and after them.
    pub skipped: u64,
    /// What stands between two fields.
    pub separator: Separator,
    /// Whether the first line was taken for a header.
    pub header: bool,
    /// Whether it may have been a contact: no word in it is known, or other pairs are named once and never again, too.
    pub header_guessed: bool,
    /// The column of the first person.
    pub source: Column,
    /// The column of the second person.
    pub target: Column,
    /// The column of the weights.
    pub weight: Option<Column>,
    /// The columns in which something stands that is not used.
    pub unused: Vec<Column>,
    /// Those of them that stand before or between the people and hold dates, times or numbers that are none of the ids.
    pub aside: Vec<Column>,
    /// The first unused one that holds numbers, where there are no weights.
    pub possible_weight: Option<Column>,
    /// Whether there is a weight column.
    pub weighted: bool,
    /// Whether a column called `Type`, as Gephi writes it, says that the contacts go one way.
    pub says_directed: bool,
    /// Lines that name one person twice, left out.
    pub loops: u64,
    /// Lines that name a contact again, left out.
    pub duplicates: u64,
    /// Those of them that have another weight than the first, with an example.
    pub differing: Option<Differing>,
    /// The first line whose weight, multiplied by the scale, is above 1.
    pub above_one: Option<AboveOne>,
    /// People whose ids look the same, as far as people see them.
    pub alike: Option<Alike>,
    /// The two people of the first contact that is not of somebody with themselves.
    pub first: [String; 2],
}

/// Ids that look the same and are of several people: accents that are composed in two ways, signs that are not seen.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// How many people have an id that looks as that of one before.
    pub people: u64,
    /// The ids of two of them.
    pub ids: [String; 2],
}

/// Contacts that are named with several weights.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// How many lines name a contact again with another weight than its first.
    pub lines: u64,
    /// The people of one of them.
    pub people: [String; 2],
    /// Its first weight and another one.
    pub weights: [f32; 2],
}

/// A weight above 1, which is no probability.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct AboveOne {
    /// The line, from 1; `None` where only the sum of several is above 1.
    pub line: Option<u64>,
    /// What stands there.
    pub text: String,
    /// The largest weight of the list.
    pub largest: f64,
}
