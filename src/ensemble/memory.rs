use super::gather::defines;
use super::graphs::GRAPH_BYTES;
use super::{EnsembleError, Plan, Simulate};
use crate::stats::Bounds;
use crate::vocabulary::Metric;

/// What the summaries of one ensemble may take, in bytes. What models and networks take is not part of it.
pub const MEMORY_LIMIT: u64 = 8 << 30;

/// The generations that are counted before any is known, for each valence.
const LIKELY_GENERATIONS: u64 = 4;

/// Refuses a request whose values would not fit.
pub(super) fn check<M: Simulate>(models: &[M], plan: &Plan) -> Result<(), EnsembleError<M::Error>> {
    let estimate = estimate(models, plan);
    if estimate > MEMORY_LIMIT {
        return Err(EnsembleError::TooLarge { estimate, limit: MEMORY_LIMIT });
    }
    Ok(())
}

/// About how many bytes the summaries take when every metric varies.
pub(super) fn estimate<M: Simulate>(models: &[M], plan: &Plan) -> u64 {
    let asked = plan.replicates.end.saturating_sub(plan.replicates.start);
    let replicates = plan.precision.map_or(asked, |precision| precision.max_replicates.max(asked));
    let threads = rayon::current_num_threads() as u64;
    let bytes = |whole| Bounds::METRIC.bytes(replicates, whole, threads);
    let generations = 2 * 3 * LIKELY_GENERATIONS * bytes(true);
    let model = |model: &M| {
        let metrics = Metric::all().filter(|&metric| defines(model, metric));
        let metrics: u64 = metrics.map(|metric| bytes(metric.is_count())).sum();
        let groups = 3 * model.group_count() as u64 * bytes(true);
        // Once for the summaries, and for each side of the comparison with the baseline; each thread has its own.
        let most = models.first().map_or(1, Simulate::graphs).max(model.graphs());
        let sums = 3 * Metric::COUNT as u64 * (threads + 1) * GRAPH_BYTES;
        let graphs = if most > 1 { most.saturating_mul(sums) } else { 0 };
        metrics.saturating_add(groups).saturating_add(generations).saturating_add(graphs)
    };
    models.iter().map(model).fold(0, u64::saturating_add)
}
