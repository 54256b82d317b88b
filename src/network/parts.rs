/// A division of the people into ranges, one for each thread.
pub(super) struct Parts {
    /// People in each range but the last.
    pub(super) size: usize,
}

impl Parts {
    pub(super) fn new(people: usize) -> Self {
        Self { size: people.div_ceil(rayon::current_num_threads()).max(1) }
    }

    /// The lists of each range.
    pub(super) fn split<'a, T>(&self, offsets: &[u64], mut rest: &'a mut [T]) -> Vec<&'a mut [T]> {
        let people = offsets.len() - 1;
        let mut slices = Vec::new();
        for first in (0..people).step_by(self.size) {
            let last = (first + self.size).min(people);
            let (slice, tail) = rest.split_at_mut((offsets[last] - offsets[first]) as usize);
            slices.push(slice);
            rest = tail;
        }
        slices
    }
}
