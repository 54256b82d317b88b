use super::error::EnsembleError;
use super::gather::Gathered;
use super::memory;
use super::plan::{Control, Observer, Plan, StopReason};
use super::shape::Shape;
use super::shard::Shard;
use super::simulate::Simulate;
use super::summary::Ensemble;
use super::worker::Workers;

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
    Ok(run_shard(models, plan, observers, control)?.finish())
}

/// The same, with the sums as they are kept: to be written, read, merged with those of other replicates and summed up by
/// [`Shard::finish`].
///
/// # Errors
/// As [`run`].
pub fn run_shard<M: Simulate>(
    models: &[M],
    plan: &Plan,
    observers: &mut [&mut dyn Observer],
    control: &Control<'_>,
) -> Result<Shard, EnsembleError<M::Error>> {
    let shape = Shape::of(models);
    let threads = memory::threads(&shape, plan, rayon::current_num_threads())?;
    let mut workers = Workers::new(models, &shape, plan.seed, threads);
    let mut gathered = Gathered::new(&shape);
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
            Some(precision) if gathered.is_precise(precision, models) => break StopReason::Precise,
            Some(precision) if done == 0 || done >= precision.max_replicates => break StopReason::MaxReplicates,
            Some(precision) => step.end = step.start.saturating_add(done.min(precision.max_replicates - done)),
        }
    };
    drop(workers);
    let drawn = plan.replicates.start..plan.replicates.start + gathered.replicates();
    Ok(Shard::new(plan.seed, drawn, stop_reason, shape, gathered))
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
