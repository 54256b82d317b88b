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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    #[test]
    fn draws_have_the_negative_binomial_law() {
        let cases = [(26.0, 1.0), (10.0, 2.0), (0.5, 0.05), (3.0, 0.4), (10.0, 1e9), (260.0, 10.0), (10.0, 0.5)];
        for (case, (mean, shape)) in cases.into_iter().enumerate() {
            let mut rng = stream(case as u64);
            Exact::negative_binomial(mean, shape)
                .assert_fits((0..200_000).map(|_| negative_binomial(&mut rng, mean, shape)));
        }
    }

    #[test]
    fn a_tiny_shape_is_nearly_always_zero_and_has_its_chance_of_it() {
        // P(0) = (1 + mean / shape)^-shape.
        let (mean, shape, n) = (10.0, 0.005, 400_000_u32);
        let mut rng = stream(0);
        let zeros = (0..n).filter(|_| negative_binomial(&mut rng, mean, shape) == 0).count() as f64;
        let p = libm::pow(1.0 + mean / shape, -shape);
        let error = 4.0 * (p * (1.0 - p) * f64::from(n)).sqrt();
        assert!((zeros - p * f64::from(n)).abs() < error, "{zeros}");
        assert_eq!(negative_binomial(&mut rng, 0.0, shape), 0);
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(3);
        let draws = [(26.0, 1.0), (10.0, 0.1), (10.0, 1e6), (1e9, 2.0)]
            .map(|(mean, shape)| negative_binomial(&mut rng, mean, shape));
        assert_eq!(draws, [28, 0, 10, 824_033_033]);
    }
}
