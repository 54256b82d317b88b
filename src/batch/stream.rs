use std::io::Write;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use super::error::BatchError;
use super::order::in_order;
use super::run::Watch;
use super::simulate::{Stop, summarize};
use super::work::{Batch, Counts};
use crate::ensemble::Control;
use crate::report::tables::{Status, SummaryRow};
use crate::report::{Promise, TableWriter};

/// Runs a batch and writes `summary.csv` to `out`, scenario by scenario; nothing else is written.
///
/// # Errors
/// When `cancel` is set or `out` cannot be written.
pub fn stream_summary(
    batch: &Batch<'_>,
    out: &mut dyn Write,
    cancel: &AtomicBool,
    watch: &dyn Watch,
) -> Result<Counts, BatchError> {
    let failed = || BatchError::write("standard output");
    TableWriter::<_, SummaryRow>::new(&mut *out, batch.dialect).and_then(TableWriter::finish).map_err(failed())?;
    let progress = |count| watch.replicates(count);
    let control = Control { cancel, progress: &progress };
    let mut counts = Counts { is_published: true, ..Counts::default() };
    let mut stop = None;
    in_order(
        batch.jobs,
        |job| summarize(job, batch.dialect, &control),
        |result| {
            let written = result.and_then(|finished| {
                out.write_all(&finished.summary).and_then(|()| out.flush()).map_err(failed()).map_err(Stop::Write)?;
                Ok(finished)
            });
            match written {
                Ok(finished) => {
                    watch.finished(&finished);
                    let is_failed = finished.entry.status == Status::Failed;
                    counts.failed += usize::from(is_failed);
                    counts.complete += usize::from(!is_failed);
                    counts.broken += usize::from(!finished.entry.promises.iter().all(Promise::is_kept));
                    if is_failed && batch.fail_fast { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                }
                Err(reason) => {
                    stop = Some(reason);
                    ControlFlow::Break(())
                }
            }
        },
    );
    counts.missing = batch.jobs.len() - counts.failed - counts.complete;
    match stop {
        None => Ok(counts),
        Some(Stop::Cancelled) => Err(BatchError::Interrupted { complete: counts.complete, kept: None }),
        Some(Stop::Write(error)) => Err(error),
    }
}
