use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::plan::Control;
use super::point_worker::{Sums, Worker};
use super::points::{ErrorOf, PointMeans, PointTable, Points, PointsError};
use crate::machine::has_memory;
use crate::sync::lock;
use crate::vocabulary::Metric;

/// The fewest replicates for which a model is moved to a point again.
const FEWEST: u64 = 1 << 12;

/// Draws all points on the rayon pool of the caller, keeping of each the means of `metrics`. The numbers depend on points,
/// luck and master seed only: not on threads, nor on the other points.
///
/// Memory: some 60 bytes for each point and metric, and a few models for each thread.
///
/// # Errors
/// A table that would not fit in memory, a point that makes no model, a replicate that fails, or a cancellation.
pub fn points<P: Points>(
    points: &P,
    metrics: &[Metric],
    seed: u64,
    control: &Control<'_>,
) -> Result<PointTable, ErrorOf<P>> {
    // As it is drawn, group by group, and as it is returned.
    let estimate = (2 * metrics.len().max(1) * size_of::<Option<PointMeans>>() + size_of::<Range<usize>>()) as u64;
    let estimate = estimate.saturating_mul(points.count() as u64);
    if !has_memory(estimate) {
        return Err(PointsError::TooLarge { estimate });
    }
    let groups = groups(points);
    let (workers, failed) = (Mutex::new(Vec::new()), AtomicUsize::new(usize::MAX));
    let draw = |(place, group): (usize, &Range<usize>)| {
        // A group before a failed one is never left out: the first failure is the same at any number of threads.
        if failed.load(Ordering::Relaxed) < place {
            return Err(PointsError::Cancelled);
        }
        let drawn = draw_group(points, metrics, seed, control, group, &workers, groups.len());
        if drawn.is_err() {
            failed.fetch_min(place, Ordering::Relaxed);
        }
        drawn
    };
    let drawn: Vec<_> = groups.par_iter().enumerate().map(draw).collect();
    let mut means = Vec::with_capacity(points.count() * metrics.len());
    for group in drawn {
        means.extend(group?);
    }
    Ok(PointTable::new(metrics, means))
}

/// Consecutive points with the same luck.
fn groups<P: Points>(points: &P) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut luck = 0..0;
    for point in 0..points.count() {
        let own = points.luck(point);
        match groups.last_mut() {
            Some(group) if group.len() < points.at_once() && luck == own => group.end = point + 1,
            _ => groups.push(point..point + 1),
        }
        luck = own;
    }
    groups
}

/// The means of the points of a group: in one go where there are many groups, else in blocks of replicates side by side.
fn draw_group<P: Points>(
    points: &P,
    metrics: &[Metric],
    seed: u64,
    control: &Control<'_>,
    group: &Range<usize>,
    workers: &Mutex<Vec<Worker<P>>>,
    groups: usize,
) -> Result<Vec<Option<PointMeans>>, ErrorOf<P>> {
    let luck = points.luck(group.start);
    let wanted = (4 * rayon::current_num_threads() / groups.max(1)).max(1) as u64;
    let length = (luck.end.saturating_sub(luck.start)).div_ceil(wanted).max(FEWEST);
    let blocks: Vec<Range<u64>> = (0..wanted)
        .map(|block| {
            luck.start.saturating_add(block * length)..luck.end.min(luck.start.saturating_add((block + 1) * length))
        })
        .filter(|block| !block.is_empty())
        .collect();
    let draw = |block: &Range<u64>| {
        let spare = lock(workers).pop();
        let mut worker = match spare {
            Some(worker) => worker,
            None => Worker::new(points)?,
        };
        let sums = worker.draw(points, group, block.clone(), metrics, seed, control);
        lock(workers).push(worker);
        sums
    };
    let drawn: Vec<_> =
        if blocks.len() > 1 { blocks.par_iter().map(draw).collect() } else { blocks.iter().map(draw).collect() };
    let mut whole = Sums::new(metrics);
    for sums in drawn {
        whole.absorb(sums?);
    }
    Ok(whole.means(group.len()))
}

#[cfg(test)]
#[path = "points_tests.rs"]
mod tests;
