use rand::RngExt;

use super::delay::Falling;
use crate::quantity::Probability;
use crate::random::{BinomialDraw, StreamKey, coupled_binomial, quick_binomial};

/// How the baseline's people fell on ticks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fallen<'a> {
    /// How many they were.
    pub(crate) people: u64,
    /// The chance of each tick for those of none before it.
    pub(crate) hazards: &'a [Probability],
    /// How many fell on each tick, as far as it was drawn.
    pub(crate) counts: &'a [u64],
}

/// So many people are asked one by one: then the ticks on which nobody falls cost nothing.
const FEW: u64 = 20;

/// Draws on which tick each of `people` falls, and appends the counts to `out`; those whose tick is beyond the last of
/// the chances are left out, and so are the ticks after the last person.
///
/// A few people are asked one by one, more fall by binomial draws in sequence (Davis 1993), each in step with the baseline's
/// on the same tick: who is there in both falls on the same tick as far as the two laws allow it.
pub(crate) fn split(
    key: StreamKey,
    people: u64,
    falling: Falling<'_>,
    reference: Option<Fallen<'_>>,
    out: &mut Vec<u64>,
) {
    if people == 0 {
        return;
    }
    match reference {
        None if people <= FEW && !falling.until.is_empty() => split_few(key, people, falling.until, out),
        None => split_alone(key, people, falling.hazards, out),
        Some(reference) => split_in_step(key, people, falling.hazards, reference, out),
    }
}

fn split_few(key: StreamKey, people: u64, until: &[f64], out: &mut Vec<u64>) {
    let mut stream = key.open();
    let (first, mut end, mut left) = (out.len(), 0, people);
    out.resize(first + until.len(), 0);
    for _ in 0..people {
        let chance: f64 = stream.random();
        let tick = until.partition_point(|until| *until <= chance);
        if let Some(now) = out[first..].get_mut(tick) {
            *now += 1;
            end = end.max(tick + 1);
            left -= 1;
        }
    }
    if left == 0 {
        out.truncate(first + end);
    }
}

fn split_alone(key: StreamKey, people: u64, hazards: &[Probability], out: &mut Vec<u64>) {
    let mut left = people;
    let mut stream = None;
    for &hazard in hazards {
        let now = if hazard == Probability::ZERO {
            0
        } else if hazard == Probability::ONE {
            left
        } else {
            quick_binomial(stream.get_or_insert_with(|| key.open()), left, hazard)
        };
        out.push(now);
        left -= now;
        if left == 0 {
            return;
        }
    }
}

fn split_in_step(key: StreamKey, people: u64, hazards: &[Probability], reference: Fallen<'_>, out: &mut Vec<u64>) {
    let mut stream = key.bridge();
    let (mut left, mut then) = (people, reference.people);
    for (tick, &hazard) in hazards.iter().enumerate() {
        let now = match reference.counts.get(tick).zip(reference.hazards.get(tick)) {
            Some((&successes, &p)) => {
                let drawn = BinomialDraw { n: then, p, successes };
                then -= successes;
                coupled_binomial(&mut stream, drawn, left, hazard)
            }
            None => quick_binomial(&mut stream, left, hazard),
        };
        out.push(now);
        left -= now;
        if left == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Audience;
    use crate::model::time::delay::Delay;
    use crate::random::exact::Exact;
    use crate::random::{Purpose, ReplicateKey};

    fn key(replicate: u64) -> StreamKey {
        ReplicateKey { seed: 5, replicate }.stream_key(Purpose::Telling, 0)
    }

    #[test]
    fn every_tick_has_its_binomial_law_alone_and_in_step() {
        let slow = Delay::new(&Audience::Geometric(3.0), 12).expect("a delay");
        let quick = Delay::new(&Audience::Poisson(2.0), 12).expect("a delay");
        for (people, then) in [(40, 40), (40, 25), (25, 40), (9, 15), (40, 15), (15, 40)] {
            let rows: Vec<Vec<u64>> = (0..40_000)
                .map(|replicate| {
                    let (mut baseline, mut own) = (Vec::new(), Vec::new());
                    split(key(replicate), then, slow.falling(13), None, &mut baseline);
                    let reference = Fallen { people: then, hazards: slow.hazards(), counts: &baseline };
                    split(key(replicate), people, quick.falling(13), Some(reference), &mut own);
                    own
                })
                .collect();
            for tick in [0, 1, 2, 5] {
                let counts = rows.iter().map(|row| row.get(tick).copied().unwrap_or(0));
                Exact::binomial(people, quick.masses()[tick]).assert_fits(counts);
            }
            // Two ticks together: who has fallen on one is not on the other.
            let pairs = rows.iter().map(|row| row.iter().skip(1).take(2).sum());
            Exact::binomial(people, quick.masses()[1] + quick.masses()[2]).assert_fits(pairs);
        }
    }

    #[test]
    fn equal_people_and_delays_fall_on_the_same_ticks_up_to_the_end_of_the_shorter() {
        let delay = Delay::new(&Audience::Geometric(3.0), 30).expect("a delay");
        for replicate in 0..200 {
            let (mut long, mut short) = (Vec::new(), Vec::new());
            split(key(replicate), 100, delay.falling(31), None, &mut long);
            let reference = Fallen { people: 100, hazards: delay.hazards(), counts: &long };
            split(key(replicate), 100, delay.falling(4), Some(reference), &mut short);
            assert_eq!(short, long[..4]);
        }
    }

    #[test]
    fn fewer_people_are_a_part_of_the_more() {
        let delay = Delay::new(&Audience::Poisson(4.0), 30).expect("a delay");
        for replicate in 0..200 {
            let (mut more, mut fewer) = (Vec::new(), Vec::new());
            split(key(replicate), 100, delay.falling(31), None, &mut more);
            let reference = Fallen { people: 100, hazards: delay.hazards(), counts: &more };
            split(key(replicate), 60, delay.falling(31), Some(reference), &mut fewer);
            assert_eq!(fewer.iter().sum::<u64>(), 60);
        }
    }

    #[test]
    fn few_people_fall_as_many_do_and_a_horizon_only_cuts_them() {
        let slow = Delay::new(&Audience::Geometric(3.0), 12).expect("a delay");
        let far = Delay::new(&Audience::Geometric(3.0), 60).expect("a delay");
        let rows: Vec<Vec<u64>> = (0..40_000)
            .map(|replicate| {
                let (mut near, mut whole) = (vec![7], Vec::new());
                split(key(replicate), 8, slow.falling(13), None, &mut near);
                split(key(replicate), 8, far.falling(61), None, &mut whole);
                let common = near.len().min(whole.len() + 1);
                assert_eq!((near[0], &near[1..common]), (7, &whole[..common - 1]));
                assert!(near[common..].iter().chain(whole.iter().skip(13)).sum::<u64>() <= 8);
                whole
            })
            .collect();
        for tick in [0, 1, 3, 9] {
            let counts = rows.iter().map(|row| row.get(tick).copied().unwrap_or(0));
            Exact::binomial(8, far.masses()[tick]).assert_fits(counts);
        }
        assert!(rows.iter().all(|row| row.len() == 61 || row.iter().sum::<u64>() == 8 && row.last() != Some(&0)));
    }
}
