use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A lock beside a results directory; the file is removed when it is given back.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`.
    ///
    /// The file that was locked may have been removed by its last owner since it was opened, so that another process
    /// could lock a new one: then it is tried again.
    pub(super) fn take(path: PathBuf) -> Result<Self, TryLockError> {
        loop {
            let file = open(&path).map_err(TryLockError::Error)?;
            file.try_lock()?;
            if is_at(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked: nobody else can have taken it.
        let _ = fs::remove_file(&self.path);
    }
}

/// Only an empty file of our own is opened: not what a link leads to, nor a pipe, nor what somebody wrote there.
fn open(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match File::create_new(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => open(path),
            opened => opened,
        },
        Err(error) => Err(error),
        Ok(meta) if meta.is_file() && meta.len() == 0 => match File::options().write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => open(path),
            opened => opened,
        },
        Ok(_) => Err(io::Error::other(format!("{} beside it is no lock of rumeur", path.display()))),
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let here = file.metadata().map(|meta| meta.ino());
    let there = fs::symlink_metadata(path).map(|meta| meta.ino());
    matches!((here, there), (Ok(here), Ok(there)) if here == there)
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
