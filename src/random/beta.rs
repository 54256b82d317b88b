use super::Stream;
use super::gamma::ln_gamma_draw;
use crate::quantity::Probability;

/// Draws from the beta distribution, a / (a + b) in the mean.
///
/// Density proportional to x^(a - 1) (1 - x)^(b - 1); `a`, `b` >= 0 and not both 0: without `a` it is 0, without `b` 1.
///
/// As the share of one gamma draw in two, by their logarithms, so that tiny shapes keep their law: Devroye (1986),
/// Non-uniform random variate generation, IX.4.1.
pub fn beta(rng: &mut Stream, a: f64, b: f64) -> Probability {
    if a <= 0.0 {
        return Probability::ZERO;
    }
    if b <= 0.0 {
        return Probability::ONE;
    }
    let ln_odds = ln_gamma_draw(rng, a) - ln_gamma_draw(rng, b);
    Probability::clamped(1.0 / (1.0 + libm::exp(-ln_odds)))
}
