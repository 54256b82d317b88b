use super::Language;

/// Words for spans of time that a scenario may name its period by, in both languages.
pub(crate) const PERIODS: [[&str; 2]; 8] = [
    ["day", "jour"],
    ["week", "semaine"],
    ["month", "mois"],
    ["quarter", "trimestre"],
    ["half-year", "semestre"],
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
