//! Who has heard in a tiny town, as sets of people: every teller, every number of people told, every choice of them.

use super::Town;
use super::oracle::{Plain, audience_in, binomial, customers, mixed};
use crate::model::{Parameters, ServiceGap};
use crate::vocabulary::{Metric, Outcome, Valence};

/// How many each of some tellers tells: ways to divide them among groups, with their probabilities.
type Ways = Vec<(f64, Vec<Plain>)>;

/// The law of a metric of those who have heard.
pub(super) fn law(town: Town, parameters: &Parameters, gap: Option<&ServiceGap>, metric: Metric) -> Plain {
    let valence = match metric {
        Metric::Reach | Metric::Aware | Metric::ProspectsLost => Valence::Negative,
        _ => Valence::Positive,
    };
    let market = parameters.damage.listeners_in_market.get();
    let chance = match metric {
        Metric::ProspectsLost => market * parameters.damage.deterred.get(),
        Metric::ProspectsWon => market * parameters.damage.won.get(),
        _ => 1.0,
    };
    let mut law = Plain::new();
    for (counts, p) in customers(parameters, gap, Some(town)) {
        let let_down = counts[..3].iter().sum::<u64>();
        let lived = if valence == Valence::Negative { let_down } else { let_down + counts[3] };
        let own = if metric == Metric::Aware { let_down as i64 } else { 0 };
        for (told, q) in sets(town, parameters, gap, counts, valence).into_iter().enumerate().filter(|(_, q)| *q > 0.0)
        {
            let reached = (told >> lived).count_ones();
            for (value, r) in binomial(reached.into(), chance) {
                *law.entry(own + value).or_insert(0.0) += p * q * r;
            }
        }
    }
    law
}

/// The probability of every set of people that just these are told: the customers are the first, outcome after outcome.
fn sets(town: Town, parameters: &Parameters, gap: Option<&ServiceGap>, counts: [u64; 4], valence: Valence) -> Vec<f64> {
    let mut sets = vec![0.0; 1 << town.people];
    sets[0] = 1.0;
    let mut first = 0;
    for outcome in Outcome::ALL {
        let count = counts[outcome.index()];
        if outcome.valence() == valence {
            let before = sets;
            sets = vec![0.0; before.len()];
            for (p, told) in ways(town, parameters, gap, outcome, count) {
                let mut now: Vec<f64> = before.iter().map(|q| p * q).collect();
                for (teller, numbers) in (first..).zip(&told) {
                    now = tell(town.people as u32, teller, numbers, &now);
                }
                sets.iter_mut().zip(now).for_each(|(sum, q)| *sum += q);
            }
        }
        first += count as u32;
    }
    sets
}

/// One person tells a number of the others, whoever they are.
fn tell(people: u32, teller: u32, numbers: &Plain, sets: &[f64]) -> Vec<f64> {
    let mut told = vec![0.0; sets.len()];
    for chosen in (0..sets.len()).filter(|chosen| chosen >> teller & 1 == 0) {
        let number = chosen.count_ones();
        let choices = (0..number).fold(1.0, |product, i| product * f64::from(people - 1 - i) / f64::from(i + 1));
        let Some(chance) = numbers.get(&i64::from(number)) else { continue };
        for (set, p) in sets.iter().enumerate() {
            told[set | chosen] += p * chance / choices;
        }
    }
    told
}

fn ways(town: Town, parameters: &Parameters, gap: Option<&ServiceGap>, outcome: Outcome, count: u64) -> Ways {
    let mut groups: Vec<_> = parameters.telling(outcome).groups.iter().filter(|group| group.share > 0.0).collect();
    groups.sort_by_key(|group| group.name.clone());
    let total: f64 = groups.iter().map(|group| group.share).sum();
    let told: Vec<Plain> = groups.iter().map(|group| audience_in(Some(town), &group.audience, gap)).collect();
    let shares: Vec<f64> = groups.iter().map(|group| group.share / total).collect();
    if groups.is_empty() {
        return vec![(1.0, vec![Plain::from([(0, 1.0)]); count as usize])];
    }
    if !parameters.customers.exact_groups {
        return vec![(1.0, vec![mixed(shares.iter().copied().zip(&told)); count as usize])];
    }
    // Whole parts first, and one by one those who are left over.
    let exact: Vec<f64> = shares.iter().map(|share| share * count as f64).collect();
    let whole: Vec<usize> = exact.iter().map(|share| (share + 1e-9) as usize).collect();
    let parts: Vec<f64> = exact.iter().zip(&whole).map(|(share, whole)| (share - *whole as f64).max(0.0)).collect();
    let mut fixed: Vec<Plain> = Vec::new();
    for (told, whole) in told.iter().zip(&whole) {
        fixed.extend(vec![told.clone(); *whole]);
    }
    let left = count as usize - fixed.len();
    let all: f64 = parts.iter().sum();
    let mut ways: Ways = vec![(1.0, fixed)];
    for _ in 0..left {
        let before = std::mem::take(&mut ways);
        for (p, fixed) in before {
            for (part, told) in parts.iter().zip(&told).filter(|(part, _)| **part > 0.0) {
                let mut more = fixed.clone();
                more.push(told.clone());
                ways.push((p * part / all, more));
            }
        }
    }
    ways
}
