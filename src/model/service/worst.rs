//! The worst of several scores: W = min of independent normal scores. Its density is the sum over the scores of the density
//! of one times the chances that all others are above.
//!
//! All that is asked of the worst gap is the mean over W of something smooth in the expectation: one set of points with
//! masses serves every chance, the indignation and every value of an audience. Equally spaced points (Trefethen and
//! Weideman 2014, The exponentially convergent trapezoidal rule) while all scores spread about as widely; panels where some
//! are sharp. Either costs a term for each point and touchpoint.

use super::normal::{density, upper_tail};
use super::quadrature::{Feature, RANGE, rule};
use crate::model::{Normal, Service, Touchpoint};

/// Whether a level itself is meant too: it matters only where nothing varies.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    Open,
    Closed,
}

/// The law of the worst score, as points with masses.
#[derive(Clone, Debug, Default)]
pub(super) struct WorstScore {
    points: Vec<(f64, f64)>,
    /// Whether the points serve: not where the expectation is sharp.
    serves: bool,
}

/// P(let down, and the worst gap is here), and E[h] over those.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    pub probability: f64,
    pub indignation: f64,
}

/// The most equally spaced points: beyond, panels.
const MOST_POINTS: f64 = 2_000.0;
/// Equally spaced points to the standard deviation of the product of all normal densities: an error of the order
/// exp(-2 pi^2 1.2^2) = 5e-13.
const POINTS: f64 = 1.2;
/// An expectation sharper than this part of what the worst score may be has points of its own.
const SHARP: f64 = 1.0 / 400.0;
/// Standard deviations below its mean where a score cannot be the worst for all that a float would notice.
const NEVER: f64 = 9.0;

impl WorstScore {
    /// Finds the points for a service of several touchpoints.
    pub(super) fn follow(&mut self, service: &Service) {
        self.points.clear();
        let (from, to) = bounds(service);
        self.serves = service.expectation.sd > SHARP * (to - from);
        if !self.serves {
            return;
        }
        if let Some((step, many)) = equal_steps(service, from, to) {
            self.points.extend((0..=many).filter_map(|index| {
                let score = from + step * f64::from(index);
                Some((score, step * density_of(service, score))).filter(|(_, mass)| *mass > 0.0)
            }));
            return;
        }
        let points = panels(service, from, to, false).into_iter();
        self.points.extend(points.map(|(score, weight)| (score, weight * density_of(service, score))));
        if let Some(fixed) = lowest_fixed(service) {
            self.points.push((fixed, above(service, fixed)));
        }
    }

    /// P(worst shortfall > level), or >= for a closed bound.
    pub(super) fn falls_short(&self, service: &Service, level: f64, bound: Bound) -> f64 {
        if self.serves {
            // The spread of the expectation leaves no difference between the bounds.
            return self.points.iter().map(|&(score, mass)| mass * service.shortfall_at(score).above(level)).sum();
        }
        let too_low_at = |expected: f64| too_low(service, expected - service.tolerance - level, bound);
        let Normal { mean, sd } = service.expectation;
        if sd == 0.0 {
            return too_low_at(mean);
        }
        let feature = |touchpoint: &Touchpoint| Feature {
            at: (touchpoint.score.mean + service.tolerance + level - mean) / sd,
            width: touchpoint.score.sd / sd,
        };
        let features: Vec<Feature> = service.touchpoints.iter().map(feature).collect();
        let points = rule(-RANGE, RANGE, 1.0, &features);
        points.into_iter().map(|(z, weight)| weight * density(z) * too_low_at(mean + sd * z)).sum()
    }

    /// E[h; let down].
    pub(super) fn indignant(&self, service: &Service) -> f64 {
        let indignation_at = |score: f64| service.shortfall_at(score).ramp(service.rage);
        if self.serves {
            return self.points.iter().map(|&(score, mass)| mass * indignation_at(score)).sum();
        }
        let (from, to) = bounds(service);
        let points = panels(service, from, to, true).into_iter();
        let spread: f64 =
            points.map(|(score, weight)| weight * density_of(service, score) * indignation_at(score)).sum();
        spread + lowest_fixed(service).map_or(0.0, |fixed| above(service, fixed) * indignation_at(fixed))
    }
}

/// The part of each touchpoint.
pub(super) fn parts(service: &Service) -> Vec<Part> {
    let many = service.touchpoints.len();
    let mut parts = vec![Part::default(); many];
    let mut worst = vec![0.0; many];
    let mut add = |worst: &[f64], score: f64, weight: f64| {
        let shortfall = service.shortfall_at(score);
        let (let_down, indignation) = (weight * shortfall.above(0.0), weight * shortfall.ramp(service.rage));
        for (part, here) in parts.iter_mut().zip(worst) {
            part.probability += here * let_down;
            part.indignation += here * indignation;
        }
    };
    let (from, to) = bounds(service);
    for (score, weight) in panels(service, from, to, true) {
        densities(service, score, &mut worst);
        add(&worst, score, weight);
    }
    if let Some(fixed) = lowest_fixed(service) {
        worst.fill(0.0);
        let first = service.touchpoints.iter().position(|point| point.score.sd == 0.0 && point.score.mean == fixed);
        worst[first.unwrap_or(0)] = above(service, fixed);
        add(&worst, fixed, 1.0);
    }
    parts
}

/// The scores that vary.
fn spread(service: &Service) -> impl Iterator<Item = Normal> {
    service.touchpoints.iter().map(|touchpoint| touchpoint.score).filter(|score| score.sd > 0.0)
}

/// The lowest score that never varies: the worst is not above it.
fn lowest_fixed(service: &Service) -> Option<f64> {
    let fixed = service.touchpoints.iter().map(|touchpoint| touchpoint.score).filter(|score| score.sd == 0.0);
    fixed.map(|score| score.mean).min_by(f64::total_cmp)
}

/// Where the worst of the scores that vary lies, but for 1e-16.
fn bounds(service: &Service) -> (f64, f64) {
    let from = spread(service).map(|score| score.mean - RANGE * score.sd).fold(f64::INFINITY, f64::min);
    let to = spread(service).map(|score| score.mean + RANGE * score.sd).fold(f64::INFINITY, f64::min);
    let to = lowest_fixed(service).map_or(to, |fixed| fixed.min(to));
    // Nothing varies, or what varies is always above what does not.
    if from < to { (from, to) } else { (0.0, 0.0) }
}

/// The step and number of equally spaced points; `None` where there would be too many, or the worst score jumps.
fn equal_steps(service: &Service, from: f64, to: f64) -> Option<(f64, u32)> {
    if lowest_fixed(service).is_some() {
        return None;
    }
    let precision = |sd: f64| 1.0 / (sd * sd);
    let near = spread(service).filter(|score| score.mean - NEVER * score.sd < to);
    let total = precision(service.expectation.sd) + near.map(|score| precision(score.sd)).sum::<f64>();
    let many = libm::ceil((to - from) * POINTS * libm::sqrt(total));
    (many <= MOST_POINTS).then(|| ((to - from) / many, many as u32))
}

/// Points and weights of panels, where asked for with those of a sharp expectation.
fn panels(service: &Service, from: f64, to: f64, expectation: bool) -> Vec<(f64, f64)> {
    if from >= to {
        return Vec::new();
    }
    let mut features: Vec<Feature> = spread(service).map(|score| Feature { at: score.mean, width: score.sd }).collect();
    let Normal { mean, sd } = service.expectation;
    let smoothness = if expectation {
        let hurt = mean - service.tolerance;
        features.extend([hurt, hurt - service.rage].map(|at| Feature { at, width: sd }));
        to - from
    } else {
        sd
    };
    rule(from, to, smoothness, &features)
}

/// P(all scores that vary are above).
fn above(service: &Service, score: f64) -> f64 {
    spread(service).map(|other| other.above(score)).product()
}

/// The density of the worst of the scores that vary.
fn density_of(service: &Service, score: f64) -> f64 {
    let (mut above, mut density_so_far) = (1.0, 0.0);
    for Normal { mean, sd } in spread(service) {
        let z = (score - mean) / sd;
        if z < -NEVER {
            continue;
        }
        if z > NEVER {
            return 0.0;
        }
        let tail = upper_tail(z);
        density_so_far = density_so_far * tail + above * density(z) / sd;
        above *= tail;
    }
    density_so_far
}

/// The same split by which of the touchpoints is the worst.
fn densities(service: &Service, score: f64, worst: &mut [f64]) {
    let law = |touchpoint: &Touchpoint| {
        let Normal { mean, sd } = touchpoint.score;
        let z = (score - mean) / sd;
        if sd == 0.0 || z < -NEVER { (1.0, 0.0) } else { (upper_tail(z), density(z) / sd) }
    };
    let mut before = 1.0;
    for (touchpoint, here) in service.touchpoints.iter().zip(worst.iter_mut()) {
        let (tail, density) = law(touchpoint);
        *here = before * density;
        before *= tail;
    }
    let mut after = 1.0;
    for (touchpoint, here) in service.touchpoints.iter().zip(worst.iter_mut()).rev() {
        *here *= after;
        after *= law(touchpoint).0;
    }
}

/// P(some score is below what is needed).
fn too_low(service: &Service, needed: f64, bound: Bound) -> f64 {
    let mut any = 0.0;
    for Touchpoint { score, .. } in &service.touchpoints {
        if score.mean - NEVER * score.sd > needed {
            continue;
        }
        let here = match bound {
            Bound::Open => score.below(needed),
            Bound::Closed => score.at_most(needed),
        };
        any += here * (1.0 - any);
    }
    any
}
