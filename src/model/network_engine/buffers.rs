use rand::RngExt;

use crate::random::{PersonStream, PersonStreams, Stream};

/// What rules need while they choose; kept from replicate to replicate.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers {
    pub(super) picks: Picks,
    pub(super) jumps: Vec<Jump>,
    pub(super) steps: Vec<Step>,
}

impl Buffers {
    /// Fills them with what a rule must not read.
    pub(super) fn poison(&mut self, stream: &mut Stream) {
        self.picks.list.resize(stream.random_range(0..9), u32::MAX);
        let jump = Jump { place: stream.random(), end: stream.random(), ..Jump::default() };
        self.jumps.resize(stream.random_range(0..9), jump);
        self.jumps.fill(jump);
        let step = Step { place: stream.random(), end: stream.random(), ..Step::default() };
        self.steps.resize(stream.random_range(0..9), step);
        self.steps.fill(step);
    }
}

/// A teller on the way through their contacts, some of whom are left.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Jump {
    pub(super) place: u64,
    pub(super) end: u64,
    pub(super) stream: PersonStream,
    /// Says how far to jump from `place`.
    pub(super) uniform: u64,
}

/// A teller on the way through contacts of chances of their own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub(super) place: u64,
    pub(super) end: u64,
    pub(super) stream: PersonStream,
    /// No contact from here on is likelier than 2^-octave.
    pub(super) octave: usize,
}

/// Indices already picked by one teller: a short list, or a bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct Picks {
    list: Vec<u32>,
    bits: Vec<u64>,
}

/// Up to here a list is searched.
const FEW: u64 = 24;

impl Picks {
    /// Picks `size` of `length` indices, or all; the first few of a larger size are those of a smaller one.
    pub(super) fn choose(
        &mut self,
        streams: PersonStreams,
        teller: u32,
        size: u64,
        length: u64,
        mut pick: impl FnMut(u64),
    ) {
        if size >= length {
            (0..length).for_each(pick);
            return;
        }
        let mut stream = streams.open(teller);
        self.list.clear();
        if size > FEW && self.bits.len() < length.div_ceil(64) as usize {
            self.bits.resize(length.div_ceil(64) as usize, 0);
        }
        while (self.list.len() as u64) < size {
            let index = stream.below(length) as u32;
            let new = if size <= FEW {
                !self.list.contains(&index)
            } else {
                let word = &mut self.bits[index as usize / 64];
                let bit = 1 << (index % 64);
                let new = *word & bit == 0;
                *word |= bit;
                new
            };
            if new {
                self.list.push(index);
                pick(u64::from(index));
            }
        }
        if size > FEW {
            for &index in &self.list {
                self.bits[index as usize / 64] = 0;
            }
        }
    }
}
