use toml::de::{DeTable, DeValue};

use crate::vocabulary::Language;

/// What a scenario says to a reader, a title or a source: one text for all languages, or one for each.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Used where there is none in the language asked for.
    pub plain: Option<String>,
    /// English.
    pub en: Option<String>,
    /// French.
    pub fr: Option<String>,
}

impl Title {
    /// The title in `language`, else the one for all languages, else that of the other language, else `name`.
    pub fn pick<'a>(&'a self, language: Language, name: &'a str) -> &'a str {
        let (own, other) = match language {
            Language::En => (&self.en, &self.fr),
            Language::Fr => (&self.fr, &self.en),
        };
        own.as_deref().or(self.plain.as_deref()).or(other.as_deref()).unwrap_or(name)
    }

    /// All of them in one text, each once; `None` of none.
    pub(super) fn joined(titles: &[&Self]) -> Option<Self> {
        let texts = |language| {
            let mut texts: Vec<&str> = Vec::new();
            for text in titles.iter().map(|title| title.pick(language, "")) {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            Some(texts.join(language.pick("; ", "\u{202f}; ")))
        };
        match titles {
            [] => None,
            [one] => Some((*one).clone()),
            _ if titles.iter().all(|title| title.plain.is_some()) => {
                Some(Self { plain: texts(Language::En), ..Self::default() })
            }
            _ => Some(Self { plain: None, en: texts(Language::En), fr: texts(Language::Fr) }),
        }
    }

    /// Whether a value has the form of a title; what is named by the reader's own words never has it.
    pub(super) fn is_one(value: &DeValue) -> bool {
        let is_language = |table: &DeTable| table.keys().all(|key| ["en", "fr"].contains(&key.get_ref().as_ref()));
        match value {
            DeValue::String(_) => true,
            DeValue::Table(table) => !table.is_empty() && is_language(table),
            _ => false,
        }
    }
}
