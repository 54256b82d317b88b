use std::fmt;
use std::path::{Path, PathBuf};

use crate::scenario::Diagnostics;
use crate::text;
use crate::vocabulary::{Language, Noun, Say, Text};

/// Why directories cannot be merged; nothing was written.
#[doc = include_str!("examples/shards.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum MergeError {
    /// No results of a shard.
    NotShard {
        /// The directory.
        folder: PathBuf,
        /// What it is instead.
        reason: Text,
    },
    /// It was written by another version than this one, whose numbers may be others.
    Version {
        /// The directory.
        folder: PathBuf,
        /// Its version.
        version: String,
    },
    /// Two directories that are no shards of one batch.
    Foreign {
        /// One of them.
        one: PathBuf,
        /// The other.
        other: PathBuf,
        /// In what they differ.
        what: Text,
    },
    /// The same shard more than once.
    Double {
        /// Which.
        number: u64,
        /// Where.
        folders: [PathBuf; 2],
    },
    /// Shards that are not there.
    Missing {
        /// Which, in rising order.
        numbers: Vec<u64>,
        /// Of how many.
        total: u64,
    },
    /// A scenario that its shard did not run.
    NotRun {
        /// The directory.
        folder: PathBuf,
        /// The scenario.
        scenario: String,
    },
    /// A shard that has other replicates of a scenario than its number says, or none of its sums.
    Contradiction {
        /// The directory.
        folder: PathBuf,
        /// The scenario.
        scenario: String,
    },
    /// A file that a scenario names was changed since its shard ran.
    Input {
        /// The directory.
        folder: PathBuf,
        /// The scenario.
        scenario: String,
        /// The file.
        file: PathBuf,
    },
    /// A file of a shard that is gone or was changed.
    Changed {
        /// The directory.
        folder: PathBuf,
        /// The file, below it.
        file: String,
    },
    /// The scenario of a shard cannot be read.
    Scenario(Diagnostics),
}

/// How many shards a message names.
const MOST: usize = 12;

impl Say for MergeError {
    fn text(&self) -> Text {
        let show = |path: &Path| path.display().to_string();
        match self {
            Self::NotShard { folder, reason } => {
                let (folder, Text { en, fr }) = (show(folder), reason);
                text!("{folder} is no shard: {en}", "{folder} n'est pas une partie : {fr}")
            }
            Self::Version { folder, version } => {
                let (folder, own) = (show(folder), env!("CARGO_PKG_VERSION"));
                text!(
                    "{folder} is of version {version}, and this is {own}: their numbers may differ",
                    "{folder} est de la version {version}, et ceci est la {own} : leurs nombres peuvent différer"
                )
            }
            Self::Foreign { one, other, what } => {
                let (one, other, Text { en, fr }) = (show(one), show(other), what);
                text!("{other} does not belong to {one}: {en}", "{other} ne va pas avec {one} : {fr}")
            }
            Self::Double { number, folders: [one, other] } => {
                let (one, other) = (show(one), show(other));
                text!(
                    "shard {number} is there twice: {one} and {other}",
                    "la partie {number} est là deux fois : {one} et {other}"
                )
            }
            Self::Missing { numbers, total } => {
                let named = named(numbers);
                let [en, fr] = [Language::En, Language::Fr].map(|l| SHARDS.counted(numbers.len() as u64, l));
                text!("{en} of {total} missing: {named}", "{fr} sur {total} : {named}")
            }
            Self::NotRun { folder, scenario } => {
                let folder = show(folder);
                text!(
                    "{scenario} was not run in {folder}, which stopped before",
                    "{scenario} n'a pas été simulé dans {folder}, qui s'est arrêté avant"
                )
            }
            Self::Contradiction { folder, scenario } => {
                let folder = show(folder);
                text!(
                    "{folder} does not hold the replicates of {scenario} that its shard has",
                    "{folder} ne contient pas les réplications de {scenario} que cette partie a"
                )
            }
            Self::Input { folder, scenario, file } => {
                let (folder, file) = (show(folder), show(file));
                text!(
                    "{file} was changed since {scenario} was run in {folder}",
                    "{file} a été changé depuis que {scenario} a été simulé dans {folder}"
                )
            }
            Self::Changed { folder, file } => {
                let folder = show(folder);
                text!(
                    "{file} in {folder} is gone or was changed since it was written",
                    "{file}, dans {folder}, a disparu ou a été changé depuis son écriture"
                )
            }
            Self::Scenario(diagnostics) => diagnostics.text(),
        }
    }
}

const SHARDS: Noun = Noun { en: ["shard", "shards"], fr: ["partie manque", "parties manquent"] };

/// `2, 4 to 7, 9`: neighbours together, and no more than a few.
pub(super) fn named(numbers: &[u64]) -> String {
    let mut spans: Vec<(u64, u64)> = Vec::new();
    for &number in numbers {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => spans.push((number, number)),
        }
    }
    let span = |&(first, last): &(u64, u64)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    let mut text = spans.iter().take(MOST).map(span).collect::<Vec<_>>().join(", ");
    if spans.len() > MOST {
        text.push_str(", ...");
    }
    text
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for MergeError {}

impl MergeError {
    /// What to do about it.
    pub fn hint(&self) -> Option<Text> {
        Some(match self {
            Self::Missing { .. } => Text::new(
                "run them and name their directories too; `--partial` merges what is there, to be merged with the rest later",
                "simulez-les et nommez aussi leurs dossiers ; `--partial` fusionne ce qui est là, à fusionner plus tard avec le reste",
            ),
            Self::Double { .. } => Text::new(
                "name one of them, or run the shard again that was meant",
                "nommez l'un d'eux, ou simulez de nouveau la partie qui était voulue",
            ),
            Self::Version { .. } => Text::new(
                "run and merge all shards with one version",
                "simulez et fusionnez toutes les parties avec une seule version",
            ),
            Self::Changed { .. } | Self::NotRun { .. } | Self::Contradiction { .. } => {
                Text::new("run the shard again with `--force`", "simulez de nouveau la partie avec `--force`")
            }
            Self::Input { .. } => Text::new(
                "put the file back as it was, or run all shards again with `--force`: their numbers are those of the old one",
                "remettez le fichier comme il était, ou simulez de nouveau toutes les parties avec `--force` : leurs nombres sont ceux de l'ancien",
            ),
            Self::NotShard { .. } => Text::new(
                "name directories that `rumeur run --shard I/N --out DIR` wrote",
                "nommez des dossiers écrits par `rumeur run --shard I/N --out DOSSIER`",
            ),
            Self::Foreign { .. } => Text::new(
                "run all shards with the same paths, flags and files",
                "simulez toutes les parties avec les mêmes chemins, options et fichiers",
            ),
            Self::Scenario(diagnostics) if diagnostics.0.iter().any(|fault| fault.code == "missing-file") => Text::new(
                "a merge reads the files that scenarios name, as seen from the directory of the shard: merge where the shards ran, move the files along, or name them by their whole path",
                "une fusion lit les fichiers que les scénarios nomment, vus du dossier de la partie : fusionnez là où les parties ont été simulées, déplacez aussi les fichiers, ou nommez-les par leur chemin entier",
            ),
            Self::Scenario(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_shards_are_named_together_and_not_all() {
        let missing = |numbers: &[u64]| MergeError::Missing { numbers: numbers.to_vec(), total: 40 }.text();
        assert_eq!(missing(&[2]).en, "1 shard of 40 missing: 2");
        assert_eq!(missing(&[2, 4, 5, 6, 9]).en, "5 shards of 40 missing: 2, 4-6, 9");
        assert_eq!(missing(&[3, 4]).fr, "2 parties manquent sur 40\u{202f}: 3-4");
        let odd: Vec<u64> = (0..20).map(|number| 2 * number + 1).collect();
        assert!(missing(&odd).en.ends_with("21, 23, ..."));
    }
}
