use super::argument::Argument;
use super::complex::Complex;
use super::list::List;
use super::near::Near;
use super::term::{Term, one};

/// The longest law of the number hidden.
const LONGEST: usize = 1 << 17;

/// Places that are shared: a random number of people hidden behind the complaints, and others on the places that are left.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shared {
    /// The law of the number hidden, from 0 to all places.
    numbers: Vec<f64>,
    /// What one of those hidden adds.
    pub(super) hidden: Vec<Term>,
    /// What one of the others adds.
    pub(super) others: Vec<Term>,
}

impl Shared {
    /// Of `room` places a negative binomial number, cut at all of them, is hidden; and how many more others there are beside
    /// these places. `None` where the law is too long.
    pub(super) fn new(size: f64, odds: f64, room: u64, hidden: Vec<Term>, others: Vec<Term>) -> Option<(Self, u64)> {
        let drawn = List::negative_binomial(size * odds, size, LONGEST)?;
        let last = u64::try_from(drawn.last()).ok()?;
        let places = last.min(room);
        let mut numbers = vec![0.0; usize::try_from(places).ok().filter(|&places| places < 2 * LONGEST)? + 1];
        for (number, p) in (drawn.first as u64..).zip(drawn.chances) {
            numbers[number.min(places) as usize] += p;
        }
        Some((Self { numbers, hidden, others }, room - places))
    }

    /// How many places are shared.
    pub(super) fn places(&self) -> usize {
        self.numbers.len() - 1
    }

    /// The logarithm of the generating function: the sum over the number hidden of its chance, and of what these and the others
    /// add.
    pub(super) fn ln(&self, z: &Argument, told: &[Near]) -> Complex {
        let (hidden, other) = (one(&self.hidden, z, told).value, one(&self.others, z, told).value);
        let (mut sum, mut others) = (Complex::ZERO, Complex::ONE);
        for (left, &chance) in self.numbers.iter().rev().enumerate() {
            if left > 0 {
                others = others * other;
            }
            sum = sum * hidden + others.scale(chance);
        }
        sum.ln()
    }

    /// The law by products of lists: of what one of those hidden and one of the others adds.
    pub(super) fn list(&self, hidden: &List, other: &List) -> Option<List> {
        let (mut sum, mut others) = (List::empty(), List::certain(0));
        for (left, &chance) in self.numbers.iter().rev().enumerate() {
            if left > 0 {
                (sum, others) = (sum.plus(hidden), others.plus(other));
            }
            sum.add(chance, &others, 0, usize::MAX)?;
        }
        Some(sum)
    }

    /// What they add together, where it is always the same.
    pub(super) fn constant(&self) -> Option<i64> {
        if self.terms().all(Term::adds_nothing) {
            return Some(0);
        }
        match (&self.hidden[..], &self.others[..]) {
            ([hidden], [other]) if hidden == other && hidden.chance == 1.0 && hidden.audience.is_none() => {
                hidden.shift.checked_mul(self.places() as i64)
            }
            _ => None,
        }
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.hidden.iter().chain(&self.others)
    }

    /// How long one evaluation takes, in nanoseconds or so.
    pub(super) fn cost(&self) -> f64 {
        200.0 + 8.0 * self.numbers.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_hidden_takes_the_place_of_another() {
        let term = |chance, shift| Term { chance, shift, audience: None };
        let (hidden, others) = (vec![term(0.5, 2), term(0.5, 3)], vec![term(1.0, 1)]);
        let (shared, more) = Shared::new(1.0, 1.0, 4, hidden, others).expect("a law");
        // 1/2, 1/4, 1/8, 1/16 and what is left on four places.
        assert_eq!((shared.places(), more), (4, 0));
        let list = shared.list(&List { first: 2, chances: vec![0.5, 0.5] }, &List::certain(1)).expect("a list");
        assert_eq!((list.first, list.chances.len()), (4, 9));
        let by_hand = [0.5, 0.125, 0.125 + 0.125 / 4.0];
        for (found, known) in list.chances.iter().zip(by_hand) {
            assert!((found - known).abs() < 1e-15, "{found} {known}");
        }
        let z = Argument::of_ln(Complex::new(-0.1, 0.7));
        let sum = (4_i32..).zip(&list.chances).fold(Complex::ZERO, |sum, (value, p)| {
            sum + Complex::new(-0.1, 0.7).scale(f64::from(value)).exp().scale(*p)
        });
        assert!((shared.ln(&z, &[]).exp() - sum).norm_square() < 1e-28);
    }

    #[test]
    fn places_that_nobody_hidden_reaches_are_the_others() {
        let (shared, more) = Shared::new(1.0, 1.0, 1_000, Vec::new(), Vec::new()).expect("a law");
        assert!(shared.places() < 200 && shared.places() as u64 + more == 1_000);
        assert_eq!(shared.constant(), Some(0));
    }
}
