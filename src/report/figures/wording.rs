use crate::figure::{clean, isolate};
use crate::report::pages;
pub(super) use crate::report::share::share;
use crate::vocabulary::{Language, Metric, capital, format_signed};

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
        return format_signed(value, decimals, language);
    }
    in_words(value, language)
}

/// A number in millions and beyond, with three digits.
fn in_words(value: f64, language: Language) -> String {
    let size = value.abs();
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
    format!("{}\u{a0}{word}", format_signed(scaled, decimals, language))
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

    /// For a logarithmic axis, whose ticks are too far apart for one unit: each says its own.
    pub(super) fn each() -> Self {
        Self { divisor: 0.0, unit: "" }
    }

    /// One tick.
    pub(super) fn say(&self, tick: f64, language: Language) -> String {
        if self.divisor == 0.0 && tick.abs() >= 1e6 {
            return in_words(tick, language);
        }
        let value = if self.divisor > 0.0 { tick / self.divisor } else { tick };
        let exact = |decimals: &usize| {
            let scale = [1.0, 10.0, 100.0, 1000.0][*decimals];
            ((value * scale).round() / scale - value).abs() <= 1e-6 * value.abs()
        };
        match (0..4).find(exact) {
            Some(decimals) => format_signed(value, decimals, language),
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
    let size = value.abs();
    // One and a half is 1.50.
    let cents = size < 99.95 && (size - size.round()).abs() >= 0.05;
    let said = if cents { format_signed(value, 2, language) } else { amount(value, language) };
    money_of(&said, currency, language)
}

/// A number that is said already, as money.
pub(super) fn money_of(number: &str, currency: &str, language: Language) -> String {
    let name = self::currency(currency);
    match (name.as_str(), language) {
        ("", _) => number.to_owned(),
        ("EUR" | "€", Language::En) => signed(number, "€"),
        ("USD" | "$", Language::En) => signed(number, "$"),
        ("GBP" | "£", Language::En) => signed(number, "£"),
        ("EUR", Language::Fr) => format!("{number}\u{a0}€"),
        (other, _) => format!("{number}\u{a0}{other}"),
    }
}

/// The name of a currency from outside, as long as one is; a sign that the font lacks is said by its ISO 4217 code.
pub(super) fn currency(name: &str) -> String {
    const MOST: usize = 20;
    const CODES: [(char, &str); 14] = [
        ('₹', "INR"),
        ('₺', "TRY"),
        ('₽', "RUB"),
        ('₩', "KRW"),
        ('₪', "ILS"),
        ('₫', "VND"),
        ('₦', "NGN"),
        ('₱', "PHP"),
        ('฿', "THB"),
        ('₴', "UAH"),
        ('₡', "CRC"),
        ('₲', "PYG"),
        ('₸', "KZT"),
        ('₮', "MNT"),
    ];
    let mut name = clean(name);
    for (sign, code) in CODES {
        name = name.replace(sign, code);
    }
    if name.chars().count() > MOST {
        name = format!("{}…", name.chars().take(MOST).collect::<String>().trim_end());
    }
    isolate(&name)
}

/// `a month`, `par mois`: what all counts and all money of a scenario belong to; empty without a period. The period is a
/// label; the usual ones are known in both languages.
pub(super) fn per_period(period: &str, language: Language) -> String {
    let period = short(period);
    if period.is_empty() {
        return period;
    }
    pages::per_period(&period, language)
}

fn signed(number: &str, symbol: &str) -> String {
    match number.strip_prefix('−') {
        Some(rest) => format!("−{symbol}{rest}"),
        None => format!("{symbol}{number}"),
    }
}

/// The typographer's minus.
pub(super) fn minus(number: &str) -> String {
    number.replacen('-', "−", 1)
}

/// The nouns that figures count.
pub(super) mod nouns {
    use crate::vocabulary::Noun;

    pub(crate) const PEOPLE: Noun = Noun { en: ["person", "people"], fr: ["personne", "personnes"] };
    pub(crate) const ANSWERS: Noun = Noun { en: ["answer", "answers"], fr: ["réponse", "réponses"] };
    pub(crate) const COMPLAINTS: Noun = Noun { en: ["complaint", "complaints"], fr: ["réclamation", "réclamations"] };
    pub(crate) const SILENT: Noun =
        Noun { en: ["silent customer", "silent customers"], fr: ["client silencieux", "clients silencieux"] };
    pub(crate) const LISTENERS: Noun = Noun { en: ["listener", "listeners"], fr: ["auditeur", "auditeurs"] };
    pub(crate) const LET_DOWN: Noun =
        Noun { en: ["customer let down", "customers let down"], fr: ["client déçu", "clients déçus"] };
    pub(crate) const CUSTOMERS: Noun = Noun { en: ["customer", "customers"], fr: ["client", "clients"] };
    pub(crate) const LIVED: Noun = Noun { en: ["lived it", "lived it"], fr: ["l’a vécu", "l’ont vécu"] };
    pub(crate) const HEARD: Noun = Noun { en: ["heard it", "heard it"], fr: ["l’a entendu", "l’ont entendu"] };
    pub(crate) const HEARD_SAY: Noun =
        Noun { en: ["heard it", "heard it"], fr: ["l’a entendu dire", "l’ont entendu dire"] };
    pub(crate) const INFORMED: Noun =
        Noun { en: ["heard it from", "heard it from"], fr: ["informé par", "informés par"] };
    pub(crate) const COMPLAINED: Noun = Noun { en: ["complained", "complained"], fr: ["a réclamé", "ont réclamé"] };
    pub(crate) const KEPT_SILENT: Noun =
        Noun { en: ["told the firm nothing", "told the firm nothing"], fr: ["n’a rien dit", "n’ont rien dit"] };
    pub(crate) const REPLICATES: Noun = Noun { en: ["replicate", "replicates"], fr: ["réplication", "réplications"] };
}

/// Phrases of legends whose numbers are no answers.
pub(super) fn constants(language: Language) -> Vec<String> {
    [
        crate::text!("95% interval", "intervalle à 95 %"),
        crate::text!("10% quantile", "quantile de 10 %"),
        crate::text!("90% quantile", "celui de 90 %"),
        crate::text!("90% of cases", "90 % des cas"),
        crate::text!("from 0 to 100%", "de 0 à 100 %"),
    ]
    .map(|phrase| phrase.into_string(language))
    .into()
}

/// What numbers are averages of that have no formula over the unknowns.
pub(super) fn over_draws(draws: u64, language: Language) -> String {
    let draws = crate::vocabulary::format_count(draws, language);
    crate::text!("means of {draws} values of the unknowns", "moyennes sur {draws} valeurs des inconnues")
        .into_string(language)
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
    cut(name, MOST)
}

/// A name isolated, of at most so many characters and an ellipsis.
pub(super) fn cut(name: &str, most: usize) -> String {
    let name = clean(name);
    if name.chars().count() <= most {
        return isolate(&name);
    }
    let start: String = name.chars().take(most).collect();
    isolate(&format!("{}…", start.trim_end()))
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
    fn no_two_ticks_of_a_logarithmic_axis_are_said_alike() {
        for language in Language::ALL {
            let decades: Vec<String> = (-3..=13).map(|power| Ticks::each().say(10_f64.powi(power), language)).collect();
            let mut different = decades.clone();
            different.sort();
            different.dedup();
            assert_eq!(different.len(), decades.len(), "{decades:?}");
        }
        let said = |tick| Ticks::each().say(tick, Fr).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!([10.0, 1000.0, 1e6, 2e7].map(said), ["10", "1 000", "1 million", "20 millions"]);
    }

    #[test]
    fn a_period_is_said_in_the_language_of_the_reader() {
        let said = |period| (per_period(period, En), per_period(period, Fr));
        assert_eq!(said("month"), ("a month".to_owned(), "par mois".to_owned()));
        assert_eq!(said("année"), ("a year".to_owned(), "par année".to_owned()));
        assert_eq!(said("episode"), ("an episode".to_owned(), "par episode".to_owned()));
        assert_eq!(said("").0, "");
    }

    #[test]
    fn a_currency_is_whole_and_has_letters() {
        assert_eq!(money(-2_495.0, "francs CFA", Fr), "−2\u{202f}495\u{a0}francs CFA");
        assert_eq!(money(12.0, "₹", En), "12\u{a0}INR");
        assert_eq!(money(12.0, "$", En), "$12");
    }

    #[test]
    fn money_stands_where_the_language_puts_it() {
        assert_eq!(money(-744.5, "EUR", En), "−€745");
        assert_eq!(money(744.5, "EUR", Fr), "745\u{a0}€");
        assert_eq!(money(10.0, "CHF", En), "10\u{a0}CHF");
    }
}
