//! One TOML value against the kind that its key asks for.

use toml::de::DeValue;

use super::written::{A_TABLE, A_TEXT, Read, Written};
use crate::scenario::catalogue::Kind;
use crate::scenario::datum::Datum;
use crate::text;
use crate::vocabulary::METRICS;

impl Written<'_> {
    /// The value as `kind` asks for it.
    ///
    /// # Errors
    /// When it is of another kind or out of range.
    pub(in crate::scenario) fn read(self, kind: Kind) -> Read<Datum> {
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
}
