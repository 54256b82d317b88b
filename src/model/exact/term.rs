use super::argument::Argument;
use super::near::Near;

/// By how much chances that are added up in another order may differ, relatively.
const ROUNDING: f64 = 1e-13;

/// A fixed number, and what one's listeners add.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) chance: f64,
    pub(super) shift: i64,
    /// The place among the audiences.
    pub(super) audience: Option<usize>,
}

impl Term {
    pub(super) fn is_that_of(&self, other: &Term) -> bool {
        let is_near = (self.chance - other.chance).abs() <= ROUNDING * self.chance;
        is_near && (self.shift, self.audience) == (other.shift, other.audience)
    }

    pub(super) fn adds_nothing(&self) -> bool {
        self.shift == 0 && self.audience.is_none()
    }
}

/// E z^X of one person.
pub(super) fn one(terms: &[Term], z: &Argument, told: &[Near]) -> Near {
    Near::mixture(terms.iter().map(|term| {
        let shift = z.power(term.shift).near;
        (term.chance, term.audience.map_or(shift, |audience| shift.times(told[audience])))
    }))
}
