//! What changes a scenario over its file, and the commands that look at one without running it.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::values::{assignment, count, threads, whole};

/// What changes a scenario over its file.
#[derive(Args, Debug)]
#[command(next_help_heading = "Scenario")]
pub(in crate::cli) struct OverrideArgs {
    /// Set a parameter by its dotted path, over file and variants; may be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    pub(in crate::cli) set: Vec<(String, String)>,
    /// How many replicates to draw
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count)]
    pub(in crate::cli) replicates: Option<u64>,
    /// The master seed: the same seed gives the same numbers; 0 is a seed
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = whole)]
    pub(in crate::cli) seed: Option<u64>,
    /// Do not tell a doubt that is known, by its code; may be repeated
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) allow: Vec<String>,
    /// Only this variant beside its baseline
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) variant: Option<String>,
}

/// `rumeur explain`.
#[derive(Args, Debug)]
pub(in crate::cli) struct ExplainArgs {
    /// A scenario file, or `-` for standard input [default: the built-in classic-317]
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) path: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// How many threads to use; the results are the same [default: as many as the job may use]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(in crate::cli) threads: Option<usize>,
}

/// `rumeur check`.
#[derive(Args, Debug)]
pub(in crate::cli) struct CheckArgs {
    /// Scenario files and directories; `-` reads a scenario from standard input
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// Take warnings for errors
    #[arg(long)]
    pub(in crate::cli) deny_warnings: bool,
    /// How to say what is found
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: CheckFormat,
}

/// How `check` says what it finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    /// Messages on standard error.
    #[default]
    Text,
    /// An object on standard output: counts, and every error and warning with its place.
    Json,
}

/// `rumeur show`.
#[derive(Args, Debug)]
pub(in crate::cli) struct ShowArgs {
    /// A scenario file, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) path: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
}

/// `rumeur network`.
#[derive(Args, Debug)]
pub(in crate::cli) struct NetworkArgs {
    /// A scenario file, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) path: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// Which of the networks drawn, from 0
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = whole, default_value_t = 0)]
    pub(in crate::cli) graph: u64,
    /// Write the contacts as an edge list into a new CSV file; `-` writes to standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) edges: Option<PathBuf>,
    /// Keep the network in a new binary file, which `network.file` reads much faster than an edge list; `-` writes
    /// to standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) save: Option<PathBuf>,
    /// Replace files that are there
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

/// `rumeur new`.
#[derive(Args, Debug)]
pub(in crate::cli) struct NewArgs {
    /// The file to write; one that exists is not overwritten; `-` writes to standard output
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// The published numbers to start from: see `rumeur presets`
    #[arg(long, value_name = "NAME", default_value = "classic-317")]
    pub(in crate::cli) preset: String,
    /// Replace a file that is there
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

/// `rumeur presets`.
#[derive(Args, Debug)]
pub(in crate::cli) struct PresetsArgs {
    /// Run the same business under every preset, in closed form
    #[arg(long)]
    pub(in crate::cli) compare: bool,
    /// The business: so many complaints seen [default: 1]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count, requires = "compare")]
    pub(in crate::cli) complaints: Option<u64>,
    /// The business: so many customers let down
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count, requires = "compare", conflicts_with = "complaints")]
    pub(in crate::cli) dissatisfied: Option<u64>,
}
