use std::path::Path;

use super::folder::Files;
use super::invalid::Invalid;
use super::load::Job;
use super::written::Tables;
use crate::report::{Dialect, Settings, ShardSettings};
use crate::vocabulary::Language;

/// What to run, and how it is written.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The scenarios.
    pub jobs: &'a [Job],
    /// Files that cannot be run, which only `index.csv` and `run.json` tell of.
    pub invalid: &'a [Invalid],
    /// Which tables each scenario has beside its summary.
    pub tables: Tables,
    /// How the tables are spelled.
    pub dialect: Dialect,
    /// Whether every replicate is written.
    pub raw: bool,
    /// The language in which the figures that fit are drawn, if they are.
    pub figures: Option<Language>,
    /// What of the batch this is, if it is shared out.
    pub shard: Option<&'a ShardSettings>,
    /// Whether the first failure ends the batch.
    pub fail_fast: bool,
    /// The version of the program.
    pub version: &'a str,
    /// The command line, for `run.json`.
    pub arguments: &'a [String],
}

impl Batch<'_> {
    /// What shapes the files beside the scenarios.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            csv_dialect: self.dialect.name().to_owned(),
            raw: self.raw,
            figures: self.figures.map(|language| language.code().to_owned()),
            tables: self.tables.names(),
            shard: self.shard.cloned(),
        }
    }

    /// Where and how the files of the scenarios are written.
    pub(super) fn files<'f>(&'f self, staging: &'f Path) -> Files<'f> {
        let Self { dialect, raw, figures, tables, shard, version, .. } = *self;
        Files { staging, dialect, raw, figures, tables, shard, version, left: &[] }
    }
}

/// What became of the scenarios of a batch.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Complete, those taken over included.
    pub complete: usize,
    /// Taken over from an earlier run.
    pub reused: usize,
    /// Failed.
    pub failed: usize,
    /// Complete, with a promise that is not kept.
    pub broken: usize,
    /// Not run, after a failure under `fail_fast`.
    pub missing: usize,
    /// Whether the results were put in place: not where nothing is complete and results stand there already.
    pub is_published: bool,
}
