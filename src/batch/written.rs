use std::fmt;
use std::str::FromStr;

use crate::report::tables::SCENARIO_TABLES;
use crate::text;
use crate::vocabulary::{Say, Text};

/// The names of the tables that a scenario may do without: its summary is always written.
fn optional() -> impl Iterator<Item = &'static str> {
    SCENARIO_TABLES.iter().filter(|table| table.optional).map(|table| table.info.name)
}

/// The name of the table that is always written.
const SUMMARY: &str = "summary";

/// Which tables each scenario has beside its summary: all of them unless said otherwise.
///
/// ```
/// use rumeur::batch::Tables;
///
/// let tables: Tables = "summary,groups".parse().expect("two tables");
/// assert!(tables.has("groups") && !tables.has("distribution") && Tables::default().has("distribution"));
/// assert!("sums".parse::<Tables>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tables {
    /// In the order of [`SCENARIO_TABLES`].
    wanted: [bool; SCENARIO_TABLES.len()],
}

impl Tables {
    /// Whether the table of this name is written.
    pub fn has(self, name: &str) -> bool {
        name == SUMMARY
            || SCENARIO_TABLES.iter().zip(self.wanted).any(|(known, wanted)| wanted && known.info.name == name)
    }

    /// The names of those that are written beside the summary; `None` for all.
    pub(super) fn names(self) -> Option<Vec<String>> {
        let names = optional().filter(|name| self.has(name)).map(str::to_owned);
        (self != Self::default()).then(|| names.collect())
    }
}

impl Default for Tables {
    fn default() -> Self {
        Self { wanted: [true; SCENARIO_TABLES.len()] }
    }
}

/// The text names no table that can be chosen.
#[doc = include_str!("examples/place.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTable(String);

impl Say for UnknownTable {
    fn text(&self) -> Text {
        let names = optional().collect::<Vec<_>>().join(", ");
        text!(
            "unknown table `{}`, expected some of {SUMMARY}, {names}, or all",
            "table inconnue `{}`, attendu certaines de {SUMMARY}, {names}, ou all",
            self.0
        )
    }
}

impl fmt::Display for UnknownTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for UnknownTable {}

impl FromStr for Tables {
    type Err = UnknownTable;

    /// `all`, or names with commas between them.
    fn from_str(text: &str) -> Result<Self, UnknownTable> {
        let mut tables = Self { wanted: SCENARIO_TABLES.map(|table| !table.optional) };
        for name in text.split(',').map(str::trim) {
            match SCENARIO_TABLES.iter().position(|known| known.optional && known.info.name == name) {
                Some(index) => tables.wanted[index] = true,
                None if name == "all" => tables = Self::default(),
                None if name == SUMMARY => {}
                None => return Err(UnknownTable(name.to_owned())),
            }
        }
        Ok(tables)
    }
}
