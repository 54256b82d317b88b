//! A listener and all who hear from them, as a generating function.

use super::NoLaw;
use super::argument::Argument;
use super::audience::Told;
use super::complex::Complex;
use super::near::Near;
use crate::model::{Generations, Retelling, ServiceGap};

/// Retelling that is left out because fewer than one family in 1e20 gets there.
const NOTHING: f64 = 1e-20;
/// More generations are not followed.
const FAR: u32 = 2_000;

/// Stage 5: a listener of generation g retells with rate decay^(g-1) while g is below the last one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Family {
    rate: f64,
    decay: f64,
    audience: Told,
    /// How far it goes; `None`: without end and without decay.
    depth: Option<u32>,
}

impl Family {
    pub(super) fn new(retelling: &Retelling, gap: Option<&ServiceGap>) -> Result<Self, NoLaw> {
        let (rate, decay) = (retelling.rate.get(), retelling.decay.get());
        let last = match retelling.generations {
            Generations::UpTo(last) => last,
            Generations::Unlimited => u32::MAX,
        };
        if rate == 0.0 || last <= 1 {
            return Ok(Self::alone());
        }
        let audience = Told::new(&retelling.audience, gap)?;
        let depth = depth(rate, decay, audience.mean(), last)?;
        Ok(Self { rate, decay, audience, depth })
    }

    /// Nobody retells.
    pub(super) fn alone() -> Self {
        Self { rate: 0.0, decay: 1.0, audience: Told::Fixed(0), depth: Some(1) }
    }

    /// Whether nobody retells.
    pub(super) fn is_alone(&self) -> bool {
        self.depth == Some(1)
    }

    /// E of `own`^(people in the family of a first-hand listener) x `mark`^(those of them who retell).
    pub(super) fn at(&self, own: &Argument, mark: &Argument, rough: bool) -> Argument {
        match self.depth {
            Some(depth) => (1..depth).rev().fold(*own, |family, generation| {
                let rate = self.rate * libm::pow(self.decay, f64::from(generation - 1));
                Argument::of(self.step(own, mark, &family, rate, rough))
            }),
            None => self.without_end(own, mark),
        }
    }

    /// The family of a listener who retells with `rate` to listeners of families `next`.
    fn step(&self, own: &Argument, mark: &Argument, next: &Argument, rate: f64, rough: bool) -> Near {
        let told = if rough { self.audience.roughly_at(next) } else { self.audience.at(next) };
        own.near.times(Near::mixture([(rate, mark.near.times(told))]))
    }

    /// The smallest solution of F = own (1 - p + p mark A(F)): by Newton's steps from below, which never pass it on the
    /// real line, then by the equation itself.
    fn without_end(&self, own: &Argument, mark: &Argument) -> Argument {
        let mut family = *own;
        let factor = own.near.value * mark.near.value.scale(self.rate);
        for _ in 0..200 {
            let next = self.step(own, mark, &family, self.rate, false);
            let slope = Complex::ONE - factor * self.audience.derivative(&family);
            if slope.re <= 0.0 || !next.less_one.is_finite() || !slope.is_finite() {
                break;
            }
            let change = (next.less_one - family.near.less_one) * slope.inverse();
            let less_one = family.near.less_one + change;
            let value = family.near.value + change;
            family = Argument::of(Near::with(less_one, || value));
            if change.norm_square() <= 1e-22 * less_one.norm_square().min(value.norm_square()) {
                return Argument::of(self.step(own, mark, &family, self.rate, false));
            }
        }
        Argument::of(Near::INFINITE)
    }

    /// Every listener may have a family of this many values; `None` where it may be of any size.
    pub(super) fn steps(&self) -> Option<Vec<f64>> {
        let depth = self.depth?;
        Some((1..depth).map(|generation| self.rate * libm::pow(self.decay, f64::from(generation - 1))).collect())
    }

    pub(super) fn audience(&self) -> &Told {
        &self.audience
    }

    /// How long one evaluation takes, in nanoseconds or so.
    pub(super) fn cost(&self) -> f64 {
        match self.depth {
            Some(depth) => f64::from(depth - 1) * (120.0 + self.audience.cost()),
            None => 8.0 * (240.0 + 2.0 * self.audience.cost()),
        }
    }
}

/// The last generation that matters.
fn depth(rate: f64, decay: f64, mean: f64, last: u32) -> Result<Option<u32>, NoLaw> {
    if last <= FAR {
        return Ok(Some(last));
    }
    if decay == 1.0 {
        return if rate * mean < 1.0 { Ok(None) } else { Err(NoLaw::Endless) };
    }
    // How many are left of one first-hand listener.
    let (mut left, mut rate_now) = (1.0, rate);
    for generation in 1..FAR.min(last) {
        left *= rate_now * mean;
        if left < NOTHING {
            return Ok(Some(generation));
        }
        rate_now *= decay;
    }
    Err(NoLaw::TooCostly)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Audience;
    use crate::quantity::Probability;

    fn family(rate: f64, audience: Audience, generations: Generations, decay: f64) -> Result<Family, NoLaw> {
        let probability = |value| Probability::new(value).expect("a probability");
        let retelling = Retelling { rate: probability(rate), audience, generations, decay: probability(decay) };
        Family::new(&retelling, None)
    }

    fn argument(value: Complex) -> Argument {
        Argument::of(Near { less_one: value - Complex::ONE, value })
    }

    #[test]
    fn a_family_dies_out_as_the_iterated_generating_function_says() {
        // Extinction by generation 30 of Poisson children: where nobody of generation 31 hears, marked by 0.
        for (mean, known) in [(1.5, 0.417_188), (2.0, 0.203_188), (3.0, 0.059_520)] {
            let told = Told::Poisson(mean);
            let extinct = (0..30).fold(0.0, |q: f64, _| told.at(&argument(Complex::real(q))).value.re);
            assert!((extinct - known).abs() < 5e-7, "{mean}: {extinct}");
        }
    }

    #[test]
    fn without_end_the_family_solves_its_equation() {
        let family = family(1.0, Audience::Poisson(0.5), Generations::Unlimited, 1.0).expect("a family");
        let (one, z) = (Argument::of_ln(Complex::ZERO), argument(Complex::new(0.7, 0.4)));
        let found = family.at(&z, &one, false).near.value;
        let equation = z.near.value * (found - Complex::ONE).scale(0.5).exp();
        assert!((found - equation).norm_square() < 1e-30);
        // Beyond the radius of convergence, e^(.5) / .5 x e^-1, there is none.
        let far = argument(Complex::real(1.22));
        assert!(!family.at(&far, &one, false).near.value.is_finite());
    }

    #[test]
    fn many_generations_are_nearly_without_end() {
        let z = argument(Complex::new(0.7, 0.4));
        let one = Argument::of_ln(Complex::ZERO);
        let value = |generations| {
            family(0.2, Audience::Fixed(3), generations, 1.0).expect("a family").at(&z, &one, false).near.value
        };
        assert!((value(Generations::UpTo(120)) - value(Generations::Unlimited)).norm_square() < 1e-28);
        let gone = family(1.0, Audience::Fixed(3), Generations::Unlimited, 1.0);
        assert_eq!(gone.err(), Some(NoLaw::Endless));
    }
}
