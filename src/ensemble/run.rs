use super::{Control, Ensemble, EnsembleError, Observer, Plan, Simulate};

/// Draws the replicates of `plan` for every model, baseline first, on the rayon pool of the caller
/// (`pool.install(|| run(..))` for a given number of threads).
///
/// # Errors
/// A replicate that fails, a cancellation, an observer that fails, or a request that does not fit in memory.
pub fn run<M: Simulate>(
    _models: &[M],
    _plan: &Plan,
    _observers: &mut [&mut dyn Observer],
    _control: &Control<'_>,
) -> Result<Ensemble, EnsembleError<M::Error>> {
    Err(EnsembleError::Cancelled)
}
