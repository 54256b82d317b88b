//! The law of what those add who have heard in a town.

use super::list::List;
use super::occupancy::{Effort, Occupancy};
use super::{Law, MOST_VALUES, NoLaw};

/// The longest time to thin a law, in nanoseconds or so.
const MOST_TO_THIN: f64 = 3e8;

/// `base`, and what those add who lived it and those who heard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reached {
    pub(super) occupancy: Occupancy,
    pub(super) base: i64,
    /// One of those who lived it whose number is drawn; 0 where `chance` is below 1.
    pub(super) each: i64,
    /// One of those who heard, with some chance.
    pub(super) weight: i64,
    pub(super) chance: f64,
}

/// The laws of how many have heard, alone and with those who lived it whose number is drawn.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    alone: List,
    with_lived: List,
}

impl Heard {
    /// # Errors
    /// When it takes too long.
    pub(super) fn new(occupancy: &Occupancy, effort: Effort) -> Result<Self, NoLaw> {
        let mut heard = Self { alone: List::empty(), with_lived: List::empty() };
        occupancy.reached(effort, |lived, chance, reached| {
            heard.alone.add(chance, reached, 0, MOST_VALUES).ok_or(NoLaw::TooWide)?;
            heard.with_lived.add(chance, reached, lived as i64, MOST_VALUES).ok_or(NoLaw::TooWide)
        })?;
        Ok(heard)
    }
}

impl Reached {
    /// Whether both are of the same numbers, but for rounding.
    pub(super) fn is_that_of(&self, other: &Reached) -> bool {
        let numbers = |reached: &Self| (reached.base, reached.each, reached.weight);
        numbers(self) == numbers(other)
            && (self.chance - other.chance).abs() <= 1e-13 * self.chance
            && self.occupancy.is_that_of(&other.occupancy)
    }

    /// The law; `heard` gives those of its occupancy, which other metrics may have asked for already.
    ///
    /// # Errors
    /// When it has too many values, or takes too long.
    pub(super) fn law(
        &self,
        effort: Effort,
        heard: impl FnOnce(&Occupancy) -> Result<Heard, NoLaw>,
    ) -> Result<Law, NoLaw> {
        let list = match (self.each, self.weight) {
            (0, weight) => {
                let alone = heard(&self.occupancy)?.alone;
                let counted = if self.chance < 1.0 { thinned(&alone, self.chance)? } else { alone };
                counted.times(weight, MOST_VALUES).ok_or(NoLaw::TooWide)?
            }
            (1, 1) => heard(&self.occupancy)?.with_lived,
            (each, weight) => self.weighed(effort, each, weight)?,
        };
        Ok(Law::new(list.first, list.chances).placed(self.base, 1))
    }

    fn weighed(&self, effort: Effort, each: i64, weight: i64) -> Result<List, NoLaw> {
        let mut list = List::empty();
        self.occupancy.reached(effort, |lived, chance, reached| {
            let lived = i64::try_from(lived).ok().and_then(|lived| lived.checked_mul(each)).ok_or(NoLaw::TooWide)?;
            let heard = reached.clone().times(weight, MOST_VALUES).ok_or(NoLaw::TooWide)?;
            list.add(chance, &heard, lived, MOST_VALUES).ok_or(NoLaw::TooWide)
        })?;
        Ok(list)
    }
}

/// How many count where each counts with some `chance`.
fn thinned(list: &List, chance: f64) -> Result<List, NoLaw> {
    // Some 24 standard deviations of a binomial law for each value.
    let width = 24.0 * (list.last() as f64 * chance).sqrt() + 80.0;
    if list.chances.len() as f64 * width * 8.0 > MOST_TO_THIN {
        return Err(NoLaw::TooCostly);
    }
    let mut thin = List::empty();
    for (value, p) in (list.first..).zip(&list.chances).filter(|(_, p)| **p > 0.0) {
        let counted = List::binomial(value as u64, chance, 1.0 - chance, MOST_VALUES).ok_or(NoLaw::TooWide)?;
        thin.add(*p, &counted, 0, MOST_VALUES).ok_or(NoLaw::TooWide)?;
    }
    Ok(thin)
}
