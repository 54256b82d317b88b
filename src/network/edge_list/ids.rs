use std::collections::HashMap;
use std::hash::Hash;

use rayon::prelude::*;

use super::Piece;
use crate::network::Labels;

/// Contacts between people, numbered from 0 without holes.
pub(super) struct Contacts {
    pub(super) labels: Labels,
    pub(super) pieces: Vec<Piece<u32>>,
}

/// Numbers the people of a list whose ids are whole numbers, in their order; `None` if they are too many.
pub(super) fn number_integers(pieces: &[Piece<u32>]) -> Option<Contacts> {
    let mut ids: Vec<u32> = pieces
        .par_iter()
        .flat_map_iter(|piece| {
            let mut ids: Vec<u32> = piece.pairs.as_flattened().to_vec();
            ids.sort_unstable();
            ids.dedup();
            ids
        })
        .collect();
    ids.par_sort_unstable();
    ids.dedup();
    let pieces = number(pieces, &ids.iter().copied().zip(0..).collect())?;
    let first = ids.first().copied().unwrap_or(0);
    let dense = ids.last().is_none_or(|last| (last - first) as usize + 1 == ids.len());
    Some(Contacts {
        labels: if dense { Labels::Numbers { first: u64::from(first) } } else { Labels::Integers(ids) },
        pieces,
    })
}

/// Numbers the people of a list whose ids are words, as the list names them first; `None` if they are too many.
pub(super) fn number_words(pieces: &[Piece<&[u8]>]) -> Option<Contacts> {
    let mut words = Vec::new();
    // Only ever looked up, never walked: its order is of no importance.
    let mut numbers = HashMap::new();
    for &word in pieces.iter().flat_map(|piece| piece.pairs.as_flattened()) {
        numbers.entry(word).or_insert_with(|| {
            words.push(word);
            (words.len() - 1) as u32
        });
    }
    let mut text = String::with_capacity(words.iter().map(|word| word.len()).sum());
    let mut ends = Vec::with_capacity(words.len());
    for word in &words {
        // The caller has looked at the bytes: they are UTF-8, and a field ends at an ASCII byte.
        text.push_str(&String::from_utf8_lossy(word));
        ends.push(text.len() as u64);
    }
    Some(Contacts { labels: Labels::Words { text, ends }, pieces: number(pieces, &numbers)? })
}

/// Replaces each id by its number; `None` if there are too many for a `u32`.
fn number<Id: Eq + Hash + Sync>(pieces: &[Piece<Id>], numbers: &HashMap<Id, u32>) -> Option<Vec<Piece<u32>>> {
    if numbers.len() >= u32::MAX as usize {
        return None;
    }
    let numbered = pieces.par_iter().map(|piece| Piece {
        pairs: piece.pairs.iter().map(|pair| pair.each_ref().map(|id| numbers[id])).collect(),
        weights: piece.weights.clone(),
        skipped: piece.skipped,
    });
    Some(numbered.collect())
}
