//! The probabilities of the first whole numbers under a law.

use super::AudienceSampler;
use super::law::Law;
use crate::quantity::Probability;

/// Up to this mean the first probability of a Poisson law is no smaller than a float can be.
const BY_RECURSION: f64 = 700.0;

/// Given the sum of many audiences, whose each of the people told are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mixing {
    /// Anybody's with the same chance, independently of each other.
    Even,
    /// A teller's with a chance that goes with a gamma number of their own of this shape.
    Gamma { shape: f64 },
}

impl AudienceSampler {
    /// P(X = 0), ..., P(X = last), and P(X > last).
    pub(crate) fn masses(&self, last: usize) -> (Vec<f64>, f64) {
        let mut masses = vec![0.0; last + 1];
        let beyond = match &self.law {
            Law::Fixed(value) => return fixed(*value, masses),
            Law::Poisson(mean) => poisson(*mean, &mut masses),
            Law::NegativeBinomial { mean, shape } => negative_binomial(*mean, *shape, &mut masses),
            Law::LogNormal(law) => law.masses(&mut masses),
            Law::Finite(law) => law.points().fold(0.0, |beyond, (value, p)| {
                match usize::try_from(value).ok().and_then(|value| masses.get_mut(value)) {
                    Some(mass) => {
                        *mass += p;
                        beyond
                    }
                    None => beyond + p,
                }
            }),
        };
        (masses, beyond)
    }

    /// How the people whom many tellers told can be dealt out to them without a look at each teller.
    pub(crate) fn mixing(&self) -> Option<Mixing> {
        match self.law {
            Law::Poisson(_) => Some(Mixing::Even),
            Law::NegativeBinomial { shape, .. } => Some(Mixing::Gamma { shape }),
            Law::Fixed(_) | Law::LogNormal(_) | Law::Finite(_) => None,
        }
    }

    /// The chance to end on each unit, where the law is one without a memory.
    pub(crate) fn memoryless(&self) -> Option<Probability> {
        match self.law {
            Law::NegativeBinomial { mean, shape: 1.0 } => Some(Probability::clamped(1.0 / (1.0 + mean))),
            _ => None,
        }
    }

    /// The only value, where there is but one.
    pub(crate) fn constant(&self) -> Option<u64> {
        match self.law {
            Law::Fixed(value) => Some(value),
            Law::Poisson(mean) | Law::NegativeBinomial { mean, .. } if mean == 0.0 => Some(0),
            _ => None,
        }
    }
}

fn fixed(value: u64, mut masses: Vec<f64>) -> (Vec<f64>, f64) {
    match usize::try_from(value).ok().and_then(|value| masses.get_mut(value)) {
        Some(mass) => {
            *mass = 1.0;
            (masses, 0.0)
        }
        None => (masses, 1.0),
    }
}

fn rest(masses: &[f64]) -> f64 {
    (1.0 - masses.iter().sum::<f64>()).max(0.0)
}

fn poisson(mean: f64, masses: &mut [f64]) -> f64 {
    if mean < BY_RECURSION {
        let mut mass = libm::exp(-mean);
        for (k, place) in masses.iter_mut().enumerate() {
            if k > 0 {
                mass *= mean / k as f64;
            }
            *place = mass;
        }
    } else {
        let ln_mean = libm::log(mean);
        for (k, place) in masses.iter_mut().enumerate() {
            let k = k as f64;
            *place = libm::exp(k * ln_mean - mean - libm::lgamma(k + 1.0));
        }
    }
    rest(masses)
}

fn negative_binomial(mean: f64, shape: f64, masses: &mut [f64]) -> f64 {
    let ln_none = -shape * libm::log1p(mean / shape);
    let success = mean / (shape + mean);
    if ln_none > -BY_RECURSION {
        let mut mass = libm::exp(ln_none);
        for (k, place) in masses.iter_mut().enumerate() {
            if k > 0 {
                let k = k as f64;
                mass *= (shape + k - 1.0) / k * success;
            }
            *place = mass;
        }
    } else {
        let ln_success = libm::log(success);
        for (k, place) in masses.iter_mut().enumerate() {
            let k = k as f64;
            let ways = libm::lgamma(shape + k) - libm::lgamma(shape) - libm::lgamma(k + 1.0);
            *place = libm::exp(ways + ln_none + k * ln_success);
        }
    }
    // The geometric law has no other number of ticks beyond than this.
    if shape == 1.0 { libm::pow(success, masses.len() as f64) } else { rest(masses) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Audience;

    #[test]
    fn masses_have_the_mean_of_the_law_and_nothing_is_lost() {
        for audience in [
            Audience::Fixed(3),
            Audience::Poisson(7.5),
            Audience::Poisson(900.0),
            Audience::Uniform { low: 2, high: 9 },
            Audience::NegativeBinomial { mean: 6.0, dispersion: 0.7 },
            Audience::NegativeBinomial { mean: 900.0, dispersion: 5_000.0 },
            Audience::Geometric(3.0),
            Audience::LogNormal { median: 5.0, sigma: 0.8 },
            Audience::Zipf { exponent: 1.5, max: 500 },
            Audience::Empirical(vec![(0, 3.0), (2, 1.0), (40, 0.5)]),
        ] {
            let sampler = AudienceSampler::new(&audience).expect("an audience");
            let (masses, beyond) = sampler.masses(3_000);
            let mean: f64 = masses.iter().enumerate().map(|(k, mass)| k as f64 * mass).sum();
            assert!((masses.iter().sum::<f64>() + beyond - 1.0).abs() < 1e-10, "{audience:?}");
            assert!((mean - sampler.mean()).abs() < 1e-7 * sampler.mean().max(1.0), "{audience:?}: {mean}");
            for z in [0.2, 0.9] {
                let Some(exact) = sampler.generating_function(z) else { continue };
                let sum: f64 = masses.iter().enumerate().map(|(k, mass)| mass * libm::pow(z, k as f64)).sum();
                assert!((sum - exact).abs() < 1e-11, "{audience:?} at {z}: {sum}, {exact}");
            }
            let (few, far) = sampler.masses(4);
            assert_eq!(few, masses[..5]);
            assert!((far - beyond - masses[5..].iter().sum::<f64>()).abs() < 1e-10, "{audience:?}");
        }
    }

    #[test]
    fn a_number_beyond_the_last_is_beyond() {
        let far = AudienceSampler::new(&Audience::Fixed(9)).expect("an audience");
        assert_eq!(far.masses(8), (vec![0.0; 9], 1.0));
        assert_eq!(far.constant(), Some(9));
    }
}
