use crate::vocabulary::{Language, Metric, Unit};

/// Words for spans of time that a scenario may name its period by, in both languages.
const PERIODS: [[&str; 2]; 8] = [
    ["day", "jour"],
    ["week", "semaine"],
    ["month", "mois"],
    ["quarter", "trimestre"],
    ["half-year", "semestre"],
    ["year", "an"],
    ["year", "année"],
    ["season", "saison"],
];

/// `a month`, `par mois`: what all counts and all money of a scenario belong to. The period is a label; the usual ones
/// are known in both languages.
pub fn per_period(period: &str, language: Language) -> String {
    let known = PERIODS.iter().find(|words| words.iter().any(|word| period.eq_ignore_ascii_case(word)));
    let word = known.map_or(period, |words| words[language as usize]);
    match language {
        Language::En => {
            let is_vowel = word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
            format!("{} {word}", if is_vowel { "an" } else { "a" })
        }
        Language::Fr => format!("par {word}"),
    }
}

/// `EUR a month`: the unit of a scenario's money.
pub fn money_unit(currency: &str, period: &str, language: Language) -> String {
    format!("{currency} {}", per_period(period, language))
}

/// The label of a metric, with its unit where it counts no people: `net loss (EUR a month)`.
pub fn labelled(metric: Metric, currency: &str, period: &str, language: Language) -> String {
    let label = metric.label(language);
    match metric.unit() {
        Unit::Currency => format!("{label} ({})", money_unit(currency, period, language)),
        Unit::People | Unit::Impressions | Unit::Ratio => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_belongs_to_a_period_in_either_language() {
        assert_eq!(money_unit("EUR", "month", Language::En), "EUR a month");
        assert_eq!(money_unit("EUR", "month", Language::Fr), "EUR par mois");
        assert_eq!(money_unit("francs CFA", "année", Language::En), "francs CFA a year");
        assert_eq!(per_period("episode", Language::En), "an episode");
        assert_eq!(per_period("promotion", Language::Fr), "par promotion");
        assert_eq!(labelled(Metric::NetLoss, "EUR", "year", Language::Fr), "perte nette (EUR par an)");
    }
}
