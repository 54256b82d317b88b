use super::asked::Asked;
use super::digits::shown;
use super::given::{Given, printed};

/// Arithmetic as one writes it down, `23 × 10`, `1 + 26 + 230`, and where each number of it stands on the sheet.
#[doc = include_str!("examples/sheet.md")]
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// A number of the arithmetic itself, as the 1 of `1 − 0.4`.
    Number(f64),
    /// A number that is given.
    Given(Given, f64),
    /// The answer of an earlier step.
    Answer {
        /// Which.
        asked: Asked,
        /// By the closed form.
        value: f64,
        /// As it stands in later steps.
        shown: f64,
        /// As it is asked for: rounded.
        rounded: f64,
    },
    /// Several added.
    Sum(Vec<Formula>),
    /// The first less the second.
    Difference(Box<[Formula; 2]>),
    /// Several multiplied.
    Product(Vec<Formula>),
    /// The first divided by the second.
    Quotient(Box<[Formula; 2]>),
}

impl Formula {
    /// One less another.
    #[must_use]
    pub fn less(self, what: Formula) -> Self {
        Self::Difference(Box::new([self, what]))
    }

    /// One divided by another.
    #[must_use]
    pub fn over(self, by: Formula) -> Self {
        Self::Quotient(Box::new([self, by]))
    }

    /// What comes out.
    pub fn value(&self) -> f64 {
        self.value_by(&|leaf| match leaf {
            Self::Number(value) | Self::Given(_, value) | Self::Answer { value, .. } => *value,
            _ => f64::NAN,
        })
    }

    /// What comes out for somebody who computes with what stands on the sheet alone: numbers as they are printed, answers as
    /// they were asked for.
    pub fn by_hand(&self) -> f64 {
        self.value_by(&|leaf| match leaf {
            Self::Number(value) => *value,
            Self::Given(_, value) => printed(*value),
            Self::Answer { rounded, .. } => *rounded,
            _ => f64::NAN,
        })
    }

    /// What comes out of the numbers as they stand in the formula.
    pub fn as_written(&self) -> f64 {
        self.value_by(&|leaf| match leaf {
            Self::Number(value) => shown(*value),
            Self::Given(_, value) => printed(*value),
            Self::Answer { shown, .. } => *shown,
            _ => f64::NAN,
        })
    }

    /// What comes out where each number, given or answer is `of`.
    pub fn value_by(&self, of: &impl Fn(&Formula) -> f64) -> f64 {
        match self {
            Self::Number(_) | Self::Given(..) | Self::Answer { .. } => of(self),
            Self::Sum(terms) => terms.iter().map(|term| term.value_by(of)).sum(),
            Self::Difference(pair) => pair[0].value_by(of) - pair[1].value_by(of),
            Self::Product(factors) => factors.iter().map(|factor| factor.value_by(of)).product(),
            Self::Quotient(pair) => pair[0].value_by(of) / pair[1].value_by(of),
        }
    }

    /// The same without what adds nothing: terms of 0, and factors of 1 where another is left.
    #[must_use]
    pub fn simple(&self) -> Self {
        match self {
            Self::Sum(terms) => {
                let mut terms: Vec<Formula> =
                    terms.iter().map(Self::simple).filter(|term| term.value() != 0.0).collect();
                match terms.len() {
                    0 => Self::Number(0.0),
                    1 => terms.remove(0),
                    _ => Self::Sum(terms),
                }
            }
            Self::Difference(pair) if pair[1].value() == 0.0 => pair[0].simple(),
            Self::Difference(pair) => pair[0].simple().less(pair[1].simple()),
            Self::Product(factors) => {
                let factors: Vec<Formula> = factors.iter().map(Self::simple).collect();
                if factors.iter().any(|factor| factor.value() == 0.0) {
                    return Self::Number(0.0);
                }
                let others: Vec<Formula> = factors.iter().filter(|factor| factor.value() != 1.0).cloned().collect();
                // `1 × 26` says more than 26.
                if others.len() > 1 { Self::Product(others) } else { Self::Product(factors) }
            }
            Self::Quotient(pair) => pair[0].simple().over(pair[1].simple()),
            leaf => leaf.clone(),
        }
    }

    /// Whether there is something to compute: a number alone says itself.
    pub fn computes(&self) -> bool {
        !matches!(self.simple(), Self::Number(_) | Self::Given(..) | Self::Answer { .. })
    }

    /// Every number that is given and that it asks for, those too that add nothing.
    pub fn givens(&self) -> Vec<(Given, f64)> {
        match self {
            Self::Given(given, value) => vec![(given.clone(), *value)],
            Self::Number(_) | Self::Answer { .. } => Vec::new(),
            Self::Sum(parts) | Self::Product(parts) => parts.iter().flat_map(Self::givens).collect(),
            Self::Difference(pair) | Self::Quotient(pair) => pair.iter().flat_map(Self::givens).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(factors: [f64; 2]) -> Formula {
        Formula::Product(factors.map(Formula::Number).to_vec())
    }

    #[test]
    fn the_count_to_317_comes_out() {
        let told = [product([23.0, 10.0]), product([3.0, 20.0])];
        let sum = Formula::Sum([Formula::Number(1.0), Formula::Number(26.0)].into_iter().chain(told).collect());
        assert_eq!(sum.value(), 317.0);
        let left = Formula::Number(1.0).less(Formula::Number(0.2));
        assert_eq!(left.over(Formula::Number(0.2)).value(), 4.0);
    }

    #[test]
    fn what_adds_nothing_is_not_written_and_still_given() {
        let nobody = Formula::Product(vec![Formula::Number(3.0), Formula::Given(Given::RecoveryRate, 0.0)]);
        let sum = Formula::Sum(vec![nobody, Formula::Number(3.0)]);
        assert_eq!(sum.simple(), Formula::Number(3.0));
        assert_eq!(sum.givens(), [(Given::RecoveryRate, 0.0)]);
        assert_eq!(product([1.0, 3.0]).simple(), product([1.0, 3.0]), "1 × 3");
        let less = |what| Formula::Number(3.0).less(Formula::Number(what));
        assert!(!less(0.0).computes() && less(1.0).computes());
    }

    #[test]
    fn by_hand_one_has_what_is_printed() {
        let given = Formula::Given(Given::ProblemRate, 0.100_208_321);
        let answer = Formula::Answer {
            asked: Asked::Metric(crate::vocabulary::Metric::Silent),
            value: 42.327_7,
            shown: 42.3277,
            rounded: 42.3,
        };
        let both = Formula::Product(vec![given, answer]);
        assert!((both.by_hand() - 0.100_208 * 42.3).abs() < 1e-12, "{}", both.by_hand());
    }
}
