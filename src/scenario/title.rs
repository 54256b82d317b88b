use crate::vocabulary::Language;

/// A title: one text for all languages, or one for each.
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
}
