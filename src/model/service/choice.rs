use super::gap::{ServiceGap, mean_score};
use super::normal::share_of;
use super::quadrature::{Feature, RANGE, rule};
use super::worst::Bound;
use crate::model::{Combine, Normal};

impl ServiceGap {
    /// The mean of a smooth function of their shortfall S over those let down: f(0) + the integral of f'(s) P(S >= s), from
    /// f(0) and f'; `until`: beyond it f' is 0 for all that a float would notice, and it is as smooth as the logistic function.
    pub(in crate::model) fn mean_over_shortfall(&self, at_zero: f64, slope: impl Fn(f64) -> f64, until: f64) -> f64 {
        if self.let_down().get() == 0.0 {
            return at_zero;
        }
        let service = self.service();
        let feature = |score: Normal| {
            let shortfall = service.shortfall(score);
            Feature { at: shortfall.mean, width: shortfall.sd }
        };
        let features: Vec<Feature> = match service.combine {
            Combine::Mean => vec![feature(mean_score(service))],
            Combine::Any => service.touchpoints.iter().map(|touchpoint| feature(touchpoint.score)).collect(),
        };
        let worst = features.iter().map(|feature| feature.at + RANGE * feature.width).fold(0.0, f64::max);
        let to = worst.min(until);
        if to <= 0.0 {
            return at_zero;
        }
        let points = rule(0.0, to, SMOOTHNESS, &features).into_iter();
        let falls_short = |shortfall| share_of(self.falls_short(shortfall, Bound::Closed), self.let_down().get());
        at_zero + points.map(|(shortfall, weight)| weight * slope(shortfall) * falls_short(shortfall)).sum::<f64>()
    }
}

/// The logistic function is about as smooth as a normal density of this width.
const SMOOTHNESS: f64 = 1.0;
