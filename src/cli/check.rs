use super::args::CheckArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::request::read;

/// `rumeur check`.
pub(super) fn check(args: &CheckArgs, messages: Messages) -> Exit {
    match read(&args.paths, &args.overrides, args.deny_warnings, messages) {
        Ok(loaded) => {
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

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
