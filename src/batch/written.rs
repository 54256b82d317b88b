use std::fmt;
use std::str::FromStr;

use crate::report::Row;
use crate::report::tables::{DistributionRow, ExactRow, GenerationRow, GroupRow};

/// The tables that a scenario may do without: its summary is always written.
const OPTIONAL: [&str; 4] =
    [GenerationRow::TABLE.name, GroupRow::TABLE.name, DistributionRow::TABLE.name, ExactRow::TABLE.name];

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
    wanted: [bool; OPTIONAL.len()],
}

impl Tables {
    /// Whether the table of this name is written.
    pub fn has(self, name: &str) -> bool {
        name == SUMMARY || OPTIONAL.iter().zip(self.wanted).any(|(known, wanted)| wanted && *known == name)
    }

    /// The names of those that are written beside the summary; `None` for all.
    pub(super) fn names(self) -> Option<Vec<String>> {
        let names = OPTIONAL.into_iter().filter(|name| self.has(name)).map(str::to_owned);
        (self != Self::default()).then(|| names.collect())
    }
}

impl Default for Tables {
    fn default() -> Self {
        Self { wanted: [true; OPTIONAL.len()] }
    }
}

/// The text names no table that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTable(String);

impl fmt::Display for UnknownTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown table `{}`, expected some of {SUMMARY}, {}, or all", self.0, OPTIONAL.join(", "))
    }
}

impl std::error::Error for UnknownTable {}

impl FromStr for Tables {
    type Err = UnknownTable;

    /// `all`, or names with commas between them.
    fn from_str(text: &str) -> Result<Self, UnknownTable> {
        let mut tables = Self { wanted: [false; OPTIONAL.len()] };
        for name in text.split(',').map(str::trim) {
            match OPTIONAL.iter().position(|known| *known == name) {
                Some(index) => tables.wanted[index] = true,
                None if name == "all" => tables = Self::default(),
                None if name == SUMMARY => {}
                None => return Err(UnknownTable(name.to_owned())),
            }
        }
        Ok(tables)
    }
}
