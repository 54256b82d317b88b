use crate::figure::{clean, isolate};
use crate::vocabulary::{Language, Metric, format_number, format_percent};

/// A number as it is said aloud: whole where it is large, one decimal below 100 where it is not whole, in millions and
/// beyond with three digits.
pub(super) fn amount(value: f64, language: Language) -> String {
    let size = value.abs();
    if !size.is_finite() || size < 9_999_999.5 {
        let decimals = if size >= 99.95 || (size - size.round()).abs() < 0.05 {
            0
        } else if size < 0.95 {
            2
        } else {
            1
        };
        return minus(&format_number(value, decimals, language));
    }
    let (scale, one, many) = match language {
        Language::En if size < 999.5e6 => (1e6, "million", "million"),
        Language::En if size < 999.5e9 => (1e9, "billion", "billion"),
        Language::En => (1e12, "trillion", "trillion"),
        Language::Fr if size < 999.5e6 => (1e6, "million", "millions"),
        Language::Fr => (1e9, "milliard", "milliards"),
    };
    let scaled = three_digits(value / scale);
    let decimals = usize::from(scaled.abs() < 99.95 && (scaled - scaled.round()).abs() >= 0.05);
    let word = if scaled.abs() < 2.0 { one } else { many };
    format!("{}\u{a0}{word}", minus(&format_number(scaled, decimals, language)))
}

/// A number of a thousand and more with its first three digits, the rest 0.
fn three_digits(value: f64) -> f64 {
    if value.abs() < 1000.0 {
        return value;
    }
    let mut step = 1.0;
    while value.abs() / step >= 1000.0 && step < 1e300 {
        step *= 10.0;
    }
    (value / step).round() * step
}

/// How the ticks of an axis are said: long numbers in thousands of millions and the like, named once beside the axis.
pub(super) struct Ticks {
    divisor: f64,
    unit: &'static str,
}

impl Ticks {
    /// For an axis that ends at `high`.
    pub(super) fn new(high: f64, language: Language) -> Self {
        let steps = [
            (1e12, "trillions", "milliers de milliards"),
            (1e9, "billions", "milliards"),
            (1e6, "millions", "millions"),
        ];
        let step = steps.into_iter().find(|step| high.abs() >= 2.0 * step.0);
        step.map_or(Self { divisor: 1.0, unit: "" }, |(divisor, en, fr)| Self { divisor, unit: language.pick(en, fr) })
    }

    /// One tick.
    pub(super) fn say(&self, tick: f64, language: Language) -> String {
        let value = tick / self.divisor;
        let exact = |decimals: &usize| {
            let scale = [1.0, 10.0, 100.0, 1000.0][*decimals];
            ((value * scale).round() / scale - value).abs() <= 1e-6 * value.abs()
        };
        match (0..4).find(exact) {
            Some(decimals) => minus(&format_number(value, decimals, language)),
            None => amount(value, language),
        }
    }

    /// The name of the axis with the unit of its ticks.
    pub(super) fn name(&self, axis: &str, language: Language) -> String {
        match self.unit {
            "" => axis.to_owned(),
            unit => format!("{axis}, {} {unit}", language.pick("in", "en")),
        }
    }
}

/// An amount of money in `currency`, an ISO 4217 code or any short text; without one, the number alone.
pub(super) fn money(value: f64, currency: &str, language: Language) -> String {
    let number = amount(value, language);
    let name = self::currency(currency);
    match (name.as_str(), language) {
        ("", _) => number,
        ("EUR", Language::En) => signed(&number, "€"),
        ("USD", Language::En) => signed(&number, "$"),
        ("GBP", Language::En) => signed(&number, "£"),
        ("EUR", Language::Fr) => format!("{number}\u{a0}€"),
        (other, _) => format!("{number}\u{a0}{other}"),
    }
}

/// The name of a currency from outside, as long as one is.
pub(super) fn currency(name: &str) -> String {
    const MOST: usize = 6;
    let name: String = clean(name).chars().take(MOST).collect();
    isolate(name.trim_end())
}

fn signed(number: &str, symbol: &str) -> String {
    match number.strip_prefix('−') {
        Some(rest) => format!("−{symbol}{rest}"),
        None => format!("{symbol}{number}"),
    }
}

/// The typographer's minus.
fn minus(number: &str) -> String {
    number.replacen('-', "−", 1)
}

/// A share for reading: never 0 % or 100 % where it is neither.
pub(super) fn share(value: f64, language: Language) -> String {
    let bound = |sign: &str, edge: f64| format!("{sign}\u{a0}{}", format_percent(edge, 1, language));
    match value {
        v if v <= 0.0 => format_percent(0.0, 0, language),
        v if v >= 1.0 => format_percent(1.0, 0, language),
        v if v < 0.001 => bound("<", 0.001),
        v if v > 0.999 => bound(">", 0.999),
        v if !(0.01..0.99).contains(&v) => format_percent(v, 1, language),
        v => format_percent(v, 0, language),
    }
}

/// The form of a noun after a number: English counts one thing, French everything below two.
pub(super) fn plural<'a>(value: f64, language: Language, en: [&'a str; 2], fr: [&'a str; 2]) -> &'a str {
    match language {
        Language::En => en[usize::from(amount(value, language) != "1")],
        Language::Fr => fr[usize::from(value.abs() >= 1.95)],
    }
}

/// A number with its noun.
pub(super) fn counted(value: f64, language: Language, en: [&str; 2], fr: [&str; 2]) -> String {
    let number = amount(value, language);
    let of = language == Language::Fr && number.contains("milli");
    // « 2 millions de personnes »
    let noun = plural(value, language, en, fr);
    match (of, noun.chars().next().is_some_and(|first| "aeéèiouh".contains(first))) {
        (false, _) => format!("{number}\u{a0}{noun}"),
        (true, false) => format!("{number} de {noun}"),
        (true, true) => format!("{number} d'{noun}"),
    }
}

/// "people", the word that most figures need.
pub(super) fn people(value: f64, language: Language) -> String {
    counted(value, language, ["person", "people"], ["personne", "personnes"])
}

/// "complaints".
pub(super) fn complaints(value: f64, language: Language) -> String {
    counted(value, language, ["complaint", "complaints"], ["réclamation", "réclamations"])
}

/// What a metric counts, as the beginning of a sentence.
pub(super) fn subject(metric: Metric, language: Language) -> String {
    match metric {
        Metric::Aware => language.pick("People who know", "Personnes au courant").to_owned(),
        Metric::Reach => language.pick("People who hear of it", "Personnes touchées").to_owned(),
        other => capital(other.label(language)),
    }
}

/// A name from outside, isolated and short enough to leave room for the rest of a sentence.
pub(super) fn short(name: &str) -> String {
    const MOST: usize = 48;
    let name = clean(name);
    if name.chars().count() <= MOST {
        return isolate(&name);
    }
    let start: String = name.chars().take(MOST).collect();
    isolate(&format!("{}…", start.trim_end()))
}

/// A text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A number as it stands in a table: shortest, and empty where it is undefined.
pub(super) fn cell(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr};

    #[test]
    fn amounts_are_said_as_people_say_them() {
        let said = |value, language| amount(value, language).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(said(317.2, En), "317");
        assert_eq!(said(15.6, Fr), "15,6");
        assert_eq!(said(26.02, En), "26");
        assert_eq!(said(0.25, Fr), "0,25");
        assert_eq!(said(12_345.0, Fr), "12 345");
        assert_eq!(said(-12_345_678.0, En), "−12.3 million");
        assert_eq!(said(1.5e6 * 1e6, En), "1.5 trillion");
        assert_eq!(said(1e12, Fr), "1 000 milliards");
        assert_eq!(said(1.2e9, Fr), "1,2 milliard");
        assert_eq!(said(1_460_233e9, Fr), "1 460 000 milliards");
    }

    #[test]
    fn a_share_that_is_not_whole_is_never_rounded_to_none_or_all() {
        assert_eq!(share(0.365, En), "36%");
        assert_eq!(share(0.9999, En), ">\u{a0}99.9%");
        assert_eq!(share(0.0032, Fr), "0,3\u{a0}%");
        assert_eq!(share(1e-9, En), "<\u{a0}0.1%");
        assert_eq!(share(0.0, Fr), "0\u{a0}%");
    }

    #[test]
    fn nouns_agree_with_their_number() {
        assert_eq!(people(1.0, En), "1\u{a0}person");
        assert_eq!(people(0.0, En), "0\u{a0}people");
        assert_eq!(people(0.0, Fr), "0\u{a0}personne");
        assert_eq!(people(2e7, Fr), "20\u{a0}millions de personnes");
    }

    #[test]
    fn money_stands_where_the_language_puts_it() {
        assert_eq!(money(-744.5, "EUR", En), "−€744");
        assert_eq!(money(744.5, "EUR", Fr), "744\u{a0}€");
        assert_eq!(money(10.0, "CHF", En), "10\u{a0}CHF");
    }
}
