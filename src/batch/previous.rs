use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::folder::{SCENARIO_FILE, write};
use super::journal::{Journal, JournalEntry};
use super::load::Job;
use super::simulate::Finished;
use super::standing::{Ours, Standing, below, inspect, is_intact, make_below, real_file};
use crate::report::tables::{ComparisonRow, Status, SummaryRow};
use crate::report::{Dialect, Digest, OutputFile, Row, ScenarioEntry, Settings, body};

/// An earlier run whose complete scenarios can be taken over.
#[derive(Debug)]
pub(super) struct Previous {
    folder: PathBuf,
    version: String,
    settings: Settings,
    complete: HashMap<String, Known>,
    /// Where each scenario's rows lie in `comparison.csv`, in bytes.
    comparison: HashMap<String, Range<u64>>,
}

/// A complete scenario of it.
#[derive(Debug)]
struct Known {
    entry: ScenarioEntry,
    rows: Rows,
}

/// By what the rows of `comparison.csv` are known to be as they were.
#[derive(Clone, Debug)]
enum Rows {
    /// The whole table has the hash of its manifest.
    Whole,
    /// The journal has the hash of these rows.
    Digest(Option<Digest>),
}

impl Previous {
    /// Results in place; scenarios with a changed file are left out.
    pub(super) fn of_results(folder: &Path, ours: Ours) -> Self {
        let Ours { manifest, changed, .. } = ours;
        let intact = |entry: &ScenarioEntry| entry.files.iter().all(|file| !changed.contains(&file.path));
        let rows = if changed.contains(ComparisonRow::TABLE.file) { Rows::Digest(None) } else { Rows::Whole };
        let complete = manifest.scenarios.into_iter().filter(intact).map(|entry| Known { entry, rows: rows.clone() });
        Self::new(folder, manifest.version, manifest.settings, complete)
    }

    /// What an interrupted run left, by its journal; where that is gone already, by its manifest.
    pub(super) fn of_partial(folder: &Path) -> Option<Self> {
        let Some((head, entries)) = Journal::read(folder) else {
            let Ok(Standing::Ours(ours)) = inspect(folder) else { return None };
            return Some(Self::of_results(folder, *ours));
        };
        let known = |entry: JournalEntry| Known { entry: entry.scenario, rows: Rows::Digest(entry.comparison) };
        Some(Self::new(folder, head.version, head.settings, entries.into_iter().map(known)))
    }

    fn new(folder: &Path, version: String, settings: Settings, known: impl Iterator<Item = Known>) -> Self {
        let delimiter = settings.csv_dialect.parse::<Dialect>().unwrap_or_default().delimiter();
        let complete = known.filter(|known| known.entry.status == Status::Complete);
        Self {
            complete: complete.map(|known| (known.entry.name.clone(), known)).collect(),
            comparison: rows_by_scenario(folder, delimiter).unwrap_or_default(),
            folder: folder.to_path_buf(),
            version,
            settings,
        }
    }

    /// Where it is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes over the results of `job`, files and rows, into `staging`; `None` when they are not there, are not as they
    /// were, or would come out otherwise today.
    pub(super) fn take(&self, job: &Job, version: &str, settings: &Settings, staging: &Path) -> Option<Finished> {
        let same = self.version == version && self.settings == *settings;
        // Results are never changed in place.
        if same { self.take_files(job, staging, second_name) } else { None }
    }

    /// The same whatever the version and settings of the run, as files of their own: those who took them over may change theirs.
    pub(super) fn copy_whole(&self, job: &Job, staging: &Path) -> Option<Finished> {
        self.take_files(job, staging, copy)
    }

    fn take_files(&self, job: &Job, staging: &Path, way: Way) -> Option<Finished> {
        let Known { entry, rows } = self.complete.get(&job.scenario.name)?;
        let names = job.scenario.variants.iter().map(|variant| variant.name.as_str());
        let same = entry.fingerprint == job.scenario.fingerprint
            && entry.variants.iter().skip(1).map(|variant| variant.name.as_str()).eq(names);
        if !same {
            return None;
        }
        let comparison = if job.scenario.variants.is_empty() { Vec::new() } else { self.rows(&entry.name, rows)? };
        let mut taken = Taken { staging, way, files: Vec::new() };
        for file in &entry.files {
            taken.take(&self.folder, file)?;
        }
        let table = format!("{}/{}", entry.name, SummaryRow::TABLE.file);
        let is_taken = entry.files.iter().any(|file| file.path == table);
        let summary = if is_taken { fs::read(below(staging, &table)).ok()? } else { return None };
        let mut entry = entry.clone();
        name_files(&mut entry, job, staging)?;
        taken.files.clear();
        Some(Finished {
            entry,
            summary: body(&summary).to_vec(),
            comparison,
            warnings: Vec::new(),
            failure: None,
            is_reused: true,
            begun: 0,
        })
    }

    /// The rows of a scenario in `comparison.csv`, if they are as they were.
    fn rows(&self, scenario: &str, known: &Rows) -> Option<Vec<u8>> {
        let rows = self.comparison_rows(self.comparison.get(scenario)?).ok()?;
        match known {
            Rows::Whole => Some(rows),
            Rows::Digest(digest) => (digest.as_ref() == Some(&Digest::of(&rows))).then_some(rows),
        }
    }

    fn comparison_rows(&self, range: &Range<u64>) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.folder.join(ComparisonRow::TABLE.file))?;
        file.seek(SeekFrom::Start(range.start))?;
        let mut rows = vec![0; (range.end - range.start) as usize];
        file.read_exact(&mut rows)?;
        Ok(rows)
    }
}

/// The effective scenario names files as seen from its folder: taken to another place it is written anew.
fn name_files(entry: &mut ScenarioEntry, job: &Job, staging: &Path) -> Option<()> {
    let path = format!("{}/{SCENARIO_FILE}", entry.name);
    let Some(known) = entry.files.iter_mut().find(|file| file.path == path) else { return Some(()) };
    if job.scenario.files.is_empty() {
        return Some(());
    }
    let to = below(staging, &path);
    let text = job.scenario.effective_toml_in(to.parent()?);
    let digest = Digest::of(text.as_bytes());
    if digest != known.digest {
        // It may be a second name of the file that it was taken from.
        fs::remove_file(&to).and_then(|()| write(&to, text.as_bytes())).ok()?;
        known.digest = digest;
    }
    Some(())
}

/// How a file comes to another place; nothing is written over.
type Way = fn(&Path, &Path) -> io::Result<()>;

/// Files taken over so far; dropped before all are, they are removed again.
struct Taken<'a> {
    staging: &'a Path,
    way: Way,
    files: Vec<PathBuf>,
}

impl Taken<'_> {
    /// Takes over one file; what arrives must have the size and hash that were noted.
    fn take(&mut self, from: &Path, file: &OutputFile) -> Option<()> {
        real_file(from, &file.path)?;
        let to = below(self.staging, &file.path);
        let (folder, _) = file.path.rsplit_once('/')?;
        make_below(self.staging, folder).ok()?;
        (self.way)(&below(from, &file.path), &to).ok()?;
        self.files.push(to);
        is_intact(self.staging, file).then_some(())
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        for file in &self.files {
            // Left behind, it would be written over or be in the way: then that is told.
            let _ = fs::remove_file(file);
        }
    }
}

/// A second name for the same bytes where the file system has that.
fn second_name(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => copy(from, to),
        done => done,
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut from = File::open(from)?;
    io::copy(&mut from, &mut File::create_new(to)?).map(|_| ())
}

/// The rows of a scenario stand together; a torn last row ends the reading.
fn rows_by_scenario(folder: &Path, delimiter: u8) -> Option<HashMap<String, Range<u64>>> {
    let length = real_file(folder, ComparisonRow::TABLE.file)?.len();
    let file = File::open(folder.join(ComparisonRow::TABLE.file)).ok()?;
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file);
    let mut rows: HashMap<String, Range<u64>> = HashMap::new();
    let mut record = csv::StringRecord::new();
    reader.headers().ok()?;
    let mut start = reader.position().byte();
    while let Ok(true) = reader.read_record(&mut record) {
        let end = reader.position().byte().min(length);
        let range = rows.entry(record.get(0)?.to_owned()).or_insert(start..end);
        range.end = end;
        start = end;
    }
    Some(rows)
}
