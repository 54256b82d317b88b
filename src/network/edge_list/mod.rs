//! Edge lists: CSV, TSV and SNAP text, plain or gzipped, from bytes or from what they are read from.

mod adjacency;
mod columns;
mod error;
mod first_lines;
mod foreign;
mod format;
mod general;
mod head;
mod header;
mod ids;
mod lanes;
mod layout;
mod lines;
mod lists;
mod number;
mod people;
mod read;
mod records;
mod seen;
mod separator;
mod sorted_piece;
mod stream;
mod unpack;
mod write;

#[cfg(test)]
mod tests;

pub use error::{EdgeListError, Foreign};
pub use format::{AboveOne, Column, Differing, EdgeFormat, EdgeListReport, Repeats, Separator};
pub use people::People;
pub use read::EdgeList;

/// The lines of one piece of an edge list.
#[derive(Debug)]
struct Piece<Id> {
    /// The two ids of every line with a contact.
    pairs: Vec<[Id; 2]>,
    /// The weight of every line with a contact; empty without a weight column.
    weights: Vec<f32>,
    /// Lines that are comments or blank.
    skipped: u64,
    /// The first weight above the bound that is looked for, and how many lines stand before it.
    above: Option<(u64, f32)>,
}

impl<Id> Default for Piece<Id> {
    fn default() -> Self {
        Self { pairs: Vec::new(), weights: Vec::new(), skipped: 0, above: None }
    }
}

impl<Id> Piece<Id> {
    /// Forgets the lines and keeps their memory.
    fn clear(&mut self) {
        self.pairs.clear();
        self.weights.clear();
        self.skipped = 0;
        self.above = None;
    }
}
