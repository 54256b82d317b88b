//! A listener and all who hear from them, directly or not: the family of one person in a Galton-Watson process.

use crate::model::ExpectedGeneration;

/// Retelling, for closed forms: a listener of generation g retells with rate decay^(g-1), while g is below the last
/// generation, to an audience of this mean and variance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cluster {
    rate: f64,
    decay: f64,
    mean: f64,
    variance: f64,
    last: u32,
}

/// Beyond this many generations a family is followed no further: what is left is below the precision of a float, or the
/// process does not end.
const FAR: u32 = 100_000;

/// A mean number of children so small that adding it to 1 changes nothing.
const NOTHING: f64 = 1e-18;

impl Cluster {
    /// `last` is the last generation that hears, `u32::MAX` for no limit.
    pub(crate) fn new(rate: f64, decay: f64, audience: (f64, f64), last: u32) -> Self {
        Self { rate, decay, mean: audience.0, variance: audience.1, last }
    }

    /// Whether the family ends by itself with a finite mean.
    pub(crate) fn is_finite(&self) -> bool {
        self.last < u32::MAX || self.decay < 1.0 || self.rate * self.mean < 1.0
    }

    /// Mean size of the family of a first-hand listener, themselves counted; infinite where it may not end.
    pub(crate) fn mean(&self) -> f64 {
        self.size().0
    }

    /// Variance of that size.
    pub(crate) fn variance(&self) -> f64 {
        self.size().1
    }

    /// Mean people by generation from 1, when `first_hand` hear it first-hand.
    pub(crate) fn generations(self, first_hand: f64) -> impl Iterator<Item = ExpectedGeneration> {
        let mut reach = first_hand;
        (1..=self.depth()).map_while(move |generation| {
            let tellers = if generation < self.last { reach * self.rate_of(generation) } else { 0.0 };
            let now = ExpectedGeneration { tellers, reach };
            reach = tellers * self.mean;
            (now.reach > first_hand * NOTHING).then_some(now)
        })
    }

    fn rate_of(&self, generation: u32) -> f64 {
        self.rate * libm::pow(self.decay, f64::from(generation - 1))
    }

    /// The last generation that adds anything to a float.
    fn depth(&self) -> u32 {
        if self.rate * self.mean == 0.0 {
            return 1;
        }
        if self.last < FAR || self.decay == 1.0 {
            return self.last.min(FAR);
        }
        if self.decay == 0.0 {
            return 2;
        }
        // rate decay^(g-1) mean < NOTHING
        let generation = 2.0 + libm::log(NOTHING / (self.rate * self.mean)) / libm::log(self.decay);
        if generation < f64::from(FAR) { generation.max(2.0) as u32 } else { FAR }
    }

    /// Mean and variance of the size, by recursion from the last generation; with children K of mean m and variance s
    /// and families of mean M and variance V: mean 1 + m M, variance m V + s M^2.
    fn size(&self) -> (f64, f64) {
        if self.last == u32::MAX && self.decay == 1.0 {
            let (children, spread) = self.children(self.rate);
            if self.rate * self.mean >= 1.0 {
                return (f64::INFINITY, f64::INFINITY);
            }
            let rest = 1.0 - children;
            return (1.0 / rest, spread / (rest * rest * rest));
        }
        let depth = self.depth();
        let (mut mean, mut variance) = (1.0, 0.0);
        for generation in (1..depth).rev() {
            let (children, spread) = self.children(self.rate_of(generation));
            variance = children * variance + spread * mean * mean;
            mean = 1.0 + children * mean;
        }
        (mean, variance)
    }

    /// Mean and variance of the number whom a listener tells who retells with this rate.
    fn children(&self, rate: f64) -> (f64, f64) {
        if rate == 0.0 {
            return (0.0, 0.0);
        }
        let mean = rate * self.mean;
        (mean, rate * (self.variance + self.mean * self.mean) - mean * mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(actual: f64, expected: f64) {
        assert!((actual - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{actual} against {expected}");
    }

    #[test]
    fn a_subcritical_family_has_the_borel_moments() {
        let family = Cluster::new(1.0, 1.0, (0.5, 0.5), u32::MAX);
        close(family.mean(), 2.0);
        close(family.variance(), 4.0);
        let limited = Cluster::new(1.0, 1.0, (0.5, 0.5), 200);
        close(limited.mean(), 2.0);
        close(limited.variance(), 4.0);
    }

    #[test]
    fn generations_have_the_galton_watson_means() {
        let family = Cluster::new(0.5, 1.0, (3.0, 3.0), 6);
        let generations: Vec<f64> = family.generations(1.0).map(|generation| generation.reach).collect();
        assert_eq!(generations.len(), 6);
        for (index, reach) in generations.iter().enumerate() {
            close(*reach, 1.5_f64.powi(index as i32));
        }
        close(generations.iter().sum(), family.mean());
    }

    #[test]
    fn a_supercritical_family_without_end_has_no_moments() {
        let family = Cluster::new(0.5, 1.0, (3.0, 3.0), u32::MAX);
        assert!(!family.is_finite() && family.mean().is_infinite() && family.variance().is_infinite());
    }

    #[test]
    fn decay_ends_any_family() {
        let family = Cluster::new(1.0, 0.5, (3.0, 0.0), u32::MAX);
        // 1 + 3 (1 + 1.5 (1 + .75 (...)))
        let mut expected = 1.0;
        for generation in (0..60).rev() {
            expected = 1.0 + 3.0 * 0.5_f64.powi(generation) * expected;
        }
        close(family.mean(), expected);
    }
}
