//! What is made to be read: `report`, `figure`, `exercise`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use rumeur::figure::Page;
use rumeur::report::Dialect;
use rumeur::report::figures::FigureKind;
use rumeur::vocabulary::{Language, Metric};

use super::scenario::OverrideArgs;
use super::values::{students, threads};

/// `rumeur report`.
#[derive(Args, Debug)]
pub(in crate::cli) struct ReportArgs {
    /// A results directory
    #[arg(value_name = "RESULTS", default_value = "results", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) results: PathBuf,
    /// Only this scenario of the results
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) scenario: Option<String>,
    /// The file: .html for a page, .xlsx for a workbook; `-` writes the page to standard output [default: report.html]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Replace a file that is there and is no report
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// How many threads to use; the page is the same [default: as many as the job may use]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(in crate::cli) threads: Option<usize>,
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
pub(in crate::cli) struct FigureArgs {
    /// Which figure
    #[arg(value_name = "KIND", value_parser = figure_kinds())]
    pub(in crate::cli) kind: FigureKind,
    /// A scenario file, `-` for standard input, or a results directory; for `fit` a survey [default: the built-in classic-317]
    #[arg(value_name = "SCENARIO or RESULTS", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) path: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// Which scenario of the results, where there are several
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) scenario: Option<String>,
    /// Show this variant beside, at the same scale (iceberg)
    #[arg(long, value_name = "VARIANT")]
    pub(in crate::cli) beside: Option<String>,
    /// The metric of a figure that shows one, such as reach
    #[arg(long, value_name = "METRIC")]
    pub(in crate::cli) metric: Option<Metric>,
    /// What a sweep varies, one or two of them: PATH=FROM..TO or PATH=a,b,c [default: voice.asked=0..1]
    #[arg(long, value_name = "PATH=VALUES")]
    pub(in crate::cli) along: Vec<String>,
    /// The file, ending with .svg or .png; `-` writes SVG to standard output [default: KIND.svg]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Replace files that are there and are no figures
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// The proportions: `wide` is 16:9, `a4` is landscape
    #[arg(long, value_name = "wide|a4|a4-portrait", default_value_t)]
    pub(in crate::cli) page: Page,
    /// Write letters as shapes: the SVG looks the same in every program, but its text can no longer be searched
    #[arg(long)]
    pub(in crate::cli) outlines: bool,
    /// Leave the numbers out of the drawing, for an exercise; they stand in the CSV
    #[arg(long)]
    pub(in crate::cli) blank: bool,
    /// `fr` writes the numbers as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(in crate::cli) csv_dialect: Dialect,
    /// How many threads to use; the results are the same [default: as many as the job may use]
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = threads)]
    pub(in crate::cli) threads: Option<usize>,
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
pub(in crate::cli) struct ExerciseArgs {
    /// A scenario file, or `-` for standard input [default: the built-in classic-317]
    #[arg(value_name = "SCENARIO", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) path: Option<PathBuf>,
    /// How many students: each gets other numbers, and more students leave those before alone
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = students, default_value_t = 24)]
    pub(in crate::cli) students: u64,
    #[command(flatten)]
    pub(in crate::cli) overrides: OverrideArgs,
    /// The directory for the sheets
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "exercise")]
    pub(in crate::cli) out: PathBuf,
    /// Replace files that are there and are not of an exercise
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// `fr` writes the tables as a French spreadsheet opens them: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(in crate::cli) csv_dialect: Dialect,
}
