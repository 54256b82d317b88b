use super::prefetch::prefetch;
use super::rule::{Buffers, Lists, Rule};
use crate::network::{Chances, Gaps, LikelyContact};
use crate::random::{PersonStream, PersonStreams};

/// Each contact is told with a probability of its own.
pub(super) struct Likely<'a> {
    pub(super) lists: Lists<'a>,
    pub(super) chances: &'a Chances,
    pub(super) octaves: &'a Octaves,
    pub(super) streams: PersonStreams,
}

/// A teller on the way through their contacts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    place: u64,
    end: u64,
    stream: PersonStream,
    /// No contact from here on is likelier than 2^-octave.
    octave: usize,
}

/// Gaps for the chances 1, 1/2, 1/4, ...
#[derive(Clone, Debug)]
pub(super) struct Octaves(Vec<Gaps>);

impl Octaves {
    /// Smaller chances are taken for 0: in a billion contacts one would be told in a thousand replicates.
    const COUNT: usize = 43;

    pub(super) fn new() -> Self {
        Self((0..Self::COUNT).map(|octave| Gaps::new(Self::bound(octave))).collect())
    }

    /// The octave of a chance: 2^-(octave + 1) < chance <= 2^-octave.
    #[inline]
    fn of(chance: f32) -> usize {
        // The exponent of the float just below; that of 0 is beyond all octaves.
        126 - (chance.to_bits().saturating_sub(1) >> 23) as usize
    }

    /// 2^-octave.
    #[inline]
    fn bound(octave: usize) -> f64 {
        f64::from_bits((1023 - octave as u64) << 52)
    }
}

impl Likely<'_> {
    #[inline]
    fn contact(&self, place: u64) -> LikelyContact {
        self.chances.contacts()[place as usize]
    }

    /// To the next contact that may be told, or beyond the end.
    #[inline]
    fn advance(&self, step: &mut Step) {
        step.place = match self.octaves.0.get(step.octave) {
            Some(gaps) => step.place.saturating_add(gaps.draw(&mut step.stream, step.end - step.place)),
            None => step.end,
        };
        prefetch(self.chances.contacts(), step.place as usize);
    }
}

impl Rule for Likely<'_> {
    #[inline]
    fn approach(&self, tellers: &[u32]) {
        self.lists.approach(tellers);
    }

    /// Jumps under the largest chance that is left, rounded up to an octave, and thins (subset sampling, Bringmann and
    /// Panagiotou 2012). A step for each teller in turn, so that the reads of all are under way together.
    #[inline]
    fn choose(&self, tellers: &[u32], places: &mut Vec<usize>, buffers: &mut Buffers) {
        let steps = &mut buffers.steps;
        steps.clear();
        for &teller in tellers {
            let (place, end) = self.lists.bounds(teller);
            prefetch(self.chances.contacts(), place as usize);
            steps.push(Step { place, end, stream: self.streams.open(teller), octave: 0 });
        }
        steps.retain_mut(|step| {
            if step.place == step.end {
                return false;
            }
            step.octave = Octaves::of(self.contact(step.place).chance);
            self.advance(step);
            step.place < step.end
        });
        while !steps.is_empty() {
            steps.retain_mut(|step| {
                let chance = self.contact(step.place).chance;
                let bound = Octaves::bound(step.octave);
                if step.stream.uniform() * bound < f64::from(chance) {
                    places.push(step.place as usize);
                }
                step.octave = Octaves::of(chance);
                step.place += 1;
                self.advance(step);
                step.place < step.end
            });
        }
    }

    #[inline]
    fn person(&self, place: usize) -> u32 {
        self.contact(place as u64).person
    }
}
