use rand::RngExt;

use super::Stream;
use super::saddle::ln_poisson;

/// Means from here on are drawn by rejection, below by inversion of one uniform.
const INVERSION_BELOW: f64 = 10.0;

/// A mean whose draws are all beyond `u64`.
const BEYOND_U64: f64 = 2e19;

/// Draws from the Poisson distribution with this mean.
///
/// P(k) = e^-mean mean^k / k!; `mean` >= 0, and 0 gives 0 without a draw. A result beyond `u64` comes out as its maximum;
/// from a mean of 2^53 on the low bits of a result are those of a float.
///
/// Below a mean of 10 inversion of one uniform, above it the transformed rejection PTRS: Hörmann (1993), The
/// transformed rejection method for generating Poisson random variables, Insurance: Mathematics and Economics 12, 39-45.
pub fn poisson(rng: &mut Stream, mean: f64) -> u64 {
    if mean >= BEYOND_U64 {
        return u64::MAX;
    }
    if mean.is_nan() || mean <= 0.0 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, assert_moments, stream};

    #[test]
    fn draws_have_the_poisson_law() {
        for (case, mean) in
            [1e-3, 0.05, 0.5, 2.0, 9.99, 10.0, 10.5, 14.0, 30.0, 290.0, 1e4, 1e9].into_iter().enumerate()
        {
            let mut rng = stream(case as u64);
            Exact::poisson(mean).assert_fits((0..200_000).map(|_| poisson(&mut rng, mean)));
        }
    }

    #[test]
    fn means_far_beyond_people_keep_mean_and_variance() {
        let mut rng = stream(0);
        for mean in [1e12, 1e15, 1e18] {
            let draws: Vec<f64> = (0..100_000).map(|_| poisson(&mut rng, mean) as f64 - mean).collect();
            assert_moments(&draws, 0.0, mean);
        }
        assert_eq!(poisson(&mut rng, 1e21), u64::MAX);
        assert_eq!(poisson(&mut rng, f64::INFINITY), u64::MAX);
        assert_eq!(poisson(&mut rng, 0.0), 0);
        assert_eq!(poisson(&mut rng, f64::NAN), 0);
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(2);
        let draws = [0.5, 9.0, 10.0, 260.0, 1e6, 1e12].map(|mean| poisson(&mut rng, mean));
        assert_eq!(draws, [1, 13, 11, 298, 998_867, 1_000_001_515_170]);
    }
}
