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
        libm::exp(ln_gamma_draw(rng, shape))
    } else {
        at_least_one(rng, shape)
    }
}

/// The logarithm of a draw from the gamma distribution with this shape > 0: finite where the draw itself is 0.
pub(super) fn ln_gamma_draw(rng: &mut Stream, shape: f64) -> f64 {
    if shape < 1.0 {
        // 1 - U is above 0, so its logarithm is finite.
        let boost = libm::log(1.0 - rng.random::<f64>()) / shape;
        libm::log(at_least_one(rng, shape + 1.0)) + boost
    } else {
        libm::log(at_least_one(rng, shape))
    }
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
