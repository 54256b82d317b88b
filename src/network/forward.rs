use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::parts::Parts;
use super::{Adjacency, Labels, Network, huge_pages};

/// Contacts or people between two looks at whether to go on.
const LOOK: usize = 1 << 16;

/// Contacts that go both ways, each in the list of one of its two people only.
///
/// All generators make this; [`Forward::into_network`] puts every contact in both lists by a counting sort.
pub(super) struct Forward {
    /// Where the list of each person begins; one more than there are people.
    pub(super) offsets: Vec<u64>,
    /// The lists.
    pub(super) targets: Vec<u32>,
}

impl Forward {
    /// The lists of blocks of consecutive people, each with the length of every list.
    pub(super) fn from_blocks(people: u32, blocks: Vec<(Vec<u32>, Vec<u32>)>) -> Self {
        let total = blocks.iter().map(|(_, targets)| targets.len()).sum();
        let mut offsets = Vec::with_capacity(people as usize + 1);
        let mut targets = Vec::with_capacity(total);
        offsets.push(0);
        let mut end = 0_u64;
        for (lengths, block) in blocks {
            for length in lengths {
                end += u64::from(length);
                offsets.push(end);
            }
            targets.extend_from_slice(&block);
        }
        Self { offsets, targets }
    }

    fn list(&self, person: usize) -> &[u32] {
        &self.targets[self.offsets[person] as usize..self.offsets[person + 1] as usize]
    }

    /// Every contact in the lists of both people: first the people whose own list named this one, in their order, then
    /// its own list.
    ///
    /// Each thread owns a range of people and scans all lists for them, so that the result does not depend on the
    /// number of threads and nothing is written twice. `None` once `stop` is set.
    pub(super) fn into_network(self, stop: &AtomicBool) -> Option<Network> {
        let stopped = || stop.load(Ordering::Relaxed);
        let people = self.offsets.len() - 1;
        let parts = Parts::new(people);
        let mut degrees = vec![0_u32; people];
        degrees.par_chunks_mut(parts.size).enumerate().for_each(|(part, degrees)| {
            let first = part * parts.size;
            for targets in self.targets.chunks(LOOK).take_while(|_| !stopped()) {
                for &target in targets {
                    if let Some(degree) = degrees.get_mut((target as usize).wrapping_sub(first)) {
                        *degree += 1;
                    }
                }
            }
        });
        if stopped() {
            return None;
        }
        let mut offsets = Vec::with_capacity(people + 1);
        offsets.push(0_u64);
        let mut end = 0;
        for (person, &degree) in degrees.iter().enumerate() {
            end += u64::from(degree) + self.list(person).len() as u64;
            offsets.push(end);
        }
        let mut targets = vec![0_u32; end as usize];
        huge_pages::ask_for(&targets);
        let slices = parts.split(&offsets, &mut targets);
        slices
            .into_par_iter()
            .zip(degrees.par_chunks_mut(parts.size))
            .enumerate()
            .for_each(|(part, (targets, cursors))| self.fill(part * parts.size, &offsets, targets, cursors, stop));
        if stopped() {
            return None;
        }
        let adjacency = Adjacency { offsets, targets, weights: None };
        Some(Network::undirected(people as u32, adjacency, Labels::Numbers { first: 0 }))
    }

    /// Fills the lists of the people from `first` on; `cursors` comes with their number of incoming contacts.
    fn fill(&self, first: usize, offsets: &[u64], targets: &mut [u32], cursors: &mut [u32], stop: &AtomicBool) {
        let base = offsets[first];
        for (index, incoming) in cursors.iter_mut().enumerate() {
            let start = (offsets[first + index] - base) as usize + *incoming as usize;
            let own = self.list(first + index);
            targets[start..start + own.len()].copy_from_slice(own);
            *incoming = 0;
        }
        let people = self.offsets.len() - 1;
        for from in (0..people).step_by(LOOK).take_while(|_| !stop.load(Ordering::Relaxed)) {
            for source in from..people.min(from + LOOK) {
                for &target in self.list(source) {
                    let index = (target as usize).wrapping_sub(first);
                    if let Some(cursor) = cursors.get_mut(index) {
                        targets[(offsets[first + index] - base) as usize + *cursor as usize] = source as u32;
                        *cursor += 1;
                    }
                }
            }
        }
    }
}
