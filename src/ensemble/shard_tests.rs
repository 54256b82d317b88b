//! Parts written, read and merged in any grouping against the whole.

use super::super::toy::{Complaints, Toy, toy};
use super::super::{Control, Keeper, Plan, Precision, run, run_on, run_shard};
use super::*;
use crate::stats::Bounds;
use crate::vocabulary::Metric;

fn models(graphs: [u64; 3]) -> Vec<Toy> {
    let some = Complaints::UpTo(3);
    let toys = [
        Toy { complaints: some, ..toy() },
        Toy { rate: 0.05, complaints: some, groups: 3, price: 1_234.567, ..toy() },
        Toy { price: 3e9, complaints: some, satisfied: true, ..toy() },
    ];
    toys.into_iter().zip(graphs).map(|(toy, graphs)| Toy { graphs, ..toy }).collect()
}

fn part(models: &[Toy], replicates: Range<u64>) -> Shard {
    let plan = Plan { seed: 317, replicates, precision: None };
    run_shard(models, &plan, &mut [], &Control::default()).unwrap()
}

fn whole(models: &[Toy], replicates: u64) -> Ensemble {
    let plan = Plan { seed: 317, replicates: 0..replicates, precision: None };
    run(models, &plan, &mut [], &Control::default()).unwrap()
}

/// A number below `below` that depends on `key` alone.
fn pick(key: u64, below: u64) -> u64 {
    let mixed = (key + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) % below.max(1)
}

/// The whole in `parts` parts at uneven places, written and read, merged two by two at random.
fn merged(models: &[Toy], replicates: u64, parts: u64, luck: u64) -> Shard {
    let mut edges: Vec<u64> = (1..parts).map(|edge| 1 + pick(luck * 64 + edge, replicates - 1)).collect();
    edges.extend([0, replicates]);
    edges.sort_unstable();
    edges.dedup();
    let mut shards: Vec<Shard> = edges
        .windows(2)
        .map(|edges| Shard::from_bytes(&part(models, edges[0]..edges[1]).to_bytes()).unwrap())
        .collect();
    while shards.len() > 1 {
        let one = shards.swap_remove(pick(luck + shards.len() as u64, shards.len() as u64) as usize);
        let place = pick(luck + 7 + shards.len() as u64, shards.len() as u64) as usize;
        shards[place].merge(one).unwrap();
    }
    shards.remove(0)
}

#[test]
fn parts_in_any_grouping_are_the_whole_to_the_bit() {
    for graphs in [[1, 1, 1], [7, 7, 7], [5, 1, 5]] {
        let models = models(graphs);
        let (replicates, ensemble) = (2_501, whole(&models, 2_501));
        let bytes = part(&models, 0..replicates).to_bytes();
        for parts in 1..=7 {
            let shard = merged(&models, replicates, parts, parts + graphs[0]);
            assert!(matches!(shard.replicates(), [range] if *range == (0..replicates)));
            assert!(shard.to_bytes() == bytes, "{graphs:?} {parts}");
            let found = shard.finish();
            assert_eq!(found, ensemble, "{graphs:?} {parts}");
            assert_eq!(format!("{found:?}"), format!("{ensemble:?}"));
        }
    }
}

#[test]
fn so_are_parts_whose_values_are_rounded() {
    // More different values than are kept one by one, in what differences and late generations keep.
    let models = models([1, 1, 1]);
    let replicates = 2 * Bounds::DIFFERENCE.column as u64 + 1_000;
    let ensemble = whole(&models[..2], replicates);
    for parts in [2, 5] {
        assert_eq!(merged(&models[..2], replicates, parts, parts).finish(), ensemble);
    }
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let one = models([1, 1, 1]);
    let mut shard = part(&one, 0..100);
    assert_eq!(shard.merge(part(&one, 50..150)), Err(ShardError::Overlap(50)));
    assert_eq!(shard.merge(part(&one[..2], 100..150)), Err(ShardError::Models));
    assert_eq!(shard.merge(part(&models([2, 1, 1]), 100..150)), Err(ShardError::Models));
    let plan = Plan { seed: 318, replicates: 100..150, precision: None };
    let other = run_shard(&one, &plan, &mut [], &Control::default()).unwrap();
    assert_eq!(shard.merge(other), Err(ShardError::Seed(317, 318)));
    assert_eq!(shard.finish(), whole(&one, 100), "what was refused leaves no trace");
    let mut apart = part(&one, 0..100);
    apart.merge(part(&one, 200..300)).unwrap();
    assert_eq!(apart.replicates(), [0..100, 200..300]);
    apart.merge(part(&one, 100..200)).unwrap();
    assert_eq!(apart.finish(), whole(&one, 300));
}

/// Keeps what it is shown.
struct Notes {
    part: u64,
    kept: Vec<Vec<u8>>,
}

impl Keeper for Notes {
    fn part(&mut self) -> u64 {
        self.part
    }

    fn keep(&mut self, sums: &Shard) {
        self.kept.push(sums.to_bytes());
    }
}

#[test]
fn a_run_goes_on_from_any_sums_that_it_kept() {
    let models = &models([5, 1, 5])[..2];
    let precise = Precision { metric: Metric::Reach, relative: 1e-6, max_replicates: 2_500 };
    for (precision, replicates) in [(None, 10..1_501), (Some(precise), 10..310)] {
        let plan = Plan { seed: 317, replicates, precision };
        let go_on = |from: Option<&Vec<u8>>, part| {
            let from = from.map(|bytes| Shard::from_bytes(bytes).unwrap());
            let mut notes = Notes { part, kept: Vec::new() };
            let shard = run_on(models, &plan, from, &mut [], &mut notes, &Control::default()).unwrap();
            (shard, notes.kept)
        };
        let whole = run_shard(models, &plan, &mut [], &Control::default()).unwrap();
        let (bytes, reason) = (whole.to_bytes(), whole.stop_reason());
        let (shard, kept) = go_on(None, 250);
        assert!(shard.to_bytes() == bytes);
        assert!(kept.len() >= 6, "{}", kept.len());
        for from in kept.iter().step_by(3).chain(kept.last()) {
            let (shard, later) = go_on(Some(from), 700);
            assert!(shard.to_bytes() == bytes && shard.stop_reason() == reason);
            assert!(later.len() < kept.len());
        }
        // What is of something else is left aside.
        let other = run_shard(models, &Plan { seed: 318, ..plan.clone() }, &mut [], &Control::default()).unwrap();
        let later = part(models, 11..300);
        for from in [other.to_bytes(), later.to_bytes()] {
            assert!(go_on(Some(&from), 2_000).0.to_bytes() == bytes);
        }
    }
}

#[test]
fn damaged_bytes_are_an_error_and_nothing_worse() {
    let bytes = part(&models([3, 1, 3])[..2], 0..40).to_bytes();
    assert!(Shard::from_bytes(&bytes).is_ok());
    for end in (0..bytes.len()).step_by(397) {
        assert_eq!(Shard::from_bytes(&bytes[..end]).err(), Some(ShardError::Damaged));
    }
    for luck in 0..500 {
        let mut damaged = bytes.clone();
        let place = pick(luck, damaged.len() as u64) as usize;
        damaged[place] ^= 1 << pick(luck + 1, 8);
        assert_eq!(Shard::from_bytes(&damaged).err(), Some(ShardError::Damaged));
        // A check that agrees with the damage: some other sums may come of it, but no panic.
        let body = damaged.len() - CHECK;
        let sum = check(&damaged[..body]).to_le_bytes();
        damaged[body..].copy_from_slice(&sum);
        if let Ok(shard) = Shard::from_bytes(&damaged) {
            shard.finish();
        }
    }
}
