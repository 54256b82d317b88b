//! `fit`: data of one's own.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueHint};
use rumeur::experiment::fit::Way;
use rumeur::report::Dialect;

use super::output::Format;
use super::values::{Counts, counts, score, whole};

/// `rumeur fit`.
#[derive(Args, Debug)]
pub(in crate::cli) struct FitArgs {
    /// Which data
    #[command(subcommand)]
    pub(in crate::cli) command: FitCommand,
}

/// Which data.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum FitCommand {
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
pub(in crate::cli) struct FitSurveyArgs {
    /// A CSV file with a line for each person asked; `-` reads standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// The column that says who complained: its name, or its number from 1
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(in crate::cli) complained: Option<String>,
    /// The column that says how many were told of something bad
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(in crate::cli) told: Option<String>,
    /// The column that says how many were told of something good
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(in crate::cli) told_good: Option<String>,
    /// The column that says who comes back
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(in crate::cli) returns: Option<String>,
    /// The column that says whose complaint was handled to their satisfaction
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(in crate::cli) handled: Option<String>,
    /// The column that says how many people an answer stands for
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(in crate::cli) weight: Option<String>,
    /// The column that tells groups apart, or that says what became of people: silent, unresolved, recovered, satisfied
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(in crate::cli) by: Option<String>,
    /// On scales from 0 to 10, the least number that is a yes
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = score, default_value_t = 7, help_heading = "Columns")]
    pub(in crate::cli) threshold: u8,
    #[command(flatten)]
    pub(in crate::cli) output: FitOutputArgs,
    /// The master seed of the bootstrap: the same seed gives the same intervals; 0 is a seed
    #[arg(long, allow_negative_numbers = true, value_name = "N", value_parser = whole, default_value_t = 317, help_heading = "Output")]
    pub(in crate::cli) seed: u64,
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
pub(in crate::cli) struct FitComplaintsArgs {
    /// A CSV file with a line for each complaint; `-` reads standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, required_unless_present = "counts", requires = "customer")]
    pub(in crate::cli) file: Option<PathBuf>,
    /// The column that says who complained: its name, or its number from 1
    #[arg(long, value_name = "COLUMN", requires = "file")]
    pub(in crate::cli) customer: Option<String>,
    /// The column that says about what: lines of one customer and one incident count once
    #[arg(long, value_name = "COLUMN", requires = "file")]
    pub(in crate::cli) incident: Option<String>,
    /// Instead of a file: how many customers complained once, twice, three times, ...
    #[arg(long, allow_negative_numbers = true, value_name = "N,N,...", value_parser = counts, conflicts_with = "file")]
    pub(in crate::cli) counts: Vec<Counts>,
    /// A second CSV file, of dissatisfied customers whether they complained or not, such as a survey: two lists (Chapman)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "file")]
    pub(in crate::cli) list: Option<PathBuf>,
    /// The column of the customers in the second file [default: as --customer]
    #[arg(long, value_name = "COLUMN", requires = "list")]
    pub(in crate::cli) list_customer: Option<String>,
    /// Which estimate the fragment takes [default: chapman with --list, else chao-bias-corrected]
    #[arg(long, value_name = "METHOD", value_parser = ways())]
    pub(in crate::cli) method: Option<Way>,
    #[command(flatten)]
    pub(in crate::cli) output: FitOutputArgs,
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
pub(in crate::cli) struct FitOutputArgs {
    /// The directory for fragment.toml, the table and its data package; `-` writes the fragment to standard output and
    /// nothing else [default: nothing is written]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Replace files that are there and are not from a fit
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// What to print on standard output
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: Format,
    /// `fr` writes the table as a French spreadsheet opens it: semicolon, decimal comma, byte order mark
    #[arg(long, value_name = "standard|fr", default_value_t)]
    pub(in crate::cli) csv_dialect: Dialect,
}
