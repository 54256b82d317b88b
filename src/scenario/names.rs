use std::collections::BTreeMap;
use std::path::Path;

use super::diagnostic::{Diagnostic, Diagnostics};

/// Files of a results directory; no scenario may have the name of one.
const RESULT_FILES: [&str; 17] = [
    "index.csv",
    "summary.csv",
    "generations.csv",
    "groups.csv",
    "distribution.csv",
    "exact.csv",
    "replicates.csv",
    "comparison.csv",
    "variance.csv",
    "datapackage.json",
    "run.json",
    "sweep.csv",
    "tornado.csv",
    "unknowns.csv",
    "indices.csv",
    "index.html",
    "report.html",
];

/// The longest name: file systems allow 255 bytes for a folder.
const LONGEST_NAME: usize = 200;

/// What is wrong with a name of a scenario's part, a group, a touchpoint or a variant: message and hint.
pub(super) fn name_fault(name: &str) -> Option<(String, String)> {
    let allowed = |character: char| {
        character.is_alphanumeric() || matches!(character, ' ' | '.' | '_' | '-') || is_mark(character)
    };
    let rule = "names are made of letters of any script, digits, space and . _ -".to_owned();
    if name.trim().is_empty() {
        return Some(("a name must not be empty".to_owned(), rule));
    }
    if let Some(bad) = name.chars().find(|&character| !allowed(character)) {
        return Some((format!("the name `{}` must not contain {bad:?}", name.escape_debug()), rule));
    }
    if name.starts_with(['=', '+', '-', '@', '.', ' ']) || name.ends_with([' ', '.']) {
        let message =
            format!("the name `{name}` must not start with a space or one of = + - @ . nor end with a space or dot");
        return Some((message, "such a name is a formula to a spreadsheet or hidden by the system".to_owned()));
    }
    (name.len() > LONGEST_NAME)
        .then(|| (format!("a name must not be longer than {LONGEST_NAME} bytes"), "shorten it".to_owned()))
}

/// Combining marks: accents may be written apart from their letters.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e4e}' | '\u{3099}' | '\u{309a}')
}

/// The name of a scenario: its path under the directory given, without `.toml`, with `/` between folders.
///
/// # Errors
/// When it has other characters than letters of any script, digits, space and `. _ -`, or starts with one of `= + - @ .`.
pub fn scenario_name(relative: &Path) -> Result<String, Diagnostics> {
    let refuse = |message: String, hint: String| Diagnostics(vec![Diagnostic::error("bad-name", message, None, &hint)]);
    let Some(text) = relative.to_str() else {
        let message = format!("{} is not a name in UTF-8", relative.display());
        return Err(refuse(message, "rename the file".to_owned()));
    };
    let text = text.replace(std::path::MAIN_SEPARATOR, "/");
    let name = text.strip_suffix(".toml").unwrap_or(&text);
    for part in name.split('/') {
        if let Some((message, hint)) = name_fault(part) {
            return Err(refuse(format!("{}: {message}", relative.display()), format!("rename the file; {hint}")));
        }
    }
    Ok(name.to_owned())
}

/// Checks all names of a batch together, each with the file it comes from.
///
/// # Errors
/// One for each pair of names that are equal under case folding, and for each that is equal to a file of the results.
pub fn check_names<'a>(names: impl IntoIterator<Item = (&'a str, &'a Path)>) -> Result<(), Diagnostics> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<String, (&str, &Path)> = BTreeMap::new();
    for (name, path) in names {
        let folded = fold(name);
        // A scenario `a/figures` would stand where the figures of `a` are drawn.
        let is_figures = folded.rsplit('/').next() == Some("figures");
        if is_figures || RESULT_FILES.iter().any(|file| folded.split('/').any(|part| part == *file)) {
            let message = format!("{}: the name `{name}` is that of a file of the results", path.display());
            faults.push(Diagnostic::error("name-clash", message, None, "rename the scenario"));
        }
        if let Some((other, other_path)) = seen.get(&folded) {
            let message = format!(
                "{} and {} have the same name: `{other}` and `{name}` differ in case at most",
                other_path.display(),
                path.display()
            );
            faults.push(Diagnostic::error("name-clash", message, None, "rename one of them"));
        } else {
            seen.insert(folded, (name, path));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Diagnostics(faults)) }
}

/// Equal for names that some file system takes for one.
pub(super) fn fold(name: &str) -> String {
    // Upper case first: it joins letters such as the two lower-case sigmas and the sharp s.
    name.to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_scenario_stands_where_the_figures_of_another_are_drawn() {
        let check = |name| check_names([(name, Path::new("a.toml"))]).is_ok();
        assert!(!check("hotel/figures") && !check("Figures"));
        assert!(check("figures/hotel") && check("hotel/figures-of-speech"));
    }
}
