//! Laws mixed and compared.

use super::law::{Compensated, EDGE, Law};
use super::list::greatest_common_divisor;

/// Units are whole numbers of 1 / this.
const FINEST: f64 = 1e4;

impl Law {
    /// The laws mixed: with the chance of each weight, among all of them, the number has that law. `None` without laws of
    /// positive weight, or where their values are multiples of no common unit or too many.
    pub fn mix(laws: &[(f64, &Law)]) -> Option<Law> {
        let used = || laws.iter().filter(|(weight, _)| *weight > 0.0);
        let (_, model) = used().next()?;
        if used().any(|(_, law)| law.unit != model.unit || law.origin != model.origin) {
            let alike = in_one_unit(&used().copied().collect::<Vec<_>>())?;
            return Self::mix(&alike.iter().map(|(weight, law)| (*weight, law)).collect::<Vec<_>>());
        }
        let total: f64 = used().map(|(weight, _)| weight).sum();
        let first = used().map(|(_, law)| law.first).min()?;
        let end = used().map(|(_, law)| law.first + law.probabilities.len() as i64).max()?;
        let mut probabilities = vec![0.0; (end - first) as usize];
        for (weight, law) in used() {
            let places = &mut probabilities[(law.first - first) as usize..];
            for (place, p) in places.iter_mut().zip(&law.probabilities) {
                *place += weight / total * p;
            }
        }
        Some(Law { first, probabilities, ..**model })
    }

    /// The largest difference between the chances of two laws to be at or below a value; 1 where their values are multiples
    /// of different units.
    pub fn distance(&self, other: &Law) -> f64 {
        if self.unit != other.unit || self.origin != other.origin {
            return 1.0;
        }
        let at = |law: &Law, value: i64| {
            usize::try_from(value - law.first)
                .ok()
                .and_then(|index| law.probabilities.get(index))
                .copied()
                .unwrap_or(0.0)
        };
        let end = |law: &Law| law.first + law.probabilities.len() as i64;
        let (mut apart, mut most) = (Compensated::default(), 0.0_f64);
        for value in self.first.min(other.first)..end(self).max(end(other)) {
            apart.add(at(self, value) - at(other, value));
            most = most.max(apart.value().abs());
        }
        most
    }
}

/// The laws on multiples of their greatest common unit, from one origin; `None` where there is none, or the values are too many.
fn in_one_unit(laws: &[(f64, &Law)]) -> Option<Vec<(f64, Law)>> {
    let fine = |amount: f64| {
        let whole = (amount * FINEST).round();
        ((amount * FINEST - whole).abs() <= EDGE && whole.abs() < 1e15).then_some(whole as i64)
    };
    let origin = laws.first()?.1.origin;
    let mut common = 0;
    for (_, law) in laws {
        for amount in [law.unit, law.origin - origin] {
            common = greatest_common_divisor(common, fine(amount)?.unsigned_abs());
        }
    }
    let common = i64::try_from(common).ok().filter(|&common| common > 0)?;
    let alike = |&(weight, law): &(f64, &Law)| {
        let (first, probabilities) = law.spread(fine(law.origin - origin)? / common, fine(law.unit)? / common)?;
        Some((weight, Law { first, probabilities, unit: common as f64 / FINEST, origin }))
    };
    let alike: Vec<(f64, Law)> = laws.iter().map(alike).collect::<Option<_>>()?;
    let ends = |law: &Law| [law.first, law.first + law.probabilities.len() as i64];
    let first = alike.iter().map(|(_, law)| ends(law)[0]).min()?;
    let end = alike.iter().map(|(_, law)| ends(law)[1]).max()?;
    (end - first <= super::MOST_VALUES as i64).then_some(alike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_of_unlike_units_are_mixed_on_their_common_one() {
        let [small, large] = [50.0, 150.0].map(|unit| Law::new(0, vec![0.5, 0.5]).scaled(unit, 0.0));
        let mixed = Law::mix(&[(1.0, &small), (3.0, &large)]).expect("a law");
        let points: Vec<(f64, f64)> = mixed.points().filter(|(_, p)| *p > 0.0).collect();
        assert_eq!(points, [(0.0, 0.5), (50.0, 0.125), (150.0, 0.375)]);
        let moved = Law::new(0, vec![0.5, 0.5]).scaled(0.2, 0.5);
        let mixed = Law::mix(&[(1.0, &moved), (1.0, &Law::new(0, vec![0.5, 0.5]).scaled(0.3, 0.0))]).expect("a law");
        assert!((mixed.mean() - 0.375).abs() < 1e-12 && (mixed.at_least(0.4) - 0.5).abs() < 1e-12);
        let odd = Law::certain(1).scaled(1.0 / 3.0, 0.0);
        assert_eq!(Law::mix(&[(1.0, &small), (1.0, &odd)]), None);
    }
}
