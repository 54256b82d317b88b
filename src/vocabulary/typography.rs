//! How sentences are set: spaces, quotation marks, apostrophes, plurals.

use super::Language;

/// U+202F: narrow, and no line breaks there. French has it before `; : ! ? %`, inside guillemets and between thousands.
pub const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// U+2212, the sign of a negative number in a sentence or a figure.
pub(crate) const MINUS: char = '\u{2212}';

/// A small letter without its accent, as people type names of columns.
pub(crate) const fn unaccented(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}

/// French as it is printed, from French as it is typed: narrow no-break spaces before `; : ! ? %` and inside guillemets,
/// real apostrophes.
///
/// What stands in backquotes, and words that look like a path or an assignment, stay as they are.
pub fn typeset(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        if index % 2 == 1 {
            out.push_str(part);
        } else {
            set_spaces(&mut out, part);
        }
    }
    out
}

/// A text in a language as it is printed: French is [typeset].
pub(crate) fn set_in(text: &str, language: Language) -> String {
    if language == Language::Fr { typeset(text) } else { text.to_owned() }
}

/// A text with its first letter as a sentence begins.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn set_spaces(out: &mut String, text: &str) {
    for word in text.split_inclusive([' ', '\n', '\u{a0}', NARROW_NO_BREAK_SPACE]) {
        let is_high =
            matches!(word.trim_end(), ";" | ":" | "!" | "?" | "%" | "%," | "%." | "%)" | "»" | "»," | "»." | "»)");
        let is_high =
            is_high || word.starts_with(['»', '%']) && word.chars().nth(1).is_none_or(|next| !next.is_alphanumeric());
        if is_high && out.ends_with([' ', '\u{a0}']) {
            out.pop();
            out.push(NARROW_NO_BREAK_SPACE);
        }
        if word == "« " || word == "(« " || word.ends_with("’« ") {
            out.push_str(word.trim_end());
            out.push(NARROW_NO_BREAK_SPACE);
        } else if is_code(word) {
            out.push_str(word);
        } else {
            set_apostrophes(out, word);
        }
    }
}

/// A path, a file name or an assignment: a dot or an equals sign before a letter, or a slash.
fn is_code(word: &str) -> bool {
    let inner = |mark: char| word.split(mark).skip(1).any(|rest| rest.starts_with(|next: char| next.is_alphanumeric()));
    word.contains(['/', '\\']) || inner('.') || inner('=')
}

fn set_apostrophes(out: &mut String, word: &str) {
    let mut before = None;
    let mut characters = word.chars().peekable();
    while let Some(character) = characters.next() {
        let is_elision = character == '\''
            && before.is_some_and(char::is_alphabetic)
            && characters.peek().is_none_or(|next| next.is_alphabetic() || "«`“".contains(*next));
        out.push(if is_elision { '’' } else { character });
        before = Some(character);
    }
}

/// A title within a sentence, in the quotation marks of the language: `"Ask"`, `«\u{202f}Ask\u{202f}»`.
pub fn quoted(title: &str, language: Language) -> String {
    match language {
        Language::En => format!("\"{title}\""),
        Language::Fr => format!("«{NARROW_NO_BREAK_SPACE}{title}{NARROW_NO_BREAK_SPACE}»"),
    }
}

/// Whether a number takes the singular: in English 1 only, in French all below 2.
pub(crate) fn is_singular(value: f64, language: Language) -> bool {
    match language {
        Language::En => value == 1.0,
        Language::Fr => value.abs() < 2.0,
    }
}

/// Whether a character turns the direction of what is written after it: it would show another text than is there.
pub(crate) fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_set_as_printers_do() {
        for (typed, set) in [
            ("erreur : non ; si ! quoi ?", "erreur\u{202f}: non\u{202f}; si\u{202f}! quoi\u{202f}?"),
            ("l'option « à l'eau » : 30 %", "l’option «\u{202f}à l’eau\u{202f}»\u{202f}: 30\u{202f}%"),
            ("écrivez `a : 'b'` ; d'autres", "écrivez `a : 'b'`\u{202f}; d’autres"),
            ("s'il n'est qu'à 5 % (ou 6 %), soit", "s’il n’est qu’à 5\u{202f}% (ou 6\u{202f}%), soit"),
            ("d/l'été.toml est vide", "d/l'été.toml est vide"),
            ("12:30 a:b", "12:30 a:b"),
            ("l'`option`", "l’`option`"),
        ] {
            assert_eq!(typeset(typed), set);
            assert_eq!(typeset(&typeset(typed)), set, "set twice");
        }
    }

    #[test]
    fn the_singular_ends_at_one_in_english_and_below_two_in_french() {
        assert!(is_singular(1.5, Language::Fr) && !is_singular(1.5, Language::En));
        assert!(!is_singular(2.0, Language::Fr) && is_singular(1.0, Language::En) && !is_singular(0.0, Language::En));
        assert_eq!(quoted("Ask", Language::En), "\"Ask\"");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(["écart", "a b", "317", ""].map(capital), ["Écart", "A b", "317", ""]);
    }
}
