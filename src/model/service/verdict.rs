use rand_distr::{Distribution, StandardNormal};

use crate::model::{Combine, Service};
use crate::random::Stream;

/// How one customer judges the service.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The combined gap is below -tolerance.
    LetDown {
        /// min(1, shortfall / rage), above 0 and up to 1.
        indignation: f64,
    },
    /// Neither let down nor satisfied: tells nobody.
    Indifferent,
    /// The combined gap is >= 0.
    Satisfied,
}

impl Verdict {
    /// How many a customer of this indignation tells: low + h (high - low) rounded to the nearest, halves up.
    pub fn audience(indignation: f64, low: u64, high: u64) -> u64 {
        low + libm::floor(indignation * high.saturating_sub(low) as f64 + 0.5) as u64
    }
}

impl Service {
    /// How a customer judges who expected `expectation` and perceived `scores`, one for each touchpoint in order.
    pub fn judge(&self, expectation: f64, scores: impl IntoIterator<Item = f64>) -> Verdict {
        let perceived = match self.combine {
            Combine::Any => scores.into_iter().fold(f64::INFINITY, f64::min),
            Combine::Mean => {
                let weighted = self.touchpoints.iter().zip(scores);
                let sums = weighted.fold((0.0, 0.0), |(sum, total), (touchpoint, score)| {
                    (sum + touchpoint.weight * score, total + touchpoint.weight)
                });
                sums.0 / sums.1
            }
        };
        let shortfall = expectation - self.tolerance - perceived;
        if shortfall > 0.0 {
            Verdict::LetDown { indignation: (shortfall / self.rage).min(1.0) }
        } else if perceived >= expectation {
            Verdict::Satisfied
        } else {
            Verdict::Indifferent
        }
    }

    /// Draws one customer: the expectation first, then the scores in order, one standard normal each. On the same stream
    /// a better score can only improve the verdict.
    pub fn draw(&self, stream: &mut Stream) -> Verdict {
        let mut normal = || -> f64 { StandardNormal.sample(stream) };
        let expectation = self.expectation.mean + self.expectation.sd * normal();
        self.judge(
            expectation,
            self.touchpoints.iter().map(|touchpoint| touchpoint.score.mean + touchpoint.score.sd * normal()),
        )
    }
}
