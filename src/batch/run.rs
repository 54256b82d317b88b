use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::book::Book;
use super::claim::Claim;
use super::error::BatchError;
use super::load::Job;
use super::order::in_order;
use super::simulate::{Files, Finished, Stop, simulate};
use crate::ensemble::Control;
use crate::report::{Dialect, Settings};
use crate::vocabulary::Language;

/// What to run, and how it is written.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The scenarios.
    pub jobs: &'a [Job],
    /// How the tables are spelled.
    pub dialect: Dialect,
    /// Whether every replicate is written.
    pub raw: bool,
    /// The language in which the figures that fit are drawn, if they are.
    pub figures: Option<Language>,
    /// Whether the first failure ends the batch.
    pub fail_fast: bool,
    /// The version of the program.
    pub version: &'a str,
    /// The command line, for `run.json`.
    pub arguments: &'a [String],
}

impl Batch<'_> {
    /// What shapes the files beside the scenarios.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            csv_dialect: self.dialect.name().to_owned(),
            raw: self.raw,
            figures: self.figures.map(|language| language.code().to_owned()),
        }
    }

    /// Where and how the files of the scenarios are written.
    pub(super) fn files<'f>(&self, staging: &'f Path) -> Files<'f> {
        Files { staging, dialect: self.dialect, raw: self.raw, figures: self.figures }
    }
}

/// Follows a batch; called from any thread.
pub trait Watch: Sync {
    /// So many more replicates are done.
    fn replicates(&self, count: u64);
    /// A scenario is done; called in the order of the scenarios.
    fn finished(&self, finished: &Finished);
}

/// What became of the scenarios of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Complete, those taken over included.
    pub complete: usize,
    /// Taken over from an earlier run.
    pub reused: usize,
    /// Failed.
    pub failed: usize,
    /// Complete, with a promise that is not kept.
    pub broken: usize,
    /// Not run, after a failure under `fail_fast`.
    pub missing: usize,
    /// Whether the results were put in place: not where nothing is complete and results stand there already.
    pub is_published: bool,
}

/// Runs a batch on the rayon pool of the caller and puts the results in the place of `claim`.
///
/// A scenario that fails does not stop the others, unless [`Batch::fail_fast`] says so.
///
/// # Errors
/// When `cancel` is set or a file cannot be written; what stood in the place stands there still.
pub fn run(batch: &Batch<'_>, claim: Claim, cancel: &AtomicBool, watch: &dyn Watch) -> Result<Counts, BatchError> {
    let mut book = Book::open(*batch, claim.folder())?;
    let settings = batch.settings();
    let files = batch.files(claim.folder());
    let progress = |count| watch.replicates(count);
    let control = Control { cancel, progress: &progress };
    let mut stop = None;
    let work = |job: &Job| {
        let reused = claim.previous.iter().find_map(|run| run.take(job, batch.version, &settings, files.staging));
        reused.map_or_else(|| simulate(job, files, &control), Ok)
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
            let is_worth_keeping = book.complete() > 0;
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
            let kept = (complete > 0).then(|| claim.keep());
            Err(BatchError::Interrupted { complete, kept })
        }
    }
}
