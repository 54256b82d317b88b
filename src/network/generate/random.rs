use std::sync::atomic::AtomicBool;

use super::rows::{rows, some_of};
use crate::network::{Gaps, Network};
use crate::random::ReplicateKey;

/// Erdos-Renyi G(n, p): every pair is in contact with p = contacts / (people - 1), independently, by jumping from one
/// contact to the next (Batagelj and Brandes 2005).
pub(in crate::network) fn random(people: u32, contacts: f64, key: ReplicateKey, stop: &AtomicBool) -> Option<Network> {
    let gaps = Gaps::new(contacts / f64::from(people.saturating_sub(1).max(1)));
    rows(people, key, stop, |person, stream, targets| some_of(person + 1..people, &gaps, stream, targets))?
        .into_network(stop)
}
