use std::sync::atomic::{AtomicBool, Ordering};

use rand::RngExt;

use crate::network::{Forward, Network};
use crate::random::{Purpose, ReplicateKey};

/// Barabasi-Albert: the first links + 1 people all know each other; every newcomer makes `links` contacts with
/// different people, each drawn in proportion to the contacts they have.
///
/// A random end of a random contact is such a person (Batagelj and Brandes 2005, algorithm 5). The newcomer's end of a
/// contact is known from its position, so that only the other ends are stored.
pub(in crate::network) fn preferential(
    people: u32,
    links: u32,
    key: ReplicateKey,
    stop: &AtomicBool,
) -> Option<Network> {
    let mut stream = key.stream(Purpose::Network, 0);
    let founders = u64::from(people.min(links.saturating_add(1)));
    let newcomers = u64::from(people) - founders;
    let founding = founders * (founders - 1) / 2;
    let mut offsets = Vec::with_capacity(people as usize + 1);
    let mut targets = Vec::with_capacity((founding + newcomers * u64::from(links)) as usize);
    offsets.push(0);
    for founder in 0..founders {
        targets.extend(0..founder as u32);
        offsets.push(targets.len() as u64);
    }
    let founding_ends: Vec<u32> = (0..founders as u32).flat_map(|founder| (0..founder).map(move |_| founder)).collect();
    for person in founders as u32..people {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let start = targets.len();
        while targets.len() < start + links as usize {
            let end = stream.random_range(0..2 * start as u64);
            let contact = end / 2;
            let chosen = if end.is_multiple_of(2) {
                targets[contact as usize]
            } else if contact < founding {
                founding_ends[contact as usize]
            } else {
                (founders + (contact - founding) / u64::from(links)) as u32
            };
            if !targets[start..].contains(&chosen) {
                targets.push(chosen);
            }
        }
        debug_assert_eq!(offsets.len(), person as usize + 1, "every earlier person has a list");
        offsets.push(targets.len() as u64);
    }
    Forward { offsets, targets }.into_network(stop)
}
