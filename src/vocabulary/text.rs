use std::fmt;

use super::Language;
use super::typography::typeset;

/// A text in every language; one that is forgotten does not compile.
///
/// French is written with plain spaces and apostrophes and [typeset](super::typeset) here, outside `code`.
///
/// ```
/// use rumeur::vocabulary::{Language, Text};
///
/// let text = Text::new("unknown key: `a`", "clé inconnue : `a`");
/// assert_eq!(text.pick(Language::Fr), "clé inconnue\u{202f}: `a`");
/// assert_eq!(text.to_string(), "unknown key: `a`");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

impl Text {
    /// The same in English and in French.
    pub fn new(en: impl Into<String>, fr: impl AsRef<str>) -> Self {
        Self { en: en.into(), fr: typeset(fr.as_ref()) }
    }

    /// What needs no translation, such as a name: it is left as it is.
    pub fn same(text: impl Into<String>) -> Self {
        let en = text.into();
        Self { fr: en.clone(), en }
    }

    /// The text in `language`.
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.en, &self.fr)
    }

    /// The text in `language`, to keep.
    pub fn into_string(self, language: Language) -> String {
        match language {
            Language::En => self.en,
            Language::Fr => self.fr,
        }
    }

    /// A text with other texts in it: `say` is asked once for each language.
    pub fn both(say: impl Fn(Language) -> String) -> Self {
        Self::new(say(Language::En), say(Language::Fr))
    }

    /// Words one after the other, which need no translation.
    pub fn list<T: fmt::Display>(words: impl IntoIterator<Item = T>) -> String {
        words.into_iter().map(|word| word.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// What is said of `name`: `name: this`.
    #[must_use]
    pub fn of(self, name: &str) -> Self {
        Self { en: format!("{name}: {}", self.en), fr: format!("{name}\u{202f}: {}", self.fr) }
    }

    /// `before` and this, language by language.
    #[must_use]
    pub fn after(self, before: &str) -> Self {
        Self { en: format!("{before}{}", self.en), fr: format!("{before}{}", self.fr) }
    }
}

/// What an [`std::io::Error`] of our own carries, so that [`super::system_reason`] finds both languages.
impl std::error::Error for Text {}

/// English.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl From<(&str, &str)> for Text {
    fn from((en, fr): (&str, &str)) -> Self {
        Self::new(en, fr)
    }
}

impl From<[&str; 2]> for Text {
    fn from([en, fr]: [&str; 2]) -> Self {
        Self::new(en, fr)
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

/// A [`Text`] from two format strings, English and French, which share the names they capture and what follows them:
/// `text!("{path} is empty", "{path} est vide")`, `text!("{} is empty", "{} est vide", path.display())`.
///
/// A [`Text`] inside another one goes through [`Text::both`].
#[macro_export]
macro_rules! text {
    ($en:literal, $fr:literal $(,)?) => {
        $crate::vocabulary::Text::new(format!($en), format!($fr))
    };
    ($en:literal, $fr:literal, $($argument:expr),+ $(,)?) => {
        $crate::vocabulary::Text::new(format!($en, $($argument),+), format!($fr, $($argument),+))
    };
}

/// What can be told to a person in either language; `Display` of the same type is English.
#[doc = include_str!("examples/words.md")]
pub trait Say {
    /// The message, lowercase, in both languages.
    fn text(&self) -> Text;

    /// The message in `language`.
    fn say(&self, language: Language) -> String {
        self.text().into_string(language)
    }
}

impl Say for Text {
    fn text(&self) -> Text {
        self.clone()
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn text(&self) -> Text {
        (**self).text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_capture_the_same_names() {
        let (path, count) = ("l'été.toml", 3);
        let text = text!("{path}: {count} mistakes", "{path} : {count} fautes d'accord");
        assert_eq!(text.en, "l'été.toml: 3 mistakes");
        assert_eq!(text.fr, "l'été.toml\u{202f}: 3 fautes d’accord");
        assert_eq!(text.say(Language::Fr), text.fr);
        assert_eq!(Text::same("l'an").after("- ").fr, "- l'an");
    }
}
