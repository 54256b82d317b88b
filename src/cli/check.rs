use std::collections::BTreeSet;

use rumeur::batch::Job;
use rumeur::report::understood;
use rumeur::vocabulary::Language;

use super::args::CheckArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::request::read;

/// `rumeur check`.
pub(super) fn check(args: &CheckArgs, messages: Messages, language: Language) -> Exit {
    match read(&args.paths, &args.overrides, args.deny_warnings, messages) {
        Ok(loaded) => {
            say_understood(&loaded.jobs, messages, language);
            let scenarios = loaded.jobs.len() + loaded.parents;
            let warnings: usize = loaded.jobs.iter().map(|job| job.scenario.warnings.len() + job.warnings.len()).sum();
            messages.note(format_args!(
                "{}: no error, {}",
                counted(scenarios, "scenario"),
                counted(warnings, "warning")
            ));
            Exit::Done
        }
        Err(exit) => exit,
    }
}

/// Says how edge lists were understood, each once.
pub(super) fn say_understood(jobs: &[Job], messages: Messages, language: Language) {
    let mut said = BTreeSet::new();
    for (path, report) in jobs.iter().flat_map(|job| &job.edge_lists) {
        let text = understood(path, report, language).join("\n");
        if !said.contains(&text) {
            messages.note(&text);
            said.insert(text);
        }
    }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
