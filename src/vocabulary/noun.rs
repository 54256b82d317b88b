use super::typography::is_singular;
use super::{Language, format_count};

/// A word in the singular and in the plural, in both languages.
///
/// ```
/// use rumeur::vocabulary::{Language, Noun};
///
/// const REPLICATE: Noun = Noun { en: ["replicate", "replicates"], fr: ["réplication", "réplications"] };
/// assert_eq!(REPLICATE.counted(1, Language::En), "1 replicate");
/// assert_eq!(REPLICATE.counted(1_000, Language::En), "1,000 replicates");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// English: one, several.
    pub en: [&'static str; 2],
    /// French: one, several.
    pub fr: [&'static str; 2],
}

impl Noun {
    /// The word alone, as it stands beside `value`.
    pub fn beside(self, value: f64, language: Language) -> &'static str {
        let forms = match language {
            Language::En => self.en,
            Language::Fr => self.fr,
        };
        forms[usize::from(!is_singular(value, language))]
    }

    /// `1 scenario`, `0 scénario`, `2 scénarios`.
    pub fn counted(self, count: u64, language: Language) -> String {
        format!("{} {}", format_count(count, language), self.beside(count as f64, language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_begin_at_two_in_french_and_beside_one_in_english() {
        let noun = Noun { en: ["scenario", "scenarios"], fr: ["scénario", "scénarios"] };
        let said = |count| [Language::En, Language::Fr].map(|language| noun.counted(count, language));
        assert_eq!(said(0), ["0 scenarios", "0 scénario"]);
        assert_eq!(said(1), ["1 scenario", "1 scénario"]);
        assert_eq!(said(2), ["2 scenarios", "2 scénarios"]);
    }
}
