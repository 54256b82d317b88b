//! Edge lists: CSV, TSV and SNAP text, plain or gzipped, from bytes or from what they are read from.

mod error;
mod ids;
mod lanes;
mod layout;
mod lines;
mod lists;
mod read;
mod seen;
mod sorted_piece;
mod stream;
mod write;

#[cfg(test)]
mod tests;

pub use error::EdgeListError;
pub use read::{EdgeList, EdgeListReport};

/// The lines of one piece of an edge list.
#[derive(Debug)]
struct Piece<Id> {
    /// The two ids of every line with a contact.
    pairs: Vec<[Id; 2]>,
    /// The weight of every line with a contact; empty without a weight column.
    weights: Vec<f32>,
    /// Lines that are comments or blank.
    skipped: u64,
}

impl<Id> Default for Piece<Id> {
    fn default() -> Self {
        Self { pairs: Vec::new(), weights: Vec::new(), skipped: 0 }
    }
}

impl<Id> Piece<Id> {
    /// Forgets the lines and keeps their memory.
    fn clear(&mut self) {
        self.pairs.clear();
        self.weights.clear();
        self.skipped = 0;
    }
}
