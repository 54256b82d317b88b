use rayon::prelude::*;

use super::ids::Contacts;
use crate::network::{Adjacency, Parts};

/// The lists of contacts of all people, in the order of the lines, by a counting sort: each thread owns a range of people
/// and scans all lines for them. Contacts named again are left out; returned is how many.
pub(super) fn lists(contacts: &Contacts, directed: bool) -> (Adjacency, u64) {
    let people = contacts.people as usize;
    let parts = Parts::new(people);
    let mut degrees = vec![0_u32; people];
    degrees.par_chunks_mut(parts.size).enumerate().for_each(|(part, degrees)| {
        let first = part * parts.size;
        for_each_end(contacts, directed, |_, _, from, _| {
            if let Some(degree) = degrees.get_mut((from as usize).wrapping_sub(first)) {
                *degree += 1;
            }
        });
    });
    let mut offsets = Vec::with_capacity(people + 1);
    offsets.push(0_u64);
    offsets.extend(degrees.iter().scan(0, |end, &degree| {
        *end += u64::from(degree);
        Some(*end)
    }));
    let total = offsets[people] as usize;
    let mut targets = vec![0_u32; total];
    let mut weights = contacts.weights.as_ref().map(|_| vec![0.0_f32; total]);
    let target_slices = parts.split(&offsets, &mut targets);
    let weight_slices = match &mut weights {
        Some(weights) => parts.split(&offsets, weights),
        None => target_slices.iter().map(|_| Default::default()).collect(),
    };
    let dropped = target_slices
        .into_par_iter()
        .zip(weight_slices)
        .zip(degrees.par_chunks_mut(parts.size))
        .enumerate()
        .map(|(part, ((targets, weights), lengths))| {
            let mut lists = Lists { first: part * parts.size, offsets: &offsets, targets, weights, lengths };
            lists.fill(contacts, directed);
            lists.deduplicate(people)
        })
        .sum::<u64>();
    let mut adjacency = Adjacency { offsets, targets, weights };
    if dropped > 0 {
        close_gaps(&mut adjacency, &degrees);
    }
    (adjacency, if directed { dropped } else { dropped / 2 })
}

/// Calls with piece, line, person and contact for every entry that a list will have.
fn for_each_end(contacts: &Contacts, directed: bool, mut entry: impl FnMut(usize, usize, u32, u32)) {
    for (piece, pairs) in contacts.pairs.iter().enumerate() {
        for (line, &[from, to]) in pairs.iter().enumerate() {
            entry(piece, line, from, to);
            if !directed {
                entry(piece, line, to, from);
            }
        }
    }
}

/// The lists of a range of people.
struct Lists<'a> {
    first: usize,
    offsets: &'a [u64],
    targets: &'a mut [u32],
    weights: &'a mut [f32],
    /// How long the list of each person is.
    lengths: &'a mut [u32],
}

impl Lists<'_> {
    fn start(&self, index: usize) -> usize {
        (self.offsets[self.first + index] - self.offsets[self.first]) as usize
    }

    fn fill(&mut self, contacts: &Contacts, directed: bool) {
        self.lengths.fill(0);
        for_each_end(contacts, directed, |piece, line, from, to| {
            let index = (from as usize).wrapping_sub(self.first);
            if index < self.lengths.len() {
                let position = self.start(index) + self.lengths[index] as usize;
                self.lengths[index] += 1;
                self.targets[position] = to;
                if let Some(weights) = &contacts.weights {
                    self.weights[position] = weights[piece][line];
                }
            }
        });
    }

    /// Moves what every list names for the first time to its front; returns how many entries are left out.
    fn deduplicate(&mut self, people: usize) -> u64 {
        let mut named_by = vec![u32::MAX; people];
        let mut dropped = 0;
        for index in 0..self.lengths.len() {
            let person = (self.first + index) as u32;
            let start = self.start(index);
            let mut end = start;
            for position in start..start + self.lengths[index] as usize {
                let target = self.targets[position];
                let last = &mut named_by[target as usize];
                if *last == person {
                    dropped += 1;
                    continue;
                }
                *last = person;
                if end < position {
                    self.targets[end] = target;
                    if !self.weights.is_empty() {
                        self.weights[end] = self.weights[position];
                    }
                }
                end += 1;
            }
            self.lengths[index] = (end - start) as u32;
        }
        dropped
    }
}

/// Moves the lists together, each of its new length.
fn close_gaps(adjacency: &mut Adjacency, lengths: &[u32]) {
    let mut end = 0;
    for (person, &length) in lengths.iter().enumerate() {
        let start = adjacency.offsets[person] as usize;
        let list = start..start + length as usize;
        adjacency.targets.copy_within(list.clone(), end);
        if let Some(weights) = &mut adjacency.weights {
            weights.copy_within(list, end);
        }
        adjacency.offsets[person] = end as u64;
        end += length as usize;
    }
    if let Some(last) = adjacency.offsets.last_mut() {
        *last = end as u64;
    }
    adjacency.targets.truncate(end);
    if let Some(weights) = &mut adjacency.weights {
        weights.truncate(end);
    }
}
