/// A set of people, one bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct PeopleSet {
    words: Vec<u64>,
}

impl PeopleSet {
    /// Makes room for `people`; those who are in stay in.
    pub(super) fn reserve(&mut self, people: u32) {
        let words = (people as usize).div_ceil(64);
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
    }

    /// Adds a person; whether they were not in before.
    #[inline]
    pub(super) fn insert(&mut self, person: u32) -> bool {
        let word = &mut self.words[person as usize / 64];
        let bit = 1 << (person % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Adds people.
    pub(super) fn extend(&mut self, people: &[u32]) {
        for &person in people {
            self.words[person as usize / 64] |= 1 << (person % 64);
        }
    }

    /// Adds `members`, all who are in `other`.
    pub(super) fn join(&mut self, other: &Self, members: &[u32]) {
        if members.len() > other.words.len() {
            // Word by word, which are few beside people.
            for (own, other) in self.words.iter_mut().zip(&other.words) {
                *own |= other;
            }
        } else {
            self.extend(members);
        }
    }

    /// Whether a person is in.
    #[inline]
    pub(super) fn contains(&self, person: u32) -> bool {
        self.words[person as usize / 64] >> (person % 64) & 1 == 1
    }

    /// Takes a person out.
    pub(super) fn take_out(&mut self, person: u32) {
        self.words[person as usize / 64] &= !(1 << (person % 64));
    }

    /// Empties the set of `members`, all who are in, at a cost in proportion to them.
    pub(super) fn remove(&mut self, members: &[u32]) {
        if members.len() > self.words.len() {
            self.words.fill(0);
        } else {
            for &person in members {
                self.words[person as usize / 64] = 0;
            }
        }
    }
}

/// People with a mark each, and who they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    set: PeopleSet,
    members: Vec<u32>,
}

impl Marked {
    /// Takes all marks back, and makes room for so many people.
    pub(super) fn clear(&mut self, people: u32) {
        self.set.reserve(people);
        self.set.remove(&self.members);
        self.members.clear();
    }

    /// Whether they had no mark.
    pub(super) fn insert(&mut self, person: u32) -> bool {
        let new = self.set.insert(person);
        if new {
            self.members.push(person);
        }
        new
    }

    /// Whether they have a mark.
    pub(super) fn contains(&self, person: u32) -> bool {
        self.set.contains(person)
    }

    /// Who has one.
    pub(super) fn set(&self) -> &PeopleSet {
        &self.set
    }

    /// Those who have one.
    pub(super) fn members(&self) -> &[u32] {
        &self.members
    }

    /// Takes back the marks of those whom `keeps` does not choose.
    pub(super) fn retain(&mut self, keeps: impl Fn(u32) -> bool) {
        let Self { set, members } = self;
        members.retain(|&person| {
            let kept = keeps(person);
            if !kept {
                set.take_out(person);
            }
            kept
        });
    }
}
