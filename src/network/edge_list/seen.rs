/// Finds what a list names again. Most lists name nothing again, and for those a small table that is never cleared is
/// enough.
#[derive(Debug)]
pub(super) struct Seen {
    /// By hash: the number of the last list that had a contact with this hash.
    stamps: Vec<u16>,
    list: u16,
    /// The contacts of one list, by open addressing.
    slots: Vec<u32>,
    /// What was given with each of them.
    places: Vec<u32>,
    /// The number of slots in use is a power of two; a hash is shifted by this.
    shift: u32,
}

/// No person.
const FREE: u32 = u32::MAX;

/// The logarithm to base 2 of the number of stamps: half of the first cache, and one list of forty in ten has two
/// contacts of the same hash.
const STAMPS: u32 = 13;

/// Longer lists would fill the stamps.
const LONG: usize = 512;

impl Default for Seen {
    fn default() -> Self {
        Self { stamps: vec![0; 1 << STAMPS], list: 0, slots: Vec::new(), places: Vec::new(), shift: 0 }
    }
}

impl Seen {
    /// Whether a list perhaps names somebody again.
    pub(super) fn may_repeat(&mut self, list: &[u32]) -> bool {
        if list.len() > LONG {
            return true;
        }
        if self.list == u16::MAX {
            self.stamps.fill(0);
            self.list = 0;
        }
        self.list += 1;
        let mut repeats = false;
        for &contact in list {
            let stamp = &mut self.stamps[(hash(contact) >> (u32::BITS - STAMPS)) as usize];
            repeats |= *stamp == self.list;
            *stamp = self.list;
        }
        repeats
    }

    /// Forgets what [`Seen::insert`] was given, and makes room for a list.
    pub(super) fn clear(&mut self, length: usize) {
        let bits = (2 * length).next_power_of_two().trailing_zeros().max(1);
        self.shift = u32::BITS - bits;
        self.slots.clear();
        self.slots.resize(1 << bits, FREE);
        self.places.resize(1 << bits, 0);
    }

    /// Notes a place where the list names `person` for the first time; else the place that was noted.
    #[inline]
    pub(super) fn insert(&mut self, person: u32, place: usize) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut slot = (hash(person) >> self.shift) as usize;
        loop {
            match self.slots[slot] {
                FREE => {
                    self.slots[slot] = person;
                    self.places[slot] = place as u32;
                    return None;
                }
                other if other == person => return Some(self.places[slot] as usize),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

/// Multiplicative hashing (Knuth, volume 3, 6.4): the upper bits are the hash.
fn hash(person: u32) -> u32 {
    person.wrapping_mul(0x9e37_79b1)
}
