//! Ids that look the same and are not.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::format::Alike;
use crate::network::Labels;

/// Signs that take no room: zero-width spaces and joiners, marks of direction, a byte order mark.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A field without white space and signs that are not seen around it.
pub(super) fn trimmed(field: &str) -> &str {
    field.trim_matches(|letter: char| letter.is_whitespace() || is_invisible(letter))
}

/// What people see of an id: letters composed with their accents, blanks of all kinds as one, nothing invisible.
pub(super) fn look(id: &str) -> String {
    let seen: String = id.nfc().filter(|&letter| !is_invisible(letter)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text looks as it is written, but for blanks around it.
fn is_simple(text: &str) -> bool {
    text.is_ascii() && !text.contains("  ") && !text.bytes().any(|byte| byte.is_ascii_control())
}

/// Ids of several people that look the same, with the first two.
pub(super) fn look_alike(labels: &Labels) -> Option<Alike> {
    let Labels::Words { text, ends } = labels else { return None };
    if is_simple(text) {
        return None;
    }
    let people = ends.len() as u32;
    // Only looked up, never walked: its order is of no importance.
    let mut odd: HashMap<String, u32> = HashMap::new();
    let mut found: Option<Alike> = None;
    let mut add = |one: u32, other: u32| {
        let ids = [one.min(other), one.max(other)].map(|person| labels.get(person).into_owned());
        found.get_or_insert(Alike { people: 0, ids }).people += 1;
    };
    for person in 0..people {
        let id = labels.get(person);
        if is_simple(&id) {
            continue;
        }
        let look = look(&id);
        if look != *id {
            match odd.get(&look) {
                Some(&other) => add(other, person),
                None => drop(odd.insert(look, person)),
            }
        }
    }
    if !odd.is_empty() {
        for person in 0..people {
            if let Some(&other) = odd.get(&*labels.get(person)).filter(|&&other| other != person) {
                add(other, person);
            }
        }
    }
    found
}
