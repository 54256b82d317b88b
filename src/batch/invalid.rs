use std::path::PathBuf;

use crate::scenario::{Diagnostic, Diagnostics, Severity};

/// A scenario that cannot be run.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug)]
pub struct Invalid {
    /// Its name; of a file whose name no scenario can have, the name with what it must not have as `%` and two hexadecimal
    /// digits a byte.
    pub name: String,
    /// What `index.csv` says of its file.
    pub file: Option<String>,
    /// The file as it was named; `None` where that is not known any more.
    pub path: Option<PathBuf>,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

impl Invalid {
    /// What `index.csv` says is wrong: its first error, with the line where it has one.
    pub fn message(&self) -> Option<String> {
        let first = self.diagnostics.0.first()?;
        Some(match first.location.as_ref().filter(|place| place.line > 0) {
            Some(place) => format!("line {}: {}", place.line, first.message),
            None => first.message.en.clone(),
        })
    }

    /// A warning as a mistake, where warnings are denied.
    pub(super) fn denied(warning: &Diagnostic) -> Diagnostic {
        Diagnostic { severity: Severity::Error, ..warning.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_text};

    #[test]
    fn a_message_names_the_line_where_there_is_one() {
        let message = |text: &str| {
            let diagnostics = load_text(text.as_bytes(), "x.toml", "x", &Overrides::default()).expect_err("a mistake");
            Invalid { name: "x".to_owned(), file: None, path: None, diagnostics }.message().expect("a message")
        };
        let whole = message("schema_version = 1\n");
        assert!(whole.starts_with("nothing says who was let down"), "{whole}");
        let line = message("schema_version = 1\n\nprest = \"classic-317\"\n");
        assert!(line.starts_with("line 3: "), "{line}");
    }
}
