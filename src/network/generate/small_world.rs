use rand::RngExt;

use crate::network::{Forward, Gaps, Network};
use crate::random::{Purpose, ReplicateKey};

/// Watts-Strogatz (1998): everyone knows the `contacts` / 2 next people on either side of a ring; each contact is
/// rewired with probability `rewiring`: one end stays, the other becomes anyone whom that person does not know yet.
pub(in crate::network) fn small_world(people: u32, contacts: u32, rewiring: f64, key: ReplicateKey) -> Network {
    let mut stream = key.stream(Purpose::Network, 0);
    let half = u64::from(contacts / 2);
    let total = u64::from(people) * half;
    let mut targets = Vec::with_capacity(total as usize);
    for person in 0..u64::from(people) {
        targets.extend((1..=half).map(|step| ((person + step) % u64::from(people)) as u32));
    }
    let list = |person: u32| (u64::from(person) * half) as usize..((u64::from(person) + 1) * half) as usize;
    let gaps = Gaps::new(rewiring);
    let mut next = gaps.draw(&mut stream, total);
    while next < total {
        let person = (next / half) as u32;
        // Somebody who knows everybody keeps the contact; only tiny networks have such people.
        for _ in 0..64 + u64::from(people) {
            let other = stream.random_range(0..people);
            let known =
                other == person || targets[list(person)].contains(&other) || targets[list(other)].contains(&person);
            if !known {
                targets[next as usize] = other;
                break;
            }
        }
        next = (next + 1).saturating_add(gaps.draw(&mut stream, total - next - 1));
    }
    let offsets = (0..=u64::from(people)).map(|person| person * half).collect();
    Forward { offsets, targets }.into_network()
}
