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
    run_on(models, plan, None, observers, &mut NoKeeper, control)
}

/// Is shown the sums of a long run now and then, so that one that is killed can go on from them.
#[doc = include_str!("examples/keeper.md")]
pub trait Keeper {
    /// How many replicates to draw before the sums are shown again, from 1.
    fn part(&mut self) -> u64;
    /// Takes the sums of all replicates so far, the first of the plan.
    fn keep(&mut self, sums: &Shard);
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NoKeeper;

impl Keeper for NoKeeper {
    fn part(&mut self) -> u64 {
        u64::MAX
    }

    fn keep(&mut self, _: &Shard) {}
}

/// The same from the sums of the first replicates of the plan on, which were drawn before; observers see the others. Sums of
/// anything else are left aside. However it was interrupted, the sums are those of one run.
///
/// # Errors
/// As [`run`].
pub(crate) fn run_on<M: Simulate>(
    models: &[M],
    plan: &Plan,
    from: Option<Shard>,
    observers: &mut [&mut dyn Observer],
    keeper: &mut dyn Keeper,
    control: &Control<'_>,
) -> Result<Shard, EnsembleError<M::Error>> {
    let shape = Shape::of(models);
    let threads = memory::threads(&shape, plan, rayon::current_num_threads())?;
    let mut workers = Workers::new(models, &shape, plan.seed, threads);
    let first = plan.replicates.start;
    let begun = from.filter(|from| from.begins(plan, models));
    let mut shard = begun.unwrap_or_else(|| {
        Shard::new(plan.seed, first..first, StopReason::Fixed, shape.clone(), Gathered::new(&shape))
    });
    let mut next = first + shard.drawn();
    let mut end = if models.is_empty() { first } else { plan.replicates.end };
    // The looks before were not enough.
    while next > end {
        end = plan.next_look(end);
    }
    let stop_reason = loop {
        while next < end {
            let mut part = next..end.min(next.saturating_add(keeper.part().max(1)));
            next = part.end;
            while part.start < part.end {
                workers.draw(&mut part, shard.sums(), observers, control)?;
            }
            shard.reach(first, next);
            keeper.keep(&shard);
        }
        let done = next - first;
        match &plan.precision {
            None => break StopReason::Fixed,
            Some(precision) if shard.sums().is_precise(precision, models) => break StopReason::Precise,
            Some(precision) if done == 0 || done >= precision.max_replicates => break StopReason::MaxReplicates,
            Some(_) => end = plan.next_look(end),
        }
    };
    shard.stop(stop_reason);
    Ok(shard)
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
