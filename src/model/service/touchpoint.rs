use super::gap::ServiceGap;
use super::quadrature::{Feature, expect};
use crate::model::{Combine, Normal};

/// How one touchpoint fares.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchpointGap {
    /// Its name in the scenario.
    pub name: String,
    /// Share of all customers whose gap at this touchpoint alone is below -tolerance.
    pub let_down: f64,
    /// Mean indignation of those, judged by this touchpoint alone; 0 where there are none.
    pub indignation: f64,
    /// What it does to those who are let down by their worst gap; `None` where the weighted mean gap decides.
    pub worst: Option<Worst>,
}

/// The customers whose worst gap is the one at a certain touchpoint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worst {
    /// Their share of all customers let down; the shares of the touchpoints add up to 1 (0 where nobody is let down).
    pub share: f64,
    /// Their mean indignation; 0 where there are none.
    pub indignation: f64,
}

/// P(let down, and the worst gap is here), and E[h] over those.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    pub probability: f64,
    pub indignation: f64,
}

impl ServiceGap {
    /// How each touchpoint fares, in the order of the scenario.
    pub fn touchpoints(&self) -> Vec<TouchpointGap> {
        let service = self.service();
        let shortfalls = service.touchpoints.iter().map(|touchpoint| self.shortfall(touchpoint.score));
        let alone = service.touchpoints.iter().zip(shortfalls);
        alone
            .enumerate()
            .map(|(index, (touchpoint, shortfall))| {
                let let_down = shortfall.above(0.0);
                let worst = (service.combine == Combine::Any).then(|| {
                    let part = self.part(index);
                    Worst {
                        share: share_of(part.probability, self.let_down().get()),
                        indignation: share_of(part.indignation, part.probability),
                    }
                });
                TouchpointGap {
                    name: touchpoint.name.clone(),
                    let_down,
                    indignation: share_of(shortfall.ramp(service.rage), let_down),
                    worst,
                }
            })
            .collect()
    }

    /// By integration over the score there. Of several equally bad touchpoints the first counts as the worst.
    pub(super) fn part(&self, index: usize) -> Part {
        let service = self.service();
        let here = service.touchpoints[index].score;
        let weights_at = |score: f64| {
            let others = service.touchpoints.iter().enumerate().filter(|&(other, _)| other != index);
            let worst: f64 = others
                .map(
                    |(other, touchpoint)| {
                        if other < index { touchpoint.score.above(score) } else { touchpoint.score.at_least(score) }
                    },
                )
                .product();
            // The shortfall of a customer who scored `score` here; only the expectation is still open.
            (worst, self.shortfall(Normal { mean: score, sd: 0.0 }))
        };
        let probability_at = |score: f64| {
            let (worst, shortfall) = weights_at(score);
            worst * shortfall.above(0.0)
        };
        let indignation_at = |score: f64| {
            let (worst, shortfall) = weights_at(score);
            worst * shortfall.ramp(service.rage)
        };
        if here.sd == 0.0 {
            return Part { probability: probability_at(here.mean), indignation: indignation_at(here.mean) };
        }
        let feature = |at: f64, sd: f64| Feature { at: (at - here.mean) / here.sd, width: sd / here.sd };
        let mut features: Vec<Feature> =
            service.touchpoints.iter().map(|other| feature(other.score.mean, other.score.sd)).collect();
        features.remove(index);
        let hurt = service.expectation.mean - service.tolerance;
        features.push(feature(hurt, service.expectation.sd));
        features.push(feature(hurt - service.rage, service.expectation.sd));
        Part {
            probability: expect(&features, |z| probability_at(here.mean + here.sd * z)),
            indignation: expect(&features, |z| indignation_at(here.mean + here.sd * z)),
        }
    }
}

/// part / whole, 0 where the whole is.
pub(super) fn share_of(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}
