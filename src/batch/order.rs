use std::ops::ControlFlow;

use rayon::prelude::*;

use super::load::Job;

/// How many small scenarios run at once.
const WINDOW: usize = 64;

/// The number of replicates, variants counted, up to which a scenario is small: it runs beside others on one thread or
/// few; a larger one has all threads for itself, so that only one keeps its replicates in memory.
const SMALL: u64 = 1 << 17;

/// Runs every job and hands the results over in the order of the jobs, whatever the number of threads.
pub(super) fn in_order<T: Send>(
    jobs: &[Job],
    work: impl Fn(&Job) -> T + Sync,
    mut take: impl FnMut(T) -> ControlFlow<()>,
) {
    let mut rest = jobs;
    while !rest.is_empty() {
        let small = rest.iter().take(WINDOW).take_while(|job| is_small(job)).count();
        let (window, later) = rest.split_at(small.max(1));
        let results: Vec<T> = window.par_iter().with_max_len(1).map(&work).collect();
        for result in results {
            if take(result).is_break() {
                return;
            }
        }
        rest = later;
    }
}

/// Whether it runs beside others.
pub(super) fn is_small(job: &Job) -> bool {
    let scenario = &job.scenario;
    let most = scenario.run.precision.map_or(scenario.run.replicates, |precision| precision.max_replicates);
    let models = 1 + scenario.variants.len() as u64;
    // A network takes memory of its own.
    scenario.baseline.network.is_none() && most.saturating_mul(models) <= SMALL
}
