use std::fmt;

use crate::vocabulary::Text;

/// Numbers that make no law.
#[doc = include_str!("../examples/laws.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum LawError {
    /// The lowest is not below the highest.
    Empty {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// The most likely value is not between the lowest and the highest.
    ModeOutside {
        /// The most likely value.
        mode: f64,
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// A number that has to be above 0.
    NotPositive {
        /// Its key.
        key: &'static str,
        /// The number.
        value: f64,
    },
    /// A number that is larger than the arithmetic of the law bears.
    TooLarge {
        /// Its key.
        key: &'static str,
        /// The number.
        value: f64,
        /// The most.
        most: f64,
    },
    /// An interval of this shape lies above 0.
    IntervalNotPositive {
        /// Its lower end.
        low: f64,
    },
    /// An interval of a share lies inside 0 to 1.
    IntervalOutside {
        /// The end that does not.
        value: f64,
    },
    /// No beta law has this interval.
    NoBeta,
    /// Nothing of the law is in the range of its parameter.
    NothingInRange {
        /// The lowest that the parameter may be.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// A value to choose from is outside the range of its parameter, or not whole where it has to be.
    ChoiceOutside {
        /// The value.
        value: f64,
        /// The lowest that the parameter may be.
        low: f64,
        /// The highest.
        high: f64,
        /// Whether it has to be whole.
        whole: bool,
    },
}

impl LawError {
    /// What is wrong: "must be ...", after the path of the unknown.
    pub fn message(&self) -> Text {
        match *self {
            Self::Empty { low, high } => Text::new(
                format!("must go from a lower number to a higher one, got {low} and {high}"),
                format!("doit aller d'un nombre à un plus grand, reçu {low} et {high}"),
            ),
            Self::ModeOutside { mode, low, high } => Text::new(
                format!("must have its most likely value between {low} and {high}, got {mode}"),
                format!("doit avoir sa valeur la plus probable entre {low} et {high}, reçu {mode}"),
            ),
            Self::NotPositive { key, value } => Text::new(
                format!("must have {key} above 0, got {value}"),
                format!("doit avoir {key} supérieur à 0, reçu {value}"),
            ),
            Self::TooLarge { key, value, most } => Text::new(
                format!("must have {key} of at most {most}, got {value}"),
                format!("doit avoir {key} au plus égal à {most}, reçu {value}"),
            ),
            Self::IntervalNotPositive { low } => Text::new(
                format!("must lie above 0 for shape = \"lognormal\", got {low}"),
                format!("doit être supérieur à 0 pour shape = \"lognormal\", reçu {low}"),
            ),
            Self::IntervalOutside { value } => Text::new(
                format!("must lie between 0 and 1, both excluded, for shape = \"beta\", got {value}"),
                format!("doit être entre 0 et 1, tous deux exclus, pour shape = \"beta\", reçu {value}"),
            ),
            Self::NoBeta => Text::new(
                "must be an interval that a beta law can have",
                "doit être un intervalle qu'une loi bêta peut avoir",
            ),
            Self::NothingInRange { low, high } => Text::new(
                format!("must have a part between {low} and {high}, the range of the parameter"),
                format!("doit avoir une part entre {low} et {high}, l'étendue du paramètre"),
            ),
            Self::ChoiceOutside { value, low, high, whole } => {
                let (en, fr) = if whole { ("whole numbers", "nombres entiers") } else { ("numbers", "nombres") };
                Text::new(
                    format!("must choose among {en} between {low} and {high}, got {value}"),
                    format!("doit choisir parmi des {fr} entre {low} et {high}, reçu {value}"),
                )
            }
        }
    }

    /// What to do.
    pub fn hint(&self) -> Text {
        match self {
            Self::Empty { low, high } if low == high => Text::new(
                "a number that is known needs no law: set it",
                "un nombre connu n'a pas besoin de loi : fixez-le",
            ),
            Self::Empty { low, high } => {
                Text::new(format!("swap them: [{high}, {low}]"), format!("échangez-les : [{high}, {low}]"))
            }
            Self::ModeOutside { .. } => {
                Text::new("write [lowest, most likely, highest]", "écrivez [minimum, plus probable, maximum]")
            }
            Self::NotPositive { .. } => Text::new(
                "a number that is known needs no law: set it",
                "un nombre connu n'a pas besoin de loi : fixez-le",
            ),
            Self::TooLarge { .. } => Text::new(
                "so much is known that the number can be set",
                "on en sait assez pour fixer le nombre lui-même",
            ),
            Self::IntervalNotPositive { .. } => Text::new(
                "raise the lower end, or write shape = \"normal\"",
                "relevez la borne basse, ou écrivez shape = \"normal\"",
            ),
            Self::IntervalOutside { .. } => {
                Text::new("write shape = \"normal\" or \"lognormal\"", "écrivez shape = \"normal\" ou \"lognormal\"")
            }
            Self::NoBeta => Text::new(
                "widen it, or write pert = [low, mode, high]",
                "élargissez-le, ou écrivez pert = [min, mode, max]",
            ),
            Self::NothingInRange { .. } => Text::new("check the unit of the numbers", "vérifiez l'unité des nombres"),
            Self::ChoiceOutside { .. } => {
                Text::new("leave the value out or correct it", "omettez la valeur ou corrigez-la")
            }
        }
    }
}

impl fmt::Display for LawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message(), self.hint())
    }
}

impl std::error::Error for LawError {}
