/// Terms of a sum that are added up at most.
const MOST_TERMS: u64 = 2_000_000;

/// Mean and variance of the silent behind `complaints` at these `odds`, of whom at most `most` count: a negative binomial
/// count cut at its end. `None` where the sum is too long.
pub(super) fn cut_moments(complaints: u64, odds: f64, most: u64) -> Option<(f64, f64)> {
    let shape = complaints as f64;
    let (mean, variance) = (shape * odds, shape * odds * (1.0 + odds));
    // The tail falls like that of a geometric count: nothing is left to cut.
    if mean + 40.0 * (1.0 + odds + variance.sqrt()) < most as f64 {
        return Some((mean, variance));
    }
    if most > MOST_TERMS {
        return None;
    }
    // P(S = k) in units of a power of e, so that neither end of a large sum is lost.
    let (mut term, mut unit) = (1.0_f64, -shape * libm::log1p(odds));
    let (mut whole, mut first, mut second) = (0.0_f64, 0.0_f64, 0.0_f64);
    for k in 0..most {
        let k = k as f64;
        whole += term;
        first += term * k;
        second += term * k * k;
        term *= (shape + k) / (k + 1.0) * (odds / (1.0 + odds));
        if term > RESCALE {
            for sum in [&mut term, &mut whole, &mut first, &mut second] {
                *sum /= RESCALE;
            }
            unit += libm::log(RESCALE);
        }
    }
    let unit = libm::exp(unit);
    let (most, beyond) = (most as f64, (1.0 - whole * unit).max(0.0));
    let mean = first * unit + most * beyond;
    Some((mean, (second * unit + most * most * beyond - mean * mean).max(0.0)))
}

const RESCALE: f64 = 1e100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_has_the_moments_of_the_sum() {
        // One complaint and 26 silent on average, at most 99: P(S > k) = (26/27)^(k + 1), E min(S, 99) its sum over k < 99.
        let (mean, variance) = cut_moments(1, 26.0, 99).expect("a short sum");
        let beyond = |k: i32| (26.0_f64 / 27.0).powi(k + 1);
        let by_hand: f64 = (0..99).map(beyond).sum();
        let square: f64 = (0..99).map(|k| (2.0 * f64::from(k) + 1.0) * beyond(k)).sum();
        assert!((mean - by_hand).abs() < 1e-10, "{mean} against {by_hand}");
        assert!((variance - (square - by_hand * by_hand)).abs() < 1e-8);
    }

    #[test]
    fn far_from_the_end_nothing_is_cut() {
        assert_eq!(cut_moments(1, 26.0, 10_000), Some((26.0, 26.0 * 27.0)));
        let (mean, _) = cut_moments(5_000, 3.0, 20_000).expect("a sum");
        assert!((mean - 15_000.0).abs() < 1e-6, "{mean}");
        assert_eq!(cut_moments(1_000_000, 100.0, 100_000_000), None);
    }
}
