//! The figures of word of mouth, one file per kind.
//!
//! Each kind is a plain struct of the numbers it shows and implements [`Figure`]; [`compose`] puts it on a page.
//! CONTRIBUTING says how to add one.

mod about;
mod addends;
mod balance;
mod berg;
mod beside;
mod break_even;
mod build;
mod cascade;
mod comparison;
mod comparison_chart;
mod comparison_finding;
mod distribution;
mod dot_rows;
mod exceedance;
mod figure;
mod figure_error;
mod figure_kind;
mod files;
mod fit;
mod flow;
mod generations;
mod grow;
mod iceberg;
mod material;
mod means;
mod money_flow;
mod numbers;
mod overlap;
mod people;
mod sheet;
mod sources;
mod touchpoints;
mod tree;
mod voice;
mod waterfall;
mod wording;

pub use about::About;
pub use balance::{Balance, BalanceRow};
pub use beside::Icebergs;
pub use break_even::{BreakEven, Measure};
pub use cascade::Cascade;
pub use comparison::{ComparisonFigure, VariantDifference};
pub use distribution::DistributionFigure;
pub use exceedance::Exceedance;
pub use figure::{Figure, FigureTable};
pub use figure_error::FigureError;
pub use figure_kind::{FigureKind, UnknownKind};
pub use files::{FigureFiles, FigureStyle};
pub use fit::{FitFigure, FitPanel};
pub use flow::{Block, Stage};
pub use generations::{Generation, GenerationsFigure};
pub use iceberg::Iceberg;
pub use material::Material;
pub use money_flow::MoneyFlow;
pub use numbers::{
    BreakEvenNumbers, DifferenceNumbers, GenerationNumbers, GroupNumbers, Interval, MetricNumbers, Numbers, TableError,
    TableFiles,
};
pub use overlap::{Overlap, Town};
pub use people::People;
pub use sheet::compose;
pub use sources::{PresetReach, Sources};
pub use touchpoints::{TouchpointShare, Touchpoints};
pub use tree::Teller;
pub use voice::VoiceFigure;
pub use waterfall::{Step, Waterfall};
