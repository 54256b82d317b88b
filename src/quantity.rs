//! Quantities whose range is part of their type.

use std::fmt;

/// A number from 0 to 1: a rate, a share or a chance.
///
/// ```
/// use rumeur::quantity::Probability;
///
/// let rate = Probability::new(0.037).expect("from 0 to 1");
/// assert_eq!(rate.complement().get(), 0.963);
/// assert!(Probability::new(1.2).is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Probability(f64);

/// The number is not from 0 to 1.
///
/// ```
/// use rumeur::quantity::{NotAProbability, Probability};
///
/// assert_eq!(Probability::new(1.3), Err(NotAProbability(1.3)));
/// assert_eq!(NotAProbability(1.3).to_string(), "must be between 0 and 1, got 1.3");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotAProbability(pub f64);

impl fmt::Display for NotAProbability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be between 0 and 1, got {}", self.0)
    }
}

impl std::error::Error for NotAProbability {}

impl Probability {
    /// Never.
    pub const ZERO: Probability = Probability(0.0);
    /// Always.
    pub const ONE: Probability = Probability(1.0);

    /// The probability `value`.
    ///
    /// # Errors
    /// When `value` is not from 0 to 1, or not a number.
    pub fn new(value: f64) -> Result<Self, NotAProbability> {
        if (0.0..=1.0).contains(&value) { Ok(Self(value)) } else { Err(NotAProbability(value)) }
    }

    /// The nearest probability to `value`, 0 for what is not a number: for results of arithmetic that may leave the range
    /// by a rounding error.
    pub fn clamped(value: f64) -> Self {
        Self(if value > 0.0 { value.min(1.0) } else { 0.0 })
    }

    /// The number, from 0 to 1.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The probability of the contrary.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_closed_and_nan_is_outside() {
        assert!(Probability::new(0.0).is_ok() && Probability::new(1.0).is_ok());
        for bad in [-0.1, 1.000_001, f64::NAN, f64::INFINITY] {
            assert!(Probability::new(bad).is_err(), "{bad}");
        }
        assert_eq!([f64::NAN, -0.1, 0.3, 1.5].map(|value| Probability::clamped(value).get()), [0.0, 0.0, 0.3, 1.0]);
    }
}
