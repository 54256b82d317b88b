//! What the commands that study one scenario share: they read it, claim their directory, write tables and print.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use rumeur::batch::{Claim, Job, Mode, Study, StudyTable};
use rumeur::ensemble::EnsembleError;
use rumeur::experiment::{ExperimentError, RunError};
use rumeur::model::Parameters;
use rumeur::report::pages::Page;
use rumeur::report::{Dialect, Row, TableInfo, table_json, to_bytes};
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, Say, Text, system_reason};

use super::args::{Format, OverrideArgs, StudyArgs};
use super::exit::Exit;
use super::last_resort::LastResort;
use super::messages::Messages;
use super::output::{put, refuse_flags, stopped};
use super::render::render;
use super::request::{is_standard, read};
use super::run::{VERSION, give_up};
use super::signals::Signals;

/// The scenario that is named, or the built-in one.
pub(super) fn one_scenario(path: Option<&Path>, overrides: &OverrideArgs, messages: Messages) -> Result<Job, Exit> {
    let paths: Vec<PathBuf> = path.map(Path::to_path_buf).into_iter().collect();
    let mut jobs = read(&paths, overrides, false, messages)?.jobs;
    if let (1, Some(job)) = (jobs.len(), jobs.pop()) {
        return Ok(job);
    }
    messages.error(Text::new("one scenario is studied at a time", "un seul scénario est étudié à la fois"));
    messages.hint(Text::new("name its file", "nommez son fichier"));
    Err(Exit::Refused)
}

/// What is looked at where nothing is said: money where there is any, and who knows.
pub(super) fn usual_metrics(asked: &[Metric], parameters: &Parameters) -> Vec<Metric> {
    let usual = if parameters.has_money() { &[Metric::NetLoss, Metric::Aware][..] } else { &[Metric::Aware] };
    let mut metrics: Vec<Metric> = Vec::new();
    for &metric in if asked.is_empty() { usual } else { asked } {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics
}

/// How a command ends whose simulation of a scenario has no result.
pub(super) fn failed(error: &RunError, scenario: &str, signals: &Signals, messages: Messages) -> Exit {
    if let RunError::Ensemble(EnsembleError::Cancelled) = error {
        return stopped(signals, messages);
    }
    messages.error(error.text().of(scenario));
    Exit::Failed
}

/// Why there is nothing to run.
pub(super) fn no_experiment(error: &ExperimentError, scenario: &str, signals: &Signals, messages: Messages) -> Exit {
    if error.is_cancelled() {
        return stopped(signals, messages);
    }
    messages.error(error.text().of(scenario));
    Exit::Refused
}

/// A results directory that is claimed, if one is asked for.
pub(super) struct StudyOutput<'a> {
    args: &'a StudyArgs,
    job: &'a Job,
    started: (SystemTime, Instant),
    claim: Option<Claim>,
    signals: Signals,
    last_resort: LastResort,
    messages: Messages,
}

impl<'a> StudyOutput<'a> {
    /// Looks at what the directory holds before the work that fills it.
    pub(super) fn claim(
        args: &'a StudyArgs,
        job: &'a Job,
        started: (SystemTime, Instant),
        signals: &Signals,
        messages: Messages,
    ) -> Result<Self, Exit> {
        let out = args.out.as_deref().filter(|out| !is_standard(out));
        if out.is_none() && args.out.is_some() {
            refuse_flags(&[("--force", args.force)], messages)?;
        }
        signals.hold();
        let own = job.scenario.path.as_deref().into_iter();
        let inputs: Vec<&Path> = own.chain(job.scenario.files.iter().map(|file| file.path.as_path())).collect();
        let mode = if args.force { Mode::Force } else { Mode::Fresh };
        let claim = out.map(|out| Claim::new(out, mode, &inputs)).transpose();
        let claim = claim.map_err(|refusal| {
            messages.refusal(&refusal);
            Exit::Refused
        })?;
        let last_resort = LastResort::watch(signals, give_up(claim.as_ref()), messages);
        Ok(Self { args, job, started, claim, signals: signals.clone(), last_resort, messages })
    }

    /// Writes the tables, if a directory was claimed, and puts it in its place.
    pub(super) fn publish(self, tables: impl FnOnce() -> Result<Vec<StudyTable>, Exit>) -> Result<(), Exit> {
        let (Some(claim), Some(out)) = (self.claim, &self.args.out) else {
            self.signals.let_go();
            return Ok(());
        };
        let arguments: Vec<String> =
            std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
        let dialect = self.args.csv_dialect;
        let study = Study { job: self.job, dialect, version: VERSION, arguments: &arguments, started: self.started };
        study.publish(&tables()?, claim).map_err(|error| {
            self.messages.error(&error);
            Exit::Failed
        })?;
        drop(self.last_resort);
        self.signals.let_go();
        let out = out.display();
        self.messages.note(text!("results are in {out}", "résultats dans {out}"));
        Ok(())
    }
}

/// A table of rows of one type.
pub(super) fn study_table<R: Row>(
    dialect: Dialect,
    rows: impl IntoIterator<Item = R>,
    messages: Messages,
) -> Result<StudyTable, Exit> {
    let info: TableInfo = R::TABLE;
    let bytes = to_bytes(dialect, rows).map_err(|error| {
        messages.error(system_reason(&error));
        Exit::Failed
    })?;
    Ok(StudyTable { info, columns: R::columns(), bytes })
}

/// Prints the page, or the table that is the answer as data; `--out -` is the table as CSV, in the spelling asked for.
pub(super) fn show(
    args: &StudyArgs,
    page: impl FnOnce() -> Page,
    answer: impl FnOnce(Dialect) -> Result<Option<StudyTable>, Exit>,
    messages: Messages,
    language: Language,
) -> Exit {
    let is_data = args.out.as_deref().is_some_and(is_standard);
    let format = match args.format {
        Some(Format::Json) => Format::Json,
        _ if is_data => Format::Csv,
        Some(format) => format,
        // Without a directory the page is all that there is.
        None if messages.is_quiet() && args.out.is_some() => return Exit::Done,
        None => Format::Table,
    };
    if format == Format::Table {
        return put(&render(&page(), language), messages);
    }
    let dialect = if is_data && format == Format::Csv { args.csv_dialect } else { Dialect::Standard };
    let answer = match answer(dialect) {
        Ok(Some(answer)) => answer,
        Ok(None) => return Exit::Done,
        Err(exit) => return exit,
    };
    let text = match format {
        Format::Json => table_json(&answer.columns, &answer.bytes),
        _ => String::from_utf8(answer.bytes).map_err(std::io::Error::other),
    };
    match text {
        Ok(text) => put(&text, messages),
        Err(error) => {
            messages.error(system_reason(&error));
            Exit::Failed
        }
    }
}
