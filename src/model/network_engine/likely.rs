use super::buffers::{Buffers, Step};
use super::place::Lists;
use super::prefetch::prefetch;
use super::rule::Rule;
use crate::network::{Chances, Gaps, LikelyContact};
use crate::random::PersonStreams;

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

    /// Puts the tellers who have any contacts to the first that may be told; gives their number.
    #[inline]
    fn begin(&self, tellers: &[u32], steps: &mut Vec<Step>) -> usize {
        steps.clear();
        for &teller in tellers {
            let (place, end) = self.lists.bounds(teller);
            prefetch(self.chances.contacts(), place as usize);
            steps.push(Step { place, end, stream: self.streams.open(teller), octave: 0 });
        }
        steps.retain(|step| step.place < step.end);
        let mut under_way = 0;
        for index in 0..steps.len() {
            let mut step = steps[index];
            step.octave = Octaves::of(self.contact(step.place).chance);
            self.advance(&mut step);
            steps[under_way] = step;
            under_way += usize::from(step.place < step.end);
        }
        under_way
    }
}

impl Rule for Likely<'_> {
    #[inline]
    fn approach(&self, tellers: &[u32]) {
        self.lists.approach(tellers);
    }

    /// Jumps under the largest chance that is left, rounded up to an octave, and thins (subset sampling, Bringmann and
    /// Panagiotou 2012). A step for each teller in turn, so that the reads of all are under way together, and without a
    /// branch on what is drawn.
    #[inline]
    fn choose(&self, tellers: &[u32], places: &mut Vec<usize>, buffers: &mut Buffers) {
        let steps = &mut buffers.steps;
        let mut under_way = self.begin(tellers, steps);
        while under_way > 0 {
            let before = places.len();
            places.resize(before + under_way, 0);
            let told = &mut places[before..];
            let (mut chosen, mut left) = (0, 0);
            for index in 0..under_way {
                let mut step = steps[index];
                let chance = self.contact(step.place).chance;
                told[chosen] = step.place as usize;
                let accepted = step.stream.uniform() * Octaves::bound(step.octave) < f64::from(chance);
                chosen += usize::from(accepted);
                step.octave = Octaves::of(chance);
                step.place += 1;
                self.advance(&mut step);
                steps[left] = step;
                left += usize::from(step.place < step.end);
            }
            places.truncate(before + chosen);
            under_way = left;
        }
    }

    #[inline]
    fn person(&self, place: usize) -> u32 {
        self.contact(place as u64).person
    }
}
