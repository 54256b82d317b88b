use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::error::BatchError;
use super::load::Job;
use super::standing::below;
use crate::ensemble::{Control, Observer};
use crate::experiment::{Experiment, ExperimentError, Outcome};
use crate::report::tables::{
    DistributionRow, GenerationRow, GroupRow, REPLICATES, ReplicatesWriter, Status, SummaryRow, comparison_rows,
    distribution_rows, generation_rows, group_rows, summary_rows,
};
use crate::report::{Dialect, Digest, Digesting, OutputFile, Row, ScenarioEntry, VariantEntry, body, to_bytes};
use crate::scenario::Scenario;

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
}

/// Runs a scenario and writes its folder; a scenario that fails leaves none.
pub(super) fn simulate(job: &Job, files: Files<'_>, control: &Control<'_>) -> Result<Finished, Stop> {
    let mut folder = Folder::new(files, &job.scenario.name).map_err(Stop::Write)?;
    match fill(&job.scenario, &mut folder, control) {
        Ok(finished) => Ok(finished),
        Err(error) => {
            folder.remove();
            match error {
                Failure::Scenario(message) => Ok(failed(&job.scenario, message)),
                Failure::Cancelled => Err(Stop::Cancelled),
                Failure::Write(error) => Err(Stop::Write(error)),
            }
        }
    }
}

/// Runs a scenario for its rows of `summary.csv` alone, in memory.
pub(super) fn summarize(job: &Job, dialect: Dialect, control: &Control<'_>) -> Result<Finished, Stop> {
    let scenario = &job.scenario;
    let outcome = Experiment::new(scenario).and_then(|experiment| experiment.run(&mut [], control));
    let rows = |outcome| to_bytes::<SummaryRow>(dialect, summary_rows(scenario, outcome));
    match outcome.map_err(|error| Failure::of(error, Path::new(""))) {
        Ok(outcome) => Ok(Finished {
            entry: complete(scenario, &outcome, Vec::new()),
            summary: body(&rows(&outcome).map_err(|error| Stop::Write(BatchError::write("")(error)))?).to_vec(),
            comparison: Vec::new(),
            is_reused: false,
        }),
        Err(Failure::Scenario(message)) => Ok(failed(scenario, message)),
        Err(Failure::Cancelled) => Err(Stop::Cancelled),
        Err(Failure::Write(error)) => Err(Stop::Write(error)),
    }
}

enum Failure {
    Scenario(String),
    Cancelled,
    Write(BatchError),
}

impl Failure {
    fn of(error: ExperimentError, replicates: &Path) -> Self {
        match error {
            ExperimentError::Failed(message) => Self::Scenario(message),
            ExperimentError::Cancelled => Self::Cancelled,
            ExperimentError::Observer(error) => Self::Write(BatchError::write(replicates)(error)),
        }
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        Self::Write(error)
    }
}

fn fill(scenario: &Scenario, folder: &mut Folder<'_>, control: &Control<'_>) -> Result<Finished, Failure> {
    let outcome = draw(scenario, folder, control)?;
    let summary = folder.table(summary_rows(scenario, &outcome))?;
    folder.table::<GenerationRow>(generation_rows(scenario, &outcome))?;
    folder.table::<GroupRow>(group_rows(scenario, &outcome))?;
    folder.table::<DistributionRow>(distribution_rows(scenario, &outcome))?;
    folder.file(SCENARIO_FILE, scenario.effective_toml().as_bytes())?;
    let comparison = to_bytes(folder.files.dialect, comparison_rows(scenario, &outcome))
        .map_err(BatchError::write(folder.path.clone()))?;
    Ok(Finished {
        entry: complete(scenario, &outcome, std::mem::take(&mut folder.written)),
        summary: body(&summary).to_vec(),
        comparison: body(&comparison).to_vec(),
        is_reused: false,
    })
}

/// Draws the replicates, and writes them one by one if they are asked for.
fn draw(scenario: &Scenario, folder: &mut Folder<'_>, control: &Control<'_>) -> Result<Outcome, Failure> {
    let path = folder.path.join(REPLICATES.file);
    let experiment = Experiment::new(scenario).map_err(|error| Failure::of(error, &path))?;
    if !folder.files.raw {
        return experiment.run(&mut [], control).map_err(|error| Failure::of(error, &path));
    }
    let names = experiment.variants().to_vec();
    let models = names.iter().enumerate().map(|(model, name)| (name.as_str(), experiment.defined(model))).collect();
    let out = File::create(&path).map_err(BatchError::write(path.clone()))?;
    let out = Digesting::new(BufWriter::with_capacity(1 << 18, out));
    let mut table = ReplicatesWriter::new(out, folder.files.dialect, &scenario.name, &scenario.currency, models)
        .map_err(BatchError::write(path.clone()))?;
    let outcome = experiment.run(&mut [&mut table as &mut dyn Observer], control);
    let outcome = outcome.map_err(|error| Failure::of(error, &path))?;
    let (_, digest) = table.finish().and_then(Digesting::finish).map_err(BatchError::write(path))?;
    folder.note(REPLICATES.file, digest);
    Ok(outcome)
}

fn complete(scenario: &Scenario, outcome: &Outcome, files: Vec<OutputFile>) -> ScenarioEntry {
    let variants = outcome.models.iter().map(|model| VariantEntry {
        name: model.variant.clone(),
        replicates: Some(outcome.ensemble.replicates),
        stop_reason: Some(outcome.ensemble.stop_reason.name().to_owned()),
    });
    ScenarioEntry { variants: variants.collect(), files, ..without_results(scenario, Status::Complete) }
}

fn failed(scenario: &Scenario, message: String) -> Finished {
    let entry = ScenarioEntry { message: Some(message), ..without_results(scenario, Status::Failed) };
    Finished { entry, summary: Vec::new(), comparison: Vec::new(), is_reused: false }
}

/// The entry of a scenario that gave no results.
pub(super) fn without_results(scenario: &Scenario, status: Status) -> ScenarioEntry {
    let names = std::iter::once(crate::experiment::BASELINE).chain(scenario.variants.iter().map(|v| v.name.as_str()));
    ScenarioEntry {
        name: scenario.name.clone(),
        fingerprint: scenario.fingerprint.clone(),
        status,
        message: None,
        variants: names
            .map(|name| VariantEntry { name: name.to_owned(), replicates: None, stop_reason: None })
            .collect(),
        files: Vec::new(),
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
        fs::create_dir_all(&path).map_err(BatchError::write(path.clone()))?;
        Ok(Self { files, name, path, written: Vec::new() })
    }

    fn table<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, BatchError> {
        let bytes = to_bytes(self.files.dialect, rows).map_err(BatchError::write(self.path.join(R::TABLE.file)))?;
        self.file(R::TABLE.file, &bytes)?;
        Ok(bytes)
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), BatchError> {
        let path = self.path.join(name);
        write(&path, bytes).map_err(BatchError::write(path))?;
        self.note(name, Digest::of(bytes));
        Ok(())
    }

    fn note(&mut self, file: &str, digest: Digest) {
        self.written.push(OutputFile { path: format!("{}/{file}", self.name), digest });
    }

    /// Removes what was written; folders of other scenarios may lie inside.
    fn remove(&self) {
        let files = [
            SummaryRow::TABLE.file,
            GenerationRow::TABLE.file,
            GroupRow::TABLE.file,
            DistributionRow::TABLE.file,
            REPLICATES.file,
            SCENARIO_FILE,
        ];
        for file in files {
            // Most were not written at all.
            let _ = fs::remove_file(self.path.join(file));
        }
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
