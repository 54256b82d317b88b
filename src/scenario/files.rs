use std::collections::BTreeMap;
use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::digest::Digest;
use crate::sync::lock;

/// A file that a scenario reads beside its own.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Where it is.
    pub path: PathBuf,
    /// The hash of its bytes; `None` for what is no plain file or cannot be read, which fails where it is needed.
    pub digest: Option<Digest>,
    /// The edge list that was hashed, for whoever reads it next.
    pub(crate) opened: Opened,
}

/// A file that is still open, for one reader; then it is opened again. It does not tell two named files apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opened(Arc<Mutex<Slot>>);

#[derive(Debug, Default)]
struct Slot(Option<File>);

/// So many files are left open at most: a process may have 256 or 1,024.
const MOST_OPEN: usize = 64;

static OPEN: AtomicUsize = AtomicUsize::new(0);

impl Opened {
    /// The file at its beginning, if nobody has taken it.
    pub(crate) fn take(&self) -> Option<File> {
        let mut file = lock(&self.0).take()?;
        file.rewind().ok()?;
        Some(file)
    }
}

impl PartialEq for Opened {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Opened {}

impl Slot {
    fn new(file: File) -> Self {
        if OPEN.fetch_add(1, Ordering::Relaxed) < MOST_OPEN {
            return Self(Some(file));
        }
        OPEN.fetch_sub(1, Ordering::Relaxed);
        Self(None)
    }

    fn take(&mut self) -> Option<File> {
        let file = self.0.take()?;
        OPEN.fetch_sub(1, Ordering::Relaxed);
        Some(file)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.take();
    }
}

/// Each file once, in the order of paths, and hashed once, however many variants name it; each with whether it is an edge
/// list, which stays open for its reader.
pub(super) fn named<'a>(paths: impl Iterator<Item = (&'a PathBuf, bool)>) -> Vec<NamedFile> {
    let mut each: BTreeMap<&PathBuf, bool> = BTreeMap::new();
    for (path, is_edge_list) in paths {
        *each.entry(path).or_default() |= is_edge_list;
    }
    each.into_iter().map(|(path, is_edge_list)| named_file(path, is_edge_list)).collect()
}

fn named_file(path: &Path, stays_open: bool) -> NamedFile {
    let (file, digest) = hashed(path).unzip();
    let slot = file.filter(|_| stays_open).map_or_else(Slot::default, Slot::new);
    NamedFile { path: path.to_owned(), digest, opened: Opened(Arc::new(Mutex::new(slot))) }
}

fn hashed(path: &Path) -> Option<(File, Digest)> {
    // A pipe can be read only once, and a device may never end.
    if !path.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return None;
    }
    let file = File::open(path).ok()?;
    let digest = Digest::read(&file).ok()?;
    Some((file, digest))
}
