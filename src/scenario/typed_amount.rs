//! What somebody types where one number is wanted: a sign, a currency, a unit, a scale or a percent sign beside it.

use super::typed_number::{Readings, is_separator, percent, with_bars};
use crate::text;
use crate::vocabulary::Text;

/// What to do where it cannot be said which number is meant.
pub(super) const ONE_NUMBER: (&str, &str) = (
    "write one number with nothing beside it, such as 0.3 or 10; a text stands in quotes",
    "écrivez un seul nombre, sans rien à côté, comme 0.3 ou 10 ; un texte se met entre guillemets",
);

/// Minus signs of other keyboards and programs; the first is that of TOML.
const MINUS: [char; 6] = ['-', '\u{2212}', '\u{2013}', '\u{2012}', '\u{fe63}', '\u{ff0d}'];

const CURRENCIES: [&str; 14] =
    ["€", "$", "£", "¥", "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pounds", "chf", "cad"];

/// What may stand behind a number without changing it.
const UNITS: [&str; 22] = [
    "people",
    "persons",
    "person",
    "personnes",
    "personne",
    "customers",
    "customer",
    "clients",
    "client",
    "times",
    "fois",
    "days",
    "jours",
    "weeks",
    "semaines",
    "months",
    "mois",
    "years",
    "ans",
    "hours",
    "heures",
    "complaints",
];

const PERCENT: [&str; 6] = ["%", "percent", "per cent", "pour cent", "pct", "pourcent"];

/// How many zeros a word stands for; `m` and `billion` say different things to different people.
const SCALES: [(&str, usize); 14] = [
    ("k", 3),
    ("K", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("mille", 3),
    ("M", 6),
    ("million", 6),
    ("millions", 6),
    ("Mio", 6),
    ("mio", 6),
    ("milliard", 9),
    ("milliards", 9),
    ("Mrd", 9),
    ("Md", 9),
];

/// What to write for a text that says one number; `whole`: the key wants a whole one. `None` where it is not known which
/// number is meant.
pub(super) fn amount_hint(text: &str, whole: bool) -> Option<Text> {
    let text = text.trim();
    if let Some(number) = share(text) {
        return Some(percent(number));
    }
    if let Some(quotient) = quotient(text).filter(|quotient| !whole || quotient.fract() == 0.0) {
        return Some(text!("write {quotient}", "écrivez {quotient}"));
    }
    let Parts { sign, digits, scale, alone } = Parts::of(text)?;
    let readings = Readings::of(digits);
    let single = |number: &str| {
        if alone && scale == 0 {
            return text!("write {sign}{number}", "écrivez {sign}{number}");
        }
        text!("write the number alone: {sign}{number}", "écrivez le nombre seul : {sign}{number}")
    };
    if scale > 0 {
        let scaled = match (&readings.thousands, &readings.decimal) {
            (Some(thousands), None) => format!("{thousands}{}", "0".repeat(scale)),
            (None, Some(decimal)) => shifted(decimal, scale)?,
            (None, None) if is_digits(digits) => format!("{digits}{}", "0".repeat(scale)),
            // `1,500k` is one and a half thousand or a thousand times as much.
            _ => return None,
        };
        let Text { en, fr } = with_bars(&format!("{sign}{scaled}"));
        return Some(text!("write {en}", "écrivez {fr}"));
    }
    if is_digits(digits) {
        let plain = digits.trim_start_matches('0');
        return Some(single(if plain.is_empty() { "0" } else { plain }));
    }
    match digits.split_once('.') {
        // A point with digits on one side alone, and a number that needs no other hint.
        Some((before, after)) if before.is_empty() && is_digits(after) => Some(single(&format!("0.{after}"))),
        Some((before, after)) if after.is_empty() && is_digits(before) => Some(single(&format!("{before}.0"))),
        Some((before, after)) if is_digits(before) && is_digits(after) && readings.thousands.is_none() => {
            Some(single(digits))
        }
        _ => readings.with_sign(sign).hint(whole),
    }
}

/// A text that says one number, taken apart.
struct Parts<'a> {
    /// `-` or nothing.
    sign: &'static str,
    digits: &'a str,
    /// How many zeros the word behind it stands for.
    scale: usize,
    /// Whether nothing but a sign stands beside the digits.
    alone: bool,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (sign, rest) = signed(text);
        let unpriced = without_currency(rest);
        let (sign, rest, priced) = match unpriced {
            Some(rest) if sign.is_empty() => {
                let (sign, rest) = signed(rest);
                (sign, rest, true)
            }
            Some(rest) => (sign, rest, true),
            None => (sign, rest, false),
        };
        let is_part = |letter: char| letter.is_ascii_digit() || is_separator(letter);
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let blank = |letter: char| letter.is_whitespace();
        let (digits, behind) = (rest[..end].trim_end_matches(blank), rest[end..].trim());
        if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
            || !digits.bytes().any(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let (scale, unit) = scaled(behind);
        let known = unit.is_empty() || is_currency(unit) && !priced || UNITS.contains(&unit.to_lowercase().as_str());
        known.then_some(Self { sign, digits, scale, alone: !priced && behind.is_empty() })
    }
}

/// The sign in front, and what stands behind it.
fn signed(text: &str) -> (&'static str, &str) {
    match text.strip_prefix(MINUS) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

fn is_currency(word: &str) -> bool {
    CURRENCIES.contains(&word.to_lowercase().as_str())
}

/// What stands behind a currency in front.
fn without_currency(text: &str) -> Option<&str> {
    let end = text.find(|letter: char| letter.is_ascii_digit() || letter == '.' || MINUS.contains(&letter))?;
    is_currency(text[..end].trim()).then(|| &text[end..])
}

/// The zeros that the first word stands for, and what follows: `k€`, `million euros`.
fn scaled(behind: &str) -> (usize, &str) {
    let end = behind.find(|letter: char| !letter.is_alphabetic()).unwrap_or(behind.len());
    let word = &behind[..end];
    let own = SCALES.iter().find(|(name, _)| *name == word);
    if let Some((_, zeros)) = own {
        let rest = behind[end..].trim();
        return (*zeros, ["d'", "d’", "de ", "of "].iter().find_map(|joint| rest.strip_prefix(joint)).unwrap_or(rest));
    }
    // `kEUR`.
    let glued = ["k", "K", "M"].iter().find_map(|name| {
        let unit = word.strip_prefix(name).filter(|unit| unit.len() == 3 && is_currency(unit))?;
        Some((if *name == "M" { 6 } else { 3 }, unit))
    });
    glued.filter(|_| end == behind.len()).unwrap_or((0, behind))
}

/// `1.5` with three zeros more is 1500; `None` where it is no whole number.
fn shifted(decimal: &str, scale: usize) -> Option<String> {
    let (whole, fraction) = decimal.split_once('.')?;
    let zeros = scale.checked_sub(fraction.len())?;
    let number = format!("{whole}{fraction}{}", "0".repeat(zeros));
    let short = number.trim_start_matches('0');
    Some(if short.is_empty() { "0".to_owned() } else { short.to_owned() })
}

/// A single number that can be read in one way alone.
fn plain_number(text: &str) -> Option<f64> {
    let Parts { sign, digits, scale: 0, alone: true } = Parts::of(text.trim())? else { return None };
    let read = match Readings::of(digits) {
        Readings { thousands: Some(thousands), decimal: None } => thousands,
        Readings { thousands: None, decimal: Some(decimal) } => decimal,
        Readings { thousands: Some(_), .. } => return None,
        _ => digits.to_owned(),
    };
    format!("{sign}{read}").parse().ok()
}

/// The number in front of a percent sign.
fn share(text: &str) -> Option<f64> {
    PERCENT.iter().find_map(|name| plain_number(text.strip_suffix(name)?))
}

/// `1/2`, `1 in 20`, `1 sur 20`.
fn quotient(text: &str) -> Option<f64> {
    [" out of ", " in ", " sur ", "/"].iter().find_map(|name| {
        let (one, two) = text.split_once(name)?;
        let quotient = plain_number(one)? / plain_number(two)?;
        quotient.is_finite().then_some(quotient)
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the hint says, and with it the number that is to be written.
    fn hint(text: &str) -> Option<String> {
        amount_hint(text, false).map(|hint| hint.en)
    }

    #[test]
    fn a_number_beside_something_is_the_number_that_was_meant() {
        for (typed, meant) in [
            ("€250", "write the number alone: 250"),
            ("250 EUR", "write the number alone: 250"),
            ("12 000 €", "write 12000 or 12_000"),
            ("-€5", "write the number alone: -5"),
            ("€-5", "write the number alone: -5"),
            ("\u{2212}5", "write -5"),
            ("\u{2013} 0.5", "write -0.5"),
            ("10 people", "write the number alone: 10"),
            ("30 jours", "write the number alone: 30"),
            ("2 million", "write 2000000 or 2_000_000"),
            ("2,5 millions d'euros", "write 2500000 or 2_500_000"),
            ("1.5M", "write 1500000 or 1_500_000"),
            ("200 k€", "write 200000 or 200_000"),
            ("3 kEUR", "write 3000 or 3_000"),
            ("$1.5M", "write 1500000 or 1_500_000"),
            ("1 500 k", "write 1500000 or 1_500_000"),
            ("4.000.000", "write 4000000 or 4_000_000"),
            ("12,34,567", "write 1234567 or 1_234_567"),
            ("1'500.50", "write a point, without quotes: 1500.50"),
            ("-4.000.000", "write -4000000 or -4_000_000"),
            ("12,5 %", "write 12.5 % as 0.125"),
            ("12.5%", "write 12.5 % as 0.125"),
            ("30 pour cent", "write 30 % as 0.30"),
            ("1/2", "write 0.5"),
            ("1 in 20", "write 0.05"),
            ("3 sur 4", "write 0.75"),
            (".5", "write 0.5"),
            ("5.", "write 5.0"),
        ] {
            assert_eq!(hint(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_says_no_single_number_names_none() {
        for typed in [
            "10 ± 2",
            "2*3",
            "200; 300",
            "5-10",
            "5 – 10",
            "~5",
            ">5",
            "1,2,3",
            "1.2.3",
            "2 m",
            "2 billion",
            "3 dozen",
            "1,500k",
            "1 lakh",
            "10^6",
            "1/0",
            "1/2/2026",
            "12,500 %",
            "5 ‰",
            "10 kg",
            "4 5,6 7",
            "k",
            "",
            "€",
            "ten",
            "5 % of 10",
            "€5€",
            "1e5 €",
            "12,34,56",
            "--5",
        ] {
            assert_eq!(hint(typed), None, "{typed}");
        }
        assert_eq!(amount_hint("1/2", true), None);
        assert_eq!(amount_hint("4/2", true).map(|hint| hint.en).as_deref(), Some("write 2"));
    }
}
