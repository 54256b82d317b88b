use std::fmt;

use crate::model::{Normal, Service};
use crate::text;
use crate::vocabulary::{Say, Text};

/// The most values an audience by indignation may have, low and high included.
pub const WIDEST_AUDIENCE: u64 = 10_000;

/// A service gap that cannot be judged.
#[doc = include_str!("../examples/service.md")]
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

impl Say for ServiceError {
    fn text(&self) -> Text {
        match self {
            Self::NoTouchpoint => {
                text!("a service needs at least one touchpoint", "un service a au moins un point de contact")
            }
            Self::Distribution { name, normal } => text!(
                "{} needs a finite mean and a finite sd of at least 0, got mean {} and sd {}",
                "{} demande une moyenne finie et un sd fini d'au moins 0, reçu une moyenne de {} et un sd de {}",
                name,
                normal.mean,
                normal.sd
            ),
            Self::Tolerance(value) => {
                text!("tolerance must be at least 0, got {value}", "tolerance doit être au moins 0, reçu {value}")
            }
            Self::Rage(value) => {
                text!("rage must be above 0, got {value}", "rage doit être supérieur à 0, reçu {value}")
            }
            Self::Weights => {
                text!("weights must be at least 0 and not all 0", "les poids doivent être au moins 0 et non tous nuls")
            }
            Self::Audience { low, high } => text!(
                "an audience by indignation must have low <= high and at most {WIDEST_AUDIENCE} values, got [{low}, {high}]",
                "un auditoire selon l'indignation va du plus petit au plus grand et a au plus {WIDEST_AUDIENCE} valeurs, \
                 reçu [{low}, {high}]"
            ),
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
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
