//! The command line: what was typed, what it means, and what the terminal shows.

mod args;
mod check;
mod check_json;
mod compare;
mod document;
mod doubts;
mod dry_run;
mod effort;
mod exact_only;
mod exercise;
mod exit;
mod explain;
mod figure;
mod first_names;
mod fit;
mod fit_complaints;
mod fit_files;
mod fit_survey;
mod french;
mod french_examples;
mod french_texts;
mod interrupted;
mod language;
mod last_resort;
mod merge;
mod messages;
mod network;
mod new;
mod output;
mod presets;
mod progress;
mod quick_run;
mod render;
mod report;
#[cfg(feature = "xlsx")]
mod report_workbook;
mod request;
mod run;
mod run_output;
mod sensitivity;
mod show;
mod signals;
mod study;
mod sweep;
mod threads;
mod usage;
mod worth;

use std::ffi::OsString;

use args::{Cli, Command};
use exit::Exit;
use messages::Messages;

/// Understands what was typed, does it and says how it ended.
pub(crate) fn run_program(arguments: Vec<OsString>) -> Exit {
    match usage::parse(arguments) {
        Ok(cli) => dispatch(cli),
        Err(exit) => exit,
    }
}

fn dispatch(cli: Cli) -> Exit {
    signals::survive_limits();
    let language = language::choose(cli.global.lang);
    let messages = Messages::new(&cli.global, language);
    // Before anything asks for threads: what is done at the same time is done on these.
    if let Err(exit) = threads::start(cli.command.threads(), messages) {
        return exit;
    }
    match cli.command {
        Command::Run(args) => run::run(&args, messages, language),
        Command::Explain(args) => explain::explain(&args, messages, language),
        Command::Merge(args) => merge::merge(&args, messages, language),
        Command::Sweep(args) => sweep::sweep(&args, messages, language),
        Command::Sensitivity(args) => sensitivity::sensitivity(&args, messages, language),
        Command::Worth(args) => worth::worth(&args, messages, language),
        Command::Compare(args) => compare::compare(&args, messages, language),
        Command::Report(args) => report::report(&args, messages, language),
        Command::Figure(args) => figure::figure(&args, messages, language),
        Command::Exercise(args) => exercise::exercise(&args, messages, language),
        Command::Check(args) => check::check(&args, messages, language),
        Command::Show(args) => show::show(&args, messages, language),
        Command::Network(args) => network::network(&args, messages, language),
        Command::New(args) => new::new(&args, messages, language),
        Command::Presets(args) => presets::presets(&args, messages, language),
        Command::Fit(args) => fit::fit(&args, messages, language),
        Command::Schema => document::schema(messages, language),
        Command::Completions(args) => document::completions(&args, messages),
        Command::Man(args) => document::man(&args, messages, language),
    }
}
