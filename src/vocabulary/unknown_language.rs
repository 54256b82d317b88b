use std::fmt;
use std::str::FromStr;

use super::{Language, Say, Text};
use crate::text;

/// The text is not a language code.
#[doc = include_str!("examples/words.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage(pub String);

impl Say for UnknownLanguage {
    fn text(&self) -> Text {
        text!("unknown language `{}`, expected `en` or `fr`", "langue inconnue `{}`, attendu `en` ou `fr`", self.0)
    }
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for UnknownLanguage {}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.code() == text).ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}
