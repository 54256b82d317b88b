//! Where a number of the scenario file lives in the model's parameters.
//!
//! A key of the catalogue names its [`Field`] by [`field!`](super::fields::field): a place of [`Parameters`] that the
//! compiler checks.

use crate::model::{Generations, Parameters, PerContact};
use crate::quantity::Probability;
use crate::vocabulary::Outcome;

/// One number of [`Parameters`]: how it is read and how it is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Field {
    /// Reads the number.
    pub(in crate::scenario) get: fn(&Parameters, Spot) -> Reading,
    /// Writes a number that is in the range of its key; false where there is no place for it or its neighbours forbid it.
    pub(in crate::scenario) set: fn(&mut Parameters, Spot, f64) -> bool,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scenario) enum Reading {
    /// These parameters have no such number.
    Absent,
    /// They have a place for it, but it follows from others, or a word stands there.
    Unset,
    /// The number.
    Value(f64),
}

/// What the names in a path stand for, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct Spot {
    /// Whose telling it is.
    pub(in crate::scenario) teller: Teller,
    /// Position among the touchpoints or the values of an empirical audience.
    pub(in crate::scenario) item: usize,
}

/// Who tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Teller {
    /// Nobody in particular.
    Nobody,
    /// The people of an outcome, all alike.
    All(Outcome),
    /// A group of an outcome, by position.
    Group(Outcome, usize),
    /// Those who retell.
    Listeners,
    /// Nobody: it is a delay of the clock, by position; `None` for the clock itself.
    Clock(Option<usize>),
}

impl Spot {
    /// Where no name leads.
    pub(in crate::scenario) const NONE: Spot = Spot { teller: Teller::Nobody, item: 0 };
}

/// A value that is one number.
pub(super) trait Number {
    fn read(&self) -> Reading;
    fn write(&mut self, number: f64);
}

impl Number for f64 {
    fn read(&self) -> Reading {
        Reading::Value(*self)
    }

    fn write(&mut self, number: f64) {
        *self = number;
    }
}

impl Number for u64 {
    fn read(&self) -> Reading {
        Reading::Value(*self as f64)
    }

    fn write(&mut self, number: f64) {
        *self = number as u64;
    }
}

impl Number for Probability {
    fn read(&self) -> Reading {
        Reading::Value(self.get())
    }

    fn write(&mut self, number: f64) {
        *self = Probability::clamped(number);
    }
}

impl Number for Option<Probability> {
    fn read(&self) -> Reading {
        self.map_or(Reading::Unset, |share| share.read())
    }

    fn write(&mut self, number: f64) {
        *self = Some(Probability::clamped(number));
    }
}

impl Number for PerContact {
    fn read(&self) -> Reading {
        match self {
            PerContact::Probability(chance) => chance.read(),
            PerContact::Weight | PerContact::InverseDegree => Reading::Unset,
        }
    }

    fn write(&mut self, number: f64) {
        *self = PerContact::Probability(Probability::clamped(number));
    }
}

impl Number for Generations {
    fn read(&self) -> Reading {
        match self {
            Generations::UpTo(last) => Reading::Value(f64::from(*last)),
            Generations::Unlimited => Reading::Unset,
        }
    }

    fn write(&mut self, number: f64) {
        *self = Generations::UpTo(number as u32);
    }
}
