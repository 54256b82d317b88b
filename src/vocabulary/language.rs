use std::fmt;

/// A language of sentences, labels and figures. Tables and keys are always English.
///
/// ```
/// use rumeur::vocabulary::{Language, Metric};
///
/// let language: Language = "fr".parse()?;
/// assert_eq!(language.pick("mean", "moyenne"), "moyenne");
/// assert_ne!(Metric::Reach.label(Language::En), Metric::Reach.label(language));
/// # Ok::<(), rumeur::vocabulary::UnknownLanguage>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// Every language, in the order shown to users.
    pub const ALL: [Language; 2] = [Language::En, Language::Fr];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
        }
    }

    /// The one of two texts that is in this language.
    pub const fn pick<'a>(self, en: &'a str, fr: &'a str) -> &'a str {
        match self {
            Language::En => en,
            Language::Fr => fr,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
