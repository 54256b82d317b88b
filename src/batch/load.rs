use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::discover::Found;
use super::error::Refusal;
use super::invalid::Invalid;
use crate::experiment::{Experiment, ExperimentError, Networks};
use crate::network::{self, EdgeListReport};
use crate::report::{Digest, InputFile};
use crate::scenario::{
    Diagnostic, Diagnostics, LARGEST_FILE, Overrides, Scenario, Severity, load as load_file, load_preset, load_text,
};
use crate::sync::lock;
use crate::text;
use crate::vocabulary::{Say, Text, system_reason};

/// Where a scenario comes from.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Source {
    /// A file.
    File(Found),
    /// Standard input.
    Text {
        /// What was read.
        bytes: Vec<u8>,
        /// The scenario's name.
        name: String,
        /// What stands for the path in messages and in `index.csv`.
        shown_as: String,
    },
    /// A built-in preset.
    Preset(String),
}

/// A scenario to run.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug)]
pub struct Job {
    /// The scenario.
    pub scenario: Scenario,
    /// Its place among all that were asked for, from 0.
    pub place: u64,
    /// What `index.csv` says of its file.
    pub file: Option<String>,
    /// The files it is made from, with their hashes.
    pub inputs: Vec<InputFile>,
    /// What is odd about its networks, one sentence each.
    pub warnings: Vec<Text>,
    /// The networks that were read with it, until it runs.
    networks: Arc<Mutex<Networks>>,
    /// What was understood of its edge lists, each with its path.
    pub edge_lists: Vec<(PathBuf, EdgeListReport)>,
}

impl Job {
    /// One whose scenario was read already, from elsewhere.
    pub(super) fn of(scenario: Scenario, place: u64, file: Option<String>) -> Self {
        let (inputs, warnings, edge_lists) = (Vec::new(), Vec::new(), Vec::new());
        Self { scenario, place, file, inputs, warnings, edge_lists, networks: Arc::default() }
    }

    /// The scenario, ready to run, on the networks that were read with it, which are kept no longer than the experiment; given
    /// up once `stop` is set.
    ///
    /// # Errors
    /// As [`Experiment::of_until`].
    pub fn experiment_until(&self, stop: &AtomicBool) -> Result<Experiment, ExperimentError> {
        Experiment::on_until(&self.scenario, &mut self.networks(), stop)
    }

    /// The networks that were read with the scenario, for the first who asks; then there are none.
    pub fn networks(&self) -> Networks {
        std::mem::take(&mut *lock(&self.networks))
    }
}

/// The bytes of edge lists up to which networks are kept from loading until their scenario runs, the first of any size; others
/// are read again.
const KEPT: u64 = 256 << 20;

/// All that was asked for.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The scenarios to run, in order.
    pub jobs: Vec<Job>,
    /// How many were parents only.
    pub parents: usize,
    /// The files that cannot be run, in order.
    pub invalid: Vec<Invalid>,
}

impl Loaded {
    /// Forgets what is doubtful in the scenarios, once it is told.
    pub fn forget_doubts(&mut self) {
        for job in &mut self.jobs {
            job.scenario.forget_doubts();
        }
    }

    /// Takes scenarios with a warning for invalid: each of their warnings is then a mistake.
    pub fn deny_warnings(&mut self) {
        let jobs = std::mem::take(&mut self.jobs);
        for job in jobs {
            let lints = job.scenario.warnings.iter().filter(|lint| lint.severity == Severity::Warning);
            let of_networks =
                job.warnings.iter().map(|odd| Diagnostic::new(Severity::Error, "network", odd.clone(), None, None));
            let denied: Vec<Diagnostic> = lints.map(Invalid::denied).chain(of_networks).collect();
            if denied.is_empty() {
                let place = self.jobs.len() as u64;
                self.jobs.push(Job { place, ..job });
            } else {
                let (name, path, diagnostics) =
                    (job.scenario.name.clone(), job.scenario.path.clone(), Diagnostics(denied));
                self.invalid.push(Invalid { name, file: job.file, path, diagnostics });
            }
        }
    }

    /// The same where every scenario can be run.
    ///
    /// # Errors
    /// All errors of those that cannot.
    pub fn whole(self) -> Result<Self, Refusal> {
        if self.invalid.is_empty() {
            return Ok(self);
        }
        let diagnostics = self.invalid.into_iter().flat_map(|invalid| invalid.diagnostics.0).collect();
        Err(Refusal::Scenarios(Diagnostics(diagnostics)))
    }
}

impl Source {
    /// What there is to say of it should it be no scenario.
    fn named(&self) -> Invalid {
        let diagnostics = Diagnostics::default();
        let (name, file, path) = match self {
            Self::File(Found { name, file, path }) => (name, Some(file), Some(path.clone())),
            Self::Text { name, shown_as, .. } => (name, Some(shown_as), Some(PathBuf::from(shown_as))),
            Self::Preset(name) => (name, None, None),
        };
        Invalid { name: name.clone(), file: file.cloned(), path, diagnostics }
    }
}

/// Reads every scenario, many at once.
///
/// # Errors
/// All errors of all scenarios.
pub fn load(sources: Vec<Source>, overrides: &Overrides) -> Result<Loaded, Refusal> {
    load_each(sources, overrides).whole()
}

/// Reads every scenario, many at once; those that cannot be run stand in [`Loaded::invalid`].
pub fn load_each(sources: Vec<Source>, overrides: &Overrides) -> Loaded {
    each(sources, overrides, |_| {})
}

/// The same for scenarios that are only run: no more is kept of each than that takes, as there may be thousands.
pub fn load_to_run(sources: Vec<Source>, overrides: &Overrides) -> Loaded {
    each(sources, overrides, |job| job.scenario.slim())
}

fn each(sources: Vec<Source>, overrides: &Overrides, settle: impl Fn(&mut Job) + Sync) -> Loaded {
    let kept = AtomicU64::new(0);
    let read = |source: Source| {
        let named = source.named();
        let mut job = load_one(source, overrides, &kept).map_err(|diagnostics| Invalid { diagnostics, ..named })?;
        settle(&mut job);
        Ok(job)
    };
    let results: Vec<Result<Job, Invalid>> = sources.into_par_iter().map(read).collect();
    let mut loaded = Loaded { jobs: Vec::with_capacity(results.len()), ..Loaded::default() };
    for result in results {
        match result {
            Ok(job) if job.scenario.is_abstract => loaded.parents += 1,
            Ok(job) => {
                let place = loaded.jobs.len() as u64;
                loaded.jobs.push(Job { place, ..job });
            }
            Err(invalid) => loaded.invalid.push(invalid),
        }
    }
    loaded
}

fn load_one(source: Source, overrides: &Overrides, kept: &AtomicU64) -> Result<Job, Diagnostics> {
    let mut job = read(source, overrides)?;
    if is_quickly_compiled(&job.scenario) {
        // What only the model sees is told before anything runs, too.
        let mut networks = Networks::default();
        let experiment = Experiment::on(&job.scenario, &mut networks)
            .map_err(|error| Diagnostics(vec![diagnostic(&job, &error)]))?;
        job.warnings = experiment.warnings().to_vec();
        job.edge_lists = experiment.edge_lists().to_vec();
        let bytes: u64 = job.inputs.iter().map(|input| input.digest.bytes).sum();
        let others = kept.fetch_add(bytes, Ordering::Relaxed);
        if others == 0 || others.saturating_add(bytes) <= KEPT {
            *lock(&job.networks) = networks;
        }
    }
    Ok(job)
}

/// Networks that are generated take time and memory: they are made once, when their scenario runs.
fn is_quickly_compiled(scenario: &Scenario) -> bool {
    scenario.models().all(|parameters| {
        parameters.network.as_ref().is_none_or(|network| matches!(network.source, network::Source::File(_)))
    })
}

fn diagnostic(job: &Job, error: &ExperimentError) -> Diagnostic {
    Diagnostic::new(Severity::Error, "model", error.text().of(&job.scenario.name), None, error.hint())
}

fn read(source: Source, overrides: &Overrides) -> Result<Job, Diagnostics> {
    let (scenario, file, own) = match source {
        // A pipe can be read only once: what was read is what is hashed.
        Source::File(Found { path, name, file }) if is_pipe(&path) => {
            let bytes = read_pipe(&path).map_err(|error| unreadable(&path, &error))?;
            let scenario = load_text(&bytes, &path.to_string_lossy(), &name, overrides)?;
            let digest = Digest::of(&bytes);
            (scenario, Some(file), Some(InputFile { path: path.to_string_lossy().into_owned(), digest }))
        }
        Source::File(Found { path, name, file }) => {
            let scenario = load_file(&path, &name, overrides)?;
            (scenario, Some(file), input(&path))
        }
        Source::Text { bytes, name, shown_as } => {
            let scenario = load_text(&bytes, &shown_as, &name, overrides)?;
            let input = InputFile { path: shown_as.clone(), digest: Digest::of(&bytes) };
            (scenario, Some(shown_as), Some(input))
        }
        Source::Preset(name) => (load_preset(&name, overrides)?, None, None),
    };
    let named = scenario.files.iter().filter_map(|file| {
        Some(InputFile { path: file.path.to_string_lossy().into_owned(), digest: file.digest.clone()? })
    });
    let inputs = own.into_iter().chain(named).collect();
    let (warnings, edge_lists) = (Vec::new(), Vec::new());
    Ok(Job { scenario, place: 0, file, inputs, warnings, edge_lists, networks: Arc::default() })
}

fn is_pipe(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

/// No more than says that it is too large: a pipe may never end.
fn read_pipe(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostics {
    let (path, Text { en, fr }) = (path.display(), system_reason(error));
    let message = text!("{path} cannot be read: {en}", "{path} est illisible : {fr}");
    Diagnostics(vec![Diagnostic::new(Severity::Error, "unreadable", message, None, None)])
}

/// The file was read a moment ago; should it be gone, `run.json` says nothing of it.
fn input(path: &Path) -> Option<InputFile> {
    if is_pipe(path) {
        return None;
    }
    let digest = fs::File::open(path).and_then(Digest::read).ok()?;
    Some(InputFile { path: path.to_string_lossy().into_owned(), digest })
}
