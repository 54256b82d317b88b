//! What to write instead of a value that cannot be read.

use toml::de::{DeTable, DeValue};

use super::typed_amount::amount_hint;
use super::typed_number::{has_three_decimals, percent, thousands_or_decimals};
use crate::text;
use crate::vocabulary::Text;

/// What to write for a share that is typed as a percentage or above 1.
pub(super) fn percent_hint(number: f64) -> Option<Text> {
    if number > 1.0 && number < 2.0 {
        return Some(percent(30.0));
    }
    if number > 0.0 && number <= 100.0 {
        return Some(percent(number));
    }
    (number < 0.0)
        .then(|| ("a share or chance is never negative", "une part ou une probabilité n'est jamais négative").into())
}

/// What to write for a number that is typed as a text.
pub(super) fn number_hint(text: &str, whole: bool) -> Text {
    let trimmed = text.trim();
    if is_toml_number(trimmed) && !has_three_decimals(trimmed) {
        return text!("write it without quotes: {trimmed}", "écrivez-le sans guillemets : {trimmed}");
    }
    amount_hint(trimmed, whole).unwrap_or_else(|| {
        text!("write a number without quotes, such as 0.3 or 10", "écrivez un nombre sans guillemets, comme 0.3 ou 10")
    })
}

/// What to write for a number that is typed on the command line, where it can be said: `1k`, `1,000`, `=1`, and as whole numbers
/// `1.000`. `None` for a number as files have it, and for a text without one.
pub fn typed_number_hint(typed: &str, whole: bool) -> Option<Text> {
    let typed = typed.trim();
    if let Some(number) = typed.strip_prefix('=').map(str::trim_start).filter(|number| is_toml_number(number)) {
        return Some(text!("write {number}", "écrivez {number}"));
    }
    let readings = if whole { thousands_or_decimals(typed) } else { None };
    let begins = typed.starts_with(|first: char| first.is_ascii_digit() || ".+-€$£¥".contains(first));
    let is_plain = typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let is_asked = !is_plain && !is_toml_number(typed) && begins && typed.bytes().any(|byte| byte.is_ascii_digit());
    readings.or_else(|| is_asked.then(|| amount_hint(typed, whole)).flatten()).or_else(|| {
        is_asked.then(|| {
            text!(
                "write one number with nothing beside it, such as 1_000",
                "écrivez un seul nombre, sans rien à côté, comme 1_000"
            )
        })
    })
}

/// Whether all characters are such as a number of TOML has, `inf`, `nan` and `0xff` too: its parser passes others over.
pub(super) fn has_number_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit() || b"_+-.xoni".contains(&byte))
}

/// Whether a scenario file may have it as a number as it stands.
pub(super) fn is_toml_number(text: &str) -> bool {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let value = || {
        DeTable::parse(&format!("number = {text}")).is_ok_and(|table| {
            let value = table.get_ref().values().next().map(toml::Spanned::get_ref);
            matches!(value, Some(DeValue::Integer(_) | DeValue::Float(_)))
        })
    };
    digits && has_number_letters(text) && value()
}

/// A number that is negative and should not be.
pub(super) fn without_minus() -> Text {
    text!("write it without the minus sign", "écrivez-le sans le signe moins")
}

/// A bound for a person: `1_000_000`, as TOML may write it too.
pub(super) fn grouped(number: f64) -> String {
    let text = number.to_string();
    if number < 10_000.0 || text.contains('.') {
        return text;
    }
    let mut out = String::new();
    for (index, digit) in text.chars().enumerate() {
        if index > 0 && (text.len() - index).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}
