//! How many people one teller tells, as a generating function.

use std::f64::consts::SQRT_2;

use super::NoLaw;
use super::argument::Argument;
use super::complex::Complex;
use super::near::Near;
use crate::model::{Audience, ServiceGap};

/// What is left out of a lognormal law: the chance to tell more than the last value kept.
const CUT: f64 = 1e-19;
/// The longest list of values.
const MOST_VALUES: f64 = 4e6;
/// From this value on neighbours are taken together where a rough value will do.
const ROUGH_FROM: usize = 256;

/// An audience.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Told {
    Fixed(u64),
    Poisson(f64),
    /// Variance mean + mean^2 / shape.
    NegativeBinomial {
        mean: f64,
        shape: f64,
    },
    /// Values and probabilities.
    Sparse(Vec<(u64, f64)>),
    /// Probabilities of 0, 1, 2, ...
    Dense(Dense),
}

/// A law on all whole numbers up to some end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dense {
    /// P(X > k) for k = 0, 1, 2, ...: E w^X - 1 is (w - 1) times the sum of P(X > k) w^k, which loses no digits.
    above: Vec<f64>,
    /// The same with the far values in bundles: where to, and how much.
    rough: Vec<(u64, f64)>,
}

impl Told {
    /// The audience, where it is a number of people.
    pub(super) fn new(audience: &Audience, gap: Option<&ServiceGap>) -> Result<Self, NoLaw> {
        Ok(match *audience {
            Audience::Fixed(people) => Told::Fixed(people),
            Audience::Poisson(mean) => Told::Poisson(mean),
            Audience::Geometric(mean) => Told::NegativeBinomial { mean, shape: 1.0 },
            Audience::NegativeBinomial { mean, dispersion } => Told::NegativeBinomial { mean, shape: dispersion },
            Audience::Uniform { low, high } => Told::of_weights((low..=high).map(|value| (value, 1.0)).collect()),
            Audience::Zipf { exponent, max } => {
                Told::of_weights((1..=max).map(|value| (value, libm::pow(value as f64, -exponent))).collect())
            }
            Audience::Empirical(ref values) => Told::of_weights(values.clone()),
            Audience::LogNormal { median, sigma: 0.0 } => Told::Fixed((median + 0.5) as u64),
            Audience::LogNormal { median, sigma } => Told::Dense(Dense::new(rounded_lognormal(median, sigma)?)),
            Audience::Indignation { low, high } => {
                let values = gap.and_then(|gap| gap.audience(low, high).ok()).ok_or(NoLaw::Network)?;
                Told::of_weights(values)
            }
            Audience::PerContact(_) => return Err(NoLaw::Network),
        })
    }

    fn of_weights(mut values: Vec<(u64, f64)>) -> Self {
        values.retain(|&(_, weight)| weight > 0.0);
        let total: f64 = values.iter().map(|&(_, weight)| weight).sum();
        for (_, weight) in &mut values {
            *weight /= total;
        }
        let most = values.iter().map(|&(value, _)| value).max().unwrap_or(0);
        if let [(only, _)] = values[..] {
            return Told::Fixed(only);
        }
        if most > 8 * values.len() as u64 {
            return Told::Sparse(values);
        }
        let mut above = vec![0.0; most as usize];
        for &(value, probability) in values.iter().filter(|(value, _)| *value > 0) {
            above[value as usize - 1] += probability;
        }
        for k in (1..above.len()).rev() {
            above[k - 1] += above[k];
        }
        Told::Dense(Dense::new(above))
    }

    /// E w^X.
    pub(super) fn at(&self, w: &Argument) -> Near {
        match self {
            Told::Fixed(people) => w.power(*people as i64).near,
            Told::Poisson(mean) => Near::exp(w.near.less_one.scale(*mean)),
            Told::NegativeBinomial { mean, shape } => match rising(w.near.less_one.scale(mean / shape)) {
                Some(ln) => Near::exp(ln.scale(-shape)),
                None => Near::INFINITE,
            },
            Told::Sparse(values) => weighted(values, w),
            Told::Dense(dense) => Near::with(w.near.less_one * dense.sum(w.near.value).0, || dense.value(w.near.value)),
        }
    }

    /// The same roughly where that is quicker: it stays a generating function, of nearly the same law.
    pub(super) fn roughly_at(&self, w: &Argument) -> Near {
        match self {
            Told::Dense(dense) if dense.above.len() > 16 * dense.rough.len() => weighted(&dense.rough, w),
            exact => exact.at(w),
        }
    }

    /// The derivative of E w^X.
    pub(super) fn derivative(&self, w: &Argument) -> Complex {
        match self {
            Told::Fixed(0) => Complex::ZERO,
            Told::Fixed(people) => w.power(*people as i64 - 1).near.value.scale(*people as f64),
            Told::Poisson(mean) => w.near.less_one.scale(*mean).exp().scale(*mean),
            Told::NegativeBinomial { mean, shape } => match rising(w.near.less_one.scale(mean / shape)) {
                Some(ln) => ln.scale(-shape - 1.0).exp().scale(*mean),
                None => Complex::real(f64::INFINITY),
            },
            Told::Sparse(values) => {
                values.iter().filter(|(value, _)| *value > 0).fold(Complex::ZERO, |sum, &(value, probability)| {
                    sum + w.power(value as i64 - 1).near.value.scale(probability * value as f64)
                })
            }
            Told::Dense(dense) => {
                let (sum, slope) = dense.sum(w.near.value);
                sum + w.near.less_one * slope
            }
        }
    }

    /// The law, where transforms of it are quicker than a sum at each argument.
    pub(super) fn long_list(&self) -> Option<&Dense> {
        match self {
            Told::Dense(dense) if dense.above.len() > 48 => Some(dense),
            _ => None,
        }
    }

    pub(super) fn mean(&self) -> f64 {
        match self {
            Told::Fixed(people) => *people as f64,
            Told::Poisson(mean) | Told::NegativeBinomial { mean, .. } => *mean,
            Told::Sparse(values) => values.iter().map(|&(value, probability)| value as f64 * probability).sum(),
            Told::Dense(dense) => dense.above.iter().sum(),
        }
    }

    /// How long one evaluation takes, in nanoseconds or so.
    pub(super) fn cost(&self) -> f64 {
        match self {
            Told::Fixed(_) => 80.0,
            Told::Poisson(_) => 100.0,
            Told::NegativeBinomial { .. } => 200.0,
            Told::Sparse(values) => 80.0 * values.len() as f64,
            Told::Dense(dense) => 6.0 * dense.above.len() as f64,
        }
    }
}

impl Dense {
    /// P(X > k) for k = 0, 1, 2, ...
    pub(super) fn above(&self) -> &[f64] {
        &self.above
    }

    /// The same law where no more than `most` are told.
    pub(super) fn cut(&self, most: usize) -> Self {
        Self::new(self.above[..self.above.len().min(most)].to_vec())
    }

    fn new(above: Vec<f64>) -> Self {
        let mut dense = Self { above, rough: Vec::new() };
        dense.rough = dense.bundles();
        dense
    }

    /// Near values one by one, far ones in bundles of a few per mille, each at its end.
    fn bundles(&self) -> Vec<(u64, f64)> {
        let mut bundles = Vec::new();
        let (mut from, mut reached) = (0, 1.0);
        while from <= self.above.len() {
            let to = (from + from / ROUGH_FROM).min(self.above.len());
            let after = self.above.get(to).copied().unwrap_or(0.0);
            if reached > after {
                bundles.push((to as u64, reached - after));
            }
            (from, reached) = (to + 1, after);
        }
        bundles
    }

    /// The probabilities of 0, 1, 2, ...
    pub(super) fn chances(&self) -> impl DoubleEndedIterator<Item = f64> + '_ {
        let last = self.above.len();
        let above = move |k: usize| if k == 0 { 1.0 } else { self.above[k - 1] };
        (0..=last).map(move |k| above(k) - if k < last { self.above[k] } else { 0.0 })
    }

    /// The sum of P(X = k) w^k: all terms are of one size near 0.
    fn value(&self, w: Complex) -> Complex {
        self.chances().rev().fold(Complex::ZERO, |sum, chance| {
            let mut next = sum * w;
            next.re += chance;
            next
        })
    }

    /// The sum of P(X > k) w^k and its derivative, by Horner's rule.
    fn sum(&self, w: Complex) -> (Complex, Complex) {
        let (mut sum, mut slope) = (Complex::ZERO, Complex::ZERO);
        for &above in self.above.iter().rev() {
            slope = slope * w + sum;
            sum = sum * w;
            sum.re += above;
        }
        (sum, slope)
    }
}

/// E w^X of values and probabilities.
fn weighted(values: &[(u64, f64)], w: &Argument) -> Near {
    Near::mixture(values.iter().map(|&(value, probability)| (probability, w.power(value as i64).near)))
}

/// ln(1 - x) where the real part of 1 - x is above 0; beyond, the series does not converge.
pub(super) fn rising(x: Complex) -> Option<Complex> {
    (x.re < 1.0).then(|| (-x).ln_1p())
}

/// P(X > k) of exp(ln median + sigma Z) rounded half up, as far as there is anything.
fn rounded_lognormal(median: f64, sigma: f64) -> Result<Vec<f64>, NoLaw> {
    let ln_median = libm::log(median);
    let above = |k: f64| 0.5 * libm::erfc((libm::log(k + 0.5) - ln_median) / (sigma * SQRT_2));
    // Standard deviations with 1e-19 beyond.
    let end = libm::exp(ln_median + 9.02 * sigma);
    if end > MOST_VALUES {
        return Err(NoLaw::TooWide);
    }
    let mut list: Vec<f64> = (0..=end as u64).map(|k| above(k as f64)).take_while(|&above| above > CUT).collect();
    if list.is_empty() {
        list.push(0.0);
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AudienceSampler;

    fn argument(value: Complex) -> Argument {
        Argument::of(Near { less_one: value - Complex::ONE, value })
    }

    #[test]
    fn generating_functions_are_those_of_the_samplers() {
        for audience in [
            Audience::Fixed(10),
            Audience::Poisson(7.5),
            Audience::Uniform { low: 9, high: 20 },
            Audience::Uniform { low: 900, high: 902 },
            Audience::NegativeBinomial { mean: 6.0, dispersion: 0.7 },
            Audience::Geometric(4.0),
            Audience::Zipf { exponent: 1.5, max: 500 },
            Audience::Empirical(vec![(0, 3.0), (2, 1.0), (1_000, 0.5)]),
        ] {
            let sampler = AudienceSampler::new(&audience).expect("an audience");
            let told = Told::new(&audience, None).expect("a law");
            assert!((told.mean() - sampler.mean()).abs() < 1e-11 * sampler.mean(), "{audience:?}");
            for w in [0.01, 0.5, 0.9999, 1.0] {
                let found = told.at(&argument(Complex::real(w)));
                let known = sampler.generating_function(w).expect("a generating function");
                assert!((found.value.re - known).abs() < 1e-13 && found.less_one.im == 0.0, "{audience:?} at {w}");
                let rough = told.roughly_at(&argument(Complex::real(w)));
                assert!(
                    (rough.less_one.re - found.less_one.re).abs() <= 0.01 * found.less_one.re.abs(),
                    "{audience:?} roughly at {w}"
                );
            }
        }
    }

    #[test]
    fn derivatives_are_slopes() {
        for told in [
            Told::Fixed(3),
            Told::Poisson(2.0),
            Told::NegativeBinomial { mean: 3.0, shape: 0.5 },
            Told::Sparse(vec![(0, 0.5), (40, 0.5)]),
            Told::of_weights((0..20).map(|k| (k, 1.0)).collect()),
        ] {
            let at = argument(Complex::new(0.9, 0.2));
            let step = 1e-6;
            let next = argument(Complex::new(0.9 + step, 0.2));
            let slope = (told.at(&next).less_one - told.at(&at).less_one).scale(1.0 / step);
            let found = told.derivative(&at);
            assert!((found - slope).norm_square() < 1e-8 * found.norm_square().max(1.0), "{told:?}");
        }
    }

    #[test]
    fn a_lognormal_law_has_the_mean_of_its_sampler() {
        for (median, sigma) in [(8.0, 0.8), (0.3, 1.5), (100.0, 0.01)] {
            let audience = Audience::LogNormal { median, sigma };
            let sampler = AudienceSampler::new(&audience).expect("an audience");
            let told = Told::new(&audience, None).expect("a law");
            assert!((told.mean() - sampler.mean()).abs() < 1e-7 * sampler.mean(), "{median} {sigma}");
        }
        assert_eq!(Told::new(&Audience::LogNormal { median: 8.0, sigma: 3.0 }, None).err(), Some(NoLaw::TooWide));
    }
}
