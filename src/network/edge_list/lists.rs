use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use rayon::prelude::*;

use super::format::Repeats;
use super::seen::Seen;
use super::sorted_piece::SortedPiece;
use crate::network::{Adjacency, Labels, huge_pages};
use crate::sync::{lock, unlocked};

/// The lists of contacts of all people.
pub(super) struct Lists {
    pub(super) people: u32,
    pub(super) adjacency: Adjacency,
    /// What the people are called where ids are numbers.
    pub(super) labels: Labels,
    /// Contacts of a person with themselves, left out.
    pub(super) loops: u64,
    /// Contacts named again, left out.
    pub(super) duplicates: u64,
    /// Those of them with another weight than the first, and one of them: two people, the first weight and another.
    pub(super) differing: Option<(u64, [u32; 2], [f32; 2])>,
}

/// The lists of contacts, each in the order of the lines: the second step of the counting sort that the pieces began.
/// Who has an id that occurs is a person; people are numbered in the order of their ids. `None` once `stop` is
/// set.
pub(super) fn lists(
    pieces: &[SortedPiece],
    directed: bool,
    weighted: bool,
    repeats: Repeats,
    stop: &AtomicBool,
) -> Option<Lists> {
    let stopped = || stop.load(Ordering::Relaxed);
    let shift = pieces.iter().map(SortedPiece::shift).max().unwrap_or(0);
    let largest = pieces.par_iter().filter_map(SortedPiece::largest).max();
    let ids = largest.map_or(0, |largest| largest as usize + 1);
    let blocks = ids.div_ceil(1 << shift);
    let lengths: Vec<Vec<u32>> = (0..blocks)
        .into_par_iter()
        .map(|block| {
            if stopped() {
                return None;
            }
            let mut lengths = vec![0_u32; (ids - (block << shift)).min(1 << shift)];
            for part in pieces.iter().flat_map(|piece| piece.parts(block, shift)) {
                for &own in part.own {
                    lengths[part.base + usize::from(own)] += 1;
                }
            }
            Some(lengths)
        })
        .collect::<Option<_>>()?;
    let told = if directed { told(pieces, ids) } else { Vec::new() };
    let numbers = Numbers::new(&lengths, &told);
    let ends = lengths.par_iter().flatten().map(|&length| u64::from(length)).sum::<u64>() as usize;
    let mut targets = vec![0; ends];
    huge_pages::ask_for(&targets);
    let mut weights = vec![0.0; if weighted { ends } else { 0 }];
    huge_pages::ask_for(&weights);
    let mut offsets = Vec::with_capacity(numbers.people as usize + 1);
    offsets.push(0);
    let line =
        Mutex::new(Line { next: 0, targets: &mut targets, weights: &mut weights, offsets, sums: Sums::default() });
    let queue = Mutex::new(lengths.iter().enumerate());
    let moved = Condvar::new();
    rayon::broadcast(|_| {
        let mut sorter = Sorter { repeats, ..Sorter::default() };
        // Whoever has taken a block finishes it: others wait for it.
        while !stopped() {
            let Some((block, lengths)) = lock(&queue).next() else { break };
            sorter.sort(block, shift, lengths, pieces);
            // Blocks are handed out in their order, so that the one before is finished or another thread is at it.
            let waiting = lock(&line);
            let line = moved.wait_while(waiting, |line| line.next < block);
            let (targets, weights) =
                line.unwrap_or_else(PoisonError::into_inner).take(&sorter, &numbers, block << shift);
            moved.notify_all();
            for (target, &contact) in targets.iter_mut().zip(&sorter.contacts) {
                *target = numbers.person(contact);
            }
            weights.copy_from_slice(&sorter.weights);
        }
    });
    if stopped() {
        return None;
    }
    let Line { offsets, sums: Sums { loops, mut duplicates, mut differing, example }, .. } = unlocked(line);
    let end = offsets.last().map_or(0, |&end| end as usize);
    // A list that names every contact both ways has asked for twice the memory.
    targets.truncate(end);
    targets.shrink_to_fit();
    weights.truncate(end);
    weights.shrink_to_fit();
    if !directed {
        duplicates /= 2;
        differing /= 2;
    }
    let adjacency = Adjacency { offsets, targets, weights: weighted.then_some(weights) };
    let differing = example.map(|(people, weights)| (differing.max(1), people.map(|id| numbers.person(id)), weights));
    Some(Lists { people: numbers.people, adjacency, labels: numbers.labels(), loops, duplicates, differing })
}

/// What threads hand in one after the other, in the order of the blocks.
struct Line<'a> {
    /// The block whose turn it is.
    next: usize,
    /// What is not yet given out.
    targets: &'a mut [u32],
    weights: &'a mut [f32],
    offsets: Vec<u64>,
    sums: Sums,
}

/// What is left out of lists.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    loops: u64,
    duplicates: u64,
    /// Those of the duplicates that have another weight than the first.
    differing: u64,
    /// The first of them: the ids, the first weight and another.
    example: Option<([u32; 2], [f32; 2])>,
}

impl<'a> Line<'a> {
    /// Where the lists of a sorted block that begins at the id `first` are written to.
    fn take(&mut self, sorter: &Sorter, numbers: &Numbers, first: usize) -> (&'a mut [u32], &'a mut [f32]) {
        let mut end = self.offsets.last().copied().unwrap_or(0);
        for (id, &length) in (first..).zip(&sorter.lengths) {
            if numbers.occurs(id) {
                end += u64::from(length);
                self.offsets.push(end);
            }
        }
        self.sums.loops += sorter.sums.loops;
        self.sums.duplicates += sorter.sums.duplicates;
        self.sums.differing += sorter.sums.differing;
        self.sums.example = self.sums.example.or(sorter.sums.example);
        self.next += 1;
        let targets = self.targets.split_off_mut(..sorter.contacts.len()).unwrap_or_default();
        (targets, self.weights.split_off_mut(..sorter.weights.len()).unwrap_or_default())
    }
}

/// Sorts one block after the other; kept for its memory.
#[derive(Default)]
struct Sorter {
    /// The lists of the block, without what they name again.
    contacts: Vec<u32>,
    weights: Vec<f32>,
    /// How long each list is.
    lengths: Vec<u32>,
    cursors: Vec<u32>,
    seen: Seen,
    repeats: Repeats,
    /// The weights of a list that names somebody again added up, and how many there are of each.
    totals: Vec<(f64, u32)>,
    sums: Sums,
}

impl Sorter {
    fn sort(&mut self, block: usize, shift: u32, lengths: &[u32], pieces: &[SortedPiece]) {
        self.lengths.clear();
        self.lengths.extend_from_slice(lengths);
        self.cursors.clear();
        let mut ends = 0;
        self.cursors.extend(lengths.iter().map(|&length| {
            let start = ends;
            ends += length;
            start
        }));
        self.contacts.resize(ends as usize, 0);
        self.weights.clear();
        for part in pieces.iter().flat_map(|piece| piece.parts(block, shift)) {
            if !part.weights.is_empty() {
                self.weights.resize(ends as usize, 0.0);
            }
            for (index, (&own, &contact)) in part.own.iter().zip(part.contacts).enumerate() {
                let cursor = &mut self.cursors[part.base + usize::from(own)];
                let place = *cursor as usize;
                *cursor += 1;
                self.contacts[place] = contact;
                if let Some(weight) = self.weights.get_mut(place) {
                    *weight = part.weights[index];
                }
            }
        }
        self.leave_out(block << shift);
    }

    /// Leaves out loops and what a list names again.
    fn leave_out(&mut self, first: usize) {
        self.sums = Sums::default();
        let (mut start, mut end) = (0, 0);
        let mut all = std::mem::take(&mut self.lengths);
        for (id, length) in (first as u32..).zip(&mut all) {
            let list = start..start + *length as usize;
            start = list.end;
            let contacts = &self.contacts[list.clone()];
            if !contacts.contains(&id) && !self.seen.may_repeat(contacts) {
                if end < list.start {
                    self.contacts.copy_within(list.clone(), end);
                    if !self.weights.is_empty() {
                        self.weights.copy_within(list.clone(), end);
                    }
                }
                end += list.len();
                continue;
            }
            let kept = self.keep_first(id, list, end);
            *length = kept as u32;
            end += kept;
        }
        self.lengths = all;
        self.contacts.truncate(end);
        self.weights.truncate(end);
    }

    /// Moves a list to `start` without loops and what it names again; how long it is then.
    fn keep_first(&mut self, id: u32, list: std::ops::Range<usize>, start: usize) -> usize {
        let mut end = start;
        self.seen.clear(list.len());
        self.totals.clear();
        for index in list {
            let contact = self.contacts[index];
            if contact == id {
                self.sums.loops += 1;
                continue;
            }
            let weight = self.weights.get(index).copied();
            match self.seen.insert(contact, end - start) {
                None => {
                    self.contacts[end] = contact;
                    if let Some(weight) = weight {
                        self.weights[end] = weight;
                        self.totals.push((f64::from(weight), 1));
                    }
                    end += 1;
                }
                Some(place) => {
                    self.sums.duplicates += 1;
                    if let Some(weight) = weight {
                        self.again([id, contact], start, place, weight);
                    }
                }
            }
        }
        if matches!(self.repeats, Repeats::Sum | Repeats::Mean) {
            for (weight, &(total, count)) in self.weights.iter_mut().skip(start).zip(&self.totals) {
                let count = if self.repeats == Repeats::Mean { count } else { 1 };
                *weight = (total / f64::from(count)) as f32;
            }
        }
        end - start
    }

    /// A contact that the list has at `place` is named again with a weight.
    fn again(&mut self, people: [u32; 2], start: usize, place: usize, weight: f32) {
        let (total, count) = &mut self.totals[place];
        let first = &mut self.weights[start + place];
        if *first != weight {
            self.sums.differing += 1;
            self.sums.example = self.sums.example.or(Some((people, [*first, weight])));
        }
        *total += f64::from(weight);
        *count += 1;
        if self.repeats == Repeats::Max {
            *first = first.max(weight);
        }
    }
}

/// Which ids occur, and the people that they are.
struct Numbers {
    people: u32,
    /// The first id that occurs.
    first: u32,
    /// The person of each id, or [`Numbers::NOBODY`]; empty where all ids from the first on occur.
    by_id: Vec<u32>,
}

impl Numbers {
    const NOBODY: u32 = u32::MAX;

    /// The number of ends of each id, and a bit for each that is told, where that is another thing.
    fn new(lengths: &[Vec<u32>], told: &[AtomicU64]) -> Self {
        let is_told =
            |id: usize| told.get(id / 64).is_some_and(|bits| bits.load(Ordering::Relaxed) >> (id % 64) & 1 == 1);
        let occurs = || lengths.iter().flatten().enumerate().map(|(id, &length)| length > 0 || is_told(id));
        let people = occurs().filter(|&occurs| occurs).count();
        let first = occurs().position(|occurs| occurs).unwrap_or(0);
        let ids = lengths.iter().map(Vec::len).sum::<usize>();
        let mut by_id = Vec::new();
        if first + people < ids {
            let mut next = 0;
            by_id.extend(occurs().map(|occurs| {
                next += u32::from(occurs);
                if occurs { next - 1 } else { Self::NOBODY }
            }));
        }
        Self { people: people as u32, first: first as u32, by_id }
    }

    fn occurs(&self, id: usize) -> bool {
        match self.by_id.get(id) {
            Some(&person) => person != Self::NOBODY,
            None => id >= self.first as usize,
        }
    }

    #[inline]
    fn person(&self, id: u32) -> u32 {
        if self.by_id.is_empty() { id - self.first } else { self.by_id[id as usize] }
    }

    fn labels(&self) -> Labels {
        if self.by_id.is_empty() {
            return Labels::Numbers { first: u64::from(self.first) };
        }
        Labels::Integers(
            (0..).zip(&self.by_id).filter(|&(_, &person)| person != Self::NOBODY).map(|(id, _)| id).collect(),
        )
    }
}

/// A bit for each id that is told by somebody.
fn told(pieces: &[SortedPiece], ids: usize) -> Vec<AtomicU64> {
    let bits: Vec<AtomicU64> = (0..ids.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
    pieces.par_iter().flat_map_iter(SortedPiece::contacts).for_each(|&id| {
        let (word, bit) = (&bits[id as usize / 64], 1 << (id % 64));
        if word.load(Ordering::Relaxed) & bit == 0 {
            word.fetch_or(bit, Ordering::Relaxed);
        }
    });
    bits
}
