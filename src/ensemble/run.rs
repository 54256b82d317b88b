use super::gather::Gathered;
use super::worker::Workers;
use super::{Control, Ensemble, EnsembleError, Observer, Plan, Simulate, StopReason, memory};

/// Draws the replicates of `plan` for every model, baseline first, on the rayon pool of the caller
/// (`pool.install(|| run(..))` for a given number of threads).
///
/// Replicate r is the same whatever the range it is part of. Without models, or without replicates, the ensemble is
/// empty.
///
/// # Errors
/// A replicate that fails, a cancellation, an observer that fails, or a request that does not fit in memory.
pub fn run<M: Simulate>(
    models: &[M],
    plan: &Plan,
    observers: &mut [&mut dyn Observer],
    control: &Control<'_>,
) -> Result<Ensemble, EnsembleError<M::Error>> {
    memory::check(models, plan)?;
    let mut workers = Workers::new(models, plan.seed);
    let mut gathered = Gathered::new(models);
    let mut step = plan.replicates.clone();
    if models.is_empty() {
        step.end = step.start;
    }
    let stop_reason = loop {
        while step.start < step.end {
            workers.draw(&mut step, &mut gathered, observers, control)?;
        }
        let done = gathered.replicates();
        match &plan.precision {
            None => break StopReason::Fixed,
            Some(precision) if gathered.is_precise(precision) => break StopReason::Precise,
            Some(precision) if done == 0 || done >= precision.max_replicates => break StopReason::MaxReplicates,
            Some(precision) => step.end = step.start.saturating_add(done.min(precision.max_replicates - done)),
        }
    };
    let replicates = gathered.replicates();
    let (models, comparisons) = gathered.finish();
    Ok(Ensemble { replicates, stop_reason, models, comparisons })
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
