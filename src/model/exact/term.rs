use super::argument::Argument;
use super::near::Near;

/// A fixed number, and what one's listeners add.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) chance: f64,
    pub(super) shift: i64,
    /// The place among the audiences.
    pub(super) audience: Option<usize>,
}

impl Term {
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
