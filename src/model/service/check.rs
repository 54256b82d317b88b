use std::fmt;

use crate::model::{Normal, Service};

/// The most values an audience by indignation may have, low and high included.
pub const WIDEST_AUDIENCE: u64 = 10_000;

/// A service gap that cannot be judged.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ServiceError {
    /// There is nothing to perceive.
    NoTouchpoint,
    /// A mean is no finite number, or a standard deviation is no finite number >= 0.
    Distribution {
        /// `expectation` or the touchpoint's name.
        name: String,
        /// The distribution.
        normal: Normal,
    },
    /// The tolerance is no finite number >= 0.
    Tolerance(f64),
    /// The rage is no finite number > 0.
    Rage(f64),
    /// A weight is no finite number >= 0, or all are 0.
    Weights,
    /// An audience by indignation has its ends in the wrong order or too far apart.
    Audience {
        /// At indignation 0.
        low: u64,
        /// At indignation 1.
        high: u64,
    },
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTouchpoint => write!(f, "a service needs at least one touchpoint"),
            Self::Distribution { name, normal } => write!(
                f,
                "{name} needs a finite mean and a finite sd of at least 0, got mean {} and sd {}",
                normal.mean, normal.sd
            ),
            Self::Tolerance(value) => write!(f, "tolerance must be at least 0, got {value}"),
            Self::Rage(value) => write!(f, "rage must be above 0, got {value}"),
            Self::Weights => write!(f, "weights must be at least 0 and not all 0"),
            Self::Audience { low, high } => write!(
                f,
                "an audience by indignation must have low <= high and at most {WIDEST_AUDIENCE} values, got [{low}, {high}]"
            ),
        }
    }
}

impl std::error::Error for ServiceError {}

/// Whether every number is in its range.
pub(super) fn check(service: &Service) -> Result<(), ServiceError> {
    if service.touchpoints.is_empty() {
        return Err(ServiceError::NoTouchpoint);
    }
    let named = service.touchpoints.iter().map(|touchpoint| (touchpoint.name.as_str(), touchpoint.score));
    for (name, normal) in std::iter::once(("expectation", service.expectation)).chain(named) {
        if !(normal.mean.is_finite() && normal.sd.is_finite() && normal.sd >= 0.0) {
            return Err(ServiceError::Distribution { name: name.to_owned(), normal });
        }
    }
    if !(service.tolerance.is_finite() && service.tolerance >= 0.0) {
        return Err(ServiceError::Tolerance(service.tolerance));
    }
    if !(service.rage.is_finite() && service.rage > 0.0) {
        return Err(ServiceError::Rage(service.rage));
    }
    let mut weights = service.touchpoints.iter().map(|touchpoint| touchpoint.weight);
    let total: f64 = weights.clone().sum();
    if !(weights.all(|weight| weight >= 0.0) && total.is_finite() && total > 0.0) {
        return Err(ServiceError::Weights);
    }
    Ok(())
}
