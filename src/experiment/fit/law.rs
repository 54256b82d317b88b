/// A law of how many people somebody told, on the whole numbers from 0 (zipf: from 1).
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "what a number is stands beside its law")]
pub enum CountLaw {
    /// Poisson with this mean.
    Poisson { mean: f64 },
    /// Geometric on 0, 1, 2, ... with this mean.
    Geometric { mean: f64 },
    /// Negative binomial with this mean, variance mean + mean^2 / dispersion.
    NegativeBinomial { mean: f64, dispersion: f64 },
    /// 0 with this chance, else Poisson.
    ZeroInflatedPoisson { zero: f64, mean: f64 },
    /// 0 with this chance, else negative binomial.
    ZeroInflatedNegativeBinomial { zero: f64, mean: f64, dispersion: f64 },
    /// `exp(ln median + sigma Z)`, rounded half up.
    LogNormal { median: f64, sigma: f64 },
    /// k = 1..=max with probability proportional to k^-exponent.
    Zipf { exponent: f64, max: u64 },
}

/// Masses of a law from 0 on, and what is beyond.
#[derive(Clone, Debug, PartialEq)]
pub struct Masses {
    /// The chance of each number.
    pub mass: Vec<f64>,
    /// `beyond[k]`: the chance of k or more; one longer than `mass`.
    pub beyond: Vec<f64>,
}

impl CountLaw {
    /// Its numbers by name.
    pub fn numbers(self) -> Vec<(&'static str, f64)> {
        match self {
            Self::Poisson { mean } | Self::Geometric { mean } => vec![("mean", mean)],
            Self::NegativeBinomial { mean, dispersion } => vec![("mean", mean), ("dispersion", dispersion)],
            Self::ZeroInflatedPoisson { zero, mean } => vec![("zero", zero), ("mean", mean)],
            Self::ZeroInflatedNegativeBinomial { zero, mean, dispersion } => {
                vec![("zero", zero), ("mean", mean), ("dispersion", dispersion)]
            }
            Self::LogNormal { median, sigma } => vec![("median", median), ("sigma", sigma)],
            Self::Zipf { exponent, max } => vec![("exponent", exponent), ("max", max as f64)],
        }
    }

    /// How many parameters were fitted; the largest value of a zipf law is read off the data.
    pub const fn parameters(self) -> usize {
        match self {
            Self::Poisson { .. } | Self::Geometric { .. } | Self::Zipf { .. } => 1,
            Self::NegativeBinomial { .. } | Self::ZeroInflatedPoisson { .. } | Self::LogNormal { .. } => 2,
            Self::ZeroInflatedNegativeBinomial { .. } => 3,
        }
    }

    /// Its mean; the sum over the masses where there is no formula.
    pub fn mean(self) -> f64 {
        match self {
            Self::Poisson { mean } | Self::Geometric { mean } | Self::NegativeBinomial { mean, .. } => mean,
            Self::ZeroInflatedPoisson { zero, mean } | Self::ZeroInflatedNegativeBinomial { zero, mean, .. } => {
                (1.0 - zero) * mean
            }
            Self::LogNormal { median, sigma } => rounded_lognormal_mean(median, sigma),
            Self::Zipf { exponent, max } => {
                let sum = |power: f64| (1..=max).map(|k| libm::pow(k as f64, -power)).sum::<f64>();
                sum(exponent - 1.0) / sum(exponent)
            }
        }
    }

    /// The masses of 0 up to `highest`, and the tails.
    pub fn masses(self, highest: usize) -> Masses {
        let mut mass = match self {
            Self::Poisson { mean } => ratios(highest, -mean, |k| mean / k),
            Self::Geometric { mean } => ratios(highest, -libm::log1p(mean), |_| mean / (1.0 + mean)),
            Self::NegativeBinomial { mean, dispersion } => negative_binomial(highest, mean, dispersion),
            Self::ZeroInflatedPoisson { zero, mean } => inflated(ratios(highest, -mean, |k| mean / k), zero),
            Self::ZeroInflatedNegativeBinomial { zero, mean, dispersion } => {
                inflated(negative_binomial(highest, mean, dispersion), zero)
            }
            Self::LogNormal { median, sigma } => {
                let at = |k: usize| lognormal_tail(k as f64 - 0.5, median, sigma);
                (0..=highest).map(|k| if k == 0 { 1.0 - at(1) } else { at(k) - at(k + 1) }).collect()
            }
            Self::Zipf { exponent, max } => {
                let total: f64 = (1..=max).map(|k| libm::pow(k as f64, -exponent)).sum();
                let of = |k: usize| if k == 0 || k as u64 > max { 0.0 } else { libm::pow(k as f64, -exponent) / total };
                (0..=highest).map(of).collect()
            }
        };
        for value in &mut mass {
            *value = value.max(0.0);
        }
        let rest = match self {
            Self::LogNormal { median, sigma } => lognormal_tail(highest as f64 + 0.5, median, sigma),
            Self::Geometric { mean } => libm::pow(mean / (1.0 + mean), highest as f64 + 1.0),
            _ => (1.0 - mass.iter().sum::<f64>()).max(0.0),
        };
        Masses::new(mass, rest)
    }
}

impl Masses {
    /// From the masses of 0 up to a highest number, and the chance of more.
    pub(super) fn new(mass: Vec<f64>, rest: f64) -> Self {
        let mut beyond = vec![rest; mass.len() + 1];
        for (k, value) in mass.iter().enumerate().rev() {
            beyond[k] = beyond[k + 1] + value;
        }
        Self { mass, beyond }
    }

    /// The chance of a number from `low` to `high`, or of `low` and more.
    pub fn between(&self, low: usize, high: Option<usize>) -> f64 {
        let last = self.mass.len();
        match high {
            None => self.beyond[low.min(last)],
            // A sum, not a difference of tails: nothing cancels.
            Some(high) => self.mass[low.min(last)..(high + 1).min(last)].iter().sum(),
        }
    }
}

/// The masses from that of 0 on, each from the one before: mass(k) = mass(k - 1) ratio(k). In logarithms: that of 0 may underflow
/// where that of the mode does not.
fn ratios(highest: usize, log_zero: f64, ratio: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut log = log_zero;
    let step = |k: usize| {
        if k > 0 {
            log += libm::log(ratio(k as f64));
        }
        libm::exp(log)
    };
    (0..=highest).map(step).collect()
}

fn negative_binomial(highest: usize, mean: f64, dispersion: f64) -> Vec<f64> {
    let odds = mean / (mean + dispersion);
    ratios(highest, -dispersion * libm::log1p(mean / dispersion), |k| (k - 1.0 + dispersion) / k * odds)
}

fn inflated(mut mass: Vec<f64>, zero: f64) -> Vec<f64> {
    for value in &mut mass {
        *value *= 1.0 - zero;
    }
    mass[0] += zero;
    mass
}

/// P(X >= x) of a log-normal law.
fn lognormal_tail(x: f64, median: f64, sigma: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    0.5 * libm::erfc(libm::log(x / median) / sigma / std::f64::consts::SQRT_2)
}

/// E[floor(X + 1/2)]: the sum of P(X >= k - 1/2) for k from 1 on.
fn rounded_lognormal_mean(median: f64, sigma: f64) -> f64 {
    const COUNTED: usize = 4_096;
    let counted: f64 = (1..=COUNTED).map(|k| lognormal_tail(k as f64 - 0.5, median, sigma)).sum();
    // The rest is the integral of the tail from COUNTED on (midpoints): E[X; X > c] - c P(X > c).
    let c = COUNTED as f64;
    let z = libm::log(c / median) / sigma;
    let upper = 0.5 * libm::erfc((z - sigma) / std::f64::consts::SQRT_2);
    counted + median * libm::exp(0.5 * sigma * sigma) * upper - c * lognormal_tail(c, median, sigma)
}
