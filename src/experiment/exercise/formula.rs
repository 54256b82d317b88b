/// Arithmetic as one writes it down: `23 × 10`, `1 + 26 + 230`.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// A number.
    Number(f64),
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
    /// The sum of what is not 0.
    pub fn sum(terms: impl IntoIterator<Item = Formula>) -> Self {
        let mut terms: Vec<Formula> = terms.into_iter().filter(|term| term.value() != 0.0).collect();
        match terms.len() {
            0 => Self::Number(0.0),
            1 => terms.remove(0),
            _ => Self::Sum(terms),
        }
    }

    /// The product of what is not 1; with a 0 among the factors there is nothing to compute.
    pub fn product(factors: impl IntoIterator<Item = f64>) -> Self {
        let mut factors: Vec<Formula> = factors.into_iter().filter(|&one| one != 1.0).map(Self::Number).collect();
        if factors.contains(&Self::Number(0.0)) {
            return Self::Number(0.0);
        }
        match factors.len() {
            0 => Self::Number(1.0),
            1 => factors.remove(0),
            _ => Self::Product(factors),
        }
    }

    /// One number less another; less 0 it is the number.
    pub fn less(from: f64, what: f64) -> Self {
        if what == 0.0 {
            return Self::Number(from);
        }
        Self::Difference(Box::new([Self::Number(from), Self::Number(what)]))
    }

    /// One divided by another.
    #[must_use]
    pub fn over(self, by: Formula) -> Self {
        Self::Quotient(Box::new([self, by]))
    }

    /// What comes out.
    pub fn value(&self) -> f64 {
        match self {
            Self::Number(value) => *value,
            Self::Sum(terms) => terms.iter().map(Self::value).sum(),
            Self::Difference(pair) => pair[0].value() - pair[1].value(),
            Self::Product(factors) => factors.iter().map(Self::value).product(),
            Self::Quotient(pair) => pair[0].value() / pair[1].value(),
        }
    }

    /// Whether there is something to compute: a number alone says itself.
    pub fn computes(&self) -> bool {
        !matches!(self, Self::Number(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_to_317_comes_out() {
        let told = [Formula::product([23.0, 10.0]), Formula::product([3.0, 20.0])];
        let sum = Formula::sum([Formula::Number(1.0), Formula::Number(26.0)].into_iter().chain(told));
        assert_eq!(sum.value(), 317.0);
        assert_eq!(Formula::less(1.0, 0.2).over(Formula::Number(0.2)).value(), 4.0);
    }

    #[test]
    fn what_adds_nothing_is_not_written() {
        assert_eq!(Formula::sum([Formula::Number(0.0), Formula::Number(3.0)]), Formula::Number(3.0));
        assert_eq!(Formula::product([1.0, 3.0]), Formula::Number(3.0));
        assert!(!Formula::less(3.0, 0.0).computes() && Formula::less(3.0, 1.0).computes());
    }
}
