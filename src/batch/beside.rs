use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A new file beside the place where it is to go, under a name that nobody can guess. Dropped before it is put there,
/// it is removed.
#[derive(Debug)]
pub(super) struct Beside {
    place: PathBuf,
    path: PathBuf,
    out: BufWriter<File>,
}

impl Beside {
    /// Opens it; links are not followed.
    pub(super) fn create(place: &Path) -> io::Result<Self> {
        loop {
            // Seeded anew for each: nobody can wait at the name.
            let number = RandomState::new().build_hasher().finish();
            let path = place.with_file_name(format!(".rumeur-{number:016x}.part"));
            match File::create_new(&path) {
                Ok(file) => return Ok(Self { place: place.to_path_buf(), path, out: BufWriter::new(file) }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Where the bytes go.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Puts the file, which is synced, in its place, where nothing may stand.
    pub(super) fn put(self) -> io::Result<()> {
        match fs::hard_link(&self.path, &self.place) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // Some file systems have no second names.
            Err(error) if fs::symlink_metadata(&self.place).is_ok() => return Err(error),
            Err(_) => fs::rename(&self.path, &self.place)?,
        }
        sync_folder(&self.place)
    }

    /// Puts the file, which is synced, in its place, instead of what stands there.
    pub(super) fn replace(self) -> io::Result<()> {
        fs::rename(&self.path, &self.place)?;
        sync_folder(&self.place)
    }

    /// All bytes reach the disk: a full one may show only here.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_all()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It is gone already where it was renamed.
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes the names in the folder of `path` last. Some file systems cannot, and are no worse for it.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

/// There, names last without.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
