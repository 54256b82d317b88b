use crate::report::shortest;

/// A text as TOML spells it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.replace(['\n', '\r'], " ")).to_string()
}

/// A share to six digits, which is more than any data knows.
pub(super) fn share(value: f64) -> String {
    number(value.clamp(0.0, 1.0))
}

/// A number to six digits.
pub(super) fn number(value: f64) -> String {
    shortest(format!("{value:.5e}").parse().unwrap_or(value))
}

/// A path as the key of a table.
pub(super) fn key(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name of a group in a path or as a key.
pub(super) fn segment(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { key(name) }
}

/// A sentence as a comment of its own line.
pub(super) fn comment(text: &str) -> String {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("# {text}\n")
}

/// The first line of every fragment: by it the program knows its own.
pub(super) const MARK: &str = "# rumeur fit";
