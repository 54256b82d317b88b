use super::prefetch::prefetch;
use crate::model::AudienceSampler;
use crate::network::{Chances, Gaps, Network};
use crate::random::{PersonStreams, Purpose, ReplicateKey};

/// How a teller chooses whom to tell: a pure function of the teller and the replicate.
pub(super) trait Rule {
    /// Asks for what [`Rule::choose`] will read of a person.
    fn approach(&self, teller: u32);

    /// Appends the places of those whom `teller` tells, all different, and asks for what [`Rule::person`] will read.
    fn choose(&self, teller: u32, places: &mut Vec<usize>, picks: &mut Picks);

    /// Who is at a place.
    fn person(&self, place: usize) -> u32;
}

/// The contacts of people, as lists.
#[derive(Clone, Copy)]
pub(super) struct Lists<'a> {
    offsets: &'a [u64],
    targets: &'a [u32],
}

impl<'a> Lists<'a> {
    pub(super) fn of(network: &'a Network) -> Self {
        Self { offsets: network.offsets(), targets: network.targets() }
    }

    /// Where the list of a person begins and how long it is.
    #[inline]
    fn list(&self, person: u32) -> (usize, u64) {
        let (start, end) = (self.offsets[person as usize], self.offsets[person as usize + 1]);
        (start as usize, end - start)
    }
}

/// Everybody but the teller: a well-mixed population.
#[derive(Clone, Copy)]
pub(super) struct Everybody {
    pub(super) people: u32,
}

impl Everybody {
    /// The person at `index` among all but `teller`.
    #[inline]
    fn other(teller: u32, index: u64) -> usize {
        (index + u64::from(index >= u64::from(teller))) as usize
    }
}

/// Each contact is told with the same probability.
pub(super) struct Each<'a, P> {
    pub(super) place: P,
    pub(super) gaps: &'a Gaps,
    pub(super) streams: PersonStreams,
}

impl Rule for Each<'_, Lists<'_>> {
    #[inline]
    fn approach(&self, teller: u32) {
        prefetch(self.place.offsets, teller as usize);
    }

    #[inline]
    fn choose(&self, teller: u32, places: &mut Vec<usize>, _: &mut Picks) {
        let (start, length) = self.place.list(teller);
        let mut stream = self.streams.open(teller);
        let mut index = self.gaps.draw(&mut stream, length);
        while index < length {
            let place = start + index as usize;
            prefetch(self.place.targets, place);
            places.push(place);
            index += 1;
            index = index.saturating_add(self.gaps.draw(&mut stream, length - index));
        }
    }

    #[inline]
    fn person(&self, place: usize) -> u32 {
        self.place.targets[place]
    }
}

impl Rule for Each<'_, Everybody> {
    fn approach(&self, _: u32) {}

    fn choose(&self, teller: u32, places: &mut Vec<usize>, _: &mut Picks) {
        let length = u64::from(self.place.people) - 1;
        let mut stream = self.streams.open(teller);
        let mut index = self.gaps.draw(&mut stream, length);
        while index < length {
            places.push(Everybody::other(teller, index));
            index += 1;
            index = index.saturating_add(self.gaps.draw(&mut stream, length - index));
        }
    }

    fn person(&self, place: usize) -> u32 {
        place as u32
    }
}

/// Each contact is told with a probability of its own.
pub(super) struct Likely<'a> {
    pub(super) lists: Lists<'a>,
    pub(super) chances: &'a Chances,
    pub(super) octaves: &'a Octaves,
    pub(super) streams: PersonStreams,
}

/// Gaps for the chances 1, 1/2, 1/4, ...
#[derive(Clone, Debug)]
pub(super) struct Octaves(Vec<Gaps>);

impl Octaves {
    /// Smaller chances are taken for 0: in a billion contacts one would be told in a thousand replicates.
    const COUNT: i32 = 43;

    pub(super) fn new() -> Self {
        Self((0..Self::COUNT).map(|octave| Gaps::new(2.0_f64.powi(-octave))).collect())
    }

    /// The octave of a chance: 2^-(octave + 1) < chance <= 2^-octave.
    #[inline]
    fn of(chance: f32) -> usize {
        // The exponent of the float just below.
        let exponent = (chance.to_bits().saturating_sub(1) >> 23) as i32 - 127;
        (-1 - exponent) as usize
    }

    /// 2^-octave.
    #[inline]
    fn bound(octave: usize) -> f64 {
        f64::from_bits((1023 - octave as u64) << 52)
    }
}

impl Rule for Likely<'_> {
    #[inline]
    fn approach(&self, teller: u32) {
        prefetch(self.lists.offsets, teller as usize);
    }

    /// Jumps under the largest chance that is left, rounded up to an octave, and thins (subset sampling, Bringmann and
    /// Panagiotou 2012).
    #[inline]
    fn choose(&self, teller: u32, places: &mut Vec<usize>, _: &mut Picks) {
        let (start, length) = self.lists.list(teller);
        let contacts = &self.chances.contacts()[start..start + length as usize];
        let mut stream = self.streams.open(teller);
        let Some(likeliest) = contacts.first() else { return };
        let mut octave = Octaves::of(likeliest.chance);
        let mut index = 0;
        while let Some(gaps) = self.octaves.0.get(octave) {
            index += gaps.draw(&mut stream, length - index);
            let Some(contact) = contacts.get(index as usize) else { return };
            let chance = f64::from(contact.chance);
            if chance >= Octaves::bound(octave) || stream.uniform() * Octaves::bound(octave) < chance {
                places.push(start + index as usize);
            }
            octave = Octaves::of(contact.chance);
            index += 1;
        }
    }

    #[inline]
    fn person(&self, place: usize) -> u32 {
        self.chances.contacts()[place].person
    }
}

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
    fn approach(&self, teller: u32) {
        prefetch(self.place.offsets, teller as usize);
    }

    fn choose(&self, teller: u32, places: &mut Vec<usize>, picks: &mut Picks) {
        let (start, length) = self.place.list(teller);
        picks.choose(self.streams, teller, self.size(teller), length, |index| {
            let place = start + index as usize;
            prefetch(self.place.targets, place);
            places.push(place);
        });
    }

    fn person(&self, place: usize) -> u32 {
        self.place.targets[place]
    }
}

impl Rule for Audience<'_, Everybody> {
    fn approach(&self, _: u32) {}

    fn choose(&self, teller: u32, places: &mut Vec<usize>, picks: &mut Picks) {
        let length = u64::from(self.place.people) - 1;
        picks.choose(self.streams, teller, self.size(teller), length, |index| {
            places.push(Everybody::other(teller, index));
        });
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
