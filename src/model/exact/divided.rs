use super::argument::Argument;
use super::complex::Complex;
use super::near::Near;
use super::term::{Term, one};
use crate::model::groups::Split;

/// A random number of people who are divided among groups by the groups' weights: whole parts are no draw, and the rest is
/// drawn by the fractional parts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Divided {
    /// The law of their number, from 0.
    numbers: Vec<f64>,
    split: Split,
    /// What a person of each group adds.
    groups: Vec<Vec<Term>>,
}

/// One factor of the product over groups.
struct Power {
    base: Complex,
    exponent: u64,
}

impl Divided {
    pub(super) fn new(numbers: Vec<f64>, split: Split, groups: Vec<Vec<Term>>) -> Self {
        Self { numbers, split, groups }
    }

    /// The logarithm of the generating function: the sum over the number of people of its chance and the product over groups.
    pub(super) fn ln(&self, z: &Argument, told: &[Near]) -> Complex {
        let mut powers: Vec<Power> =
            self.groups.iter().map(|terms| Power { base: one(terms, z, told).value, exponent: 0 }).collect();
        let mut product = Complex::ONE;
        let mut sum = Complex::ZERO;
        for (number, &chance) in self.numbers.iter().enumerate() {
            let (mut rest, mut weight, mut mixed) = (number as u64, 0.0, Complex::ZERO);
            for (power, (whole, fraction)) in powers.iter_mut().zip(self.split.parts(number as u64)) {
                // The whole parts grow with the number.
                while power.exponent < whole {
                    product = product * power.base;
                    power.exponent += 1;
                }
                rest -= whole.min(rest);
                weight += fraction;
                mixed = mixed + power.base.scale(fraction);
            }
            let mut all = product.scale(chance);
            for _ in 0..rest {
                all = all * mixed.scale(1.0 / weight);
            }
            sum = sum + all;
        }
        sum.ln()
    }

    /// What a person of each group adds.
    pub(super) fn groups(&self) -> &[Vec<Term>] {
        &self.groups
    }

    /// How long one evaluation takes, in nanoseconds or so.
    pub(super) fn cost(&self) -> f64 {
        (self.numbers.len() * self.groups.len()) as f64 * 15.0
    }
}
