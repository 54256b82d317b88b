use std::borrow::Cow;
use std::fmt::Write as _;

/// A text as it may be sent to a terminal: control characters, which may stand in names of files and would move the cursor or
/// vanish, are written out as `\u{1b}`; the ends of lines and tabs stay.
///
/// ```
/// use rumeur::vocabulary::printable;
///
/// assert_eq!(printable("n\u{1b}[31m.toml"), "n\\u{1b}[31m.toml");
/// assert_eq!(printable("a\nb"), "a\nb");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_kept = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\t');
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_kept(letter) {
            out.push(letter);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "{}", letter.escape_unicode());
        }
    }
    Cow::Owned(out)
}
