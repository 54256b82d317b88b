use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::error::BatchError;
use super::figures::FIGURES;
use super::standing::{below, make_below};
use super::written::Tables;
use crate::report::figures::FigureKind;
use crate::report::tables::{REPLICATES, SCENARIO_TABLES};
use crate::report::{Dialect, Digest, OutputFile, Row, ShardBy, ShardSettings, to_bytes};
use crate::vocabulary::Language;

/// The effective scenario in its folder.
pub(super) const SCENARIO_FILE: &str = "scenario.toml";

/// The sums of some of its replicates, beside it.
pub(super) const SUMS_FILE: &str = "shard.sums";

/// Where and how the files of the scenarios are written.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) staging: &'a Path,
    pub(super) dialect: Dialect,
    pub(super) raw: bool,
    pub(super) figures: Option<Language>,
    pub(super) tables: Tables,
    pub(super) shard: Option<&'a ShardSettings>,
    pub(super) version: &'a str,
    /// What interrupted runs left, best first.
    pub(super) left: &'a [PathBuf],
}

impl Files<'_> {
    /// Whether scenarios are written in part: some of their replicates.
    pub(super) fn holds_parts(&self) -> bool {
        self.shard.is_some_and(|shard| shard.by == ShardBy::Replicates)
    }
}

/// The folder of a scenario while it is written.
pub(super) struct Folder<'a> {
    pub(super) files: Files<'a>,
    name: &'a str,
    pub(super) path: PathBuf,
    pub(super) written: Vec<OutputFile>,
}

impl<'a> Folder<'a> {
    pub(super) fn new(files: Files<'a>, name: &'a str) -> Result<Self, BatchError> {
        let path = below(files.staging, name);
        make_below(files.staging, name).map_err(BatchError::write(path.clone()))?;
        Ok(Self { files, name, path, written: Vec::new() })
    }

    pub(super) fn table<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, BatchError> {
        let bytes = to_bytes(self.files.dialect, rows).map_err(BatchError::write(self.path.join(R::TABLE.file)))?;
        self.file(R::TABLE.file, &bytes)?;
        Ok(bytes)
    }

    /// A table that may be left out.
    pub(super) fn wanted<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<(), BatchError> {
        if self.files.tables.has(R::TABLE.name) { self.table(rows).map(|_| ()) } else { Ok(()) }
    }

    pub(super) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), BatchError> {
        let path = below(&self.path, name);
        if let Some((folder, _)) = name.rsplit_once('/') {
            make_below(&self.path, folder).map_err(BatchError::write(path.clone()))?;
        }
        write(&path, bytes).map_err(BatchError::write(path))?;
        self.note(name, Digest::of(bytes));
        Ok(())
    }

    pub(super) fn note(&mut self, file: &str, digest: Digest) {
        self.written.push(OutputFile { path: format!("{}/{file}", self.name), digest });
    }

    /// Removes what was written; folders of other scenarios may lie inside.
    pub(super) fn remove(&self) {
        let tables = SCENARIO_TABLES.iter().map(|table| table.info.file);
        for file in tables.chain([REPLICATES.file, SUMS_FILE, SCENARIO_FILE]) {
            // Most were not written at all.
            let _ = fs::remove_file(self.path.join(file));
        }
        for kind in FigureKind::ALL {
            for ending in ["svg", "csv"] {
                let _ = fs::remove_file(self.path.join(FIGURES).join(format!("{kind}.{ending}")));
            }
        }
        let _ = fs::remove_dir(self.path.join(FIGURES));
        let _ = fs::remove_dir(&self.path);
    }
}

/// Removes what a scenario wrote, and the folders above it that are empty now.
pub(super) fn discard(files: Files<'_>, name: &str) {
    let path = below(files.staging, name);
    let folder = Folder { files, name, path: path.clone(), written: Vec::new() };
    folder.remove();
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != files.staging) {
        // It fails where other scenarios are, and is meant to.
        let _ = fs::remove_dir(folder);
    }
}

/// A full disk may show only when the file is closed.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.flush()
}
