use super::AudienceError;
use super::law::Law;
use super::parts::{Made, Parts};
use crate::model::Audience;
use crate::random::{Stream, negative_binomial, poisson};

/// An [`Audience`], checked and made ready to draw.
#[derive(Clone, Debug)]
pub struct AudienceSampler {
    pub(super) audience: Audience,
    pub(super) law: Law,
    mean: f64,
    variance: f64,
}

impl AudienceSampler {
    /// Makes `audience` ready.
    ///
    /// # Errors
    /// When a number is out of its range: people and means are at most 1e9, a list of values (uniform, zipf, empirical)
    /// at most 1,000,000 long. An audience by indignation needs [`AudienceSampler::empirical`] instead, one per contact
    /// a network.
    pub fn new(audience: &Audience) -> Result<Self, AudienceError> {
        let law = Law::new(audience)?;
        let (mean, variance) = law.mean_and_variance();
        Ok(Self { audience: audience.clone(), law, mean, variance })
    }

    /// Makes a finite distribution of (value, weight) ready, as a service gap gives it for [`Audience::Indignation`].
    ///
    /// # Errors
    /// When a weight is negative or not a number, all are 0, or a value is above 1e9.
    pub fn empirical(values: Vec<(u64, f64)>) -> Result<Self, AudienceError> {
        Self::new(&Audience::Empirical(values))
    }

    /// The mean number of people one teller tells.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Its variance.
    pub fn variance(&self) -> f64 {
        self.variance
    }

    /// The generating function E z^X for z from 0 to 1; `None` for the lognormal, which has no closed form.
    pub fn generating_function(&self, z: f64) -> Option<f64> {
        self.law.generating_function(z)
    }

    /// The chance that a teller tells nobody.
    pub fn p_zero(&self) -> f64 {
        match &self.law {
            Law::LogNormal(law) => law.p_zero(),
            law => law.generating_function(0.0).unwrap_or(0.0),
        }
    }

    /// Whether a teller never tells anybody.
    pub fn is_zero(&self) -> bool {
        self.mean == 0.0
    }

    /// Draws how many people one teller tells.
    pub fn draw(&self, rng: &mut Stream) -> u64 {
        match &self.law {
            Law::Fixed(people) => *people,
            Law::Poisson(mean) => poisson(rng, *mean),
            Law::NegativeBinomial { mean, shape } => negative_binomial(rng, *mean, *shape),
            Law::LogNormal(law) => law.draw(rng),
            Law::Finite(law) => law.draw(rng),
        }
    }

    /// Draws how many people `n` tellers tell together, and notes in `parts` what a variant needs to know of it.
    ///
    /// Exact, and in one go where the distribution allows it: the time does not grow with `n` but for the lognormal, which
    /// is drawn teller by teller. A sum beyond `u64` comes out as its maximum.
    pub fn sum(&self, rng: &mut Stream, n: u64, parts: &mut Parts) -> u64 {
        let tellers = n as f64;
        let total = match &self.law {
            Law::Fixed(people) => people.saturating_mul(n),
            Law::Poisson(mean) => poisson(rng, mean * tellers),
            Law::NegativeBinomial { mean, shape } => negative_binomial(rng, mean * tellers, shape * tellers),
            Law::LogNormal(law) => {
                let total = (0..n).fold(0, |sum: u64, _| sum.saturating_add(law.draw(rng)));
                return parts.note(Made::ByTeller, n, total);
            }
            Law::Finite(law) => return law.sum(rng, n, parts),
        };
        parts.note(Made::Whole, n, total)
    }
}
