use std::f64::consts::PI;

use super::complex::Complex;
use super::near::Near;

/// A complex number at which a generating function is evaluated, with its logarithm, so that its powers are at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument {
    pub(super) near: Near,
    ln: Complex,
    /// Where it is on a circle: the part `.0 / .1` of a turn, so that powers have an exact angle.
    turn: Option<(u64, u64)>,
}

impl Argument {
    /// The `place`-th of `places` numbers on the circle of radius e^`tilt`.
    pub(super) fn on_circle(tilt: f64, place: u64, places: u64) -> Self {
        let ln = Complex::new(tilt, angle(place, places));
        Self { near: Near::exp(ln), ln, turn: Some((place, places)) }
    }

    /// e^`ln`.
    pub(super) fn of_ln(ln: Complex) -> Self {
        Self { near: Near::exp(ln), ln, turn: None }
    }

    pub(super) fn of(near: Near) -> Self {
        Self { near, ln: near.ln(), turn: None }
    }

    /// Its `power`-th power.
    pub(super) fn power(&self, power: i64) -> Self {
        match power {
            0 => Self { near: Near::ONE, ln: Complex::ZERO, turn: None },
            1 => *self,
            _ => match self.turn {
                Some((place, places)) => {
                    let turned = (i128::from(place) * i128::from(power)).rem_euclid(i128::from(places));
                    Self::on_circle(self.ln.re * power as f64, turned as u64, places)
                }
                None => Self::of_ln(self.ln.scale(power as f64)),
            },
        }
    }
}

/// The angle of a part of a turn, from -pi to pi.
fn angle(place: u64, places: u64) -> f64 {
    let signed = if 2 * place > places { place as f64 - places as f64 } else { place as f64 };
    2.0 * PI * signed / places as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_on_a_circle_keep_an_exact_angle() {
        let argument = Argument::on_circle(1e-9, 3, 1 << 20);
        let power = argument.power(1 << 19);
        // 3 / 2 turns.
        let length = Complex::ONE.scale(libm::exp(f64::from(1 << 19) * 1e-9));
        assert!((power.near.value + length).norm_square() < 1e-30);
        let other = Argument::of(argument.near).power(5);
        assert!((other.near.value - argument.power(5).near.value).norm_square() < 1e-30);
        let one = argument.power(-2).near.times(argument.power(2).near);
        assert!((one.value - Complex::ONE).norm_square() < 1e-30);
    }
}
