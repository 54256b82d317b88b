use super::pages::{readable_decimals, rounded};
use crate::model::{Origin, Parameters};
use crate::scenario::Scenario;
use crate::text;
use crate::vocabulary::{Language, Noun, capital};

/// Whom a scenario starts from: the first words of its sentence.
#[doc = include_str!("examples/sentences.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StartsFrom {
    /// Complaints seen.
    Complaints(u64),
    /// Customers let down.
    Dissatisfied(u64),
    /// Customers served.
    Served(u64),
    /// So many on average of whom nobody knows the number.
    Unknown(Whom, f64),
    /// The best guess of how many there are, where nobody knows.
    Guess(Whom, u64),
}

/// Of whom a scenario says how many there are.
#[doc = include_str!("examples/sentences.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Complaints seen.
    Complaints,
    /// Customers let down.
    Dissatisfied,
    /// Customers served.
    Served,
}

impl Whom {
    fn noun(self) -> Noun {
        match self {
            Self::Complaints => Noun { en: ["complaint", "complaints"], fr: ["réclamation", "réclamations"] },
            Self::Dissatisfied => Noun {
                en: ["dissatisfied customer", "dissatisfied customers"],
                fr: ["client insatisfait", "clients insatisfaits"],
            },
            Self::Served => {
                Noun { en: ["customer served", "customers served"], fr: ["client servi", "clients servis"] }
            }
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Complaints => "customers.complaints",
            Self::Dissatisfied => "customers.dissatisfied",
            Self::Served => "customers.served",
        }
    }
}

impl StartsFrom {
    /// What `parameters` start from.
    pub fn of(parameters: &Parameters) -> Self {
        match &parameters.customers.origin {
            Origin::Complaints { complaints, .. } => Self::Complaints(*complaints),
            Origin::Dissatisfied(customers) => Self::Dissatisfied(*customers),
            Origin::Served { served, .. } => Self::Served(*served),
        }
    }

    /// What the baseline of `scenario` starts from: where their number is unknown, how many they are on average.
    pub fn of_scenario(scenario: &Scenario) -> Self {
        let known = Self::of(&scenario.baseline);
        let (whom, _) = known.whom();
        let unknown = scenario.unknowns.iter().find(|unknown| unknown.path == whom.path());
        unknown.map_or(known, |unknown| Self::Unknown(whom, unknown.cut.mean()))
    }

    /// What the baseline of `scenario` starts from at its best guess, and that it is one.
    pub fn at_best_guess(scenario: &Scenario) -> Self {
        let known = Self::of(&scenario.baseline);
        match (Self::of_scenario(scenario), known.whom()) {
            (Self::Unknown(..), (whom, Some(count))) => Self::Guess(whom, count),
            _ => known,
        }
    }

    /// Of whom, and how many where that is a whole number.
    fn whom(self) -> (Whom, Option<u64>) {
        match self {
            Self::Complaints(count) => (Whom::Complaints, Some(count)),
            Self::Dissatisfied(count) => (Whom::Dissatisfied, Some(count)),
            Self::Served(count) => (Whom::Served, Some(count)),
            Self::Guess(whom, count) => (whom, Some(count)),
            Self::Unknown(whom, _) => (whom, None),
        }
    }

    /// How many of whom, in words that go on within a sentence.
    pub fn words(self, language: Language) -> String {
        let (whom, count) = self.whom();
        let noun = whom.noun();
        let counted = count.map(|count| noun.counted(count, language)).unwrap_or_default();
        match self {
            Self::Unknown(_, mean) => {
                let several = noun.beside(2.0, language);
                let mean = rounded(mean, readable_decimals(mean), language);
                text!(
                    "an unknown number of {several} ({mean} on average)",
                    "un nombre inconnu de {several} ({mean} en moyenne)"
                )
                .into_string(language)
            }
            Self::Guess(..) => {
                text!("the best guess of {counted}", "la meilleure estimation, {counted}").into_string(language)
            }
            _ => counted,
        }
    }

    /// The same as the first words of a sentence.
    pub(super) fn first_words(self, language: Language) -> String {
        let words = self.words(language);
        match self {
            Self::Unknown(..) => capital(&words),
            Self::Guess(..) => format!("{} {words}", language.pick("At", "À")),
            _ => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Law;
    use crate::report::{Aware, sentence};

    #[test]
    fn a_number_that_nobody_knows_is_not_told_as_one() {
        let aware = Aware::of_law(&Law::certain(317));
        let said = |start, language| sentence(start, &aware, language).replace('\u{202f}', " ");
        let start = StartsFrom::Unknown(Whom::Complaints, 20.5);
        let text = said(start, Language::En);
        assert!(text.starts_with("An unknown number of complaints (20.5 on average): on average 317 people"), "{text}");
        let text = said(start, Language::Fr);
        assert!(text.starts_with("Un nombre inconnu de réclamations (20,5 en moyenne) : en moyenne 317"), "{text}");
        let start = StartsFrom::Guess(Whom::Served, 4_000);
        assert!(said(start, Language::En).starts_with("At the best guess of 4,000 customers served: on average"));
        assert!(said(start, Language::Fr).starts_with("À la meilleure estimation, 4 000 clients servis : en moyenne"));
    }

    #[test]
    fn those_who_are_counted_are_told_with_their_number() {
        assert_eq!(StartsFrom::Served(4_000).words(Language::Fr), "4\u{202f}000 clients servis");
    }
}
