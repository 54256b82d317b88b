use super::pages::{per_period, readable_decimals, rounded};
use crate::model::{Origin, Parameters};
use crate::scenario::Scenario;
use crate::text;
use crate::vocabulary::{Language, Noun, capital};

/// Whom a scenario starts from: the first words of its sentence.
#[doc = include_str!("examples/sentences.md")]
#[derive(Clone, Debug, PartialEq)]
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
    /// So many in several periods together, such as `4 quarter`.
    InPeriods(Box<StartsFrom>, String),
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
    /// What `parameters` start from in a period.
    pub fn of(parameters: &Parameters) -> Self {
        let (whom, count) = given(parameters);
        Self::counted(whom, count)
    }

    fn counted(whom: Whom, count: u64) -> Self {
        match whom {
            Whom::Complaints => Self::Complaints(count),
            Whom::Dissatisfied => Self::Dissatisfied(count),
            Whom::Served => Self::Served(count),
        }
    }

    /// What the baseline of `scenario` starts from: where their number is unknown, how many they are on average.
    pub fn of_scenario(scenario: &Scenario) -> Self {
        let baseline = &scenario.baseline;
        let (whom, count) = given(baseline);
        let unknown = scenario.unknowns.iter().find(|unknown| unknown.path == whom.path());
        let mean = unknown.map(|unknown| unknown.cut.mean());
        if !is_of_each_period(scenario, whom) {
            return mean.map_or_else(|| Self::of(baseline), |mean| Self::Unknown(whom, mean));
        }
        let start = match mean {
            Some(mean) => {
                // A change sets it to what is known.
                let each = baseline.all_periods().map(|point| given(&point).1);
                Self::Unknown(whom, each.map(|own| if own == count { mean } else { own as f64 }).sum())
            }
            None => Self::counted(whom, baseline.given_in_all().unwrap_or(count)),
        };
        start.in_periods(scenario)
    }

    /// What the baseline of `scenario` starts from at its best guess, and that it is one.
    pub fn at_best_guess(scenario: &Scenario) -> Self {
        let (whom, count) = given(&scenario.baseline);
        if !scenario.unknowns.iter().any(|unknown| unknown.path == whom.path()) {
            return Self::of_scenario(scenario);
        }
        if is_of_each_period(scenario, whom) {
            return Self::Guess(whom, scenario.baseline.given_in_all().unwrap_or(count)).in_periods(scenario);
        }
        Self::Guess(whom, count)
    }

    fn in_periods(self, scenario: &Scenario) -> Self {
        Self::InPeriods(Box::new(self), format!("{} {}", scenario.periods(), scenario.single_period()))
    }

    /// How many of whom, in words that go on within a sentence.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Complaints(count) => Whom::Complaints.noun().counted(*count, language),
            Self::Dissatisfied(count) => Whom::Dissatisfied.noun().counted(*count, language),
            Self::Served(count) => Whom::Served.noun().counted(*count, language),
            Self::Unknown(whom, mean) => {
                let several = whom.noun().beside(2.0, language);
                let mean = rounded(*mean, readable_decimals(*mean), language);
                text!(
                    "an unknown number of {several} ({mean} on average)",
                    "un nombre inconnu de {several} ({mean} en moyenne)"
                )
                .into_string(language)
            }
            Self::Guess(whom, count) => {
                let counted = whom.noun().counted(*count, language);
                text!("the best guess of {counted}", "la meilleure estimation, {counted}").into_string(language)
            }
            Self::InPeriods(all, span) => format!("{} {}", all.words(language), per_period(span, language)),
        }
    }

    /// The same as the first words of a sentence.
    pub(super) fn first_words(&self, language: Language) -> String {
        match self {
            Self::Unknown(..) => capital(&self.words(language)),
            Self::Guess(..) => format!("{} {}", language.pick("At", "À"), self.words(language)),
            Self::InPeriods(all, span) => format!("{} {}", all.first_words(language), per_period(span, language)),
            _ => self.words(language),
        }
    }
}

/// Of whom a period says how many there are, and how many.
fn given(parameters: &Parameters) -> (Whom, u64) {
    match parameters.customers.origin {
        Origin::Complaints { complaints, .. } => (Whom::Complaints, complaints),
        Origin::Dissatisfied(customers) => (Whom::Dissatisfied, customers),
        Origin::Served { served, .. } => (Whom::Served, served),
    }
}

/// Whether so many come anew in each of several periods; customers served are those of the first.
fn is_of_each_period(scenario: &Scenario, whom: Whom) -> bool {
    scenario.periods() > 1 && whom != Whom::Served
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Law;
    use crate::report::{Aware, sentence};
    use crate::scenario::{Overrides, load_text};

    #[test]
    fn a_number_that_nobody_knows_is_not_told_as_one() {
        let aware = Aware::of_law(&Law::certain(317));
        let said = |start: &StartsFrom, language| sentence(start, &aware, language).replace('\u{202f}', " ");
        let start = StartsFrom::Unknown(Whom::Complaints, 20.5);
        let text = said(&start, Language::En);
        assert!(text.starts_with("An unknown number of complaints (20.5 on average): on average 317 people"), "{text}");
        let text = said(&start, Language::Fr);
        assert!(text.starts_with("Un nombre inconnu de réclamations (20,5 en moyenne) : en moyenne 317"), "{text}");
        let start = StartsFrom::Guess(Whom::Served, 4_000);
        assert!(said(&start, Language::En).starts_with("At the best guess of 4,000 customers served: on average"));
        assert!(said(&start, Language::Fr).starts_with("À la meilleure estimation, 4 000 clients servis : en moyenne"));
    }

    #[test]
    fn of_several_periods_the_complaints_of_all_are_told() {
        let said = |text: &str, language| {
            let text = format!("{text}[silent]\naudience = 4\n[periods]\ncount = 4\n");
            let scenario = load_text(text.as_bytes(), "t", "t", &Overrides::default()).expect("a scenario");
            [StartsFrom::of_scenario(&scenario), StartsFrom::at_best_guess(&scenario)].map(|s| s.first_words(language))
        };
        let seen = "period = \"quarter\"\n[customers]\ncomplaints = 5\nobserved_voice_rate = 0.25\n";
        assert_eq!(said(seen, Language::En), ["20 complaints in 4 quarters"; 2]);
        assert_eq!(said(seen, Language::Fr), ["20 réclamations en 4 trimestres"; 2]);
        let let_down = "period = \"month\"\n[customers]\ndissatisfied = 20\n[voice]\nrate = 0.1\n";
        assert_eq!(said(let_down, Language::En), ["80 dissatisfied customers in 4 months"; 2]);
        let unknown = format!("{let_down}[uncertainty]\n\"customers.dissatisfied\" = {{ uniform = [10, 31] }}\n");
        let [mean, guess] = said(&unknown, Language::En);
        assert!(mean.starts_with("An unknown number of dissatisfied customers (82"), "{mean}");
        assert_eq!(guess, "At the best guess of 80 dissatisfied customers in 4 months");
        let served = "[customers]\nserved = 50\nproblem_rate = 0.1\n[voice]\nrate = 0.1\n";
        assert_eq!(said(served, Language::En), ["50 customers served"; 2]);
    }

    #[test]
    fn those_who_are_counted_are_told_with_their_number() {
        assert_eq!(StartsFrom::Served(4_000).words(Language::Fr), "4\u{202f}000 clients servis");
    }
}
