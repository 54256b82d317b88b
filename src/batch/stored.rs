use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use super::folder::SCENARIO_FILE;
use super::standing::below;
use crate::report::figures::TableFiles;
use crate::report::tables::{
    ComparisonRow, CrossingRow, DistributionRow, ExactRow, GenerationRow, GroupRow, PeriodRow, SWEEP, Status,
    SummaryRow, TimelineRow, TornadoRow, VarianceRow, WorthRow,
};
use crate::report::{Manifest, Part, Row};
use crate::scenario::{Diagnostics, Overrides, Scenario, load};
use crate::text;
use crate::vocabulary::{Say, Text, system_reason};

/// A scenario of a results directory, as it was run, with its tables.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
pub struct Stored {
    /// The effective scenario.
    pub scenario: Scenario,
    /// Its tables.
    pub tables: TableFiles,
    /// How many replicates the whole run has, where these results are a part of it: a shard, or several merged.
    pub whole: Option<u64>,
}

/// Results that cannot be read.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum StoredError {
    /// There is no manifest of ours.
    NotResults(PathBuf),
    /// A file is missing or cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no complete scenario of this name; these there are.
    NoScenario {
        /// What was asked for; `None`: the only one, and there are several or none.
        asked: Option<String>,
        /// The complete scenarios.
        names: Vec<String>,
    },
    /// The effective scenario no longer reads.
    Scenario(Diagnostics),
}

impl Say for StoredError {
    fn text(&self) -> Text {
        match self {
            Self::NotResults(path) => {
                let path = path.display();
                text!("{path} holds no results of rumeur", "{path} ne contient pas de résultats de rumeur")
            }
            Self::Unreadable { path, source } => {
                let (path, reason) = (path.display(), system_reason(source));
                let (en, fr) = (&reason.en, &reason.fr);
                text!("cannot read {path}: {en}", "impossible de lire {path} : {fr}")
            }
            Self::NoScenario { names, .. } if names.is_empty() => Text::new(
                "the results hold no complete scenario",
                "les résultats ne contiennent aucun scénario terminé",
            ),
            Self::NoScenario { asked: Some(name), names } => {
                let names = names.join(", ");
                text!(
                    "the results hold no complete scenario `{name}`, only {names}",
                    "les résultats ne contiennent aucun scénario terminé `{name}`, seulement {names}"
                )
            }
            Self::NoScenario { asked: None, names } => {
                let (count, names) = (names.len(), names.join(", "));
                text!(
                    "the results hold {count} scenarios: {names}",
                    "les résultats contiennent {count} scénarios : {names}"
                )
            }
            Self::Scenario(diagnostics) => diagnostics.text(),
        }
    }
}

impl fmt::Display for StoredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for StoredError {}

/// Whether `folder` is a results directory.
pub fn is_results(folder: &Path) -> bool {
    folder.join(Manifest::FILE).is_file()
}

/// The names of the complete scenarios of a results directory, in order; at least one.
///
/// # Errors
/// When the directory is not ours, or no scenario is complete.
pub fn complete_scenarios(folder: &Path) -> Result<Vec<String>, StoredError> {
    let path = folder.join(Manifest::FILE);
    let bytes = fs::read(&path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => StoredError::NotResults(folder.to_path_buf()),
        _ => StoredError::Unreadable { path, source },
    })?;
    let manifest = Manifest::parse(&bytes).ok_or_else(|| StoredError::NotResults(folder.to_path_buf()))?;
    let complete = manifest.scenarios.into_iter().filter(|entry| entry.status == Status::Complete);
    let names: Vec<String> = complete.map(|entry| entry.name).collect();
    if names.is_empty() { Err(StoredError::NoScenario { asked: None, names }) } else { Ok(names) }
}

/// Reads one scenario of a results directory: the one called `name`, or the only one.
///
/// # Errors
/// When the directory is not ours, the scenario is not there or not the only one, or a file cannot be read.
pub fn stored(folder: &Path, name: Option<&str>) -> Result<Stored, StoredError> {
    let read = |path: PathBuf| fs::read(&path).map_err(|source| StoredError::Unreadable { path, source });
    let manifest = Manifest::parse(&read(folder.join(Manifest::FILE))?);
    let manifest = manifest.ok_or_else(|| StoredError::NotResults(folder.to_path_buf()))?;
    let complete = manifest.scenarios.into_iter().filter(|entry| entry.status == Status::Complete);
    let mut parts = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for entry in complete {
        let here = |part: &Part| part.replicates.iter().map(|range| range.end.saturating_sub(range.first)).sum::<u64>();
        parts.push(entry.part.filter(|part| here(part) < part.of).map(|part| part.of));
        names.push(entry.name);
    }
    let wanted = names.iter().position(|known| name.map_or(names.len() == 1, |name| name == known));
    let Some(index) = wanted else {
        return Err(StoredError::NoScenario { asked: name.map(str::to_owned), names });
    };
    let (name, whole) = (names.swap_remove(index), parts.swap_remove(index));
    let own = below(folder, &name);
    let scenario = load(&own.join(SCENARIO_FILE), &name, &Overrides::default()).map_err(StoredError::Scenario)?;
    // What a scenario has no use for, or was not asked for, is not there.
    let there = |path: PathBuf| if path.is_file() { read(path) } else { Ok(Vec::new()) };
    let mut tables = TableFiles {
        comparison: there(folder.join(ComparisonRow::TABLE.file))?,
        exact: there(own.join(ExactRow::TABLE.file))?,
        timeline: there(own.join(TimelineRow::TABLE.file))?,
        periods: there(own.join(PeriodRow::TABLE.file))?,
        variance: there(own.join(VarianceRow::TABLE.file))?,
        tornado: there(own.join(TornadoRow::TABLE.file))?,
        sweep: there(own.join(SWEEP.file))?,
        crossing: there(own.join(CrossingRow::TABLE.file))?,
        worth: there(own.join(WorthRow::TABLE.file))?,
        ..TableFiles::default()
    };
    if !tables.is_study() || own.join(SummaryRow::TABLE.file).is_file() {
        tables.summary = read(own.join(SummaryRow::TABLE.file))?;
        tables.generations = read(own.join(GenerationRow::TABLE.file))?;
        tables.groups = read(own.join(GroupRow::TABLE.file))?;
        tables.distribution = read(own.join(DistributionRow::TABLE.file))?;
    }
    Ok(Stored { scenario, tables, whole })
}
