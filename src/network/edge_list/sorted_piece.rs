use std::ops::Range;

/// Both ends of the contacts of a piece of a list, by blocks of consecutive ids, inside a block in the order of the
/// lines: the first step of a counting sort, so that all later writes stay near each other. 6 bytes an end.
#[derive(Debug)]
pub(super) struct SortedPiece {
    /// The largest id; `None` without contacts.
    largest: Option<u32>,
    /// A block has 2^shift ids.
    shift: u32,
    /// Where each block begins, and the end.
    starts: Vec<u32>,
    /// The id of an end less the first of its block.
    own: Vec<u16>,
    contacts: Vec<u32>,
    weights: Vec<f32>,
}

impl SortedPiece {
    /// Sorts a piece; a contact that goes one way has one end, and so has one of a person with themselves.
    pub(super) fn new(pairs: &[[u32; 2]], weights: &[f32], directed: bool) -> Self {
        let found = pairs.iter().flatten().copied().max();
        let largest = found.unwrap_or(0);
        let bits = u32::BITS - largest.leading_zeros();
        // Few enough blocks to be written to side by side, small enough for the second cache.
        let shift = bits.saturating_sub(8).clamp(11, u16::BITS);
        let mut starts = vec![0_u32; (largest >> shift) as usize + 2];
        for &[from, to] in pairs {
            starts[(from >> shift) as usize + 1] += 1;
            starts[(to >> shift) as usize + 1] += u32::from(!directed && from != to);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let ends = sum as usize;
        let mut sorted = Self {
            largest: found,
            shift,
            own: vec![0; ends],
            contacts: vec![0; ends],
            weights: vec![0.0; if weights.is_empty() { 0 } else { ends }],
            starts: Vec::new(),
        };
        let mut cursors = starts.clone();
        let mut put = |index: usize, from: u32, to: u32| {
            let cursor = &mut cursors[(from >> shift) as usize];
            let place = *cursor as usize;
            *cursor += 1;
            sorted.own[place] = (from & ((1 << shift) - 1)) as u16;
            sorted.contacts[place] = to;
            if let Some(weight) = sorted.weights.get_mut(place) {
                *weight = weights[index];
            }
        };
        for (index, &[from, to]) in pairs.iter().enumerate() {
            put(index, from, to);
            if !directed && from != to {
                put(index, to, from);
            }
        }
        sorted.starts = starts;
        sorted
    }

    /// The logarithm to base 2 of the size of a block.
    pub(super) fn shift(&self) -> u32 {
        self.shift
    }

    /// The largest id; `None` without contacts.
    pub(super) fn largest(&self) -> Option<u32> {
        self.largest
    }

    /// All contacts.
    pub(super) fn contacts(&self) -> &[u32] {
        &self.contacts
    }

    /// The ends in a block of 2^shift ids, part by part: the first id of the part less that of the block, the ids less
    /// that one, the contacts, the weights or nothing.
    pub(super) fn parts(&self, block: usize, shift: u32) -> impl Iterator<Item = Part<'_>> {
        let blocks = self.blocks(block, shift);
        let first = blocks.start;
        blocks.map(move |own_block| {
            let span = self.starts[own_block] as usize..self.starts[own_block + 1] as usize;
            Part {
                base: (own_block - first) << self.shift,
                own: &self.own[span.clone()],
                contacts: &self.contacts[span.clone()],
                weights: if self.weights.is_empty() { &[] } else { &self.weights[span] },
            }
        })
    }

    /// The blocks of the piece that make up a larger block, as far as there are any.
    fn blocks(&self, block: usize, shift: u32) -> Range<usize> {
        let (wider, last) = (shift - self.shift, self.starts.len() - 1);
        (block << wider).min(last)..((block + 1) << wider).min(last)
    }
}

/// Consecutive ends.
pub(super) struct Part<'a> {
    pub(super) base: usize,
    pub(super) own: &'a [u16],
    pub(super) contacts: &'a [u32],
    pub(super) weights: &'a [f32],
}
