//! What the TOML parser says, in words for somebody who does not know TOML.

use std::sync::Arc;

use super::diagnostic::{Diagnostic, Severity};
use super::source_text::SourceText;

/// A message for a text that is no TOML.
pub(super) fn syntax_fault(source: &Arc<SourceText>, error: &toml::de::Error) -> Diagnostic {
    let location = source.locate(error.span().unwrap_or(0..0));
    let hint = hint(&location.text, error.message());
    Diagnostic {
        severity: Severity::Error,
        code: "syntax",
        message: format!("this is not TOML: {}", error.message()),
        location: Some(location),
        related: Vec::new(),
        hint,
    }
}

fn hint(line: &str, message: &str) -> Option<String> {
    let _ = (line, message);
    None
}
