use super::beta::Beta;

/// The beta law with 5 % below `low` and 5 % above `high`, 0 < low < high < 1; `None` where there is none with parameters
/// from 1e-3 to 1e9.
///
/// The larger a + b, the narrower the law: bisection on its logarithm, and for each on the log-odds of the mean.
pub(super) fn beta_interval(low: f64, high: f64) -> Option<Beta> {
    let at = |ln_size: f64| {
        let size = libm::exp(ln_size);
        let (mut under, mut over) = (-60.0, 60.0);
        let law = |log_odds: f64| {
            let mean = 1.0 / (1.0 + libm::exp(-log_odds));
            let rest = 1.0 / (1.0 + libm::exp(log_odds));
            Beta { a: size * mean, b: size * rest }
        };
        for _ in 0..80 {
            let middle = f64::midpoint(under, over);
            // A larger mean leaves less below.
            if law(middle).tails_at(low).0 > 0.05 { under = middle } else { over = middle }
        }
        law(f64::midpoint(under, over))
    };
    let (mut wide, mut narrow) = (libm::log(2e-3), libm::log(1e9));
    if at(wide).tails_at(high).1 < 0.05 || at(narrow).tails_at(high).1 > 0.05 {
        return None;
    }
    for _ in 0..70 {
        let middle = f64::midpoint(wide, narrow);
        if at(middle).tails_at(high).1 > 0.05 { wide = middle } else { narrow = middle }
    }
    let law = at(f64::midpoint(wide, narrow));
    (law.a > 1e-3 && law.b > 1e-3).then_some(law)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_twenty_lies_below_and_one_above() {
        for (low, high) in [(0.02, 0.06), (0.4, 0.41), (1e-4, 0.3), (0.05, 0.95), (0.9, 0.999)] {
            let law = beta_interval(low, high).expect("a law");
            let (below, above) = (law.tails_at(low).0, law.tails_at(high).1);
            assert!((below - 0.05).abs() < 1e-9 && (above - 0.05).abs() < 1e-9, "{low} {high}: {below} {above}");
        }
    }
}
