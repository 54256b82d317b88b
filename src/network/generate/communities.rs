use std::sync::atomic::AtomicBool;

use super::rows::{rows, some_of};
use crate::network::{Communities, Gaps, Network};
use crate::random::ReplicateKey;

/// Villages on a ring: every pair of people is in contact with a probability that depends on where they live,
/// independently (a stochastic block model, Holland, Laskey and Leinhardt 1983). A pair drawn twice, as neighbours and
/// as anyone, counts once.
pub(in crate::network) fn communities(
    villages: &Communities,
    people: u32,
    key: ReplicateKey,
    stop: &AtomicBool,
) -> Option<Network> {
    let ring = Ring::new(villages);
    let anyone = Gaps::new(villages.anywhere / f64::from(people.saturating_sub(1).max(1)));
    rows(people, key, stop, |person, stream, targets| {
        let before = targets.len();
        let home = ring.home(person);
        let village = &ring.villages[home];
        some_of(person + 1..village.end, &village.inside, stream, targets);
        if let Some(next) = ring.villages.get(home + 1) {
            some_of(village.end..next.end, &village.next, stream, targets);
        }
        // The last village is the neighbour of the first; of two, they are neighbours once already.
        if home == 0 && ring.villages.len() > 2 {
            let last = &ring.villages[ring.villages.len() - 1];
            some_of(last.start..last.end, &last.next, stream, targets);
        }
        let layers = targets.len();
        some_of(person + 1..people, &anyone, stream, targets);
        if layers > before && targets.len() > layers {
            sort_and_deduplicate(targets, before);
        }
    })?
    .into_network(stop)
}

fn sort_and_deduplicate(targets: &mut Vec<u32>, from: usize) {
    targets[from..].sort_unstable();
    let mut end = from;
    for index in from..targets.len() {
        if end == from || targets[index] != targets[end - 1] {
            targets[end] = targets[index];
            end += 1;
        }
    }
    targets.truncate(end);
}

struct Ring {
    villages: Vec<Village>,
}

struct Village {
    start: u32,
    end: u32,
    /// Between two people of this village.
    inside: Gaps,
    /// Between a person of this village and one of the next.
    next: Gaps,
}

impl Ring {
    fn new(communities: &Communities) -> Self {
        let sizes = &communities.sizes;
        let mut start = 0;
        let villages = sizes.iter().enumerate().map(|(index, &size)| {
            let end = start + size as u32;
            let next = between(size, sizes[(index + 1) % sizes.len()], sizes.len(), communities.neighbours);
            let inside = Gaps::new(communities.inside / size.saturating_sub(1).max(1) as f64);
            let village = Village { start, end, inside, next: Gaps::new(next) };
            start = end;
            village
        });
        Self { villages: villages.collect() }
    }

    fn home(&self, person: u32) -> usize {
        self.villages.partition_point(|village| village.end <= person)
    }
}

impl Communities {
    /// The largest probability of a contact that the numbers ask for, between neighbouring villages; above 1 there are not
    /// so many people there.
    pub fn largest_neighbour_chance(&self) -> f64 {
        let pairs = self.sizes.iter().zip(self.sizes.iter().cycle().skip(1));
        pairs.map(|(&size, &next)| between(size, next, self.sizes.len(), self.neighbours)).fold(0.0, f64::max)
    }
}

/// The probability of a contact between people of two neighbouring villages.
///
/// Over the people of both, the mean number of contacts in the other village is half of `neighbours`: so the mean over
/// everybody is `neighbours`, whatever the sizes. With two villages both neighbours are the same one.
fn between(size: u64, other: u64, villages: usize, neighbours: f64) -> f64 {
    if villages < 2 || size == 0 || other == 0 {
        return 0.0;
    }
    let (size, other) = (size as f64, other as f64);
    let sides = if villages == 2 { 2.0 } else { 1.0 };
    sides * neighbours * (size + other) / (4.0 * size * other)
}
