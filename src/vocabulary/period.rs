use super::Language;

/// Words for spans of time that a scenario may name its period by, in both languages.
pub(crate) const PERIODS: [[&str; 2]; 13] = [
    ["second", "seconde"],
    ["minute", "minute"],
    ["hour", "heure"],
    ["day", "jour"],
    ["week", "semaine"],
    ["fortnight", "quinzaine"],
    ["month", "mois"],
    ["quarter", "trimestre"],
    ["half-year", "semestre"],
    ["semester", "semestre"],
    ["year", "an"],
    ["year", "année"],
    ["season", "saison"],
];

/// The period of numbers that are sums over as many periods as each point or variant has.
pub fn all_periods(period: &str) -> String {
    format!("0 {period}")
}

/// The word for a period or a tick: the usual ones are known in both languages.
pub(crate) fn period_word(period: &str, language: Language) -> &str {
    let known = PERIODS.iter().find(|words| words.iter().any(|word| period.eq_ignore_ascii_case(word)));
    known.map_or(period, |words| words[language as usize])
}

/// What stands before a period or a tick that is named with its number, in French: `au ` jour 3, `à la ` semaine 3, `à l'`
/// heure 3; `à ` before a name that is not known.
pub(crate) fn at_in_french(period: &str) -> &'static str {
    let word = period_word(period, Language::Fr).to_lowercase();
    match word.as_str() {
        "jour" | "mois" | "trimestre" | "semestre" => "au ",
        "seconde" | "minute" | "semaine" | "quinzaine" | "saison" | "période" => "à la ",
        "heure" | "an" | "année" => "à l'",
        _ => "à ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_of_periods_are_known_in_either_language() {
        let said = |word| (period_word(word, Language::En), period_word(word, Language::Fr), at_in_french(word));
        assert_eq!(said("hour"), ("hour", "heure", "à l'"));
        assert_eq!(said("Heure"), ("hour", "heure", "à l'"));
        assert_eq!(said("semaine"), ("week", "semaine", "à la "));
        assert_eq!(said("semestre"), ("half-year", "semestre", "au "));
        assert_eq!(said("year"), ("year", "an", "à l'"));
        assert_eq!(said("Messe"), ("Messe", "Messe", "à "));
        // Each has its preposition.
        assert!(PERIODS.iter().all(|[en, _]| at_in_french(en) != "à "));
    }
}
