use crate::vocabulary::Valence;

/// One person tells another.
#[doc = include_str!("examples/witness.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who tells, a number in the network.
    pub teller: u32,
    /// Who is told.
    pub listener: u32,
    /// The generation that hears, from 1.
    pub generation: u32,
    /// Whether it is ill or good.
    pub valence: Valence,
    /// Whether the listener did not know before, and so is reached by this.
    pub first: bool,
}

/// Somebody who sees who tells whom, in the order in which it is told: see [`super::Model::replicate_witnessed`].
///
/// The order inside a generation decides only who of several tellers was the first; no count depends on it.
#[doc = include_str!("examples/witness.md")]
pub trait Witness {
    /// Whether to look at all.
    #[doc(hidden)]
    const WATCHES: bool = true;

    /// One person tells another.
    fn sees(&mut self, told: Told);
}

/// Nobody looks: compiles to nothing.
pub(crate) struct Nobody;

impl Witness for Nobody {
    const WATCHES: bool = false;

    fn sees(&mut self, _: Told) {}
}

impl Witness for Vec<Told> {
    fn sees(&mut self, told: Told) {
        self.push(told);
    }
}

/// A witness of one generation of one valence.
pub(crate) struct Seat<'a, W> {
    pub(crate) witness: &'a mut W,
    pub(crate) generation: u32,
    pub(crate) valence: Valence,
}

impl<W: Witness> Seat<'_, W> {
    pub(crate) fn sees(&mut self, teller: u32, listener: u32, first: bool) {
        let Self { generation, valence, .. } = *self;
        self.witness.sees(Told { teller, listener, generation, valence, first });
    }
}
