use crate::model::{Origin, Parameters};
use crate::vocabulary::{Language, format_count, format_number};

/// U+00A0, before a French colon or semicolon.
const SPACE: char = '\u{a0}';

/// Whom a scenario starts from: the first words of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Complaints seen.
    Complaints(u64),
    /// Customers let down.
    Dissatisfied(u64),
    /// Customers served.
    Served(u64),
}

impl Subject {
    /// What `parameters` start from.
    pub fn of(parameters: &Parameters) -> Self {
        match &parameters.customers.origin {
            Origin::Complaints { complaints, .. } => Self::Complaints(*complaints),
            Origin::Dissatisfied(customers) => Self::Dissatisfied(*customers),
            Origin::Served { served, .. } => Self::Served(*served),
        }
    }

    fn words(self, language: Language) -> String {
        let (count, singular, plural) = match self {
            Self::Complaints(count) => {
                (count, language.pick("complaint", "réclamation"), language.pick("complaints", "réclamations"))
            }
            Self::Dissatisfied(count) => (
                count,
                language.pick("dissatisfied customer", "client mécontent"),
                language.pick("dissatisfied customers", "clients mécontents"),
            ),
            Self::Served(count) => (
                count,
                language.pick("customer served", "client servi"),
                language.pick("customers served", "clients servis"),
            ),
        };
        let word = if is_singular(count as f64, language) { singular } else { plural };
        format!("{} {word}", format_count(count, language))
    }
}

/// How many people know, over the replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aware {
    /// The mean: by formula where there is one, else that of the replicates.
    pub mean: f64,
    /// The smallest value.
    pub min: f64,
    /// The median.
    pub p50: f64,
    /// The 90 % quantile.
    pub p90: f64,
    /// The largest value.
    pub max: f64,
}

/// The sentence that a run of one scenario ends with; `variants` are titles with the mean number of people who know.
///
/// Every part is true of the replicates: by the definition of quantiles at least half of them are at or below the
/// median, and at least a tenth are at or above the 90 % quantile.
pub fn sentence(subject: Subject, aware: &Aware, variants: &[(&str, f64)], language: Language) -> String {
    let number = |value| format_number(value, 0, language);
    let subject = subject.words(language);
    let know = know(aware.mean, language);
    let spread = if aware.min == aware.max {
        language.pick("every case gives the same", "tous les cas donnent ce nombre").to_owned()
    } else if aware.p50 == aware.p90 {
        let (bound, most) = (number(aware.p90), number(aware.max));
        match language {
            Language::En => format!("nine cases in ten stay at or below {bound}, the worst reaches {most}"),
            Language::Fr => format!("neuf cas sur dix ne dépassent pas {bound}, le pire atteint {most}"),
        }
    } else {
        let (half, tenth) = (number(aware.p50), number(aware.p90));
        match language {
            Language::En => format!("half of the cases stay at or below {half}, one in ten reaches {tenth}"),
            Language::Fr => format!("la moitié des cas ne dépassent pas {half}, un sur dix atteint {tenth}"),
        }
    };
    let mut text = match language {
        Language::En => format!("{subject}: on average {know}; {spread}"),
        Language::Fr => format!("{subject}{SPACE}: en moyenne {know}{SPACE}; {spread}"),
    };
    text.extend(notable(variants, aware.mean, language));
    text + "."
}

/// The end of the sentence: the only variant, or the best one, or the worst where none is better than the baseline.
fn notable(variants: &[(&str, f64)], baseline: f64, language: Language) -> Option<String> {
    let best = variants.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let worst = variants.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let ((title, mean), word) = match variants {
        [only] => (*only, ""),
        _ if best.1 <= baseline => (*best, language.pick("fewest ", "le moins ")),
        _ => (*worst, language.pick("most ", "le plus ")),
    };
    let mean = three_digits(mean, language);
    Some(match language {
        Language::En => format!("; {word}with \"{title}\", {mean} on average"),
        Language::Fr => format!("{SPACE}; {word}avec «{SPACE}{title}{SPACE}», {mean} en moyenne"),
    })
}

/// The sentence that a run of several scenarios ends with: their names with the mean number of people who know.
pub fn sentence_of_many(scenarios: &[(&str, f64)], language: Language) -> Option<String> {
    let lowest = scenarios.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let highest = scenarios.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let count = format_count(scenarios.len() as u64, language);
    let (low, high) = (three_digits(lowest.1, language), three_digits(highest.1, language));
    Some(match language {
        Language::En => format!(
            "{count} scenarios: the mean number of people who know goes from {low} ({}) to {high} ({}).",
            lowest.0, highest.0
        ),
        Language::Fr => format!(
            "{count} scénarios{SPACE}: le nombre moyen de personnes au courant va de {low} ({}) à {high} ({}).",
            lowest.0, highest.0
        ),
    })
}

fn know(mean: f64, language: Language) -> String {
    let number = three_digits(mean, language);
    match (language, is_singular(mean, language)) {
        (Language::En, true) => format!("{number} person knows"),
        (Language::En, false) => format!("{number} people know"),
        (Language::Fr, true) => format!("{number} personne est au courant"),
        (Language::Fr, false) => format!("{number} personnes sont au courant"),
    }
}

/// English: 1 only. French: everything below 2.
fn is_singular(value: f64, language: Language) -> bool {
    match language {
        Language::En => value == 1.0,
        Language::Fr => value < 2.0,
    }
}

/// A number for reading, to three digits or so: `317`, `26.4`, `3.05`; a whole number has no decimals.
pub fn three_digits(value: f64, language: Language) -> String {
    let (decimals, scale) = match value.abs() {
        size if size >= 100.0 => (0, 1.0),
        size if size >= 10.0 => (1, 10.0),
        _ => (2, 100.0),
    };
    let is_whole = (value * scale).round() % scale == 0.0;
    format_number(value, if is_whole { 0 } else { decimals }, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSIC: Aware = Aware { mean: 317.0, min: 1.0, p50: 220.0, p90: 735.0, max: 4_000.0 };

    #[test]
    fn the_classic_is_told_in_both_languages() {
        assert_eq!(
            sentence(Subject::Complaints(1), &CLASSIC, &[], Language::En),
            "1 complaint: on average 317 people know; half of the cases stay at or below 220, one in ten reaches 735."
        );
        assert_eq!(
            sentence(Subject::Complaints(1), &CLASSIC, &[], Language::Fr),
            "1 réclamation\u{a0}: en moyenne 317 personnes sont au courant\u{a0}; la moitié des cas ne dépassent pas 220, \
             un sur dix atteint 735."
        );
    }

    #[test]
    fn a_constant_has_no_spread() {
        let aware = Aware { min: 317.0, p50: 317.0, p90: 317.0, max: 317.0, ..CLASSIC };
        let text = sentence(Subject::Complaints(12), &aware, &[], Language::En);
        assert_eq!(text, "12 complaints: on average 317 people know; every case gives the same.");
    }

    #[test]
    fn equal_quantiles_are_not_told_twice() {
        let aware = Aware { mean: 0.4, min: 0.0, p50: 0.0, p90: 0.0, max: 12.0 };
        assert_eq!(
            sentence(Subject::Dissatisfied(200), &aware, &[], Language::En),
            "200 dissatisfied customers: on average 0.40 people know; nine cases in ten stay at or below 0, the worst \
             reaches 12."
        );
    }

    #[test]
    fn the_plural_follows_the_language() {
        assert_eq!(know(1.0, Language::En), "1 person knows");
        assert_eq!(know(1.5, Language::Fr), "1,50 personne est au courant");
        assert_eq!(Subject::Served(4_000).words(Language::Fr), "4\u{202f}000 clients servis");
    }

    #[test]
    fn the_best_variant_is_named_or_the_worst_where_all_are_worse() {
        let text = sentence(Subject::Complaints(1), &CLASSIC, &[("Train", 250.0), ("Ask", 201.0)], Language::En);
        assert!(text.ends_with("; fewest with \"Ask\", 201 on average."), "{text}");
        let text = sentence(Subject::Complaints(1), &CLASSIC, &[("Car", 350.0), ("Net", 400.0)], Language::Fr);
        assert!(text.ends_with("; le plus avec «\u{a0}Net\u{a0}», 400 en moyenne."), "{text}");
    }

    #[test]
    fn several_scenarios_are_told_by_their_ends() {
        let text = sentence_of_many(&[("verde", 20.67), ("classic-317", 317.0)], Language::En);
        let expected = "2 scenarios: the mean number of people who know goes from 20.7 (verde) to 317 (classic-317).";
        assert_eq!(text.as_deref(), Some(expected));
        assert_eq!(sentence_of_many(&[], Language::En), None);
    }
}
