//! What to write instead of a value that cannot be read.

use super::typed_number::{Readings, has_three_decimals};
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

/// How to write so many percent.
pub(super) fn percent(number: f64) -> Text {
    let share = number / 100.0;
    let two = format!("{share:.2}");
    let exact = two.parse().is_ok_and(|rounded: f64| rounded == share);
    let share = if exact { two } else { share.to_string() };
    text!("write {number} % as {share}", "écrivez {share} pour {number} %")
}

/// What to write for a number that is typed as a text.
pub(super) fn number_hint(text: &str, whole: bool) -> Text {
    let trimmed = text.trim();
    let point = trimmed.replace(',', ".");
    let share = point.strip_suffix('%').and_then(|number| number.trim().parse().ok());
    let readings = Readings::of(trimmed).hint(whole);
    match (share, readings) {
        (Some(number), _) => percent(number),
        (None, Some(hint)) if trimmed.parse::<f64>().is_err() || has_three_decimals(trimmed) => hint,
        (None, _) if trimmed.parse::<f64>().is_ok() => {
            text!("write it without quotes: {trimmed}", "écrivez-le sans guillemets : {trimmed}")
        }
        (None, _) => text!(
            "write a number without quotes, such as 0.3 or 10",
            "écrivez un nombre sans guillemets, comme 0.3 ou 10"
        ),
    }
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
