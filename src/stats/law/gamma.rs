use std::f64::consts::PI;

use super::beta::stirling_error;
use super::inverse_table::{Family, Tails};

/// The gamma law with scale 1 by its logarithm y = ln x; `shape` > 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gamma {
    pub(super) shape: f64,
}

impl Gamma {
    /// Both tails at `x`.
    pub(super) fn tails_at(self, x: f64) -> (f64, f64) {
        if x <= 0.0 {
            return (0.0, 1.0);
        }
        let tails = self.tails(libm::log(x));
        (tails.below, tails.above)
    }

    /// x^k e^-x / Gamma(k): the density of y.
    fn density(self, x: f64, y: f64) -> f64 {
        let k = self.shape;
        if k >= 10.0 {
            let sum = k * (y - libm::log(k)) - (x - k);
            return libm::exp(sum - stirling_error(k)) * libm::sqrt(k / (2.0 * PI));
        }
        libm::exp(k * y - x - libm::lgamma(k))
    }
}

impl Family for Gamma {
    fn centre(&self) -> f64 {
        libm::log(self.shape)
    }

    fn tails(&self, y: f64) -> Tails {
        let (k, x) = (self.shape, libm::exp(y));
        let density = self.density(x, y);
        if x < k + 1.0 {
            let below = (density * series(k, x) / k).min(1.0);
            Tails { below, above: 1.0 - below, density }
        } else {
            let above = (density * fraction(k, x)).min(1.0);
            Tails { below: 1.0 - above, above, density }
        }
    }

    fn value(y: f64) -> f64 {
        libm::exp(y)
    }
}

/// The sum over n of x^n / ((k + 1) ... (k + n)): DLMF 8.7.1.
fn series(k: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, k);
    loop {
        n += 1.0;
        term *= x / n;
        let next = sum + term;
        if next == sum {
            return sum;
        }
        sum = next;
    }
}

/// The continued fraction of the upper incomplete gamma function, by Lentz's method: DLMF 8.9.2.
fn fraction(k: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut b = x + 1.0 - k;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away(b);
    let mut product = d;
    for step in 1..100_000 {
        let n = f64::from(step);
        let term = -n * (n - k);
        b += 2.0;
        d = 1.0 / away(term * d + b);
        c = away(b + term / c);
        product *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_those_of_the_poisson() {
        // P(Gamma(k) > x) = P(Poisson(x) < k).
        for (k, x) in [(1_u32, 0.3), (5, 4.0), (40, 52.0), (40, 21.0)] {
            let mut term = libm::exp(-x);
            let mut sum = 0.0;
            for n in 0..k {
                sum += term;
                term *= x / f64::from(n + 1);
            }
            let above = Gamma { shape: f64::from(k) }.tails_at(x).1;
            assert!((above / sum - 1.0).abs() < 1e-12, "{k} {x}: {above} {sum}");
        }
    }
}
