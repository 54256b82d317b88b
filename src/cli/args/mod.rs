//! What can be typed. What it means is in `request`.

mod command;
mod fit;
mod output;
mod report;
mod run;
mod scenario;
mod study;
mod values;

pub(crate) use command::Cli;
pub(super) use command::{Color, Command, CompletionsArgs, GlobalArgs, ManArgs};
pub(super) use fit::{FitArgs, FitCommand, FitComplaintsArgs, FitOutputArgs, FitSurveyArgs};
pub(super) use output::Format;
pub(super) use report::{ExerciseArgs, FigureArgs, ReportArgs};
pub(super) use run::{MergeArgs, ProgressKind, RunArgs};
pub(super) use scenario::{
    CheckArgs, CheckFormat, ExplainArgs, NetworkArgs, NewArgs, OverrideArgs, PresetsArgs, ShowArgs,
};
pub(super) use study::{CompareArgs, SensitivityArgs, StudyArgs, SweepArgs, Until, WorthArgs};
pub(super) use values::{AskedShard, BadValue, SurveyArg, with_hint};
