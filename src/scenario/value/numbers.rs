//! Numbers, and what is made of them.

use toml::Spanned;
use toml::de::DeValue;

use super::written::{Fault, Read, Written};
use crate::scenario::catalogue::{LARGEST_AUDIENCE, LARGEST_WEIGHT, LAST_GENERATION};
use crate::scenario::datum::Datum;
use crate::scenario::title::Title;
use crate::scenario::typed_number::{both_readings, has_three_decimals, percent};
use crate::scenario::value_hints::{grouped, has_number_letters, number_hint, percent_hint, without_minus};
use crate::text;
use crate::vocabulary::Text;

/// What a value has to be: English, French.
pub(in crate::scenario) const WEIGHT_ABOVE_0: (&str, &str) =
    ("must have a weight above 0", "doit avoir un poids supérieur à 0");

/// So many values an audience has at most.
const MOST_VALUES: u64 = 1_000_000;

impl Written<'_> {
    /// Whether the parser took for a number what has something beside it, as it does with `1_000€`.
    pub(super) fn is_torn_number(self) -> bool {
        let typed = self.text.get(self.value.span()).unwrap_or_default().trim();
        matches!(self.value.get_ref(), DeValue::Integer(_) | DeValue::Float(_)) && !has_number_letters(typed)
    }

    /// Any number; `wanted` says which in the message.
    pub(in crate::scenario) fn float(self, wanted: impl Into<Text>) -> Read<f64> {
        if self.is_torn_number() {
            return Err(self.wrong(wanted, Some(number_hint(&self.typed(), false))));
        }
        let number = match self.value.get_ref() {
            DeValue::Integer(integer) => match i128::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) => number as f64,
                Err(_) if integer.as_str().starts_with('-') => f64::NEG_INFINITY,
                Err(_) => f64::INFINITY,
            },
            DeValue::Float(float) => float.as_str().parse().unwrap_or(f64::NAN),
            DeValue::String(text) => return Err(self.wrong(wanted, Some(number_hint(text, false)))),
            DeValue::Boolean(flag) => {
                let number = u8::from(*flag);
                let hint = text!("write {number} for {flag}", "écrivez {number} pour {flag}");
                return Err(self.wrong(wanted, Some(hint)));
            }
            _ => return Err(self.wrong(wanted, None)),
        };
        if number.is_nan() {
            let hint = text!(
                "nan is \"not a number\"; leave the key out where the value is not known",
                "nan signifie « pas un nombre » ; omettez la clé là où la valeur n'est pas connue"
            );
            return Err(self.out_of_range(wanted, Some(hint)));
        }
        // There is one zero.
        Ok(if number == 0.0 { 0.0 } else { number })
    }

    pub(super) fn probability(self) -> Read<f64> {
        let number = self.float(("a number between 0 and 1", "un nombre entre 0 et 1"))?;
        if (0.0..=1.0).contains(&number) {
            return Ok(number);
        }
        Err(self.out_of_range(("between 0 and 1", "entre 0 et 1"), percent_hint(number)))
    }

    pub(in crate::scenario) fn number(self, min: f64, max: f64, above: bool) -> Read<f64> {
        let number = self.float(("a number", "un nombre"))?;
        let low = if above { number > min } else { number >= min };
        if low && number <= max {
            return Ok(number);
        }
        let most = grouped(max);
        let rule = if above {
            text!("greater than {min} and at most {most}", "supérieur à {min} et au plus {most}")
        } else {
            text!("between {min} and {most}", "entre {min} et {most}")
        };
        let hint = match (max, number) {
            (_, number) if number.is_infinite() => Some(text!("write a finite number", "écrivez un nombre fini")),
            // From -1 to 1: nobody writes a correlation of 2 as a percentage.
            (1.0, number) if min == -1.0 && (1.0..10.0).contains(&number.abs()) => Some(text!(
                "write a number such as 0.5, or -0.5 where one falls while the other rises",
                "écrivez un nombre comme 0.5, ou -0.5 si l'un baisse quand l'autre monte"
            )),
            (1.0, number) if min == -1.0 && number < -1.0 => (number >= -100.0).then(|| percent(number)),
            (1.0, number) if number > 1.0 => percent_hint(number),
            (_, 0.0) => None,
            (_, number) if number < min && min == 0.0 => Some(without_minus()),
            _ => None,
        };
        Err(self.out_of_range(rule, hint))
    }

    pub(super) fn count(self, min: u64, max: u64) -> Read<u64> {
        let rule = || {
            // The float nearest to the largest is another number.
            let most = if max == u64::MAX { max.to_string() } else { grouped(max as f64) };
            if min == max {
                Text::same(max.to_string())
            } else {
                text!("a whole number from {min} to {most}", "un nombre entier de {min} à {most}")
            }
        };
        match self.value.get_ref() {
            DeValue::Integer(_) if self.is_torn_number() => {
                Err(self.wrong(rule(), Some(number_hint(&self.typed(), true))))
            }
            DeValue::Integer(integer) => {
                let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
                let count = number.and_then(|number| u64::try_from(number).ok());
                let hint = number.filter(|number| *number < 0).map(|_| without_minus());
                count.filter(|count| (min..=max).contains(count)).ok_or_else(|| self.out_of_range(rule(), hint))
            }
            // `1e6` and `5.0` are whole; above 2^53 a float no longer says which number is meant.
            DeValue::Float(_) if has_three_decimals(&self.typed()) => {
                Err(self.out_of_range(rule(), Some(both_readings(&self.typed()))))
            }
            DeValue::Float(_) => {
                let number = self.float(rule())?;
                let exact = (0.0..=9_007_199_254_740_992.0).contains(&number) && number.fract() == 0.0;
                let count = exact.then_some(number as u64).filter(|count| (min..=max).contains(count));
                let hint = (number.fract() != 0.0 && number.is_finite())
                    .then(|| text!("round it: {} or {}", "arrondissez : {} ou {}", number.floor(), number.ceil()));
                count.ok_or_else(|| self.out_of_range(rule(), hint))
            }
            DeValue::String(text) => Err(self.wrong(rule(), Some(number_hint(text, true)))),
            _ => Err(self.wrong(rule(), None)),
        }
    }

    pub(super) fn audience(self) -> Read<Datum> {
        const WANTED: (&str, &str) = ("a whole number or a distribution", "un nombre entier ou une distribution");
        match self.value.get_ref() {
            DeValue::Float(float) if float.as_str().parse().is_ok_and(|number: f64| number.fract() != 0.0) => {
                let typed = self.typed();
                let hint = if has_three_decimals(&typed) {
                    let thousands = typed.replace('.', "");
                    text!(
                        "write {thousands} for thousands; for a mean of {typed} write {{ poisson = {typed} }}",
                        "écrivez {thousands} pour des milliers ; pour une moyenne de {typed}, écrivez {{ poisson = {typed} }}"
                    )
                } else {
                    text!(
                        "for a mean of {typed} write {{ poisson = {typed} }}",
                        "pour une moyenne de {typed}, écrivez {{ poisson = {typed} }}"
                    )
                };
                Err(self.out_of_range(WANTED, Some(hint)))
            }
            DeValue::Integer(_) | DeValue::Float(_) => self.count(0, LARGEST_AUDIENCE).map(Datum::Count),
            _ => {
                let hint = Text::new(
                    "write an audience such as 10, { poisson = 10 } or { uniform = [9, 20] }",
                    "écrivez un auditoire comme 10, { poisson = 10 } ou { uniform = [9, 20] }",
                );
                Err(self.wrong(WANTED, Some(hint)))
            }
        }
    }

    pub(super) fn range(self, max: u64) -> Read<Datum> {
        let wanted = ("two whole numbers, [lowest, highest]", "deux nombres entiers, [le plus petit, le plus grand]");
        let items = self.array(wanted)?;
        if items.len() != 2 {
            let ((en, fr), count) = (wanted, items.len());
            let message = text!("must be {en}, got {count} of them", "doit être {fr}, reçu {count}");
            return Err(self.fault(
                "wrong-type",
                message,
                Some(text!("write it as [9, 20]", "écrivez-le comme [9, 20]")),
            ));
        }
        let ends = self.each(items, |item| item.count(0, max))?;
        if ends[0] > ends[1] {
            let hint = text!("swap them: [{}, {}]", "échangez-les : [{}, {}]", ends[1], ends[0]);
            let message = text!(
                "must go from the lowest to the highest, got {}",
                "doit aller du plus petit au plus grand, reçu {}",
                self.typed()
            );
            return Err(self.fault("swapped-bounds", message, Some(hint)));
        }
        if ends[1] - ends[0] >= MOST_VALUES {
            let message = text!(
                "must have at most {} values, got {}",
                "doit avoir au plus {} valeurs, reçu {}",
                grouped(MOST_VALUES as f64),
                self.typed()
            );
            let hint = text!(
                "the highest from {} on is {}",
                "à partir de {}, le plus grand possible est {}",
                ends[0],
                ends[0] + MOST_VALUES - 1
            );
            return Err(self.fault("out-of-range", message, Some(hint)));
        }
        Ok(Datum::Counts(ends))
    }

    pub(super) fn generations(self) -> Read<Datum> {
        match self.value.get_ref() {
            DeValue::String(_) => self.word(&["unlimited"]),
            _ => self.count(1, LAST_GENERATION).map(Datum::Count).map_err(|fault| Fault {
                hint: fault.hint.or_else(|| {
                    Some(text!(
                        "1 is first-hand only; \"unlimited\" has no last generation",
                        "1 : seulement ceux à qui un client le dit ; \"unlimited\" : pas de dernière génération"
                    ))
                }),
                ..fault
            }),
        }
    }

    pub(super) fn weights(self) -> Read<Vec<(u64, f64)>> {
        let DeValue::Table(table) = self.value.get_ref() else {
            let hint = Text::new(
                "write how many people = how often: { \"0\" = 69, \"1\" = 8, \"2\" = 8 }",
                "écrivez le nombre de personnes = la fréquence : { \"0\" = 69, \"1\" = 8, \"2\" = 8 }",
            );
            return Err(self.wrong(("a table of values and weights", "une table de valeurs et de poids"), Some(hint)));
        };
        let mut weights = Vec::with_capacity(table.len());
        for (key, value) in table {
            let point = fraction_key(key.get_ref(), value);
            let digits = point.as_deref().unwrap_or(key.get_ref());
            if digits == "source" && Title::is_one(value.get_ref()) {
                continue;
            }
            let people = digits.parse::<u64>().ok().filter(|people| *people <= LARGEST_AUDIENCE);
            let Some(people) = people.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit())) else {
                let message = text!(
                    "must have whole numbers from 0 to {} as keys, got `{}`",
                    "doit avoir pour clés des nombres entiers de 0 à {}, reçu `{}`",
                    grouped(LARGEST_AUDIENCE as f64),
                    digits
                );
                let hint = Some(text!(
                    "the key is how many people are told, the value is its weight",
                    "la clé est le nombre de personnes à qui l'on en parle, la valeur est son poids"
                ));
                return Err(Fault { code: "out-of-range", message: Box::new(message), span: key.span(), hint });
            };
            let weight = Written { value, ..self }.number(0.0, LARGEST_WEIGHT, false)?;
            if weights.iter().any(|&(other, _)| other == people) {
                let message = text!("has {people} twice", "a deux fois {people}");
                return Err(Fault { code: "duplicate-key", message: Box::new(message), span: key.span(), hint: None });
            }
            weights.push((people, weight));
        }
        if weights.iter().all(|&(_, weight)| weight == 0.0) {
            let hint =
                text!("write audience = 0 when nobody is told", "écrivez audience = 0 si personne n'en entend parler");
            return Err(self.fault("out-of-range", WEIGHT_ABOVE_0, Some(hint)));
        }
        weights.sort_by_key(|&(people, _)| people);
        Ok(weights)
    }
}

/// A key such as 0.1 that is not in quotes, which is a table in a table to TOML.
pub(in crate::scenario) fn fraction_key(key: &str, value: &Spanned<DeValue>) -> Option<String> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let inner = table.keys().next()?.get_ref();
    (digits(key.trim_start_matches('-')) && digits(inner)).then(|| format!("{key}.{inner}"))
}

#[cfg(test)]
mod tests {
    use crate::scenario::{Overrides, load_text};

    #[test]
    fn what_is_infinite_is_to_be_finite_whatever_the_range() {
        for number in ["inf", "-inf"] {
            let text = format!(
                "[customers]\ncomplaints = 12\nsilent_per_complaint = 26\n[silent]\naudience = 10\n[uncertainty]\n\
                 \"voice.asked\" = {{ uniform = [0.1, 0.3] }}\n\"voice.admits\" = {{ uniform = [0.1, 0.9] }}\n\
                 [[correlation]]\nbetween = [\"voice.asked\", \"voice.admits\"]\nrank = {number}\n"
            );
            let refused = load_text(text.as_bytes(), "a.toml", "a", &Overrides::default()).expect_err("infinite");
            let [fault] = &refused.0[..] else { panic!("{refused}") };
            assert_eq!(fault.message.en, format!("correlation.rank must be between -1 and 1, got {number}"));
            assert_eq!(fault.hint.as_ref().map(|hint| hint.en.as_str()), Some("write a finite number"));
        }
    }
}
