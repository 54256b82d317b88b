use std::collections::BTreeMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::diagnostic::{Diagnostic, Diagnostics};

/// The names that results keep for their own files, written today or by what is to come; no folder of a scenario has
/// one of them.
pub const RESULT_FILES: [&str; 28] = [
    "comparison.csv",
    "crossing.csv",
    "datapackage.json",
    "distribution.csv",
    "exact.csv",
    "figures",
    "fit.csv",
    "fragment.toml",
    "generations.csv",
    "groups.csv",
    "index.csv",
    "index.html",
    "indices.csv",
    "journal.jsonl",
    "periods.csv",
    "replicates.csv",
    "report.html",
    "run.json",
    "scenario.toml",
    "silent.csv",
    "summary.csv",
    "sweep.csv",
    "timeline.csv",
    "tornado.csv",
    "unknowns.csv",
    "variance.csv",
    "worth.csv",
    "shard.json",
];

/// The longest name: file systems allow 255 bytes for a folder.
const LONGEST_NAME: usize = 200;

/// What is wrong with a name of a scenario's part, a group, a touchpoint or a variant: message and hint.
pub(super) fn name_fault(name: &str) -> Option<(String, String)> {
    fault(name, "")
}

/// The same for names that may have `marks` beside what every name may have, though not begin with them.
fn fault(name: &str, marks: &str) -> Option<(String, String)> {
    let allowed = |character: char| {
        character.is_alphanumeric()
            || matches!(character, ' ' | '.' | '_' | '-')
            || is_mark(character)
            || marks.contains(character)
    };
    let space = if marks.is_empty() { "" } else { " " };
    let rule = format!("names are made of letters of any script, digits, space and . _ -{space}{marks}");
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

/// The name of a scenario: its path under the folder that all paths given have in common, without `.toml`, with `/`
/// between folders.
///
/// # Errors
/// When it has other characters than letters of any script, digits, space and `. _ - ( ) ' & + , \u{b0}`, starts with one
/// of `= + - @ .`, or has the name of a file of the results.
pub fn scenario_name(relative: &Path) -> Result<String, Diagnostics> {
    let shown = shown(&relative.to_string_lossy());
    let refuse = |code, message: String, hint: String| {
        Diagnostics(vec![Diagnostic::error(code, format!("{shown}: {message}"), None, &hint)])
    };
    let Some(text) = relative.to_str() else {
        return Err(refuse("bad-name", "the name is not in UTF-8".to_owned(), "rename the file".to_owned()));
    };
    let text = text.replace(std::path::MAIN_SEPARATOR, "/");
    let end = text.len().saturating_sub(ENDING.len());
    let has_ending = text.is_char_boundary(end) && text[end..].eq_ignore_ascii_case(ENDING);
    let name = if has_ending { &text[..end] } else { &text };
    for part in name.split('/') {
        if let Some((message, hint)) = fault(part, MARKS) {
            return Err(refuse("bad-name", message, format!("rename the file; {hint}")));
        }
    }
    let folded = fold(name);
    // A scenario `a/figures` would stand where the figures of `a` are drawn; below `figures` nothing is.
    let last = folded.rsplit('/').next();
    let is_taken = |own: &str| {
        if own == "figures" { last == Some(own) } else { folded.split('/').any(|part| part == own) }
    };
    if RESULT_FILES.into_iter().any(is_taken) {
        let message = format!("the name `{name}` is that of a file of the results");
        return Err(refuse("name-clash", message, "rename the scenario".to_owned()));
    }
    Ok(name.to_owned())
}

/// How files of scenarios end, in any case.
const ENDING: &str = ".toml";

/// What the name of a scenario file may have beside what every name may have.
const MARKS: &str = "( ) ' & + , \u{b0}";

/// A path for people: what would move the cursor, break the line or turn the direction of writing is escaped.
pub fn shown(path: &str) -> String {
    let is_unsafe = |character: char| {
        character.is_control()
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut text = String::with_capacity(path.len());
    for character in path.chars() {
        if is_unsafe(character) { text.extend(character.escape_unicode()) } else { text.push(character) }
    }
    text
}

/// Checks all names of a batch together, each with the file it comes from.
///
/// # Errors
/// One for each pair of names that are equal under case folding and composition of accents.
pub fn check_names<'a>(names: impl IntoIterator<Item = (&'a str, &'a Path)>) -> Result<(), Diagnostics> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<String, (&str, &Path)> = BTreeMap::new();
    for (name, path) in names {
        let folded = fold(name);
        if let Some((other, other_path)) = seen.get(&folded) {
            let how = if fold_case(other) == fold_case(name) {
                "differ in case at most"
            } else {
                "differ only in how their accents are written"
            };
            let message = format!(
                "{} and {} have the same name: `{other}` and `{name}` {how}",
                shown(&other_path.to_string_lossy()),
                shown(&path.to_string_lossy())
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
    fold_case(&name.nfc().collect::<String>()).nfc().collect()
}

fn fold_case(name: &str) -> String {
    // Upper case first: it joins letters such as the two lower-case sigmas and the sharp s.
    name.to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_scenario_has_the_name_of_a_file_of_the_results() {
        let check = |name: &str| scenario_name(Path::new(&format!("{name}.toml"))).is_ok();
        for own in RESULT_FILES {
            assert!(!check(own) && !check(&format!("hotel/{own}")) && !check(&own.to_uppercase()), "{own}");
        }
        assert!(check("figures/hotel") && check("hotel/figures-of-speech") && !check("a/scenario.toml/b"));
    }

    #[test]
    fn a_name_may_have_the_marks_of_files_but_begins_as_every_name() {
        let name = |file: &str| scenario_name(Path::new(file)).ok();
        for good in ["H\u{f4}tel (2)", "l'h\u{f4}tel & spa", "a+b, c", "n\u{b0} 3", "(draft)", "e\u{301}te\u{301}"] {
            assert_eq!(name(&format!("{good}.toml")).as_deref(), Some(good));
            assert_eq!(name(&format!("x/{good}.TOML")), Some(format!("x/{good}")));
        }
        for bad in
            ["+a", "=a", "-a", "@a", ".a", " a", "a ", "a*b", "a:b", "a\u{1b}b", "a\nb", "a?b", "a|b", "a\"b", ""]
        {
            assert_eq!(name(&format!("{bad}.toml")), None, "{bad:?}");
        }
    }

    #[test]
    fn names_that_differ_in_accents_written_apart_clash() {
        let (together, apart) = ("\u{e9}t\u{e9}", "e\u{301}te\u{301}");
        let clash = check_names([(together, Path::new("1")), (apart, Path::new("2"))]).expect_err("a clash");
        assert!(clash.0[0].message.contains("how their accents are written"), "{}", clash.0[0].message);
        assert!(check_names([("a", Path::new("1")), ("b", Path::new("2"))]).is_ok());
    }

    #[test]
    fn a_path_moves_no_cursor() {
        assert_eq!(shown("a\u{1b}[2Jb\nc\u{202e}d \u{e9}"), "a\\u{1b}[2Jb\\u{a}c\\u{202e}d \u{e9}");
    }
}
