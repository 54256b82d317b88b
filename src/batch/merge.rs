use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::claim::Claim;
use super::draw::{Drawn, Failure, header_bytes, promises};
use super::error::BatchError;
use super::folder::{Files, Folder, SUMS_FILE};
use super::load::Job;
use super::previous::Previous;
use super::run::{Watch, run_with};
use super::sharding::part_of;
use super::shards::{Piece, Shards};
use super::simulate::{Finished, Stop, failed, produce, with_scenario};
use super::standing::{Standing, below, inspect};
use super::work::{Batch, Counts};
use crate::ensemble::{Control, Shard};
use crate::experiment::{AtLeastCounts, Experiment};
use crate::report::tables::{REPLICATES, ReplicatesWriter, Status};
use crate::report::{Digesting, PartRange, ShardBy};
use crate::text;
use crate::vocabulary::{Say, Text, system_reason};

/// Merges shards into the place of `claim`: the files are those of one run of all their replicates and scenarios.
///
/// # Errors
/// As [`super::run()`].
pub fn merge(
    shards: &Shards,
    batch: &Batch<'_>,
    claim: Claim,
    cancel: &AtomicBool,
    watch: &dyn Watch,
) -> Result<Counts, BatchError> {
    let whole = WholeScenarios::of(shards);
    run_with(batch, claim, cancel, watch, |job, files, control| {
        let pieces = shards.pieces.get(&job.place).map_or(&[][..], Vec::as_slice);
        match shards.by() {
            ShardBy::Scenarios => whole.take(shards, job, pieces, files),
            ShardBy::Replicates => assemble(shards, job, pieces, files, control),
        }
    })
}

/// The directories of shards that have whole scenarios: these are copied.
struct WholeScenarios {
    /// By directory; `None` where it cannot be read any more.
    folders: Vec<Option<Previous>>,
}

impl WholeScenarios {
    fn of(shards: &Shards) -> Self {
        let whole = shards.by() == ShardBy::Scenarios;
        let open = |path: &Path| match inspect(path) {
            Ok(Standing::Ours(ours)) => Some(Previous::of_results(path, *ours)),
            _ => None,
        };
        let folders = shards.folders().iter().filter(|_| whole).map(|found| open(&found.path)).collect();
        Self { folders }
    }

    fn take(&self, shards: &Shards, job: &Job, pieces: &[Piece], files: Files<'_>) -> Result<Finished, Stop> {
        let Some(piece) = pieces.first() else { return Ok(failed(&job.scenario, Text::default())) };
        let part = files.shard.map(|_| piece.part.clone());
        if piece.status == Status::Failed {
            let failed = failed(&job.scenario, Text::same(piece.message.clone().unwrap_or_default()));
            return match part {
                Some(part) => with_scenario(failed, &job.scenario, part, files).map_err(Stop::Write),
                None => Ok(failed),
            };
        }
        let taken = self.folders.get(piece.folder).and_then(Option::as_ref);
        let taken = taken.and_then(|folder| folder.copy_whole(job, files.staging));
        let mut finished = taken.ok_or_else(|| {
            let path = below(shards.folder(piece), &job.scenario.name);
            Stop::Write(BatchError::read(path)(io::Error::other(text!(
                "its files were changed",
                "ses fichiers ont été changés"
            ))))
        })?;
        finished.entry.part = part;
        finished.is_reused = false;
        Ok(finished)
    }
}

/// Puts the pieces of a scenario together and writes its folder.
fn assemble(
    shards: &Shards,
    job: &Job,
    pieces: &[Piece],
    files: Files<'_>,
    control: &Control<'_>,
) -> Result<Finished, Stop> {
    let part = files.shard.map(|shard| part_of(job, shard));
    produce(job, files, part, control, |folder| {
        // What a run would have come upon first.
        let first = |piece: &&Piece| piece.part.replicates.first().map(|range| range.first);
        if let Some(failed) = pieces.iter().filter(|piece| piece.status == Status::Failed).min_by_key(first) {
            return Err(Failure::Scenario(Text::same(failed.message.clone().unwrap_or_default())));
        }
        let experiment = job.experiment_until(control.cancel)?;
        let sums = sums(shards, job, &experiment, pieces, control)?;
        let mut counts = AtLeastCounts::new(&experiment, &job.scenario.expectations);
        if let Some(counts) = &mut counts {
            for piece in pieces {
                counts.add(&piece.part.at_least);
            }
        }
        let ranges = if folder.files.raw { replicates(shards, job, &experiment, pieces, folder)? } else { Vec::new() };
        let of_run = |error| Failure::of_run(error, &folder.path);
        let Some(shard) = files.shard else {
            let results = experiment.finish(sums).map_err(of_run)?;
            let promises = promises(&job.scenario, &results, counts.as_ref());
            return Ok(Drawn { results, promises, sums: None, part: None, begun: 0 });
        };
        let mut part = part_of(job, shard);
        part.at_least = counts.map(|counts| counts.counts()).unwrap_or_default();
        for range in &mut part.replicates {
            let inside = ranges.iter().filter(|own| own.first >= range.first && own.end <= range.end);
            range.bytes = inside.map(|own| own.bytes).sum();
        }
        let bytes = sums.to_bytes();
        let results = experiment.finish_part(sums).map_err(of_run)?;
        Ok(Drawn { results, promises: Vec::new(), sums: Some(bytes), part: Some(part), begun: 0 })
    })
}

/// The sums of all pieces. No more than two are in memory at a time.
fn sums(
    shards: &Shards,
    job: &Job,
    experiment: &Experiment,
    pieces: &[Piece],
    control: &Control<'_>,
) -> Result<Shard, Failure> {
    let mut all: Option<Shard> = None;
    for piece in pieces.iter().filter(|piece| !piece.part.replicates.is_empty()) {
        if control.cancel.load(Ordering::Relaxed) {
            return Err(Failure::Cancelled);
        }
        let path = below(&below(shards.folder(piece), &job.scenario.name), SUMS_FILE);
        let damaged = |error: Text| Failure::Scenario(error.of(&path.to_string_lossy()));
        let bytes = fs::read(&path).map_err(|error| damaged(system_reason(&error)))?;
        let shard = Shard::from_bytes(&bytes).map_err(|error| damaged(error.text()))?;
        let bounds = shard.replicates().iter().map(|range| (range.start, range.end));
        if !experiment.has(&shard) || !bounds.eq(piece.part.replicates.iter().map(|range| (range.first, range.end))) {
            return Err(damaged(text!("these are the sums of something else", "ce sont les sommes d'autre chose")));
        }
        let drawn = piece.part.replicates.iter().map(|range| range.end - range.first).sum();
        match &mut all {
            None => all = Some(shard),
            Some(all) => all.merge(shard).map_err(|error| damaged(error.text()))?,
        }
        (control.progress)(drawn);
    }
    all.ok_or_else(|| Failure::Scenario(text!("no shard has a replicate", "aucune partie n'a de réplication")))
}

/// Writes `replicates.csv` from the tables of all pieces, in the order of the replicates; what it has of each range.
fn replicates(
    shards: &Shards,
    job: &Job,
    experiment: &Experiment,
    pieces: &[Piece],
    folder: &mut Folder<'_>,
) -> Result<Vec<PartRange>, Failure> {
    let to = folder.path.join(REPLICATES.file);
    let at = || BatchError::write(to.clone());
    let (name, currency) = (&job.scenario.name, &job.scenario.currency);
    let out = Digesting::new(BufWriter::with_capacity(1 << 18, File::create(&to).map_err(at())?));
    let header = ReplicatesWriter::new(out, folder.files.dialect, name, currency, experiment);
    let mut out = header.and_then(ReplicatesWriter::finish).map_err(at())?;

    let mut rows: Vec<(PartRange, usize, u64)> = Vec::new();
    for (place, piece) in pieces.iter().enumerate().filter(|(_, piece)| !piece.part.replicates.is_empty()) {
        let path = table(shards, job, piece);
        let mut offset = header_bytes(&path).map_err(BatchError::read(path))?;
        for range in &piece.part.replicates {
            rows.push((*range, place, offset));
            offset += range.bytes;
        }
    }
    rows.sort_unstable_by_key(|(range, ..)| range.first);
    for (range, place, offset) in &rows {
        let path = table(shards, job, &pieces[*place]);
        copy((&path, *offset, range.bytes), (&to, &mut out))?;
    }
    let (_, digest) = out.finish().map_err(at())?;
    folder.note(REPLICATES.file, digest);
    Ok(rows.into_iter().map(|(range, ..)| range).collect())
}

fn table(shards: &Shards, job: &Job, piece: &Piece) -> std::path::PathBuf {
    below(&below(shards.folder(piece), &job.scenario.name), REPLICATES.file)
}

/// Copies `bytes` bytes of a file from `offset` on; says which of the two files is at fault.
fn copy((from, offset, bytes): (&Path, u64, u64), (to, out): (&Path, &mut impl Write)) -> Result<(), BatchError> {
    let opened = File::open(from).and_then(|mut file| file.seek(SeekFrom::Start(offset)).map(|_| file));
    let mut file = opened.map_err(BatchError::read(from))?;
    let mut buffer = vec![0; bytes.min(1 << 18) as usize];
    let mut left = bytes;
    while left > 0 {
        let part = &mut buffer[..left.min(1 << 18) as usize];
        file.read_exact(part).map_err(BatchError::read(from))?;
        out.write_all(part).map_err(BatchError::write(to))?;
        left -= part.len() as u64;
    }
    Ok(())
}
