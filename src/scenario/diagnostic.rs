use std::fmt;
use std::path::{Path, PathBuf};

use crate::vocabulary::{Language, Say, Text};

/// How bad it is.
#[doc = include_str!("examples/mistakes.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// It can, but it may not mean what its author thinks.
    Warning,
}

/// One mistake or doubt in a scenario, told to the person who wrote it, in either language.
#[doc = include_str!("examples/mistakes.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for it, such as `out-of-range`.
    pub code: &'static str,
    /// What is wrong: lowercase, naming value and rule.
    pub message: Text,
    /// Where, when it is anywhere.
    pub location: Option<Location>,
    /// Other places that are part of it, such as the second of two keys that exclude each other.
    pub related: Vec<Location>,
    /// How many mistakes it stands for beside itself: those after so many are not told one by one.
    pub also: usize,
    /// What to do.
    pub hint: Option<Text>,
}

impl Diagnostic {
    /// A mistake or doubt in one place, or in none.
    pub(crate) fn new(
        severity: Severity,
        code: &'static str,
        message: Text,
        location: Option<Location>,
        hint: Option<Text>,
    ) -> Self {
        Self { severity, code, message, location, related: Vec::new(), also: 0, hint }
    }

    /// A mistake in one place, with what to do.
    pub(crate) fn error(
        code: &'static str,
        message: impl Into<Text>,
        location: Option<Location>,
        hint: impl Into<Text>,
    ) -> Self {
        Self::new(Severity::Error, code, message.into(), location, Some(hint.into()))
    }

    /// The same, with another place that is part of it.
    #[must_use]
    pub(super) fn and(mut self, other: Location) -> Self {
        self.related.push(other);
        self
    }
}

/// English, without colour.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false, Language::En))
    }
}

/// A place in a file, an argument or a built-in text.
#[doc = include_str!("examples/mistakes.md")]
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

/// All that is wrong with one scenario; displayed in English.
///
/// ```
/// use rumeur::scenario::{Diagnostics, Overrides, load_text};
/// use rumeur::vocabulary::Language;
///
/// let text = b"[customers]\ndissatisfied = 100\n[voice]\nrate = 1.3\n";
/// let read = load_text(text, "hotel.toml", "hotel", &Overrides::default());
/// let mistakes: Diagnostics = read.expect_err("a rate above 1");
/// assert_eq!(mistakes.0[0].code, "out-of-range");
/// assert_eq!(mistakes.0[0].message.pick(Language::En), "voice.rate must be between 0 and 1, got 1.3");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// The same, of the file as a whole.
    #[must_use]
    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        for fault in &mut self.0 {
            fault.location = Some(Location::whole(path));
        }
        self
    }

    /// How many mistakes there are, those that are not told one by one among them.
    pub fn errors(&self) -> usize {
        let errors = self.0.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.map(|diagnostic| 1 + diagnostic.also).sum()
    }
}

impl Say for Diagnostics {
    fn text(&self) -> Text {
        let [en, fr] = Language::ALL.map(|language| {
            let all: Vec<String> = self.0.iter().map(|diagnostic| diagnostic.render(false, language)).collect();
            all.join("\n")
        });
        // The lines of the scenario in it are set as they were typed.
        Text { en, fr }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for Diagnostics {}
