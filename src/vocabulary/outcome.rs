use super::Language;

/// What became of a customer: the four outcomes whose people can tell.
///
/// Indifferent customers tell nobody and belong to none of them.
///
/// ```
/// use rumeur::vocabulary::{Outcome, Valence};
///
/// let told = Outcome::ALL.map(|outcome| (outcome.name(), outcome.valence()));
/// assert_eq!(told[0], ("silent", Valence::Negative));
/// assert_eq!(told[3], ("satisfied", Valence::Positive));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Dissatisfied and not complaining.
    Silent,
    /// Complained, and not recovered.
    Unresolved,
    /// Complained, and handled to the customer's satisfaction.
    Recovered,
    /// Not let down.
    Satisfied,
}

impl Outcome {
    /// Every outcome, in the order of tables and scenario files.
    pub const ALL: [Outcome; 4] = [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered, Outcome::Satisfied];

    /// The position in [`Outcome::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name of the table in a scenario file and of the value in `groups.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Silent => "silent",
            Outcome::Unresolved => "unresolved",
            Outcome::Recovered => "recovered",
            Outcome::Satisfied => "satisfied",
        }
    }

    /// What such a customer is called in a sentence (plural).
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Outcome::Silent => language.pick("silent", "silencieux"),
            Outcome::Unresolved => language.pick("unresolved", "insatisfaits de la réponse"),
            Outcome::Recovered => language.pick("recovered", "satisfaits de la réponse"),
            Outcome::Satisfied => language.pick("satisfied", "satisfaits"),
        }
    }

    /// The sign of what such a customer tells.
    pub const fn valence(self) -> Valence {
        match self {
            Outcome::Silent | Outcome::Unresolved => Valence::Negative,
            Outcome::Recovered | Outcome::Satisfied => Valence::Positive,
        }
    }
}

/// The sign of word of mouth.
#[doc = include_str!("examples/words.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Valence {
    /// Ill of the service.
    Negative,
    /// Good of the service.
    Positive,
}

impl Valence {
    /// Both, negative first.
    pub const ALL: [Valence; 2] = [Valence::Negative, Valence::Positive];

    /// The position in [`Valence::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The value in `generations.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Valence::Negative => "negative",
            Valence::Positive => "positive",
        }
    }

    /// The word in a sentence or on an axis.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Valence::Negative => language.pick("negative", "négatif"),
            Valence::Positive => language.pick("positive", "positif"),
        }
    }
}
