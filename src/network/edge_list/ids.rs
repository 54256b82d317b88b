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

/// Replaces each id by its number; `None` if there are too many for a `u32`.
fn number<Id: Eq + Hash + Sync>(pieces: &[Piece<Id>], numbers: &HashMap<Id, u32>) -> Option<Vec<Piece<u32>>> {
    if numbers.len() >= u32::MAX as usize {
        return None;
    }
    let numbered = pieces.par_iter().map(|piece| Piece {
        pairs: piece.pairs.iter().map(|pair| pair.each_ref().map(|id| numbers[id])).collect(),
        weights: piece.weights.clone(),
        // What was found beside them is told of the pieces as they were read.
        ..Piece::default()
    });
    Some(numbered.collect())
}
