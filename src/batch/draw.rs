use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter};
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::error::BatchError;
use super::folder::Folder;
use super::load::Job;
use super::order::is_small;
use super::parts::Parts;
use crate::ensemble::{Control, EnsembleError, Observer};
use crate::experiment::{AtLeastCounts, Experiment, ExperimentError, Results, RunError, promised_value};
use crate::model::Tally;
use crate::report::tables::{DistributionRow, REPLICATES, ReplicatesWriter};
use crate::report::{Digesting, Part, Promise, Row};
use crate::scenario::Scenario;
use crate::sync::lock;
use crate::vocabulary::{Say, Text};

/// What was drawn of a scenario: the whole, or some of its replicates with their sums.
pub(super) struct Drawn {
    pub(super) results: Results,
    pub(super) promises: Vec<Promise>,
    pub(super) sums: Option<Vec<u8>>,
    pub(super) part: Option<Part>,
    /// How many of the replicates an earlier run drew.
    pub(super) begun: u64,
}

/// Why a scenario gives no results.
pub(super) enum Failure {
    Scenario(Text),
    Cancelled,
    Write(BatchError),
}

impl Failure {
    pub(super) fn of_run(error: RunError, replicates: &Path) -> Self {
        match error {
            RunError::Ensemble(EnsembleError::Cancelled) => Self::Cancelled,
            RunError::Ensemble(EnsembleError::Observer(error)) => Self::Write(BatchError::write(replicates)(error)),
            RunError::Ensemble(_) | RunError::NetworkTooSmall { .. } | RunError::Point { .. } => {
                Self::Scenario(error.text())
            }
        }
    }
}

impl From<ExperimentError> for Failure {
    fn from(error: ExperimentError) -> Self {
        if error.is_cancelled() { Self::Cancelled } else { Self::Scenario(error.text()) }
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        Self::Write(error)
    }
}

/// Runs a scenario and looks at its promises.
pub(super) fn watched(
    scenario: &Scenario,
    experiment: &Experiment,
    table: Option<&mut dyn Observer>,
    control: &Control<'_>,
) -> Result<Drawn, RunError> {
    let (results, (), counts) = observed(scenario, experiment, table, |observers| {
        experiment.run(observers, control).map(|results| (results, ()))
    })?;
    let promises = promises(scenario, &results, counts.as_ref());
    Ok(Drawn { results, promises, sums: None, part: None, begun: 0 })
}

/// Runs some of the replicates of a scenario; its promises are for the whole.
fn watched_part(
    scenario: &Scenario,
    experiment: &Experiment,
    table: Option<&mut dyn Observer>,
    mut part: Part,
    control: &Control<'_>,
) -> Result<Drawn, RunError> {
    let run = |observers: &mut [&mut dyn Observer]| experiment.run_part(observers, control);
    let (results, sums, counts) = observed(scenario, experiment, table, run)?;
    part.at_least = counts.map(|counts| counts.counts()).unwrap_or_default();
    Ok(Drawn { results, promises: Vec::new(), sums: Some(sums), part: Some(part), begun: 0 })
}

/// Runs with the observers that the scenario needs.
fn observed<T>(
    scenario: &Scenario,
    experiment: &Experiment,
    table: Option<&mut dyn Observer>,
    run: impl FnOnce(&mut [&mut dyn Observer]) -> Result<(Results, T), RunError>,
) -> Result<(Results, T, Option<AtLeastCounts>), RunError> {
    let mut counts = AtLeastCounts::new(experiment, &scenario.expectations);
    let (results, more) = match (table, &mut counts) {
        (Some(table), Some(counts)) => run(&mut [table, counts]),
        (Some(table), None) => run(&mut [table]),
        (None, Some(counts)) => run(&mut [counts]),
        (None, None) => run(&mut []),
    }?;
    Ok((results, more, counts))
}

/// What became of the promises of a scenario.
pub(super) fn promises(scenario: &Scenario, results: &Results, counts: Option<&AtLeastCounts>) -> Vec<Promise> {
    let value = |promise| promised_value(promise, results, counts);
    scenario.expectations.iter().map(|promise| Promise::new(promise, value(promise))).collect()
}

/// Draws the replicates, and writes them one by one if they are asked for.
pub(super) fn draw(
    job: &Job,
    folder: &mut Folder<'_>,
    part: Option<Part>,
    control: &Control<'_>,
) -> Result<Drawn, Failure> {
    let path = folder.path.join(REPLICATES.file);
    let scenario = &job.scenario;
    let mut experiment = job.experiment_until(control.cancel)?;
    if !folder.files.tables.has(DistributionRow::TABLE.name) && folder.files.figures.is_none() {
        experiment.leave_out_distributions();
    }
    let (part, whole) = if folder.files.holds_parts() { (part, None) } else { (None, part) };
    if let Some(range) = part.as_ref().and_then(|part| part.replicates.first()) {
        experiment.plan_mut().replicates = range.first..range.end;
    }
    let run = |table: Option<&mut dyn Observer>| match &part {
        Some(part) => watched_part(scenario, &experiment, table, part.clone(), control),
        None => watched(scenario, &experiment, table, control).map(|drawn| Drawn { part: whole.clone(), ..drawn }),
    };
    if !folder.files.raw {
        if is_long(job) {
            return in_parts(scenario, &experiment, part, whole, folder, control);
        }
        return run(None).map_err(|error| Failure::of_run(error, &path));
    }
    let out = File::create(&path).map_err(BatchError::write(path.clone()))?;
    let out = Digesting::new(BufWriter::with_capacity(1 << 18, out));
    let mut table = ReplicatesWriter::new(out, folder.files.dialect, &scenario.name, &scenario.currency, &experiment)
        .map_err(BatchError::write(path.clone()))?;
    let mut drawn = run(Some(&mut table)).map_err(|error| Failure::of_run(error, &path))?;
    let (_, digest) = table.finish().and_then(Digesting::finish).map_err(BatchError::write(path.clone()))?;
    let range = drawn.part.as_mut().filter(|_| drawn.sums.is_some()).and_then(|part| part.replicates.first_mut());
    if let Some(range) = range {
        range.bytes = digest.bytes - header_bytes(&path).map_err(BatchError::write(path))?;
    }
    folder.note(REPLICATES.file, digest);
    Ok(drawn)
}

/// Whether what is drawn of it is kept while it runs. With unknowns the first replicates are drawn once more then, for their
/// twins: they must be few beside the others.
fn is_long(job: &Job) -> bool {
    let scenario = &job.scenario;
    !is_small(job) && (scenario.unknowns.is_empty() || scenario.run.replicates >= 1 << 18)
}

/// Draws the replicates of a long scenario, from those on that an interrupted run left.
fn in_parts(
    scenario: &Scenario,
    experiment: &Experiment,
    part: Option<Part>,
    whole: Option<Part>,
    folder: &Folder<'_>,
    control: &Control<'_>,
) -> Result<Drawn, Failure> {
    let (version, print) = (folder.files.version, scenario.fingerprint.as_str());
    let left = folder.files.left.iter();
    let left = left.filter_map(|results| Parts::begun(results, &scenario.name, version, print, experiment));
    let begun = left.max_by_key(|begun| begun.sums.drawn());

    let counts = Arc::new(Mutex::new(AtLeastCounts::new(experiment, &scenario.expectations)));
    let so_far = Arc::clone(&counts);
    let at_least = move || lock(&so_far).as_ref().map(AtLeastCounts::counts).unwrap_or_default();
    let mut parts = Parts::new(&folder.path, version, print, Box::new(at_least));
    let mut drawn_before = 0;
    let from = begun.map(|begun| {
        if let Some(counts) = &mut *lock(&counts) {
            counts.add(&begun.at_least);
        }
        parts.write(&begun.sums);
        drawn_before = begun.sums.drawn();
        (control.progress)(drawn_before);
        begun.sums
    });

    let has_counts = lock(&counts).is_some();
    let mut counting = Counting(Arc::clone(&counts));
    let mut observers: Vec<&mut dyn Observer> = if has_counts { vec![&mut counting] } else { Vec::new() };
    let of_run = |error| Failure::of_run(error, &folder.path);
    let shard = experiment.run_on(from, &mut observers, &mut parts, control).map_err(of_run)?;
    let counts = lock(&counts).take();
    let drawn = if let Some(mut part) = part {
        part.at_least = counts.map(|counts| counts.counts()).unwrap_or_default();
        let sums = Some(shard.to_bytes());
        let results = experiment.finish_part(shard).map_err(of_run)?;
        Drawn { results, promises: Vec::new(), sums, part: Some(part), begun: drawn_before }
    } else {
        let results = experiment.finish(shard).map_err(of_run)?;
        let promises = promises(scenario, &results, counts.as_ref());
        Drawn { results, promises, sums: None, part: whole, begun: drawn_before }
    };
    Parts::remove(&folder.path);
    Ok(drawn)
}

/// Counts in sight of who keeps the counts.
struct Counting(Arc<Mutex<Option<AtLeastCounts>>>);

impl Observer for Counting {
    fn replicate(&mut self, replicate: u64, row: &[Tally]) -> io::Result<()> {
        match &mut *lock(&self.0) {
            Some(counts) => counts.replicate(replicate, row),
            None => Ok(()),
        }
    }
}

/// The bytes of the first line of a table.
pub(super) fn header_bytes(table: &Path) -> io::Result<u64> {
    let mut header = Vec::new();
    BufReader::new(File::open(table)?).read_until(b'\n', &mut header).map(|bytes| bytes as u64)
}
