//! A value in the text it was written in, and what can be wrong with it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::scenario::datum::Datum;
use crate::scenario::suggest::{did_you_mean, nearest};
use crate::text;
use crate::vocabulary::Text;

pub(in crate::scenario) const A_TABLE: (&str, &str) = ("a table", "une table");
pub(in crate::scenario) const A_TEXT: (&str, &str) = ("a text in quotes", "un texte entre guillemets");

/// What is wrong with a value; the path of its key goes before the message.
#[derive(Debug)]
pub(in crate::scenario) struct Fault {
    pub(in crate::scenario) code: &'static str,
    pub(in crate::scenario) message: Box<Text>,
    pub(in crate::scenario) span: Range<usize>,
    pub(in crate::scenario) hint: Option<Text>,
}

/// A value in the text it was written in.
#[derive(Clone, Copy)]
pub(in crate::scenario) struct Written<'a> {
    pub(in crate::scenario) value: &'a Spanned<DeValue<'a>>,
    pub(in crate::scenario) text: &'a str,
}

pub(in crate::scenario) type Read<T> = Result<T, Fault>;

impl<'a> Written<'a> {
    /// The value as it was typed, cut where it is long.
    pub(in crate::scenario) fn typed(self) -> String {
        let text = self.text.get(self.value.span()).unwrap_or_default().trim();
        let first = text.lines().next().unwrap_or_default();
        let short: String = first.chars().take(40).collect();
        if short.len() < text.len() { format!("{short}...") } else { short }
    }

    pub(in crate::scenario) fn fault(self, code: &'static str, message: impl Into<Text>, hint: Option<Text>) -> Fault {
        Fault { code, message: Box::new(message.into()), span: self.value.span(), hint }
    }

    /// The value is of another kind than `wanted`.
    pub(in crate::scenario) fn wrong(self, wanted: impl Into<Text>, hint: Option<Text>) -> Fault {
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

    pub(in crate::scenario) fn out_of_range(self, rule: impl Into<Text>, hint: Option<Text>) -> Fault {
        let (Text { en, fr }, typed) = (rule.into(), self.typed());
        self.fault("out-of-range", text!("must be {en}, got {typed}", "doit être {fr}, reçu {typed}"), hint)
    }

    pub(in crate::scenario) fn string(self, wanted: impl Into<Text>) -> Read<String> {
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

    pub(in crate::scenario) fn word(self, words: &[&str]) -> Read<Datum> {
        self.word_of(("the name of a metric", "le nom d'un indicateur"), words)
    }

    /// One of these words; `many` says what they are, where they are too many to be listed in the message.
    pub(in crate::scenario) fn word_of(self, many: impl Into<Text>, words: &[&str]) -> Read<Datum> {
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

    pub(in crate::scenario) fn array(self, wanted: impl Into<Text>) -> Read<&'a DeArray<'a>> {
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

    pub(in crate::scenario) fn each<T>(self, items: &'a DeArray<'a>, read: impl Fn(Self) -> Read<T>) -> Read<Vec<T>> {
        items.iter().map(|value| read(Written { value, ..self })).collect()
    }

    /// The value as a table.
    pub(in crate::scenario) fn table(self) -> Option<&'a DeTable<'a>> {
        match self.value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => None,
        }
    }
}
