use rand::RngExt;

use super::Stream;

/// The geometric distribution on 0, 1, 2, ..., made ready to draw.
///
/// P(k) = v (1 - v)^k with v = 1 / (1 + mean): the failures before the first success of chance v.
///
/// ```
/// use rumeur::random::{Geometric, Purpose, ReplicateKey};
///
/// let mut stream = ReplicateKey { seed: 1, replicate: 0 }.stream(Purpose::Experience, 0);
/// let hidden = Geometric::new(26.0);
/// let sum: u64 = (0..10_000).map(|_| hidden.draw(&mut stream)).sum();
/// assert!((250_000..270_000).contains(&sum));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    /// The logarithm of the chance of a failure.
    ln_failure: f64,
}

impl Geometric {
    /// The law with this `mean` >= 0; 0 always gives 0.
    pub fn new(mean: f64) -> Self {
        Self { ln_failure: -libm::log1p(1.0 / mean) }
    }

    /// Draws by inversion of one uniform: P(at least k) = (1 - v)^k.
    #[inline]
    pub fn draw(self, rng: &mut Stream) -> u64 {
        // 1 - U is above 0, so its logarithm is finite.
        (libm::log(1.0 - rng.random::<f64>()) / self.ln_failure) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    #[test]
    fn draws_have_the_geometric_law() {
        for (case, mean) in [26.0, 1.0, 0.2, 1e-3, 300.0].into_iter().enumerate() {
            let mut rng = stream(case as u64);
            let law = Geometric::new(mean);
            Exact::negative_binomial(mean, 1.0).assert_fits((0..200_000).map(|_| law.draw(&mut rng)));
        }
        assert!((0..1_000).all(|seed| Geometric::new(0.0).draw(&mut stream(seed)) == 0));
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(9);
        let draws = [26.0, 26.0, 0.5, 1e9].map(|mean| Geometric::new(mean).draw(&mut rng));
        assert_eq!(draws, [34, 10, 1, 1_791_669_362]);
    }
}
