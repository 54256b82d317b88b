//! The page of docs that explains every key, from the catalogue.

mod page;
mod wording;

pub use page::reference;
pub(super) use wording::plain;
