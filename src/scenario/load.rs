use std::path::Path;

use super::diagnostic::Diagnostics;
use super::resolved::{Overrides, Scenario};

/// Reads a scenario file, its parents and its preset.
///
/// `name` is what the scenario is called in tables.
///
/// # Errors
/// All that is wrong with the file, its parents and the overrides, at once.
pub fn load(path: &Path, name: &str, overrides: &Overrides) -> Result<Scenario, Diagnostics> {
    let _ = (path, name, overrides);
    Err(Diagnostics::default())
}

/// Reads a scenario from bytes that are no file, such as standard input; relative paths in it start at the current
/// directory.
///
/// # Errors
/// As [`load`]; `shown_as` stands for the path in messages.
pub fn load_text(bytes: &[u8], shown_as: &str, name: &str, overrides: &Overrides) -> Result<Scenario, Diagnostics> {
    let _ = (bytes, shown_as, name, overrides);
    Err(Diagnostics::default())
}

/// A built-in preset as a scenario of its own.
///
/// # Errors
/// As [`load`], and when there is no preset of this name.
pub fn load_preset(name: &str, overrides: &Overrides) -> Result<Scenario, Diagnostics> {
    let _ = (name, overrides);
    Err(Diagnostics::default())
}
