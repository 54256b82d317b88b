use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::journal::Journal;
use super::load::Job;
use super::simulate::Finished;
use super::standing::{Ours, below, is_intact};
use crate::report::tables::{ComparisonRow, Status, SummaryRow};
use crate::report::{Dialect, Row, ScenarioEntry, Settings, body};

/// An earlier run whose complete scenarios can be taken over.
#[derive(Debug)]
pub(super) struct Previous {
    folder: PathBuf,
    version: String,
    settings: Settings,
    complete: HashMap<String, ScenarioEntry>,
    /// Where each scenario's rows lie in `comparison.csv`, in bytes.
    comparison: HashMap<String, Range<u64>>,
}

impl Previous {
    /// Results in place; scenarios with a changed file are left out.
    pub(super) fn of_results(folder: &Path, ours: Ours) -> Self {
        let Ours { manifest, changed, .. } = ours;
        let intact = |entry: &ScenarioEntry| entry.files.iter().all(|file| !changed.contains(&file.path));
        let complete = manifest.scenarios.into_iter().filter(intact).collect();
        let comparable = !changed.contains(ComparisonRow::TABLE.file);
        Self::new(folder, manifest.version, manifest.settings, complete, comparable)
    }

    /// What an interrupted run left; scenarios with a changed file are left out.
    pub(super) fn of_partial(folder: &Path) -> Option<Self> {
        let (head, mut entries) = Journal::read(folder)?;
        let intact: Vec<bool> =
            entries.par_iter().map(|entry| entry.files.iter().all(|file| is_intact(folder, file))).collect();
        let mut intact = intact.into_iter();
        entries.retain(|_| intact.next() == Some(true));
        Some(Self::new(folder, head.version, head.settings, entries, true))
    }

    fn new(folder: &Path, version: String, settings: Settings, entries: Vec<ScenarioEntry>, comparable: bool) -> Self {
        let delimiter = settings.csv_dialect.parse::<Dialect>().unwrap_or_default().delimiter();
        let rows = if comparable { rows_by_scenario(folder, delimiter) } else { None };
        let complete = entries.into_iter().filter(|entry| entry.status == Status::Complete);
        Self {
            complete: complete.map(|entry| (entry.name.clone(), entry)).collect(),
            comparison: rows.unwrap_or_default(),
            folder: folder.to_path_buf(),
            version,
            settings,
        }
    }

    /// Takes over the results of `job`, files and rows, into `staging`; `None` when they are not there or would come
    /// out otherwise today.
    pub(super) fn take(&self, job: &Job, version: &str, settings: &Settings, staging: &Path) -> Option<Finished> {
        let entry = self.complete.get(&job.scenario.name)?;
        let names = job.scenario.variants.iter().map(|variant| variant.name.as_str());
        let same = entry.fingerprint == job.scenario.fingerprint
            && self.version == version
            && self.settings == *settings
            && entry.variants.iter().skip(1).map(|variant| variant.name.as_str()).eq(names);
        if !same {
            return None;
        }
        let comparison = if job.scenario.variants.is_empty() {
            Vec::new()
        } else {
            self.comparison_rows(self.comparison.get(&entry.name)?).ok()?
        };
        let table = format!("{}/{}", entry.name, SummaryRow::TABLE.file);
        let summary = body(&fs::read(below(&self.folder, &table)).ok()?).to_vec();
        for file in &entry.files {
            copy(&below(&self.folder, &file.path), &below(staging, &file.path)).ok()?;
        }
        Some(Finished { entry: entry.clone(), summary, comparison, warnings: Vec::new(), is_reused: true })
    }

    fn comparison_rows(&self, range: &Range<u64>) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.folder.join(ComparisonRow::TABLE.file))?;
        file.seek(SeekFrom::Start(range.start))?;
        let mut rows = vec![0; (range.end - range.start) as usize];
        file.read_exact(&mut rows)?;
        Ok(rows)
    }
}

/// A second name for the same bytes where the file system has that: results are never changed in place.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(_) => fs::copy(from, to).map(|_| ()),
    }
}

/// The rows of a scenario stand together; a torn last row ends the reading.
fn rows_by_scenario(folder: &Path, delimiter: u8) -> Option<HashMap<String, Range<u64>>> {
    let file = File::open(folder.join(ComparisonRow::TABLE.file)).ok()?;
    let length = file.metadata().ok()?.len();
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
