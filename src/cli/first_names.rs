use rumeur::vocabulary::{Language, format_count};

/// How many scenarios a warning names.
pub(super) const MOST_NAMES: usize = 3;

/// `a, b, c and 4 more`.
pub(super) fn first_names(names: &[&str], language: Language) -> String {
    let shown = names[..names.len().min(MOST_NAMES)].join(", ");
    match (names.len().saturating_sub(MOST_NAMES), language) {
        (0, _) => shown,
        (rest, Language::En) => format!("{shown} and {} more", format_count(rest as u64, language)),
        (1, Language::Fr) => format!("{shown} et 1 autre"),
        (rest, Language::Fr) => format!("{shown} et {} autres", format_count(rest as u64, language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let names = vec!["a"; 3_003];
        assert_eq!(first_names(&names, Language::En), "a, a, a and 3,000 more");
        assert_eq!(first_names(&names, Language::Fr), "a, a, a et 3\u{202f}000 autres");
    }
}
