use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use super::Stream;

/// Draws from the gamma distribution with this shape and scale 1.
///
/// Density x^(shape - 1) e^-x / Γ(shape); `shape` >= 0, and 0 gives 0. Below a shape of about .005 a draw is often smaller
/// than the smallest float and comes out as 0; [`super::beta`] works with logarithms and is not concerned.
///
/// Marsaglia and Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26, 363-372; a shape below 1
/// by their section 6.
pub fn gamma(rng: &mut Stream, shape: f64) -> f64 {
    if shape <= 0.0 {
        0.0
    } else if shape < 1.0 {
        let boost = libm::exp(ln_boost(rng, shape));
        at_least_one(rng, shape + 1.0) * boost
    } else {
        at_least_one(rng, shape)
    }
}

/// The logarithm of a draw from the gamma distribution with this shape > 0: finite where the draw itself is 0.
pub(crate) fn ln_gamma_draw(rng: &mut Stream, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = ln_boost(rng, shape);
        libm::log(at_least_one(rng, shape + 1.0)) + boost
    } else {
        libm::log(at_least_one(rng, shape))
    }
}

/// The logarithm of U^(1 / shape), which takes a draw of `shape + 1` to one of `shape`.
fn ln_boost(rng: &mut Stream, shape: f64) -> f64 {
    // 1 - U is above 0, so its logarithm is finite.
    libm::log(1.0 - rng.random::<f64>()) / shape
}

/// The draw for a shape >= 1.
fn at_least_one(rng: &mut Stream, shape: f64) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x: f64 = StandardNormal.sample(rng);
        let cube_root = 1.0 + c * x;
        if cube_root <= 0.0 {
            continue;
        }
        let v = cube_root * cube_root * cube_root;
        let u = 1.0 - rng.random::<f64>();
        let x2 = x * x;
        if u < 1.0 - 0.0331 * x2 * x2 || libm::log(u) < 0.5 * x2 + d * (1.0 - v + libm::log(v)) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{assert_moments, stream};

    #[test]
    fn draws_have_the_moments_of_the_gamma_law() {
        let mut rng = stream(0);
        for shape in [0.05, 0.5, 1.0, 2.0, 27.0, 1e6, 1e15] {
            let draws: Vec<f64> = (0..200_000).map(|_| gamma(&mut rng, shape)).collect();
            assert_moments(&draws, shape, shape);
        }
        assert_eq!(gamma(&mut rng, 0.0), 0.0);
    }

    #[test]
    fn shapes_one_and_a_half_are_exponential_and_half_a_chi_square() {
        // Both distribution functions are elementary; the largest distance from them is Kolmogorov's.
        let n = 200_000;
        let mut rng = stream(1);
        for shape in [1.0, 0.5] {
            let distribution_function = |x: f64| if shape == 1.0 { -libm::expm1(-x) } else { libm::erf(x.sqrt()) };
            let mut draws: Vec<f64> = (0..n).map(|_| gamma(&mut rng, shape)).collect();
            draws.sort_by(f64::total_cmp);
            let distance = draws.iter().enumerate().fold(0.0_f64, |distance, (i, x)| {
                distance.max((distribution_function(*x) - i as f64 / f64::from(n)).abs())
            });
            // P(sqrt(n) D > 2.69) is about one in a million.
            assert!(distance * f64::from(n).sqrt() < 2.7, "shape {shape}: {distance}");
        }
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(5);
        let draws = [0.3, 1.0, 27.0, 1e6].map(|shape| gamma(&mut rng, shape).to_bits());
        assert_eq!(
            draws,
            [
                4_602_503_214_999_084_713,
                4_612_961_976_440_702_010,
                4_626_457_482_304_867_207,
                4_696_829_364_359_815_738
            ]
        );
    }
}
