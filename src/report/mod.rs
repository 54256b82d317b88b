//! What is written: tables, the data package, the manifest, pages and sentences, figures.
//!
//! A table is described once, by the fields of its row type: that drives its file and its entry in `datapackage.json`.

mod cell;
mod column;
mod dialect;
pub mod exercise;
pub mod figures;
mod fold;
pub mod fragments;
pub mod html;
mod manifest;
mod often;
mod package;
pub mod pages;
mod promise;
mod sentence;
mod share;
mod shared_columns;
mod shares;
mod starts_from;
mod summary_json;
mod table_json;
mod table_reader;
pub mod tables;
mod understood;
#[cfg(feature = "xlsx")]
pub mod workbook;
mod writer;

pub use crate::digest::Digest;
pub(crate) use crate::digest::Digesting;
pub use cell::{Cell, shortest};
pub use column::{Column, Field, Kind, Row, TableInfo};
pub use dialect::{Dialect, UnknownDialect};
pub use manifest::{
    FORMAT, InputFile, OutputFile, Part, PartRange, ScenarioEntry, ShardBy, ShardSettings, VariantEntry,
};
pub(crate) use manifest::{Manifest, Platform, Settings, timestamp};
pub use package::{PACKAGE_FILE, Resource, data_package};
pub use promise::Promise;
pub use sentence::{Aware, sentence};
pub use starts_from::{StartsFrom, Whom};
pub use summary_json::summary_json;
pub use table_json::table_json;
pub use table_reader::TableError;
pub use understood::understood;
pub(crate) use writer::TableWriter;
pub use writer::{body, to_bytes};
