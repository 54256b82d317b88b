use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::report::{FORMAT, Manifest, ScenarioEntry, Settings};

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

    pub(super) fn create(folder: &Path, head: &JournalHead) -> io::Result<Self> {
        let mut journal = Self { file: File::create_new(folder.join(Self::FILE))? };
        journal.line(head)?;
        Ok(journal)
    }

    /// Notes a scenario whose files are all written.
    pub(super) fn note(&mut self, entry: &ScenarioEntry) -> io::Result<()> {
        self.line(entry)
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        // One write, so that a line is there whole or torn at the end of the file.
        self.file.write_all(&line)
    }

    /// What the journal of `folder` says; `None` when there is none of ours. A torn last line is left out.
    pub(super) fn read(folder: &Path) -> Option<(JournalHead, Vec<ScenarioEntry>)> {
        let mut lines = BufReader::new(File::open(folder.join(Self::FILE)).ok()?).lines();
        let head: JournalHead = serde_json::from_str(&lines.next()?.ok()?).ok()?;
        if head.program != Manifest::PROGRAM || head.format != FORMAT {
            return None;
        }
        let entries = lines.map_while(|line| serde_json::from_str(&line.ok()?).ok()).collect();
        Some((head, entries))
    }
}
