use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::text;
use crate::vocabulary::{Text, system_reason};

/// The place itself, with links resolved as far as it exists.
pub(super) fn resolve(out: &Path) -> Result<PathBuf, Text> {
    match fs::metadata(out) {
        Ok(meta) if meta.is_dir() => fs::canonicalize(out).map_err(|error| system_reason(&error)),
        Ok(_) => Err(text!("it is a file", "c'est un fichier")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(out).is_ok() {
                return Err(text!("it is a link that leads nowhere", "c'est un lien qui ne mène nulle part"));
            }
            std::path::absolute(out).map_err(|error| system_reason(&error))
        }
        Err(error) => Err(system_reason(&error)),
    }
}

/// What not even `--force` may replace: `place`, and `staging` beside it, which a run clears away.
pub(super) fn protect(place: &Path, staging: &Path, parent: &Path, inputs: &[&Path]) -> Result<(), Text> {
    let holds = |folder: &Path, path: &Path| fs::canonicalize(path).is_ok_and(|path| path.starts_with(folder));
    let real = |folder: &Path| fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let (place, staging) = (&real(place), &real(staging));
    if std::env::current_dir().is_ok_and(|current| holds(place, &current)) {
        return Err(text!("it holds the current directory", "il contient le dossier courant"));
    }
    if let Some(input) = inputs.iter().find(|input| holds(place, input)) {
        let input = input.display();
        return Err(text!("it holds {input}, which is read here", "il contient {input}, qui est lu ici"));
    }
    if let Some(input) = inputs.iter().find(|input| holds(staging, input)) {
        let (staging, input) = (staging.display(), input.display());
        return Err(text!(
            "{staging} beside it holds {input}, which is read here",
            "{staging}, à côté, contient {input}, qui est lu ici"
        ));
    }
    if is_other_device(place, parent) {
        return Err(text!(
            "it is a mount point, which cannot be replaced: name a directory inside it",
            "c'est un point de montage, qui ne peut pas être remplacé : nommez un dossier dedans"
        ));
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
