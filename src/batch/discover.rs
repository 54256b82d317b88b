use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::error::Refusal;
use super::invalid::Invalid;
use super::standing::is_results_folder;
use crate::scenario::{Diagnostic, Diagnostics, check_names, fold, how_alike, named_anyhow, scenario_name, shown};
use crate::text;

/// A scenario file and what it is called.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// The scenario's name.
    pub name: String,
    /// The file below the folder that all paths given have in common, with `/`: what `index.csv` says.
    pub file: String,
}

/// What was found.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, Default)]
pub struct Discovered {
    /// The scenario files.
    pub found: Vec<Found>,
    /// What is wrong with others, by themselves: a name that no folder can have, a link that leads nowhere. These cannot be
    /// run, all others can.
    pub unnamed: Vec<Invalid>,
    /// What is wrong with those that some file system takes for one by their names; none of them is among those found.
    pub clashes: Diagnostics,
    /// These files, each by itself.
    pub clashing: Vec<Invalid>,
}

/// The scenario files of `paths`: files as given, directories with all below them in the order of the names' bytes.
///
/// A scenario is called by its path below the folder that all of `paths` have in common. Hidden files and folders, the
/// folders of earlier results and what is not called `.toml` are passed over; links are followed, loops are not. What is
/// given twice is found once.
///
/// # Errors
/// Paths that cannot be read and directories without scenarios: all at once.
pub fn discover(paths: &[PathBuf]) -> Result<Discovered, Vec<Refusal>> {
    let mut all = Vec::new();
    let mut refusals = Vec::new();
    let mut discovered = Discovered::default();
    for path in paths {
        let mut files = Vec::new();
        match collect(path, &mut files) {
            Ok(()) if files.is_empty() => refusals.push(Refusal::NoScenario(path.clone())),
            Ok(()) => all.push((path.as_path(), files)),
            Err(refusal) => refusals.push(refusal),
        }
    }
    let common = common(paths);
    for (root, files) in all {
        let found = name_all(root, files, &common, &mut discovered.unnamed);
        discovered.found.extend(found);
    }
    let mut seen = BTreeSet::new();
    discovered.found.retain(|found| seen.insert((found.name.clone(), fs::canonicalize(&found.path).ok())));
    let named = discovered.found.iter().map(|found| (found.name.as_str(), found.path.as_path()));
    if let Err(clashes) = check_names(named) {
        discovered.clashes = clashes;
        let mut bearers: BTreeMap<String, Vec<Found>> = BTreeMap::new();
        for found in &discovered.found {
            bearers.entry(fold(&found.name)).or_default().push(found.clone());
        }
        bearers.retain(|_, same| same.len() > 1);
        discovered.found.retain(|found| !bearers.contains_key(&fold(&found.name)));
        discovered.clashing =
            bearers.values().flat_map(|same| same.iter().map(|found| clashing(found, same))).collect();
    }
    if refusals.is_empty() { Ok(discovered) } else { Err(refusals) }
}

/// A file that has the name of others.
fn clashing(own: &Found, same: &[Found]) -> Invalid {
    let others = || same.iter().filter(|other| *other != own);
    let (how, how_fr) = others().next().map_or(("", ""), |other| how_alike(&other.name, &own.name));
    let (names, name) = (others().map(|other| other.file.as_str()).collect::<Vec<_>>().join(", "), &own.name);
    let message = text!(
        "the name `{name}` is that of {names} to some file systems: they {how}",
        "le nom `{name}` est celui de {names} pour certains systèmes de fichiers : ils {how_fr}"
    );
    let fault = Diagnostic::error("name-clash", message, None, ("rename one of them", "renommez l'un d'eux"));
    Invalid {
        name: own.name.clone(),
        file: Some(own.file.clone()),
        path: Some(own.path.clone()),
        diagnostics: Diagnostics(vec![fault]),
    }
}

/// The folder that a path given starts from: itself, or that of the file. A pipe starts nowhere.
fn start(path: &Path) -> Option<PathBuf> {
    let meta = fs::metadata(path).ok()?;
    let folder = match path.parent() {
        _ if meta.is_dir() => path,
        _ if !meta.is_file() => return None,
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::canonicalize(folder).ok()
}

/// The deepest folder that holds all that was given.
fn common(paths: &[PathBuf]) -> PathBuf {
    let mut starts = paths.iter().filter_map(|path| start(path));
    let first = starts.next().unwrap_or_default();
    starts.fold(first, |common, start| {
        common.components().zip(start.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    })
}

/// A file that is called like a scenario, with what is wrong with it.
type Candidate = (PathBuf, Option<Diagnostic>);

fn collect(path: &Path, files: &mut Vec<Candidate>) -> Result<(), Refusal> {
    let unreadable = |source| Refusal::Unreadable { path: path.to_path_buf(), source };
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        walk(path, &mut Vec::new(), files)
    } else {
        files.push((path.to_path_buf(), None));
        Ok(())
    }
}

/// `ancestors` are the folders above, with links resolved: a link to one of them is a loop.
fn walk(folder: &Path, ancestors: &mut Vec<PathBuf>, files: &mut Vec<Candidate>) -> Result<(), Refusal> {
    let unreadable = |source| Refusal::Unreadable { path: folder.to_path_buf(), source };
    let real = fs::canonicalize(folder).map_err(unreadable)?;
    if ancestors.contains(&real) || is_results_folder(folder) {
        return Ok(());
    }
    ancestors.push(real);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let kind = fs::metadata(&path);
        if kind.as_ref().is_ok_and(fs::Metadata::is_dir) {
            walk(&path, ancestors, files)?;
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
            let is_file = kind.as_ref().is_ok_and(fs::Metadata::is_file);
            let fault = (!is_file).then(|| no_file(&path, kind.is_err()));
            files.push((path, fault));
        }
    }
    ancestors.pop();
    Ok(())
}

/// What is called like a scenario and cannot be one.
fn no_file(path: &Path, leads_nowhere: bool) -> Diagnostic {
    let file = path.display();
    let message = if leads_nowhere {
        text!("{file} is a link that leads nowhere", "{file} est un lien qui ne mène nulle part")
    } else {
        text!("{file} is no file: a pipe or a device", "{file} n'est pas un fichier : un tube ou un périphérique")
    };
    Diagnostic::error("no-file", message, None, ("remove it, or mend the link", "enlevez-le, ou réparez le lien"))
}

fn name_all(root: &Path, files: Vec<Candidate>, common: &Path, unnamed: &mut Vec<Invalid>) -> Vec<Found> {
    let start = start(root);
    let prefix = start.as_deref().and_then(|start| start.strip_prefix(common).ok()).unwrap_or(Path::new(""));
    let mut found = Vec::with_capacity(files.len());
    let mut nameless = Vec::new();
    for (path, fault) in files {
        let relative = match path.strip_prefix(root) {
            Ok(relative) if !relative.as_os_str().is_empty() => prefix.join(relative),
            _ => prefix.join(path.file_name().unwrap_or_default()),
        };
        let named = match fault {
            None => scenario_name(&relative).map_err(|faults| faults.in_file(&path)),
            Some(fault) => Err(Diagnostics(vec![fault])),
        };
        let file = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        match named {
            Ok(name) => found.push(Found { path, name, file }),
            Err(diagnostics) => {
                let name = named_anyhow(&file);
                nameless.push(Invalid { name, file: Some(as_text(&file)), path: Some(path), diagnostics });
            }
        }
    }
    found.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
    nameless.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
    unnamed.extend(nameless);
    found
}

/// A path as a field of a table, where a spreadsheet takes some beginnings for a formula.
fn as_text(file: &str) -> String {
    let shown = shown(file);
    if shown.starts_with(['=', '+', '-', '@']) { format!("./{shown}") } else { shown }
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
        discover(&[root.to_path_buf()]).expect("scenarios").found.into_iter().map(|found| found.name).collect()
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
        let discovered = discover(&[root.path().to_path_buf()]).expect("scenarios");
        assert_eq!(discovered.found.len(), 1);
        assert!(
            discovered.unnamed[0].diagnostics.0[0].message.en.ends_with("dead.toml is a link that leads nowhere"),
            "and is not lost"
        );
    }

    #[test]
    fn of_names_that_clash_none_is_taken() {
        let root = tree(&["a.toml", "A.toml", "b.toml"]);
        let discovered = discover(&[root.path().to_path_buf()]).expect("the other");
        assert_eq!(discovered.found.iter().map(|found| found.name.as_str()).collect::<Vec<_>>(), ["b"]);
        assert_eq!(discovered.clashes.0.len(), 1);
        let clashing: Vec<_> = discovered.clashing.iter().map(|own| (own.name.as_str(), own.message())).collect();
        let how = "to some file systems: they differ in case at most";
        let said = |name, other| (name, Some(format!("the name `{name}` is that of {other} {how}")));
        assert_eq!(clashing, [said("A", "a.toml"), said("a", "A.toml")]);
    }

    #[test]
    fn a_file_is_named_by_itself_and_an_empty_folder_is_an_error() {
        let root = tree(&["a/x.toml", "empty/notes.md"]);
        let found = discover(&[root.path().join("a/x.toml")]).expect("a scenario").found;
        assert_eq!((found[0].name.as_str(), found[0].file.as_str()), ("x", "x.toml"));
        let refusals = discover(&[root.path().join("empty"), root.path().join("none")]).expect_err("two errors");
        assert!(matches!(refusals[..], [Refusal::NoScenario(_), Refusal::Unreadable { .. }]), "{refusals:?}");
    }

    #[test]
    fn a_name_is_the_path_below_the_folder_that_all_have_in_common() {
        let root = tree(&["a/x/hotel.toml", "a/y/hotel.toml", "a/y/more/bar.TOML", "a/top.toml"]);
        let found = |paths: &[&str]| -> Vec<String> {
            let paths: Vec<PathBuf> = paths.iter().map(|path| root.path().join(path)).collect();
            discover(&paths).expect("scenarios").found.into_iter().map(|found| found.name).collect()
        };
        assert_eq!(found(&["a/x/hotel.toml", "a/y/hotel.toml"]), ["x/hotel", "y/hotel"]);
        assert_eq!(found(&["a/x", "a/y"]), ["x/hotel", "y/hotel", "y/more/bar"]);
        assert_eq!(found(&["a", "a/y/hotel.toml", "a/x"]), ["top", "x/hotel", "y/hotel", "y/more/bar"]);
        assert_eq!(found(&["a/x/hotel.toml", "a/x/../x/hotel.toml"]), ["hotel"], "given twice, found once");
        assert_eq!(found(&["a/y/hotel.toml"]), ["hotel"]);
    }

    #[test]
    fn what_cannot_be_named_is_refused_alone() {
        let root = tree(&["=1.toml", "run.json.toml", "a.toml", "a/scenario.toml.toml"]);
        let discovered = discover(&[root.path().to_path_buf()]).expect("the others");
        assert_eq!(discovered.found.len(), 1);
        let unnamed: Vec<_> =
            discovered.unnamed.iter().map(|own| (own.name.as_str(), own.file.as_deref().unwrap_or_default())).collect();
        let expected =
            [("%3D1", "./=1.toml"), ("a/scenario.toml", "a/scenario.toml.toml"), ("run.json", "run.json.toml")];
        assert_eq!(unnamed, expected, "each has a row of its own, which is no formula");
        assert_eq!(discovered.unnamed[0].path.as_deref(), Some(&*root.path().join("=1.toml")));
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_in_a_folder_is_passed_over() {
        let root = tree(&["a.toml"]);
        let made = std::process::Command::new("mkfifo").arg(root.path().join("x.toml")).status();
        assert!(made.expect("mkfifo runs").success());
        assert_eq!(names(root.path()), ["a"]);
    }
}
