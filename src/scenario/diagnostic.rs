use std::fmt;
use std::path::{Path, PathBuf};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// It can, but it may not mean what its author thinks.
    Warning,
}

/// One mistake or doubt in a scenario, told to the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for it, such as `out-of-range`.
    pub code: &'static str,
    /// What is wrong: lowercase, naming value and rule.
    pub message: String,
    /// Where, when it is anywhere.
    pub location: Option<Location>,
    /// Other places that are part of it, such as the second of two keys that exclude each other.
    pub related: Vec<Location>,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A mistake in one place.
    pub(super) fn error(code: &'static str, message: String, location: Option<Location>, hint: &str) -> Self {
        let hint = Some(hint.to_owned());
        Self { severity: Severity::Error, code, message, location, related: Vec::new(), hint }
    }

    /// The same, with another place that is part of it.
    #[must_use]
    pub(super) fn and(mut self, other: Location) -> Self {
        self.related.push(other);
        self
    }
}

/// A place in a file, an argument or a built-in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file as the user would write it, or `--set`, `<stdin>`, `preset classic-317`.
    pub path: PathBuf,
    /// Line, from 1; 0 stands for the file as a whole.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// How many characters of the line it takes, at least 1.
    pub width: usize,
    /// The whole line, without its end.
    pub text: String,
}

impl Location {
    /// A file as a whole.
    pub(super) fn whole(path: &Path) -> Self {
        Self { path: path.to_owned(), line: 0, column: 0, width: 0, text: String::new() }
    }
}

/// All that is wrong with one scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&diagnostic.render(false))?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
