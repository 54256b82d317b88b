use super::huge_pages;

/// Where the list of each person begins among all contacts, and the end: 4 bytes a person while that is enough, so that
/// twice as many stay in the cache.
#[doc = include_str!("examples/networks.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Offsets(Width);

#[derive(Clone, Debug, PartialEq)]
enum Width {
    Narrow(Vec<u32>),
    Wide(Vec<u64>),
}

impl Offsets {
    /// From rising offsets, one more than there are people.
    pub(super) fn new(offsets: Vec<u64>) -> Self {
        let narrow = offsets.last().is_none_or(|&end| u32::try_from(end).is_ok());
        Self(if narrow {
            let mut short = Vec::with_capacity(offsets.len());
            huge_pages::ask_for(&short);
            short.extend(offsets.iter().map(|&offset| offset as u32));
            Width::Narrow(short)
        } else {
            Width::Wide(offsets)
        })
    }

    /// Where the list of a person begins and ends.
    #[inline]
    pub fn bounds(&self, person: u32) -> (u64, u64) {
        (self.get(person as usize), self.get(person as usize + 1))
    }

    /// The offset at an index, up to and including the number of people.
    #[inline]
    pub fn get(&self, index: usize) -> u64 {
        match &self.0 {
            Width::Narrow(offsets) => offsets[index].into(),
            Width::Wide(offsets) => offsets[index],
        }
    }

    /// All offsets, one more than there are people.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// One more than there are people; 0 where lists are not stored.
    pub fn len(&self) -> usize {
        match &self.0 {
            Width::Narrow(offsets) => offsets.len(),
            Width::Wide(offsets) => offsets.len(),
        }
    }

    /// Whether lists are not stored.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The narrow ones and the wide ones, of which one is empty: for who reads many of them.
    #[inline]
    pub fn as_slices(&self) -> (&[u32], &[u64]) {
        match &self.0 {
            Width::Narrow(offsets) => (offsets, &[]),
            Width::Wide(offsets) => (&[], offsets),
        }
    }

    /// The memory that they hold, in bytes.
    pub(super) fn memory(&self) -> u64 {
        match &self.0 {
            Width::Narrow(offsets) => 4 * offsets.len() as u64,
            Width::Wide(offsets) => 8 * offsets.len() as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_widths_say_the_same() {
        let (small, large) = (vec![0, 3, 3, 7], vec![0, 3, 3, 1 << 33]);
        let (narrow, wide) = (Offsets::new(small.clone()), Offsets::new(large.clone()));
        assert_eq!((narrow.memory(), wide.memory()), (16, 32));
        for (offsets, plain) in [(narrow, small), (wide, large)] {
            assert!(offsets.iter().eq(plain.iter().copied()));
            for person in 0..3 {
                assert_eq!(offsets.bounds(person), (plain[person as usize], plain[person as usize + 1]));
            }
        }
    }
}
