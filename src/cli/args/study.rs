//! The commands that study one scenario: `sweep`, `sensitivity`, `worth`, `compare`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use rumeur::experiment::Target;
use rumeur::report::Dialect;
use rumeur::vocabulary::Metric;

use super::output::Format;
use super::scenario::OverrideArgs;
use super::values::{SurveyArg, cost, count, survey, threads};

const SWEEP_EXAMPLES: &str = "\
Examples:
  rumeur sweep hotel.toml voice.asked=0..1                     eleven values, both ends in
  rumeur sweep hotel.toml voice.asked=0..1:21 recovery.rate=0.2,0.5,0.8
  rumeur sweep hotel.toml voice.asked=0..1 --until aware=250   where so many know
  rumeur sweep hotel.toml voice.asked=0..1 --until net_loss=baseline
                                                               from where on it pays

All points and the baseline share their luck. Without a crossing in the range --until ends
with exit code 1 and names the nearest value.";

/// `rumeur sweep`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur sweep --help` shows examples.", after_long_help = SWEEP_EXAMPLES)]
pub(in crate::cli) struct SweepArgs {
    /// A scenario file [default: the built-in classic-317], then one or two of PATH=FROM..TO[:MANY] and PATH=a,b,c
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::FilePath)]
    pub(in crate::cli) words: Vec<OsString>,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// The metrics to look at [default: the net loss, where there is money, and who knows]
    #[arg(long, value_name = "METRIC", value_delimiter = ',')]
    pub(in crate::cli) metric: Vec<Metric>,
    /// Find where a mean reaches a value, or that of the baseline
    #[arg(long, value_name = "METRIC=VALUE|baseline")]
    pub(in crate::cli) until: Option<Until>,
    #[command(flatten)]
    pub(in crate::cli) study: StudyArgs,
}

/// What a command that studies one scenario writes and prints.
#[derive(Args, Debug)]
pub(in crate::cli) struct StudyArgs {
    /// Also write the tables into a results directory; `-` writes the table that is the answer to standard output and nothing
    /// else, as CSV if --format does not say json
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Replace whatever stands at the results directory
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// What to print on standard output [default: table, or nothing with --quiet and --out]
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<Format>,
    /// `fr` writes tables as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(in crate::cli) csv_dialect: Dialect,
    /// How many threads to use; the results are the same [default: as many as the job may use]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(in crate::cli) threads: Option<usize>,
}

const SENSITIVITY_EXAMPLES: &str = "\
Examples:
  rumeur sensitivity hotel.toml                    from the run's own replicates
  rumeur sensitivity hotel.toml --metric reach -o sensitivity
  rumeur sensitivity hotel.toml --design 4096      Sobol's design: what unknowns make together, and chance

The numbers that nobody knows are those of [uncertainty].";

/// `rumeur sensitivity`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur sensitivity --help` shows examples.", after_long_help = SENSITIVITY_EXAMPLES)]
pub(in crate::cli) struct SensitivityArgs {
    /// A scenario file with unknown numbers, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) path: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// The metrics to look at [default: the net loss, where there is money, and who knows]
    #[arg(long, value_name = "METRIC", value_delimiter = ',')]
    pub(in crate::cli) metric: Vec<Metric>,
    /// Draw a design of so many pairs of points, too: first-order and total indices, or Shapley shares where unknowns go together
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count)]
    pub(in crate::cli) design: Option<u64>,
    #[command(flatten)]
    pub(in crate::cli) study: StudyArgs,
}

const WORTH_EXAMPLES: &str = "\
Examples:
  rumeur worth hotel.toml                          everything, and each unknown
  rumeur worth hotel.toml --survey customers.observed_voice_rate=50,100,500 --cost 8

A survey asks people a question that each answers by yes with the probability that the unknown is.
Worth is per period, by how much the mean net loss of the best choice falls.";

/// `rumeur worth`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur worth --help` shows examples.", after_long_help = WORTH_EXAMPLES)]
pub(in crate::cli) struct WorthArgs {
    /// A scenario file with money, variants and unknown numbers, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) path: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// Surveys of so many people each about an unknown share; may be repeated
    #[arg(long, value_name = "PATH=N,N", value_parser = survey)]
    pub(in crate::cli) survey: Vec<SurveyArg>,
    /// What a person asked costs, in the scenario's currency
    #[arg(long, value_name = "AMOUNT", value_parser = cost)]
    pub(in crate::cli) cost: Option<f64>,
    #[command(flatten)]
    pub(in crate::cli) study: StudyArgs,
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  rumeur compare hotel.toml                        the baseline and its variants
  rumeur compare hotel.toml rival.toml             two scenarios, with the same luck
  rumeur compare results/before results/after      two results, drawn again side by side

All rows share their luck. --format json tells the differences and the numbers behind them.";

/// `rumeur compare`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur compare --help` shows examples.", after_long_help = COMPARE_EXAMPLES)]
pub(in crate::cli) struct CompareArgs {
    /// A scenario file or a results directory: the baseline
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) path: PathBuf,
    /// What it is compared with [default: its variants]
    #[arg(value_name = "OTHER", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) other: Option<PathBuf>,
    /// This scenario of a results directory
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) scenario: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    #[command(flatten)]
    pub(in crate::cli) study: StudyArgs,
}

/// What a sweep looks for.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Until {
    /// The metric whose mean is looked at.
    pub(in crate::cli) metric: Metric,
    /// What it is to reach.
    pub(in crate::cli) target: Target,
}
