use std::collections::HashMap;
use std::hash::Hash;

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
    let largest = pieces.iter().flat_map(|piece| piece.pairs.iter().flatten()).copied().max().unwrap_or(0) as usize;
    let mut ids = Vec::new();
    // A table up to some times the size of the list itself; the ids of a million people fit in any case.
    let mut contacts = if largest < 4 * lines + (1 << 20) {
        let mut table = vec![VACANT; largest + 1];
        number(pieces, weighted, |id| {
            let slot = &mut table[id as usize];
            if *slot == VACANT {
                *slot = ids.len() as u32;
                ids.push(id);
            }
            *slot
        })
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

fn number_by_map<Id: Copy + Eq + Hash>(
    pieces: Vec<Piece<Id>>,
    weighted: bool,
    ids: &mut Vec<Id>,
) -> Result<Contacts, EdgeListError> {
    // Only ever looked up, never walked: its order is of no importance.
    let mut numbers: HashMap<Id, u32> = HashMap::new();
    let contacts = number(pieces, weighted, |id| {
        *numbers.entry(id).or_insert_with(|| {
            ids.push(id);
            (ids.len() - 1) as u32
        })
    });
    if ids.len() >= VACANT as usize { Err(EdgeListError::TooManyPeople) } else { Ok(contacts) }
}

/// Replaces ids by people and leaves out the loops; the caller adds the people and their labels.
fn number<Id: Copy>(pieces: Vec<Piece<Id>>, weighted: bool, mut person: impl FnMut(Id) -> u32) -> Contacts {
    let mut contacts = Contacts {
        people: 0,
        labels: Labels::Numbers { first: 0 },
        pairs: Vec::with_capacity(pieces.len()),
        weights: weighted.then(|| Vec::with_capacity(pieces.len())),
        loops: 0,
    };
    for piece in pieces {
        let mut pairs = Vec::with_capacity(piece.pairs.len());
        let mut weights = Vec::with_capacity(piece.weights.len());
        for (index, [from, to]) in piece.pairs.into_iter().enumerate() {
            let pair = [person(from), person(to)];
            if pair[0] == pair[1] {
                contacts.loops += 1;
                continue;
            }
            pairs.push(pair);
            if weighted {
                weights.push(piece.weights[index]);
            }
        }
        contacts.pairs.push(pairs);
        if let Some(all) = &mut contacts.weights {
            all.push(weights);
        }
    }
    contacts
}
