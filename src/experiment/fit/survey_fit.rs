use super::answers::Answers;
use super::choice::Choice;
use super::survey::{OUTCOMES, Survey};
use crate::text;
use crate::vocabulary::{Outcome, Text};

/// A survey with the laws of its audiences.
#[derive(Clone, Debug)]
pub struct SurveyFit {
    /// What it says.
    pub survey: Survey,
    /// How many people are told, in the order of [`OUTCOMES`]; `None` where too few answered.
    pub audiences: [Option<AudienceFit>; 4],
}

/// How many people are told by those of one outcome.
#[derive(Clone, Debug)]
pub enum AudienceFit {
    /// Everybody says the same number.
    Constant(u64),
    /// A law.
    Law {
        /// The answers, their weights adding up to the effective number.
        answers: Answers,
        /// All laws, and the one to take.
        choice: Choice,
    },
}

/// Fewer answers than these make no law.
pub const FEWEST: f64 = 10.0;

/// Fewer make one that a few more answers would move.
const FEW: f64 = 50.0;

impl SurveyFit {
    /// Fits the laws; `seed` is that of the bootstrap.
    pub fn new(survey: Survey, seed: u64) -> Self {
        let audience = |at: usize| {
            let told = &survey.outcomes[at].told;
            if told.effective() < FEWEST {
                return None;
            }
            if let Some(number) = told.constant() {
                return Some(AudienceFit::Constant(number));
            }
            let answers = told.scaled();
            let choice = Choice::new(&answers, seed, ENTITY + at as u64)?;
            Some(AudienceFit::Law { answers, choice })
        };
        Self { audiences: std::array::from_fn(audience), survey }
    }

    /// `200 answers, weighted as 173`.
    pub fn size(&self) -> String {
        let people = &self.survey.people;
        let (count, effective) = (people.count(), libm::round(people.effective()));
        if effective as u64 == count {
            format!("{count} answers")
        } else {
            format!("{count} answers, weighted as {effective}")
        }
    }

    /// What to beware of.
    pub fn cautions(&self) -> Vec<Text> {
        let mut texts = Vec::new();
        for ((outcome, answers), audience) in OUTCOMES.into_iter().zip(&self.survey.outcomes).zip(&self.audiences) {
            let name = outcome.name();
            let (count, effective) = (answers.told.count(), libm::round(answers.told.effective()));
            if count > 0 && audience.is_none() {
                texts.push(text!(
                    "{name}: {count} answers to how many were told, weighted as {effective}, are too few for a law: no audience",
                    "{name} : {count} réponses sur le nombre de personnes informées, pesant {effective}, c'est trop peu pour une loi : pas d'auditoire"
                ));
            } else if count > 0 && effective < FEW {
                texts.push(text!(
                    "{name}: the audience rests on {count} answers, weighted as {effective}",
                    "{name} : l'auditoire repose sur {count} réponses, pesant {effective}"
                ));
            }
            texts.extend(audience.as_ref().into_iter().flat_map(|audience| audience.cautions(outcome)));
        }
        let people = &self.survey.people;
        if people.effective() < 0.5 * people.count() as f64 {
            let (count, effective) = (people.count(), libm::round(people.effective()));
            texts.push(text!(
                "the weights are so unequal that {count} answers say as much as {effective}",
                "les poids sont si inégaux que {count} réponses en valent {effective}"
            ));
        }
        texts
    }
}

/// The entities of these draws; smaller ones are the ways to count the silent.
const ENTITY: u64 = 32;

/// Above this share of multiples of 5 among the numbers above 10, where 0.2 is usual, people round.
const ROUNDED: f64 = 0.4;

impl AudienceFit {
    fn cautions(&self, outcome: Outcome) -> Vec<Text> {
        let Self::Law { answers, choice } = self else { return Vec::new() };
        let name = outcome.name();
        let mut texts = Vec::new();
        if let Some(share) = answers.share_of_fives().filter(|&share| share > ROUNDED) {
            let percent = libm::round(100.0 * share);
            texts.push(text!(
                "{name}: {percent} % of the numbers above 10 are multiples of 5: people round",
                "{name} : {percent} % des nombres au-dessus de 10 sont des multiples de 5 : on arrondit"
            ));
        }
        if choice.fitted().at_boundary {
            let law = choice.fitted().kind.name();
            texts.push(text!(
                "{name}: {law} is best at the edge of what it can be: a simpler law says as much",
                "{name} : {law} est au bord de ce qu'elle peut être : une loi plus simple en dit autant"
            ));
        }
        if choice.candidates[choice.chosen].chi_square.is_some_and(|chi_square| chi_square.p_value < 0.01) {
            texts.push(text!(
                "{name}: even the best law is far from the answers (chi-square, p below 1 %)",
                "{name} : même la meilleure loi est loin des réponses (khi-deux, p inférieur à 1 %)"
            ));
        }
        texts
    }

    /// Its mean, and the 95 % interval of it where it is a law.
    pub fn mean(&self) -> (f64, Option<[f64; 2]>) {
        match self {
            Self::Constant(number) => (*number as f64, None),
            Self::Law { choice, .. } => (choice.fitted().law.mean(), choice.interval()),
        }
    }
}
