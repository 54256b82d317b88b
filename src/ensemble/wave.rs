use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::columns::{Columns, ROWS};
use super::{Control, EnsembleError, Observer, Simulate};
use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::vocabulary::Metric;

/// How many rows each thread draws between two merges: enough that waiting for each other at the two ends weighs little.
const ROWS_PER_THREAD: usize = 16_384;
/// The same for all models together, where there are many: about 20 MB.
const MODEL_ROWS_PER_THREAD: usize = 1 << 16;

/// Some consecutive replicates, drawn by all threads, each into the columns of its own chunks.
pub(super) struct Wave<'m, M: Simulate> {
    models: &'m [M],
    seed: u64,
    /// One set for each thread, baseline first. Each is made by a thread that draws: memory that one thread asks for lies
    /// apart from another's, so that no line of the cache is written by both.
    scratch: Vec<Option<Vec<M::Scratch>>>,
    chunks: Vec<Chunk<M::Error>>,
}

/// Some consecutive replicates, drawn by one thread.
pub(super) struct Chunk<E> {
    first: u64,
    /// How many rows are filled.
    pub(super) rows: usize,
    /// One for each model.
    pub(super) models: Vec<Columns>,
    /// By model: rows in which more people were let down than there was room for.
    pub(super) cut: Vec<u64>,
    /// The replicate and the model that failed; those before are complete.
    failure: Option<(u64, usize, E)>,
}

impl<'m, M: Simulate> Wave<'m, M> {
    pub(super) fn new(models: &'m [M], seed: u64) -> Self {
        let threads = rayon::current_num_threads().max(1);
        Self { models, seed, scratch: (0..threads).map(|_| None).collect(), chunks: Vec::new() }
    }

    /// Draws replicates from the start of `range`, as many as a wave takes, and returns their chunks in order.
    pub(super) fn draw(
        &mut self,
        range: &mut Range<u64>,
        control: &Control<'_>,
    ) -> Result<&[Chunk<M::Error>], EnsembleError<M::Error>> {
        let many = self.plan(range);
        let failed = AtomicUsize::new(usize::MAX);
        let waiting = Mutex::new(self.chunks[..many].iter_mut().enumerate());
        let (models, seed) = (self.models, self.seed);
        self.scratch.par_iter_mut().with_max_len(1).for_each(|scratch| {
            let scratch = scratch.get_or_insert_with(|| models.iter().map(M::scratch).collect());
            // Chunks are handed out in order, so all before a failing one have been begun and will be completed.
            let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            while let Some((place, chunk)) = next() {
                let going = || !control.cancel.load(Ordering::Relaxed) && failed.load(Ordering::Relaxed) > place;
                chunk.draw(models, seed, scratch, going);
                if chunk.failure.is_some() {
                    failed.fetch_min(place, Ordering::Relaxed);
                }
                (control.progress)(chunk.rows as u64);
            }
        });
        let failure = self.chunks[..many].iter_mut().find_map(|chunk| chunk.failure.take());
        if let Some((replicate, model, source)) = failure {
            return Err(EnsembleError::Replicate { replicate, model, source });
        }
        if control.cancel.load(Ordering::Relaxed) {
            return Err(EnsembleError::Cancelled);
        }
        Ok(&self.chunks[..many])
    }

    /// Cuts a wave off the start of `range` and spreads it over chunks; returns their number.
    fn plan(&mut self, range: &mut Range<u64>) -> usize {
        let threads = self.scratch.len();
        let most = threads * (MODEL_ROWS_PER_THREAD / self.models.len().max(1)).clamp(4 * ROWS, ROWS_PER_THREAD);
        let rows = usize::try_from(range.end - range.start).unwrap_or(usize::MAX).min(most);
        let size = (rows / (4 * threads)).clamp(1, ROWS);
        let many = rows.div_ceil(size);
        while self.chunks.len() < many {
            self.chunks.push(Chunk::new(self.models));
        }
        for (place, chunk) in self.chunks[..many].iter_mut().enumerate() {
            chunk.first = range.start + (place * size) as u64;
            chunk.rows = size.min(rows - place * size);
        }
        range.start += rows as u64;
        many
    }
}

impl<E> Chunk<E> {
    fn new<M: Simulate>(models: &[M]) -> Self {
        let counted = |model: &M| Metric::all().filter(|&metric| metric.is_count() && model.defines(metric)).collect();
        let cut = vec![0; models.len()];
        let models = models.iter().map(|model| Columns::new(counted(model))).collect();
        Self { first: 0, rows: 0, models, cut, failure: None }
    }

    /// Draws the rows of this chunk, as long as `going`.
    fn draw<M: Simulate<Error = E>>(
        &mut self,
        models: &[M],
        seed: u64,
        scratch: &mut [M::Scratch],
        going: impl Fn() -> bool,
    ) {
        self.models.iter_mut().for_each(|columns| columns.start(self.first));
        self.cut.fill(0);
        let (Some((baseline, variants)), Some((own, others))) = (models.split_first(), scratch.split_first_mut())
        else {
            return;
        };
        for row in 0..self.rows {
            let replicate = self.first + row as u64;
            if !going() {
                self.rows = row;
                return;
            }
            let key = ReplicateKey { seed, replicate };
            let mut failed = baseline.replicate(key, None, own).err().map(|error| (replicate, 0, error));
            self.models[0].write(row, M::tally(own));
            self.cut[0] += u64::from(M::was_cut(own));
            for (place, (variant, scratch)) in variants.iter().zip(others.iter_mut()).enumerate() {
                if failed.is_none() {
                    let result = variant.replicate(key, Some((baseline, &*own)), scratch);
                    failed = result.err().map(|error| (replicate, place + 1, error));
                    self.models[place + 1].write(row, M::tally(scratch));
                    self.cut[place + 1] += u64::from(M::was_cut(scratch));
                }
            }
            if failed.is_some() {
                self.failure = failed;
                self.rows = row;
                return;
            }
        }
    }

    /// Shows every row to the observers; `row` is room for the tallies of one.
    pub(super) fn show(&self, observers: &mut [&mut dyn Observer], row: &mut Vec<Tally>) -> std::io::Result<()> {
        if observers.is_empty() {
            return Ok(());
        }
        row.resize_with(self.models.len(), Tally::default);
        for place in 0..self.rows {
            for (columns, tally) in self.models.iter().zip(row.iter_mut()) {
                columns.read(place, tally);
            }
            for observer in observers.iter_mut() {
                observer.replicate(self.first + place as u64, row)?;
            }
        }
        Ok(())
    }
}
