use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::listing::Listing;
use super::standing::{below, real_file};
use crate::ensemble::{Keeper, Shard};
use crate::experiment::Experiment;
use crate::report::Manifest;

/// What a long scenario has drawn so far, in its folder while it runs: what `--resume` goes on from. A line that says what it
/// is, then the sums.
pub(super) struct Parts {
    path: PathBuf,
    head: Head,
    /// How often each promise about a probability was met so far.
    at_least: Box<dyn Fn() -> Vec<[u64; 2]> + Send>,
    part: u64,
    part_began: Instant,
    /// How long the last part took.
    took: Duration,
    written: Instant,
    /// How long nothing is written after that.
    pause: Duration,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    program: String,
    version: String,
    fingerprint: String,
    at_least: Vec<[u64; 2]>,
}

/// What was drawn before.
pub(super) struct Begun {
    pub(super) sums: Shard,
    pub(super) at_least: Vec<[u64; 2]>,
}

/// The seconds that a kill loses.
const PAUSE: Duration = Duration::from_secs(2);
/// Writing takes one part in so many of the time at most.
const RARELY: u32 = 30;

impl Parts {
    pub(super) const FILE: &'static str = "parts.sums";

    /// For the scenario with this fingerprint, whose folder is `folder`.
    pub(super) fn new(
        folder: &Path,
        version: &str,
        fingerprint: &str,
        at_least: Box<dyn Fn() -> Vec<[u64; 2]> + Send>,
    ) -> Self {
        let head = Head {
            program: Manifest::PROGRAM.to_owned(),
            version: version.to_owned(),
            fingerprint: fingerprint.to_owned(),
            at_least: Vec::new(),
        };
        let now = Instant::now();
        let path = folder.join(Self::FILE);
        let (part_began, written, took) = (now, now, Duration::ZERO);
        Self { path, head, at_least, part: 1 << 8, part_began, took, written, pause: PAUSE }
    }

    /// Writes at once: what was taken over must not be lost by a second kill.
    pub(super) fn write(&mut self, sums: &Shard) {
        let clock = Instant::now();
        self.head.at_least = (self.at_least)();
        // A run does not fail because it could not be gone on from: a full disk shows when the tables are written.
        let _ = put(&self.path, &self.head, sums);
        self.written = Instant::now();
        self.pause = PAUSE.max(RARELY * (self.written - clock));
    }

    /// What the folder of the scenario `name` in `results` has of it; `None` where it is not there, is damaged, or is of
    /// something else.
    pub(super) fn begun(
        results: &Path,
        name: &str,
        version: &str,
        fingerprint: &str,
        experiment: &Experiment,
    ) -> Option<Begun> {
        let file = format!("{name}/{}", Self::FILE);
        real_file(results, &file)?;
        let bytes = fs::read(below(results, &file)).ok()?;
        let (head, sums) = bytes.split_at(bytes.iter().position(|&byte| byte == b'\n')?);
        let head: Head = serde_json::from_slice(head).ok()?;
        if head.program != Manifest::PROGRAM || head.version != version || head.fingerprint != fingerprint {
            return None;
        }
        let sums = Shard::from_bytes(&sums[1..]).ok().filter(|sums| experiment.begins_with(sums))?;
        Some(Begun { sums, at_least: head.at_least })
    }

    /// Takes them away, where the scenario has come to its end.
    pub(super) fn remove(folder: &Path) {
        let path = folder.join(Self::FILE);
        // Most scenarios are too short to have any.
        let _ = fs::remove_file(path.with_extension("new"));
        let _ = fs::remove_file(path);
    }

    /// Whether any scenario of unfinished results has some.
    pub(super) fn are_in(results: &Path) -> bool {
        let is_parts = |path: &String| path.rsplit_once('/').is_some_and(|(_, file)| file == Self::FILE);
        Listing::of(results).is_ok_and(|listing| listing.files.keys().any(is_parts))
    }
}

impl Keeper for Parts {
    fn part(&mut self) -> u64 {
        self.part_began = Instant::now();
        self.part
    }

    fn keep(&mut self, sums: &Shard) {
        // Parts of some seconds at most; longer ones while it is their number, not their length, that takes the time.
        let took = self.part_began.elapsed();
        let is_cheap = took < Duration::from_secs(4) && 2 * took < 3 * self.took;
        if took < Duration::from_secs(1) || is_cheap {
            self.part = self.part.saturating_mul(2);
        }
        self.took = took;
        if self.written.elapsed() >= self.pause {
            self.write(sums);
        }
    }
}

/// Beside its place and renamed: it is there whole or as it was before.
fn put(path: &Path, head: &Head, sums: &Shard) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut bytes = serde_json::to_vec(head)?;
    bytes.push(b'\n');
    bytes.extend(sums.to_bytes());
    let mut file = File::create(&beside)?;
    file.write_all(&bytes)?;
    drop(file);
    fs::rename(beside, path)
}
