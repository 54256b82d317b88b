use super::check::{ServiceError, WIDEST_AUDIENCE, check};
use super::normal::share_of;
use super::worst::{Bound, WorstScore};
use crate::model::{Combine, Normal, Service};
use crate::quantity::Probability;

/// The service gap in closed form: who is let down, and how angry they are.
///
/// A customer has one expectation, shared by all touchpoints; the scores are independent of it and of each other. Let
/// down: the combined gap (score less expectation) is below -tolerance. Shortfall = -gap - tolerance, indignation
/// h = min(1, shortfall / rage). Satisfied: the combined gap is >= 0. In between lie the indifferent.
///
/// The mean gap and that of a single touchpoint by their normal distribution, the worst of several by quadrature over the
/// worst score: chances and the mean indignation of those let down times their share to 1e-11. Whether a customer
/// complains or is recovered does not depend on h: the silent, the unresolved and the recovered are equally indignant.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Debug)]
pub struct ServiceGap {
    service: Service,
    /// Of use where the worst of several gaps decides.
    worst: WorstScore,
    let_down: Probability,
    satisfied: Probability,
    indignation: f64,
}

impl ServiceGap {
    /// Judges a service.
    ///
    /// # Errors
    /// When a number of the service is out of its range.
    pub fn new(service: &Service) -> Result<Self, ServiceError> {
        check(service)?;
        let mut gap = Self {
            service: service.clone(),
            worst: WorstScore::default(),
            let_down: Probability::ZERO,
            satisfied: Probability::ZERO,
            indignation: 0.0,
        };
        gap.judge();
        Ok(gap)
    }

    /// Judges another service in place, as [`ServiceGap::new`] does.
    ///
    /// # Errors
    /// When a number of the service is out of its range; the gap then stays what it was.
    pub fn retune(&mut self, service: &Service) -> Result<(), ServiceError> {
        check(service)?;
        self.service.assign(service);
        self.judge();
        Ok(())
    }

    fn judge(&mut self) {
        if self.by_worst() {
            self.worst.follow(&self.service);
        }
        self.let_down = Probability::clamped(self.falls_short(0.0, Bound::Open));
        // Without tolerance nobody is indifferent, to the last digit.
        self.satisfied = if self.service.tolerance == 0.0 {
            self.let_down.complement()
        } else {
            Probability::clamped(1.0 - self.falls_short(-self.service.tolerance, Bound::Open))
        };
        let indignant = if self.by_worst() {
            self.worst.indignant(&self.service)
        } else {
            self.service.shortfall(mean_score(&self.service)).ramp(self.service.rage)
        };
        self.indignation = share_of(indignant, self.let_down.get());
    }

    /// Whether the worst of several gaps decides: one alone is the worst and the mean.
    fn by_worst(&self) -> bool {
        self.service.combine == Combine::Any && self.service.touchpoints.len() > 1
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

    /// P(combined shortfall > level), or >= for a closed bound.
    pub(super) fn falls_short(&self, level: f64, bound: Bound) -> f64 {
        if self.by_worst() {
            return self.worst.falls_short(&self.service, level, bound);
        }
        let shortfall = self.service.shortfall(mean_score(&self.service));
        match bound {
            Bound::Open => shortfall.above(level),
            Bound::Closed => shortfall.at_least(level),
        }
    }
}

/// The distribution of the weighted mean score.
pub(super) fn mean_score(service: &Service) -> Normal {
    let total: f64 = service.touchpoints.iter().map(|touchpoint| touchpoint.weight).sum();
    service.touchpoints.iter().fold(Normal { mean: 0.0, sd: 0.0 }, |sum, touchpoint| {
        let weight = touchpoint.weight / total;
        Normal {
            mean: sum.mean + weight * touchpoint.score.mean,
            sd: libm::hypot(sum.sd, weight * touchpoint.score.sd),
        }
    })
}
