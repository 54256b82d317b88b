//! One replicate as a tree. A tally says how many people each group told, not who told whom: listeners are dealt out to
//! the tellers of their group, so that every total is that of the replicate.

use rand::{Rng, RngExt};

use super::tree::Teller;
use crate::model::Tally;
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::{Metric, Outcome, Valence};

/// The people of a replicate, tellers before those they told.
pub(super) fn grow(key: ReplicateKey, tally: &Tally, groups: &[(Outcome, String)]) -> Vec<Teller> {
    let mut stream = key.stream(Purpose::Illustration, 0);
    let mut people = Vec::new();
    let generations = &tally.generations[Valence::Negative.index()];
    let heard = |generation: usize| generations.get(generation).map_or(0, |counts| counts.reach);
    let mut tellers: Vec<(Vec<usize>, u64)> = Vec::new();
    for outcome in [Outcome::Unresolved, Outcome::Recovered, Outcome::Silent] {
        let mut left = count_of(tally, outcome);
        for (_, group) in groups.iter().zip(&tally.groups).filter(|((own, _), _)| *own == outcome) {
            let first = people.len();
            people.extend((0..group.customers).map(|_| Teller { parent: None, outcome: Some(outcome) }));
            left = left.saturating_sub(group.customers);
            if outcome.valence() == Valence::Negative {
                tellers.push(((first..people.len()).collect(), group.impressions));
            }
        }
        people.extend((0..left).map(|_| Teller { parent: None, outcome: Some(outcome) }));
    }
    let impressions: Vec<u64> = tellers.iter().map(|(_, impressions)| *impressions).collect();
    let mut last: Vec<usize> = Vec::new();
    for ((tellers, impressions), reach) in tellers.iter().zip(shares(heard(1), &impressions)) {
        let first = people.len();
        for (teller, count) in tellers.iter().zip(deal(reach, tellers.len(), *impressions == reach, &mut stream)) {
            people.extend((0..count).map(|_| Teller { parent: Some(*teller), outcome: None }));
        }
        last.extend(first..people.len());
    }
    for generation in 2..generations.len() {
        let retell = (generations[generation - 1].tellers as usize).clamp(1, last.len().max(1));
        let tellers: Vec<usize> = (0..retell.min(last.len())).map(|index| last[index * last.len() / retell]).collect();
        let first = people.len();
        for (teller, count) in tellers.iter().zip(deal(heard(generation), tellers.len(), false, &mut stream)) {
            people.extend((0..count).map(|_| Teller { parent: Some(*teller), outcome: None }));
        }
        last = (first..people.len()).collect();
    }
    people
}

fn count_of(tally: &Tally, outcome: Outcome) -> u64 {
    tally.count(match outcome {
        Outcome::Silent => Metric::Silent,
        Outcome::Unresolved => Metric::Unresolved,
        Outcome::Recovered => Metric::Recovered,
        Outcome::Satisfied => Metric::Satisfied,
    })
}

/// `total` in whole parts in proportion to the weights, the largest remainders first.
fn shares(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: u64| u128::from(total) * u128::from(weight);
    let mut parts: Vec<u64> = weights.iter().map(|&weight| (exact(weight) / sum) as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(exact(weights[index]) % sum));
    let left = total - parts.iter().sum::<u64>();
    for &index in order.iter().take(left as usize) {
        parts[index] += 1;
    }
    parts
}

/// `total` listeners dealt out to `tellers`: evenly where that comes out and each told as many, else at random.
fn deal(total: u64, tellers: usize, even: bool, stream: &mut impl Rng) -> Vec<u64> {
    let many = tellers as u64;
    if many == 0 {
        return Vec::new();
    }
    if even && total.is_multiple_of(many) {
        return vec![total / many; tellers];
    }
    let mut counts = vec![0; tellers];
    for _ in 0..total {
        counts[stream.random_range(0..many) as usize] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GenerationTally, GroupTally};

    fn groups_of(tally: &Tally) -> u64 {
        tally.groups.iter().map(|group: &GroupTally| group.customers).sum()
    }

    #[test]
    fn parts_add_up() {
        assert_eq!(shares(10, &[1, 1, 1]).iter().sum::<u64>(), 10);
        assert_eq!(shares(290, &[230, 60]), [230, 60]);
        assert_eq!(shares(5, &[]), Vec::<u64>::new());
    }

    #[test]
    fn every_person_of_the_replicate_stands_in_the_tree() {
        let mut tally = Tally::default();
        tally.counts[Metric::Silent.index()] = 26;
        tally.counts[Metric::Unresolved.index()] = 1;
        tally.groups = vec![
            GroupTally { customers: 23, impressions: 230, customers_lost: 0 },
            GroupTally { customers: 3, impressions: 60, customers_lost: 0 },
        ];
        let generation = |tellers, reach| GenerationTally { tellers, impressions: reach, reach };
        tally.generations[0] = vec![generation(26, 0), generation(4, 290), generation(0, 12)];
        let names = [(Outcome::Silent, "ordinary".to_owned()), (Outcome::Silent, "vocal".to_owned())];
        let people = grow(ReplicateKey { seed: 317, replicate: 0 }, &tally, &names);
        assert_eq!(people.len() as u64, groups_of(&tally) + 1 + 290 + 12);
        assert!(people.iter().enumerate().all(|(index, person)| person.parent.is_none_or(|parent| parent < index)));
        let told = |teller: usize| people.iter().filter(|person| person.parent == Some(teller)).count();
        assert_eq!((told(1), told(24)), (10, 20));
    }
}
