//! Whether a file that a key names can be used.

use std::path::Path;

/// Why a file cannot be used, and what to do.
pub(super) struct Unusable {
    pub(super) what: (&'static str, &'static str),
    pub(super) hint: (&'static str, &'static str),
}

/// Whether a file can be used; nothing is read from it here.
pub(super) fn unusable(path: &Path) -> Option<Unusable> {
    let hint = (
        "paths start at the folder of the file that names them",
        "les chemins partent du dossier du fichier qui les nomme",
    );
    let (what, hint) = match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            (("names a file that does not exist", "nomme un fichier qui n'existe pas"), hint)
        }
        Err(_) => (("names a file that cannot be read", "nomme un fichier illisible"), hint),
        Ok(metadata) if metadata.is_dir() => (("names a folder, not a file", "nomme un dossier, pas un fichier"), hint),
        // It is read more than once: for its hash, too.
        Ok(metadata) if !metadata.is_file() => (
            ("names a pipe or a device, not a file", "nomme un tube ou un périphérique, pas un fichier"),
            ("write what it says into a file first", "écrivez d'abord dans un fichier ce qui en sort"),
        ),
        Ok(_) => return None,
    };
    Some(Unusable { what, hint })
}
