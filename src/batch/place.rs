use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::beside::Beside;
use super::stamp::Stamp;
use super::standing::is_results_folder;
use crate::vocabulary::{Language, Text, system_reason};

/// How much of a file that is there is read to know whose it is.
const HEAD: u64 = 4096;

/// A file that a command is asked to write, and what it may replace.
#[doc = include_str!("examples/place.md")]
pub struct Asked<'a> {
    /// The file.
    pub path: &'a Path,
    /// Whether a file that is there may be replaced whoever wrote it.
    pub force: bool,
    /// Files and folders that are read: not even `force` lets them be replaced or written into.
    pub inputs: &'a [&'a Path],
    /// Whether a file that begins so was written by the same command and may be replaced.
    pub is_ours: &'a dyn Fn(&[u8]) -> bool,
}

/// A file that may be written, looked at before the work that fills it.
///
/// It is written beside its place, synced, and put there whole: a reader never sees a part of it, and what somebody put
/// there meanwhile stays.
#[doc = include_str!("examples/place.md")]
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    replaces: Option<Stamp>,
}

/// Why a file may not be written; nothing was changed.
#[doc = include_str!("examples/place.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum NoPlace {
    /// It is there and is not ours.
    Exists(PathBuf),
    /// It is read by the same command, or lies in a folder that is.
    Input(PathBuf),
    /// It lies in the results of a run, which are known by the hashes of their files.
    InResults {
        /// The file.
        path: PathBuf,
        /// The results.
        results: PathBuf,
    },
    /// A folder, a link, a device: no file that can be replaced.
    NoFile(PathBuf),
    /// Its folder cannot be looked into.
    Unreachable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl NoPlace {
    /// What is wrong.
    pub fn message(&self, language: Language) -> String {
        let pick = |en: &str, fr: &str, path: &Path| language.pick(en, fr).replace("{}", &path.display().to_string());
        match self {
            Self::Exists(path) => pick(
                "{} is there already, and is not replaced: this command did not write it",
                "{} existe déjà et n'est pas remplacé : cette commande ne l'a pas écrit",
                path,
            ),
            Self::Input(path) => pick("{} is not written: it is read here", "{} n'est pas écrit : il est lu ici", path),
            Self::InResults { path, results } => {
                let text = pick(
                    "{} is not written: it lies in [], the results of a run, which nothing is added to",
                    "{} n'est pas écrit : il est dans [], résultats d'un calcul, auxquels rien ne s'ajoute",
                    path,
                );
                text.replace("[]", &results.display().to_string())
            }
            Self::NoFile(path) => pick(
                "cannot write {}: it is a folder, a link or a device",
                "impossible d'écrire {} : c'est un dossier, un lien ou un périphérique",
                path,
            ),
            Self::Unreachable { path, source } if source.kind() == io::ErrorKind::NotFound => pick(
                "cannot write {}: its folder does not exist",
                "impossible d'écrire {} : son dossier n'existe pas",
                path,
            ),
            Self::Unreachable { path, source } => {
                let (said, reason) = (pick("cannot write {}", "impossible d'écrire {}", path), system_reason(source));
                format!("{said}{}{}", language.pick(": ", " : "), reason.pick(language))
            }
        }
    }

    /// What to do about it.
    pub fn hint(&self, language: Language) -> &'static str {
        match self {
            Self::Exists(_) | Self::InResults { .. } => language.pick(
                "name another file, or say --force if it may be replaced",
                "nommez un autre fichier, ou ajoutez --force s'il peut être remplacé",
            ),
            Self::Input(_) | Self::NoFile(_) => language.pick("name another file", "nommez un autre fichier"),
            Self::Unreachable { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                language.pick("make the folder first", "créez d'abord le dossier")
            }
            Self::Unreachable { .. } => language
                .pick("its folder must be there and be writable", "son dossier doit exister et permettre l'écriture"),
        }
    }
}

impl Place {
    /// Whether the file may be written: the one answer for every command that writes a file.
    ///
    /// # Errors
    /// When it is an input, stands there and is not ours, lies in the results of a run, or is no file.
    pub fn claim(asked: &Asked<'_>) -> Result<Self, NoPlace> {
        let path = asked.path.to_path_buf();
        let unreachable = |source| NoPlace::Unreachable { path: path.clone(), source };
        let absolute = std::path::absolute(&path).map_err(unreachable)?;
        let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
            return Err(NoPlace::NoFile(path));
        };
        let folder = fs::canonicalize(folder).map_err(unreachable)?;
        let place = folder.join(name);
        let is_read = |input: &&&Path| fs::canonicalize(input).is_ok_and(|input| is_same(&place, &input));
        if asked.inputs.iter().any(|input| is_read(&input)) {
            return Err(NoPlace::Input(path));
        }
        let replaces = match fs::symlink_metadata(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unreachable(error)),
            Ok(meta) if meta.is_file() => Some(Stamp::of(&meta)),
            Ok(_) => return Err(NoPlace::NoFile(path)),
        };
        if asked.force {
            return Ok(Self { path: place, replaces });
        }
        if let Some(results) = folder.ancestors().find(|folder| is_results_folder(folder)) {
            return Err(NoPlace::InResults { path, results: results.to_path_buf() });
        }
        if replaces.is_some() && !(asked.is_ours)(&head(&place).map_err(unreachable)?) {
            return Err(NoPlace::Exists(path));
        }
        Ok(Self { path: place, replaces })
    }

    /// Writes the file with `fill` and puts it in its place.
    ///
    /// # Errors
    /// When it cannot be written, or somebody put a file there or changed it since it was claimed; then what stands
    /// there stays, and nothing is left beside it.
    pub fn write(self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.prepare(fill)?.put()
    }

    /// Writes the file beside its place, synced: where several files belong together, all are there before the first is
    /// put in its place, and a disk that fills midway leaves none.
    ///
    /// # Errors
    /// When it cannot be written; nothing is left of it.
    pub fn prepare(self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Prepared> {
        let mut beside = Beside::create(&self.path)?;
        fill(beside.out())?;
        beside.sync()?;
        Ok(Prepared { beside, place: self })
    }
}

/// A file that is written whole, beside its place; dropped, it is gone.
#[doc = include_str!("examples/place.md")]
#[derive(Debug)]
pub struct Prepared {
    beside: Beside,
    place: Place,
}

impl Prepared {
    /// Puts it in its place.
    ///
    /// # Errors
    /// When somebody put a file there or changed it since it was claimed; then what stands there stays.
    pub fn put(self) -> io::Result<()> {
        let Self { beside, place } = self;
        match place.replaces {
            None => beside.put(),
            Some(stamp) if fs::symlink_metadata(&place.path).is_ok_and(|meta| Stamp::of(&meta) == stamp) => {
                beside.replace()
            }
            Some(_) => {
                let said = Text::new("it was changed meanwhile, and stays", "il a été changé entre-temps, et reste");
                Err(io::Error::new(io::ErrorKind::AlreadyExists, said))
            }
        }
    }
}

/// Whether the place is the input itself, another name of it, or lies in it.
fn is_same(place: &Path, input: &Path) -> bool {
    place.starts_with(input) || is_one_file(place, input)
}

#[cfg(unix)]
fn is_one_file(place: &Path, input: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path| fs::metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
    id(place).is_some_and(|place| id(input) == Some(place))
}

#[cfg(not(unix))]
fn is_one_file(place: &Path, input: &Path) -> bool {
    fs::canonicalize(place).is_ok_and(|place| place == input)
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked<'a>(path: &'a Path, force: bool, inputs: &'a [&'a Path]) -> Asked<'a> {
        Asked { path, force, inputs, is_ours: &|head| head.starts_with(b"ours") }
    }

    fn put(place: Place, text: &str) -> io::Result<()> {
        place.write(|out| out.write_all(text.as_bytes()))
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_ours_or_forced_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.csv");
        put(Place::claim(&asked(&path, false, &[])).expect("free"), "ours 1").expect("written");
        put(Place::claim(&asked(&path, false, &[])).expect("ours"), "theirs").expect("written");
        assert!(matches!(Place::claim(&asked(&path, false, &[])), Err(NoPlace::Exists(_))));
        put(Place::claim(&asked(&path, true, &[])).expect("forced"), "ours 2").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("text"), "ours 2");
        assert_eq!(names(folder.path()), ["x.csv"]);
    }

    #[test]
    fn not_even_force_replaces_what_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.csv");
        fs::write(&path, "ours").expect("written");
        let other = folder.path().join("y.csv");
        fs::hard_link(&path, &other).expect("a second name");
        for input in [&*path, &*other, folder.path()] {
            assert!(matches!(Place::claim(&asked(&path, true, &[input])), Err(NoPlace::Input(_))), "{input:?}");
        }
    }

    #[test]
    fn what_comes_meanwhile_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.csv");
        let place = Place::claim(&asked(&path, true, &[])).expect("free");
        fs::write(&path, "theirs").expect("written");
        assert_eq!(put(place, "ours").expect_err("taken").kind(), io::ErrorKind::AlreadyExists);
        let place = Place::claim(&asked(&path, true, &[])).expect("forced");
        fs::write(&path, "theirs again").expect("written");
        assert_eq!(put(place, "ours").expect_err("changed").kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).expect("text"), "theirs again");
        assert_eq!(names(folder.path()), ["x.csv"]);
    }

    #[test]
    fn a_failure_leaves_nothing_beside() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::claim(&asked(&folder.path().join("x.csv"), false, &[])).expect("free");
        let failed = place.write(|out| out.write_all(b"half").and_then(|()| Err(io::Error::other("full"))));
        assert_eq!(failed.expect_err("full").to_string(), "full");
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    #[cfg(unix)]
    fn links_and_folders_are_no_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let (link, target) = (folder.path().join("link.csv"), folder.path().join("target.csv"));
        std::os::unix::fs::symlink(&target, &link).expect("a link");
        for force in [false, true] {
            for path in [&*link, folder.path()] {
                assert!(matches!(Place::claim(&asked(path, force, &[])), Err(NoPlace::NoFile(_))), "{path:?}");
            }
            let nowhere = folder.path().join("none/x.csv");
            let error = Place::claim(&asked(&nowhere, force, &[])).expect_err("no folder");
            assert!(matches!(error, NoPlace::Unreachable { .. }));
            assert!(error.message(Language::En).ends_with("none/x.csv: its folder does not exist"));
            assert!(error.message(Language::Fr).ends_with("none/x.csv : son dossier n'existe pas"));
        }
        assert!(!target.exists());
    }
}
