use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::Ordering;

use super::draw::{Drawn, Failure, draw, watched};
use super::error::BatchError;
use super::figures::figures;
use super::folder::{Files, Folder, SCENARIO_FILE, SUMS_FILE};
use super::load::Job;
use super::parts::Parts;
use super::sharding::part_of;
use crate::ensemble::Control;
use crate::experiment::{BASELINE, NamedModel, Results};
use crate::report::Row;
use crate::report::tables::{
    ExactRow, PeriodRow, Status, TimelineRow, UnknownRow, VarianceRow, comparison_rows, distribution_rows, exact_rows,
    generation_rows, group_rows, period_rows, summary_rows, timeline_rows, unknown_rows, variance_rows,
};
use crate::report::{Dialect, OutputFile, Part, ScenarioEntry, VariantEntry, body, to_bytes};
use crate::scenario::Scenario;
use crate::vocabulary::{Metric, Say, Text};

/// A scenario whose files are all written, or that failed.
#[doc = include_str!("examples/results.md")]
pub struct Finished {
    /// What `index.csv` and `run.json` say of it.
    pub entry: ScenarioEntry,
    /// Its rows of `summary.csv`.
    pub summary: Vec<u8>,
    /// Its rows of `comparison.csv`.
    pub comparison: Vec<u8>,
    /// What is odd about the run, one sentence each.
    pub warnings: Vec<Text>,
    /// Why it failed, if it did.
    pub failure: Option<Text>,
    /// Whether it was taken over from an earlier run.
    pub is_reused: bool,
    /// How many of its replicates were taken over from an earlier run.
    pub begun: u64,
}

/// Why a scenario ends the batch.
pub(super) enum Stop {
    Cancelled,
    Write(BatchError),
}

/// Runs a scenario and writes its folder; a scenario that fails leaves none, or in a shard itself alone.
pub(super) fn simulate(job: &Job, files: Files<'_>, control: &Control<'_>) -> Result<Finished, Stop> {
    let part = files.shard.map(|shard| part_of(job, shard));
    produce(job, files, part.clone(), control, |folder| draw(job, folder, part, control))
}

/// Fills the folder of a scenario with what `draw` has; `part`: what of it that is, in a shard.
pub(super) fn produce(
    job: &Job,
    files: Files<'_>,
    part: Option<Part>,
    control: &Control<'_>,
    draw: impl FnOnce(&mut Folder<'_>) -> Result<Drawn, Failure>,
) -> Result<Finished, Stop> {
    let scenario = &job.scenario;
    let mut folder = Folder::new(files, &scenario.name).map_err(Stop::Write)?;
    if part.as_ref().is_some_and(|part| part.replicates.is_empty()) {
        return nothing(scenario, part, &mut folder).map_err(Stop::Write);
    }
    draw(&mut folder).and_then(|drawn| fill(job, &mut folder, control, drawn)).or_else(|failure| {
        if matches!(failure, Failure::Scenario(_)) {
            Parts::remove(&folder.path);
        }
        folder.remove();
        let failed = end(scenario, failure)?;
        match part {
            Some(part) => with_scenario(failed, scenario, part, files).map_err(Stop::Write),
            None => Ok(failed),
        }
    })
}

/// A scenario with fewer replicates than there are shards may have none in this one.
fn nothing(scenario: &Scenario, part: Option<Part>, folder: &mut Folder<'_>) -> Result<Finished, BatchError> {
    folder.file(SCENARIO_FILE, scenario.effective_toml_in(&folder.path).as_bytes())?;
    let mut entry = ScenarioEntry { part, ..without_results(scenario, Status::Complete) };
    entry.files = std::mem::take(&mut folder.written);
    for variant in &mut entry.variants {
        variant.replicates = Some(0);
    }
    Ok(without_rows(entry))
}

/// What failed in a shard leaves the scenario, for those who merge.
pub(super) fn with_scenario(
    mut failed: Finished,
    scenario: &Scenario,
    part: Part,
    files: Files<'_>,
) -> Result<Finished, BatchError> {
    let mut folder = Folder::new(files, &scenario.name)?;
    folder.file(SCENARIO_FILE, scenario.effective_toml_in(&folder.path).as_bytes())?;
    failed.entry.files = folder.written;
    failed.entry.part = Some(part);
    Ok(failed)
}

/// Runs a scenario for its rows of `summary.csv` alone, in memory.
pub(super) fn summarize(job: &Job, dialect: Dialect, control: &Control<'_>) -> Result<Finished, Stop> {
    let scenario = &job.scenario;
    let finished = job.experiment_until(control.cancel).map_err(Failure::from).and_then(|mut experiment| {
        experiment.leave_out_distributions();
        let here = Path::new("");
        let watched = watched(scenario, &experiment, None, control);
        let Drawn { results, promises, .. } = watched.map_err(|error| Failure::of_run(error, here))?;
        let summary = to_bytes(dialect, summary_rows(scenario, &results)).map_err(BatchError::write(here))?;
        let entry = ScenarioEntry { promises, ..complete(scenario, &results, Vec::new()) };
        let summary = body(&summary).to_vec();
        Ok(Finished {
            entry,
            summary,
            comparison: Vec::new(),
            warnings: results.warnings,
            failure: None,
            is_reused: false,
            begun: 0,
        })
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

fn fill(job: &Job, folder: &mut Folder<'_>, control: &Control<'_>, drawn: Drawn) -> Result<Finished, Failure> {
    let scenario = &job.scenario;
    let Drawn { results, promises, sums, part, begun } = drawn;
    let summary = folder.table(summary_rows(scenario, &results))?;
    folder.wanted(generation_rows(scenario, &results))?;
    folder.wanted(group_rows(scenario, &results))?;
    if scenario.has_clock() {
        folder.wanted::<TimelineRow>(timeline_rows(scenario, &results))?;
    }
    folder.wanted(distribution_rows(scenario, &results))?;
    folder.wanted(exact_rows(scenario, &results.models))?;
    if results.models.iter().any(|named| named.model.periods() > 0) {
        folder.wanted::<PeriodRow>(period_rows(scenario, &results))?;
    }
    if !scenario.unknowns.is_empty() {
        folder.table::<UnknownRow>(unknown_rows(scenario))?;
        folder.table::<VarianceRow>(variance_rows(scenario, &results))?;
    }
    let effective = scenario.effective_toml_in(&folder.path);
    folder.file(SCENARIO_FILE, effective.as_bytes())?;
    if let Some(sums) = &sums {
        folder.file(SUMS_FILE, sums)?;
    }
    // Those of a part would be figures of nothing.
    if let Some(language) = folder.files.figures.filter(|_| sums.is_none()) {
        let files = figures(scenario, &results, language, folder.files.dialect, control).map_err(|error| {
            if control.cancel.load(Ordering::Relaxed) { Failure::Cancelled } else { Failure::Scenario(error.text()) }
        })?;
        for (name, bytes) in files {
            folder.file(&name, &bytes)?;
        }
    }
    let comparison = to_bytes(folder.files.dialect, comparison_rows(scenario, &results))
        .map_err(BatchError::write(folder.path.clone()))?;
    Ok(Finished {
        entry: ScenarioEntry { promises, part, ..complete(scenario, &results, std::mem::take(&mut folder.written)) },
        summary: body(&summary).to_vec(),
        comparison: body(&comparison).to_vec(),
        warnings: results.warnings,
        failure: None,
        is_reused: false,
        begun,
    })
}

fn complete(scenario: &Scenario, results: &Results, files: Vec<OutputFile>) -> ScenarioEntry {
    let variants = results.models.iter().map(|model| VariantEntry {
        name: model.variant.clone(),
        replicates: Some(results.ensemble.replicates),
        stop_reason: Some(results.ensemble.stop_reason.name().to_owned()),
    });
    let variants = variants.collect();
    let has_laws = files.iter().any(|file| file.path.ends_with(ExactRow::TABLE.file));
    ScenarioEntry {
        variants,
        files,
        message: remarks(results, has_laws),
        ..without_results(scenario, Status::Complete)
    }
}

/// What a reader of the tables has to know; of laws, which take time, only where `exact.csv` is one of them (`has_laws`).
fn remarks(results: &Results, has_laws: bool) -> Option<String> {
    let given = results.models.iter().any(|named| named.model.is_given_network());
    let given = given.then(|| "intervals hold given this network".to_owned());
    let warnings = results.warnings.iter().map(|warning| warning.en.clone());
    let of_laws = has_laws.then(|| results.models.iter().flat_map(no_laws).chain(averaged(results)));
    let remarks: Vec<String> = given.into_iter().chain(warnings).chain(of_laws.into_iter().flatten()).collect();
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

/// Of which metrics `exact.csv` says nothing, where one may expect it, and why.
fn no_laws(named: &NamedModel) -> impl Iterator<Item = String> + '_ {
    named.missing_laws().into_iter().map(|(reason, metrics)| {
        let names: Vec<&str> = metrics.into_iter().map(Metric::name).collect();
        format!("{}: no exact law of {}: {reason}", named.variant, names.join(", "))
    })
}

/// Which laws of `exact.csv` are averages, and over how many values of the unknowns.
fn averaged(results: &Results) -> Option<String> {
    let mut metrics: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for (metric, named) in Metric::all().flat_map(|metric| results.models.iter().map(move |named| (metric, named))) {
        let Some(draws) = named.exact_draws(metric) else { continue };
        let names = metrics.entry(draws).or_default();
        if names.last() != Some(&metric.name()) {
            names.push(metric.name());
        }
    }
    let parts = metrics.iter().map(|(draws, names)| format!("{draws} for {}", names.join(", ")));
    let parts: Vec<String> = parts.collect();
    let said = || format!("exact laws are averages over so many values of the unknowns: {}", parts.join("; "));
    (!parts.is_empty()).then(said)
}

/// A scenario that gave no results, with the reason.
pub(super) fn failed(scenario: &Scenario, message: Text) -> Finished {
    let entry = ScenarioEntry { message: Some(message.en.clone()), ..without_results(scenario, Status::Failed) };
    Finished { failure: Some(message), ..without_rows(entry) }
}

fn without_rows(entry: ScenarioEntry) -> Finished {
    let (summary, comparison, warnings) = (Vec::new(), Vec::new(), Vec::new());
    Finished { entry, summary, comparison, warnings, failure: None, is_reused: false, begun: 0 }
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
        part: None,
    }
}
