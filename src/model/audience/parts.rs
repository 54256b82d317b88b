use rand::RngExt;

use crate::random::Stream;

/// What a sum of audiences was made of: enough to give a variant the same people. Reused from replicate to replicate.
#[doc = include_str!("../examples/audiences.md")]
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub(super) tellers: u64,
    pub(super) total: u64,
    pub(super) made: Made,
    /// Tellers by class of a finite law, where made of classes.
    pub(super) counts: Vec<u64>,
}

/// How a sum was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Made {
    /// In one go: the total says all.
    #[default]
    Whole,
    /// By classes: `counts` says all.
    ByClass,
    /// Teller by teller: the stream, read from its start, says all.
    ByTeller,
    /// From another sum: nobody can lean on it.
    Derived,
}

/// Nobody tells.
pub(crate) static NO_PARTS: Parts = Parts { tellers: 0, total: 0, made: Made::Whole, counts: Vec::new() };

impl Parts {
    /// Fills it with what a replicate must not read.
    pub(crate) fn poison(&mut self, stream: &mut Stream) {
        self.tellers = stream.random();
        self.total = stream.random();
        self.made = [Made::Whole, Made::ByClass, Made::ByTeller, Made::Derived][stream.random_range(0..4)];
        self.counts.resize(stream.random_range(0..9), 0);
        self.counts.fill_with(|| stream.random());
    }

    /// The number of tellers.
    pub fn tellers(&self) -> u64 {
        self.tellers
    }

    /// How many people they told together.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Forgets what was noted: nobody tells.
    #[inline]
    pub fn clear(&mut self) {
        self.note(Made::Whole, 0, 0);
    }

    /// Notes a sum and returns it.
    #[inline]
    pub(super) fn note(&mut self, made: Made, tellers: u64, total: u64) -> u64 {
        self.made = made;
        self.tellers = tellers;
        self.total = total;
        total
    }
}
