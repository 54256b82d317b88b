use std::path::Path;

use rumeur::batch::{Invalid, Job, Loaded, Refusal};
use rumeur::scenario::{Diagnostic, Severity};
use rumeur::vocabulary::{Language, Say};
use serde::Serialize;

use super::args::CheckArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::request::{Everything, errors, read_each};

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
    hint: Option<String>,
}

/// The findings of scenarios as JSON on standard output, nothing else; the exit code is that of `check`.
pub(super) fn check_json(args: &CheckArgs, messages: Messages, language: Language) -> Exit {
    let Everything { loaded, unnamed, refusals } = read_each(&args.paths, &args.overrides);
    let mut diagnostics: Vec<Finding<'_>> = refusals.iter().map(|refusal| unread(refusal, language)).collect();
    for Invalid { path, diagnostics: own, .. } in &unnamed {
        diagnostics.extend(own.0.iter().map(|found| finding(None, path.as_deref(), found, language)));
    }
    for Invalid { name, path, diagnostics: own, .. } in &loaded.invalid {
        diagnostics.extend(own.0.iter().map(|found| finding(Some(name), path.as_deref(), found, language)));
    }
    diagnostics.extend(loaded.jobs.iter().flat_map(|job| doubts(job, language)));
    let warnings = diagnostics.iter().filter(|found| found.severity == "warning").count();
    let errors = refusals.len() + errors(&unnamed) + errors(&loaded.invalid);
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

fn scenarios(loaded: &Loaded) -> usize {
    loaded.jobs.len() + loaded.parents + loaded.invalid.len()
}

fn doubts(job: &Job, language: Language) -> impl Iterator<Item = Finding<'_>> {
    let name = job.scenario.name.as_str();
    let path = job.scenario.path.as_deref();
    let lints = job.scenario.warnings.iter().map(move |found| finding(Some(name), path, found, language));
    let networks = job.warnings.iter().map(move |warning| Finding {
        scenario: Some(name),
        severity: "warning",
        code: "network",
        message: warning.say(language),
        file: path.map(shown),
        line: None,
        column: None,
        width: None,
        hint: None,
    });
    lints.chain(networks)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A path that cannot be read.
fn unread(refusal: &Refusal, language: Language) -> Finding<'static> {
    let (code, path) = match refusal {
        Refusal::Unreadable { path, source } if source.kind() == std::io::ErrorKind::NotFound => {
            ("missing-file", Some(path))
        }
        Refusal::Unreadable { path, .. } => ("unreadable", Some(path)),
        Refusal::NoScenario(path) => ("no-scenario", Some(path)),
        _ => ("refused", None),
    };
    Finding {
        scenario: None,
        severity: "error",
        code,
        message: refusal.say(language),
        file: path.map(|path| shown(path)),
        line: None,
        column: None,
        width: None,
        hint: refusal.hint().map(|hint| hint.say(language)),
    }
}

/// Of a file, where the finding itself does not say which.
fn finding<'a>(
    scenario: Option<&'a str>,
    file: Option<&Path>,
    found: &'a Diagnostic,
    language: Language,
) -> Finding<'a> {
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
        file: place.map(|place| place.path.as_path()).or(file).map(shown),
        line: in_file.map(|place| place.line),
        column: in_file.map(|place| place.column),
        width: in_file.map(|place| place.width),
        hint: found.hint.as_ref().map(|hint| hint.pick(language).to_owned()),
    }
}
