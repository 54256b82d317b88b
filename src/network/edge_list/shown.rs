use std::borrow::Cow;

use crate::vocabulary::turns_direction;

/// What a file says, in one line of a message: characters that move what is written are written out, as `\n`.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let moves =
        |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') || turns_direction(letter);
    if !text.contains(moves) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if moves(letter) { written.extend(letter.escape_default()) } else { written.push(letter) }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_the_line_is_written_out_and_all_else_stays() {
        assert_eq!(shown("Zo\u{e9} \u{2014} Ann"), "Zo\u{e9} \u{2014} Ann");
        assert_eq!(shown("Ann\r\nLee\t\u{1b}[31m\u{202e}"), "Ann\\r\\nLee\\t\\u{1b}[31m\\u{202e}");
    }
}
