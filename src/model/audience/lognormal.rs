use std::f64::consts::SQRT_2;

use rand_distr::{Distribution, StandardNormal};

use crate::random::Stream;

/// exp(ln median + sigma Z), rounded half up.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogNormal {
    ln_median: f64,
    sigma: f64,
}

/// Standard deviations beyond which a normal law has nothing left that a float would notice.
const FAR: f64 = 9.5;
/// Standard deviations of the law that one whole number may span at most for sums over them to equal integrals: the
/// error of the midpoint rule is of the order exp(-2 pi^2 3^2).
const SMOOTH: f64 = 3.0;

impl LogNormal {
    /// `median` > 0, `sigma` > 0, both finite.
    pub(super) fn new(median: f64, sigma: f64) -> Self {
        Self { ln_median: libm::log(median), sigma }
    }

    pub(super) fn draw(self, rng: &mut Stream) -> u64 {
        let z: f64 = StandardNormal.sample(rng);
        (libm::exp(self.ln_median + self.sigma * z) + 0.5) as u64
    }

    /// P(nobody is told).
    pub(super) fn p_zero(self) -> f64 {
        1.0 - self.at_least(0.5)
    }

    /// The probabilities of 0, 1, 2, ... into `masses`; gives that of what is beyond.
    pub(super) fn masses(self, masses: &mut [f64]) -> f64 {
        let mut above = 1.0;
        for (k, mass) in masses.iter_mut().enumerate() {
            let next = self.at_least(k as f64 + 0.5);
            // Near the lower end the difference of two numbers near 1 has few digits: there that of what is below has them.
            *mass = if next > 0.5 { self.below(k as f64 + 0.5) - self.below(k as f64 - 0.5) } else { above - next };
            above = next;
        }
        above
    }

    /// P(the number before rounding < y).
    fn below(self, y: f64) -> f64 {
        if y <= 0.0 { 0.0 } else { upper_tail((self.ln_median - libm::log(y)) / self.sigma) }
    }

    /// P(the number before rounding >= y), y > 0.
    fn at_least(self, y: f64) -> f64 {
        upper_tail((libm::log(y) - self.ln_median) / self.sigma)
    }

    /// Mean and variance of the rounded number.
    ///
    /// With k0 below all that happens, E (X - k0) is the sum of P(X >= k) and E (X - k0)^2 that of (2 (k - k0) - 1) P(X >= k)
    /// over k > k0. Where whole numbers are close against the width of the law the sums are the integrals over the
    /// number before rounding plus the first correction of the midpoint rule; elsewhere they are added up, a thousand
    /// terms at most. Relative error below 1e-8.
    pub(super) fn mean_and_variance(self) -> (f64, f64) {
        let s2 = self.sigma * self.sigma;
        let mean = libm::exp(self.ln_median + 0.5 * s2);
        let low = (libm::exp(self.ln_median - FAR * self.sigma) + 0.5).floor();
        if self.sigma * low >= SMOOTH {
            return (mean, mean * mean * libm::expm1(s2) + 1.0 / 12.0);
        }
        let high = libm::exp(self.ln_median + (FAR + 2.0 * self.sigma) * self.sigma).ceil();
        // Below a sigma of 0.01 all that happens lies within some 70 whole numbers here.
        let end = if self.sigma <= 0.01 { high } else { high.min(low.max(1_000.0)) };
        let (mut first, mut second) = (0.0, 0.0);
        let mut distance = end - low;
        while distance >= 1.0 {
            let p = self.at_least(low + distance - 0.5);
            first += p;
            second += (2.0 * distance - 1.0) * p;
            distance -= 1.0;
        }
        if end < high {
            let (tail_first, tail_second) = self.tail(end, low);
            first += tail_first;
            second += tail_second;
        }
        (low + first, (second - first * first).max(0.0))
    }

    /// The sums over k > end of P(X >= k) and of (2 (k - origin) - 1) P(X >= k).
    fn tail(self, end: f64, origin: f64) -> (f64, f64) {
        let z = (libm::log(end) - self.ln_median) / self.sigma;
        let s2 = self.sigma * self.sigma;
        // P(Y > end), E(Y; Y > end), E(Y^2; Y > end).
        let beyond = upper_tail(z);
        let first = libm::exp(self.ln_median + 0.5 * s2) * upper_tail(z - self.sigma);
        let second = libm::exp(2.0 * (self.ln_median + s2)) * upper_tail(z - 2.0 * self.sigma);
        // The integrals over y > end of P(Y > y) and of 2 (y - origin) P(Y > y).
        let integral = first - end * beyond;
        let integral_2 =
            second - 2.0 * origin * first + origin * origin * beyond - (end - origin) * (end - origin) * beyond;
        // Midpoint rule: the sum is the integral plus the derivative at its start / 24.
        let density = libm::exp(-0.5 * z * z) / (self.sigma * end * (2.0 * std::f64::consts::PI).sqrt());
        let correction = -density / 24.0;
        let correction_2 = 2.0 * (beyond - (end - origin) * density) / 24.0;
        (integral + correction, integral_2 + correction_2)
    }
}

/// P(Z > z) for a standard normal Z.
fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    /// P(X = k) by differences, up to where less than 1e-17 is left.
    fn points(law: LogNormal) -> impl Iterator<Item = (u64, f64)> {
        let at_least = move |k: u64| if k == 0 { 1.0 } else { law.at_least(k as f64 - 0.5) };
        (0..)
            .map(move |k| (k, at_least(k), at_least(k + 1)))
            .take_while(|&(k, p, _)| k < 10 || p > 1e-17)
            .map(|(k, p, q)| (k, p - q))
    }

    #[test]
    fn mean_and_variance_are_those_of_the_rounded_number() {
        for (median, sigma) in [
            (8.0, 0.8),
            (0.01, 0.5),
            (0.3, 1.5),
            (1.0, 1.0),
            (20.0, 0.01),
            (20.5, 0.001),
            (1_000.0, 0.02),
            (3_000.0, 0.005),
            (500.0, 0.5),
            (100_000.0, 1e-6),
        ] {
            let law = LogNormal::new(median, sigma);
            let origin = (median * (1.0 - 10.0 * sigma)).max(0.0).floor();
            let moment = |power: i32| points(law).map(|(k, p)| p * (k as f64 - origin).powi(power)).sum::<f64>();
            let first = moment(1);
            let exact = (origin + first, moment(2) - first * first);
            let (mean, variance) = law.mean_and_variance();
            assert!((mean - exact.0).abs() <= 1e-8 * exact.0, "{median} {sigma}: mean {mean}, {}", exact.0);
            assert!(
                (variance - exact.1).abs() <= 1e-7 * exact.1 + 1e-9,
                "{median} {sigma}: variance {variance}, {}",
                exact.1
            );
        }
    }

    #[test]
    fn a_heavy_sigma_has_finite_moments_at_once() {
        for (median, sigma) in [(1e-12, 8.0), (1.0, 6.0), (1e9, 1e-12), (1e9, 0.5), (1e-300, 10.0)] {
            let (mean, variance) = LogNormal::new(median, sigma).mean_and_variance();
            assert!(mean.is_finite() && variance.is_finite() && mean >= 0.0 && variance >= 0.0, "{median} {sigma}");
        }
    }

    #[test]
    fn draws_have_the_law_of_the_rounded_number() {
        for (median, sigma) in [(8.0, 0.8), (0.3, 1.2), (20.5, 0.02)] {
            let law = LogNormal::new(median, sigma);
            let mut rng = stream(0);
            Exact::of(points(law).take_while(|&(k, _)| k < 1_000_000))
                .assert_fits((0..200_000).map(|_| law.draw(&mut rng)));
        }
    }
}
