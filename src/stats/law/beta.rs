use std::f64::consts::PI;

use super::inverse_table::{Family, Tails};

/// The beta law by its log-odds y = ln(x / (1 - x)); a, b > 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Beta {
    pub(super) a: f64,
    pub(super) b: f64,
}

/// ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2, for x >= 10.
pub(super) fn stirling_error(x: f64) -> f64 {
    let x2 = x * x;
    let series = 1.0 / 1260.0 - (1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / x2) / x2) / x2;
    (1.0 / 12.0 - (1.0 / 360.0 - series / x2) / x2) / x
}

impl Beta {
    /// x^a (1 - x)^b / B(a, b): the density of y.
    fn density(self, ln_x: f64, ln_rest: f64) -> f64 {
        let Self { a, b } = self;
        if a >= 10.0 && b >= 10.0 {
            // The large parts of the logarithms are taken away before they are added.
            let whole = a + b;
            let sum = a * (ln_x - libm::log(a / whole)) + b * (ln_rest - libm::log(b / whole));
            let correction = stirling_error(whole) - stirling_error(a) - stirling_error(b);
            return libm::exp(sum + correction) * libm::sqrt(a / whole * b / (2.0 * PI));
        }
        let ln_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
        libm::exp(a * ln_x + b * ln_rest - ln_beta)
    }

    /// Both tails at `x`, from 0 to 1.
    pub(super) fn tails_at(self, x: f64) -> (f64, f64) {
        if x <= 0.0 {
            return (0.0, 1.0);
        }
        if x >= 1.0 {
            return (1.0, 0.0);
        }
        let tails = self.tails_of(x, 1.0 - x, libm::log(x), libm::log1p(-x));
        (tails.below, tails.above)
    }

    fn tails_of(self, x: f64, rest: f64, ln_x: f64, ln_rest: f64) -> Tails {
        let Self { a, b } = self;
        let density = self.density(ln_x, ln_rest);
        if x < (a + 1.0) / (a + b + 2.0) {
            let below = (density * fraction(a, b, x) / a).min(1.0);
            Tails { below, above: 1.0 - below, density }
        } else {
            let above = (density * fraction(b, a, rest) / b).min(1.0);
            Tails { below: 1.0 - above, above, density }
        }
    }
}

impl Family for Beta {
    fn centre(&self) -> f64 {
        libm::log(self.a / self.b)
    }

    fn tails(&self, y: f64) -> Tails {
        let (x, rest) = odds(y);
        self.tails_of(x, rest, -libm::log1p(libm::exp(-y)), -libm::log1p(libm::exp(y)))
    }

    fn value(y: f64) -> f64 {
        odds(y).0
    }
}

/// x and 1 - x from the log-odds, each to its own last digit.
#[inline]
fn odds(y: f64) -> (f64, f64) {
    let odds = libm::exp(-y.abs());
    let (large, small) = (1.0 / (1.0 + odds), odds / (1.0 + odds));
    if y < 0.0 { (small, large) } else { (large, small) }
}

/// The continued fraction of the incomplete beta function, by Lentz's method: DLMF 8.17.22; it converges quickly below
/// (a + 1) / (a + b + 2).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for step in 1..100_000 {
        let m = f64::from(step);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            product *= c * d;
        }
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
    fn probabilities_are_those_of_the_binomial() {
        // I_x(a, n - a + 1) = P(Binomial(n, x) >= a).
        let choose = |n: u32, k: u32| (0..k).fold(1.0, |product, i| product * f64::from(n - i) / f64::from(i + 1));
        for (n, a, x) in [(5, 2, 0.3), (30, 12, 0.5), (40, 39, 0.9), (60, 3, 0.01)] {
            let term = |k: u32| choose(n, k) * f64::powi(x, k as i32) * f64::powi(1.0 - x, (n - k) as i32);
            let sum: f64 = (a..=n).map(term).sum();
            let found = Beta { a: f64::from(a), b: f64::from(n - a + 1) }.tails_at(x).0;
            assert!((found / sum - 1.0).abs() < 1e-12, "{n} {a} {x}: {found} {sum}");
        }
    }

    #[test]
    fn probabilities_are_those_of_scipy() {
        for (a, b, x, exact) in [
            (10.0, 260.0, 0.037, 0.538_439_737_299_345_2),
            (0.5, 0.5, 0.01, 0.063_768_560_858_519_85),
            (1e6, 3e6, 0.2501, 0.677_970_666_169_941_2),
        ] {
            let (below, above) = Beta { a, b }.tails_at(x);
            assert!((below / exact - 1.0).abs() < 1e-9, "{a} {b} {x}: {below}");
            assert!((below + above - 1.0).abs() < 1e-14);
        }
    }
}
