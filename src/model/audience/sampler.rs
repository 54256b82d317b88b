use super::AudienceError;
use super::law::Law;
use super::parts::{Made, Parts};
use crate::model::Audience;
use crate::model::cancel::{Cancel, Never};
use crate::random::{Stream, StreamKey, negative_binomial, poisson};

/// Draws between two looks at whether somebody cancelled.
const BETWEEN_LOOKS: u64 = 4_096;

/// An [`Audience`], checked and made ready to draw.
#[doc = include_str!("../examples/audiences.md")]
#[derive(Clone, Debug)]
pub struct AudienceSampler {
    pub(super) audience: Audience,
    pub(super) law: Law,
}

impl Audience {
    /// The mean number of people one teller tells; `None` where it hangs on a service gap or a network, or there is no such
    /// audience.
    pub fn mean(&self) -> Option<f64> {
        AudienceSampler::new(self).ok().map(|sampler| sampler.mean())
    }
}

impl AudienceSampler {
    /// Makes `audience` ready.
    ///
    /// # Errors
    /// When a number is out of its range: people and means are at most 1e9, a list of values (uniform, zipf, empirical)
    /// at most 1,000,000 long. An audience by indignation needs [`AudienceSampler::empirical`] instead, one per contact
    /// a network.
    pub fn new(audience: &Audience) -> Result<Self, AudienceError> {
        Ok(Self { law: Law::new(audience)?, audience: audience.clone() })
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
        self.law.mean_and_variance().0
    }

    /// Its variance.
    pub fn variance(&self) -> f64 {
        self.law.mean_and_variance().1
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

    /// Whether a sum is drawn teller by teller, so that its time grows with their number.
    pub fn draws_each_teller(&self) -> bool {
        matches!(self.law, Law::LogNormal(_))
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
        self.sum_while(rng, n, parts, Never)
    }

    /// The same; cut short where somebody cancels a sum that is drawn teller by teller.
    #[inline]
    pub(crate) fn sum_while<C: Cancel>(&self, rng: &mut Stream, n: u64, parts: &mut Parts, cancel: C) -> u64 {
        let tellers = n as f64;
        let total = match &self.law {
            Law::Fixed(people) => people.saturating_mul(n),
            Law::Poisson(mean) => poisson(rng, mean * tellers),
            Law::NegativeBinomial { mean, shape } => negative_binomial(rng, mean * tellers, shape * tellers),
            Law::LogNormal(law) => {
                let mut total = 0_u64;
                let mut drawn = 0;
                while drawn < n && cancel.sign().is_none() {
                    let end = n.min(drawn + BETWEEN_LOOKS);
                    total = (drawn..end).fold(total, |sum, _| sum.saturating_add(law.draw(rng)));
                    drawn = end;
                }
                return parts.note(Made::ByTeller, n, total);
            }
            Law::Finite(law) => return law.sum(rng, n, parts),
        };
        parts.note(Made::Whole, n, total)
    }

    /// The same from the stream of `key`, which is opened only where there is anything to draw.
    #[inline]
    pub fn keyed_sum(&self, key: StreamKey, n: u64, parts: &mut Parts) -> u64 {
        self.keyed_sum_while(key, n, parts, Never)
    }

    #[inline]
    pub(crate) fn keyed_sum_while<C: Cancel>(&self, key: StreamKey, n: u64, parts: &mut Parts, cancel: C) -> u64 {
        match &self.law {
            Law::Fixed(people) => parts.note(Made::Whole, n, people.saturating_mul(n)),
            _ => self.sum_while(&mut key.open(), n, parts, cancel),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, assert_moments, stream};

    /// Every kind whose law can be written down, with it.
    fn laws() -> Vec<(Audience, Exact)> {
        let verde = vec![(0, 69.0), (1, 8.0), (2, 8.0), (4, 9.0), (10, 4.0), (12, 2.0)];
        let zipf: Vec<(u64, f64)> = (1..=50).map(|k| (k, (k as f64).powf(-2.2))).collect();
        let zipf_total: f64 = zipf.iter().map(|(_, weight)| weight).sum();
        vec![
            (Audience::Fixed(10), Exact::of([(10, 1.0)])),
            (Audience::Poisson(10.0), Exact::poisson(10.0)),
            (Audience::Uniform { low: 9, high: 20 }, Exact::of((9..=20).map(|k| (k, 1.0 / 12.0)))),
            (Audience::NegativeBinomial { mean: 10.0, dispersion: 2.0 }, Exact::negative_binomial(10.0, 2.0)),
            (Audience::Geometric(4.0), Exact::negative_binomial(4.0, 1.0)),
            (Audience::Zipf { exponent: 2.2, max: 50 }, Exact::of(zipf.into_iter().map(|(k, w)| (k, w / zipf_total)))),
            (Audience::Empirical(verde.clone()), Exact::of(verde.into_iter().map(|(k, w)| (k, w / 100.0)))),
        ]
    }

    #[test]
    fn sums_of_a_few_and_of_many_tellers_have_their_law() {
        for (audience, exact) in laws() {
            let sampler = AudienceSampler::new(&audience).unwrap();
            let mut parts = Parts::default();
            let mut rng = stream(0);
            exact.assert_fits((0..100_000).map(|_| sampler.draw(&mut rng)));
            for tellers in [0, 1, 2, 27, 1_000] {
                let sum = exact.sum_of(tellers);
                sum.assert_fits((0..20_000).map(|_| sampler.sum(&mut rng, tellers, &mut parts)));
            }
        }
    }

    #[test]
    fn sums_of_a_million_tellers_have_their_mean_and_variance() {
        for (audience, _) in laws() {
            let sampler = AudienceSampler::new(&audience).unwrap();
            let mut parts = Parts::default();
            let mut rng = stream(1);
            let mean = 1e6 * sampler.mean();
            let draws: Vec<f64> =
                (0..20_000).map(|_| sampler.sum(&mut rng, 1_000_000, &mut parts) as f64 - mean).collect();
            assert_moments(&draws, 0.0, 1e6 * sampler.variance());
        }
    }

    #[test]
    fn lognormal_sums_have_their_mean_and_variance() {
        let sampler = AudienceSampler::new(&Audience::LogNormal { median: 8.0, sigma: 0.8 }).unwrap();
        let mut parts = Parts::default();
        let mut rng = stream(2);
        for tellers in [1, 27, 1_000] {
            let n = tellers as f64;
            let draws: Vec<f64> = (0..5_000).map(|_| sampler.sum(&mut rng, tellers, &mut parts) as f64).collect();
            assert_moments(&draws, n * sampler.mean(), n * sampler.variance());
        }
    }

    #[test]
    fn moments_and_generating_function_are_those_of_the_law() {
        for (audience, exact) in laws() {
            let sampler = AudienceSampler::new(&audience).unwrap();
            let points = || (exact.first..).map(|k| k as f64).zip(&exact.probabilities);
            let mean: f64 = points().map(|(k, p)| k * p).sum();
            let variance: f64 = points().map(|(k, p)| (k - mean) * (k - mean) * p).sum();
            assert!((sampler.mean() - mean).abs() < 1e-9 * mean, "{audience:?}");
            assert!((sampler.variance() - variance).abs() < 1e-9 * variance.max(1.0), "{audience:?}");
            for z in [0.0_f64, 0.3, 0.9, 1.0] {
                let series: f64 = points().map(|(k, p)| z.powf(k) * p).sum();
                assert!((sampler.generating_function(z).unwrap() - series).abs() < 1e-12, "{audience:?} at {z}");
            }
            assert_eq!(Some(sampler.p_zero()), sampler.generating_function(0.0));
        }
    }

    #[test]
    fn a_trillion_tellers_of_a_billion_do_not_hang_or_wrap() {
        let mut rng = stream(3);
        let mut parts = Parts::default();
        for audience in [
            Audience::Fixed(1_000_000_000),
            Audience::Poisson(1e9),
            Audience::Geometric(1e9),
            Audience::NegativeBinomial { mean: 1e9, dispersion: 1e12 },
            Audience::Uniform { low: 999_999_990, high: 1_000_000_000 },
        ] {
            let sampler = AudienceSampler::new(&audience).unwrap();
            assert_eq!(sampler.sum(&mut rng, 1_000_000_000_000, &mut parts), u64::MAX, "{audience:?}");
            assert!(sampler.sum(&mut rng, 1_000_000_000, &mut parts) > 900_000_000_000_000_000, "{audience:?}");
        }
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut parts = Parts::default();
        let mut rng = stream(8);
        let draws: Vec<u64> = laws()
            .into_iter()
            .map(|(audience, _)| audience)
            .chain([Audience::LogNormal { median: 8.0, sigma: 0.8 }])
            .flat_map(|audience| {
                let sampler = AudienceSampler::new(&audience).unwrap();
                [
                    sampler.draw(&mut rng),
                    sampler.sum(&mut rng, 27, &mut parts),
                    sampler.sum(&mut rng, 1_000, &mut parts),
                ]
            })
            .collect();
        assert_eq!(
            draws,
            [
                10, 270, 10_000, 14, 290, 10_049, 16, 411, 14_386, 11, 266, 10_149, 0, 108, 4_273, 1, 40, 2_058, 1, 53,
                1_330, 8, 310, 10_839
            ]
        );
    }
}
