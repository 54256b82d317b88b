//! The figures of word of mouth, one file per kind.
//!
//! Each kind is a plain struct of the numbers it shows and implements [`Figure`]; [`compose`] puts it on a page. To add
//! a kind: its file, its line in [`FigureKind`], its line in docs/gallery.

mod balance;
mod build;
mod cascade;
mod comparison;
mod distribution;
mod dot_rows;
mod exceedance;
mod figure;
mod figure_error;
mod figure_kind;
mod files;
mod flow;
mod generations;
mod grow;
mod iceberg;
mod material;
mod means;
mod numbers;
mod overlap;
mod sheet;
mod sources;
mod tree;
mod waterfall;
mod wording;

pub use balance::{Balance, BalanceRow};
pub use cascade::Cascade;
pub use comparison::{ComparisonFigure, VariantDifference};
pub use distribution::{DistributionFigure, Mark};
pub use exceedance::Exceedance;
pub use figure::{Figure, FigureTable};
pub use figure_error::FigureError;
pub use figure_kind::{FigureKind, UnknownKind};
pub use files::FigureFiles;
pub use flow::{Block, Stage};
pub use generations::{Generation, GenerationsFigure};
pub use iceberg::Iceberg;
pub use material::Material;
pub use numbers::{
    DifferenceNumbers, GenerationNumbers, GroupNumbers, Interval, MetricNumbers, Numbers, TableError, TableFiles,
};
pub use overlap::{Overlap, Town};
pub use sheet::{About, compose};
pub use sources::{PresetReach, Sources};
pub use tree::Teller;
pub use waterfall::{Step, Waterfall};
