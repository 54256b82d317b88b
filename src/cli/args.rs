//! What can be typed. What it means is in `request`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use rumeur::batch::{ShardName, Tables};
use rumeur::ensemble::MOST_THREADS;
use rumeur::experiment::fit::Way;
use rumeur::experiment::{MOST_RESPONDENTS, Target};
use rumeur::figure::Page;
use rumeur::report::figures::FigureKind;
use rumeur::report::{Dialect, ShardBy};
use rumeur::scenario::thousands_or_decimals;
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, Say, Text};

use super::exit;

/// Simulates word of mouth: a customer complained; how many people know, how many never told you, and what does that
/// cost?
#[derive(Debug, Parser)]
#[command(
    name = "rumeur",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_long_help = exit::HELP
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Flags of every command.
#[derive(Args, Debug)]
pub(super) struct GlobalArgs {
    /// Language of sentences and tables on the terminal [default: that of the environment]
    #[arg(long, global = true, value_name = "en|fr", help_heading = "Terminal")]
    pub(super) lang: Option<Language>,
    /// Colour on the terminal
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Terminal")]
    pub(super) color: Color,
    /// No progress and no notes; warnings and errors are still shown
    #[arg(short, long, global = true, help_heading = "Terminal")]
    pub(super) quiet: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    #[default]
    Auto,
    /// Even into a file.
    Always,
    /// Never.
    Never,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Simulate scenario files and directories of them, and write tables
    Run(RunArgs),
    /// Show the arithmetic stage by stage, in closed form, beside a quick simulation
    Explain(ExplainArgs),
    /// Put the shards of a run together: the results are those of one run
    Merge(MergeArgs),
    /// Put two scenarios, or a scenario and its variants, side by side
    Compare(CompareArgs),
    /// Vary one or two parameters, and find where a mean reaches a value
    Sweep(SweepArgs),
    /// Tell which unknown number matters most, and how much is chance
    Sensitivity(SensitivityArgs),
    /// Tell what it is worth to know more before choosing between baseline and variants
    Worth(WorthArgs),
    /// Write results as one HTML page to read, mail and print, or as one workbook
    Report(ReportArgs),
    /// Draw one figure of a scenario or of results, as SVG or PNG
    Figure(FigureArgs),
    /// Write exercise sheets on a scenario, with other numbers for each student, and corrected ones
    Exercise(ExerciseArgs),
    /// Check scenario files without running them
    Check(CheckArgs),
    /// Print the effective scenario, with the origin of every value
    Show(ShowArgs),
    /// Describe the network of a scenario, write its edge list or keep it for later runs
    Network(NetworkArgs),
    /// Write a commented scenario file to start from
    New(NewArgs),
    /// List the published numbers that a scenario can start from
    Presets(PresetsArgs),
    /// Turn your own data into a scenario fragment: a complaint log
    Fit(FitArgs),
    /// Print the JSON Schema of scenario files, for editors
    Schema,
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// What changes a scenario over its file.
#[derive(Args, Debug)]
#[command(next_help_heading = "Scenario")]
pub(super) struct OverrideArgs {
    /// Set a parameter by its dotted path, over file and variants; may be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    pub(super) set: Vec<(String, String)>,
    /// How many replicates to draw
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count)]
    pub(super) replicates: Option<u64>,
    /// The master seed: the same seed gives the same numbers; 0 is a seed
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = whole)]
    pub(super) seed: Option<u64>,
    /// Do not tell a doubt that is known, by its code; may be repeated
    #[arg(long, value_name = "CODE")]
    pub(super) allow: Vec<String>,
    /// Only this variant beside its baseline
    #[arg(long, value_name = "NAME")]
    pub(super) variant: Option<String>,
}

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
pub(super) struct RunArgs {
    /// Scenario files and directories; `-` reads a scenario from standard input [default: the built-in classic-317]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    /// How many threads to use; the results are the same [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads, help_heading = "Run")]
    pub(super) threads: Option<usize>,
    /// List what would be run and how long it takes; write nothing
    #[arg(long, help_heading = "Run")]
    pub(super) dry_run: bool,
    /// Print the exact laws of all metrics instead of simulating, where they are known; write nothing
    #[arg(long, help_heading = "Run", conflicts_with_all = ["dry_run", "raw", "figures", "resume", "force"])]
    pub(super) exact_only: bool,
    /// Only one of N shards of the work, to be put together with the others by `rumeur merge`; `auto` asks the environment
    /// which, as Slurm, Kubernetes, GNU parallel, AWS Batch, PBS, SGE and LSF set it
    #[arg(long, value_name = "I/N|auto|auto/N", value_parser = shard, help_heading = "Run", conflicts_with = "exact_only")]
    pub(super) shard: Option<AskedShard>,
    /// What is shared out: `replicates` of every scenario, or whole `scenarios`, for thousands of small ones
    #[arg(long, value_enum, value_name = "replicates|scenarios", requires = "shard", help_heading = "Run")]
    pub(super) shard_by: Option<SharedOut>,
    /// Run the other scenarios where some files have errors: these stand in index.csv as `invalid`
    #[arg(long, help_heading = "Run", conflicts_with = "fail_fast")]
    pub(super) keep_going: bool,
    /// `json` writes a line on standard error for each scenario, and one now and then between them
    #[arg(long, value_enum, default_value_t, value_name = "bar|json", help_heading = "Run")]
    pub(super) progress: ProgressKind,
    /// Stop at the first scenario that fails
    #[arg(long, help_heading = "Run")]
    pub(super) fail_fast: bool,
    /// Take warnings for errors
    #[arg(long, help_heading = "Run")]
    pub(super) deny_warnings: bool,
}

/// Where and how results are written.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct OutputArgs {
    /// The results directory; `-` writes summary.csv to standard output and nothing else
    #[arg(short, long, value_name = "DIR", default_value = "results", value_hint = ValueHint::DirPath)]
    pub(super) out: PathBuf,
    /// Also write every replicate, to replicates.csv
    #[arg(long)]
    pub(super) raw: bool,
    /// Which tables each scenario has: `all`, or some of summary, generations, groups, distribution, exact; the summary is
    /// always written
    #[arg(long, value_name = "LIST", default_value = "all", hide_default_value = true)]
    pub(super) tables: Tables,
    /// Also draw the figures that fit each scenario, as SVG with their numbers as CSV, into its folder `figures`
    #[arg(long)]
    pub(super) figures: bool,
    /// Go on from results that are there: run only the scenarios that are not complete
    #[arg(long, conflicts_with = "force")]
    pub(super) resume: bool,
    /// Replace whatever stands at the results directory
    #[arg(long)]
    pub(super) force: bool,
    /// What to print on standard output [default: table, or nothing with --quiet]
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// Sort several scenarios by the mean of a metric, worst first [default: the net loss, where all have one]
    #[arg(long, value_name = "METRIC")]
    pub(super) sort: Option<Metric>,
    /// `fr` writes tables as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(super) csv_dialect: Dialect,
}

/// Which shard was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AskedShard {
    /// This one.
    Named(ShardName),
    /// The one that the environment says, of so many if that is said.
    Auto(Option<u64>),
}

/// What is shared out between shards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SharedOut {
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
pub(super) struct MergeArgs {
    /// The results of the shards, in any order
    #[arg(value_name = "DIR", required = true, value_hint = ValueHint::DirPath)]
    pub(super) shards: Vec<PathBuf>,
    /// The results directory
    #[arg(short, long, value_name = "DIR", default_value = "results", value_hint = ValueHint::DirPath)]
    pub(super) out: PathBuf,
    /// Merge what is there, though shards are missing, to be merged with the others later
    #[arg(long)]
    pub(super) partial: bool,
    /// Go on from a merge that was interrupted
    #[arg(long, conflicts_with = "force")]
    pub(super) resume: bool,
    /// Replace whatever stands at the results directory
    #[arg(long)]
    pub(super) force: bool,
    /// What to print on standard output [default: table, or nothing with --quiet]
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// Sort several scenarios by the mean of a metric, worst first [default: the net loss, where all have one]
    #[arg(long, value_name = "METRIC")]
    pub(super) sort: Option<Metric>,
    /// How many threads to use; the results are the same [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
}

/// How the progress of a run is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ProgressKind {
    /// A bar, where somebody looks.
    #[default]
    Bar,
    /// Lines of JSON.
    Json,
}

/// What to print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table to read, and one sentence.
    #[default]
    Table,
    /// The table as CSV: summary.csv, sweep.csv, ...
    Csv,
    /// Its rows as JSON.
    Json,
}

/// `rumeur explain`.
#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A scenario file, or `-` for standard input [default: the built-in classic-317]
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(super) path: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// How many threads to use; the results are the same [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
}

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
pub(super) struct SweepArgs {
    /// A scenario file [default: the built-in classic-317], then one or two of PATH=FROM..TO[:MANY] and PATH=a,b,c
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::FilePath)]
    pub(super) words: Vec<String>,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// The metrics to look at [default: the net loss, where there is money, and who knows]
    #[arg(long, value_name = "METRIC", value_delimiter = ',')]
    pub(super) metric: Vec<Metric>,
    /// Find where a mean reaches a value, or that of the baseline
    #[arg(long, value_name = "METRIC=VALUE|baseline")]
    pub(super) until: Option<Until>,
    #[command(flatten)]
    pub(super) study: StudyArgs,
}

/// What a command that studies one scenario writes and prints.
#[derive(Args, Debug)]
pub(super) struct StudyArgs {
    /// Also write the tables into a results directory
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: Option<PathBuf>,
    /// Replace whatever stands at the results directory
    #[arg(long)]
    pub(super) force: bool,
    /// What to print on standard output [default: table, or nothing with --quiet]
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// `fr` writes tables as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(super) csv_dialect: Dialect,
    /// How many threads to use; the results are the same [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
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
pub(super) struct SensitivityArgs {
    /// A scenario file with unknown numbers, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// The metrics to look at [default: the net loss, where there is money, and who knows]
    #[arg(long, value_name = "METRIC", value_delimiter = ',')]
    pub(super) metric: Vec<Metric>,
    /// Draw a design of so many pairs of points, too: first-order and total indices, or Shapley shares where unknowns go together
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count)]
    pub(super) design: Option<u64>,
    #[command(flatten)]
    pub(super) study: StudyArgs,
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
pub(super) struct WorthArgs {
    /// A scenario file with money, variants and unknown numbers, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// Surveys of so many people each about an unknown share; may be repeated
    #[arg(long, value_name = "PATH=N,N", value_parser = survey)]
    pub(super) survey: Vec<SurveyArg>,
    /// What a person asked costs, in the scenario's currency
    #[arg(long, value_name = "AMOUNT", value_parser = cost)]
    pub(super) cost: Option<f64>,
    #[command(flatten)]
    pub(super) study: StudyArgs,
}

/// Surveys of some sizes about an unknown.
#[derive(Clone, Debug)]
pub(super) struct SurveyArg {
    /// Its path.
    pub(super) path: String,
    /// How many are asked.
    pub(super) respondents: Vec<u64>,
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
pub(super) struct CompareArgs {
    /// A scenario file or a results directory: the baseline
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) path: PathBuf,
    /// What it is compared with [default: its variants]
    #[arg(value_name = "OTHER", value_hint = ValueHint::AnyPath)]
    pub(super) other: Option<PathBuf>,
    /// This scenario of a results directory
    #[arg(long, value_name = "NAME")]
    pub(super) scenario: Option<String>,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    #[command(flatten)]
    pub(super) study: StudyArgs,
}

/// What a sweep looks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Until {
    /// The metric whose mean is looked at.
    pub(super) metric: Metric,
    /// What it is to reach.
    pub(super) target: Target,
}

/// `rumeur report`.
#[derive(Args, Debug)]
pub(super) struct ReportArgs {
    /// A results directory
    #[arg(value_name = "RESULTS", default_value = "results", value_hint = ValueHint::DirPath)]
    pub(super) results: PathBuf,
    /// Only this scenario of the results
    #[arg(long, value_name = "NAME")]
    pub(super) scenario: Option<String>,
    /// The file: .html for a page, .xlsx for a workbook; `-` writes the page to standard output [default: report.html]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Replace a file that is there and is no report
    #[arg(long)]
    pub(super) force: bool,
    /// How many threads to use; the page is the same [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
}

const FIGURE_EXAMPLES: &str = "\
Examples:
  rumeur figure iceberg                              the built-in classic-317, into iceberg.svg
  rumeur figure distribution hotel.toml -o a.png      as PNG; --metric reach for another metric
  rumeur figure comparison results --scenario hotel  from the tables, without simulating again
  rumeur figure waterfall hotel.toml --page a4 -o -  in the proportions of A4, to standard output
  rumeur figure sweep hotel.toml --along recovery.rate=0..1 --along voice.asked=0..1

The numbers that are drawn stand beside the figure as CSV. Figures drawn before and their numbers
are replaced, no other file is. docs/gallery shows every kind.";

/// `rumeur figure`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur figure --help` shows examples.", after_long_help = FIGURE_EXAMPLES)]
pub(super) struct FigureArgs {
    /// Which figure
    #[arg(value_name = "KIND", value_parser = figure_kinds())]
    pub(super) kind: FigureKind,
    /// A scenario file, `-` for standard input, or a results directory; for `fit` a survey [default: the built-in classic-317]
    #[arg(value_name = "SCENARIO or RESULTS", value_hint = ValueHint::AnyPath)]
    pub(super) path: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// Which scenario of the results, where there are several
    #[arg(long, value_name = "NAME")]
    pub(super) scenario: Option<String>,
    /// Show this variant beside, at the same scale (iceberg)
    #[arg(long, value_name = "VARIANT")]
    pub(super) beside: Option<String>,
    /// The metric of a figure that shows one, such as reach
    #[arg(long, value_name = "METRIC")]
    pub(super) metric: Option<Metric>,
    /// What a sweep varies, one or two of them: PATH=FROM..TO or PATH=a,b,c [default: voice.asked=0..1]
    #[arg(long, value_name = "PATH=VALUES")]
    pub(super) along: Vec<String>,
    /// The file, ending with .svg or .png; `-` writes SVG to standard output [default: KIND.svg]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Replace files that are there and are no figures
    #[arg(long)]
    pub(super) force: bool,
    /// The proportions: `wide` is 16:9, `a4` is landscape
    #[arg(long, value_name = "wide|a4|a4-portrait", default_value_t)]
    pub(super) page: Page,
    /// Write letters as shapes: the SVG looks the same in every program, but its text can no longer be searched
    #[arg(long)]
    pub(super) outlines: bool,
    /// Leave the numbers out of the drawing, for an exercise; they stand in the CSV
    #[arg(long)]
    pub(super) blank: bool,
    /// `fr` writes the numbers as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(super) csv_dialect: Dialect,
    /// How many threads to use; the results are the same [default: all processors]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
}

/// The kinds by name, each with its meaning in the long help.
fn figure_kinds() -> impl TypedValueParser<Value = FigureKind> {
    let known = FigureKind::ALL.map(|kind| PossibleValue::new(kind.name()).help(kind.meaning(Language::En)));
    // A name that is among the possible values is that of a kind.
    PossibleValuesParser::new(known).try_map(|name| name.parse::<FigureKind>())
}

const EXERCISE_EXAMPLES: &str = "\
Examples:
  rumeur exercise                               24 students, the built-in classic-317, into ./exercise
  rumeur exercise hotel.toml --students 12 --lang fr -o hotel-fr
  rumeur exercise hotel.toml --seed 2           other numbers for everybody

sheets.html is printed and handed out, corrected.html has every step; both are there as Markdown
too. moodle.xml and questions.gift are imported into Moodle: a category for each student. Every
answer is from the closed forms and stands in answers.csv with its tolerance.";

/// `rumeur exercise`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur exercise --help` shows examples.", after_long_help = EXERCISE_EXAMPLES)]
pub(super) struct ExerciseArgs {
    /// A scenario file, or `-` for standard input [default: the built-in classic-317]
    #[arg(value_name = "SCENARIO", value_hint = ValueHint::FilePath)]
    pub(super) path: Option<PathBuf>,
    /// How many students: each gets other numbers, and more students leave those before alone
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = students, default_value_t = 24)]
    pub(super) students: u64,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// The directory for the sheets
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "exercise")]
    pub(super) out: PathBuf,
    /// Replace files that are there and are not of an exercise
    #[arg(long)]
    pub(super) force: bool,
    /// `fr` writes the tables as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(super) csv_dialect: Dialect,
}

/// `rumeur check`.
#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// Scenario files and directories; `-` reads a scenario from standard input
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// Take warnings for errors
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// How to say what is found
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: CheckFormat,
}

/// How `check` says what it finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// Messages on standard error.
    #[default]
    Text,
    /// An object on standard output: counts, and every error and warning with its place.
    Json,
}

/// `rumeur show`.
#[derive(Args, Debug)]
pub(super) struct ShowArgs {
    /// A scenario file, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
}

/// `rumeur network`.
#[derive(Args, Debug)]
pub(super) struct NetworkArgs {
    /// A scenario file, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) overrides: OverrideArgs,
    /// Which of the networks drawn, from 0
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = whole, default_value_t = 0)]
    pub(super) graph: u64,
    /// Write the contacts as an edge list into a new CSV file; `-` writes to standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) edges: Option<PathBuf>,
    /// Keep the network in a new binary file, which `network.file` reads much faster than an edge list
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) save: Option<PathBuf>,
    /// Replace files that are there
    #[arg(long)]
    pub(super) force: bool,
}

/// `rumeur new`.
#[derive(Args, Debug)]
pub(super) struct NewArgs {
    /// The file to write; one that exists is not overwritten; `-` writes to standard output
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// The published numbers to start from: see `rumeur presets`
    #[arg(long, value_name = "NAME", default_value = "classic-317")]
    pub(super) preset: String,
    /// Replace a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

/// `rumeur presets`.
#[derive(Args, Debug)]
pub(super) struct PresetsArgs {
    /// Run the same business under every preset, in closed form
    #[arg(long)]
    pub(super) compare: bool,
    /// The business: so many complaints seen [default: 1]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count, requires = "compare")]
    pub(super) complaints: Option<u64>,
    /// The business: so many customers let down
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = count, requires = "compare", conflicts_with = "complaints")]
    pub(super) dissatisfied: Option<u64>,
}

/// `rumeur fit`.
#[derive(Args, Debug)]
pub(super) struct FitArgs {
    /// Which data
    #[command(subcommand)]
    pub(super) command: FitCommand,
}

/// Which data.
#[derive(Debug, Subcommand)]
pub(super) enum FitCommand {
    /// The answers of a survey: voice rate, audiences, who stays, recovery rate
    Survey(FitSurveyArgs),
    /// Who complained once, twice, three times says how many never complained
    Complaints(FitComplaintsArgs),
}

const SURVEY_EXAMPLES: &str = "\
Examples:
  rumeur fit survey survey.csv                           columns known by their names, nothing written
  rumeur fit survey survey.csv -o fitted                 fragment.toml, fit.csv and the figure
  rumeur fit survey answers.csv --complained q1 --told q2 --returns q5 --threshold 8
  rumeur fit survey survey.csv --by segment -o fitted    a group for each segment

One line for each person, the columns in any order:
  complained   whether they told you: yes or no; empty where nothing went wrong
  told         how many they told of something bad: 3, 6+, 5-10, none
  told good    how many they told of something good
  returns      whether they come back: yes or no, or 0 to 10
  handled      whether the complaint was handled to their satisfaction
  weight       how many people the answer stands for
A scenario starts with extends = \"fitted/fragment.toml\". The voice rate is the share of the
dissatisfied who complain.";

/// `rumeur fit survey`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur fit survey --help` shows examples and the columns.", after_long_help = SURVEY_EXAMPLES)]
pub(super) struct FitSurveyArgs {
    /// A CSV file with a line for each person asked; `-` reads standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// The column that says who complained: its name, or its number from 1
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) complained: Option<String>,
    /// The column that says how many were told of something bad
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) told: Option<String>,
    /// The column that says how many were told of something good
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) told_good: Option<String>,
    /// The column that says who comes back
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) returns: Option<String>,
    /// The column that says whose complaint was handled to their satisfaction
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) handled: Option<String>,
    /// The column that says how many people an answer stands for
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) weight: Option<String>,
    /// The column that tells groups apart, or that says what became of people: silent, unresolved, recovered, satisfied
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) by: Option<String>,
    /// On scales from 0 to 10, the least number that is a yes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=10), default_value_t = 7, help_heading = "Columns")]
    pub(super) threshold: u8,
    #[command(flatten)]
    pub(super) output: FitOutputArgs,
}

const COMPLAINTS_EXAMPLES: &str = "\
Examples:
  rumeur fit complaints --counts 32,16,6,1               32 customers complained once, 16 twice, ...
  rumeur fit complaints log.csv --customer customer -o fitted
  rumeur fit complaints log.csv --customer customer --list survey.csv
                                                         who stands on two lists says how many there are

A scenario starts with extends = \"fitted/fragment.toml\". The voice rate is the share of the
dissatisfied who complain.";

/// `rumeur fit complaints`.
#[derive(Args, Debug)]
#[command(after_help = "`rumeur fit complaints --help` shows examples.", after_long_help = COMPLAINTS_EXAMPLES)]
pub(super) struct FitComplaintsArgs {
    /// A CSV file with a line for each complaint; `-` reads standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, required_unless_present = "counts", requires = "customer")]
    pub(super) file: Option<PathBuf>,
    /// The column that says who complained: its name, or its number from 1
    #[arg(long, value_name = "COLUMN", requires = "file")]
    pub(super) customer: Option<String>,
    /// The column that says about what: lines of one customer and one incident count once
    #[arg(long, value_name = "COLUMN", requires = "file")]
    pub(super) incident: Option<String>,
    /// Instead of a file: how many customers complained once, twice, three times, ...
    #[arg(long, allow_negative_numbers = true, value_name = "N,N,...", value_parser = counts, conflicts_with = "file")]
    pub(super) counts: Vec<Counts>,
    /// A second CSV file, of dissatisfied customers whether they complained or not, such as a survey: two lists (Chapman)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "file")]
    pub(super) list: Option<PathBuf>,
    /// The column of the customers in the second file [default: as --customer]
    #[arg(long, value_name = "COLUMN", requires = "list")]
    pub(super) list_customer: Option<String>,
    /// Which estimate the fragment takes [default: chapman with --list, else chao-bias-corrected]
    #[arg(long, value_name = "METHOD", value_parser = ways())]
    pub(super) method: Option<Way>,
    #[command(flatten)]
    pub(super) output: FitOutputArgs,
}

/// The ways to count the silent, by name.
fn ways() -> impl TypedValueParser<Value = Way> {
    let known = Way::all().map(|way| PossibleValue::new(way.name()));
    // A name that is among the possible values is that of a way.
    PossibleValuesParser::new(known).try_map(|name| Way::all().find(|way| way.name() == name).ok_or("no such method"))
}

/// Where and how a fit is written.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(super) struct FitOutputArgs {
    /// The directory for fragment.toml, the table and its data package [default: nothing is written]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: Option<PathBuf>,
    /// Replace files that are there and are not from a fit
    #[arg(long)]
    pub(super) force: bool,
    /// What to print on standard output
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    /// `fr` writes the table as a French spreadsheet opens it: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(super) csv_dialect: Dialect,
    /// The master seed of the bootstrap: the same seed gives the same intervals; 0 is a seed
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = whole, default_value_t = 317)]
    pub(super) seed: u64,
}

/// `rumeur completions`.
#[derive(Args, Debug)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// `rumeur man`.
#[derive(Args, Debug)]
pub(super) struct ManArgs {
    /// The page of a command instead of that of the program
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

/// A value that an argument cannot have, and what it can.
#[derive(Clone, Debug)]
pub(super) struct BadValue(pub(super) Text);

impl std::fmt::Display for BadValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for BadValue {}

impl Say for BadValue {
    fn text(&self) -> Text {
        self.0.clone()
    }
}

/// A whole number; `_` may stand between its digits, and an exponent after them, as in scenario files.
fn whole(text: &str) -> Result<u64, BadValue> {
    read_whole(text, || {
        Text::new(
            "must be a whole number from 0 to 18446744073709551615",
            "il faut un nombre entier de 0 à 18446744073709551615",
        )
    })
}

/// A whole number as files and `--set` have it: `1_000` and `1e4`, not `1.000`.
fn read_whole(text: &str, rule: impl Fn() -> Text) -> Result<u64, BadValue> {
    if let Some(Text { en, fr }) = thousands_or_decimals(text.trim()) {
        let Text { en: rule, fr: rule_fr } = rule();
        return Err(BadValue(text!("{rule}; {en}", "{rule_fr} ; {fr}")));
    }
    let plain = text.replace('_', "");
    let exact = || {
        let number: f64 = plain.parse().ok()?;
        // 2^53: beyond it not every whole number has a form with an exponent of its own.
        (number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number)).then_some(number as u64)
    };
    let number = plain.parse().ok().or_else(exact);
    number.ok_or_else(|| BadValue(rule()))
}

/// Whole numbers in a list.
#[derive(Clone, Debug)]
pub(super) struct Counts(pub(super) Vec<u64>);

/// `32,16,6,1`, with blanks or semicolons between them, too.
fn counts(text: &str) -> Result<Counts, BadValue> {
    let separated = text.contains([',', ';']);
    let numbers: Vec<&str> =
        if separated { text.split([',', ';']).map(str::trim).collect() } else { text.split_whitespace().collect() };
    numbers.into_iter().map(whole).collect::<Result<_, BadValue>>().map(Counts)
}

/// A whole number from 1.
fn count(text: &str) -> Result<u64, BadValue> {
    let rule = || Text::new("must be a whole number from 1", "il faut un nombre entier à partir de 1");
    let count = Some(read_whole(text, rule)?).filter(|&count| count > 0);
    count.ok_or_else(|| BadValue(rule()))
}

/// As many students as one class or a year may have.
fn students(text: &str) -> Result<u64, BadValue> {
    let rule = || Text::new("must be a whole number from 1 to 1000", "il faut un nombre entier de 1 à 1000");
    let count = Some(read_whole(text, rule)?).filter(|count| (1..=1_000).contains(count));
    count.ok_or_else(|| BadValue(rule()))
}

/// So many threads that the operating system may give them.
fn threads(text: &str) -> Result<usize, BadValue> {
    let rule = || Text::new("must be a whole number from 1 to 1024", "il faut un nombre entier de 1 à 1024");
    let count = usize::try_from(read_whole(text, rule)?).ok();
    count.filter(|count| (1..=MOST_THREADS).contains(count)).ok_or_else(|| BadValue(rule()))
}

/// `I/N`, `auto` or `auto/N`.
fn shard(text: &str) -> Result<AskedShard, BadValue> {
    let bad = || {
        BadValue(Text::new(
            "must be I/N, such as 3/8, with I from 1 to N, or auto, or auto/N",
            "il faut I/N, comme 3/8, avec I de 1 à N, ou auto, ou auto/N",
        ))
    };
    match text.split_once('/') {
        None if text == "auto" => Ok(AskedShard::Auto(None)),
        Some(("auto", total)) => count(total).map(|total| AskedShard::Auto(Some(total))).map_err(|_| bad()),
        _ => text.parse().map(AskedShard::Named).map_err(|_| bad()),
    }
}

/// `PATH=N,N,N`.
fn survey(text: &str) -> Result<SurveyArg, BadValue> {
    let (path, sizes) = text.rsplit_once('=').filter(|(path, _)| !path.trim().is_empty()).ok_or_else(|| {
        BadValue(Text::new(
            "must be PATH=N,N,N, such as customers.observed_voice_rate=50,100",
            "il faut CHEMIN=N,N,N, comme `customers.observed_voice_rate=50,100`",
        ))
    })?;
    let size = |text: &str| {
        let many = whole(text.trim()).ok().filter(|many| (1..=MOST_RESPONDENTS).contains(many));
        many.ok_or_else(|| {
            let text = text.trim();
            BadValue(Text::new(
                format!("`{text}` is no number of people from 1 to {MOST_RESPONDENTS}"),
                format!("`{text}` n'est pas un nombre de personnes de 1 à {MOST_RESPONDENTS}"),
            ))
        })
    };
    let mut respondents: Vec<u64> = sizes.split(',').map(size).collect::<Result<_, BadValue>>()?;
    respondents.dedup();
    Ok(SurveyArg { path: path.trim().to_owned(), respondents })
}

/// An amount of money, 0 or more.
fn cost(text: &str) -> Result<f64, BadValue> {
    let amount = text.trim().replace('_', "").parse().ok();
    amount.filter(|amount: &f64| (0.0..=1e12).contains(amount)).ok_or_else(|| {
        BadValue(Text::new(
            "must be an amount from 0, such as 8 or 2.50",
            "il faut un montant à partir de 0, comme 8 ou 2.50",
        ))
    })
}

/// `PATH=VALUE`, split at the first `=`.
fn assignment(text: &str) -> Result<(String, String), BadValue> {
    let (path, value) = text.split_once('=').ok_or_else(|| {
        BadValue(Text::new("must be PATH=VALUE, such as voice.asked=1", "il faut CHEMIN=VALEUR, comme `voice.asked=1`"))
    })?;
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}
