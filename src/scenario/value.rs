//! One TOML value against the kind that its key asks for.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::catalogue::{Kind, LARGEST_AUDIENCE, LARGEST_WEIGHT, LAST_GENERATION};
use super::datum::Datum;
use super::suggest::{did_you_mean, nearest};
use super::title::Title;
use super::typed_number::{both_readings, has_three_decimals};
use super::value_hints::{grouped, has_number_letters, number_hint, percent_hint, without_minus};
use crate::network::Separator;
use crate::text;
use crate::vocabulary::{METRICS, Text};

/// What a value has to be: English, French.
pub(super) const A_TABLE: (&str, &str) = ("a table", "une table");
pub(super) const A_TEXT: (&str, &str) = ("a text in quotes", "un texte entre guillemets");
pub(super) const WEIGHT_ABOVE_0: (&str, &str) = ("must have a weight above 0", "doit avoir un poids supérieur à 0");

/// So many values an audience has at most.
const MOST_VALUES: u64 = 1_000_000;

/// What is wrong with a value; the path of its key goes before the message.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: Box<Text>,
    pub(super) span: Range<usize>,
    pub(super) hint: Option<Text>,
}

/// A value in the text it was written in.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) value: &'a Spanned<DeValue<'a>>,
    pub(super) text: &'a str,
}

pub(super) type Read<T> = Result<T, Fault>;

impl<'a> Written<'a> {
    /// The value as `kind` asks for it.
    ///
    /// # Errors
    /// When it is of another kind or out of range.
    pub(super) fn read(self, kind: Kind) -> Read<Datum> {
        match kind {
            Kind::Table | Kind::Form(_) => Err(self.wrong(A_TABLE, None)),
            Kind::Probability => self.probability().map(Datum::Number),
            Kind::Number { min, max, above } => self.number(min, max, above).map(Datum::Number),
            Kind::Count { min, max } => self.count(min, max).map(Datum::Count),
            Kind::Audience => self.audience(),
            Kind::Counts { min, max } => {
                let items = self.array((
                    "a list of whole numbers, such as [400, 250]",
                    "une liste de nombres entiers, comme [400, 250]",
                ))?;
                self.each(items, |item| item.count(min, max)).map(Datum::Counts)
            }
            Kind::Range { max } => self.range(max),
            Kind::Generations => self.generations(),
            Kind::Weights => self.weights().map(Datum::Weights),
            Kind::PerContact => match self.value.get_ref() {
                DeValue::String(_) => self.word(&["weight", "inverse_degree"]),
                _ => self.probability().map(Datum::Number),
            },
            Kind::Flag => match self.value.get_ref() {
                DeValue::Boolean(flag) => Ok(Datum::Flag(*flag)),
                _ => Err(self.wrong(
                    ("true or false", "true ou false"),
                    Some(text!("write true or false, without quotes", "écrivez true ou false, sans guillemets")),
                )),
            },
            Kind::Text | Kind::File => self.string(A_TEXT).map(Datum::Text),
            Kind::Word(words) => self.word(words),
            Kind::Metric => self.word(&METRICS.each_ref().map(|info| info.name)),
            Kind::Texts => {
                let items = self.array((
                    "a list of texts, such as [\"1\", \"34\"]",
                    "une liste de textes, comme [\"1\", \"34\"]",
                ))?;
                self.each(items, |item| item.string(A_TEXT)).map(Datum::Texts)
            }
            Kind::Title => self.title().map(Datum::Title),
            Kind::Separator => self.separator().map(Datum::Text),
            Kind::Column => self.column().map(Datum::Text),
        }
    }

    /// The value as it was typed, cut where it is long.
    pub(super) fn typed(self) -> String {
        let text = self.text.get(self.value.span()).unwrap_or_default().trim();
        let first = text.lines().next().unwrap_or_default();
        let short: String = first.chars().take(40).collect();
        if short.len() < text.len() { format!("{short}...") } else { short }
    }

    pub(super) fn fault(self, code: &'static str, message: impl Into<Text>, hint: Option<Text>) -> Fault {
        Fault { code, message: Box::new(message.into()), span: self.value.span(), hint }
    }

    /// The value is of another kind than `wanted`.
    pub(super) fn wrong(self, wanted: impl Into<Text>, hint: Option<Text>) -> Fault {
        let Text { en, fr } = wanted.into();
        let (what, what_fr) = match self.value.get_ref() {
            DeValue::String(_) => ("the text ", "le texte "),
            DeValue::Datetime(_) => ("the date ", "la date "),
            DeValue::Array(_) => ("the list ", "la liste "),
            DeValue::Table(_) => {
                let hint = hint.unwrap_or_else(|| {
                    text!(
                        "write the value itself after a =, not a table",
                        "écrivez la valeur elle-même après un =, pas une table"
                    )
                });
                let message = text!("must be {en}, got a table", "doit être {fr}, reçu une table");
                return self.fault("wrong-type", message, Some(hint));
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => ("", ""),
        };
        let typed = self.typed();
        let message = text!("must be {en}, got {what}{typed}", "doit être {fr}, reçu {what_fr}{typed}");
        self.fault("wrong-type", message, hint)
    }

    pub(super) fn out_of_range(self, rule: impl Into<Text>, hint: Option<Text>) -> Fault {
        let (Text { en, fr }, typed) = (rule.into(), self.typed());
        self.fault("out-of-range", text!("must be {en}, got {typed}", "doit être {fr}, reçu {typed}"), hint)
    }

    /// Whether the parser took for a number what has something beside it, as it does with `1_000€`.
    fn is_torn_number(self) -> bool {
        let typed = self.text.get(self.value.span()).unwrap_or_default().trim();
        matches!(self.value.get_ref(), DeValue::Integer(_) | DeValue::Float(_)) && !has_number_letters(typed)
    }

    /// Any number; `wanted` says which in the message.
    pub(super) fn float(self, wanted: impl Into<Text>) -> Read<f64> {
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

    fn probability(self) -> Read<f64> {
        let number = self.float(("a number between 0 and 1", "un nombre entre 0 et 1"))?;
        if (0.0..=1.0).contains(&number) {
            return Ok(number);
        }
        Err(self.out_of_range(("between 0 and 1", "entre 0 et 1"), percent_hint(number)))
    }

    pub(super) fn number(self, min: f64, max: f64, above: bool) -> Read<f64> {
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
            (1.0, number) if number > 1.0 => percent_hint(number),
            (_, number) if number.is_infinite() => Some(text!("write a finite number", "écrivez un nombre fini")),
            (_, 0.0) => None,
            (_, number) if number < min && min == 0.0 => Some(without_minus()),
            _ => None,
        };
        Err(self.out_of_range(rule, hint))
    }

    fn count(self, min: u64, max: u64) -> Read<u64> {
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

    fn audience(self) -> Read<Datum> {
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

    fn range(self, max: u64) -> Read<Datum> {
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

    fn separator(self) -> Read<String> {
        let wanted = (
            "one character, such as \";\", or \"tab\" or \"blanks\"",
            "un seul caractère, comme \";\", ou \"tab\" ou \"blanks\"",
        );
        let DeValue::String(text) = self.value.get_ref() else { return Err(self.wrong(wanted, None)) };
        match Separator::named(text) {
            Some(Separator::Byte(b'\t')) => Ok("tab".to_owned()),
            Some(Separator::Blanks) => Ok("blanks".to_owned()),
            Some(Separator::Byte(byte)) => Ok(char::from(byte).to_string()),
            None => {
                let hint = text!(
                    "replace longer separators, such as ->, in the list",
                    "remplacez dans la liste les séparateurs plus longs, comme ->"
                );
                Err(self.out_of_range(wanted, Some(hint)))
            }
        }
    }

    fn column(self) -> Read<String> {
        match self.value.get_ref() {
            DeValue::Integer(_) => self.count(1, 1_000_000).map(|number| number.to_string()),
            _ => self.string((
                "the name of a column in quotes, or its number from 1",
                "le nom d'une colonne entre guillemets, ou son numéro à partir de 1",
            )),
        }
    }

    fn generations(self) -> Read<Datum> {
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

    pub(super) fn string(self, wanted: impl Into<Text>) -> Read<String> {
        let DeValue::String(text) = self.value.get_ref() else {
            return Err(self.wrong(wanted, None));
        };
        if text.trim().is_empty() {
            return Err(self.fault("empty-text", ("must not be empty", "ne doit pas être vide"), None));
        }
        if text.chars().any(char::is_control) {
            return Err(self.fault(
                "control-character",
                ("must be one line without control characters", "doit tenir en une ligne sans caractères de contrôle"),
                None,
            ));
        }
        Ok(text.to_string())
    }

    pub(super) fn word(self, words: &[&str]) -> Read<Datum> {
        self.word_of(("the name of a metric", "le nom d'un indicateur"), words)
    }

    /// One of these words; `many` says what they are, where they are too many to be listed in the message.
    pub(super) fn word_of(self, many: impl Into<Text>, words: &[&str]) -> Read<Datum> {
        let wanted = || {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            match quoted.as_slice() {
                _ if words.len() > 4 => many.into(),
                [first @ .., last] if !first.is_empty() => {
                    text!("{} or {}", "{} ou {}", first.join(", "), last)
                }
                one => Text::same(one.concat()),
            }
        };
        let DeValue::String(text) = self.value.get_ref() else {
            return Err(self.wrong(wanted(), None));
        };
        if words.contains(&&**text) {
            return Ok(Datum::Text(text.to_string()));
        }
        let hint = nearest(text, words.iter().copied()).map(|word| did_you_mean(format!("\"{word}\"")));
        let hint = hint.or_else(|| (words.len() > 4).then(|| text!("one of {}", "l'un de {}", words.join(", "))));
        let (Text { en, fr }, typed) = (wanted(), self.typed());
        Err(self.fault("unknown-word", text!("must be {en}, got {typed}", "doit être {fr}, reçu {typed}"), hint))
    }

    /// One text, or one for each language.
    ///
    /// # Errors
    /// When it is neither.
    pub(super) fn title(self) -> Read<Title> {
        let DeValue::Table(table) = self.value.get_ref() else {
            let plain = self.string((
                "a text in quotes, or { en = \"...\", fr = \"...\" }",
                "un texte entre guillemets, ou { en = \"...\", fr = \"...\" }",
            ))?;
            return Ok(Title { plain: Some(plain), ..Title::default() });
        };
        let mut title = Title::default();
        for (key, value) in table {
            let text = Written { value, ..self }.string(A_TEXT)?;
            match key.get_ref().as_ref() {
                "en" => title.en = Some(text),
                "fr" => title.fr = Some(text),
                other => {
                    let message = text!("has no language `{other}`", "ne connaît pas la langue `{other}`");
                    let hint = Some(text!("the languages are en and fr", "les langues sont en et fr"));
                    return Err(Fault { code: "unknown-key", message: Box::new(message), span: key.span(), hint });
                }
            }
        }
        if title == Title::default() {
            let message = ("must have a text in one language at least", "doit avoir un texte dans une langue au moins");
            return Err(self.fault("empty-text", message, None));
        }
        Ok(title)
    }

    fn weights(self) -> Read<Vec<(u64, f64)>> {
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

    pub(super) fn array(self, wanted: impl Into<Text>) -> Read<&'a DeArray<'a>> {
        match self.value.get_ref() {
            DeValue::Array(items) if items.is_empty() => {
                let Text { en, fr } = wanted.into();
                let message = text!("must be {en}, got an empty list", "doit être {fr}, reçu une liste vide");
                let hint = text!("name at least one, or leave the key out", "donnez-en au moins un, ou omettez la clé");
                Err(self.fault("empty-list", message, Some(hint)))
            }
            DeValue::Array(items) => Ok(items),
            _ => Err(self.wrong(wanted, None)),
        }
    }

    pub(super) fn each<T>(self, items: &'a DeArray<'a>, read: impl Fn(Self) -> Read<T>) -> Read<Vec<T>> {
        items.iter().map(|value| read(Written { value, ..self })).collect()
    }

    /// The value as a table.
    pub(super) fn table(self) -> Option<&'a DeTable<'a>> {
        match self.value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// A key such as 0.1 that is not in quotes, which is a table in a table to TOML.
pub(super) fn fraction_key(key: &str, value: &Spanned<DeValue>) -> Option<String> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let inner = table.keys().next()?.get_ref();
    (digits(key.trim_start_matches('-')) && digits(inner)).then(|| format!("{key}.{inner}"))
}
