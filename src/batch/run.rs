use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::book::Book;
use super::claim::Claim;
use super::error::BatchError;
use super::folder::Files;
use super::load::Job;
use super::order::in_order;
use super::parts::Parts;
use super::simulate::{Finished, Stop, simulate};
use super::work::{Batch, Counts};
use crate::ensemble::Control;

/// Follows a batch; called from any thread.
#[doc = include_str!("examples/results.md")]
pub trait Watch: Sync {
    /// So many more replicates are done.
    fn replicates(&self, count: u64);
    /// A scenario is done; called in the order of the scenarios.
    fn finished(&self, finished: &Finished);
}

/// Runs a batch on the rayon pool of the caller and puts the results in the place of `claim`.
///
/// A scenario that fails does not stop the others, unless [`Batch::fail_fast`] says so.
///
/// # Errors
/// When `cancel` is set or a file cannot be written; what stood in the place stands there still.
pub fn run(batch: &Batch<'_>, claim: Claim, cancel: &AtomicBool, watch: &dyn Watch) -> Result<Counts, BatchError> {
    run_with(batch, claim, cancel, watch, simulate)
}

/// The same with another way to come by the results of a scenario.
pub(super) fn run_with(
    batch: &Batch<'_>,
    claim: Claim,
    cancel: &AtomicBool,
    watch: &dyn Watch,
    produce: impl Fn(&Job, Files<'_>, &Control<'_>) -> Result<Finished, Stop> + Sync,
) -> Result<Counts, BatchError> {
    let mut book = Book::open(*batch, claim.folder())?;
    let settings = batch.settings();
    let left: Vec<PathBuf> = claim.previous.iter().map(|run| run.folder().to_path_buf()).collect();
    let files = Files { left: &left, ..batch.files(claim.folder()) };
    let progress = |count| watch.replicates(count);
    let control = Control { cancel, progress: &progress };
    let mut stop = None;
    let work = |job: &Job| {
        let reused = claim.previous.iter().find_map(|run| run.take(job, batch.version, &settings, files.staging));
        reused.map_or_else(|| produce(job, files, &control), Ok)
    };
    in_order(batch.jobs, work, |result| {
        let entered =
            result.and_then(|finished| book.enter(&finished).map(|flow| (finished, flow)).map_err(Stop::Write));
        match entered {
            Ok((finished, flow)) => {
                watch.finished(&finished);
                flow
            }
            Err(reason) => {
                stop = Some(reason);
                ControlFlow::Break(())
            }
        }
    });
    match stop {
        None => book.close(claim),
        Some(Stop::Write(error)) => {
            let is_worth_keeping = book.complete() > 0 || Parts::are_in(claim.folder());
            drop(book);
            if is_worth_keeping {
                return Err(BatchError::Kept { error: Box::new(error), kept: claim.keep() });
            }
            Err(error)
        }
        Some(Stop::Cancelled) => {
            let complete = book.complete();
            // The journal is closed before its folder goes.
            drop(book);
            let is_worth_keeping = complete > 0 || Parts::are_in(claim.folder());
            let kept = is_worth_keeping.then(|| claim.keep());
            Err(BatchError::Interrupted { complete, kept })
        }
    }
}
