//! Edge lists: CSV, TSV and SNAP text, plain or gzipped, from bytes or from what they are read from.

mod adjacency;
mod columns;
mod couple;
mod error;
mod first_lines;
mod foreign;
mod foreign_text;
mod format;
mod forms;
mod general;
mod head;
mod header;
mod hints;
mod ids;
mod lanes;
mod layout;
mod lines;
mod lists;
mod look_alike;
mod matrix;
mod moment;
mod number;
mod people;
mod read;
mod records;
mod row;
mod seen;
mod separator;
mod shown;
mod sorted_piece;
mod stream;
mod unnamed;
mod unpack;
mod words;
mod write;

#[cfg(test)]
mod tests;

pub use error::{EdgeListError, Foreign, Whose};
pub use format::{AboveOne, Alike, Column, Differing, EdgeFormat, EdgeListReport, Repeats, Separator};
pub use people::People;
pub use read::EdgeList;
pub(crate) use shown::shown;

/// The lines of one piece of an edge list.
#[derive(Debug)]
struct Piece<Id> {
    /// The two ids of every line with a contact.
    pairs: Vec<[Id; 2]>,
    /// The weight of every line with a contact; empty without a weight column.
    weights: Vec<f32>,
    /// Lines that are comments or blank.
    skipped: u64,
    /// The first weight above the bound that is looked for.
    above: Option<Above>,
    /// The largest weight.
    largest: f64,
}

/// A weight above a bound.
#[derive(Clone, Debug)]
struct Above {
    /// How many lines of the piece stand before it; or its line, from 1.
    line: u64,
    /// What stands there.
    text: String,
}

impl<Id> Default for Piece<Id> {
    fn default() -> Self {
        Self { pairs: Vec::new(), weights: Vec::new(), skipped: 0, above: None, largest: 0.0 }
    }
}

impl<Id> Piece<Id> {
    /// Forgets the lines and keeps their memory.
    fn clear(&mut self) {
        self.pairs.clear();
        self.weights.clear();
        self.skipped = 0;
        self.above = None;
        self.largest = 0.0;
    }
}
