use rayon::prelude::*;

use super::ids::Contacts;
use super::seen::Seen;
use crate::network::{Adjacency, huge_pages};

/// The lists of contacts of all people, in the order of the lines. Contacts named again are left out; returned is how
/// many.
///
/// A counting sort in two steps, so that all writes stay near each other: by blocks of consecutive people, each piece of
/// the file on its own; then by person inside each block.
pub(super) fn lists(contacts: Contacts, directed: bool) -> (Adjacency, u64) {
    let blocks = Blocks::of(contacts.people);
    let weighted = contacts.weights.is_some();
    let mut weights = contacts.weights.unwrap_or_default();
    weights.resize(contacts.pairs.len(), Vec::new());
    let pieces: Vec<SortedPiece> = contacts
        .pairs
        .into_par_iter()
        .zip(weights)
        .map(|(pairs, weights)| SortedPiece::new(&pairs, &weights, blocks, directed))
        .collect();
    let sizes: Vec<usize> =
        (0..blocks.count).map(|block| pieces.iter().map(|piece| piece.span(block).len()).sum()).collect();
    let total = sizes.iter().sum();
    let mut targets = vec![0; total];
    huge_pages::ask_for(&targets);
    let mut all_weights = weighted.then(|| vec![0.0; total]);
    let target_slices = split(&sizes, &mut targets);
    let weight_slices = match &mut all_weights {
        Some(weights) => split(&sizes, weights),
        None => target_slices.iter().map(|_| Default::default()).collect(),
    };
    let (lengths, dropped): (Vec<Vec<u32>>, Vec<u64>) = target_slices
        .into_par_iter()
        .zip(weight_slices)
        .enumerate()
        .map_init(Seen::default, |seen, (block, (targets, weights))| {
            let people = blocks.people(block, contacts.people);
            sort_block(block, people, &pieces, targets, weights, seen)
        })
        .unzip();
    drop(pieces);
    let dropped = dropped.iter().sum();
    let mut adjacency = Adjacency { offsets: Vec::new(), targets, weights: all_weights };
    if dropped > 0 {
        close_gaps(&mut adjacency, &sizes, &lengths);
    }
    adjacency.offsets.reserve_exact(contacts.people as usize + 1);
    adjacency.offsets.push(0);
    adjacency.offsets.extend(lengths.iter().flatten().scan(0, |end, &length| {
        *end += u64::from(length);
        Some(*end)
    }));
    (adjacency, if directed { dropped } else { dropped / 2 })
}

/// Blocks of consecutive people: few enough to be written to side by side, small enough for the second cache.
#[derive(Clone, Copy)]
struct Blocks {
    /// A block has 2^shift people.
    shift: u32,
    count: usize,
}

impl Blocks {
    fn of(people: u32) -> Self {
        let bits = u32::BITS - people.leading_zeros();
        let shift = bits.saturating_sub(9).max(13);
        Self { shift, count: (people as usize).div_ceil(1 << shift) }
    }

    fn people(self, block: usize, all: u32) -> usize {
        (all as usize - (block << self.shift)).min(1 << self.shift)
    }
}

/// The entries of a piece of the file, block after block, in the order of the lines: position in the block, contact.
struct SortedPiece {
    entries: Vec<[u32; 2]>,
    weights: Vec<f32>,
    /// Where each block begins, and the end.
    starts: Vec<usize>,
}

impl SortedPiece {
    fn new(pairs: &[[u32; 2]], weights: &[f32], blocks: Blocks, directed: bool) -> Self {
        let mut starts = vec![0; blocks.count + 1];
        for &[from, to] in pairs {
            starts[(from >> blocks.shift) as usize + 1] += 1;
            if !directed {
                starts[(to >> blocks.shift) as usize + 1] += 1;
            }
        }
        for block in 0..blocks.count {
            starts[block + 1] += starts[block];
        }
        let mut cursors = starts.clone();
        let mut entries = vec![[0; 2]; starts[blocks.count]];
        let mut sorted_weights = vec![0.0; if weights.is_empty() { 0 } else { entries.len() }];
        let mut put = |index: usize, from: u32, to: u32| {
            let cursor = &mut cursors[(from >> blocks.shift) as usize];
            entries[*cursor] = [from & ((1 << blocks.shift) - 1), to];
            if let Some(weight) = sorted_weights.get_mut(*cursor) {
                *weight = weights[index];
            }
            *cursor += 1;
        };
        for (index, &[from, to]) in pairs.iter().enumerate() {
            put(index, from, to);
            if !directed {
                put(index, to, from);
            }
        }
        Self { entries, weights: sorted_weights, starts }
    }

    fn span(&self, block: usize) -> std::ops::Range<usize> {
        self.starts[block]..self.starts[block + 1]
    }
}

/// Sorts the entries of a block by person, each list without what it names again, and closes the gaps in it: gives the
/// length of every list and how many entries are left out.
fn sort_block(
    block: usize,
    people: usize,
    pieces: &[SortedPiece],
    targets: &mut [u32],
    weights: &mut [f32],
    seen: &mut Seen,
) -> (Vec<u32>, u64) {
    let mut lengths = vec![0_u32; people];
    for piece in pieces {
        for &[person, _] in &piece.entries[piece.span(block)] {
            lengths[person as usize] += 1;
        }
    }
    let mut cursors: Vec<usize> = lengths
        .iter()
        .scan(0, |end, &length| {
            let start = *end;
            *end += length as usize;
            Some(start)
        })
        .collect();
    for piece in pieces {
        let span = piece.span(block);
        for (index, &[person, contact]) in span.clone().zip(&piece.entries[span]) {
            let cursor = &mut cursors[person as usize];
            targets[*cursor] = contact;
            if let Some(weight) = weights.get_mut(*cursor) {
                *weight = piece.weights[index];
            }
            *cursor += 1;
        }
    }
    let (mut start, mut end) = (0, 0);
    for length in &mut lengths {
        let list = start..start + *length as usize;
        start = list.end;
        let first = end;
        seen.clear(list.len());
        for index in list {
            if seen.insert(targets[index]) {
                targets[end] = targets[index];
                if !weights.is_empty() {
                    weights[end] = weights[index];
                }
                end += 1;
            }
        }
        *length = (end - first) as u32;
    }
    (lengths, (targets.len() - end) as u64)
}

/// Parts of these sizes, one after the other.
fn split<'a, T>(sizes: &[usize], mut rest: &'a mut [T]) -> Vec<&'a mut [T]> {
    let mut parts = Vec::with_capacity(sizes.len());
    for &size in sizes {
        let (part, tail) = rest.split_at_mut(size);
        parts.push(part);
        rest = tail;
    }
    parts
}

/// Moves the blocks together, each of the size that it has left.
fn close_gaps(adjacency: &mut Adjacency, sizes: &[usize], lengths: &[Vec<u32>]) {
    let (mut start, mut end) = (0, 0);
    for (&size, lengths) in sizes.iter().zip(lengths) {
        let left: usize = lengths.iter().map(|&length| length as usize).sum();
        adjacency.targets.copy_within(start..start + left, end);
        if let Some(weights) = &mut adjacency.weights {
            weights.copy_within(start..start + left, end);
        }
        start += size;
        end += left;
    }
    adjacency.targets.truncate(end);
    if let Some(weights) = &mut adjacency.weights {
        weights.truncate(end);
    }
}
