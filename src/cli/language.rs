use rumeur::vocabulary::Language;

/// The variables that say the language of messages, strongest first (POSIX, "Internationalization Variables").
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language asked for, else that of the environment.
pub(super) fn choose(asked: Option<Language>) -> Language {
    asked.unwrap_or_else(|| {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        of_locale(&VARIABLES.iter().find_map(set).unwrap_or_default())
    })
}

/// French for `fr`, `fr_FR.UTF-8`, `fr-CA`; English for all else.
fn of_locale(locale: &str) -> Language {
    let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
    if language.eq_ignore_ascii_case("fr") { Language::Fr } else { Language::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_locale_is_french() {
        for locale in ["fr", "fr_FR.UTF-8", "fr_CA", "FR", "fr@euro"] {
            assert_eq!(of_locale(locale), Language::Fr, "{locale}");
        }
        for locale in ["", "C", "en_GB.UTF-8", "frr_DE", "de_DE"] {
            assert_eq!(of_locale(locale), Language::En, "{locale}");
        }
    }
}
