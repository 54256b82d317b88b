/// A law of how many people somebody told, on the whole numbers from 0 (zipf: from 1).
#[doc = include_str!("examples/laws.md")]
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
#[doc = include_str!("examples/laws.md")]
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

    /// The numbers that were fitted, by name: the largest value of a zipf law is read off the data.
    pub fn fitted(self) -> Vec<(&'static str, f64)> {
        let mut numbers = self.numbers();
        numbers.truncate(self.parameters());
        numbers
    }

    /// The logarithm of the chance of `number`, times [`CountLaw::weight`]: also where the chance itself is too small to be told from 0.
    pub fn ln_mass(self, number: u64) -> f64 {
        let k = number as f64;
        match self {
            Self::Poisson { mean } => ln_poisson(k, mean),
            Self::Geometric { mean } => -k * libm::log1p(1.0 / mean) - libm::log1p(mean),
            Self::NegativeBinomial { mean, dispersion } => ln_negative_binomial(k, mean, dispersion),
            Self::ZeroInflatedPoisson { zero, mean } => ln_inflated(k, zero, ln_poisson(k, mean)),
            Self::ZeroInflatedNegativeBinomial { zero, mean, dispersion } => {
                ln_inflated(k, zero, ln_negative_binomial(k, mean, dispersion))
            }
            Self::LogNormal { median, sigma } => libm::log(lognormal_mass(k, median, sigma)),
            Self::Zipf { max, .. } if number == 0 || number > max => f64::NEG_INFINITY,
            Self::Zipf { exponent, .. } => -exponent * libm::log(k),
        }
    }

    /// What the chances of [`CountLaw::ln_mass`] add up to: 1 but for a zipf law.
    pub fn weight(self) -> f64 {
        match self {
            Self::Zipf { exponent, max } => sum_of_powers(exponent, max),
            _ => 1.0,
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
            Self::Zipf { exponent, max } => sum_of_powers(exponent - 1.0, max) / sum_of_powers(exponent, max),
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
                let mut above = 1.0;
                let mass = |k: usize| {
                    let next = lognormal_tail(k as f64 + 0.5, median, sigma);
                    std::mem::replace(&mut above, next) - next
                };
                (0..=highest).map(mass).collect()
            }
            Self::Zipf { exponent, max } => {
                let total = self.weight();
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

/// Below it e^x is no number with all its digits.
const LEAST_EXPONENT: f64 = -700.0;

/// The masses from that of 0 on, each from the one before: mass(k) = mass(k - 1) ratio(k). Where that of 0 is too small to begin
/// with, in logarithms.
fn ratios(highest: usize, log_zero: f64, ratio: impl Fn(f64) -> f64) -> Vec<f64> {
    if log_zero > LEAST_EXPONENT {
        let mut mass = libm::exp(log_zero);
        let step = |k: usize| {
            if k > 0 {
                mass *= ratio(k as f64);
            }
            mass
        };
        return (0..=highest).map(step).collect();
    }
    let mut log = log_zero;
    let step = |k: usize| {
        if k > 0 {
            log += libm::log(ratio(k as f64));
        }
        libm::exp(log)
    };
    (0..=highest).map(step).collect()
}

fn ln_poisson(k: f64, mean: f64) -> f64 {
    k * libm::log(mean) - mean - libm::lgamma(k + 1.0)
}

/// ln of Gamma(k + r) / (Gamma(r) k!) (r / (r + m))^r (m / (r + m))^k. From a dispersion r of 10 on by Stirling's series, whose
/// large parts are taken away before they are added: Gamma of large numbers has no digits left for the difference.
fn ln_negative_binomial(k: f64, mean: f64, dispersion: f64) -> f64 {
    let r = dispersion;
    let rest = -libm::lgamma(k + 1.0) - r * libm::log1p(mean / r);
    if r < 10.0 {
        return libm::lgamma(k + r) - libm::lgamma(r) - k * libm::log1p(r / mean) + rest;
    }
    let series = stirling_error(k + r) - stirling_error(r);
    let powers = (r - 0.5) * libm::log1p(k / r) + k * (libm::log(mean) + libm::log1p((k - mean) / (r + mean)));
    powers - k + series + rest
}

/// ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2, for x >= 10.
pub(super) fn stirling_error(x: f64) -> f64 {
    let x2 = x * x;
    let series = 1.0 / 1260.0 - (1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / x2) / x2) / x2;
    (1.0 / 12.0 - (1.0 / 360.0 - series / x2) / x2) / x
}

/// The logarithm of a mass where `zero` of all are 0 besides.
fn ln_inflated(k: f64, zero: f64, ln_mass: f64) -> f64 {
    if k > 0.0 { libm::log1p(-zero) + ln_mass } else { libm::log(zero + (1.0 - zero) * libm::exp(ln_mass)) }
}

/// 1 + 2^-s + ... + max^-s: the first terms, and the rest by Euler and Maclaurin.
fn sum_of_powers(s: f64, max: u64) -> f64 {
    const FIRST: u64 = 64;
    let power = |k: f64| libm::pow(k, -s);
    let first: f64 = (1..=max.min(FIRST)).map(|k| power(k as f64)).sum();
    if max <= FIRST {
        return first;
    }
    let (a, b) = (FIRST as f64, max as f64);
    // From a to b without the term at a.
    let integral = if (s - 1.0).abs() < 1e-9 { libm::log(b / a) } else { (b * power(b) - a * power(a)) / (1.0 - s) };
    let slope = |k: f64| -s * power(k) / k;
    let third = |k: f64| slope(k) * (s + 1.0) * (s + 2.0) / (k * k);
    let fifth = |k: f64| third(k) * (s + 3.0) * (s + 4.0) / (k * k);
    let corrections = (slope(b) - slope(a)) / 12.0 - (third(b) - third(a)) / 720.0 + (fifth(b) - fifth(a)) / 30_240.0;
    first + integral + 0.5 * (power(b) - power(a)) + corrections
}

/// P(k - 1/2 <= X < k + 1/2) of a log-normal law, from the tail in which it lies.
fn lognormal_mass(k: f64, median: f64, sigma: f64) -> f64 {
    let score = |x: f64| libm::log(x / median) / sigma / std::f64::consts::SQRT_2;
    let high = score(k + 0.5);
    let low = if k > 0.0 { score(k - 0.5) } else { f64::NEG_INFINITY };
    let tail = |z: f64| 0.5 * libm::erfc(z);
    if low > 0.0 { tail(low) - tail(high) } else { tail(-high) - tail(-low) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_and_their_logarithms_agree() {
        let laws = [
            CountLaw::Poisson { mean: 7.5 },
            CountLaw::Geometric { mean: 3.0 },
            CountLaw::NegativeBinomial { mean: 6.0, dispersion: 0.4 },
            CountLaw::NegativeBinomial { mean: 6.0, dispersion: 40.0 },
            CountLaw::NegativeBinomial { mean: 6.0, dispersion: 1e9 },
            CountLaw::ZeroInflatedPoisson { zero: 0.3, mean: 4.0 },
            CountLaw::ZeroInflatedNegativeBinomial { zero: 0.3, mean: 4.0, dispersion: 2.0 },
            CountLaw::LogNormal { median: 5.0, sigma: 0.8 },
            CountLaw::Zipf { exponent: 1.7, max: 90 },
        ];
        for law in laws {
            let masses = law.masses(90);
            for number in 0..=60_u64 {
                let mass = libm::exp(law.ln_mass(number)) / law.weight();
                let other = masses.mass[number as usize];
                assert!((mass - other).abs() <= 1e-11 * other + 1e-15, "{law:?} {number}: {mass} {other}");
            }
            assert!((masses.beyond[0] - 1.0).abs() < 1e-9, "{law:?}");
        }
    }

    #[test]
    fn sums_of_powers_are_those_of_their_terms() {
        for (s, max) in [(-1.0, 5_000), (0.0, 70), (0.7, 10_000), (1.0, 10_000), (1.3, 65), (2.5, 9_000), (25.0, 300)] {
            let sum: f64 = (1..=max).rev().map(|k| libm::pow(k as f64, -s)).sum();
            assert!((sum_of_powers(s, max) / sum - 1.0).abs() < 1e-12, "{s} {max}: {sum} {}", sum_of_powers(s, max));
        }
    }

    #[test]
    fn means_are_those_of_the_masses() {
        for law in [
            CountLaw::LogNormal { median: 5.0, sigma: 0.8 },
            CountLaw::Zipf { exponent: 1.7, max: 90 },
            CountLaw::ZeroInflatedNegativeBinomial { zero: 0.3, mean: 4.0, dispersion: 2.0 },
        ] {
            let sum: f64 = law.masses(5_000).mass.iter().enumerate().map(|(k, mass)| k as f64 * mass).sum();
            assert!((sum / law.mean() - 1.0).abs() < 1e-9, "{law:?}: {sum} {}", law.mean());
        }
    }
}
