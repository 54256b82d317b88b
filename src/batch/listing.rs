use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::stamp::Stamp;

/// What lies in a folder: who added or changed anything since is known by a second look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// Files, links and empty folders by their path with `/`.
    pub(super) files: BTreeMap<String, Stamp>,
    /// The empty folders among them.
    pub(super) empty: Vec<String>,
    /// Files that a desktop or an office program leaves behind: they are in nobody's way.
    pub(super) litter: Vec<String>,
    /// The first folder that nothing may be removed from.
    pub(super) closed: Option<String>,
}

impl Listing {
    /// Looks at `folder` without following links.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let mut listing = Self::default();
        listing.add(folder, "")?;
        Ok(listing)
    }

    /// Whether nobody changed, added or removed anything that counts.
    pub(super) fn is_as_before(&self, before: &Self) -> bool {
        self.files == before.files
    }

    fn add(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        if self.closed.is_none() && fs::symlink_metadata(folder)?.permissions().readonly() {
            self.closed = Some(prefix.trim_end_matches('/').to_owned());
        }
        let mut is_empty = true;
        for entry in fs::read_dir(folder)? {
            is_empty = false;
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = format!("{prefix}{name}");
            let meta = entry.metadata()?;
            if meta.is_dir() {
                self.add(&entry.path(), &format!("{path}/"))?;
            } else if meta.is_file() && is_litter(&name) {
                self.litter.push(path);
            } else {
                self.files.insert(path, Stamp::of(&meta));
            }
        }
        if is_empty && !prefix.is_empty() {
            let path = prefix.trim_end_matches('/').to_owned();
            self.files.insert(path.clone(), Stamp::of(&fs::symlink_metadata(folder)?));
            self.empty.push(path);
        }
        Ok(())
    }
}

/// Whether a file of this name comes from looking at a folder or having one of its files open.
fn is_litter(name: &str) -> bool {
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini") || name.starts_with(".~lock.") || name.starts_with("~$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_adds_or_changes_is_seen_and_litter_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
        fs::create_dir(folder.path().join("a")).expect("a folder");
        write("a/x.csv", "1");
        let before = Listing::of(folder.path()).expect("a listing");
        let now = || Listing::of(folder.path()).expect("a listing");
        for litter in [".DS_Store", "a/Thumbs.db", "desktop.ini", "a/.~lock.x.csv#", "~$x.xlsx"] {
            write(litter, "x");
            assert!(now().is_as_before(&before), "{litter}");
        }
        assert_eq!(now().litter.len(), 5);
        write("a/x.csv", "12");
        assert!(!now().is_as_before(&before));
        fs::remove_file(folder.path().join("a/x.csv")).expect("a file");
        assert!(!now().is_as_before(&before));
        fs::create_dir(folder.path().join("b")).expect("a folder");
        assert!(now().files.contains_key("b"), "an empty folder counts");
    }
}
