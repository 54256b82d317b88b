use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::columns::{MOST_GENERATIONS, ROWS};
use super::error::EnsembleError;
use super::gather::Gathered;
use super::plan::{Control, Observer};
use super::rows::Rows;
use super::shape::Shape;
use super::simulate::Simulate;
use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::sync::{lock, unlocked};

/// The most replicates that a thread takes at once.
const TAKEN: u64 = 1_024;
/// The fewest that one of several threads takes while more are left, where a replicate is quick: so many are added up in
/// little more time than one.
const FEWEST: u64 = 16;
/// The replicates of all models between two meetings of the threads where observers wait for rows, which are kept in full:
/// about 20 MB for each thread.
const KEPT: u64 = 1 << 14;
const _: () = assert!(TAKEN.is_multiple_of(ROWS as u64));

/// All threads, each with what it needs to draw replicates and add them up on its own.
pub(super) struct Workers<'m, M: Simulate> {
    models: &'m [M],
    shape: &'m Shape,
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

/// What the threads share while they draw.
struct Pass<'a, M: Simulate> {
    models: &'a [M],
    seed: u64,
    control: &'a Control<'a>,
    threads: u64,
    /// How many a thread takes at least, if there are so many.
    fewest: u64,
    left: Mutex<Range<u64>>,
    /// The lowest replicate that failed, for a look without waiting.
    failed: AtomicU64,
    /// The same with its model and the reason; no reason where it only went on for too many generations.
    failure: Mutex<Option<Failure<M>>>,
    /// The rows for the observers, and room for more; `None` without observers.
    kept: Option<Mutex<Kept<'a>>>,
}

type Failure<M> = (u64, usize, Option<<M as Simulate>::Error>);

struct Kept<'a> {
    rows: Vec<Rows>,
    spare: &'a mut Vec<Rows>,
}

impl<'m, M: Simulate> Workers<'m, M> {
    pub(super) fn new(models: &'m [M], shape: &'m Shape, seed: u64, threads: usize) -> Self {
        Self { models, shape, seed, by_thread: (0..threads).map(|_| None).collect(), spare: Vec::new() }
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
        let most = (threads * (4 * KEPT / models).min(KEPT)).max(4 * threads * TAKEN);
        let most = if observers.is_empty() { u64::MAX } else { most };
        let now = range.start..range.end.min(range.start.saturating_add(most));
        let fewest = match threads {
            // Nobody waits for the end.
            1 => TAKEN,
            _ if self.models.iter().all(M::is_quick) => FEWEST,
            _ => 1,
        };
        let pass = Pass {
            models: self.models,
            seed: self.seed,
            control,
            threads,
            fewest,
            left: Mutex::new(now.clone()),
            failed: AtomicU64::new(u64::MAX),
            failure: Mutex::new(None),
            kept: (!observers.is_empty()).then(|| Mutex::new(Kept { rows: Vec::new(), spare: &mut self.spare })),
        };
        self.by_thread.par_iter_mut().with_max_len(1).for_each(|worker| {
            worker.get_or_insert_with(|| Worker::new(pass.models, self.shape)).work(&pass);
        });
        if let Some((replicate, model, failure)) = unlocked(pass.failure) {
            return Err(match failure {
                Some(source) => EnsembleError::Replicate { replicate, model, source },
                None => EnsembleError::Generations { replicate, model, limit: MOST_GENERATIONS },
            });
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
        range.start = now.end;
        Ok(())
    }
}

impl<M: Simulate> Worker<M> {
    fn new(models: &[M], shape: &Shape) -> Self {
        let scratch = models.iter().map(M::scratch).collect();
        Self { scratch, rows: Rows::new(models), sums: Gathered::new(shape) }
    }

    /// Takes replicates until none are left.
    fn work(&mut self, pass: &Pass<'_, M>) {
        while let Some(mut taken) = pass.take() {
            while !taken.is_empty() && pass.goes_on(taken.start) {
                let end = taken.end.min(taken.start + ROWS as u64);
                self.draw(taken.start..end, pass);
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

impl<M: Simulate> Worker<M> {
    /// Draws replicates, at most [`ROWS`], as long as the pass goes on.
    fn draw(&mut self, replicates: Range<u64>, pass: &Pass<'_, M>) {
        self.rows.start(replicates.start);
        let (Some((baseline, variants)), Some((own, others))) =
            (pass.models.split_first(), self.scratch.split_first_mut())
        else {
            return;
        };
        for replicate in replicates {
            if !pass.goes_on(replicate) {
                return;
            }
            let key = ReplicateKey { seed: pass.seed, replicate };
            if let Err(error) = kept(baseline.replicate(key, None, own), || M::tally(own)) {
                return pass.fail(replicate, 0, error);
            }
            self.rows.write::<M>(0, own);
            for (place, (variant, scratch)) in (1..).zip(variants.iter().zip(others.iter_mut())) {
                let drawn = variant.replicate(key, Some((baseline, &*own)), scratch);
                if let Err(error) = kept(drawn, || M::tally(scratch)) {
                    return pass.fail(replicate, place, error);
                }
                self.rows.write::<M>(place, scratch);
            }
            self.rows.many += 1;
        }
    }
}

/// A replicate whose generations can be kept.
fn kept<'a, E>(drawn: Result<(), E>, tally: impl FnOnce() -> &'a Tally) -> Result<(), Option<E>> {
    drawn.map_err(Some)?;
    let fits = tally().generations.iter().all(|generations| generations.len() <= MOST_GENERATIONS);
    if fits { Ok(()) } else { Err(None) }
}

impl<M: Simulate> Pass<'_, M> {
    /// The next replicates: fewer towards the end, so that all threads end together. They are handed out in
    /// order, so all before a failing one were begun and will be completed.
    fn take(&self) -> Option<Range<u64>> {
        let mut left = lock(&self.left);
        let many = ((left.end - left.start) / (4 * self.threads)).clamp(self.fewest, TAKEN);
        let taken = left.start..(left.start + many).min(left.end);
        left.start = taken.end;
        (!taken.is_empty()).then_some(taken)
    }

    fn goes_on(&self, replicate: u64) -> bool {
        !self.control.cancel.load(Ordering::Relaxed) && self.failed.load(Ordering::Relaxed) > replicate
    }

    fn fail(&self, replicate: u64, model: usize, error: Option<M::Error>) {
        let mut failure = lock(&self.failure);
        if failure.as_ref().is_none_or(|&(lowest, ..)| replicate < lowest) {
            *failure = Some((replicate, model, error));
            self.failed.store(replicate, Ordering::Relaxed);
        }
    }
}
