use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::text;
use crate::vocabulary::{Text, turns_direction};

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
pub(super) fn name_fault(name: &str) -> Option<(Text, Text)> {
    fault(name, "")
}

/// The same for names that may have `marks` beside what every name may have, though not begin with them.
fn fault(name: &str, marks: &str) -> Option<(Text, Text)> {
    let space = if marks.is_empty() { "" } else { " " };
    let rule = || {
        text!(
            "names are made of letters of any script, digits, space and . _ -{space}{marks}",
            "un nom est fait de lettres de toute écriture, de chiffres, d'espaces et de . _ -{space}{marks}"
        )
    };
    if name.trim().is_empty() {
        return Some((text!("a name must not be empty", "un nom ne doit pas être vide"), rule()));
    }
    if let Some(bad) = name.chars().find(|&character| !is_allowed(character, marks)) {
        let name = shown(name);
        let message =
            text!("the name `{name}` must not contain {bad:?}", "le nom `{name}` ne doit pas contenir {bad:?}");
        return Some((message, rule()));
    }
    if name.starts_with(FIRST_NOT) || name.ends_with([' ', '.']) {
        let message = text!(
            "the name `{name}` must not start with a space or one of = + - @ . nor end with a space or dot",
            "le nom `{name}` ne doit pas commencer par un espace ou l'un de = + - @ . ni finir par un espace ou un point"
        );
        let hint = text!(
            "such a name is a formula to a spreadsheet or hidden by the system",
            "un tel nom est une formule pour un tableur ou caché par le système"
        );
        return Some((message, hint));
    }
    (name.len() > LONGEST_NAME).then(|| {
        let message = text!(
            "a name must not be longer than {LONGEST_NAME} bytes",
            "un nom ne doit pas dépasser {LONGEST_NAME} octets"
        );
        (message, text!("shorten it", "raccourcissez-le"))
    })
}

/// What no name begins with.
const FIRST_NOT: [char; 6] = ['=', '+', '-', '@', '.', ' '];

/// Whether a name may have the character.
fn is_allowed(character: char, marks: &str) -> bool {
    character.is_alphanumeric()
        || matches!(character, ' ' | '.' | '_' | '-')
        || is_mark(character)
        || marks.contains(character)
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
    let place = || Some(Location::whole(Path::new(&shown(&relative.to_string_lossy()))));
    let refuse = |code, message: Text, hint: Text| Diagnostics(vec![Diagnostic::error(code, message, place(), hint)]);
    let Some(text) = relative.to_str() else {
        let message = text!("the name is not in UTF-8", "le nom n'est pas en UTF-8");
        return Err(refuse("bad-name", message, text!("rename the file", "renommez le fichier")));
    };
    let text = text.replace(std::path::MAIN_SEPARATOR, "/");
    let end = text.len().saturating_sub(ENDING.len());
    let has_ending = text.is_char_boundary(end) && text[end..].eq_ignore_ascii_case(ENDING);
    let name = if has_ending { &text[..end] } else { &text };
    for part in name.split('/') {
        if let Some((message, hint)) = fault(part, MARKS) {
            let Text { en, fr } = hint;
            let hint = text!("rename the file; {en}", "renommez le fichier ; {fr}");
            return Err(refuse("bad-name", message, hint));
        }
    }
    let folded = fold(name);
    // A scenario `a/figures` would stand where the figures of `a` are drawn; below `figures` nothing is.
    let last = folded.rsplit('/').next();
    let is_taken = |own: &str| {
        if own == "figures" { last == Some(own) } else { folded.split('/').any(|part| part == own) }
    };
    if RESULT_FILES.into_iter().any(is_taken) {
        let message = text!(
            "the name `{name}` is that of a file of the results",
            "le nom `{name}` est celui d'un fichier des résultats"
        );
        return Err(refuse("name-clash", message, text!("rename the scenario", "renommez le scénario")));
    }
    Ok(name.to_owned())
}

/// A name for a file that can have none, by its path with `/`: bytes that no name may have are `%` and two hexadecimal digits,
/// so that no scenario has the same.
pub(crate) fn named_anyhow(file: &str) -> String {
    let end = file.len().saturating_sub(ENDING.len());
    let has_ending = file.is_char_boundary(end) && file[end..].eq_ignore_ascii_case(ENDING);
    let name = if has_ending { &file[..end] } else { file };
    let mut out = String::with_capacity(name.len());
    for (depth, part) in name.split('/').enumerate() {
        if depth > 0 {
            out.push('/');
        }
        let last = part.chars().count().saturating_sub(1);
        for (index, character) in part.chars().enumerate() {
            let starts = index == 0 && FIRST_NOT.contains(&character);
            let ends = index == last && matches!(character, ' ' | '.');
            if is_allowed(character, MARKS) && !starts && !ends {
                out.push(character);
            } else {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
        if part.is_empty() {
            out.push('%');
        }
    }
    out
}

/// How files of scenarios end, in any case.
const ENDING: &str = ".toml";

/// What the name of a scenario file may have beside what every name may have.
const MARKS: &str = "( ) ' & + , \u{b0}";

/// A path for people: what would move the cursor, break the line or turn the direction of writing is escaped.
pub fn shown(path: &str) -> String {
    let is_unsafe = |character: char| {
        character.is_control() || matches!(character, '\u{200e}' | '\u{200f}') || turns_direction(character)
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
            let (how, how_fr) = how_alike(other, name);
            let (first, second) = (shown(&other_path.to_string_lossy()), shown(&path.to_string_lossy()));
            let message = text!(
                "{first} and {second} have the same name: `{other}` and `{name}` {how}",
                "{first} et {second} ont le même nom : `{other}` et `{name}` {how_fr}"
            );
            let hint = ("rename one of them", "renommez l'un des deux");
            faults.push(Diagnostic::error("name-clash", message, None, hint));
        } else {
            seen.insert(folded, (name, path));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Diagnostics(faults)) }
}

/// In what two names differ that some file system takes for one.
pub(crate) fn how_alike(one: &str, other: &str) -> (&'static str, &'static str) {
    if fold_case(one) == fold_case(other) {
        ("differ in case at most", "diffèrent au plus par leurs majuscules")
    } else {
        ("differ only in how their accents are written", "ne diffèrent que par l'écriture de leurs accents")
    }
}

/// Equal for names that some file system takes for one.
pub(crate) fn fold(name: &str) -> String {
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
    fn a_file_that_can_have_no_name_has_one_that_no_scenario_has() {
        for (file, name) in [
            ("in/h\u{f4}tel n\u{b0} 1, \"x\".toml", "in/h\u{f4}tel n\u{b0} 1, %22x%22"),
            ("=1.toml", "%3D1"),
            ("a:b\\c%.TOML", "a%3Ab%5Cc%25"),
            (" a .toml", "%20a%20"),
            (".toml", "%"),
            ("a\nb.toml", "a%0Ab"),
            ("\u{fffd}.toml", "%EF%BF%BD"),
        ] {
            assert_eq!(named_anyhow(file), name);
            assert!(scenario_name(Path::new(&format!("{name}.toml"))).is_err(), "{name}");
        }
    }

    #[test]
    fn names_that_differ_in_accents_written_apart_clash() {
        let (together, apart) = ("\u{e9}t\u{e9}", "e\u{301}te\u{301}");
        let clash = check_names([(together, Path::new("1")), (apart, Path::new("2"))]).expect_err("a clash");
        assert!(clash.0[0].message.en.contains("how their accents are written"), "{}", clash.0[0].message);
        assert!(check_names([("a", Path::new("1")), ("b", Path::new("2"))]).is_ok());
    }

    #[test]
    fn a_path_moves_no_cursor() {
        assert_eq!(shown("a\u{1b}[2Jb\nc\u{202e}d \u{e9}"), "a\\u{1b}[2Jb\\u{a}c\\u{202e}d \u{e9}");
    }
}
