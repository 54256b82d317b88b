use super::bytes::{Damaged, Reader};
use super::column::Column;
use super::keys::{Bounds, Kind};

/// Keys that no window counts: one by one while there are few, then as runs of equal keys, then as runs of keys that are
/// nearly equal. What is left after [`Tail::settle`] depends on the keys alone, not on their order nor on who took which.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    /// How many keys there are in all.
    count: u64,
    column: Column,
    /// (key, how many), in rising order.
    runs: Vec<(u64, u64)>,
    rounded: bool,
}

impl Tail {
    pub(super) fn new() -> Self {
        Self { count: 0, column: Column::new(), runs: Vec::new(), rounded: false }
    }

    pub(super) fn rounded(&self) -> bool {
        self.rounded
    }

    /// Takes keys, the largest of which is `max`.
    pub(super) fn extend(&mut self, keys: &[u64], max: u64, kind: Kind, bounds: Bounds) {
        self.make_room(keys.len() as u64, kind, bounds);
        self.count += keys.len() as u64;
        self.column.extend(keys, max);
    }

    /// Takes one key `times` times.
    pub(super) fn repeat(&mut self, key: u64, times: u64, kind: Kind, bounds: Bounds) {
        if times <= bounds.column as u64 {
            self.make_room(times, kind, bounds);
            self.count += times;
            self.column.repeat(key, times as usize);
        } else {
            self.count += times;
            self.merge(&[(key, times)], kind, bounds);
        }
    }

    /// Takes all that another has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self, kind: Kind, bounds: Bounds) {
        let other = std::mem::replace(other, Self::new());
        if self.count == 0 {
            *self = other;
            return;
        }
        self.make_room(other.column.len() as u64, kind, bounds);
        self.count += other.count;
        self.column.append(other.column);
        self.rounded |= other.rounded;
        if !other.runs.is_empty() {
            self.merge(&other.runs, kind, bounds);
        }
    }

    fn make_room(&mut self, more: u64, kind: Kind, bounds: Bounds) {
        let room = if self.runs.is_empty() { bounds.column } else { bounds.column / 4 };
        if self.column.len() as u64 + more > room as u64 {
            self.fold(kind, bounds);
        }
    }

    /// Turns the column into runs, unless there have never been any.
    pub(super) fn settle(&mut self, kind: Kind, bounds: Bounds) {
        if !self.runs.is_empty() {
            self.fold(kind, bounds);
        }
    }

    fn fold(&mut self, kind: Kind, bounds: Bounds) {
        let keys = self.column.take_sorted();
        if self.runs.is_empty() {
            // Later folds come at a quarter of the length.
            self.column = Column::new();
        }
        let runs: Vec<_> = keys.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64)).collect();
        self.merge(&runs, kind, bounds);
    }

    /// Merges runs with those here. Keys are rounded once they are too many and too different to keep.
    fn merge(&mut self, new: &[(u64, u64)], kind: Kind, bounds: Bounds) {
        let old = std::mem::take(&mut self.runs);
        let (mut left, mut right) = (&old[..], new);
        while let Some(&first) = left.first().or(right.first()) {
            let next = right.first().filter(|next| left.is_empty() || next.0 < first.0);
            let (key, times) = next.copied().unwrap_or(first);
            match next {
                Some(_) => right = &right[1..],
                None => left = &left[1..],
            }
            self.push(if self.rounded { kind.round(key) } else { key }, times);
        }
        if self.runs.len() > bounds.runs && self.count > bounds.column as u64 && !self.rounded {
            self.rounded = true;
            for (key, times) in std::mem::take(&mut self.runs) {
                self.push(kind.round(key), times);
            }
        }
    }

    fn push(&mut self, key: u64, times: u64) {
        match self.runs.last_mut() {
            Some(last) if last.0 == key => last.1 += times,
            _ => self.runs.push((key, times)),
        }
    }

    /// What folding would leave, as runs, and whether its keys are then rounded: folding may be what rounds them.
    pub(super) fn folded(&self, kind: Kind, bounds: Bounds) -> (Vec<(u64, u64)>, bool) {
        let mut own = self.clone();
        own.fold(kind, bounds);
        (own.runs, own.rounded)
    }

    /// What has these runs, in rising order.
    pub(super) fn of(
        runs: Vec<(u64, u64)>,
        rounded: bool,
        from: &mut Reader<'_>,
        bounds: Bounds,
    ) -> Result<Self, Damaged> {
        let count = runs.iter().map(|&(_, times)| times).fold(0, u64::saturating_add);
        let few = count <= bounds.column as u64;
        // Only many keys are rounded, and more runs than these always are.
        if (rounded && few) || (!rounded && !few && runs.len() > bounds.runs) {
            return Err(Damaged);
        }
        let mut tail = Self { count, column: Column::new(), runs: Vec::new(), rounded };
        if few {
            from.room(8 * count)?;
            for (key, times) in runs {
                tail.column.repeat(key, times as usize);
            }
        } else {
            tail.runs = runs;
        }
        Ok(tail)
    }

    pub(super) fn for_each(&self, mut see: impl FnMut(u64, u64)) {
        self.runs.iter().for_each(|&(key, times)| see(key, times));
        self.column.for_each(|key| see(key, 1));
    }

    /// The keys of the given ranks (rising, from 1), after [`Tail::settle`].
    pub(super) fn select(&self, ranks: &[u64]) -> Vec<u64> {
        if self.runs.is_empty() {
            return self.column.select(ranks);
        }
        let mut runs = self.runs.iter();
        let (mut last, mut reached) = (0, 0);
        let key = |&rank: &u64| {
            while reached < rank {
                let Some(&(key, times)) = runs.next() else { break };
                (last, reached) = (key, reached + times);
            }
            last
        };
        ranks.iter().map(key).collect()
    }
}
