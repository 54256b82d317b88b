use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::columns::{Columns, ROWS};
use super::gather::Gathered;
use super::{Control, EnsembleError, Observer, Simulate};
use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::stats::RealMoments;
use crate::sync::{lock, unlocked};
use crate::vocabulary::Metric;

/// The most replicates that a thread takes at once.
const TAKEN: u64 = RealMoments::BLOCK;
/// The replicates of all models between two meetings of the threads: what they keep in their order until then stays small.
const APART: u64 = 1 << 24;
/// The same where observers wait for rows, which are kept in full: about 20 MB for each thread.
const KEPT: u64 = 1 << 14;
const _: () = assert!(TAKEN.is_multiple_of(ROWS as u64));

/// All threads, each with what it needs to draw replicates and add them up on its own.
pub(super) struct Workers<'m, M: Simulate> {
    models: &'m [M],
    seed: u64,
    /// One for each thread, made by it: memory that one thread asks for lies apart from another's, so that no line of the
    /// cache is written by both.
    by_thread: Vec<Option<Worker<M>>>,
    /// Columns of rows that were shown.
    spare: Vec<Rows>,
}

struct Worker<M: Simulate> {
    /// By model, baseline first.
    scratch: Vec<M::Scratch>,
    rows: Rows,
    sums: Gathered,
}

/// Some consecutive replicates of one block, drawn by one thread.
pub(super) struct Rows {
    first: u64,
    /// How many are filled.
    pub(super) many: usize,
    /// One for each model, baseline first.
    pub(super) models: Vec<Columns>,
    /// By model: rows in which more people were let down than there was room for.
    pub(super) cut: Vec<u64>,
}

/// What the threads share while they draw.
struct Pass<'a, M: Simulate> {
    models: &'a [M],
    seed: u64,
    control: &'a Control<'a>,
    threads: u64,
    left: Mutex<Range<u64>>,
    /// The lowest replicate that failed, for a look without waiting.
    failed: AtomicU64,
    /// The same with its model and the reason.
    failure: Mutex<Option<(u64, usize, M::Error)>>,
    /// The rows for the observers, and room for more; `None` without observers.
    kept: Option<Mutex<Kept<'a>>>,
}

struct Kept<'a> {
    rows: Vec<Rows>,
    spare: &'a mut Vec<Rows>,
}

impl<'m, M: Simulate> Workers<'m, M> {
    pub(super) fn new(models: &'m [M], seed: u64) -> Self {
        let threads = rayon::current_num_threads().max(1);
        Self { models, seed, by_thread: (0..threads).map(|_| None).collect(), spare: Vec::new() }
    }

    /// Draws replicates from the start of `range`, as many as suits, adds them to `sums` and shows them to the observers.
    pub(super) fn draw(
        &mut self,
        range: &mut Range<u64>,
        sums: &mut Gathered,
        observers: &mut [&mut dyn Observer],
        control: &Control<'_>,
    ) -> Result<(), EnsembleError<M::Error>> {
        let (threads, models) = (self.by_thread.len() as u64, self.models.len().max(1) as u64);
        let most = if observers.is_empty() { APART / models } else { threads * (4 * KEPT / models).min(KEPT) };
        let now = range.start..range.end.min(range.start.saturating_add(most.max(4 * threads * TAKEN)));
        let pass = Pass {
            models: self.models,
            seed: self.seed,
            control,
            threads,
            left: Mutex::new(now.clone()),
            failed: AtomicU64::new(u64::MAX),
            failure: Mutex::new(None),
            kept: (!observers.is_empty()).then(|| Mutex::new(Kept { rows: Vec::new(), spare: &mut self.spare })),
        };
        self.by_thread.par_iter_mut().with_max_len(1).for_each(|worker| {
            worker.get_or_insert_with(|| Worker::new(pass.models)).work(&pass);
        });
        if let Some((replicate, model, source)) = unlocked(pass.failure) {
            return Err(EnsembleError::Replicate { replicate, model, source });
        }
        if control.cancel.load(Ordering::Relaxed) {
            return Err(EnsembleError::Cancelled);
        }
        if let Some(kept) = pass.kept {
            let Kept { mut rows, spare } = unlocked(kept);
            rows.sort_unstable_by_key(|rows| rows.first);
            let mut row = Vec::new();
            rows.iter().try_for_each(|rows| rows.show(observers, &mut row)).map_err(EnsembleError::Observer)?;
            spare.append(&mut rows);
        }
        for worker in self.by_thread.iter_mut().flatten() {
            sums.absorb(&mut worker.sums);
        }
        sums.settle(now.end);
        range.start = now.end;
        Ok(())
    }
}

impl<M: Simulate> Worker<M> {
    fn new(models: &[M]) -> Self {
        let scratch = models.iter().map(M::scratch).collect();
        Self { scratch, rows: Rows::new(models), sums: Gathered::new(models) }
    }

    /// Takes replicates until none are left.
    fn work(&mut self, pass: &Pass<'_, M>) {
        while let Some(mut taken) = pass.take() {
            while !taken.is_empty() && pass.goes_on(taken.start) {
                let end = taken.end.min(taken.start + ROWS as u64);
                self.rows.draw(taken.start..end, pass, &mut self.scratch);
                self.sums.extend(&self.rows);
                (pass.control.progress)(self.rows.many as u64);
                if let Some(kept) = &pass.kept {
                    let mut kept = lock(kept);
                    let room = kept.spare.pop().unwrap_or_else(|| Rows::new(pass.models));
                    kept.rows.push(std::mem::replace(&mut self.rows, room));
                }
                taken.start = end;
            }
        }
    }
}

impl<M: Simulate> Pass<'_, M> {
    /// The next replicates, of one block: fewer towards the end, so that all threads end together. They are handed out in
    /// order, so all before a failing one were begun and will be completed.
    fn take(&self) -> Option<Range<u64>> {
        let mut left = lock(&self.left);
        let many = ((left.end - left.start) / (4 * self.threads)).clamp(1, TAKEN);
        let end = (left.start + many).min(left.start.next_multiple_of(TAKEN).max(left.start + 1)).min(left.end);
        let taken = left.start..end;
        left.start = end;
        (!taken.is_empty()).then_some(taken)
    }

    fn goes_on(&self, replicate: u64) -> bool {
        !self.control.cancel.load(Ordering::Relaxed) && self.failed.load(Ordering::Relaxed) > replicate
    }

    fn fail(&self, replicate: u64, model: usize, error: M::Error) {
        let mut failure = lock(&self.failure);
        if failure.as_ref().is_none_or(|&(lowest, ..)| replicate < lowest) {
            *failure = Some((replicate, model, error));
            self.failed.store(replicate, Ordering::Relaxed);
        }
    }
}

impl Rows {
    fn new<M: Simulate>(models: &[M]) -> Self {
        let counted = |model: &M| Metric::all().filter(|&metric| metric.is_count() && model.defines(metric)).collect();
        let columns = models.iter().map(|model| Columns::new(counted(model))).collect();
        Self { first: 0, many: 0, models: columns, cut: vec![0; models.len()] }
    }

    /// Draws replicates, at most [`ROWS`], as long as the pass goes on.
    fn draw<M: Simulate>(&mut self, replicates: Range<u64>, pass: &Pass<'_, M>, scratch: &mut [M::Scratch]) {
        (self.first, self.many) = (replicates.start, 0);
        self.models.iter_mut().for_each(|columns| columns.start(self.first));
        self.cut.fill(0);
        let (Some((baseline, variants)), Some((own, others))) = (pass.models.split_first(), scratch.split_first_mut())
        else {
            return;
        };
        for replicate in replicates {
            if !pass.goes_on(replicate) {
                return;
            }
            let (row, key) = (self.many, ReplicateKey { seed: pass.seed, replicate });
            if let Err(error) = baseline.replicate(key, None, own) {
                return pass.fail(replicate, 0, error);
            }
            self.models[0].write(row, M::tally(own));
            self.cut[0] += u64::from(M::was_cut(own));
            for (place, (variant, scratch)) in (1..).zip(variants.iter().zip(others.iter_mut())) {
                if let Err(error) = variant.replicate(key, Some((baseline, &*own)), scratch) {
                    return pass.fail(replicate, place, error);
                }
                self.models[place].write(row, M::tally(scratch));
                self.cut[place] += u64::from(M::was_cut(scratch));
            }
            self.many += 1;
        }
    }

    /// Shows every row to the observers; `row` is room for the tallies of one.
    fn show(&self, observers: &mut [&mut dyn Observer], row: &mut Vec<Tally>) -> std::io::Result<()> {
        row.resize_with(self.models.len(), Tally::default);
        for place in 0..self.many {
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
