use super::rule::{Buffers, Everybody, Lists, Rule};
use crate::model::AudienceSampler;
use crate::random::{PersonStreams, Purpose, ReplicateKey};

/// An audience is told, drawn without replacement.
pub(super) struct Audience<'a, P> {
    pub(super) place: P,
    pub(super) sampler: &'a AudienceSampler,
    pub(super) key: ReplicateKey,
    pub(super) purpose: Purpose,
    /// Sets apart what one person draws for the two valences.
    pub(super) entity: u64,
    pub(super) streams: PersonStreams,
}

impl<P> Audience<'_, P> {
    fn size(&self, teller: u32) -> u64 {
        self.sampler.draw(&mut self.key.stream(self.purpose, self.entity << 32 | u64::from(teller)))
    }
}

impl Rule for Audience<'_, Lists<'_>> {
    fn approach(&self, tellers: &[u32]) {
        self.place.approach(tellers);
    }

    fn choose(&self, tellers: &[u32], places: &mut Vec<usize>, buffers: &mut Buffers) {
        for &teller in tellers {
            let (start, end) = self.place.bounds(teller);
            buffers.picks.choose(self.streams, teller, self.size(teller), end - start, |index| {
                let place = (start + index) as usize;
                self.place.approach_place(place);
                places.push(place);
            });
        }
    }

    fn person(&self, place: usize) -> u32 {
        self.place.person(place)
    }
}

impl Rule for Audience<'_, Everybody> {
    fn approach(&self, _: &[u32]) {}

    fn choose(&self, tellers: &[u32], places: &mut Vec<usize>, buffers: &mut Buffers) {
        for &teller in tellers {
            buffers.picks.choose(self.streams, teller, self.size(teller), self.place.others(), |index| {
                places.push(Everybody::other(teller, index));
            });
        }
    }

    fn person(&self, place: usize) -> u32 {
        place as u32
    }
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
    fn choose(&mut self, streams: PersonStreams, teller: u32, size: u64, length: u64, mut pick: impl FnMut(u64)) {
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
