use std::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::model::{Normal, Service};

/// The density of the standard normal distribution.
pub(super) fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * PI)
}

/// P(Z > z) of the standard normal distribution, accurate in the upper tail too.
pub(super) fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

impl Normal {
    /// P(X < level).
    pub(super) fn below(self, level: f64) -> f64 {
        if self.sd > 0.0 { upper_tail((self.mean - level) / self.sd) } else { indicator(self.mean < level) }
    }

    /// P(X <= level): differs from [`Normal::below`] only without spread.
    pub(super) fn at_most(self, level: f64) -> f64 {
        if self.sd > 0.0 { self.below(level) } else { indicator(self.mean <= level) }
    }

    /// P(X > level).
    pub(super) fn above(self, level: f64) -> f64 {
        if self.sd > 0.0 { upper_tail((level - self.mean) / self.sd) } else { indicator(self.mean > level) }
    }

    /// P(X >= level): differs from [`Normal::above`] only without spread.
    pub(super) fn at_least(self, level: f64) -> f64 {
        if self.sd > 0.0 { self.above(level) } else { indicator(self.mean >= level) }
    }

    /// The distribution of this less an independent other.
    pub(super) fn minus(self, other: Normal) -> Normal {
        Normal { mean: self.mean - other.mean, sd: libm::hypot(self.sd, other.sd) }
    }

    /// E[min(1, max(0, X) / ceiling)], the indignation of a shortfall X; people without shortfall count 0.
    pub(super) fn ramp(self, ceiling: f64) -> f64 {
        ((self.excess(0.0) - self.excess(ceiling)) / ceiling).clamp(0.0, 1.0)
    }

    /// E[max(0, X - level)].
    fn excess(self, level: f64) -> f64 {
        if self.sd > 0.0 {
            let z = (level - self.mean) / self.sd;
            self.sd * (density(z) - z * upper_tail(z))
        } else {
            (self.mean - level).max(0.0)
        }
    }
}

impl Service {
    /// What is missing at a score to what is still tolerated; negative where nothing is.
    pub(super) fn shortfall(&self, score: Normal) -> Normal {
        let tolerated = Normal { mean: self.expectation.mean - self.tolerance, ..self.expectation };
        tolerated.minus(score)
    }

    /// The shortfall of a customer who scored `score`; only the expectation is still open.
    pub(super) fn shortfall_at(&self, score: f64) -> Normal {
        Normal { mean: self.expectation.mean - self.tolerance - score, ..self.expectation }
    }
}

/// part / whole, 0 where the whole is.
pub(super) fn share_of(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

fn indicator(event: bool) -> f64 {
    if event { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_match_published_values() {
        // Abramowitz and Stegun, tables 26.1 and 26.2.
        for (z, tail) in [(0.0, 0.5), (1.0, 0.158_655_253_931_457_05), (5.0, 2.866_515_718_791_94e-7)] {
            assert!((upper_tail(z) / tail - 1.0).abs() < 1e-13, "{z}");
            assert!((1.0 - upper_tail(-z) - tail).abs() < 1e-15, "{z}");
        }
    }

    #[test]
    fn without_spread_a_level_is_met_or_not() {
        let seven = Normal { mean: 7.0, sd: 0.0 };
        assert_eq!((seven.below(7.0), seven.at_most(7.0), seven.above(7.0), seven.at_least(7.0)), (0.0, 1.0, 0.0, 1.0));
        assert_eq!(seven.ramp(14.0), 0.5);
        assert_eq!(seven.ramp(1.0), 1.0);
    }

    #[test]
    fn a_small_spread_changes_little() {
        let sharp = Normal { mean: 1.0, sd: 1e-9 };
        assert!((sharp.ramp(3.0) - 1.0 / 3.0).abs() < 1e-12);
    }
}
