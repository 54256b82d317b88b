use std::fmt;

use super::quadrature::{Feature, expect};
use super::touchpoint::share_of;
use crate::model::{Combine, Normal, Service};
use crate::quantity::Probability;

/// The most values an audience by indignation may have, low and high included.
pub const WIDEST_AUDIENCE: u64 = 10_000;

/// The service gap in closed form: who is let down, and how angry they are.
///
/// A customer has one expectation, shared by all touchpoints; the scores are independent of it and of each other. Let
/// down: the combined gap (score less expectation) is below -tolerance. Shortfall = -gap - tolerance, indignation
/// h = min(1, shortfall / rage). Satisfied: the combined gap is >= 0. In between lie the indifferent.
///
/// The worst gap by quadrature over the expectation, the mean gap by its normal distribution; both to 1e-10. Whether a
/// customer complains or is recovered does not depend on h: the silent, the unresolved and the recovered are equally
/// indignant.
#[derive(Clone, Debug)]
pub struct ServiceGap {
    service: Service,
    let_down: Probability,
    satisfied: Probability,
    indignation: f64,
}

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

impl ServiceGap {
    /// Judges a service.
    ///
    /// # Errors
    /// When a number of the service is out of its range.
    pub fn new(service: &Service) -> Result<Self, ServiceError> {
        check(service)?;
        let mut gap = Self {
            service: service.clone(),
            let_down: Probability::ZERO,
            satisfied: Probability::ZERO,
            indignation: 0.0,
        };
        gap.let_down = Probability::clamped(gap.falls_short(0.0, Bound::Open));
        // Without tolerance nobody is indifferent, to the last digit.
        gap.satisfied = if service.tolerance == 0.0 {
            gap.let_down.complement()
        } else {
            Probability::clamped(1.0 - gap.falls_short(-service.tolerance, Bound::Open))
        };
        let indignant = match service.combine {
            Combine::Any => (0..service.touchpoints.len()).map(|index| gap.part(index).indignation).sum(),
            Combine::Mean => gap.shortfall(mean_score(service)).ramp(service.rage),
        };
        gap.indignation = share_of(indignant, gap.let_down.get());
        Ok(gap)
    }

    /// The service that was judged.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Share of the customers who are let down: the problem rate q of this service.
    pub fn let_down(&self) -> Probability {
        self.let_down
    }

    /// Share of the customers whose combined gap is >= 0.
    pub fn satisfied(&self) -> Probability {
        self.satisfied
    }

    /// Share of the customers in between, who tell nobody; 0 without tolerance.
    pub fn indifferent(&self) -> Probability {
        Probability::clamped(self.satisfied.complement().get() - self.let_down.get())
    }

    /// Mean indignation of those let down, 0 to 1; 0 where nobody is.
    pub fn indignation(&self) -> f64 {
        self.indignation
    }

    /// P(h >= `indignation` | let down): for figures and for [`ServiceGap::audience`].
    pub fn indignation_at_least(&self, indignation: f64) -> f64 {
        if indignation <= 0.0 {
            1.0
        } else if indignation > 1.0 {
            0.0
        } else {
            share_of(self.falls_short(indignation * self.service.rage, Bound::Closed), self.let_down.get())
        }
    }

    /// The audience of a teller who was let down: low + h (high - low) rounded to the nearest, halves up. Ascending
    /// values with their probabilities; values that never occur are left out; `low` alone where nobody is let down.
    ///
    /// # Errors
    /// When `low` > `high`, or there are more than [`WIDEST_AUDIENCE`] values.
    pub fn audience(&self, low: u64, high: u64) -> Result<Vec<(u64, f64)>, ServiceError> {
        if low > high || high - low >= WIDEST_AUDIENCE {
            return Err(ServiceError::Audience { low, high });
        }
        let span = (high - low) as f64;
        let at_least = |steps: u64| match steps {
            0 => 1.0,
            steps => self.indignation_at_least((steps as f64 - 0.5) / span),
        };
        let mut values = Vec::with_capacity((high - low) as usize + 1);
        let mut reached = at_least(0);
        for steps in 0..=high - low {
            let beyond = if steps == high - low { 0.0 } else { at_least(steps + 1).min(reached) };
            if reached > beyond {
                values.push((low + steps, reached - beyond));
            }
            reached = beyond;
        }
        if self.let_down.get() == 0.0 {
            values = vec![(low, 1.0)];
        }
        Ok(values)
    }

    /// The mean of low + h (high - low) before rounding.
    pub fn mean_audience(&self, low: u64, high: u64) -> f64 {
        low as f64 + self.indignation * (high as f64 - low as f64)
    }

    /// What is missing at a score to what is still tolerated; negative where nothing is.
    pub(super) fn shortfall(&self, score: Normal) -> Normal {
        let tolerated =
            Normal { mean: self.service.expectation.mean - self.service.tolerance, ..self.service.expectation };
        tolerated.minus(score)
    }

    /// P(combined shortfall > level), or >= for a closed bound.
    fn falls_short(&self, level: f64, bound: Bound) -> f64 {
        match self.service.combine {
            Combine::Any => self.worst_falls_short(level, bound),
            Combine::Mean => {
                let shortfall = self.shortfall(mean_score(&self.service));
                match bound {
                    Bound::Open => shortfall.above(level),
                    Bound::Closed => shortfall.at_least(level),
                }
            }
        }
    }

    /// Given the expectation the scores are independent: 1 - P(none is too low), averaged over the expectation.
    fn worst_falls_short(&self, level: f64, bound: Bound) -> f64 {
        let Service { expectation, tolerance, ref touchpoints, .. } = self.service;
        let too_low_at = |expected: f64| {
            let needed = expected - tolerance - level;
            touchpoints.iter().fold(0.0, |any, touchpoint| {
                let here = match bound {
                    Bound::Open => touchpoint.score.below(needed),
                    Bound::Closed => touchpoint.score.at_most(needed),
                };
                any + here * (1.0 - any)
            })
        };
        if expectation.sd == 0.0 {
            return too_low_at(expectation.mean);
        }
        let features: Vec<Feature> = touchpoints
            .iter()
            .map(|touchpoint| Feature {
                at: (touchpoint.score.mean + tolerance + level - expectation.mean) / expectation.sd,
                width: touchpoint.score.sd / expectation.sd,
            })
            .collect();
        expect(&features, |z| too_low_at(expectation.mean + expectation.sd * z))
    }
}

/// Whether a level itself is meant too: it matters only where nothing varies.
#[derive(Clone, Copy)]
enum Bound {
    Open,
    Closed,
}

/// The distribution of the weighted mean score.
fn mean_score(service: &Service) -> Normal {
    let total: f64 = service.touchpoints.iter().map(|touchpoint| touchpoint.weight).sum();
    service.touchpoints.iter().fold(Normal { mean: 0.0, sd: 0.0 }, |sum, touchpoint| {
        let weight = touchpoint.weight / total;
        Normal {
            mean: sum.mean + weight * touchpoint.score.mean,
            sd: libm::hypot(sum.sd, weight * touchpoint.score.sd),
        }
    })
}

fn check(service: &Service) -> Result<(), ServiceError> {
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
