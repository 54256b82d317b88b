//! `run` and `merge`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use rumeur::report::ShardBy;
use rumeur::vocabulary::Metric;

use super::output::{Format, OutputArgs};
use super::scenario::OverrideArgs;
use super::values::{AskedShard, shard, threads};

const RUN_EXAMPLES: &str = "\
Examples:
  rumeur run                               the built-in classic-317
  rumeur run scenarios                     every scenario file below a directory
  rumeur run hotel.toml --set voice.asked=1 --replicates 100_000
  rumeur run hotel.toml --raw -o hotel     every replicate as well, into ./hotel
  rumeur run scenarios --resume            only what is not complete yet
  rumeur run hotel.toml --out - | head     summary.csv on standard output
  rumeur run scenarios --shard 3/8 -o s/3  a shard of the replicates: `rumeur merge s/*` puts them together

Results are written beside their place and renamed into it. The next run replaces
results that are untouched; anything else in the way is refused.";

/// `rumeur run`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur run --help` shows examples.", after_long_help = RUN_EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct RunArgs {
    /// Scenario files and directories; `-` reads a scenario from standard input [default: the built-in classic-317]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// How many threads to use; the results are the same [default: as many as the job may use]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads, help_heading = "Run")]
    pub(in crate::cli) threads: Option<usize>,
    /// List what would be run and how long it takes; write nothing
    #[arg(long, help_heading = "Run")]
    pub(in crate::cli) dry_run: bool,
    /// Print the exact laws of all metrics instead of simulating, where they are known; write nothing
    #[arg(long, help_heading = "Run", conflicts_with_all = ["dry_run", "raw", "figures", "resume", "force"])]
    pub(in crate::cli) exact_only: bool,
    /// Only one of N shards of the work, to be put together with the others by `rumeur merge`; `auto` asks the environment
    /// which, as Slurm, Kubernetes, GNU parallel, AWS Batch, PBS, SGE and LSF set it
    #[arg(long, value_name = "I/N|auto|auto/N", value_parser = shard, help_heading = "Run", conflicts_with = "exact_only")]
    pub(in crate::cli) shard: Option<AskedShard>,
    /// What is shared out: `replicates` of every scenario, or whole `scenarios`, for thousands of small ones
    #[arg(long, value_enum, value_name = "replicates|scenarios", requires = "shard", help_heading = "Run")]
    pub(in crate::cli) shard_by: Option<SharedOut>,
    /// Run the other scenarios where some files have errors: these stand in index.csv as `invalid`
    #[arg(long, help_heading = "Run", conflicts_with = "fail_fast")]
    pub(in crate::cli) keep_going: bool,
    /// `json` writes a line on standard error for each scenario, and one now and then between them
    #[arg(long, value_enum, default_value_t, value_name = "bar|json", help_heading = "Run")]
    pub(in crate::cli) progress: ProgressKind,
    /// Stop at the first scenario that fails
    #[arg(long, help_heading = "Run")]
    pub(in crate::cli) fail_fast: bool,
    /// Take warnings for errors
    #[arg(long, help_heading = "Run")]
    pub(in crate::cli) deny_warnings: bool,
}

/// What is shared out between shards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SharedOut {
    /// Replicates.
    #[default]
    Replicates,
    /// Scenarios.
    Scenarios,
}

impl From<SharedOut> for ShardBy {
    fn from(shared: SharedOut) -> Self {
        match shared {
            SharedOut::Replicates => ShardBy::Replicates,
            SharedOut::Scenarios => ShardBy::Scenarios,
        }
    }
}

const MERGE_EXAMPLES: &str = "\
Examples:
  rumeur merge shards/*                       all shards of a run, in any order, into ./results
  rumeur merge a b --partial -o ab            some of them, to be merged with the others later

The shards are the results of `rumeur run --shard I/N` with the same scenarios and flags.";

/// `rumeur merge`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur merge --help` shows examples.", after_long_help = MERGE_EXAMPLES)]
pub(in crate::cli) struct MergeArgs {
    /// The results of the shards, in any order
    #[arg(value_name = "DIR", required = true, value_hint = ValueHint::DirPath)]
    pub(in crate::cli) shards: Vec<PathBuf>,
    /// The results directory
    #[arg(short, long, value_name = "DIR", default_value = "results", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) out: PathBuf,
    /// Merge what is there, though shards are missing, to be merged with the others later
    #[arg(long)]
    pub(in crate::cli) partial: bool,
    /// Go on from a merge that was interrupted
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
    /// How many threads to use; the results are the same [default: as many as the job may use]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(in crate::cli) threads: Option<usize>,
}

/// How the progress of a run is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ProgressKind {
    /// A bar, where somebody looks.
    #[default]
    Bar,
    /// Lines of JSON.
    Json,
}
