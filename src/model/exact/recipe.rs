use super::MOST_VALUES;
use super::NoLaw;
use super::invert::{MOST_COST, invert, invert_roughly, rough_cost};
use super::law::Law;
use super::panjer;
use super::polynomial::severity;
use super::sum::{Count, Person, Sum};
use super::tilt::{Cumulant, OUTSIDE};

/// Money, whose values may be many, is not waited for that long.
const MOST_COST_OF_MONEY: f64 = 2e8;
/// The longest recursion, in steps of one value and one probability.
const MOST_STEPS: f64 = 4e7;
/// What may be outside of a law that is one of many to be mixed: e^-24, below 1e-10.
const OUTSIDE_OF_ONE: f64 = 24.0;

/// What a law is computed from.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    pub(super) sum: Sum,
    /// Of money: its unit and its origin.
    pub(super) scale: Option<(f64, f64)>,
}

/// A certain number and one negative binomial number of people who add little.
struct Recursion {
    constant: i64,
    size: f64,
    odds: f64,
    points: Vec<(usize, f64)>,
    /// The last value.
    last: f64,
}

impl Recipe {
    /// Whether the law is that of `other`: from the same numbers, but for rounding.
    pub(crate) fn is_that_of(&self, other: &Recipe) -> bool {
        self.scale == other.scale && self.sum.is_that_of(&other.sum)
    }

    /// The law, to absolute errors below 1e-10 and relative errors below 1e-6 down to probabilities of 1e-12.
    ///
    /// # Errors
    /// When it has too many values, or takes too long.
    pub(crate) fn law(&self) -> Result<Law, NoLaw> {
        let most_cost = if self.scale.is_none() { MOST_COST } else { MOST_COST_OF_MONEY };
        self.with(OUTSIDE, MOST_STEPS, |sum| invert(sum, most_cost))
    }

    /// The law to absolute errors below 1e-9, without digits for rare values: several times as quick.
    ///
    /// # Errors
    /// As [`Recipe::law`], and where it takes longer than `most_cost`, in nanoseconds or so.
    pub(crate) fn rough_law(&self, most_cost: f64) -> Result<Law, NoLaw> {
        self.with(OUTSIDE_OF_ONE, most_cost.min(MOST_STEPS), |sum| {
            invert_roughly(sum, OUTSIDE_OF_ONE, most_cost.min(MOST_COST))
        })
    }

    /// How long that takes, in nanoseconds or so.
    ///
    /// # Errors
    /// When it has too many values.
    pub(crate) fn rough_cost(&self) -> Result<f64, NoLaw> {
        if self.sum.constant().is_some() {
            return Ok(1.0);
        }
        match recursion(&self.sum, OUTSIDE_OF_ONE, MOST_STEPS) {
            Some(recursion) => Ok(recursion.steps()),
            None => rough_cost(&self.sum, OUTSIDE_OF_ONE),
        }
    }

    /// By recursion where one person adds few values, else by inversion.
    fn with(
        &self,
        outside: f64,
        most_steps: f64,
        inverted: impl FnOnce(&Sum) -> Result<Law, NoLaw>,
    ) -> Result<Law, NoLaw> {
        let law = match self.sum.constant() {
            Some(value) => Law::certain(value),
            None => match recursion(&self.sum, outside, most_steps) {
                Some(recursion) => recursion.law(),
                None => inverted(&self.sum)?,
            },
        };
        Ok(match self.scale {
            Some((unit, origin)) => law.scaled(unit, origin),
            None => law,
        })
    }
}

impl Recursion {
    fn steps(&self) -> f64 {
        self.last * self.points.len() as f64
    }

    fn law(self) -> Law {
        Law::new(self.constant, panjer::compound(self.size, self.odds, &self.points, self.last.ceil() as usize))
    }
}

/// The recursion that gives the law of `sum`, where there is one; e^-`outside` of it is left out.
fn recursion(sum: &Sum, outside: f64, most_steps: f64) -> Option<Recursion> {
    let mut constant = 0;
    let mut random = None;
    for kind in &sum.kinds {
        match kind.constant() {
            Some(value) => constant += value,
            None if random.is_some() => return None,
            None => random = Some(kind),
        }
    }
    let kind = random?;
    let (Person::Either(terms), Count::NegativeBinomial { size, odds }) = (&kind.person, kind.count) else {
        return None;
    };
    let severity = severity(sum, terms)?;
    let points: Vec<(usize, f64)> = severity.into_iter().enumerate().filter(|(_, p)| *p > 0.0).collect();
    let last = Cumulant { sum }.window_but_for(outside, 0.0)?.high - constant as f64;
    let recursion = Recursion { constant, size, odds, points, last };
    let fits = (0.0..=MOST_VALUES as f64).contains(&last) && recursion.steps() <= most_steps && size >= 1.0;
    fits.then_some(recursion)
}
