use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::digest::Digest;

/// A file that a scenario reads beside its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Where it is.
    pub path: PathBuf,
    /// The hash of its bytes; `None` for what is no plain file or cannot be read, which fails where it is needed.
    pub digest: Option<Digest>,
}

/// Each file once, in the order of paths, and read once, however many variants name it.
pub(super) fn named<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> Vec<NamedFile> {
    let each: BTreeSet<&PathBuf> = paths.collect();
    each.into_iter().map(|path| NamedFile { path: path.clone(), digest: digest(path) }).collect()
}

fn digest(path: &Path) -> Option<Digest> {
    // A pipe can be read only once, and a device may never end.
    path.metadata().is_ok_and(|metadata| metadata.is_file()).then(|| File::open(path).and_then(Digest::read).ok())?
}
