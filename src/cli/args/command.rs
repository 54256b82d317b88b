//! What can be typed: the program, its commands and the flags of all.

use clap::{Args, Parser, Subcommand, ValueEnum};
use rumeur::vocabulary::Language;

use super::fit::FitArgs;
use super::report::{ExerciseArgs, FigureArgs, ReportArgs};
use super::run::{MergeArgs, RunArgs};
use super::scenario::{CheckArgs, ExplainArgs, NetworkArgs, NewArgs, PresetsArgs, ShowArgs};
use super::study::{CompareArgs, SensitivityArgs, SweepArgs, WorthArgs};
use crate::cli::exit;

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
    pub(in crate::cli) global: GlobalArgs,
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
}

/// Flags of every command.
#[derive(Args, Debug)]
pub(in crate::cli) struct GlobalArgs {
    /// Language of sentences and tables on the terminal [default: that of the environment]
    #[arg(long, global = true, value_name = "en|fr", help_heading = "Terminal")]
    pub(in crate::cli) lang: Option<Language>,
    /// Colour on the terminal
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Terminal")]
    pub(in crate::cli) color: Color,
    /// No progress and no notes; warnings and errors are still shown
    #[arg(short, long, global = true, help_heading = "Terminal")]
    pub(in crate::cli) quiet: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum Color {
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
pub(in crate::cli) enum Command {
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
    /// Turn your own data into a scenario fragment: a survey or a complaint log
    Fit(FitArgs),
    /// Print the JSON Schema of scenario files, for editors
    Schema,
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

impl Command {
    /// How many threads are asked for, where that can be said.
    pub(in crate::cli) fn threads(&self) -> Option<usize> {
        match self {
            Self::Run(args) => args.threads,
            Self::Explain(args) => args.threads,
            Self::Merge(args) => args.threads,
            Self::Report(args) => args.threads,
            Self::Figure(args) => args.threads,
            Self::Compare(args) => args.study.threads,
            Self::Sweep(args) => args.study.threads,
            Self::Sensitivity(args) => args.study.threads,
            Self::Worth(args) => args.study.threads,
            _ => None,
        }
    }
}

/// `rumeur completions`.
#[derive(Args, Debug)]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}

/// `rumeur man`.
#[derive(Args, Debug)]
pub(in crate::cli) struct ManArgs {
    /// The page of a command instead of that of the program
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Option<String>,
}
