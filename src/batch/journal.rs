use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::report::{Digest, FORMAT, Manifest, ScenarioEntry, Settings};

/// What is complete in a directory that is still being written, line by line: what `--resume` goes by.
pub(super) struct Journal {
    file: File,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct JournalHead {
    pub(super) program: String,
    pub(super) format: u32,
    pub(super) version: String,
    pub(super) settings: Settings,
}

/// Every other line: a scenario whose files are all written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct JournalEntry {
    #[serde(flatten)]
    pub(super) scenario: ScenarioEntry,
    /// Size and hash of its rows of `comparison.csv`; `None` where it has no variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) comparison: Option<Digest>,
}

/// How the first line of every journal begins.
const START: &[u8] = b"{\"program\":\"rumeur\"";

impl JournalHead {
    pub(super) fn new(version: &str, settings: &Settings) -> Self {
        Self {
            program: Manifest::PROGRAM.to_owned(),
            format: FORMAT,
            version: version.to_owned(),
            settings: settings.clone(),
        }
    }
}

impl Journal {
    pub(super) const FILE: &'static str = "journal.jsonl";

    /// Marks `folder` as ours before anything else is in it: an empty journal.
    pub(super) fn mark(folder: &Path) -> io::Result<()> {
        File::create_new(folder.join(Self::FILE)).map(|_| ())
    }

    /// Begins the journal of a folder that was marked.
    pub(super) fn create(folder: &Path, head: &JournalHead) -> io::Result<Self> {
        let mut journal = Self { file: File::options().append(true).open(folder.join(Self::FILE))? };
        journal.line(head)?;
        Ok(journal)
    }

    /// Notes a scenario whose files are all written, with its rows of `comparison.csv`.
    pub(super) fn note(&mut self, entry: &ScenarioEntry, comparison: &[u8]) -> io::Result<()> {
        let comparison = (!comparison.is_empty()).then(|| Digest::of(comparison));
        self.line(&JournalEntry { scenario: entry.clone(), comparison })
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        // One write, so that a line is there whole or torn at the end of the file.
        self.file.write_all(&line)
    }

    /// Whether `folder` has a journal of ours, if only the beginning of its first line.
    pub(super) fn is_in(folder: &Path) -> bool {
        let mut head = Vec::new();
        let read = open(folder).is_some_and(|file| file.take(START.len() as u64).read_to_end(&mut head).is_ok());
        read && START.starts_with(&head)
    }

    /// What the journal of `folder` says; `None` when there is none of ours. A torn last line is left out, and so is
    /// every entry that names other files than those of its own scenario.
    pub(super) fn read(folder: &Path) -> Option<(JournalHead, Vec<JournalEntry>)> {
        let mut lines = BufReader::new(open(folder)?).lines();
        let head: JournalHead = serde_json::from_str(&lines.next()?.ok()?).ok()?;
        if head.program != Manifest::PROGRAM || head.format != FORMAT {
            return None;
        }
        let entries = lines.map_while(|line| serde_json::from_str(&line.ok()?).ok());
        Some((head, entries.filter(|entry: &JournalEntry| entry.scenario.is_plain()).collect()))
    }
}

/// A pipe would keep us waiting, a link may lead anywhere.
fn open(folder: &Path) -> Option<File> {
    let path = folder.join(Journal::FILE);
    let is_file = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
    if is_file { File::open(path).ok() } else { None }
}
