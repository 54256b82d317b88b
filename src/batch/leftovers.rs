use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::Refusal;
use super::journal::Journal;
use super::standing::{read_manifest, remove_ours};
use crate::report::tables::Status;
use crate::vocabulary::system_reason;

/// What interrupted runs left beside a results directory, oldest first.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    folders: Vec<PathBuf>,
    next: u64,
}

impl Leftovers {
    /// Looks for all of them beside `out`: `.NAME.resumed-1` and so on, in any order and with gaps.
    ///
    /// # Errors
    /// When a folder of such a name is not ours.
    pub(super) fn beside(out: &Path, shown: &Path) -> Result<Self, Refusal> {
        let (Some(parent), Some(name)) = (out.parent(), out.file_name().and_then(|name| name.to_str())) else {
            return Ok(Self::default());
        };
        let prefix = format!(".{name}.resumed-");
        let mut numbered = Vec::new();
        let entries = fs::read_dir(parent).map_err(bad(shown))?;
        for entry in entries {
            let entry = entry.map_err(bad(shown))?;
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_prefix(&prefix));
            if let Some(number) = number.and_then(|number| number.parse::<u64>().ok()) {
                known(&entry.path())?;
                numbered.push((number, entry.path()));
            }
        }
        numbered.sort();
        let next = numbered.last().map_or(1, |(number, _)| number.saturating_add(1));
        Ok(Self { folders: numbered.into_iter().map(|(_, path)| path).collect(), next })
    }

    /// Newest first: what is to be preferred.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().rev().map(PathBuf::as_path)
    }

    /// Moves `staging` out of the way, as the newest.
    pub(super) fn take_in(&mut self, staging: &Path, out: &Path) -> io::Result<()> {
        let name = out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let aside = out.with_file_name(format!(".{name}.resumed-{}", self.next));
        fs::rename(staging, &aside)?;
        self.folders.push(aside);
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    /// Removes them, oldest first; what cannot be removed now is removed by the next run.
    pub(super) fn discard(&mut self) {
        for folder in self.folders.drain(..) {
            let _ = remove_ours(&folder);
        }
    }
}

/// Refuses what no run of ours left, though it has the name of such a thing.
pub(super) fn known(path: &Path) -> Result<(), Refusal> {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir());
    let is_empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    if is_folder && (Journal::is_in(path) || read_manifest(path).is_some() || is_empty()) {
        return Ok(());
    }
    Err(Refusal::NotLeftBehind(path.to_path_buf()))
}

/// How many scenarios are complete in what an interrupted run left.
pub(super) fn complete(folder: &Path) -> usize {
    match (Journal::read(folder), read_manifest(folder)) {
        (Some((_, entries)), _) => entries.len(),
        (None, Some(manifest)) => manifest.scenarios.iter().filter(|entry| entry.status == Status::Complete).count(),
        (None, None) => 0,
    }
}

fn bad(shown: &Path) -> impl Fn(io::Error) -> Refusal {
    move |error| Refusal::BadOutput { out: shown.to_path_buf(), reason: system_reason(&error) }
}
