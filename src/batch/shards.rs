use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::folder::{SCENARIO_FILE, SUMS_FILE};
use super::invalid::Invalid;
use super::journal::Journal;
use super::load::Job;
use super::merge_error::{MergeError, named};
use super::sharding::part_of;
use super::standing::{below, is_intact, read_manifest};
use super::written::Tables;
use crate::report::tables::{ComparisonRow, REPLICATES, Status};
use crate::report::{
    Dialect, Digest, InputFile, Manifest, OutputFile, Part, Row, ScenarioEntry, Settings, ShardBy, ShardSettings,
};
use crate::scenario::{Diagnostic, Diagnostics, Overrides, Severity, load};
use crate::text;
use crate::vocabulary::{Language, Text};

/// The directories of some shards of one batch, looked through: what there is to merge.
#[doc = include_str!("examples/shards.md")]
#[derive(Debug)]
pub struct Shards {
    /// The scenarios, in the order of the batch.
    pub jobs: Vec<Job>,
    /// The files that could not be run, the same in every shard.
    pub invalid: Vec<Invalid>,
    /// What of the batch they are together; `None` when it is all of it.
    pub shard: Option<ShardSettings>,
    settings: Settings,
    folders: Vec<Found>,
    /// By place of the scenario.
    pub(super) pieces: BTreeMap<u64, Vec<Piece>>,
}

/// One directory.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) shard: ShardSettings,
}

/// What one directory has of one scenario.
#[derive(Debug)]
pub(super) struct Piece {
    /// Which directory.
    pub(super) folder: usize,
    pub(super) part: Part,
    pub(super) status: Status,
    pub(super) message: Option<String>,
}

impl Shards {
    /// Looks through directories, in any order; `partial`: also when some shards are not there.
    ///
    /// # Errors
    /// What does not belong together, is there twice, is missing or was changed.
    pub fn open(folders: &[PathBuf], partial: bool, version: &str) -> Result<Self, MergeError> {
        let mut shards: Option<Self> = None;
        let mut entries: BTreeMap<u64, (usize, ScenarioEntry)> = BTreeMap::new();
        let mut inputs: Vec<InputFile> = Vec::new();
        let mut held: BTreeMap<u64, usize> = BTreeMap::new();
        for folder in folders {
            let (manifest, shard) = manifest(folder, version)?;
            let shards = shards.get_or_insert_with(|| Self::new(&manifest));
            shards.belongs(folder, &manifest, &shard)?;
            let own = shards.folders.len();
            for &number in &shard.numbers {
                if let Some(&other) = held.get(&number) {
                    let folders = [shards.folders[other].path.clone(), folder.clone()];
                    return Err(MergeError::Double { number, folders });
                }
                held.insert(number, own);
            }
            // Whole scenarios take their rows of it along.
            let rows = |file: &&OutputFile| shard.by == ShardBy::Scenarios && file.path == ComparisonRow::TABLE.file;
            if let Some(file) = manifest.outputs.iter().find(rows).filter(|file| !is_intact(folder, file)) {
                return Err(MergeError::Changed { folder: folder.clone(), file: file.path.clone() });
            }
            shards.folders.push(Found { path: folder.clone(), shard });
            for input in manifest.inputs {
                if !inputs.contains(&input) {
                    inputs.push(input);
                }
            }
            for entry in manifest.scenarios {
                shards.enter(own, entry, &mut entries)?;
            }
        }
        let Some(mut shards) = shards else {
            return Err(MergeError::Missing { numbers: vec![1], total: 1 });
        };
        shards.settle(held.into_keys().collect(), partial)?;
        shards.read_scenarios(&entries, inputs)?;
        Ok(shards)
    }

    fn new(manifest: &Manifest) -> Self {
        Self {
            jobs: Vec::new(),
            invalid: Vec::new(),
            shard: None,
            settings: manifest.settings.clone(),
            folders: Vec::new(),
            pieces: BTreeMap::new(),
        }
    }

    /// How the tables are spelled.
    pub fn dialect(&self) -> Dialect {
        self.settings.csv_dialect.parse().unwrap_or_default()
    }

    /// Which tables each scenario has.
    pub fn tables(&self) -> Tables {
        let named = |names: &Vec<String>| format!("summary,{}", names.join(",")).trim_end_matches(',').parse().ok();
        self.settings.tables.as_ref().and_then(named).unwrap_or_default()
    }

    /// Whether every replicate is written.
    pub fn raw(&self) -> bool {
        self.settings.raw
    }

    /// The language of the figures, if they are drawn.
    pub fn figures(&self) -> Option<Language> {
        self.settings.figures.as_deref().and_then(|code| code.parse().ok())
    }

    /// What was shared out.
    pub(super) fn by(&self) -> ShardBy {
        self.settings.shard.as_ref().map_or(ShardBy::Replicates, |shard| shard.by)
    }

    pub(super) fn folder(&self, piece: &Piece) -> &Path {
        &self.folders[piece.folder].path
    }

    pub(super) fn folders(&self) -> &[Found] {
        &self.folders
    }

    /// What to know of a merge of some shards only: how many they are, and which are missing.
    pub fn partial(&self) -> Option<Text> {
        let shard = self.shard.as_ref()?;
        let (held, total) = (shard.numbers.len(), shard.total);
        let missing = missing(&shard.numbers, total);
        let named = named(&missing);
        Some(text!(
            "a part of the whole: {held} of {total} shards, missing: {named}",
            "une partie de l'ensemble : {held} parties sur {total}, il manque {named}"
        ))
    }

    /// The files that must not be written over.
    pub fn inputs(&self) -> Vec<PathBuf> {
        self.folders.iter().map(|found| found.path.join(Manifest::FILE)).collect()
    }

    /// Whether a directory is of the same batch as the first.
    fn belongs(&self, folder: &Path, manifest: &Manifest, shard: &ShardSettings) -> Result<(), MergeError> {
        let (Some(found), Some(own)) = (self.folders.first(), self.settings.shard.as_ref()) else { return Ok(()) };
        let differs = |what| Err(MergeError::Foreign { one: found.path.clone(), other: folder.to_path_buf(), what });
        if own.total != shard.total {
            let (one, other) = (own.total, shard.total);
            return differs(text!(
                "it is one of {other} shards, not of {one}",
                "c'est une partie sur {other}, non sur {one}"
            ));
        }
        if own.by != shard.by {
            return differs(Text::new(
                "one has some of the replicates, the other some of the scenarios",
                "l'un a certaines des réplications, l'autre certains des scénarios",
            ));
        }
        let plain = |settings: &Settings| Settings { shard: None, ..settings.clone() };
        if plain(&self.settings) != plain(&manifest.settings) {
            return differs(Text::new(
                "--tables, --raw, --figures and --csv-dialect are not the same",
                "--tables, --raw, --figures et --csv-dialect ne sont pas les mêmes",
            ));
        }
        if own.batch != shard.batch {
            let first = read_manifest(&found.path);
            let name = first.filter(|_| own.by == ShardBy::Replicates).and_then(|first| other(&first, manifest));
            return differs(name.unwrap_or_else(|| {
                Text::new(
                    "its scenarios are others, in another order, or with other titles or sources",
                    "ses scénarios sont autres, dans un autre ordre, ou ont d'autres titres ou sources",
                )
            }));
        }
        Ok(())
    }

    /// Takes in what a directory says of a scenario, and looks whether its files are as they were.
    fn enter(
        &mut self,
        folder: usize,
        entry: ScenarioEntry,
        entries: &mut BTreeMap<u64, (usize, ScenarioEntry)>,
    ) -> Result<(), MergeError> {
        let found = &self.folders[folder];
        let path = || found.path.clone();
        if entry.status == Status::Missing {
            return Err(MergeError::NotRun { folder: path(), scenario: entry.name });
        }
        let contradiction = || MergeError::Contradiction { folder: path(), scenario: entry.name.clone() };
        let part = entry.part.clone().ok_or_else(contradiction)?;
        if entry.status == Status::Invalid {
            if folder == 0 {
                self.invalid.push(invalid(&entry, part));
            }
            return Ok(());
        }
        let own = |file: &OutputFile, name: &str| file.path.strip_prefix(&*entry.name) == Some(&format!("/{name}"));
        if entry.status == Status::Complete && self.by() == ShardBy::Replicates {
            let has = |name: &str| entry.files.iter().any(|file| own(file, name));
            let is_whole = part.replicates.is_empty() || (has(SUMS_FILE) && (!self.raw() || has(REPLICATES.file)));
            if !is_whole {
                return Err(contradiction());
            }
        }
        // The tables of a part are written anew; those of a whole scenario are copied.
        let is_whole = self.by() == ShardBy::Scenarios;
        let needed = |file: &&OutputFile| {
            is_whole || [SUMS_FILE, SCENARIO_FILE, REPLICATES.file].iter().any(|name| own(file, name))
        };
        let changed = entry.files.par_iter().filter(needed).find_first(|file| !is_intact(&found.path, file));
        if let Some(file) = changed {
            return Err(MergeError::Changed { folder: path(), file: file.path.clone() });
        }
        let place = part.place;
        let piece = Piece { folder, part, status: entry.status, message: entry.message.clone() };
        self.pieces.entry(place).or_default().push(piece);
        match entries.get(&place) {
            None => {
                entries.insert(place, (folder, entry));
            }
            Some((_, first)) if first.name == entry.name && first.fingerprint == entry.fingerprint => {}
            Some(_) => return Err(contradiction()),
        }
        Ok(())
    }

    /// Says what they are together.
    fn settle(&mut self, numbers: Vec<u64>, partial: bool) -> Result<(), MergeError> {
        let Some(own) = self.settings.shard.clone() else { return Ok(()) };
        if numbers.len() as u64 == own.total {
            return Ok(());
        }
        if !partial {
            return Err(MergeError::Missing { numbers: missing(&numbers, own.total), total: own.total });
        }
        self.shard = Some(ShardSettings { numbers, ..own });
        Ok(())
    }

    /// The scenarios, each from the first directory that has it, and whether each directory has of it what it should.
    fn read_scenarios(
        &mut self,
        entries: &BTreeMap<u64, (usize, ScenarioEntry)>,
        inputs: Vec<InputFile>,
    ) -> Result<(), MergeError> {
        let contradiction = |folder: usize, entry: &ScenarioEntry| MergeError::Contradiction {
            folder: self.folders[folder].path.clone(),
            scenario: entry.name.clone(),
        };
        let read = |(&place, (folder, entry)): (&u64, &(usize, ScenarioEntry))| {
            let path = below(&below(&self.folders[*folder].path, &entry.name), SCENARIO_FILE);
            let scenario = load(&path, &entry.name, &Overrides::default()).map_err(MergeError::Scenario)?;
            if scenario.fingerprint != entry.fingerprint {
                let is_known = |digest: &Digest| inputs.iter().any(|input| input.digest == *digest);
                let other = scenario.files.iter().find(|file| !file.digest.as_ref().is_some_and(is_known));
                return Err(other.map_or_else(
                    || contradiction(*folder, entry),
                    |file| MergeError::Input {
                        folder: self.folders[*folder].path.clone(),
                        scenario: entry.name.clone(),
                        file: file.path.clone(),
                    },
                ));
            }
            let file = entry.part.as_ref().and_then(|part| part.file.clone());
            Ok(Job::of(scenario, place, file))
        };
        let mut jobs = entries.par_iter().map(read).collect::<Result<Vec<Job>, MergeError>>()?;
        let of_all = self.settings.shard.as_ref().map_or(0, |shard| shard.scenarios);
        for (job, (folder, entry)) in jobs.iter().zip(entries.values()) {
            for piece in self.pieces.get(&job.place).into_iter().flatten() {
                let mut due = part_of(job, &self.folders[piece.folder].shard);
                due.at_least.clone_from(&piece.part.at_least);
                let bounds =
                    |part: &Part| part.replicates.iter().map(|range| (range.first, range.end)).collect::<Vec<_>>();
                if bounds(&due) != bounds(&piece.part) || due.of != piece.part.of {
                    return Err(contradiction(piece.folder, entry));
                }
            }
            let pieces = self.pieces.get(&job.place).map_or(0, Vec::len);
            let due = if self.by() == ShardBy::Replicates { self.folders.len() } else { 1 };
            if pieces != due {
                return Err(contradiction(*folder, entry));
            }
        }
        if self.shard.is_none()
            && jobs.len() as u64 != of_all
            && let (Some(found), Some((_, entry))) = (self.folders.first(), entries.values().next())
        {
            return Err(MergeError::Contradiction { folder: found.path.clone(), scenario: entry.name.clone() });
        }
        if let Some(job) = jobs.first_mut() {
            job.inputs = inputs;
        }
        self.jobs = jobs;
        Ok(())
    }
}

/// Which of so many shards are not among those held, which rise; no more than a message may name.
fn missing(held: &[u64], total: u64) -> Vec<u64> {
    (1..=total).filter(|number| held.binary_search(number).is_err()).take(1 << 20).collect()
}

/// The manifest of the results of a shard.
fn manifest(folder: &Path, version: &str) -> Result<(Manifest, ShardSettings), MergeError> {
    let not_shard = |reason| MergeError::NotShard { folder: folder.to_path_buf(), reason };
    let Some(manifest) = read_manifest(folder) else {
        if folder.join(Manifest::FILE).is_file() && !Journal::is_in(folder) {
            return Err(MergeError::Changed { folder: folder.to_path_buf(), file: Manifest::FILE.to_owned() });
        }
        return Err(not_shard(if Journal::is_in(folder) {
            Text::new(
                "its run did not come to its end: the same command with --resume goes on",
                "sa simulation n'est pas arrivée au bout : la même commande avec --resume la continue",
            )
        } else if folder.exists() {
            Text::new("no results of rumeur", "pas de résultats de rumeur")
        } else {
            Text::new("there is no such directory", "ce dossier n'existe pas")
        }));
    };
    if manifest.version != version {
        return Err(MergeError::Version { folder: folder.to_path_buf(), version: manifest.version });
    }
    let shard = manifest.settings.shard.clone();
    let shard = shard.filter(|shard| {
        let rising = shard.numbers.windows(2).all(|pair| pair[0] < pair[1]);
        let inside = shard.numbers.first().is_some_and(|&first| first > 0)
            && shard.numbers.last().is_some_and(|&last| last <= shard.total);
        rising && inside
    });
    let shard =
        shard.ok_or_else(|| not_shard(Text::new("the results of a whole batch", "les résultats d'un lot entier")))?;
    Ok((manifest, shard))
}

/// In what the scenarios of two shards differ, which have some replicates of each.
fn other(one: &Manifest, other: &Manifest) -> Option<Text> {
    let known = |manifest: &Manifest| -> BTreeMap<String, String> {
        manifest.scenarios.iter().map(|entry| (entry.name.clone(), entry.fingerprint.clone())).collect()
    };
    let is_in_order = one.scenarios.iter().map(|entry| &entry.name).eq(other.scenarios.iter().map(|entry| &entry.name));
    let (one, other) = (known(one), known(other));
    let is_other = |name: &&String| one.get(*name) != other.get(*name);
    if let Some(name) = one.keys().chain(other.keys()).find(is_other) {
        return Some(if one.contains_key(name) && other.contains_key(name) {
            text!(
                "the scenario {name} is not the same in both: other numbers, files, seed or replicates",
                "le scénario {name} n'est pas le même dans les deux : d'autres nombres, fichiers, graine ou réplications"
            )
        } else {
            text!("the scenario {name} is in one alone", "le scénario {name} n'est que dans l'un")
        });
    }
    (!is_in_order).then(|| {
        Text::new("its scenarios are the same in another order", "ses scénarios sont les mêmes dans un autre ordre")
    })
}

fn invalid(entry: &ScenarioEntry, part: Part) -> Invalid {
    let message = Text::same(entry.message.clone().unwrap_or_default());
    let diagnostic = Diagnostic::new(Severity::Error, "invalid", message, None, None);
    Invalid { name: entry.name.clone(), file: part.file, path: None, diagnostics: Diagnostics(vec![diagnostic]) }
}
