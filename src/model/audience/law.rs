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
/// A dispersion above it is a Poisson law, one below it always 0, in any run that can be waited for.
const MOST_SHAPE: f64 = 1e30;
const LEAST_SHAPE: f64 = 1e-200;
/// Above it the moments of a lognormal law have no meaning for people.
const MOST_SIGMA: f64 = 10.0;

impl Law {
    pub(super) fn new(audience: &Audience) -> Result<Self, AudienceError> {
        match *audience {
            Audience::Fixed(people) => Ok(Law::Fixed(checked_people(&["the audience", "l’auditoire"], people)?)),
            Audience::Poisson(mean) => Ok(Law::Poisson(checked_mean(mean)?)),
            Audience::Geometric(mean) => Ok(Law::NegativeBinomial { mean: checked_mean(mean)?, shape: 1.0 }),
            Audience::NegativeBinomial { mean, dispersion } => {
                let shape = positive("dispersion", dispersion)?.clamp(LEAST_SHAPE, MOST_SHAPE);
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
    let sigma = between(&["sigma"; 2], 0.0, MOST_SIGMA, sigma)?;
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
    checked_people(&["the highest value", "la plus grande valeur"], high)?;
    checked_values(high - low + 1)?;
    finite((low..=high).map(|value| (value, 1.0)).collect())
}

fn zipf(exponent: f64, max: u64) -> Result<Law, AudienceError> {
    let exponent = between(&["exponent"; 2], 0.0, f64::MAX, exponent)?;
    if max == 0 {
        return Err(AudienceError::NotPositive { what: "max", got: 0.0 });
    }
    checked_values(max)?;
    finite((1..=max).map(|value| (value, libm::pow(value as f64, -exponent))).collect())
}

fn empirical(values: &[(u64, f64)]) -> Result<Law, AudienceError> {
    checked_values(values.len() as u64)?;
    for &(value, weight) in values {
        checked_people(&["a value", "une valeur"], value)?;
        between(&["a weight", "un poids"], 0.0, f64::MAX, weight)?;
    }
    finite(values.to_vec())
}

/// The law of the weighted values, a fixed number where only one can happen.
fn finite(weighted: Vec<(u64, f64)>) -> Result<Law, AudienceError> {
    let law = Finite::new(weighted)?;
    Ok(law.constant().map_or(Law::Finite(law), Law::Fixed))
}

fn checked_people(what: &'static [&'static str; 2], people: u64) -> Result<u64, AudienceError> {
    between(what, 0.0, MOST_PEOPLE, people as f64).map(|_| people)
}

fn checked_mean(mean: f64) -> Result<f64, AudienceError> {
    between(&["the mean", "la moyenne"], 0.0, MOST_PEOPLE, mean)
}

fn checked_values(count: u64) -> Result<(), AudienceError> {
    if count <= MOST_VALUES { Ok(()) } else { Err(AudienceError::TooManyValues { got: count, most: MOST_VALUES }) }
}

fn positive(what: &'static str, value: f64) -> Result<f64, AudienceError> {
    if value > 0.0 && value.is_finite() { Ok(value) } else { Err(AudienceError::NotPositive { what, got: value }) }
}

fn between(what: &'static [&'static str; 2], low: f64, high: f64, value: f64) -> Result<f64, AudienceError> {
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(AudienceError::OutOfRange { what, low, high, got: value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AudienceSampler, Parts, PerContact};
    use crate::quantity::Probability;
    use crate::random::exact::stream;

    fn error(audience: &Audience) -> String {
        AudienceSampler::new(audience).map_or_else(|error| error.to_string(), |_| "no error".to_owned())
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_with_value_and_rule() {
        for (audience, message) in [
            (Audience::Poisson(-1.0), "the mean must be between 0 and 1000000000, got -1"),
            (Audience::Geometric(f64::NAN), "the mean must be between 0 and 1000000000, got NaN"),
            (Audience::NegativeBinomial { mean: 1.0, dispersion: 0.0 }, "dispersion must be above 0, got 0"),
            (
                Audience::NegativeBinomial { mean: 2e9, dispersion: 1.0 },
                "the mean must be between 0 and 1000000000, got 2000000000",
            ),
            (Audience::Uniform { low: 3, high: 2 }, "the first number must not be above the second, got 3 and 2"),
            (Audience::Uniform { low: 0, high: 1_000_000 }, "an audience has at most 1000000 values, got 1000001"),
            (Audience::Zipf { exponent: 2.0, max: 0 }, "max must be above 0, got 0"),
            (
                Audience::Zipf { exponent: 2.0, max: u64::MAX },
                "an audience has at most 1000000 values, got 18446744073709551615",
            ),
            (Audience::LogNormal { median: 0.0, sigma: 1.0 }, "median must be above 0, got 0"),
            (Audience::LogNormal { median: 8.0, sigma: 11.0 }, "sigma must be between 0 and 10, got 11"),
            (Audience::Empirical(vec![]), "at least one weight must be above 0"),
            (Audience::Empirical(vec![(1, 0.0)]), "at least one weight must be above 0"),
            (Audience::Indignation { low: 9, high: 20 }, "an audience by indignation needs a service gap"),
            (
                Audience::PerContact(PerContact::Probability(Probability::ONE)),
                "an audience per contact needs a network",
            ),
        ] {
            assert_eq!(error(&audience), message);
        }
        assert_eq!(
            error(&Audience::Uniform { low: 0, high: u64::MAX }),
            "the highest value must be between 0 and 1000000000, got 18446744073709552000"
        );
        assert!(error(&Audience::Empirical(vec![(1, f64::INFINITY)])).starts_with("a weight must be between 0"));
        assert!(error(&Audience::Empirical(vec![(1, f64::MAX), (2, f64::MAX)])).starts_with("the sum of weights"));
    }

    #[test]
    fn degenerate_audiences_are_fixed_numbers() {
        for (audience, people) in [
            (Audience::Uniform { low: 7, high: 7 }, 7),
            (Audience::Zipf { exponent: 3.0, max: 1 }, 1),
            (Audience::Zipf { exponent: 5_000.0, max: 10 }, 1),
            (Audience::Empirical(vec![(0, 0.0), (4, 2.0)]), 4),
            (Audience::LogNormal { median: 8.5, sigma: 0.0 }, 9),
            (Audience::Poisson(0.0), 0),
            (Audience::Geometric(0.0), 0),
            (Audience::NegativeBinomial { mean: 0.0, dispersion: 1e-9 }, 0),
        ] {
            let sampler = AudienceSampler::new(&audience).unwrap();
            assert_eq!((sampler.mean(), sampler.variance()), (f64::from(people), 0.0), "{audience:?}");
            assert_eq!(sampler.sum(&mut stream(0), 3, &mut Parts::default()), 3 * u64::try_from(people).unwrap());
        }
    }

    #[test]
    fn extreme_laws_can_be_drawn() {
        let mut parts = Parts::default();
        for audience in [
            Audience::NegativeBinomial { mean: 10.0, dispersion: 1e-9 },
            Audience::NegativeBinomial { mean: 10.0, dispersion: 1e300 },
            Audience::NegativeBinomial { mean: 1e-300, dispersion: 1e-300 },
            Audience::Poisson(f64::MIN_POSITIVE),
            Audience::Zipf { exponent: 0.0, max: 3 },
            Audience::Zipf { exponent: 50.0, max: 1_000 },
            Audience::Zipf { exponent: 1.0, max: 1_000_000 },
            Audience::LogNormal { median: 1e-300, sigma: 10.0 },
            Audience::LogNormal { median: 1e9, sigma: 1e-15 },
        ] {
            let sampler = AudienceSampler::new(&audience).unwrap();
            for tellers in [0, 1, 1_000] {
                sampler.sum(&mut stream(0), tellers, &mut parts);
                assert_eq!(parts.tellers(), tellers);
            }
            assert!(sampler.variance() >= 0.0 && (0.0..=1.0).contains(&sampler.p_zero()), "{audience:?}");
        }
    }
}
