use super::buffers::{Buffers, Jump};
use super::place::{Everybody, Lists};
use super::rule::Rule;
use crate::network::{GapTable, Gaps};
use crate::random::PersonStreams;

/// Each contact is told with the same probability.
pub(super) struct Each<'a, P> {
    pub(super) place: P,
    pub(super) gaps: &'a Gaps,
    pub(super) streams: PersonStreams,
}

impl Rule for Each<'_, Lists<'_>> {
    #[inline]
    fn approach(&self, tellers: &[u32]) {
        self.place.approach(tellers);
    }

    #[inline]
    fn choose(&self, tellers: &[u32], places: &mut Vec<usize>, buffers: &mut Buffers) {
        match self.gaps.table() {
            Some(table) => self.choose_by_table(table, tellers, places, &mut buffers.jumps),
            None => {
                for &teller in tellers {
                    let (start, end) = self.place.bounds(teller);
                    self.jump(teller, end - start, |index| {
                        let place = (start + index) as usize;
                        self.place.approach_place(place);
                        places.push(place);
                    });
                }
            }
        }
    }

    #[inline]
    fn person(&self, place: usize) -> u32 {
        self.place.person(place)
    }
}

impl Rule for Each<'_, Everybody> {
    fn approach(&self, _: &[u32]) {}

    fn choose(&self, tellers: &[u32], places: &mut Vec<usize>, _: &mut Buffers) {
        for &teller in tellers {
            self.jump(teller, self.place.others(), |index| places.push(Everybody::other(teller, index)));
        }
    }

    fn person(&self, place: usize) -> u32 {
        place as u32
    }
}

impl<P> Each<'_, P> {
    /// Jumps from one contact that is told to the next.
    #[inline]
    fn jump(&self, teller: u32, length: u64, mut tell: impl FnMut(u64)) {
        let mut stream = self.streams.open(teller);
        let mut index = self.gaps.draw(&mut stream, length);
        while index < length {
            tell(index);
            index += 1;
            index = index.saturating_add(self.gaps.draw(&mut stream, length - index));
        }
    }
}

impl Each<'_, Lists<'_>> {
    /// The same for many tellers at once, a jump each in turn.
    ///
    /// How many contacts one teller tells cannot be foreseen: a loop for each would end in a mispredicted branch, which
    /// costs more than all else. Those who are through leave the round without one, most of them before the first: that
    /// a jump leads past the list is known before it is known how far.
    #[inline]
    fn choose_by_table(&self, table: &GapTable, tellers: &[u32], places: &mut Vec<usize>, jumps: &mut Vec<Jump>) {
        if jumps.len() < tellers.len() {
            jumps.resize(tellers.len(), Jump::default());
        }
        let mut under_way = 0;
        for &teller in tellers {
            let (place, end) = self.place.bounds(teller);
            let mut stream = self.streams.open(teller);
            let uniform = stream.next_bits();
            jumps[under_way] = Jump { place, end, stream, uniform };
            under_way += usize::from(!table.is_past(uniform, end - place));
        }
        while under_way > 0 {
            let mut left = 0;
            for index in 0..under_way {
                let mut jump = jumps[index];
                let gap = table.gap(jump.uniform);
                jump.place += gap;
                if gap < GapTable::LONGEST {
                    self.place.approach_place(jump.place as usize);
                    places.push(jump.place as usize);
                    jump.place += 1;
                }
                jump.uniform = jump.stream.next_bits();
                jumps[left] = jump;
                left += usize::from(!table.is_past(jump.uniform, jump.end - jump.place));
            }
            under_way = left;
        }
    }
}
