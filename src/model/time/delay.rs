use crate::model::{Audience, AudienceError, AudienceSampler};
use crate::quantity::Probability;
use crate::random::{Purpose, ReplicateKey};

/// How many ticks something takes, compiled up to the horizon.
#[derive(Clone, Debug)]
pub(crate) struct Delay {
    /// P(D = k), k up to the horizon.
    masses: Vec<f64>,
    /// P(D = k | D >= k).
    hazards: Vec<Probability>,
    /// P(D <= k); empty where there is but one delay.
    until: Vec<f64>,
    /// The only delay, where there is but one.
    fixed: Option<u64>,
    sampler: AudienceSampler,
}

/// By what chances people fall on ticks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Falling<'a> {
    /// The chance of each tick for those of none before it.
    pub(crate) hazards: &'a [Probability],
    /// The chance of each tick or one before it; empty where nobody is asked one by one.
    pub(crate) until: &'a [f64],
}

impl Delay {
    pub(crate) fn new(delay: &Audience, horizon: u64) -> Result<Self, AudienceError> {
        let sampler = AudienceSampler::new(delay)?;
        let (masses, beyond) = sampler.masses(horizon as usize);
        let (fixed, hazards) = (sampler.constant(), hazards(&masses, beyond));
        // Summed from the first tick on, whatever the horizon: what comes later moves nothing before it.
        let sums = masses.iter().scan(0.0, |sum, mass| {
            *sum += mass;
            Some(*sum)
        });
        let until = if fixed.is_some() { Vec::new() } else { sums.collect() };
        Ok(Self { masses, hazards, until, fixed, sampler })
    }

    /// P(D = k), k up to the horizon.
    pub(crate) fn masses(&self) -> &[f64] {
        &self.masses
    }

    /// P(D = k | D >= k), k up to the horizon.
    pub(crate) fn hazards(&self) -> &[Probability] {
        &self.hazards
    }

    /// How people who wait for it fall on so many ticks, not more than up to the horizon.
    pub(crate) fn falling(&self, ticks: usize) -> Falling<'_> {
        Falling { hazards: &self.hazards[..ticks], until: &self.until[..ticks.min(self.until.len())] }
    }

    /// Draws the delay of one person.
    pub(crate) fn draw(&self, key: ReplicateKey, purpose: Purpose, entity: u64) -> u64 {
        self.fixed.unwrap_or_else(|| self.sampler.draw(&mut key.stream(purpose, entity)))
    }

    /// The chance of each tick, where it is the same however long it has lasted.
    pub(crate) fn memoryless(&self) -> Option<Probability> {
        self.sampler.memoryless()
    }

    /// The only delay, where there is but one.
    pub(crate) fn fixed(&self) -> Option<u64> {
        self.fixed
    }
}

/// Summed from the end, so that what is left after each tick keeps its digits.
fn hazards(masses: &[f64], beyond: f64) -> Vec<Probability> {
    let mut left = beyond;
    let mut hazards: Vec<Probability> = masses
        .iter()
        .rev()
        .map(|&mass| {
            left += mass;
            if left > 0.0 { Probability::clamped(mass / left) } else { Probability::ONE }
        })
        .collect();
    hazards.reverse();
    hazards
}

/// The law of the sum of two delays, up to the horizon.
pub(crate) fn convolve(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; one.len()];
    for (start, &p) in one.iter().enumerate().filter(|(_, p)| **p != 0.0) {
        for (place, &q) in sum[start..].iter_mut().zip(other) {
            *place += p * q;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hazards_give_the_masses_back() {
        for delay in [Audience::Geometric(3.0), Audience::Fixed(4), Audience::Fixed(40), Audience::Poisson(6.0)] {
            let delay = Delay::new(&delay, 20).expect("a delay");
            let mut left = 1.0;
            for (mass, hazard) in delay.masses().iter().zip(delay.hazards()) {
                assert!((left * hazard.get() - mass).abs() < 1e-14);
                left -= mass;
            }
        }
    }

    #[test]
    fn a_sum_of_delays_is_their_convolution() {
        let one = Delay::new(&Audience::Poisson(2.0), 30).expect("a delay");
        let other = Delay::new(&Audience::Poisson(3.0), 30).expect("a delay");
        let both = Delay::new(&Audience::Poisson(5.0), 30).expect("a delay");
        for (sum, exact) in convolve(one.masses(), other.masses()).iter().zip(both.masses()) {
            assert!((sum - exact).abs() < 1e-15);
        }
    }
}
