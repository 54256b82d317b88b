use super::Linter;
use crate::scenario::catalogue::known;
use crate::text;
use crate::vocabulary::{Outcome, Text};

/// The names of months as spreadsheets know them, English and French.
const MONTHS: [&str; 36] = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "janv",
    "févr",
    "mars",
    "avr",
    "mai",
    "juin",
    "juil",
    "août",
    "déc",
    "janvier",
    "février",
    "décembre",
];

/// Names that a spreadsheet takes for something else when it opens the tables.
pub(super) fn spreadsheet(linter: &mut Linter) {
    for outcome in Outcome::ALL {
        let path = known(outcome.name()).with("groups");
        for name in linter.settings.names(&path) {
            if let Some(what) = taken_for(&name) {
                let message = message(("group", "du groupe"), &name, what);
                linter.doubt("spreadsheet-name", &path.with(&name), message, HINT);
            }
        }
    }
    let variants: Vec<String> = linter.scenario.variants.iter().map(|variant| variant.name.clone()).collect();
    for name in variants {
        if let Some(what) = taken_for(&name) {
            let place = linter.place_of_variant(&name);
            linter.doubt_at("spreadsheet-name", place, message(("variant", "de la variante"), &name, what), HINT);
        }
    }
    let name = linter.scenario.name.clone();
    if let Some(what) = taken_for(&name) {
        linter.doubt_at("spreadsheet-name", None, message(("scenario", "du scénario"), &name, what), HINT);
    }
}

const HINT: (&str, &str) = ("put a word into it, such as \"aged 9 to 15\"", "mettez-y un mot, comme \"de 9 à 15 ans\"");

const TRUTH: (&str, &str) = ("a truth value", "une valeur logique");
const DATE: (&str, &str) = ("a date", "une date");
const NUMBER: (&str, &str) = ("a number", "un nombre");

fn message((kind, kind_fr): (&str, &str), name: &str, (what, what_fr): (&str, &str)) -> Text {
    text!(
        "a spreadsheet takes the name of the {kind} `{name}` for {what}",
        "un tableur prend le nom {kind_fr} `{name}` pour {what_fr}"
    )
}

/// What a spreadsheet makes of a name, where it is something else than the name.
fn taken_for(name: &str) -> Option<(&'static str, &'static str)> {
    let lower = name.trim().to_lowercase();
    if ["true", "false", "vrai", "faux"].contains(&lower.as_str()) {
        return Some(TRUTH);
    }
    if looks_like_date(&lower) {
        return Some(DATE);
    }
    let number = lower.replace(' ', "").replacen(',', ".", 1);
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    // A whole number that fits stays as it is.
    let harmless = digits && number.len() <= 15 && (number.len() == 1 || !number.starts_with('0'));
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || c == '.') && number.parse::<f64>().is_ok();
    (is_number && !harmless).then_some(NUMBER)
}

fn looks_like_date(lower: &str) -> bool {
    let parts: Vec<&str> = lower.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let is_month = |text: &str| MONTHS.contains(&text);
    let day = |text: &str| number(text).is_some_and(|number| (1..=31).contains(&number));
    let any = |text: &str| number(text).is_some_and(|number| number <= 31 || (1900..=9999).contains(&number));
    match parts.as_slice() {
        // `mar1`, `1mar`.
        [one] => {
            let letters: String = one.chars().filter(|c| !c.is_ascii_digit()).collect();
            let digits: String = one.chars().filter(char::is_ascii_digit).collect();
            let apart = one.starts_with(&letters) || one.ends_with(&letters);
            !digits.is_empty() && apart && is_month(&letters) && any(&digits)
        }
        // A number with a decimal point is none.
        [first, second] => {
            let both = any(first) && any(second) && (day(first) || day(second)) && !lower.contains('.');
            let month = |number_text: &str| number(number_text).is_some_and(|number| (1..=12).contains(&number));
            (both && (month(first) || month(second)))
                || (is_month(first) && any(second))
                || (any(first) && is_month(second))
        }
        [first, second, third] => {
            let year = |text: &str| number(text).is_some();
            (any(first) && (any(second) || is_month(second)) && year(third))
                || (is_month(first) && any(second) && year(third))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{DATE, NUMBER, TRUTH, taken_for};

    #[test]
    fn names_are_taken_for_what_a_spreadsheet_makes_of_them() {
        for date in ["9-15", "1/2", "2024-05-01", "1.5.2024", "MAR1", "1-Mar", "sept 2", "3 mars", "12-2024"] {
            assert_eq!(taken_for(date), Some(DATE), "{date}");
        }
        for number in ["1E5", "007", "1.5", "0,5", "12345678901234567", "2e3"] {
            assert_eq!(taken_for(number), Some(NUMBER), "{number}");
        }
        for truth in ["TRUE", "false", "Vrai", "FAUX"] {
            assert_eq!(taken_for(truth), Some(TRUTH), "{truth}");
        }
        for name in [
            "vocal",
            "aged 9 to 15",
            "9-15 years",
            "v1",
            "12",
            "2024",
            "e5",
            "marge",
            "1a",
            "40-60",
            "plan B",
            "x/9-15",
        ] {
            assert_eq!(taken_for(name), None, "{name}");
        }
    }
}
