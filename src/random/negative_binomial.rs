use super::{Stream, gamma, poisson};

/// Draws from the negative binomial distribution with this mean and shape.
///
/// Variance mean + mean^2 / shape; `mean` >= 0, and 0 gives 0; `shape` > 0, not necessarily whole. With shape c and mean
/// c (1 - v) / v it counts the failures before the c-th success of chance v.
///
/// A Poisson draw whose mean is `mean / shape` times a gamma draw of that shape: Greenwood and Yule (1920).
pub fn negative_binomial(rng: &mut Stream, mean: f64, shape: f64) -> u64 {
    if mean <= 0.0 {
        return 0;
    }
    let rate = gamma(rng, shape) * (mean / shape);
    poisson(rng, rate)
}
