use super::buffers::Buffers;
use super::place::{Everybody, Lists};
use super::rule::Rule;
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
