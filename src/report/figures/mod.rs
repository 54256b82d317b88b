//! The figures of word of mouth, one file per kind.
//!
//! Each kind is a plain struct of the numbers it shows and implements [`Figure`]; [`compose`] puts it on a page. To add
//! a kind: its file, its line in [`Kind`], its line in docs/gallery.

mod balance;
mod build;
mod cascade;
mod comparison;
mod distribution;
mod exceedance;
mod files;
mod flow;
mod generations;
mod grow;
mod iceberg;
mod kind;
mod means;
mod numbers;
mod overlap;
mod rows;
mod sheet;
mod sources;
mod tree;
mod waterfall;
mod wording;

pub use balance::{Balance, BalanceRow};
pub use build::{FigureError, Subject};
pub use cascade::Cascade;
pub use comparison::{Comparison, VariantDifference};
pub use distribution::{Distribution, Interval, Mark};
pub use exceedance::Exceedance;
pub use files::FigureFiles;
pub use flow::{Block, Stage};
pub use generations::{Generation, Generations};
pub use iceberg::Iceberg;
pub use kind::{Kind, UnknownKind};
pub use numbers::{DifferenceNumbers, GenerationNumbers, GroupNumbers, MetricNumbers, Numbers, TableError, TableFiles};
pub use overlap::{Overlap, Town};
pub use sheet::{About, Figure, Table, compose};
pub use sources::{PresetReach, Sources};
pub use tree::Teller;
pub use waterfall::{Step, Waterfall};
