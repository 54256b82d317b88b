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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{assert_moments, stream};

    #[test]
    fn draws_have_the_moments_of_the_beta_law() {
        let mut rng = stream(0);
        for (a, b) in [(1.0, 1.0), (2.0, 5.0), (0.3, 0.7), (1e-3, 2e-3), (1e6, 3e6)] {
            let draws: Vec<f64> = (0..100_000).map(|_| beta(&mut rng, a, b).get()).collect();
            let mean = a / (a + b);
            assert_moments(&draws, mean, mean * (1.0 - mean) / (a + b + 1.0));
        }
        assert_eq!(beta(&mut rng, 0.0, 1.0), Probability::ZERO);
        assert_eq!(beta(&mut rng, 1.0, 0.0), Probability::ONE);
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(6);
        let draws = [(2.0, 5.0), (0.01, 0.01)].map(|(a, b)| beta(&mut rng, a, b).get().to_bits());
        assert_eq!(draws, [4_600_260_271_281_855_872, 4_607_182_399_506_136_957]);
    }
}
