//! The figures of word of mouth, one file per kind.
//!
//! Each kind is a plain struct of the numbers it shows and implements [`Figure`]; [`compose`] puts it on a page. To add
//! a kind: its file, its line in [`Kind`], its line in docs/gallery.

mod distribution;
mod iceberg;
mod kind;
mod sheet;
mod waterfall;
mod wording;

pub use distribution::{Distribution, Interval, Mark};
pub use iceberg::Iceberg;
pub use kind::{Kind, UnknownKind};
pub use sheet::{About, Figure, Table, compose};
pub use waterfall::{Step, Waterfall};
