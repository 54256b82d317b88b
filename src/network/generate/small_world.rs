use std::sync::atomic::{AtomicBool, Ordering};

use rand::RngExt;

use crate::network::{Forward, Gaps, Network};
use crate::random::{Purpose, ReplicateKey};

/// Watts-Strogatz (1998): everyone knows the `contacts` / 2 next people on either side of a ring; each contact is
/// rewired with probability `rewiring`: one end stays, the other becomes anyone whom that person does not know yet.
pub(in crate::network) fn small_world(
    people: u32,
    contacts: u32,
    rewiring: f64,
    key: ReplicateKey,
    stop: &AtomicBool,
) -> Option<Network> {
    let mut stream = key.stream(Purpose::Network, 0);
    let half = u64::from(contacts / 2);
    let total = u64::from(people) * half;
    let mut targets = Vec::with_capacity(total as usize);
    for person in 0..u64::from(people) {
        targets.extend((1..=half).map(|step| ((person + step) % u64::from(people)) as u32));
    }
    let list = |person: u32| (u64::from(person) * half) as usize..((u64::from(person) + 1) * half) as usize;
    let gaps = Gaps::new(rewiring);
    let mut table = Table::of(people, contacts, &targets);
    let mut next = gaps.draw(&mut stream, total);
    while next < total {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let person = (next / half) as u32;
        let knows = |person: u32, other: u32| match &table {
            Some(table) => table.has(person, other),
            None => targets[list(person)].contains(&other) || targets[list(other)].contains(&person),
        };
        let mut tries = (0..TRIES).map(|_| stream.random_range(0..people));
        let drawn = tries.find(|&other| other != person && !knows(person, other));
        // Whoever knows nearly everybody draws from those who are left, and keeps the contact where none is.
        let drawn = drawn.or_else(|| {
            let left: Vec<u32> = (0..people).filter(|&other| other != person && !knows(person, other)).collect();
            (!left.is_empty()).then(|| left[stream.random_range(0..left.len())])
        });
        if let Some(other) = drawn {
            let before = std::mem::replace(&mut targets[next as usize], other);
            if let Some(table) = &mut table {
                table.replace(person, before, other);
            }
        }
        next = (next + 1).saturating_add(gaps.draw(&mut stream, total - next - 1));
    }
    let offsets = (0..=u64::from(people)).map(|person| person * half).collect();
    Forward { offsets, targets }.into_network(stop)
}

/// So often somebody is drawn at random before those who are left are looked for.
const TRIES: u32 = 64;

/// Who knows whom, a bit for each pair both ways: for networks in which a person knows a good part of all others. It is
/// smaller than the lists there.
struct Table {
    words: usize,
    bits: Vec<u64>,
}

impl Table {
    /// From the lists of the ring; `None` where people know few of all others.
    fn of(people: u32, contacts: u32, targets: &[u32]) -> Option<Self> {
        if u64::from(contacts) * 8 < u64::from(people) {
            return None;
        }
        let words = (people as usize).div_ceil(64);
        let mut table = Self { words, bits: vec![0; words * people as usize] };
        let half = (contacts / 2) as usize;
        for (index, &other) in targets.iter().enumerate() {
            table.set((index / half) as u32, other);
        }
        Some(table)
    }

    fn has(&self, person: u32, other: u32) -> bool {
        self.bits[person as usize * self.words + other as usize / 64] >> (other % 64) & 1 == 1
    }

    fn set(&mut self, person: u32, other: u32) {
        for (one, two) in [(person, other), (other, person)] {
            self.bits[one as usize * self.words + two as usize / 64] |= 1 << (two % 64);
        }
    }

    fn replace(&mut self, person: u32, before: u32, other: u32) {
        for (one, two) in [(person, before), (before, person)] {
            self.bits[one as usize * self.words + two as usize / 64] &= !(1 << (two % 64));
        }
        self.set(person, other);
    }
}
