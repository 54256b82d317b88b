//! Intervals of a number of people from the likelihood of what was seen.

use super::law::stirling_error;

/// By so much the logarithm of a likelihood falls at the ends of a 95 % interval: half of 1.96^2 (Wilks 1938).
const DROP: f64 = 1.920_729_410_347_062;

/// The logarithm of the most people that are looked at, and one.
const LAST: f64 = 60.0;

/// From how many to how many people, whose number is 0 or more, the likelihood is within 95 %; no upper end where it never falls
/// again.
///
/// The likelihood has one peak, or rises for good.
pub(super) fn likely_people(ln_likelihood: impl Fn(f64) -> f64) -> [Option<f64>; 2] {
    let of = |at: f64| ln_likelihood(libm::expm1(at));
    let (mut left, mut right) = (0.0, LAST);
    for _ in 0..120 {
        let third = (right - left) / 3.0;
        if of(left + third) < of(right - third) { left += third } else { right -= third }
    }
    let peak = f64::midpoint(left, right);
    let least = of(peak).max(of(0.0)) - DROP;
    // Between a place inside the interval and one outside.
    let end = |mut inside: f64, mut outside: f64| {
        for _ in 0..80 {
            let middle = f64::midpoint(inside, outside);
            if of(middle) < least { outside = middle } else { inside = middle }
        }
        libm::expm1(f64::midpoint(inside, outside))
    };
    let low = if of(0.0) < least { end(peak, 0.0) } else { 0.0 };
    [Some(low), (of(LAST) < least).then(|| end(peak, LAST))]
}

/// ln ((a + 1) (a + 2) ... (a + d)), for a and d of 0 or more: where a is large by Stirling's series, whose large parts are taken
/// away before they are added.
pub(super) fn ln_rising(a: f64, d: f64) -> f64 {
    if a < 10.0 {
        return libm::lgamma(a + d + 1.0) - libm::lgamma(a + 1.0);
    }
    let series = stirling_error(a + d) - stirling_error(a);
    d * libm::log(a + d) + (a + 0.5) * libm::log1p(d / a) - d + series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rising_products_are_those_of_their_factors() {
        for (a, d) in [(0, 5), (3, 0), (9, 4), (10, 7), (1_000, 30), (1_000_000_000, 3)] {
            let sum: f64 = (1..=d).map(|i| libm::log(f64::from(a + i))).sum();
            let found = ln_rising(f64::from(a), f64::from(d));
            assert!((found - sum).abs() <= 1e-13 * (1.0 + sum.abs()), "{a} {d}: {found} {sum}");
        }
    }

    /// k ln x - x has its peak at k, and falls by 1.92 at the ends of the interval of a Poisson mean.
    #[test]
    fn the_interval_of_a_poisson_mean() {
        let interval = likely_people(|mean| 7.0 * libm::log(mean) - mean);
        let [Some(low), Some(high)] = interval else { panic!("{interval:?}") };
        let fall = |mean: f64| 7.0 * libm::log(7.0 / mean) - 7.0 + mean;
        assert!(low < 7.0 && high > 7.0 && (fall(low) - DROP).abs() < 1e-9 && (fall(high) - DROP).abs() < 1e-9);
        assert_eq!(likely_people(|mean| -mean)[0], Some(0.0));
        assert_eq!(likely_people(|mean| -1.0 / (mean + 0.1))[1], None);
    }
}
