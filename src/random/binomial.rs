use rand::RngExt;

use super::Stream;
use super::saddle::ln_binomial;
use crate::quantity::Probability;

/// Means (of the rarer side) from here on are drawn by rejection, below by inversion of one uniform.
const INVERSION_BELOW: f64 = 30.0;
/// Up to so many trials q^n is cheaper by multiplication than by logarithm.
const POWER_BY_SQUARING: u64 = 64;

/// Draws the successes in `n` trials with chance `p`.
///
/// P(k) = C(n, k) p^k (1 - p)^(n - k); exact for n up to 2^53; no trials and a sure outcome take no draw.
///
/// Where n min(p, 1 - p) < 30 inversion of one uniform, above it the transformed rejection BTRS: Hörmann (1993), The
/// generation of binomial random variates, Journal of Statistical Computation and Simulation 46, 101-110.
pub fn binomial(rng: &mut Stream, n: u64, p: Probability) -> u64 {
    let p = p.get();
    if n == 0 || p.is_nan() || p == 0.0 {
        return 0;
    }
    if p == 1.0 {
        return n;
    }
    if p <= 0.5 { rarer(rng, n, p) } else { n - rarer(rng, n, 1.0 - p) }
}

/// The draw for 0 < p <= 1/2.
fn rarer(rng: &mut Stream, n: u64, p: f64) -> u64 {
    if n as f64 * p < INVERSION_BELOW { by_inversion(rng, n, p) } else { by_rejection(rng, n, p) }
}

fn by_inversion(rng: &mut Stream, n: u64, p: f64) -> u64 {
    let mut rest: f64 = rng.random();
    let mut probability = none(n, p);
    let odds = p / (1.0 - p);
    let mut trials = n as f64;
    let mut k = 0.0;
    // The probability falls to 0 in the far tail: then the rounding errors of the sum have used up the uniform.
    while rest >= probability && probability > 0.0 {
        rest -= probability;
        k += 1.0;
        probability *= odds * trials / k;
        trials -= 1.0;
    }
    (k as u64).min(n)
}

/// (1 - p)^n; by log1p where 1 - p would round off what n makes count.
fn none(n: u64, p: f64) -> f64 {
    if n > POWER_BY_SQUARING {
        return libm::exp(n as f64 * libm::log1p(-p));
    }
    let (mut result, mut square, mut bits) = (1.0, 1.0 - p, n);
    while bits > 0 {
        if bits & 1 == 1 {
            result *= square;
        }
        square *= square;
        bits >>= 1;
    }
    result
}

fn by_rejection(rng: &mut Stream, n: u64, p: f64) -> u64 {
    let trials = n as f64;
    let q = 1.0 - p;
    let spread = (trials * p * q).sqrt();
    let b = 1.15 + 2.53 * spread;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let center = trials * p + 0.5;
    let sure = 0.92 - 4.2 / b;
    loop {
        let u = rng.random::<f64>() - 0.5;
        let v: f64 = rng.random();
        let edge = 0.5 - u.abs();
        let place = (2.0 * a / edge + b) * u + center;
        if edge >= 0.07 && v <= sure {
            return place as u64;
        }
        if !(place >= 0.0 && place < trials + 1.0) {
            continue;
        }
        // Rounded down without a call.
        let k = place as i64 as f64;
        let alpha = (2.83 + 5.1 / b) * spread;
        let mode = ((trials + 1.0) * p) as i64 as f64;
        let height = libm::log(v * alpha / (a / (edge * edge) + b));
        if let Some((threshold, error)) = about(k - mode, trials * p * q) {
            // Far more than what rounding does to either.
            let error = error + 1e-8;
            if height < threshold - error {
                return k as u64;
            }
            if height > threshold + error {
                continue;
            }
        }
        if height <= ln_binomial(k, trials, p, q) - ln_binomial(mode, trials, p, q) {
            return k as u64;
        }
    }
}

/// ln P(mode + `far`) - ln P(mode) and by how much it may be off, for a binomial law of this variance with p <= 1/2; `None` close
/// to the mode and far from it.
///
/// The squeeze of BTPE: Kachitvichyanukul and Schmeiser (1988), Binomial random variate generation, Communications of the ACM
/// 31, 216-222.
fn about(far: f64, variance: f64) -> Option<(f64, f64)> {
    let far = far.abs();
    if far <= 20.0 || far >= 0.5 * variance - 1.0 {
        return None;
    }
    let error = far / variance * ((far * (far / 3.0 + 0.625) + 1.0 / 6.0) / variance + 0.5);
    Some((-far * far / (2.0 * variance), error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    fn p(value: f64) -> Probability {
        Probability::clamped(value)
    }

    #[test]
    fn draws_have_the_binomial_law() {
        let cases = [
            (1, 0.3),
            (2, 0.5),
            (5, 0.1),
            (10, 0.97),
            (27, 0.037),
            (63, 0.1),
            (65, 0.1),
            (20, 0.5),
            (21, 0.5),
            (25, 0.45),
            (100, 0.1),
            (100, 0.9),
            (300, 0.4),
            (1_000, 0.011),
            (100_000, 0.25),
            (1_000_000, 1e-7),
            (1_000_000_000, 1.1e-8),
            (1_000_000_000_000, 3e-12),
            (1_000_000_000_000, 4e-10),
            (10_000_000_000_000, 5e-13),
        ];
        for (case, (n, chance)) in cases.into_iter().enumerate() {
            let mut rng = stream(case as u64);
            Exact::binomial(n, chance).assert_fits((0..200_000).map(|_| binomial(&mut rng, n, p(chance))));
        }
    }

    #[test]
    fn a_trillion_trials_keep_their_law_in_the_middle() {
        let (n, chance) = (1_000_000_000_000, 1e-3);
        let mut rng = stream(0);
        Exact::binomial(n, chance).assert_fits((0..100_000).map(|_| binomial(&mut rng, n, p(chance))));
    }

    #[test]
    fn what_decides_most_draws_is_as_close_as_it_says() {
        let mut compared = 0;
        for (n, p) in
            [(200.0, 0.5), (1_000.0, 0.1), (5_000.0, 0.31), (1e6, 0.25), (1e9, 1e-6), (1e12, 0.4), (1e13, 3e-9)]
        {
            let (q, mode): (f64, f64) = (1.0 - p, f64::floor((n + 1.0) * p));
            let spread = (n * p * q).sqrt();
            for step in -4_000..=4_000 {
                let k = (mode + f64::from(step) * spread / 400.0).floor();
                let Some((threshold, error)) = about(k - mode, n * p * q).filter(|_| (0.0..=n).contains(&k)) else {
                    continue;
                };
                let exact = ln_binomial(k, n, p, q) - ln_binomial(mode, n, p, q);
                assert!((exact - threshold).abs() <= error + 1e-9, "{n} {p} {k}: {exact} for {threshold}, {error}");
                compared += 1;
            }
        }
        assert!(compared > 20_000, "{compared}");
    }

    #[test]
    fn sure_outcomes_take_no_draw() {
        let mut rng = stream(0);
        let untouched = rng.clone();
        assert_eq!(binomial(&mut rng, 0, p(0.5)), 0);
        assert_eq!(binomial(&mut rng, 9, Probability::ZERO), 0);
        assert_eq!(binomial(&mut rng, u64::MAX, Probability::ONE), u64::MAX);
        assert_eq!(rng, untouched);
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(1);
        let draws = [(27, 0.037), (26, 0.4), (1_000, 0.5), (1_000_000, 0.9), (1_000_000_000_000, 1e-3)]
            .map(|(n, chance)| binomial(&mut rng, n, p(chance)));
        assert_eq!(draws, [0, 11, 514, 900_529, 999_997_875]);
    }
}
