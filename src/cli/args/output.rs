//! Where and how results are written.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use rumeur::batch::Tables;
use rumeur::report::Dialect;
use rumeur::vocabulary::Metric;

/// Where and how results are written.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct OutputArgs {
    /// The results directory; `-` writes summary.csv to standard output and nothing else
    #[arg(short, long, value_name = "DIR", default_value = "results", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) out: PathBuf,
    /// Also write every replicate, to replicates.csv
    #[arg(long)]
    pub(in crate::cli) raw: bool,
    /// Which tables each scenario has: `all`, or some of summary, generations, groups, timeline, distribution, exact, periods; the
    /// summary is always written
    #[arg(long, value_name = "LIST", default_value = "all", hide_default_value = true)]
    pub(in crate::cli) tables: Tables,
    /// Also draw the figures that fit each scenario, as SVG with their numbers as CSV, into its folder `figures`
    #[arg(long)]
    pub(in crate::cli) figures: bool,
    /// Go on from results that are there: run only the scenarios that are not complete
    #[arg(long, conflicts_with = "force")]
    pub(in crate::cli) resume: bool,
    /// Replace whatever stands at the results directory
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// What to print on standard output [default: table, or nothing with --quiet]
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<Format>,
    /// Sort several scenarios by the mean of a metric, worst first [default: the net loss, where all have one]
    #[arg(long, value_name = "METRIC")]
    pub(in crate::cli) sort: Option<Metric>,
    /// `fr` writes tables as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(in crate::cli) csv_dialect: Dialect,
}

/// What to print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// A table to read, and one sentence.
    #[default]
    Table,
    /// The table as CSV: summary.csv, sweep.csv, ...
    Csv,
    /// Its rows as JSON.
    Json,
}
