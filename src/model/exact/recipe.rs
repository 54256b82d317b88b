use std::sync::Mutex;

use super::NoLaw;
use super::direct::Direct;
use super::few::Few;
use super::invert::{MOST_COST, invert, invert_roughly, rough_cost};
use super::law::Law;
use super::normal::Normal;
use super::occupancy::{Effort, Occupancy};
use super::reached::{Heard, Reached};
use super::sum::Sum;
use super::tilt::OUTSIDE;
use crate::sync::lock;

/// Money, whose values may be many, is not waited for that long.
const MOST_COST_OF_MONEY: f64 = 2e8;
/// The longest recursions and products, in nanoseconds or so.
const MOST_STEPS: f64 = 4e7;
/// Of recursions and products that take longer, one of many laws asks whether a transform is quicker; in nanoseconds or so.
const SLOW: f64 = 2e5;
/// What may be outside of a law that is one of many to be mixed: e^-24, below 1e-10.
const OUTSIDE_OF_ONE: f64 = 24.0;

/// The longest time for those who have heard in a town, in nanoseconds or so.
const MOST_COST_IN_TOWN: f64 = 5e8;

/// What a law is computed from.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    pub(super) of: Of,
    /// Of money: its unit and its origin.
    pub(super) scale: Option<(f64, f64)>,
}

/// What a metric is.
#[derive(Clone, Debug)]
pub(super) enum Of {
    /// A sum over independent people.
    Sum(Sum),
    /// People of a town who have heard, each once.
    Reached(Box<Reached>),
}

/// Laws of one model that are known already.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Each of a sum in its normal form.
    sums: Mutex<Vec<(Sum, Law)>>,
    heard: Mutex<Vec<(Occupancy, Heard)>>,
}

impl Recipe {
    /// Whether the law is that of `other`: from the same numbers, but for rounding.
    pub(crate) fn is_that_of(&self, other: &Recipe) -> bool {
        self.scale == other.scale
            && match (&self.of, &other.of) {
                (Of::Sum(own), Of::Sum(other)) => own.is_that_of(other),
                (Of::Reached(own), Of::Reached(other)) => own.is_that_of(other),
                _ => false,
            }
    }

    /// The law, to absolute errors below 1e-10 and relative errors below 1e-6 down to probabilities of 1e-12.
    ///
    /// # Errors
    /// When it has too many values, or takes too long.
    pub(crate) fn law(&self) -> Result<Law, NoLaw> {
        self.law_beside(&Known::default())
    }

    /// The same beside laws of the same model: those that differ in unit and origin alone are computed once.
    pub(super) fn law_beside(&self, known: &Known) -> Result<Law, NoLaw> {
        let sum = match &self.of {
            Of::Sum(sum) => sum,
            Of::Reached(reached) => {
                let effort = Effort::exact(MOST_COST_IN_TOWN);
                return Ok(self.scaled(reached.law(effort, |occupancy| heard(known, occupancy, effort))?));
            }
        };
        let most_cost = if self.scale.is_none() { MOST_COST } else { MOST_COST_OF_MONEY };
        self.with(sum, |sum| {
            if let Some((_, law)) = lock(&known.sums).iter().find(|(known, _)| known == sum) {
                return Ok(law.clone());
            }
            let law = match Direct::new(sum, OUTSIDE, MOST_STEPS).and_then(Direct::law) {
                Some(law) => law,
                None => few_or(sum, most_cost, invert)?,
            };
            lock(&known.sums).push((sum.clone(), law.clone()));
            Ok(law)
        })
    }

    /// The law to absolute errors below 1e-9, without digits for rare values: several times as quick.
    ///
    /// # Errors
    /// As [`Recipe::law`], and where it takes longer than `most_cost`, in nanoseconds or so.
    pub(crate) fn rough_law(&self, most_cost: f64) -> Result<Law, NoLaw> {
        match &self.of {
            Of::Sum(sum) => self.with(sum, |sum| match roughly_direct(sum, most_cost).and_then(Direct::law) {
                Some(law) => Ok(law),
                None => few_or(sum, most_cost.min(MOST_COST), |sum, most| invert_roughly(sum, OUTSIDE_OF_ONE, most)),
            }),
            Of::Reached(reached) => {
                let effort = Effort::rough(most_cost.min(MOST_COST_IN_TOWN));
                Ok(self.scaled(reached.law(effort, |occupancy| Heard::new(occupancy, effort))?))
            }
        }
    }

    /// How long that takes, in nanoseconds or so.
    ///
    /// # Errors
    /// When it has too many values.
    pub(crate) fn rough_cost(&self) -> Result<f64, NoLaw> {
        let sum = match &self.of {
            Of::Sum(sum) => sum,
            Of::Reached(reached) => return reached.occupancy.work(Effort::rough(MOST_COST_IN_TOWN)),
        };
        if sum.constant().is_some() {
            return Ok(1.0);
        }
        let normal = Normal::of(sum)?;
        match roughly_direct(&normal.sum, MOST_STEPS) {
            Some(direct) => Ok(direct.steps()),
            None => match Few::new(&normal.sum) {
                Some(few) => Ok(few.cost()),
                None => rough_cost(&normal.sum, OUTSIDE_OF_ONE),
            },
        }
    }

    /// The law that `of` has for the normal form.
    fn with(&self, sum: &Sum, of: impl FnOnce(&Sum) -> Result<Law, NoLaw>) -> Result<Law, NoLaw> {
        let law = if let Some(value) = sum.constant() {
            Law::certain(value)
        } else {
            let Normal { sum, shift, unit } = Normal::of(sum)?;
            of(&sum)?.placed(shift, unit)
        };
        Ok(self.scaled(law))
    }

    fn scaled(&self, law: Law) -> Law {
        match self.scale {
            Some((unit, origin)) => law.scaled(unit, origin),
            None => law,
        }
    }
}

/// The law of few people, else by `invert`; each may take so long, in nanoseconds or so.
fn few_or(sum: &Sum, most_cost: f64, invert: impl FnOnce(&Sum, f64) -> Result<Law, NoLaw>) -> Result<Law, NoLaw> {
    let few = Few::new(sum).filter(|few| few.cost() <= most_cost);
    match few.and_then(|few| few.law()) {
        Some(law) => Ok(law),
        None => invert(sum, most_cost),
    }
}

/// The law by positive numbers, unless a transform gives it in much less time.
fn roughly_direct(sum: &Sum, most_cost: f64) -> Option<Direct> {
    let direct = Direct::new(sum, OUTSIDE_OF_ONE, most_cost.min(MOST_STEPS))?;
    let is_slow =
        direct.steps() > SLOW && rough_cost(sum, OUTSIDE_OF_ONE).is_ok_and(|cost| cost < 0.5 * direct.steps());
    (!is_slow).then_some(direct)
}

/// How many have heard, computed where it is not known yet.
fn heard(known: &Known, occupancy: &Occupancy, effort: Effort) -> Result<Heard, NoLaw> {
    if let Some((_, heard)) = lock(&known.heard).iter().find(|(known, _)| known == occupancy) {
        return Ok(heard.clone());
    }
    let heard = Heard::new(occupancy, effort)?;
    lock(&known.heard).push((occupancy.clone(), heard.clone()));
    Ok(heard)
}
