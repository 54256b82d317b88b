use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Up to so many files are synced one by one; beyond, the whole file system is, in one call where there is one.
const FEW: usize = 64;

/// Makes a folder last with all that is in it, so that after a power cut it is whole once it is renamed into place.
pub(super) fn sync_tree(folder: &Path) -> io::Result<()> {
    let mut found = Vec::new();
    gather(folder, &mut found)?;
    if found.len() > FEW && sync_all_at_once(folder)? {
        return Ok(());
    }
    for path in found {
        match File::open(&path).and_then(|file| file.sync_all()) {
            // Some file systems sync no folders, and some systems open none.
            Err(_) if path.is_dir() => {}
            done => done?,
        }
    }
    Ok(())
}

/// Files before the folder that names them.
fn gather(folder: &Path, found: &mut Vec<std::path::PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    found.push(folder.to_path_buf());
    Ok(())
}

/// Whether there is such a call.
#[cfg(target_os = "linux")]
fn sync_all_at_once(folder: &Path) -> io::Result<bool> {
    rustix::fs::syncfs(File::open(folder)?)?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn sync_all_at_once(_: &Path) -> io::Result<bool> {
    Ok(false)
}
