use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::network::{Forward, Gaps};
use crate::random::{Purpose, ReplicateKey, Stream};

/// People whose lists are drawn on one stream. Part of the results: changing it changes every network.
const BLOCK: u32 = 4096;

/// Draws the lists of all people, block by block in parallel, each block on its own stream.
///
/// `row` appends the list of one person, who names only people after themselves. `None` once `stop` is set.
pub(super) fn rows<F>(people: u32, key: ReplicateKey, stop: &AtomicBool, row: F) -> Option<Forward>
where
    F: Fn(u32, &mut Stream, &mut Vec<u32>) + Sync,
{
    let blocks = (0..people.div_ceil(BLOCK))
        .into_par_iter()
        .map(|block| {
            let mut stream = key.stream(Purpose::Network, u64::from(block));
            let persons = block * BLOCK..people.min(block.saturating_add(1).saturating_mul(BLOCK));
            let mut lengths = Vec::with_capacity(persons.len());
            let mut targets = Vec::new();
            for person in persons {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let before = targets.len();
                row(person, &mut stream, &mut targets);
                lengths.push((targets.len() - before) as u32);
            }
            Some((lengths, targets))
        })
        .collect::<Option<_>>()?;
    Some(Forward::from_blocks(people, blocks))
}

/// Appends each of `people` with the probability of `gaps`, independently.
pub(super) fn some_of(people: Range<u32>, gaps: &Gaps, stream: &mut Stream, targets: &mut Vec<u32>) {
    let end = u64::from(people.end);
    let mut next = u64::from(people.start);
    while next < end {
        next = next.saturating_add(gaps.draw(stream, end - next));
        if next < end {
            targets.push(next as u32);
            next += 1;
        }
    }
}
