use super::AudienceError;
use super::finite::{Finite, MOST_VALUES};
use super::lognormal::LogNormal;
use crate::model::Audience;

/// The kinds of audience that differ in how they are drawn.
#[derive(Clone, Debug)]
pub(super) enum Law {
    /// Always the same.
    Fixed(u64),
    /// Poisson with this mean.
    Poisson(f64),
    /// Negative binomial, variance mean + mean^2 / shape; the geometric law has shape 1.
    NegativeBinomial {
        mean: f64,
        shape: f64,
    },
    LogNormal(LogNormal),
    Finite(Finite),
}

/// The most people one teller may tell: by a fixed number, a listed value or in the mean.
const MOST_PEOPLE: f64 = 1e9;
/// Above it the moments of a lognormal law have no meaning for people.
const MOST_SIGMA: f64 = 10.0;

impl Law {
    pub(super) fn new(audience: &Audience) -> Result<Self, AudienceError> {
        match *audience {
            Audience::Fixed(people) => Ok(Law::Fixed(checked_people("the audience", people)?)),
            Audience::Poisson(mean) => Ok(Law::Poisson(checked_mean(mean)?)),
            Audience::Geometric(mean) => Ok(Law::NegativeBinomial { mean: checked_mean(mean)?, shape: 1.0 }),
            Audience::NegativeBinomial { mean, dispersion } => {
                let shape = positive("dispersion", dispersion)?;
                Ok(Law::NegativeBinomial { mean: checked_mean(mean)?, shape })
            }
            Audience::LogNormal { median, sigma } => lognormal(median, sigma),
            Audience::Uniform { low, high } => uniform(low, high),
            Audience::Zipf { exponent, max } => zipf(exponent, max),
            Audience::Empirical(ref values) => empirical(values),
            Audience::Indignation { .. } => Err(AudienceError::NeedsService),
            Audience::PerContact(_) => Err(AudienceError::NeedsNetwork),
        }
    }

    /// Mean and variance.
    pub(super) fn mean_and_variance(&self) -> (f64, f64) {
        match self {
            Law::Fixed(people) => (*people as f64, 0.0),
            Law::Poisson(mean) => (*mean, *mean),
            Law::NegativeBinomial { mean, shape } => (*mean, mean + mean * mean / shape),
            Law::LogNormal(law) => law.mean_and_variance(),
            Law::Finite(law) => (law.mean(), law.variance()),
        }
    }

    /// E z^X.
    pub(super) fn generating_function(&self, z: f64) -> Option<f64> {
        match self {
            Law::Fixed(people) => Some(libm::pow(z, *people as f64)),
            Law::Poisson(mean) => Some(libm::exp(mean * (z - 1.0))),
            Law::NegativeBinomial { mean, shape } => Some(libm::exp(-shape * libm::log1p(mean * (1.0 - z) / shape))),
            Law::LogNormal(_) => None,
            Law::Finite(law) => Some(law.points().map(|(value, p)| p * libm::pow(z, value as f64)).sum()),
        }
    }
}

fn lognormal(median: f64, sigma: f64) -> Result<Law, AudienceError> {
    let median = positive("median", median)?;
    let sigma = between("sigma", 0.0, MOST_SIGMA, sigma)?;
    if sigma == 0.0 {
        return Ok(Law::Fixed((checked_mean(median)? + 0.5) as u64));
    }
    checked_mean(median * libm::exp(0.5 * sigma * sigma))?;
    Ok(Law::LogNormal(LogNormal::new(median, sigma)))
}

fn uniform(low: u64, high: u64) -> Result<Law, AudienceError> {
    if low > high {
        return Err(AudienceError::EmptyRange { low, high });
    }
    checked_people("the highest value", high)?;
    checked_values(high - low + 1)?;
    finite((low..=high).map(|value| (value, 1.0)).collect())
}

fn zipf(exponent: f64, max: u64) -> Result<Law, AudienceError> {
    let exponent = between("exponent", 0.0, f64::MAX, exponent)?;
    if max == 0 {
        return Err(AudienceError::NotPositive { what: "max", got: 0.0 });
    }
    checked_values(max)?;
    finite((1..=max).map(|value| (value, libm::pow(value as f64, -exponent))).collect())
}

fn empirical(values: &[(u64, f64)]) -> Result<Law, AudienceError> {
    checked_values(values.len() as u64)?;
    for &(value, weight) in values {
        checked_people("a value", value)?;
        between("a weight", 0.0, f64::MAX, weight)?;
    }
    finite(values.to_vec())
}

/// The law of the weighted values, a fixed number where only one can happen.
fn finite(weighted: Vec<(u64, f64)>) -> Result<Law, AudienceError> {
    let law = Finite::new(weighted)?;
    Ok(law.constant().map_or(Law::Finite(law), Law::Fixed))
}

fn checked_people(what: &'static str, people: u64) -> Result<u64, AudienceError> {
    between(what, 0.0, MOST_PEOPLE, people as f64).map(|_| people)
}

fn checked_mean(mean: f64) -> Result<f64, AudienceError> {
    between("the mean", 0.0, MOST_PEOPLE, mean)
}

fn checked_values(count: u64) -> Result<(), AudienceError> {
    if count <= MOST_VALUES { Ok(()) } else { Err(AudienceError::TooManyValues { got: count, most: MOST_VALUES }) }
}

fn positive(what: &'static str, value: f64) -> Result<f64, AudienceError> {
    if value > 0.0 && value.is_finite() { Ok(value) } else { Err(AudienceError::NotPositive { what, got: value }) }
}

fn between(what: &'static str, low: f64, high: f64, value: f64) -> Result<f64, AudienceError> {
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(AudienceError::OutOfRange { what, low, high, got: value })
    }
}
