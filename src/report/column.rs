use std::borrow::Cow;

use super::cell::Cell;
use crate::vocabulary::Language;

/// What a column holds.
#[doc = include_str!("examples/own_table.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
}

impl Kind {
    /// The field type of a Frictionless table schema.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
        }
    }
}

/// A column of a table, as `datapackage.json` describes it.
#[doc = include_str!("examples/own_table.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The header.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub kind: Kind,
    /// The unit of its numbers; `None` for text and for plain numbers.
    pub unit: Option<Cow<'static, str>>,
    /// Whether every row has a value.
    pub required: bool,
    meaning: [Cow<'static, str>; 2],
}

/// The unit of a column whose rows have one each, by their metric.
pub(crate) const UNIT_OF_METRIC: &str = "of the metric";

impl Column {
    /// A column of text that every row has.
    pub const fn text(name: &'static str, en: &'static str, fr: &'static str) -> Self {
        Self::new(name, Kind::Text, None, en, fr).required()
    }

    /// A column of counts, empty where undefined.
    pub const fn count(name: &'static str, unit: &'static str, en: &'static str, fr: &'static str) -> Self {
        Self::new(name, Kind::Integer, Some(unit), en, fr)
    }

    /// A column of numbers, empty where undefined.
    pub const fn number(name: &'static str, unit: &'static str, en: &'static str, fr: &'static str) -> Self {
        Self::new(name, Kind::Number, Some(unit), en, fr)
    }

    /// A column that is named at run time.
    pub fn named(name: String, kind: Kind, unit: Option<String>, en: String, fr: String) -> Self {
        let meaning = [Cow::Owned(en), Cow::Owned(fr)];
        Self { name: Cow::Owned(name), kind, unit: unit.map(Cow::Owned), required: false, meaning }
    }

    const fn new(
        name: &'static str,
        kind: Kind,
        unit: Option<&'static str>,
        en: &'static str,
        fr: &'static str,
    ) -> Self {
        let unit = match unit {
            Some(unit) => Some(Cow::Borrowed(unit)),
            None => None,
        };
        Self { name: Cow::Borrowed(name), kind, unit, required: false, meaning: [Cow::Borrowed(en), Cow::Borrowed(fr)] }
    }

    /// The same column, with a value in every row.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same column, with a value in some rows only.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// What it means, in one phrase.
    pub fn meaning(&self, language: Language) -> &str {
        &self.meaning[language as usize]
    }
}

/// A column with the way to its value in a row of type `R`.
#[doc = include_str!("examples/own_table.md")]
pub struct Field<R> {
    /// The column.
    pub column: Column,
    /// Its value in a row.
    pub value: for<'r> fn(&'r R) -> Cell<'r>,
}

impl<R> Field<R> {
    /// `column`, filled by `value`.
    pub const fn new(column: Column, value: for<'r> fn(&'r R) -> Cell<'r>) -> Self {
        Self { column, value }
    }
}

/// What is to be said of a table as a whole.
#[doc = include_str!("examples/own_table.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableInfo {
    /// Its name in `datapackage.json`.
    pub name: &'static str,
    /// Its file.
    pub file: &'static str,
    /// What a row is, in English and French.
    pub meaning: [&'static str; 2],
}

/// A row of a table that is described once: the fields drive both the file and `datapackage.json`.
#[doc = include_str!("examples/own_table.md")]
pub trait Row: Sized {
    /// The table.
    const TABLE: TableInfo;

    /// Its columns, in the order of the file.
    fn fields() -> Vec<Field<Self>>;

    /// Its columns without the way to their values.
    fn columns() -> Vec<Column> {
        Self::fields().into_iter().map(|field| field.column).collect()
    }
}
