use super::heaping::{EXACT_UP_TO, Heaping};
use super::law::CountLaw;
use crate::sheet::Told;

/// The chances of single answers under a law: few are asked for, and not all numbers below the largest are looked at.
pub(super) struct Chances {
    law: CountLaw,
    /// The logarithm of what its chances add up to.
    whole: f64,
    heaping: Option<Heaping>,
    /// The chances of the first numbers, which are asked for more often.
    near: Vec<f64>,
}

/// Up to here chances are computed each from the one before.
const NEAR: u64 = 512;

impl Chances {
    /// Of a law, with what people make of its numbers, up to the largest answer.
    pub(super) fn new(law: CountLaw, heaping: Option<Heaping>, highest: u64) -> Self {
        let near = law.masses((highest + 16).min(NEAR) as usize).mass;
        Self { law, whole: libm::log(law.weight()), heaping, near }
    }

    /// The logarithm of the chance of an answer.
    pub(super) fn ln(&self, told: Told) -> f64 {
        match told.high() {
            Some(high) if high > told.low => libm::log((told.low..=high).map(|number| self.said(number)).sum()),
            Some(number) if self.heaping.is_none() => self.law.ln_mass(number) - self.whole,
            Some(number) => libm::log(self.said(number)),
            None => libm::log(1.0 - (0..told.low).map(|number| self.said(number)).sum::<f64>()),
        }
    }

    fn mass(&self, number: u64) -> f64 {
        let near = self.near.get(number as usize).copied();
        near.unwrap_or_else(|| libm::exp(self.law.ln_mass(number) - self.whole))
    }

    /// The chance that somebody says this number.
    fn said(&self, number: u64) -> f64 {
        let exact = self.mass(number);
        let Some(Heaping { fives, tens }) = self.heaping else { return exact };
        let first = EXACT_UP_TO as u64 + 1;
        let around = |below: u64, above: u64| -> f64 {
            (number.saturating_sub(below).max(first)..=number + above).map(|number| self.mass(number)).sum()
        };
        let own = if number < first { exact } else { (1.0 - fives - tens) * exact };
        let by_five = if number.is_multiple_of(5) && fives > 0.0 { fives * around(2, 2) } else { 0.0 };
        let by_ten = if number.is_multiple_of(10) && tens > 0.0 { tens * around(5, 4) } else { 0.0 };
        own + by_five + by_ten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_chances_are_those_of_the_whole_law() {
        let law = CountLaw::NegativeBinomial { mean: 40.0, dispersion: 0.8 };
        for heaping in [None, Some(Heaping { fives: 0.3, tens: 0.2 })] {
            let whole = law.masses(900);
            let whole = heaping.map_or(whole.clone(), |heaping| heaping.said(&whole));
            let chances = Chances::new(law, heaping, 700);
            for (low, high) in
                [(0, Some(0)), (10, Some(10)), (12, Some(12)), (15, Some(15)), (60, Some(60)), (700, Some(700))]
                    .into_iter()
                    .chain([(5, Some(10)), (20, Some(30)), (6, None), (100, None)])
            {
                let (found, other) = (
                    libm::exp(chances.ln(Told::new(low, high))),
                    whole.between(low as usize, high.map(|high| high as usize)),
                );
                assert!((found / other - 1.0).abs() < 1e-10, "{low} {high:?}: {found} {other}");
            }
        }
    }
}
