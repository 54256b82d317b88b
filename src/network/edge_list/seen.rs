/// The contacts that one list has named: open addressing in a table that fits in the first cache for most lists.
#[derive(Debug, Default)]
pub(super) struct Seen {
    slots: Vec<u32>,
    /// The number of slots in use is a power of two; a hash is shifted by this.
    shift: u32,
}

/// No person.
const FREE: u32 = u32::MAX;

impl Seen {
    /// Forgets all, and makes room for a list.
    pub(super) fn clear(&mut self, length: usize) {
        let bits = (2 * length).next_power_of_two().trailing_zeros().max(1);
        self.shift = u32::BITS - bits;
        self.slots.clear();
        self.slots.resize(1 << bits, FREE);
    }

    /// Whether the list names `person` for the first time.
    #[inline]
    pub(super) fn insert(&mut self, person: u32) -> bool {
        let mask = self.slots.len() - 1;
        // Multiplicative hashing (Knuth, volume 3, 6.4).
        let mut slot = (person.wrapping_mul(0x9e37_79b1) >> self.shift) as usize;
        loop {
            match self.slots[slot] {
                FREE => {
                    self.slots[slot] = person;
                    return true;
                }
                other if other == person => return false,
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}
