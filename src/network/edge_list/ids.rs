use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use super::{EdgeListError, Piece};
use crate::network::Labels;

/// No person: the slot of an id that has not appeared.
const VACANT: u32 = u32::MAX;

/// Contacts between people numbered in the order in which the list names them first, without loops.
pub(super) struct Contacts {
    pub(super) people: u32,
    pub(super) labels: Labels,
    pub(super) pairs: Vec<Vec<[u32; 2]>>,
    pub(super) weights: Option<Vec<Vec<f32>>>,
    pub(super) loops: u64,
}

/// Numbers the people of a list whose ids are whole numbers: by a table where the ids are dense, by a map elsewhere.
pub(super) fn number_integers(pieces: Vec<Piece<u32>>, weighted: bool) -> Result<Contacts, EdgeListError> {
    let lines: usize = pieces.iter().map(|piece| piece.pairs.len()).sum();
    let largest = pieces.par_iter().map(|piece| piece.pairs.iter().flatten().copied().max().unwrap_or(0)).max();
    let largest = largest.unwrap_or(0) as usize;
    // A table up to some times the size of the list itself; the ids of a million people fit in any case.
    let dense = largest < 4 * lines + (1 << 20) && lines < 1 << 31;
    let mut ids = Vec::new();
    let mut contacts = if dense {
        let mut numbers = first_places(&pieces, largest + 1);
        let mut order: Vec<(u32, u32)> = numbers
            .iter()
            .enumerate()
            .filter(|&(_, &place)| place != VACANT)
            .map(|(id, &place)| (place, id as u32))
            .collect();
        order.par_sort_unstable();
        ids.extend(order.iter().map(|&(_, id)| id));
        for (person, &id) in ids.iter().enumerate() {
            numbers[id as usize] = person as u32;
        }
        number(pieces, weighted, |id| numbers[id as usize])
    } else {
        number_by_map(pieces, weighted, &mut ids)?
    };
    contacts.people = ids.len() as u32;
    contacts.labels = if ids.iter().enumerate().all(|(person, &id)| person as u64 + u64::from(ids[0]) == u64::from(id))
    {
        Labels::Numbers { first: u64::from(ids.first().copied().unwrap_or(0)) }
    } else {
        Labels::Integers(ids)
    };
    Ok(contacts)
}

/// Where each id stands first among all ids of the list; [`VACANT`] for numbers that are no ids.
fn first_places(pieces: &[Piece<u32>], ids: usize) -> Vec<u32> {
    let places: Vec<AtomicU32> = (0..ids).map(|_| AtomicU32::new(VACANT)).collect();
    let starts = pieces.iter().scan(0, |end, piece| {
        let start = *end;
        *end += 2 * piece.pairs.len() as u32;
        Some(start)
    });
    let starts: Vec<u32> = starts.collect();
    // The smallest place wins, whichever thread is first.
    pieces.par_iter().zip(starts).for_each(|(piece, start)| {
        for (place, &id) in (start..).zip(piece.pairs.iter().flatten()) {
            let first = &places[id as usize];
            if first.load(Ordering::Relaxed) > place {
                first.fetch_min(place, Ordering::Relaxed);
            }
        }
    });
    places.into_iter().map(AtomicU32::into_inner).collect()
}

/// Numbers the people of a list whose ids are words.
pub(super) fn number_words(pieces: Vec<Piece<&[u8]>>, weighted: bool) -> Result<Contacts, EdgeListError> {
    let mut words = Vec::new();
    let mut contacts = number_by_map(pieces, weighted, &mut words)?;
    let mut text = String::with_capacity(words.iter().map(|word| word.len()).sum());
    let mut ends = Vec::with_capacity(words.len());
    for word in &words {
        // The caller has looked at the bytes: they are UTF-8, and a field ends at an ASCII byte.
        text.push_str(&String::from_utf8_lossy(word));
        ends.push(text.len() as u64);
    }
    contacts.people = words.len() as u32;
    contacts.labels = Labels::Words { text, ends };
    Ok(contacts)
}

fn number_by_map<Id: Copy + Eq + Hash + Send + Sync>(
    pieces: Vec<Piece<Id>>,
    weighted: bool,
    ids: &mut Vec<Id>,
) -> Result<Contacts, EdgeListError> {
    // Only ever looked up, never walked: its order is of no importance.
    let mut numbers: HashMap<Id, u32> = HashMap::new();
    for &id in pieces.iter().flat_map(|piece| piece.pairs.iter().flatten()) {
        numbers.entry(id).or_insert_with(|| {
            ids.push(id);
            (ids.len() - 1) as u32
        });
    }
    if ids.len() >= VACANT as usize {
        return Err(EdgeListError::TooManyPeople);
    }
    Ok(number(pieces, weighted, |id| numbers[&id]))
}

/// Replaces ids by people and leaves out the loops; the caller adds the people and their labels.
fn number<Id: Copy + Send>(pieces: Vec<Piece<Id>>, weighted: bool, person: impl Fn(Id) -> u32 + Sync) -> Contacts {
    let numbered: Vec<(Vec<[u32; 2]>, Vec<f32>, u64)> = pieces
        .into_par_iter()
        .map(|piece| {
            let mut pairs = Vec::with_capacity(piece.pairs.len());
            let mut weights = Vec::with_capacity(piece.weights.len());
            let lines = piece.pairs.len();
            for (index, [from, to]) in piece.pairs.into_iter().enumerate() {
                let pair = [person(from), person(to)];
                if pair[0] != pair[1] {
                    pairs.push(pair);
                    weights.extend(piece.weights.get(index));
                }
            }
            let loops = (lines - pairs.len()) as u64;
            (pairs, weights, loops)
        })
        .collect();
    let loops = numbered.iter().map(|&(_, _, loops)| loops).sum();
    let (pairs, weights) = numbered.into_iter().map(|(pairs, weights, _)| (pairs, weights)).unzip();
    Contacts {
        people: 0,
        labels: Labels::Numbers { first: 0 },
        pairs,
        weights: Some(weights).filter(|_| weighted),
        loops,
    }
}
