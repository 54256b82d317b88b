use rumeur::batch::{Invalid, Job, Loaded};
use rumeur::scenario::{Diagnostic, Diagnostics, Severity};
use rumeur::vocabulary::{Language, Say};
use serde::Serialize;

use super::args::CheckArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::request::read_each;

/// What `check --format json` prints: counts, then every error and warning.
#[derive(Serialize)]
struct Report<'a> {
    scenarios: usize,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Finding<'a>>,
}

/// One mistake or doubt; what is nowhere in a file has no place.
#[derive(Serialize)]
struct Finding<'a> {
    scenario: Option<&'a str>,
    severity: &'static str,
    /// A stable name, as `--allow` knows it.
    code: &'a str,
    message: String,
    file: Option<String>,
    /// From 1; `null` for the file as a whole.
    line: Option<usize>,
    column: Option<usize>,
    width: Option<usize>,
    hint: Option<&'a str>,
}

/// The findings of scenarios as JSON on standard output, nothing else; the exit code is that of `check`.
pub(super) fn check_json(args: &CheckArgs, messages: Messages, language: Language) -> Exit {
    let (loaded, unnamed) = match read_each(&args.paths, &args.overrides, messages) {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let mut diagnostics: Vec<Finding<'_>> = unnamed.0.iter().map(|found| finding(None, found, language)).collect();
    for Invalid { name, diagnostics: own, .. } in &loaded.invalid {
        diagnostics.extend(own.0.iter().map(|found| finding(Some(name), found, language)));
    }
    diagnostics.extend(loaded.jobs.iter().flat_map(|job| doubts(job, language)));
    let warnings = diagnostics.iter().filter(|found| found.severity == "warning").count();
    let errors = errors(&unnamed, &loaded);
    let report = Report { scenarios: scenarios(&loaded), errors, warnings, diagnostics };
    let json = match serde_json::to_string_pretty(&report) {
        Ok(json) => json + "\n",
        Err(error) => {
            messages.error(error.to_string());
            return Exit::Failed;
        }
    };
    let is_refused = errors > 0 || (args.deny_warnings && warnings > 0);
    match put(&json, messages) {
        Exit::Done if is_refused => Exit::Refused,
        exit => exit,
    }
}

/// How many mistakes there are, those that are not told one by one among them.
fn errors(unnamed: &Diagnostics, loaded: &Loaded) -> usize {
    unnamed.errors() + loaded.invalid.iter().map(|invalid| invalid.diagnostics.errors()).sum::<usize>()
}

fn scenarios(loaded: &Loaded) -> usize {
    loaded.jobs.len() + loaded.parents + loaded.invalid.len()
}

fn doubts(job: &Job, language: Language) -> impl Iterator<Item = Finding<'_>> {
    let name = job.scenario.name.as_str();
    let lints = job.scenario.warnings.iter().map(move |found| finding(Some(name), found, language));
    let networks = job.warnings.iter().map(move |warning| Finding {
        scenario: Some(name),
        severity: "warning",
        code: "network",
        message: warning.say(language),
        file: None,
        line: None,
        column: None,
        width: None,
        hint: None,
    });
    lints.chain(networks)
}

fn finding<'a>(scenario: Option<&'a str>, found: &'a Diagnostic, language: Language) -> Finding<'a> {
    let place = found.location.as_ref();
    let in_file = place.filter(|place| place.line > 0);
    Finding {
        scenario,
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: found.code,
        message: found.message.pick(language).to_owned(),
        file: place.map(|place| place.path.to_string_lossy().into_owned()),
        line: in_file.map(|place| place.line),
        column: in_file.map(|place| place.column),
        width: in_file.map(|place| place.width),
        hint: found.hint.as_ref().map(|hint| hint.pick(language)),
    }
}
