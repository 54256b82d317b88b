//! One TOML value against the kind that its key asks for.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::catalogue::{Kind, LARGEST_AUDIENCE, LARGEST_WEIGHT, LAST_GENERATION};
use super::datum::Datum;
use super::suggest::nearest;
use super::title::Title;
use super::typed_number::{Readings, both_readings, has_three_decimals};
use crate::network::Separator;
use crate::vocabulary::METRICS;

/// So many values an audience has at most.
const MOST_VALUES: u64 = 1_000_000;

/// What is wrong with a value; the path of its key goes before the message.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) span: Range<usize>,
    pub(super) hint: Option<String>,
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
            Kind::Table | Kind::Form(_) => Err(self.wrong("a table", None)),
            Kind::Probability => self.probability().map(Datum::Number),
            Kind::Number { min, max, above } => self.number(min, max, above).map(Datum::Number),
            Kind::Count { min, max } => self.count(min, max).map(Datum::Count),
            Kind::Audience => self.audience(),
            Kind::Counts { min, max } => {
                let items = self.array("a list of whole numbers, such as [400, 250]")?;
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
                _ => Err(self.wrong("true or false", Some("write true or false, without quotes".to_owned()))),
            },
            Kind::Text | Kind::File => self.string("a text in quotes").map(Datum::Text),
            Kind::Word(words) => self.word(words),
            Kind::Metric => self.word(&METRICS.each_ref().map(|info| info.name)),
            Kind::Texts => {
                let items = self.array("a list of texts, such as [\"1\", \"34\"]")?;
                self.each(items, |item| item.string("a text in quotes")).map(Datum::Texts)
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

    pub(super) fn fault(self, code: &'static str, message: String, hint: Option<String>) -> Fault {
        Fault { code, message, span: self.value.span(), hint }
    }

    /// The value is of another kind than `wanted`.
    pub(super) fn wrong(self, wanted: &str, hint: Option<String>) -> Fault {
        let what = match self.value.get_ref() {
            DeValue::String(_) => "the text ",
            DeValue::Datetime(_) => "the date ",
            DeValue::Array(_) => "the list ",
            DeValue::Table(_) => {
                let hint = hint.or_else(|| Some("write the value itself after a =, not a table".to_owned()));
                return self.fault("wrong-type", format!("must be {wanted}, got a table"), hint);
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => "",
        };
        self.fault("wrong-type", format!("must be {wanted}, got {what}{}", self.typed()), hint)
    }

    pub(super) fn out_of_range(self, rule: &str, hint: Option<String>) -> Fault {
        self.fault("out-of-range", format!("must be {rule}, got {}", self.typed()), hint)
    }

    /// Any number; `wanted` says which in the message.
    pub(super) fn float(self, wanted: &str) -> Read<f64> {
        let number = match self.value.get_ref() {
            DeValue::Integer(integer) => match i128::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) => number as f64,
                Err(_) if integer.as_str().starts_with('-') => f64::NEG_INFINITY,
                Err(_) => f64::INFINITY,
            },
            DeValue::Float(float) => float.as_str().parse().unwrap_or(f64::NAN),
            DeValue::String(text) => return Err(self.wrong(wanted, Some(number_hint(text, false)))),
            _ => return Err(self.wrong(wanted, None)),
        };
        if number.is_nan() {
            let hint = "nan is \"not a number\"; leave the key out where the value is not known".to_owned();
            return Err(self.out_of_range(wanted, Some(hint)));
        }
        // There is one zero.
        Ok(if number == 0.0 { 0.0 } else { number })
    }

    fn probability(self) -> Read<f64> {
        let number = self.float("a number between 0 and 1")?;
        if (0.0..=1.0).contains(&number) {
            return Ok(number);
        }
        Err(self.out_of_range("between 0 and 1", percent_hint(number)))
    }

    pub(super) fn number(self, min: f64, max: f64, above: bool) -> Read<f64> {
        let number = self.float("a number")?;
        let low = if above { number > min } else { number >= min };
        if low && number <= max {
            return Ok(number);
        }
        let rule = match (above, max) {
            (true, _) => format!("greater than {min} and at most {}", grouped(max)),
            (false, _) => format!("between {min} and {}", grouped(max)),
        };
        let hint = match (max, number) {
            (1.0, number) if number > 1.0 => percent_hint(number),
            (_, number) if number.is_infinite() => Some("write a finite number".to_owned()),
            (_, 0.0) => None,
            (_, number) if number < min && min == 0.0 => Some("write it without the minus sign".to_owned()),
            _ => None,
        };
        Err(self.out_of_range(&rule, hint))
    }

    fn count(self, min: u64, max: u64) -> Read<u64> {
        let rule = match max {
            _ if min == max => max.to_string(),
            // The float nearest to it is another number.
            u64::MAX => format!("a whole number from {min} to {max}"),
            _ => format!("a whole number from {min} to {}", grouped(max as f64)),
        };
        match self.value.get_ref() {
            DeValue::Integer(integer) => {
                let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
                let count = number.and_then(|number| u64::try_from(number).ok());
                let hint = match number {
                    Some(number) if number < 0 => Some("write it without the minus sign".to_owned()),
                    _ => None,
                };
                count.filter(|count| (min..=max).contains(count)).ok_or_else(|| self.out_of_range(&rule, hint))
            }
            // `1e6` and `5.0` are whole; above 2^53 a float no longer says which number is meant.
            DeValue::Float(_) if has_three_decimals(&self.typed()) => {
                Err(self.out_of_range(&rule, Some(both_readings(&self.typed()))))
            }
            DeValue::Float(_) => {
                let number = self.float(&rule)?;
                let exact = (0.0..=9_007_199_254_740_992.0).contains(&number) && number.fract() == 0.0;
                let count = exact.then_some(number as u64).filter(|count| (min..=max).contains(count));
                let hint = (number.fract() != 0.0 && number.is_finite())
                    .then(|| format!("round it: {} or {}", number.floor(), number.ceil()));
                count.ok_or_else(|| self.out_of_range(&rule, hint))
            }
            DeValue::String(text) => Err(self.wrong(&rule, Some(number_hint(text, true)))),
            _ => Err(self.wrong(&rule, None)),
        }
    }

    fn audience(self) -> Read<Datum> {
        let examples = "such as 10, { poisson = 10 } or { uniform = [9, 20] }";
        match self.value.get_ref() {
            DeValue::Float(float) if float.as_str().parse().is_ok_and(|number: f64| number.fract() != 0.0) => {
                let typed = self.typed();
                let hint = if has_three_decimals(&typed) {
                    format!(
                        "write {} for thousands; for a mean of {typed} write {{ poisson = {typed} }}",
                        typed.replace('.', "")
                    )
                } else {
                    format!("for a mean of {typed} write {{ poisson = {typed} }}")
                };
                Err(self.out_of_range("a whole number or a distribution", Some(hint)))
            }
            DeValue::Integer(_) | DeValue::Float(_) => self.count(0, LARGEST_AUDIENCE).map(Datum::Count),
            _ => Err(self.wrong("a whole number or a distribution", Some(format!("write an audience {examples}")))),
        }
    }

    fn range(self, max: u64) -> Read<Datum> {
        let wanted = "two whole numbers, [lowest, highest]";
        let items = self.array(wanted)?;
        if items.len() != 2 {
            let message = format!("must be {wanted}, got {} of them", items.len());
            return Err(self.fault("wrong-type", message, Some("write it as [9, 20]".to_owned())));
        }
        let ends = self.each(items, |item| item.count(0, max))?;
        if ends[0] > ends[1] {
            let hint = format!("swap them: [{}, {}]", ends[1], ends[0]);
            return Err(self.fault(
                "swapped-bounds",
                format!("must go from the lowest to the highest, got {}", self.typed()),
                Some(hint),
            ));
        }
        if ends[1] - ends[0] >= MOST_VALUES {
            let message = format!("must have at most {} values, got {}", grouped(MOST_VALUES as f64), self.typed());
            let hint = format!("the highest from {} on is {}", ends[0], ends[0] + MOST_VALUES - 1);
            return Err(self.fault("out-of-range", message, Some(hint)));
        }
        Ok(Datum::Counts(ends))
    }

    fn separator(self) -> Read<String> {
        let wanted = "one character, such as \";\", or \"tab\" or \"blanks\"";
        let DeValue::String(text) = self.value.get_ref() else { return Err(self.wrong(wanted, None)) };
        match Separator::named(text) {
            Some(Separator::Byte(b'\t')) => Ok("tab".to_owned()),
            Some(Separator::Blanks) => Ok("blanks".to_owned()),
            Some(Separator::Byte(byte)) => Ok(char::from(byte).to_string()),
            None => {
                Err(self.out_of_range(wanted, Some("replace longer separators, such as ->, in the list".to_owned())))
            }
        }
    }

    fn column(self) -> Read<String> {
        match self.value.get_ref() {
            DeValue::Integer(_) => self.count(1, 1_000_000).map(|number| number.to_string()),
            _ => self.string("the name of a column in quotes, or its number from 1"),
        }
    }

    fn generations(self) -> Read<Datum> {
        match self.value.get_ref() {
            DeValue::String(_) => self.word(&["unlimited"]),
            _ => self.count(1, LAST_GENERATION).map(Datum::Count).map_err(|fault| Fault {
                hint: fault
                    .hint
                    .or_else(|| Some("1 is first-hand only; \"unlimited\" has no last generation".to_owned())),
                ..fault
            }),
        }
    }

    pub(super) fn string(self, wanted: &str) -> Read<String> {
        let DeValue::String(text) = self.value.get_ref() else {
            return Err(self.wrong(wanted, None));
        };
        if text.trim().is_empty() {
            return Err(self.fault("empty-text", "must not be empty".to_owned(), None));
        }
        if text.chars().any(char::is_control) {
            return Err(self.fault(
                "control-character",
                "must be one line without control characters".to_owned(),
                None,
            ));
        }
        Ok(text.to_string())
    }

    pub(super) fn word(self, words: &[&str]) -> Read<Datum> {
        self.word_of("the name of a metric", words)
    }

    /// One of these words; `many` says what they are, where they are too many to be listed in the message.
    pub(super) fn word_of(self, many: &str, words: &[&str]) -> Read<Datum> {
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let wanted = match quoted.as_slice() {
            [one] => one.clone(),
            [first @ .., last] => format!("{} or {last}", first.join(", ")),
            [] => String::new(),
        };
        let wanted = if words.len() > 4 { many.to_owned() } else { wanted };
        let DeValue::String(text) = self.value.get_ref() else {
            return Err(self.wrong(&wanted, None));
        };
        if words.contains(&&**text) {
            return Ok(Datum::Text(text.to_string()));
        }
        let hint = nearest(text, words.iter().copied()).map(|word| format!("did you mean \"{word}\"?"));
        let hint = hint.or_else(|| (words.len() > 4).then(|| format!("one of {}", words.join(", "))));
        Err(self.fault("unknown-word", format!("must be {wanted}, got {}", self.typed()), hint))
    }

    fn title(self) -> Read<Title> {
        let DeValue::Table(table) = self.value.get_ref() else {
            let plain = self.string("a text in quotes, or { en = \"...\", fr = \"...\" }")?;
            return Ok(Title { plain: Some(plain), ..Title::default() });
        };
        let mut title = Title::default();
        for (key, value) in table {
            let text = Written { value, ..self }.string("a text in quotes")?;
            match key.get_ref().as_ref() {
                "en" => title.en = Some(text),
                "fr" => title.fr = Some(text),
                other => {
                    let message = format!("has no language `{other}`");
                    let hint = Some("the languages are en and fr".to_owned());
                    return Err(Fault { code: "unknown-key", message, span: key.span(), hint });
                }
            }
        }
        if title == Title::default() {
            return Err(self.fault("empty-text", "must have a text in one language at least".to_owned(), None));
        }
        Ok(title)
    }

    fn weights(self) -> Read<Vec<(u64, f64)>> {
        let DeValue::Table(table) = self.value.get_ref() else {
            let hint = "write how many people = how often: { \"0\" = 69, \"1\" = 8, \"2\" = 8 }".to_owned();
            return Err(self.wrong("a table of values and weights", Some(hint)));
        };
        let mut weights = Vec::with_capacity(table.len());
        for (key, value) in table {
            let digits = key.get_ref();
            if digits == "source" {
                continue;
            }
            let people = digits.parse::<u64>().ok().filter(|people| *people <= LARGEST_AUDIENCE);
            let Some(people) = people.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit())) else {
                let message = format!(
                    "must have whole numbers from 0 to {} as keys, got `{digits}`",
                    grouped(LARGEST_AUDIENCE as f64)
                );
                let hint = Some("the key is how many people are told, the value is its weight".to_owned());
                return Err(Fault { code: "out-of-range", message, span: key.span(), hint });
            };
            let weight = Written { value, ..self }.number(0.0, LARGEST_WEIGHT, false)?;
            if weights.iter().any(|&(other, _)| other == people) {
                let message = format!("has {people} twice");
                return Err(Fault { code: "duplicate-key", message, span: key.span(), hint: None });
            }
            weights.push((people, weight));
        }
        if weights.iter().all(|&(_, weight)| weight == 0.0) {
            let message = "must have a weight above 0".to_owned();
            return Err(self.fault("out-of-range", message, Some("write audience = 0 when nobody is told".to_owned())));
        }
        weights.sort_by_key(|&(people, _)| people);
        Ok(weights)
    }

    pub(super) fn array(self, wanted: &str) -> Read<&'a DeArray<'a>> {
        match self.value.get_ref() {
            DeValue::Array(items) if items.is_empty() => Err(self.fault(
                "empty-list",
                format!("must be {wanted}, got an empty list"),
                Some("name at least one, or leave the key out".to_owned()),
            )),
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

/// What to write for a share that is typed as a percentage or above 1.
fn percent_hint(number: f64) -> Option<String> {
    if number > 1.0 && number < 2.0 {
        return Some("write 30 % as 0.30".to_owned());
    }
    if number > 0.0 && number <= 100.0 {
        return Some(percent(number));
    }
    (number < 0.0).then(|| "a share or chance is never negative".to_owned())
}

/// How to write so many percent.
pub(super) fn percent(number: f64) -> String {
    let share = number / 100.0;
    let two = format!("{share:.2}");
    let exact = two.parse().is_ok_and(|rounded: f64| rounded == share);
    format!("write {number} % as {}", if exact { two } else { share.to_string() })
}

/// What to write for a number that is typed as a text.
fn number_hint(text: &str, whole: bool) -> String {
    let trimmed = text.trim();
    let point = trimmed.replace(',', ".");
    let share = point.strip_suffix('%').and_then(|number| number.trim().parse().ok());
    let readings = Readings::of(trimmed).hint(whole);
    match (share, readings) {
        (Some(number), _) => percent(number),
        (None, Some(hint)) if trimmed.parse::<f64>().is_err() || has_three_decimals(trimmed) => hint,
        (None, _) if trimmed.parse::<f64>().is_ok() => format!("write it without quotes: {trimmed}"),
        (None, _) => "write a number without quotes, such as 0.3 or 10".to_owned(),
    }
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
