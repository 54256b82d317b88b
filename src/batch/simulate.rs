use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::error::BatchError;
use super::figures::{FIGURES, figures};
use super::load::Job;
use super::standing::{below, make_below};
use super::written::Tables;
use crate::ensemble::{Control, EnsembleError, Observer};
use crate::experiment::{
    AtLeastCounts, BASELINE, Experiment, ExperimentError, NamedModel, Results, RunError, promised_value,
};
use crate::model::NoLaw;
use crate::report::figures::FigureKind;
use crate::report::tables::{
    REPLICATES, ReplicatesWriter, SCENARIO_TABLES, Status, UnknownRow, VarianceRow, comparison_rows, distribution_rows,
    exact_rows, generation_rows, group_rows, summary_rows, unknown_rows, variance_rows,
};
use crate::report::{
    Dialect, Digest, Digesting, OutputFile, Promise, Row, ScenarioEntry, VariantEntry, body, to_bytes,
};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric};

/// The effective scenario in its folder.
pub(super) const SCENARIO_FILE: &str = "scenario.toml";

/// A scenario whose files are all written, or that failed.
pub struct Finished {
    /// What `index.csv` and `run.json` say of it.
    pub entry: ScenarioEntry,
    /// Its rows of `summary.csv`.
    pub summary: Vec<u8>,
    /// Its rows of `comparison.csv`.
    pub comparison: Vec<u8>,
    /// What is odd about the run, one sentence each.
    pub warnings: Vec<String>,
    /// Whether it was taken over from an earlier run.
    pub is_reused: bool,
}

/// Why a scenario ends the batch.
pub(super) enum Stop {
    Cancelled,
    Write(BatchError),
}

/// Where and how the files of the scenarios are written.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) staging: &'a Path,
    pub(super) dialect: Dialect,
    pub(super) raw: bool,
    pub(super) figures: Option<Language>,
    pub(super) tables: Tables,
}

/// Runs a scenario and writes its folder; a scenario that fails leaves none.
pub(super) fn simulate(job: &Job, files: Files<'_>, control: &Control<'_>) -> Result<Finished, Stop> {
    let mut folder = Folder::new(files, &job.scenario.name).map_err(Stop::Write)?;
    fill(job, &mut folder, control).or_else(|failure| {
        folder.remove();
        end(&job.scenario, failure)
    })
}

/// Runs a scenario and looks at its promises.
fn watched(
    scenario: &Scenario,
    experiment: &Experiment,
    table: Option<&mut dyn Observer>,
    control: &Control<'_>,
) -> Result<(Results, Vec<Promise>), RunError> {
    let mut counts = AtLeastCounts::new(experiment, &scenario.expectations);
    let results = match (table, &mut counts) {
        (Some(table), Some(counts)) => experiment.run(&mut [table, counts], control),
        (Some(table), None) => experiment.run(&mut [table], control),
        (None, Some(counts)) => experiment.run(&mut [counts], control),
        (None, None) => experiment.run(&mut [], control),
    }?;
    let value = |promise| promised_value(promise, &results, counts.as_ref());
    let promises = scenario.expectations.iter().map(|promise| Promise::new(promise, value(promise))).collect();
    Ok((results, promises))
}

/// Runs a scenario for its rows of `summary.csv` alone, in memory.
pub(super) fn summarize(job: &Job, dialect: Dialect, control: &Control<'_>) -> Result<Finished, Stop> {
    let scenario = &job.scenario;
    let finished = job.experiment().map_err(Failure::from).and_then(|experiment| {
        let here = Path::new("");
        let watched = watched(scenario, &experiment, None, control);
        let (results, promises) = watched.map_err(|error| Failure::of_run(error, here))?;
        let summary = to_bytes(dialect, summary_rows(scenario, &results)).map_err(BatchError::write(here))?;
        let entry = ScenarioEntry { promises, ..complete(scenario, &results, Vec::new()) };
        let summary = body(&summary).to_vec();
        Ok(Finished { entry, summary, comparison: Vec::new(), warnings: results.warnings, is_reused: false })
    });
    finished.or_else(|failure| end(scenario, failure))
}

/// A failure of the scenario is its result; any other ends the batch.
fn end(scenario: &Scenario, failure: Failure) -> Result<Finished, Stop> {
    match failure {
        Failure::Scenario(message) => Ok(failed(scenario, message)),
        Failure::Cancelled => Err(Stop::Cancelled),
        Failure::Write(error) => Err(Stop::Write(error)),
    }
}

enum Failure {
    Scenario(String),
    Cancelled,
    Write(BatchError),
}

impl Failure {
    fn of_run(error: RunError, replicates: &Path) -> Self {
        match error {
            RunError::Ensemble(EnsembleError::Cancelled) => Self::Cancelled,
            RunError::Ensemble(EnsembleError::Observer(error)) => Self::Write(BatchError::write(replicates)(error)),
            RunError::Ensemble(_) | RunError::NetworkTooSmall { .. } | RunError::Point { .. } => {
                Self::Scenario(error.to_string())
            }
        }
    }
}

impl From<ExperimentError> for Failure {
    fn from(error: ExperimentError) -> Self {
        Self::Scenario(error.to_string())
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        Self::Write(error)
    }
}

fn fill(job: &Job, folder: &mut Folder<'_>, control: &Control<'_>) -> Result<Finished, Failure> {
    let scenario = &job.scenario;
    let (results, promises) = draw(job, folder, control)?;
    let summary = folder.table(summary_rows(scenario, &results))?;
    folder.wanted(generation_rows(scenario, &results))?;
    folder.wanted(group_rows(scenario, &results))?;
    folder.wanted(distribution_rows(scenario, &results))?;
    folder.wanted(exact_rows(scenario, &results.models))?;
    if !scenario.unknowns.is_empty() {
        folder.table::<UnknownRow>(unknown_rows(scenario))?;
        folder.table::<VarianceRow>(variance_rows(scenario, &results))?;
    }
    let effective = scenario.effective_toml_in(&folder.path);
    folder.file(SCENARIO_FILE, effective.as_bytes())?;
    if let Some(language) = folder.files.figures {
        let files = figures(scenario, &results, language, folder.files.dialect, control).map_err(|error| {
            if control.cancel.load(Ordering::Relaxed) {
                Failure::Cancelled
            } else {
                Failure::Scenario(error.to_string())
            }
        })?;
        for (name, bytes) in files {
            folder.file(&name, &bytes)?;
        }
    }
    let comparison = to_bytes(folder.files.dialect, comparison_rows(scenario, &results))
        .map_err(BatchError::write(folder.path.clone()))?;
    Ok(Finished {
        entry: ScenarioEntry { promises, ..complete(scenario, &results, std::mem::take(&mut folder.written)) },
        summary: body(&summary).to_vec(),
        comparison: body(&comparison).to_vec(),
        warnings: results.warnings,
        is_reused: false,
    })
}

/// Draws the replicates, and writes them one by one if they are asked for.
fn draw(job: &Job, folder: &mut Folder<'_>, control: &Control<'_>) -> Result<(Results, Vec<Promise>), Failure> {
    let path = folder.path.join(REPLICATES.file);
    let scenario = &job.scenario;
    let experiment = job.experiment()?;
    if !folder.files.raw {
        return watched(scenario, &experiment, None, control).map_err(|error| Failure::of_run(error, &path));
    }
    let out = File::create(&path).map_err(BatchError::write(path.clone()))?;
    let out = Digesting::new(BufWriter::with_capacity(1 << 18, out));
    let mut table = ReplicatesWriter::new(out, folder.files.dialect, &scenario.name, &scenario.currency, &experiment)
        .map_err(BatchError::write(path.clone()))?;
    let results = watched(scenario, &experiment, Some(&mut table), control);
    let results = results.map_err(|error| Failure::of_run(error, &path))?;
    let (_, digest) = table.finish().and_then(Digesting::finish).map_err(BatchError::write(path))?;
    folder.note(REPLICATES.file, digest);
    Ok(results)
}

fn complete(scenario: &Scenario, results: &Results, files: Vec<OutputFile>) -> ScenarioEntry {
    let variants = results.models.iter().map(|model| VariantEntry {
        name: model.variant.clone(),
        replicates: Some(results.ensemble.replicates),
        stop_reason: Some(results.ensemble.stop_reason.name().to_owned()),
    });
    let variants = variants.collect();
    ScenarioEntry { variants, files, message: remarks(results), ..without_results(scenario, Status::Complete) }
}

/// What a reader of the tables has to know.
fn remarks(results: &Results) -> Option<String> {
    let given = results.models.iter().any(|named| named.model.is_given_network());
    let given = given.then(|| "intervals hold given this network".to_owned());
    let left_out = results.models.iter().filter_map(no_law);
    let remarks: Vec<String> = given.into_iter().chain(results.warnings.iter().cloned()).chain(left_out).collect();
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

/// Why `exact.csv` says nothing of `aware`, where one may expect it.
fn no_law(named: &NamedModel) -> Option<String> {
    let reason = named.exact_law(Metric::Aware).err();
    let reason = reason.filter(|reason| ![NoLaw::Network, NoLaw::Unknowns].contains(reason))?;
    Some(format!("{}: no exact law of aware: {reason}", named.variant))
}

fn failed(scenario: &Scenario, message: String) -> Finished {
    let entry = ScenarioEntry { message: Some(message), ..without_results(scenario, Status::Failed) };
    Finished { entry, summary: Vec::new(), comparison: Vec::new(), warnings: Vec::new(), is_reused: false }
}

/// The entry of a scenario that gave no results.
pub(super) fn without_results(scenario: &Scenario, status: Status) -> ScenarioEntry {
    let names = std::iter::once(BASELINE).chain(scenario.variants.iter().map(|v| v.name.as_str()));
    ScenarioEntry {
        name: scenario.name.clone(),
        fingerprint: scenario.fingerprint.clone(),
        status,
        message: None,
        variants: names
            .map(|name| VariantEntry { name: name.to_owned(), replicates: None, stop_reason: None })
            .collect(),
        files: Vec::new(),
        promises: Vec::new(),
    }
}

/// The folder of a scenario while it is written.
struct Folder<'a> {
    files: Files<'a>,
    name: &'a str,
    path: PathBuf,
    written: Vec<OutputFile>,
}

impl<'a> Folder<'a> {
    fn new(files: Files<'a>, name: &'a str) -> Result<Self, BatchError> {
        let path = below(files.staging, name);
        make_below(files.staging, name).map_err(BatchError::write(path.clone()))?;
        Ok(Self { files, name, path, written: Vec::new() })
    }

    fn table<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, BatchError> {
        let bytes = to_bytes(self.files.dialect, rows).map_err(BatchError::write(self.path.join(R::TABLE.file)))?;
        self.file(R::TABLE.file, &bytes)?;
        Ok(bytes)
    }

    /// A table that may be left out.
    fn wanted<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<(), BatchError> {
        if self.files.tables.has(R::TABLE.name) { self.table(rows).map(|_| ()) } else { Ok(()) }
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), BatchError> {
        let path = below(&self.path, name);
        if let Some((folder, _)) = name.rsplit_once('/') {
            make_below(&self.path, folder).map_err(BatchError::write(path.clone()))?;
        }
        write(&path, bytes).map_err(BatchError::write(path))?;
        self.note(name, Digest::of(bytes));
        Ok(())
    }

    fn note(&mut self, file: &str, digest: Digest) {
        self.written.push(OutputFile { path: format!("{}/{file}", self.name), digest });
    }

    /// Removes what was written; folders of other scenarios may lie inside.
    fn remove(&self) {
        let tables = SCENARIO_TABLES.iter().map(|table| table.info.file);
        for file in tables.chain([REPLICATES.file, SCENARIO_FILE]) {
            // Most were not written at all.
            let _ = fs::remove_file(self.path.join(file));
        }
        for kind in FigureKind::ALL {
            for ending in ["svg", "csv"] {
                let _ = fs::remove_file(self.path.join(FIGURES).join(format!("{kind}.{ending}")));
            }
        }
        let _ = fs::remove_dir(self.path.join(FIGURES));
        let _ = fs::remove_dir(&self.path);
    }
}

/// Removes what a scenario wrote, and the folders above it that are empty now.
pub(super) fn discard(files: Files<'_>, name: &str) {
    let path = below(files.staging, name);
    let folder = Folder { files, name, path: path.clone(), written: Vec::new() };
    folder.remove();
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != files.staging) {
        // It fails where other scenarios are, and is meant to.
        let _ = fs::remove_dir(folder);
    }
}

/// A full disk may show only when the file is closed.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.flush()
}
