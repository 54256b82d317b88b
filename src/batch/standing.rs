use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::journal::Journal;
use super::listing::Listing;
use crate::report::{Digest, Manifest, OutputFile};

/// What stands where the results are to go.
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// A directory without anything that counts.
    Empty(Listing),
    /// Something that no run wrote.
    Foreign(Listing),
    /// The results of a run.
    Ours(Box<Ours>),
}

/// The results of an earlier run, held against its manifest.
pub(super) struct Ours {
    pub(super) manifest: Manifest,
    /// Files of the manifest that are gone or have other bytes.
    pub(super) changed: BTreeSet<String>,
    /// Files that are not in the manifest.
    pub(super) added: BTreeSet<String>,
    /// All of it.
    pub(super) listing: Listing,
}

impl Standing {
    /// What lies there; `None` where nothing stands.
    pub(super) fn listing(&self) -> Option<&Listing> {
        match self {
            Self::Absent => None,
            Self::Empty(listing) | Self::Foreign(listing) => Some(listing),
            Self::Ours(ours) => Some(&ours.listing),
        }
    }
}

/// Looks at what stands at `folder` and reads all of it, if it is ours.
pub(super) fn inspect(folder: &Path) -> io::Result<Standing> {
    let listing = match Listing::of(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Absent),
        listing => listing?,
    };
    if listing.files.is_empty() {
        return Ok(Standing::Empty(listing));
    }
    let Some(manifest) = read_manifest(folder) else { return Ok(Standing::Foreign(listing)) };
    let mut added: BTreeSet<String> = listing.files.keys().cloned().collect();
    added.remove(Manifest::FILE);
    if Journal::is_in(folder) {
        // Killed between the renaming of the folder and the end of its journal.
        added.remove(Journal::FILE);
    }
    let files: Vec<&OutputFile> = manifest.files().collect();
    for file in &files {
        added.remove(&file.path);
    }
    // Killed while the files of a folder were removed.
    let emptied = |folder: &String| {
        let inside = format!("{folder}/");
        files.iter().any(|file| file.path.starts_with(&inside))
    };
    for folder in listing.empty.iter().filter(|folder| emptied(folder)) {
        added.remove(folder);
    }
    let changed = files.into_par_iter().filter(|file| !is_intact(folder, file)).map(|file| file.path.clone()).collect();
    Ok(Standing::Ours(Box::new(Ours { manifest, changed, added, listing })))
}

/// Whether `folder` is the results of a run, finished or not.
pub(super) fn is_results_folder(folder: &Path) -> bool {
    Journal::is_in(folder) || read_manifest(folder).is_some()
}

/// The manifest of `folder`; `None` where there is none of ours.
pub(super) fn read_manifest(folder: &Path) -> Option<Manifest> {
    let path = folder.join(Manifest::FILE);
    let is_file = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
    if is_file { Manifest::parse(&fs::read(path).ok()?) } else { None }
}

/// Whether the file below `folder` has the size and the hash that were noted.
pub(super) fn is_intact(folder: &Path, file: &OutputFile) -> bool {
    let sized = real_file(folder, &file.path).is_some_and(|meta| meta.len() == file.digest.bytes);
    sized && File::open(below(folder, &file.path)).and_then(Digest::read).is_ok_and(|digest| digest == file.digest)
}

/// The file that is named with `/` below `folder`; `None` where it is none, or a link stands on the way to it.
pub(super) fn real_file(folder: &Path, name: &str) -> Option<fs::Metadata> {
    let mut path = folder.to_path_buf();
    let mut parts = name.split('/').peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        let meta = fs::symlink_metadata(&path).ok()?;
        if parts.peek().is_none() {
            return meta.is_file().then_some(meta);
        }
        if !meta.is_dir() {
            return None;
        }
    }
    None
}

/// The path of a file that is named with `/` below `folder`.
pub(super) fn below(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    path.extend(name.split('/'));
    path
}

/// Makes the folder that is named with `/` below `folder`, which has to be there: one that vanished is not made again.
pub(super) fn make_below(folder: &Path, name: &str) -> io::Result<()> {
    let mut path = folder.to_path_buf();
    for part in name.split('/') {
        path.push(part);
        match fs::create_dir(&path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Removes a results directory, what it is known by last: whatever is left of it if we are killed is known still.
pub(super) fn remove_ours(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == Manifest::FILE || name == Journal::FILE {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    for mark in [Journal::FILE, Manifest::FILE] {
        match fs::remove_file(folder.join(mark)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::remove_dir(folder)
}
