//! Edge lists: CSV, TSV and SNAP text, plain or gzipped, from bytes.

mod error;
mod ids;
mod layout;
mod lines;
mod lists;
mod read;
mod seen;
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
