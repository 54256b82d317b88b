use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use super::claim::Claim;
use super::error::BatchError;
use super::folder::{discard, write};
use super::invalid::Invalid;
use super::journal::{Journal, JournalHead};
use super::load::Job;
use super::resources::resources;
use super::simulate::{Finished, without_results};
use super::work::{Batch, Counts};
use crate::experiment::BASELINE;
use crate::report::tables::{ComparisonRow, IndexRow, Status, SummaryRow};
use crate::report::{
    Digest, Digesting, FORMAT, InputFile, Manifest, OutputFile, PACKAGE_FILE, Part, Platform, Promise, Row,
    ScenarioEntry, TableWriter, VariantEntry, data_package, timestamp, to_bytes,
};

type Out = Digesting<BufWriter<File>>;

/// A batch as far as it has come: the tables of all scenarios together, the journal and the manifest.
pub(super) struct Book<'a> {
    batch: Batch<'a>,
    folder: PathBuf,
    summary: Out,
    comparison: Option<Out>,
    journal: Journal,
    entries: Vec<ScenarioEntry>,
    counts: Counts,
    started: SystemTime,
    clock: Instant,
}

impl<'a> Book<'a> {
    /// Opens every file that is written to the end of the batch.
    pub(super) fn open(batch: Batch<'a>, folder: &Path) -> Result<Self, BatchError> {
        let head = JournalHead::new(batch.version, &batch.settings());
        let journal = Journal::create(folder, &head).map_err(BatchError::write(folder.join(Journal::FILE)))?;
        let create = |file: &str| {
            let path = folder.join(file);
            let out = File::create(&path).map_err(BatchError::write(path))?;
            Ok(Digesting::new(BufWriter::new(out)))
        };
        let has_variants = batch.jobs.iter().any(|job| !job.scenario.variants.is_empty());
        let comparison =
            if has_variants { Some(started::<ComparisonRow>(create(ComparisonRow::TABLE.file)?, batch)) } else { None };
        Ok(Self {
            summary: started::<SummaryRow>(create(SummaryRow::TABLE.file)?, batch)?,
            comparison: comparison.transpose()?,
            batch,
            folder: folder.to_path_buf(),
            journal,
            entries: Vec::with_capacity(batch.jobs.len()),
            counts: Counts::default(),
            started: SystemTime::now(),
            clock: Instant::now(),
        })
    }

    /// How many scenarios are complete.
    pub(super) fn complete(&self) -> usize {
        self.counts.complete
    }

    /// Takes in the scenario that is next in order; breaks off after a failure, if that is wanted.
    pub(super) fn enter(&mut self, finished: &Finished) -> Result<ControlFlow<()>, BatchError> {
        self.append(&finished.summary, &finished.comparison)?;
        let entry = &finished.entry;
        self.entries.push(entry.clone());
        if entry.status == Status::Failed {
            self.counts.failed += 1;
            let flow = if self.batch.fail_fast { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            return Ok(flow);
        }
        self.counts.complete += 1;
        self.counts.reused += usize::from(finished.is_reused);
        self.counts.broken += usize::from(!entry.promises.iter().all(Promise::is_kept));
        self.journal.note(entry, &finished.comparison).map_err(BatchError::write(self.folder.join(Journal::FILE)))?;
        Ok(ControlFlow::Continue(()))
    }

    /// The rows reach the file before the journal says that they are there.
    fn append(&mut self, summary: &[u8], comparison: &[u8]) -> Result<(), BatchError> {
        let write_all = |out: &mut Out, rows: &[u8]| out.write_all(rows).and_then(|()| out.flush());
        write_all(&mut self.summary, summary).map_err(BatchError::write(self.folder.join(SummaryRow::TABLE.file)))?;
        if let Some(out) = &mut self.comparison {
            write_all(out, comparison).map_err(BatchError::write(self.folder.join(ComparisonRow::TABLE.file)))?;
        }
        Ok(())
    }

    /// Ends the tables, writes package and manifest, and puts the directory in its place.
    pub(super) fn close(mut self, claim: Claim) -> Result<Counts, BatchError> {
        let files = self.batch.files(claim.folder());
        for job in &self.batch.jobs[self.entries.len()..] {
            self.entries.push(without_results(&job.scenario, Status::Missing));
            self.counts.missing += 1;
        }
        for entry in self.entries.iter().filter(|entry| entry.status != Status::Complete && entry.files.is_empty()) {
            discard(files, &entry.name);
        }
        let in_shard = self.batch.shard.is_some();
        self.entries.extend(self.batch.invalid.iter().map(|invalid| invalid_entry(invalid, in_shard)));
        // A shard may have no scenario.
        let is_empty = self.batch.jobs.is_empty() && in_shard;
        if self.counts.complete == 0 && !is_empty && claim.replaces_results() {
            return Ok(self.counts);
        }
        let Self { batch, folder, summary, comparison, entries, mut counts, started, clock, .. } = self;
        let at = |file: &str| BatchError::write(folder.join(file));
        let mut outputs = Vec::new();
        let mut note = |file: &str, digest: Digest| outputs.push(OutputFile { path: file.to_owned(), digest });
        let index = to_bytes(batch.dialect, index_rows(batch, &entries)).map_err(at(IndexRow::TABLE.file))?;
        write(&folder.join(IndexRow::TABLE.file), &index).map_err(at(IndexRow::TABLE.file))?;
        note(IndexRow::TABLE.file, Digest::of(&index));
        note(SummaryRow::TABLE.file, summary.finish().map_err(at(SummaryRow::TABLE.file))?.1);
        if let Some(comparison) = comparison {
            note(ComparisonRow::TABLE.file, comparison.finish().map_err(at(ComparisonRow::TABLE.file))?.1);
        }
        let package = data_package(batch.version, batch.dialect, &resources(batch.jobs, &entries, &outputs));
        write(&folder.join(PACKAGE_FILE), package.as_bytes()).map_err(at(PACKAGE_FILE))?;
        outputs.push(OutputFile { path: PACKAGE_FILE.to_owned(), digest: Digest::of(package.as_bytes()) });

        let manifest = Manifest {
            program: Manifest::PROGRAM.to_owned(),
            format: FORMAT,
            version: batch.version.to_owned(),
            arguments: batch.arguments.to_vec(),
            platform: Platform::this(rayon::current_num_threads()),
            started: timestamp(started),
            seconds: clock.elapsed().as_secs_f64(),
            settings: batch.settings(),
            inputs: inputs(batch.jobs),
            scenarios: entries,
            outputs,
        };
        let json = manifest.to_json().map_err(io::Error::from).map_err(at(Manifest::FILE))?;
        write(&folder.join(Manifest::FILE), json.as_bytes()).map_err(at(Manifest::FILE))?;
        claim.publish()?;
        counts.is_published = true;
        Ok(counts)
    }
}

/// Every file that was read, once, in the order of the scenarios.
fn inputs(jobs: &[Job]) -> Vec<InputFile> {
    let mut seen = BTreeSet::new();
    jobs.iter().flat_map(|job| &job.inputs).filter(|input| seen.insert(&input.path)).cloned().collect()
}

/// The entry of a file that cannot be run: its first error.
fn invalid_entry(invalid: &Invalid, in_shard: bool) -> ScenarioEntry {
    ScenarioEntry {
        name: invalid.name.clone(),
        fingerprint: String::new(),
        status: Status::Invalid,
        message: invalid.message(),
        variants: vec![VariantEntry { name: BASELINE.to_owned(), replicates: None, stop_reason: None }],
        promises: Vec::new(),
        files: Vec::new(),
        part: in_shard.then(|| Part { file: invalid.file.clone(), ..Part::default() }),
    }
}

/// Scenarios in their order, then the files that cannot be run.
fn index_rows<'a>(batch: Batch<'a>, entries: &'a [ScenarioEntry]) -> impl Iterator<Item = IndexRow<'a>> {
    let run = batch.jobs.iter().map(|job| job.file.as_deref());
    let files = run.chain(batch.invalid.iter().map(|invalid| invalid.file.as_deref()));
    files.zip(entries).flat_map(|(file, entry)| {
        entry.variants.iter().map(move |variant| IndexRow {
            scenario: &entry.name,
            variant: &variant.name,
            file,
            status: entry.status,
            replicates: variant.replicates,
            stop_reason: variant.stop_reason.as_deref(),
            fingerprint: &entry.fingerprint,
            message: entry.message.as_deref(),
        })
    })
}

/// The file of a table with its header.
fn started<R: Row>(out: Out, batch: Batch<'_>) -> Result<Out, BatchError> {
    TableWriter::<_, R>::new(out, batch.dialect).and_then(TableWriter::finish).map_err(BatchError::write(R::TABLE.file))
}
