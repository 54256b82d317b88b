use rumeur::vocabulary::Language;

/// How many scenarios a warning names.
pub(super) const MOST_NAMES: usize = 3;

/// `a, b, c and 4 more`.
pub(super) fn first_names(names: &[&str], language: Language) -> String {
    let shown = names[..names.len().min(MOST_NAMES)].join(", ");
    match (names.len().saturating_sub(MOST_NAMES), language) {
        (0, _) => shown,
        (rest, Language::En) => format!("{shown} and {rest} more"),
        (1, Language::Fr) => format!("{shown} et 1 autre"),
        (rest, Language::Fr) => format!("{shown} et {rest} autres"),
    }
}
