use super::error::EnsembleError;
use super::graphs::GRAPH_BYTES;
use super::period_sums;
use super::plan::Plan;
use super::series::tick_bounds;
use super::shape::{ModelShape, Shape};
use crate::machine::{has_memory, memory};
use crate::stats::Bounds;
use crate::vocabulary::Metric;

/// What the summaries of one ensemble may take, in bytes. What models and networks take is not part of it.
pub(crate) const MEMORY_LIMIT: u64 = 8 << 30;

/// The generations that are counted before any is known, for each valence.
const LIKELY_GENERATIONS: u64 = 4;

/// How many of `threads` may each keep sums of its own. A request that does not fit with one thread is refused, so that what
/// is allowed does not depend on their number.
pub(super) fn threads<E>(shape: &Shape, plan: &Plan, threads: usize) -> Result<usize, EnsembleError<E>> {
    let alone = estimate(shape, plan, 1);
    if alone > MEMORY_LIMIT {
        return Err(EnsembleError::TooLarge { estimate: alone, limit: MEMORY_LIMIT });
    }
    if !has_memory(alone) {
        return Err(EnsembleError::TooLarge { estimate: alone, limit: memory() });
    }
    let fits = |&threads: &usize| {
        let estimate = estimate(shape, plan, threads as u64);
        estimate <= MEMORY_LIMIT && has_memory(estimate)
    };
    Ok((2..=threads).rev().find(fits).unwrap_or(1))
}

/// About how many bytes the summaries take when every metric varies.
pub(super) fn estimate(shape: &Shape, plan: &Plan, threads: u64) -> u64 {
    let asked = plan.replicates.end.saturating_sub(plan.replicates.start);
    let replicates = plan.precision.map_or(asked, |precision| precision.max_replicates.max(asked));
    let bytes = |whole| Bounds::METRIC.bytes(replicates, whole, threads);
    let generations = 2 * 3 * LIKELY_GENERATIONS * bytes(true);
    let baseline_graphs = shape.models.first().map_or(1, |baseline| baseline.graphs);
    let model = |(place, model): (usize, &ModelShape)| {
        let metrics = || Metric::all().filter(|&metric| model.defines(metric));
        let own: u64 = metrics().map(|metric| bytes(metric.is_count())).sum();
        let differences = Bounds::DIFFERENCE.bytes(replicates, false, threads) * metrics().count() as u64;
        let ticks = tick_bounds(model.ticks).bytes(replicates, true, threads).saturating_mul(6 * model.ticks as u64);
        let groups = (3 * model.groups as u64).saturating_mul(bytes(true));
        // Once for the summaries, and for each side of the comparison with the baseline; each thread has its own.
        let most = baseline_graphs.max(model.graphs);
        let sums = 3 * Metric::COUNT as u64 * (threads + 1) * GRAPH_BYTES;
        let graphs = if most > 1 { most.saturating_mul(sums) } else { 0 };
        let differences = if place == 0 { 0 } else { differences };
        let period = period_sums::bytes(metrics().count() as u64, replicates, threads);
        let periods = (model.periods as u64).saturating_mul(period);
        [own, differences, groups, ticks, generations, graphs, periods].into_iter().fold(0, u64::saturating_add)
    };
    shape.models.iter().enumerate().map(model).fold(0, u64::saturating_add)
}
