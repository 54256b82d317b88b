use std::fs;
use std::path::{Path, PathBuf};

use super::error::Refusal;
use super::journal::Journal;
use crate::report::Manifest;
use crate::scenario::{Diagnostics, check_names, scenario_name};

/// A scenario file and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// The scenario's name.
    pub name: String,
    /// The file below the directory given, with `/`: what `index.csv` says.
    pub file: String,
}

/// The scenario files of `paths`: files as given, directories with all below them in the order of the names' bytes.
///
/// Hidden files and folders and the folders of earlier results are passed over; links are followed, loops are not.
///
/// # Errors
/// Paths that cannot be read, directories without scenarios, and names that break the rules or clash: all at once.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<Found>, Vec<Refusal>> {
    let mut found = Vec::new();
    let mut refusals = Vec::new();
    let mut diagnostics = Diagnostics::default();
    for path in paths {
        let mut files = Vec::new();
        match collect(path, &mut files) {
            Ok(()) if files.is_empty() => refusals.push(Refusal::NoScenario(path.clone())),
            Ok(()) => found.extend(name_all(path, files, &mut diagnostics)),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if let Err(clashes) = check_names(found.iter().map(|found| (found.name.as_str(), found.path.as_path()))) {
        diagnostics.0.extend(clashes.0);
    }
    if !diagnostics.0.is_empty() {
        refusals.push(Refusal::Scenarios(diagnostics));
    }
    if refusals.is_empty() { Ok(found) } else { Err(refusals) }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Refusal> {
    let unreadable = |source| Refusal::Unreadable { path: path.to_path_buf(), source };
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        walk(path, &mut Vec::new(), files)
    } else {
        files.push(path.to_path_buf());
        Ok(())
    }
}

/// `ancestors` are the folders above, with links resolved: a link to one of them is a loop.
fn walk(folder: &Path, ancestors: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) -> Result<(), Refusal> {
    let unreadable = |source| Refusal::Unreadable { path: folder.to_path_buf(), source };
    let real = fs::canonicalize(folder).map_err(unreadable)?;
    if ancestors.contains(&real) || is_output(folder) {
        return Ok(());
    }
    ancestors.push(real);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // A link that leads nowhere is no scenario.
        let Ok(kind) = fs::metadata(&path) else { continue };
        if kind.is_dir() {
            walk(&path, ancestors, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    ancestors.pop();
    Ok(())
}

/// Whether the folder is what an earlier run wrote: its effective scenarios are not to be run again.
fn is_output(folder: &Path) -> bool {
    let manifest = folder.join(Manifest::FILE);
    folder.join(Journal::FILE).is_file()
        || (manifest.is_file() && fs::read(manifest).is_ok_and(|text| Manifest::parse(&text).is_some()))
}

fn name_all(root: &Path, files: Vec<PathBuf>, diagnostics: &mut Diagnostics) -> Vec<Found> {
    let mut found = Vec::with_capacity(files.len());
    for path in files {
        let relative = match path.strip_prefix(root) {
            Ok(relative) if relative.as_os_str().is_empty() => path.file_name().map(PathBuf::from).unwrap_or_default(),
            Ok(relative) => relative.to_path_buf(),
            Err(_) => path.clone(),
        };
        match scenario_name(&relative) {
            Ok(name) => {
                let file = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                found.push(Found { path, name, file });
            }
            Err(errors) => diagnostics.0.extend(errors.0),
        }
    }
    found.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, "").expect("a file");
        }
        folder
    }

    fn names(root: &Path) -> Vec<String> {
        discover(&[root.to_path_buf()]).expect("scenarios").into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn names_come_in_the_order_of_their_bytes() {
        let root = tree(&["b.toml", "a/z.toml", "a-b.toml", "a.toml", "notes.md", ".hidden.toml", ".git/x.toml"]);
        assert_eq!(names(root.path()), ["a", "a-b", "a/z", "b"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_loop_of_links_ends() {
        let root = tree(&["a/x.toml"]);
        std::os::unix::fs::symlink("..", root.path().join("a/up")).expect("a link");
        std::os::unix::fs::symlink("nowhere", root.path().join("dead.toml")).expect("a link");
        assert_eq!(names(root.path()), ["a/x"]);
    }

    #[test]
    fn a_file_is_named_by_itself_and_an_empty_folder_is_an_error() {
        let root = tree(&["a/x.toml", "empty/notes.md"]);
        let found = discover(&[root.path().join("a/x.toml")]).expect("a scenario");
        assert_eq!((found[0].name.as_str(), found[0].file.as_str()), ("x", "x.toml"));
        let refusals = discover(&[root.path().join("empty"), root.path().join("none")]).expect_err("two errors");
        assert!(matches!(refusals[..], [Refusal::NoScenario(_), Refusal::Unreadable { .. }]), "{refusals:?}");
    }
}
