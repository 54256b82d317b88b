use super::often::Often;
use super::pages::{known_decimals, rounded};
use super::share::share;
use super::starts_from::StartsFrom;
use crate::model::Law;
use crate::text;
use crate::vocabulary::{Language, NARROW_NO_BREAK_SPACE as SPACE, format_count, format_number, is_singular};

/// How many people know, over the replicates.
#[doc = include_str!("examples/sentences.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aware {
    /// How many cases were drawn.
    pub replicates: u64,
    /// The mean: by formula where there is one, else that of the replicates.
    pub mean: f64,
    /// The standard error of the mean; `None` by formula.
    pub std_error: Option<f64>,
    /// The smallest value.
    pub min: f64,
    /// The median.
    pub p50: f64,
    /// The 90 % quantile.
    pub p90: f64,
    /// The largest value.
    pub max: f64,
    /// The share of the cases that reach the 90 % quantile, by the law or counted: more than a tenth where many have this very
    /// value; `None` where it is not known.
    pub reaching_p90: Option<f64>,
    /// By formula: the 99.9 % quantile and the share of the cases that reach it; `None` where all but the mean is that of the
    /// replicates.
    pub p999: Option<(f64, f64)>,
    /// By formula: the share of the cases that have the largest value; `None` where it is not known.
    pub at_most: Option<f64>,
}

impl Aware {
    /// By formula alone.
    pub fn of_law(law: &Law) -> Self {
        // Sums of probabilities have no more digits.
        let quantiles = law.quantiles(&[0.0, 0.5, 0.9, 0.999, 1.0 - 1e-12]);
        Self {
            replicates: 0,
            mean: law.mean(),
            std_error: None,
            min: quantiles[0],
            p50: quantiles[1],
            p90: quantiles[2],
            max: quantiles[4],
            reaching_p90: Some(law.at_least(quantiles[2])),
            p999: Some((quantiles[3], law.at_least(quantiles[3]))),
            at_most: Some(law.at_least(quantiles[4])),
        }
    }
}

/// The sentence that a run of one scenario ends with.
///
/// Every part is true of the law, and where it is not known of the replicates: by the definition of quantiles at least half of them are at or below the
/// median, and the share that reach the 90 % quantile is said as it is where it is not one in ten.
pub fn sentence(start: &StartsFrom, aware: &Aware, language: Language) -> String {
    let start = start.first_words(language);
    let know = know(aware.mean, aware.std_error, language);
    let spread = spread(aware, language);
    match language {
        Language::En => format!("{start}: on average {know}; {spread}."),
        Language::Fr => format!("{start}{SPACE}: en moyenne {know}{SPACE}; {spread}."),
    }
}

fn spread(aware: &Aware, language: Language) -> String {
    let number = |value| format_number(value, 0, language);
    if aware.replicates == 1 {
        let only = number(aware.min);
        return match language {
            Language::En => format!("one case was drawn, with {only}"),
            Language::Fr => format!("un seul cas a été tiré, avec {only}"),
        };
    }
    if aware.min == aware.max {
        let only = number(aware.min);
        return match (language, (aware.min - aware.mean).abs() <= 1e-9 * aware.mean.abs()) {
            (Language::En, true) => "every case gives the same".to_owned(),
            (Language::Fr, true) => "tous les cas donnent ce nombre".to_owned(),
            (Language::En, false) => format!("every case drawn gave {only}"),
            (Language::Fr, false) => format!("tous les cas tirés ont donné {only}"),
        };
    }
    if aware.p50 == aware.p90 {
        let bound = number(aware.p90);
        if aware.p90 == aware.max {
            let text = match aware.at_most.map(|part| share(part, language)) {
                Some(part) => {
                    text!("{bound} in {part} of the cases, never more", "{bound} dans {part} des cas, jamais plus")
                }
                None => text!(
                    "at least half of the cases drawn gave {bound}, none more",
                    "la moitié au moins des cas tirés a donné {bound}, aucun davantage"
                ),
            };
            return text.into_string(language);
        }
        let text = match aware.p999 {
            Some((most, _)) if most == aware.p90 => {
                text!("999 cases in 1,000 stay at or below {bound}", "999 cas sur 1 000 ne dépassent pas {bound}")
            }
            Some((most, share)) => {
                let few = Often::near(share, 1_000).reach(&number(most), language);
                text!(
                    "nine cases in ten stay at or below {bound}, {few}",
                    "neuf cas sur dix ne dépassent pas {bound}, {few}"
                )
            }
            None => {
                let most = number(aware.max);
                text!(
                    "nine cases in ten stay at or below {bound}, the worst reaches {most}",
                    "neuf cas sur dix ne dépassent pas {bound}, le pire atteint {most}"
                )
            }
        };
        return text.into_string(language);
    }
    let (half, tenth) = (number(aware.p50), number(aware.p90));
    let few = match aware.reaching_p90 {
        Some(share) if aware.replicates > 0 => {
            Often::counted(share, 10, aware.replicates as f64).reach(&tenth, language)
        }
        Some(share) => Often::near(share, 10).reach(&tenth, language),
        None => text!("nine in ten at or below {tenth}", "neuf sur dix ne dépassent pas {tenth}").into_string(language),
    };
    text!("half of the cases stay at or below {half}, {few}", "la moitié des cas ne dépasse pas {half}, {few}")
        .into_string(language)
}

/// The sentence that a run of several scenarios ends with: which has the lowest and which the highest of what is `measured`,
/// such as "the mean number of people who know", as `said` says a value.
pub(crate) fn sentence_of_many(
    scenarios: &[(&str, f64)],
    measured: &str,
    said: impl Fn(f64) -> String,
    language: Language,
) -> Option<String> {
    let lowest = scenarios.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let highest = scenarios.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let count = format_count(scenarios.len() as u64, language);
    let (low, high) = (said(lowest.1), said(highest.1));
    Some(match language {
        Language::En if low == high => format!("{count} scenarios: {measured} is {low} in all of them."),
        Language::Fr if low == high => format!("{count} scénarios{SPACE}: {measured} est de {low} dans tous."),
        Language::En => {
            format!("{count} scenarios: {measured} goes from {low} ({}) to {high} ({}).", lowest.0, highest.0)
        }
        Language::Fr => {
            format!("{count} scénarios{SPACE}: {measured} va de {low} ({}) à {high} ({}).", lowest.0, highest.0)
        }
    })
}

fn know(mean: f64, std_error: Option<f64>, language: Language) -> String {
    let number = rounded(mean, known_decimals(mean, std_error), language);
    match (language, is_singular(mean, language)) {
        (Language::En, true) => format!("{number} person knows"),
        (Language::En, false) => format!("{number} people know"),
        (Language::Fr, true) => format!("{number} personne est au courant"),
        (Language::Fr, false) => format!("{number} personnes sont au courant"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSIC: Aware = Aware {
        replicates: 10_000,
        mean: 317.0,
        std_error: None,
        min: 1.0,
        p50: 220.0,
        p90: 735.0,
        max: 4_000.0,
        reaching_p90: Some(0.1003),
        p999: None,
        at_most: None,
    };

    #[test]
    fn the_classic_is_told_in_both_languages() {
        assert_eq!(
            sentence(&StartsFrom::Complaints(1), &CLASSIC, Language::En),
            "1 complaint: on average 317 people know; half of the cases stay at or below 220, one in ten reaches 735."
        );
        assert_eq!(
            sentence(&StartsFrom::Complaints(1), &CLASSIC, Language::Fr),
            "1 réclamation\u{202f}: en moyenne 317 personnes sont au courant\u{202f}; la moitié des cas ne dépasse pas 220, \
             un sur dix atteint 735."
        );
    }

    #[test]
    fn a_constant_has_no_spread() {
        let aware = Aware { min: 317.0, p50: 317.0, p90: 317.0, max: 317.0, ..CLASSIC };
        let text = sentence(&StartsFrom::Complaints(12), &aware, Language::En);
        assert_eq!(text, "12 complaints: on average 317 people know; every case gives the same.");
    }

    #[test]
    fn equal_quantiles_are_not_told_twice() {
        let aware = Aware { mean: 0.4, min: 0.0, p50: 0.0, p90: 0.0, max: 12.0, ..CLASSIC };
        assert_eq!(
            sentence(&StartsFrom::Dissatisfied(200), &aware, Language::En),
            "200 dissatisfied customers: on average 0.40 people know; nine cases in ten stay at or below 0, the worst \
             reaches 12."
        );
    }

    #[test]
    fn what_most_cases_have_and_none_passes_is_said_so() {
        let law = Law::new(0, vec![0.003, 0.05, 0.09, 0.857]);
        let said = |aware: &Aware, language| sentence(&StartsFrom::Dissatisfied(3), aware, language);
        let text = said(&Aware::of_law(&law), Language::En);
        assert!(text.ends_with("; 3 in 86% of the cases, never more."), "{text}");
        let text = said(&Aware::of_law(&law), Language::Fr);
        assert!(text.ends_with("; 3 dans 86\u{202f}% des cas, jamais plus."), "{text}");
        let drawn = Aware { min: 0.0, p50: 9.0, p90: 9.0, max: 9.0, ..CLASSIC };
        let text = said(&drawn, Language::En);
        assert!(text.ends_with("; at least half of the cases drawn gave 9, none more."), "{text}");
        let rare = Aware { min: 0.0, p50: 0.0, p90: 0.0, max: 12.0, p999: Some((0.0, 1.0)), ..CLASSIC };
        let text = said(&rare, Language::En);
        assert!(text.ends_with("; 999 cases in 1,000 stay at or below 0."), "{text}");
    }

    #[test]
    fn the_plural_follows_the_language() {
        assert_eq!(know(1.0, None, Language::En), "1 person knows");
        assert_eq!(know(1.5, None, Language::Fr), "1,50 personne est au courant");
    }

    #[test]
    fn one_case_is_not_every_case() {
        let aware = Aware { replicates: 1, min: 287.0, p50: 287.0, p90: 287.0, max: 287.0, ..CLASSIC };
        let said = |language| sentence(&StartsFrom::Complaints(1), &aware, language);
        assert_eq!(said(Language::En), "1 complaint: on average 317 people know; one case was drawn, with 287.");
        assert!(said(Language::Fr).ends_with("un seul cas a été tiré, avec 287."), "{}", said(Language::Fr));
    }

    #[test]
    fn several_scenarios_are_told_by_their_ends() {
        let say = |scenarios: &[(&str, f64)], language| {
            let said = |value: f64| rounded(value, known_decimals(value, None), language);
            sentence_of_many(scenarios, language.pick("the mean number", "le nombre moyen"), said, language)
        };
        let text = say(&[("verde", 20.67), ("classic-317", 317.0)], Language::En);
        let expected = "2 scenarios: the mean number goes from 20.7 (verde) to 317 (classic-317).";
        assert_eq!(text.as_deref(), Some(expected));
        assert_eq!(say(&[], Language::En), None);
        let alike = say(&[("a", 317.0), ("b", 317.01)], Language::Fr);
        assert_eq!(alike.as_deref(), Some("2 scénarios\u{202f}: le nombre moyen est de 317 dans tous."));
    }

    /// Of small whole numbers a quantile is reached by many more than its name says.
    #[test]
    fn a_tenth_is_said_where_it_is_one() {
        let said = |aware: &Aware, language| {
            let text = sentence(&StartsFrom::Dissatisfied(1), aware, language).replace('\u{202f}', " ");
            text.split_once("; ").or_else(|| text.split_once(" ; ")).unwrap_or_default().1.to_owned()
        };
        let law = Law::new(1, vec![0.85, 0.15]);
        let few = Aware::of_law(&law);
        assert_eq!(said(&few, Language::En), "half of the cases stay at or below 1, 15% reach 2.");
        assert_eq!(said(&few, Language::Fr), "la moitié des cas ne dépasse pas 1, 15 % atteignent 2.");
        let law = Law::new(0, vec![0.95, 0.05]);
        assert_eq!(said(&Aware::of_law(&law), Language::En), "nine cases in ten stay at or below 0, 5% reach 1.");
        let counted = Aware { p50: 1.0, p90: 2.0, reaching_p90: Some(0.148), ..CLASSIC };
        assert_eq!(said(&counted, Language::En), "half of the cases stay at or below 1, 15% reach 2.");
        let unknown = Aware { reaching_p90: None, ..counted };
        assert_eq!(said(&unknown, Language::En), "half of the cases stay at or below 1, nine in ten at or below 2.");
        assert!(said(&unknown, Language::Fr).ends_with("pas 1, neuf sur dix ne dépassent pas 2."));
    }

    #[test]
    fn by_formula_no_case_is_the_worst() {
        let law = Law::new(0, vec![0.95, 0.045, 0.004, 0.001]);
        let text = sentence(&StartsFrom::Dissatisfied(200), &Aware::of_law(&law), Language::En);
        assert!(text.ends_with("; nine cases in ten stay at or below 0, one in 200 reaches 2."), "{text}");
        let constant = sentence(&StartsFrom::Complaints(12), &Aware::of_law(&Law::certain(317)), Language::En);
        assert_eq!(constant, "12 complaints: on average 317 people know; every case gives the same.");
    }
}
