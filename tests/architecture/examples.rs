//! Which public types have an example that names them.

use std::fs;
use std::path::{Path, PathBuf};

/// A type that a public module hands out: its name, and the file or folder that it is defined in, without `.rs`.
pub(crate) struct PublicType {
    pub name: String,
    pub home: PathBuf,
}

/// The types that the public modules below `root` hand out.
pub(crate) fn public_types(root: &Path) -> Vec<PublicType> {
    let lib = fs::read_to_string(root.join("lib.rs")).expect("lib.rs");
    let mut found = Vec::new();
    for module in modules(&lib) {
        visit(root, &root.join(module), &mut found);
    }
    found
}

/// The names of public modules.
fn modules(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect()
}

fn visit(root: &Path, module: &Path, found: &mut Vec<PublicType>) {
    let inner = module.join("mod.rs");
    let Ok(text) = fs::read_to_string(&inner) else {
        let text = fs::read_to_string(module.with_extension("rs")).expect("a module");
        let names = text.lines().filter_map(defined);
        found.extend(names.map(|name| PublicType { name: name.to_owned(), home: module.to_owned() }));
        return;
    };
    for name in modules(&text) {
        visit(root, &module.join(name), found);
    }
    for statement in text.split("pub use ").skip(1) {
        let statement = statement.split(';').next().unwrap_or_default();
        let (path, names) = match statement.split_once('{') {
            Some((path, names)) => (path.trim_end_matches("::").trim(), names.trim_end_matches('}')),
            None => statement.rsplit_once("::").unwrap_or(("", statement)),
        };
        let home = match path.strip_prefix("crate::") {
            Some(path) => root.join(path.replace("::", "/")),
            None if path.starts_with("super::") => {
                module.parent().unwrap_or(module).join(path["super::".len()..].replace("::", "/"))
            }
            None => module.join(path.replace("::", "/")),
        };
        for name in names.split(',').map(str::trim) {
            let name = name.split(" as ").next().unwrap_or_default();
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase())
                && name.contains(|letter: char| letter.is_ascii_lowercase());
            if is_type {
                found.push(PublicType { name: name.to_owned(), home: home.clone() });
            }
        }
    }
}

/// The name of the public type that a line defines.
fn defined(line: &str) -> Option<&str> {
    let rest =
        ["pub struct ", "pub enum ", "pub trait ", "pub type "].iter().find_map(|kind| line.strip_prefix(kind))?;
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
    Some(&rest[..end])
}

impl PublicType {
    /// Whether an example stands at its definition, or in a file that is named there, and names it.
    pub(crate) fn has_example(&self, files: &[PathBuf]) -> bool {
        let homes =
            files.iter().filter(|file| file.starts_with(&self.home) || **file == self.home.with_extension("rs"));
        homes.into_iter().any(|file| {
            let text = fs::read_to_string(file).expect("a source");
            let lines: Vec<&str> = text.lines().collect();
            let Some(place) = lines.iter().position(|line| defined(line) == Some(self.name.as_str())) else {
                return false;
            };
            let above =
                lines[..place].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with("#["));
            let included = |line: &str| {
                let named = line.split_once("include_str!(\"")?.1.split('"').next()?;
                fs::read_to_string(file.parent()?.join(named)).ok()
            };
            let mut said = String::new();
            for line in above {
                said = format!("{}\n{said}", included(line).unwrap_or_else(|| (*line).to_owned()));
            }
            let mut parts = said.split("```");
            parts.next();
            parts.step_by(2).any(|example| names(example, &self.name))
        })
    }
}

/// Whether a text has a word.
fn names(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|own| own == word)
}
