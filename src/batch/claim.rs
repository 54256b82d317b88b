use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::Refusal;
use super::journal::Journal;
use super::previous::Previous;
use super::standing::{Ours, Standing, inspect};

/// What to do with what stands where the results are to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Replace our own untouched results, refuse anything else.
    #[default]
    Fresh,
    /// Take over what is complete, from our own results or from an interrupted run.
    Resume,
    /// Replace whatever it is.
    Force,
}

/// A results directory that this process alone writes: beside its place at first, then renamed into it.
///
/// Dropped before it is published, it leaves no trace.
#[derive(Debug)]
pub struct Claim {
    out: PathBuf,
    staging: PathBuf,
    shown_staging: PathBuf,
    aside: PathBuf,
    /// What is taken over on `--resume`, best first.
    pub(super) previous: Vec<Previous>,
    leftovers: Vec<PathBuf>,
    keeps_staging: bool,
    lock: PathBuf,
    _lock: File,
}

impl Claim {
    /// Claims `out` for this process, for results made from the files `inputs`.
    ///
    /// # Errors
    /// When it cannot be written, is locked by another run, or holds what must not be replaced; nothing is changed then.
    pub fn new(out: &Path, mode: Mode, inputs: &[&Path]) -> Result<Self, Refusal> {
        let bad = |reason: String| Refusal::BadOutput { out: out.to_path_buf(), reason };
        let place = resolve(out).map_err(|error| bad(error.to_string()))?;
        let (Some(parent), Some(name)) = (place.parent(), place.file_name().and_then(|name| name.to_str())) else {
            return Err(bad("it has no name that can be written".to_owned()));
        };
        fs::create_dir_all(parent).map_err(|error| bad(error.to_string()))?;
        protect(&place, parent, inputs).map_err(bad)?;

        let beside = |name: String| parent.join(name);
        let lock = beside(format!(".{name}.lock"));
        let lock_file = take_lock(&lock).map_err(|error| match error {
            TryLockError::WouldBlock => Refusal::Locked(out.to_path_buf()),
            TryLockError::Error(error) => bad(error.to_string()),
        })?;
        let mut claim = Self {
            staging: beside(format!("{name}.partial")),
            shown_staging: out.with_file_name(format!("{name}.partial")),
            aside: beside(format!(".{name}.old")),
            out: place,
            previous: Vec::new(),
            leftovers: Vec::new(),
            keeps_staging: true,
            lock,
            _lock: lock_file,
        };
        claim.repair().map_err(|error| bad(error.to_string()))?;
        claim.clear(out, mode)?;
        fs::create_dir(&claim.staging).map_err(|error| bad(error.to_string()))?;
        claim.keeps_staging = false;
        Ok(claim)
    }

    /// Where the files are written until they are published.
    pub fn folder(&self) -> &Path {
        &self.staging
    }

    /// Whether results stand in the place that is claimed.
    pub fn replaces_results(&self) -> bool {
        matches!(fs::read_dir(&self.out).map(|mut entries| entries.next().is_some()), Ok(true))
    }

    /// Renames the whole directory into place.
    ///
    /// # Errors
    /// When that fails; what stood there before stands there again.
    pub fn publish(mut self) -> io::Result<()> {
        if self.replaces_results() {
            fs::rename(&self.out, &self.aside)?;
            if let Err(error) = fs::rename(&self.staging, &self.out) {
                // The first error is the one to be told.
                let _ = fs::rename(&self.aside, &self.out);
                return Err(error);
            }
        } else {
            if self.out.exists() {
                fs::remove_dir(&self.out)?;
            }
            fs::rename(&self.staging, &self.out)?;
        }
        self.keeps_staging = true;
        self.discard_leftovers();
        // The new results are in place; what cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(&self.aside);
        Ok(())
    }

    /// Gives the claim up but leaves what is complete to be resumed; says where.
    pub fn keep(mut self) -> PathBuf {
        self.keeps_staging = true;
        self.discard_leftovers();
        self.shown_staging.clone()
    }

    /// Mends what a run that was killed between two renames left behind.
    fn repair(&self) -> io::Result<()> {
        if self.aside.exists() {
            if self.out.exists() {
                fs::remove_dir_all(&self.aside)?;
            } else {
                fs::rename(&self.aside, &self.out)?;
            }
        }
        Ok(())
    }

    /// Decides on what stands in the place and on what interrupted runs left beside it.
    fn clear(&mut self, out: &Path, mode: Mode) -> Result<(), Refusal> {
        let in_the_way = |reason: String| Refusal::InTheWay { out: out.to_path_buf(), reason };
        let bad = |error: io::Error| Refusal::BadOutput { out: out.to_path_buf(), reason: error.to_string() };
        let standing = inspect(&self.out).map_err(bad)?;
        match (&standing, mode) {
            (Standing::Absent | Standing::Empty, _) | (_, Mode::Force) => {}
            (Standing::Foreign, _) => return Err(in_the_way("no run of rumeur wrote it".to_owned())),
            (Standing::Ours(ours), Mode::Fresh) => untouched(ours).map_err(in_the_way)?,
            (Standing::Ours(ours), Mode::Resume) => nothing_added(ours).map_err(in_the_way)?,
        }
        self.set_leftovers_aside(mode).map_err(|path| {
            in_the_way(format!("{} beside it was not written by rumeur, or cannot be moved", path.display()))
        })?;
        if mode == Mode::Resume {
            self.previous = self.leftovers.iter().rev().filter_map(|folder| Previous::of_partial(folder)).collect();
            if let Standing::Ours(ours) = standing {
                self.previous.push(Previous::of_results(&self.out, *ours));
            }
        } else {
            self.discard_leftovers();
        }
        Ok(())
    }

    /// Gathers what interrupted runs left, oldest first; a directory that is not theirs is an error.
    fn set_leftovers_aside(&mut self, mode: Mode) -> Result<(), PathBuf> {
        let numbered = |number: u32| {
            let name = self.out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            self.out.with_file_name(format!(".{name}.resumed-{number}"))
        };
        let mut number = 1;
        while numbered(number).exists() {
            self.leftovers.push(numbered(number));
            number += 1;
        }
        if !self.staging.exists() {
            return Ok(());
        }
        // A run that was killed at once leaves an empty directory, without a journal.
        if fs::remove_dir(&self.staging).is_ok() {
            return Ok(());
        }
        if Journal::read(&self.staging).is_none() && mode != Mode::Force {
            return Err(self.shown_staging.clone());
        }
        fs::rename(&self.staging, numbered(number)).map_err(|_| self.shown_staging.clone())?;
        self.leftovers.push(numbered(number));
        Ok(())
    }

    fn discard_leftovers(&mut self) {
        for folder in self.leftovers.drain(..) {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.keeps_staging {
            // Nothing better can be done at this point; the next run removes it.
            let _ = fs::remove_dir_all(&self.staging);
        }
        // Still locked: nobody else can have taken it.
        let _ = fs::remove_file(&self.lock);
    }
}

/// The place itself, with links resolved as far as it exists.
fn resolve(out: &Path) -> io::Result<PathBuf> {
    match fs::metadata(out) {
        Ok(meta) if meta.is_dir() => fs::canonicalize(out),
        Ok(_) => Err(io::Error::other("it is a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => std::path::absolute(out),
        Err(error) => Err(error),
    }
}

/// What not even `--force` may replace.
fn protect(place: &Path, parent: &Path, inputs: &[&Path]) -> Result<(), String> {
    let holds = |path: &Path| fs::canonicalize(path).is_ok_and(|path| path.starts_with(place));
    if std::env::current_dir().is_ok_and(|current| holds(&current)) {
        return Err("it holds the current directory".to_owned());
    }
    if let Some(input) = inputs.iter().find(|input| holds(input)) {
        return Err(format!("it holds {}, which is to be run", input.display()));
    }
    if is_other_device(place, parent) {
        return Err("it is a mount point, which cannot be replaced: name a directory inside it".to_owned());
    }
    Ok(())
}

#[cfg(unix)]
fn is_other_device(place: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path| fs::metadata(path).map(|meta| meta.dev()).ok();
    device(place).is_some_and(|place| device(parent) != Some(place))
}

#[cfg(not(unix))]
fn is_other_device(_: &Path, _: &Path) -> bool {
    false
}

/// Locks the file at `path`. The one that was locked may have been removed by its last owner since it was opened, so
/// that another process could lock a new one: then try again.
fn take_lock(path: &Path) -> Result<File, TryLockError> {
    loop {
        let file = File::options().create(true).write(true).truncate(false).open(path).map_err(TryLockError::Error)?;
        file.try_lock()?;
        if is_at(&file, path) {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let here = file.metadata().map(|meta| meta.ino());
    let there = fs::metadata(path).map(|meta| meta.ino());
    matches!((here, there), (Ok(here), Ok(there)) if here == there)
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

fn untouched(ours: &Ours) -> Result<(), String> {
    nothing_added(ours)?;
    match ours.changed.first() {
        Some(path) => Err(format!("{path} was changed since it was written{}", and_more(ours.changed.len()))),
        None => Ok(()),
    }
}

fn nothing_added(ours: &Ours) -> Result<(), String> {
    match ours.added.first() {
        Some(path) => Err(format!("{path} in it is not from rumeur{}", and_more(ours.added.len()))),
        None => Ok(()),
    }
}

fn and_more(count: usize) -> String {
    if count > 1 { format!(", and {} more", count - 1) } else { String::new() }
}
