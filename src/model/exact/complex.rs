use std::ops::{Add, Mul, Neg, Sub};

/// A complex number; its functions are made of `libm`, so that the bits are the same everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Complex {
    pub(super) re: f64,
    pub(super) im: f64,
}

impl Complex {
    pub(super) const ZERO: Complex = Complex { re: 0.0, im: 0.0 };
    pub(super) const ONE: Complex = Complex { re: 1.0, im: 0.0 };

    pub(super) const fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }

    pub(super) const fn real(re: f64) -> Self {
        Self { re, im: 0.0 }
    }

    #[must_use]
    pub(super) fn scale(self, factor: f64) -> Self {
        Self { re: self.re * factor, im: self.im * factor }
    }

    #[must_use]
    pub(super) fn conj(self) -> Self {
        Self { re: self.re, im: -self.im }
    }

    /// Turned by a quarter: i times the number.
    #[must_use]
    pub(super) fn quarter_turn(self) -> Self {
        Self { re: -self.im, im: self.re }
    }

    pub(super) fn norm_square(self) -> f64 {
        self.re * self.re + self.im * self.im
    }

    pub(super) fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    #[must_use]
    pub(super) fn inverse(self) -> Self {
        self.conj().scale(1.0 / self.norm_square())
    }

    #[must_use]
    pub(super) fn exp(self) -> Self {
        let (sin, cos) = libm::sincos(self.im);
        let length = libm::exp(self.re);
        Self { re: length * cos, im: length * sin }
    }

    /// e^z - 1, without loss of digits near 0.
    #[must_use]
    pub(super) fn exp_m1(self) -> Self {
        let (sin, cos) = libm::sincos(self.im);
        let more = libm::expm1(self.re);
        let half = libm::sin(0.5 * self.im);
        Self { re: more * cos - 2.0 * half * half, im: (1.0 + more) * sin }
    }

    /// The logarithm; the imaginary part from -pi to pi.
    #[must_use]
    pub(super) fn ln(self) -> Self {
        Self { re: libm::log(libm::hypot(self.re, self.im)), im: libm::atan2(self.im, self.re) }
    }

    /// ln(1 + z), without loss of digits near 0; the imaginary part from -pi to pi.
    #[must_use]
    pub(super) fn ln_1p(self) -> Self {
        let square = 2.0 * self.re + self.norm_square();
        if square <= -0.5 {
            return (self + Self::ONE).ln();
        }
        Self { re: 0.5 * libm::log1p(square), im: libm::atan2(self.im, 1.0 + self.re) }
    }
}

impl Add for Complex {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }
}

impl Sub for Complex {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { re: self.re - other.re, im: self.im - other.im }
    }
}

impl Mul for Complex {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }
}

impl Neg for Complex {
    type Output = Self;

    fn neg(self) -> Self {
        Self { re: -self.re, im: -self.im }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_and_logarithm_undo_each_other() {
        for z in [Complex::new(1e-12, -3e-13), Complex::new(-0.4, 2.0), Complex::new(3.0, -1.0), Complex::ZERO] {
            let back = z.exp_m1().ln_1p();
            let error = (back - z).norm_square().sqrt();
            assert!(error <= 4e-16 * (1.0 + z.norm_square()).sqrt().max(1.0) && error <= 1e-15, "{z:?} {back:?}");
            assert!((z.exp() - z.exp_m1() - Complex::ONE).norm_square().sqrt() < 1e-14);
        }
        let small = Complex::new(0.0, 1e-9).exp_m1();
        assert_eq!(small.re, -0.5e-18);
    }

    #[test]
    fn a_number_times_its_inverse_is_one() {
        let z = Complex::new(3.0, -4.0);
        assert!((z * z.inverse() - Complex::ONE).norm_square() < 1e-30);
        assert_eq!(z.quarter_turn(), Complex::new(4.0, 3.0));
        assert_eq!(-z, Complex::new(-3.0, 4.0));
    }
}
