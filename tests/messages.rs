//! What the library says of mistakes is in both languages: no English word in the French of a message, none the other
//! way round, and French is set as printers do.

use std::path::{Path, PathBuf};

use rumeur::network::{EdgeFormat, EdgeList, Repeats, Separator};
use rumeur::scenario::{Diagnostic, Overrides, load};
use rumeur::vocabulary::{Say, Text, typeset};
use serde_json::Value;

/// Words of one language that the other does not have.
const ENGLISH: &[&str] = &[
    "the", "is", "are", "not", "with", "must", "be", "of", "which", "from", "write", "add", "has", "have", "it", "its",
    "for", "and", "or", "no", "there", "this", "that", "who", "nobody", "keep", "leave", "got", "unknown", "cannot",
    "does", "did", "you", "to", "by", "here", "where",
];
const FRENCH: &[&str] = &[
    "le", "la", "les", "est", "sont", "une", "des", "pas", "avec", "doit", "du", "et", "dans", "qui", "que", "ne",
    "écrivez", "fixez", "ajoutez", "ou", "il", "cette", "ce", "ses", "pour", "personne", "gardez", "omettez", "reçu",
    "clients", "inconnue", "vous", "au", "aux", "par", "ici", "où", "sans", "clé", "chaque",
];

/// The words of a message, without what stands in backquotes or quotation marks, in braces, and without code.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let plain: String = plain.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let mut depth = 0_u32;
    let outside = plain.chars().map(|character| match character {
        '{' => {
            depth += 1;
            ' '
        }
        '}' => {
            depth = depth.saturating_sub(1);
            ' '
        }
        _ if depth > 0 => ' ',
        other => other,
    });
    let outside: String = outside.collect();
    let outside = outside.replace(" = ", "=");
    let bare = outside.split(|c: char| c.is_whitespace() || "’'()[],;:!?«»\u{202f}".contains(c));
    bare.filter(|word| !word.contains(['/', '_', '-', '=']) && !word.contains(".toml"))
        .map(|word| word.trim_matches('.').to_lowercase())
        .collect()
}

fn inside(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

/// Every mistake and doubt of the files of the tests, with the file it is about.
fn diagnostics() -> Vec<(String, Diagnostic)> {
    let mut found = Vec::new();
    for path in inside("bad").into_iter().chain(inside("doubtful")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let said = match load(&path, &name, &Overrides::default()) {
            Ok(scenario) => scenario.warnings.clone(),
            Err(errors) => errors.0,
        };
        found.extend(said.into_iter().map(|diagnostic| (name.clone(), diagnostic)));
    }
    found
}

/// What is said of the edge lists that are refused.
fn refusals() -> Vec<(String, Text)> {
    let files = [include_str!("edge_lists/met.json"), include_str!("edge_lists/kinds.json")];
    let cases = files.iter().flat_map(|text| serde_json::from_str::<Vec<Value>>(text).expect("a list of cases"));
    let mut found = Vec::new();
    for case in cases {
        let bytes = if let Some(text) = case["text"].as_str() {
            text.as_bytes().to_vec()
        } else {
            let hex = case["hex"].as_str().expect("text or bytes");
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
        };
        let said = &case["format"];
        let format = EdgeFormat {
            separator: said["separator"].as_str().and_then(Separator::named),
            header: said["header"].as_bool(),
            source: said["source"].as_str().map(str::to_owned),
            target: said["target"].as_str().map(str::to_owned),
            weight: said["weight"].as_str().map(str::to_owned),
            weight_scale: said["weight_scale"].as_f64().unwrap_or(1.0),
            repeats: said["repeats"].as_str().and_then(Repeats::named).unwrap_or_default(),
        };
        if let Err(error) = (EdgeList { directed: false }).read_as(std::io::Cursor::new(bytes), &format, 1 << 30) {
            let name = case["name"].as_str().expect("a name").to_owned();
            found.push((name.clone(), error.text()));
            found.extend(error.hint().map(|hint| (name, hint)));
        }
    }
    found
}

/// Every message and hint.
fn texts() -> Vec<(String, Text)> {
    let diagnostics = diagnostics().into_iter().flat_map(|(name, diagnostic)| {
        std::iter::once(diagnostic.message).chain(diagnostic.hint).map(move |text| (name.clone(), text))
    });
    diagnostics.chain(refusals()).collect()
}

#[test]
fn no_message_has_a_word_of_the_other_language() {
    let texts = texts();
    assert!(texts.len() >= 400, "{} texts", texts.len());
    let mut wrong = Vec::new();
    for (name, text) in texts {
        for (said, foreign) in [(&text.fr, ENGLISH), (&text.en, FRENCH)] {
            let found: Vec<String> = words(said).into_iter().filter(|word| foreign.contains(&word.as_str())).collect();
            if !found.is_empty() {
                wrong.push(format!("{name}: {found:?} in {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_french_message_is_set_and_none_is_left_in_english() {
    let mut wrong = Vec::new();
    for (name, Text { en, fr }) in texts() {
        if typeset(&fr) != fr {
            wrong.push(format!("{name}: not set: {fr}"));
        }
        if en == fr && words(&en).len() > 3 {
            wrong.push(format!("{name}: the same in both: {en}"));
        }
        if fr.contains("{en}") || fr.contains("..") && !en.contains("..") {
            wrong.push(format!("{name}: {fr}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_in_french_read_so() {
    let mut lines: Vec<String> = Vec::new();
    for (_, diagnostic) in diagnostics() {
        let hint = diagnostic.hint.map_or(String::new(), |hint| format!("\n  piste\u{202f}: {}", hint.fr));
        let root = env!("CARGO_MANIFEST_DIR");
        let said = format!("[{}] {}{hint}", diagnostic.code, diagnostic.message.fr).replace(root, "RACINE");
        if !lines.contains(&said) {
            lines.push(said);
        }
    }
    for (_, text) in refusals() {
        if !lines.contains(&text.fr) {
            lines.push(text.fr);
        }
    }
    assert!(lines.len() >= 100, "{} messages", lines.len());
    insta::with_settings!({ snapshot_path => "messages", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("french", lines.join("\n"));
    });
}
