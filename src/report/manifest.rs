use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::promise::Promise;
use super::tables::Status;
use crate::digest::Digest;

/// The version of the layout of a results directory, in `run.json`.
pub const FORMAT: u32 = 1;

/// `run.json`: all that varies from run to run, and the hashes by which a results directory is known to be ours and
/// untouched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Always `rumeur`.
    pub program: String,
    /// The version of the layout.
    pub format: u32,
    /// The version of the program.
    pub version: String,
    /// The command line, without the program.
    pub arguments: Vec<String>,
    /// Where it ran.
    pub platform: Platform,
    /// When it began, in UTC, as `2026-11-21T23:05:00Z`.
    pub started: String,
    /// How long it took.
    pub seconds: f64,
    /// What shapes the files beside the scenarios themselves.
    pub settings: Settings,
    /// The files read.
    pub inputs: Vec<InputFile>,
    /// The scenarios, in the order of the tables.
    pub scenarios: Vec<ScenarioEntry>,
    /// The files that belong to no single scenario, but for `run.json` itself.
    pub outputs: Vec<OutputFile>,
}

/// Where a run took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Platform {
    /// The operating system.
    pub os: String,
    /// The processor architecture.
    pub architecture: String,
    /// The number of threads.
    pub threads: usize,
}

/// What shapes the files of a scenario beside the scenario itself: results are taken over only from a run with the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// The dialect of the tables.
    pub csv_dialect: String,
    /// Whether every replicate is written.
    pub raw: bool,
    /// The language of the figures, if they are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<String>,
    /// Which tables each scenario has beside its summary, if not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<Vec<String>>,
    /// What of a batch these results are, if they are a shard of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardSettings>,
}

/// What of a batch some results are: one shard of it, or several merged.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardSettings {
    /// Which shards, from 1, in rising order.
    pub numbers: Vec<u64>,
    /// How many there are in all.
    pub total: u64,
    /// What was shared out.
    pub by: ShardBy,
    /// The file in the folder of each scenario that holds its sums, for `merge`; none where scenarios are whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sums: Option<String>,
    /// How many scenarios the batch has in all.
    pub scenarios: u64,
    /// SHA-256 of their names, fingerprints and texts: shards of one batch have the same.
    pub batch: String,
}

/// What is shared out between shards.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShardBy {
    /// Every scenario is in every shard, with some of its replicates.
    #[default]
    Replicates,
    /// Every scenario is in one shard, with all of its replicates.
    Scenarios,
}

/// A file that was read.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// The path as it was given.
    pub path: String,
    /// Size and hash.
    #[serde(flatten)]
    pub digest: Digest,
}

/// A file that was written.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// The path below the results directory, with `/`.
    pub path: String,
    /// Size and hash.
    #[serde(flatten)]
    pub digest: Digest,
}

/// What became of a scenario: what `index.csv` says, and the files of its folder.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioEntry {
    /// Its name.
    pub name: String,
    /// The hash of its meaning.
    pub fingerprint: String,
    /// What became of it.
    pub status: Status,
    /// Why it failed, or what to know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Baseline first.
    pub variants: Vec<VariantEntry>,
    /// The files of its folder.
    pub files: Vec<OutputFile>,
    /// What became of its promises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<Promise>,
    /// What of the scenario is here, in a shard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// What of a scenario a shard holds.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The place of the scenario in the batch, from 0.
    pub place: u64,
    /// What `index.csv` says of its file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// How many replicates the whole has.
    pub of: u64,
    /// Those that are here, in rising order.
    pub replicates: Vec<PartRange>,
    /// For each promise about a probability: the replicates with a value, and those of them that are large enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at_least: Vec<[u64; 2]>,
}

/// Consecutive replicates.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRange {
    /// The index of the first.
    pub first: u64,
    /// The index after the last.
    pub end: u64,
    /// The bytes of their rows in `replicates.csv`; 0 without it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub bytes: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(bytes: &u64) -> bool {
    *bytes == 0
}

/// A variant, or the baseline, of a scenario that has run.
#[doc = include_str!("examples/manifest.md")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantEntry {
    /// Its name.
    pub name: String,
    /// How many replicates were drawn; `None` unless the scenario is complete.
    pub replicates: Option<u64>,
    /// Why no more were.
    pub stop_reason: Option<String>,
}

impl ScenarioEntry {
    /// Whether it names files of its own folder alone: who reads results cannot know who wrote them.
    pub fn is_plain(&self) -> bool {
        let is_own = |file: &OutputFile| {
            let own = file.path.strip_prefix(&self.name).and_then(|rest| rest.strip_prefix('/'));
            own.is_some_and(|own| own.split('/').count() <= 2) && is_plain(&file.path)
        };
        is_plain(&self.name) && self.files.iter().all(is_own)
    }
}

/// Whether a path with `/` leads down only, on every system: `..` and absolute paths would lead out of the results.
fn is_plain(path: &str) -> bool {
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'))
    };
    path.split('/').all(is_plain)
}

impl Platform {
    /// This machine.
    pub(crate) fn this(threads: usize) -> Self {
        Self { os: std::env::consts::OS.to_owned(), architecture: std::env::consts::ARCH.to_owned(), threads }
    }
}

impl Manifest {
    /// The program's name in a manifest.
    pub(crate) const PROGRAM: &'static str = "rumeur";
    /// The manifest's file.
    pub(crate) const FILE: &'static str = "run.json";

    /// The text of the file.
    ///
    /// # Errors
    /// None in practice: every field can be written as JSON.
    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// Reads a manifest; `None` when the text is none of ours, or names files outside the results directory.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(text).ok()?;
        let is_plain = manifest.outputs.iter().all(|file| is_plain(&file.path))
            && manifest.scenarios.iter().all(ScenarioEntry::is_plain);
        (manifest.program == Self::PROGRAM && manifest.format == FORMAT && is_plain).then_some(manifest)
    }

    /// Every file that belongs to the results, but for `run.json` itself.
    pub(crate) fn files(&self) -> impl Iterator<Item = &OutputFile> {
        self.outputs.iter().chain(self.scenarios.iter().flat_map(|scenario| &scenario.files))
    }
}

/// `time` in UTC, to the second, as RFC 3339 has it.
pub(crate) fn timestamp(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// The date that lies `days` after 1970-01-01, by Hinnant, "chrono-compatible low-level date algorithms" (2021).
fn civil(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_of_the_results_are_not_plain() {
        for path in ["a", "a/b.csv", "a b/.hidden", "..a/b..", "é/figures/x.svg"] {
            assert!(is_plain(path), "{path}");
        }
        for path in ["", "/", "/a", "a/", "a//b", ".", "..", "a/..", "../a", "a/./b", "a\\..\\b", "C:/a", "a\0", "a\n"]
        {
            assert!(!is_plain(path), "{path:?}");
        }
    }

    #[test]
    fn a_scenario_names_files_of_its_own_folder_alone() {
        let digest = || Digest::of(b"");
        let entry = |files: &[&str]| ScenarioEntry {
            name: "a/b".to_owned(),
            fingerprint: String::new(),
            status: Status::Complete,
            message: None,
            variants: Vec::new(),
            promises: Vec::new(),
            part: None,
            files: files.iter().map(|path| OutputFile { path: (*path).to_owned(), digest: digest() }).collect(),
        };
        assert!(entry(&["a/b/summary.csv", "a/b/figures/iceberg.svg"]).is_plain());
        for path in ["summary.csv", "a/summary.csv", "a/bc/summary.csv", "a/b", "a/b/", "a/b/../c", "a/b/c/d/e.csv"] {
            assert!(!entry(&[path]).is_plain(), "{path}");
        }
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_302_305, "2026-11-21T23:05:05Z"),
        ] {
            assert_eq!(timestamp(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }
}
