use rand::RngExt;

use super::Stream;
use super::saddle::ln_binomial;
use crate::quantity::Probability;

/// Means (of the rarer side) from here on are drawn by rejection, below by inversion of one uniform.
const INVERSION_BELOW: f64 = 10.0;
/// Up to so many trials q^n is cheaper by multiplication than by logarithm.
const POWER_BY_SQUARING: u64 = 64;

/// Draws the successes in `n` trials with chance `p`.
///
/// P(k) = C(n, k) p^k (1 - p)^(n - k); exact for n up to 2^53; no trials and a sure outcome take no draw.
///
/// Where n min(p, 1 - p) < 10 inversion of one uniform, above it the transformed rejection BTRS: Hörmann (1993), The
/// generation of binomial random variates, Journal of Statistical Computation and Simulation 46, 101-110.
pub fn binomial(rng: &mut Stream, n: u64, p: Probability) -> u64 {
    let p = p.get();
    if n == 0 || p == 0.0 {
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
        let k = ((2.0 * a / edge + b) * u + center).floor();
        if edge >= 0.07 && v <= sure {
            return k as u64;
        }
        if !(0.0..=trials).contains(&k) {
            continue;
        }
        let alpha = (2.83 + 5.1 / b) * spread;
        let mode = ((trials + 1.0) * p).floor();
        let threshold = ln_binomial(k, trials, p, q) - ln_binomial(mode, trials, p, q);
        if libm::log(v * alpha / (a / (edge * edge) + b)) <= threshold {
            return k as u64;
        }
    }
}
