use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::expectation::Expectation;
use super::key_path::{KeyPath, toml_float, toml_string};
use super::title::Title;
use crate::stats::{CutLaw, Law};

/// The value of a key, checked against its kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Datum {
    /// The table itself is there.
    Table,
    /// A value was written, but not a valid one: so that nothing else says it is missing.
    Invalid,
    /// A number that may have a fraction.
    Number(f64),
    /// A whole number.
    Count(u64),
    /// True or false.
    Flag(bool),
    /// A text or a word.
    Text(String),
    /// Whole numbers.
    Counts(Vec<u64>),
    /// Texts.
    Texts(Vec<String>),
    /// Whole numbers with their weights, ascending.
    Weights(Vec<(u64, f64)>),
    /// A title.
    Title(Title),
    /// A file.
    File {
        /// As written, but relative to the scenario's own folder.
        written: String,
        /// To open it.
        resolved: PathBuf,
    },
    /// The law of an unknown.
    Law(Arc<LawDatum>),
    /// Unknowns that go together.
    Correlations(Vec<CorrelationDatum>),
    /// Promises.
    Expectations(Vec<Expectation>),
    /// Changes at a date.
    Changes(Vec<ChangeDatum>),
}

/// A law and the number it is of.
#[derive(Debug, PartialEq)]
pub(super) struct LawDatum {
    /// The number.
    pub(super) target: KeyPath,
    /// The key whose value it is, or is a part of.
    pub(super) home: KeyPath,
    pub(super) law: Law,
    /// Cut to the range of the number.
    pub(super) cut: CutLaw,
    pub(super) source: Option<Title>,
}

/// A change at a date.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ChangeDatum {
    pub(super) from: Option<u64>,
    pub(super) until: Option<u64>,
    pub(super) fades: Option<f64>,
    /// In the order of the text.
    pub(super) set: Vec<SetDatum>,
    /// Where the change stands in its text.
    pub(super) span: Range<usize>,
}

/// One line of what a change sets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SetDatum {
    pub(super) path: KeyPath,
    pub(super) datum: Datum,
    /// Where its value stands in its text.
    pub(super) span: Range<usize>,
}

impl ChangeDatum {
    /// Its keys, as a file writes them, with `between` the lines.
    pub(super) fn to_toml(&self, between: &str) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        for (key, period) in [("from", self.from), ("until", self.until)] {
            if let Some(period) = period {
                let _ = write!(out, "{key} = {period}{between}");
            }
        }
        if let Some(fades) = self.fades {
            let _ = write!(out, "fades = {}{between}", toml_float(fades));
        }
        let lines = self.set.iter().filter(|one| one.datum != Datum::Table);
        let lines = lines.map(|one| format!("{} = {}", toml_string(&one.path.to_string()), one.datum.to_toml()));
        let _ = write!(out, "set = {{ {} }}", lines.collect::<Vec<_>>().join(", "));
        out
    }
}

/// Two unknowns that go together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CorrelationDatum {
    /// Their paths, in the order of the alphabet.
    pub(super) between: [String; 2],
    pub(super) rank: f64,
    /// Where the pair stands in its text.
    pub(super) span: Range<usize>,
}

impl CorrelationDatum {
    /// Its keys, as a file writes them, with `between` the lines.
    pub(super) fn to_toml(&self, between: &str) -> String {
        let [left, right] = self.between.each_ref().map(|path| toml_string(path));
        format!("between = [{left}, {right}]{between}rank = {}", self.rank)
    }
}

impl Datum {
    /// The value as TOML; the same value has one spelling only.
    pub(super) fn to_toml(&self) -> String {
        match self {
            Datum::Table | Datum::Invalid => String::new(),
            Datum::Number(number) => toml_float(*number),
            Datum::Count(count) => count.to_string(),
            Datum::Flag(flag) => flag.to_string(),
            Datum::Text(text) | Datum::File { written: text, .. } => toml_string(text),
            Datum::Counts(counts) => list(counts.iter().map(u64::to_string)),
            Datum::Texts(texts) => list(texts.iter().map(|text| toml_string(text))),
            Datum::Weights(weights) => {
                let mut out = String::from("{ ");
                for (index, (value, weight)) in weights.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    // Writing to a String cannot fail.
                    let _ = write!(out, "{comma}\"{value}\" = {weight}");
                }
                out + " }"
            }
            Datum::Law(law) => law.law.to_string(),
            Datum::Correlations(pairs) => list(pairs.iter().map(|pair| format!("{{ {} }}", pair.to_toml(", ")))),
            Datum::Expectations(promises) => {
                list(promises.iter().map(|promise| format!("{{ {} }}", promise.to_toml(", "))))
            }
            Datum::Changes(changes) => list(changes.iter().map(|change| format!("{{ {} }}", change.to_toml(", ")))),
            Datum::Title(title) => title_toml(title),
        }
    }
}

/// A title as a file has it.
pub(super) fn title_toml(title: &Title) -> String {
    match title {
        Title { plain: Some(plain), .. } => toml_string(plain),
        Title { en, fr, .. } => {
            let texts = [("en", en), ("fr", fr)];
            let texts = texts.iter().filter_map(|(key, text)| Some(format!("{key} = {}", toml_string(text.as_ref()?))));
            format!("{{ {} }}", texts.collect::<Vec<_>>().join(", "))
        }
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}
