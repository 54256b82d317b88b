use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::report::{Digest, Manifest, OutputFile};

/// What stands where the results are to go.
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// An empty directory.
    Empty,
    /// Something that no run wrote.
    Foreign,
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
}

/// Looks at what stands at `folder` and reads all of it, if it is ours.
pub(super) fn inspect(folder: &Path) -> io::Result<Standing> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Absent),
        Err(error) => return Err(error),
        Ok(mut entries) => {
            if entries.next().is_none() {
                return Ok(Standing::Empty);
            }
        }
    }
    let Ok(text) = fs::read(folder.join(Manifest::FILE)) else { return Ok(Standing::Foreign) };
    let Some(manifest) = Manifest::parse(&text) else { return Ok(Standing::Foreign) };
    let mut added = BTreeSet::new();
    list(folder, "", &mut added)?;
    added.remove(Manifest::FILE);
    let files: Vec<&OutputFile> = manifest.files().collect();
    for file in &files {
        added.remove(&file.path);
    }
    let changed = files.into_par_iter().filter(|file| !is_intact(folder, file)).map(|file| file.path.clone()).collect();
    Ok(Standing::Ours(Box::new(Ours { manifest, changed, added })))
}

/// Whether the file below `folder` has the size and the hash that were noted.
pub(super) fn is_intact(folder: &Path, file: &OutputFile) -> bool {
    let path = below(folder, &file.path);
    let sized = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() == file.digest.bytes);
    sized && File::open(path).and_then(Digest::read).is_ok_and(|digest| digest == file.digest)
}

/// The path of a file that is named with `/` below `folder`.
pub(super) fn below(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    path.extend(name.split('/'));
    path
}

fn list(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            let before = files.len();
            list(&entry.path(), &format!("{name}/"), files)?;
            let is_empty = files.len() == before;
            if is_empty {
                files.insert(name);
            }
        } else {
            files.insert(name);
        }
    }
    Ok(())
}
