//! Logarithms of probabilities, accurate also where the factorials have 10^13 digits.
//!
//! Loader (2000), Fast and accurate computation of binomial probabilities: the logarithm as a deviance plus Stirling
//! errors, none of which is a difference of large numbers.

use std::f64::consts::PI;

/// ln n! - ln(sqrt(2 pi n) (n/e)^n) for n = 1..=15; the entry of 0 is not used.
#[rustfmt::skip]
const STIRLING_ERRORS: [f64; 16] = [
    0.0, 0.081_061_466_795_327_26, 0.041_340_695_955_409_3, 0.027_677_925_684_998_34,
    0.020_790_672_103_765_093, 0.016_644_691_189_821_193, 0.013_876_128_823_070_748, 0.011_896_709_945_891_77,
    0.010_411_265_261_972_096, 0.009_255_462_182_712_733, 0.008_330_563_433_362_87, 0.007_573_675_487_951_841,
    0.006_942_840_107_209_53, 0.006_408_994_188_004_207, 0.005_951_370_112_758_847_5, 0.005_554_733_551_962_801,
];

/// The error of Stirling's formula in ln n!, for a whole n >= 1.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return STIRLING_ERRORS[n as usize];
    }
    let n2 = n * n;
    let series = 1.0 / 1260.0 - (1.0 / 1680.0 - (1.0 / 1188.0) / n2) / n2;
    (1.0 / 12.0 - (1.0 / 360.0 - series / n2) / n2) / n
}

/// x ln(x / mean) + mean - x, for x > 0 and mean > 0.
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * libm::log(x / mean) - difference;
    }
    // ln(x/mean) = 2 artanh(v): the series keeps the digits that the logarithm would lose.
    let v = difference / (x + mean);
    let v2 = v * v;
    let mut term = 2.0 * x * v;
    let mut sum = difference * v;
    let mut odd = 3.0;
    loop {
        term *= v2;
        let next = sum + term / odd;
        if next == sum {
            return sum;
        }
        sum = next;
        odd += 2.0;
    }
}

/// ln P(X = k) for X ~ Poisson(mean), mean > 0.
pub(super) fn ln_poisson(k: f64, mean: f64) -> f64 {
    if k == 0.0 {
        return -mean;
    }
    -stirling_error(k) - deviance(k, mean) - 0.5 * libm::log(2.0 * PI * k)
}

/// ln P(X = k) for X ~ Binomial(n, p), 0 < p < 1, q = 1 - p, 0 <= k <= n.
pub(crate) fn ln_binomial(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k == 0.0 {
        return n * if p < 0.1 { libm::log1p(-p) } else { libm::log(q) };
    }
    if k == n {
        return n * if q < 0.1 { libm::log1p(-q) } else { libm::log(p) };
    }
    let rest = n - k;
    stirling_error(n)
        - stirling_error(k)
        - stirling_error(rest)
        - deviance(k, n * p)
        - deviance(rest, n * q)
        - 0.5 * libm::log(2.0 * PI * k * (rest / n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::Exact;

    /// Asserts that `ln_probability` gives the logarithms of `exact` wherever it is not negligible.
    fn assert_logarithms(exact: &Exact, ln_probability: impl Fn(f64) -> f64) {
        for (k, p) in (exact.first..).zip(&exact.probabilities).filter(|(_, p)| **p > 1e-16) {
            let error = libm::exp(ln_probability(k as f64)) / p - 1.0;
            assert!(error.abs() < 1e-10, "{k}: off by {error}");
        }
    }

    #[test]
    fn logarithms_are_those_of_the_exact_law() {
        for mean in [0.01, 1.0, 15.5, 1e3, 1e7] {
            assert_logarithms(&Exact::poisson(mean), |k| ln_poisson(k, mean));
        }
        for (n, p) in [(1, 0.3), (2, 0.5), (30, 0.01), (30, 0.99), (1_000, 0.4), (1_000_000_000_000, 1e-6)] {
            assert_logarithms(&Exact::binomial(n, p), |k| ln_binomial(k, n as f64, p, 1.0 - p));
        }
    }
}
