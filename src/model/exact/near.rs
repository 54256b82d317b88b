use super::complex::Complex;

/// A number kept twice: as it is, for where it is near 0, and less 1, for where it is near 1. Both have all their digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub(super) less_one: Complex,
    pub(super) value: Complex,
}

/// Below this square of its length a number is near 0.
const SMALL: f64 = 0.25;

/// What chances may miss 1 by, as rounding errors.
pub(super) const MISSING: f64 = 1e-14;

impl Near {
    pub(super) const ONE: Near = Near { less_one: Complex::ZERO, value: Complex::ONE };
    /// Where a series does not converge.
    pub(super) const INFINITE: Near =
        Near { less_one: Complex::real(f64::INFINITY), value: Complex::real(f64::INFINITY) };

    /// e^`exponent`.
    pub(super) fn exp(exponent: Complex) -> Self {
        Self::with(exponent.exp_m1(), || exponent.exp())
    }

    /// 1 + `less_one`; `value` says the same where that is near 0.
    pub(super) fn with(less_one: Complex, value: impl FnOnce() -> Complex) -> Self {
        let sum = less_one + Complex::ONE;
        Self { less_one, value: if sum.norm_square() < SMALL { value() } else { sum } }
    }

    pub(super) fn ln(self) -> Complex {
        if self.value.norm_square() < SMALL { self.value.ln() } else { self.less_one.ln_1p() }
    }

    #[must_use]
    pub(super) fn times(self, other: Self) -> Self {
        Self { less_one: self.less_one + self.value * other.less_one, value: self.value * other.value }
    }

    /// One of `parts`, each with its chance; with what is missing to 1 the number is 1.
    pub(super) fn mixture(parts: impl IntoIterator<Item = (f64, Near)>) -> Self {
        let (mut less_one, mut value, mut chances) = (Complex::ZERO, Complex::ZERO, 0.0);
        for (chance, part) in parts {
            less_one = less_one + part.less_one.scale(chance);
            value = value + part.value.scale(chance);
            chances += chance;
        }
        let missing = 1.0 - chances;
        if missing > MISSING {
            value.re += missing;
        }
        Self::with(less_one, || value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept_near_one_and_near_zero() {
        let (near_one, near_zero) = (Near::exp(Complex::real(1e-20)), Near::exp(Complex::real(-60.0)));
        assert_eq!(near_one.less_one.re, 1e-20);
        assert!((near_zero.ln().re + 60.0).abs() < 1e-14 && (near_one.ln().re - 1e-20).abs() < 1e-35);
        assert!((near_zero.times(near_zero).ln().re + 120.0).abs() < 1e-13);
        let mixed = Near::mixture([(0.25, near_zero), (0.75, near_zero)]);
        assert!((mixed.ln().re + 60.0).abs() < 1e-13);
        let half = Near::mixture([(0.5, near_zero)]);
        assert!((half.ln().re - 0.5_f64.ln()).abs() < 1e-15);
    }
}
