use rand::RngExt;

use super::Stream;
use super::saddle::ln_poisson;

/// Means from here on are drawn by rejection, below by inversion of one uniform.
const INVERSION_BELOW: f64 = 10.0;

/// Draws from the Poisson distribution with this mean.
///
/// P(k) = e^-mean mean^k / k!; `mean` >= 0, and 0 gives 0 without a draw. A result beyond `u64` comes out as its maximum;
/// from a mean of 2^53 on the low bits of a result are those of a float.
///
/// Below a mean of 10 inversion of one uniform, above it the transformed rejection PTRS: Hörmann (1993), The
/// transformed rejection method for generating Poisson random variables, Insurance: Mathematics and Economics 12, 39-45.
pub fn poisson(rng: &mut Stream, mean: f64) -> u64 {
    if mean <= 0.0 {
        0
    } else if mean < INVERSION_BELOW {
        by_inversion(rng, mean)
    } else {
        by_rejection(rng, mean)
    }
}

fn by_inversion(rng: &mut Stream, mean: f64) -> u64 {
    let mut rest: f64 = rng.random();
    let mut probability = libm::exp(-mean);
    let mut k = 0.0;
    // The probability falls to 0 in the far tail: then the rounding errors of the sum have used up the uniform.
    while rest >= probability && probability > 0.0 {
        rest -= probability;
        k += 1.0;
        probability *= mean / k;
    }
    k as u64
}

fn by_rejection(rng: &mut Stream, mean: f64) -> u64 {
    let b = 0.931 + 2.53 * mean.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let sure = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = rng.random::<f64>() - 0.5;
        let v: f64 = rng.random();
        let edge = 0.5 - u.abs();
        let k = ((2.0 * a / edge + b) * u + mean + 0.43).floor();
        if edge >= 0.07 && v <= sure {
            return k as u64;
        }
        if k < 0.0 || (edge < 0.013 && v > edge) {
            continue;
        }
        if libm::log(v * inverse_alpha / (a / (edge * edge) + b)) <= ln_poisson(k, mean) {
            return k as u64;
        }
    }
}
