use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The place itself, with links resolved as far as it exists.
pub(super) fn resolve(out: &Path) -> io::Result<PathBuf> {
    match fs::metadata(out) {
        Ok(meta) if meta.is_dir() => fs::canonicalize(out),
        Ok(_) => Err(io::Error::other("it is a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(out).is_ok() {
                return Err(io::Error::other("it is a link that leads nowhere"));
            }
            std::path::absolute(out)
        }
        Err(error) => Err(error),
    }
}

/// What not even `--force` may replace: `place`, and `staging` beside it, which a run clears away.
pub(super) fn protect(place: &Path, staging: &Path, parent: &Path, inputs: &[&Path]) -> Result<(), String> {
    let holds = |folder: &Path, path: &Path| fs::canonicalize(path).is_ok_and(|path| path.starts_with(folder));
    let real = |folder: &Path| fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let (place, staging) = (&real(place), &real(staging));
    if std::env::current_dir().is_ok_and(|current| holds(place, &current)) {
        return Err("it holds the current directory".to_owned());
    }
    if let Some(input) = inputs.iter().find(|input| holds(place, input)) {
        return Err(format!("it holds {}, which is to be run", input.display()));
    }
    if let Some(input) = inputs.iter().find(|input| holds(staging, input)) {
        return Err(format!("{} beside it holds {}, which is to be run", staging.display(), input.display()));
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
