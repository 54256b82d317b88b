//! Laws by plain enumeration and convolution, slow and obvious: what the generating functions must agree with.

use std::collections::BTreeMap;

use super::Town;
use crate::model::{Audience, Behind, Generations, Origin, Parameters, PerContact, Problem, ServiceGap};
use crate::random::exact::Exact;
use crate::vocabulary::{Metric, Outcome};

/// Probabilities by value.
pub(super) type Plain = BTreeMap<i64, f64>;

/// What is left out of endless laws.
const CUT: f64 = 1e-18;

pub(super) fn certain(value: i64) -> Plain {
    Plain::from([(value, 1.0)])
}

pub(super) fn plus(a: &Plain, b: &Plain) -> Plain {
    let mut sum = Plain::new();
    for (x, p) in a {
        for (y, q) in b {
            if p * q > 1e-24 {
                *sum.entry(x + y).or_insert(0.0) += p * q;
            }
        }
    }
    sum
}

pub(super) fn mixed<'a>(parts: impl IntoIterator<Item = (f64, &'a Plain)>) -> Plain {
    let mut sum = Plain::new();
    for (weight, law) in parts {
        for (value, p) in law {
            *sum.entry(*value).or_insert(0.0) += weight * p;
        }
    }
    sum
}

fn sum_of(law: &Plain, n: u64) -> Plain {
    (0..n).fold(certain(0), |sum, _| plus(&sum, law))
}

fn plain(exact: &Exact) -> Plain {
    (exact.first as i64..).zip(exact.probabilities.iter().copied()).filter(|(_, p)| *p > CUT).collect()
}

pub(super) fn binomial(n: u64, p: f64) -> Plain {
    match p {
        0.0 => certain(0),
        1.0 => certain(n as i64),
        _ => plain(&Exact::binomial(n, p)),
    }
}

/// P(X = k) of an audience.
pub(super) fn audience(audience: &Audience, gap: Option<&ServiceGap>) -> Plain {
    let weighted = |values: Vec<(u64, f64)>| {
        let total: f64 = values.iter().map(|(_, weight)| weight).sum();
        values.into_iter().map(|(value, weight)| (value as i64, weight / total)).collect()
    };
    match *audience {
        Audience::Fixed(people) => certain(people as i64),
        Audience::Poisson(mean) => plain(&Exact::poisson(mean)),
        Audience::Uniform { low, high } => weighted((low..=high).map(|value| (value, 1.0)).collect()),
        Audience::NegativeBinomial { mean, dispersion } => plain(&Exact::negative_binomial(mean, dispersion)),
        Audience::Geometric(mean) => plain(&Exact::negative_binomial(mean, 1.0)),
        Audience::LogNormal { median, sigma } => {
            let below = |y: f64| 0.5 * libm::erfc(-libm::log(y / median) / (sigma * 2.0_f64.sqrt()));
            let at = |k: u64| if k == 0 { below(0.5) } else { below(k as f64 + 0.5) - below(k as f64 - 0.5) };
            (0..2_000).map(|k| (k as i64, at(k))).filter(|(_, p)| *p > CUT).collect()
        }
        Audience::Zipf { exponent, max } => {
            weighted((1..=max).map(|value| (value, (value as f64).powf(-exponent))).collect())
        }
        Audience::Empirical(ref values) => weighted(values.clone()),
        Audience::Indignation { low, high } => weighted(gap.expect("a gap").audience(low, high).expect("an audience")),
        Audience::PerContact(_) => unreachable!("no network"),
    }
}

/// The same in a town, where nobody tells more than all others.
pub(super) fn audience_in(town: Option<Town>, told: &Audience, gap: Option<&ServiceGap>) -> Plain {
    let Some(town) = town else { return audience(told, gap) };
    let others = town.people - 1;
    let told = match told {
        Audience::PerContact(PerContact::Probability(p)) => binomial(others, p.get()),
        Audience::PerContact(PerContact::InverseDegree) => binomial(others, 1.0 / others as f64),
        told => audience(told, gap),
    };
    let mut cut = Plain::new();
    for (value, p) in told {
        *cut.entry(value.min(others as i64)).or_insert(0.0) += p;
    }
    cut
}

/// What people add to a metric.
#[derive(Clone, Copy)]
struct Adds {
    outcome: [i64; 4],
    leaving: i64,
    telling_ill: i64,
    /// By valence: how much, with what chance.
    hearing: [(i64, f64); 2],
}

fn adds(metric: Metric, parameters: &Parameters) -> Adds {
    let damage = &parameters.damage;
    let market = damage.listeners_in_market.get();
    let (deterred, won) = (market * damage.deterred.get(), market * damage.won.get());
    let none = Adds { outcome: [0; 4], leaving: 0, telling_ill: 0, hearing: [(0, 0.0); 2] };
    let [customer, prospect, complaint, recovery] =
        [damage.customer_value, damage.prospect_value, damage.complaint_cost, damage.recovery_cost].map(|x| x as i64);
    match metric {
        Metric::Complaints => Adds { outcome: [0, 1, 1, 0], ..none },
        Metric::Dissatisfied => Adds { outcome: [1, 1, 1, 0], ..none },
        Metric::Silent => Adds { outcome: [1, 0, 0, 0], ..none },
        Metric::Unresolved => Adds { outcome: [0, 1, 0, 0], ..none },
        Metric::Recovered => Adds { outcome: [0, 0, 1, 0], ..none },
        Metric::Satisfied => Adds { outcome: [0, 0, 0, 1], ..none },
        Metric::Tellers => Adds { telling_ill: 1, ..none },
        Metric::Impressions | Metric::Reach => Adds { hearing: [(1, 1.0), (0, 0.0)], ..none },
        Metric::Aware => Adds { outcome: [1, 1, 1, 0], hearing: [(1, 1.0), (0, 0.0)], ..none },
        Metric::PositiveImpressions | Metric::PositiveReach => Adds { hearing: [(0, 0.0), (1, 1.0)], ..none },
        Metric::CustomersLost => Adds { leaving: 1, ..none },
        Metric::ProspectsLost => Adds { hearing: [(1, deterred), (0, 0.0)], ..none },
        Metric::ProspectsWon => Adds { hearing: [(0, 0.0), (1, won)], ..none },
        Metric::NetLoss => Adds {
            outcome: [0, complaint, complaint + recovery, 0],
            leaving: customer,
            telling_ill: 0,
            hearing: [(prospect, deterred), (-prospect, won)],
        },
        _ => unreachable!("not in the tests"),
    }
}

/// What a first-hand listener and all who hear from them add.
fn family(parameters: &Parameters, gap: Option<&ServiceGap>, valence: usize, adds: Adds) -> Plain {
    let retelling = &parameters.retelling;
    let Generations::UpTo(last) = retelling.generations else { unreachable!("no end") };
    let (weight, chance) = adds.hearing[valence];
    let own = mixed([(chance, &certain(weight)), (1.0 - chance, &certain(0))]);
    let mark = certain(if valence == 0 { adds.telling_ill } else { 0 });
    let told = audience(&retelling.audience, gap);
    let mut family = own.clone();
    for generation in (1..last).rev() {
        let rate = retelling.rate.get() * retelling.decay.get().powi(generation as i32 - 1);
        let retold = plus(&mark, &compound(&told, &family));
        family = plus(&own, &mixed([(rate, &retold), (1.0 - rate, &certain(0))]));
    }
    family
}

fn compound(number: &Plain, each: &Plain) -> Plain {
    let mut sum = certain(0);
    let mut at = 0;
    let mut parts = Plain::new();
    for (&n, &p) in number {
        while at < n {
            sum = plus(&sum, each);
            at += 1;
        }
        for (value, q) in &sum {
            *parts.entry(*value).or_insert(0.0) += p * q;
        }
    }
    parts
}

/// Silent, unresolved, recovered and satisfied customers with their joint probabilities.
pub(super) fn customers(parameters: &Parameters, gap: Option<&ServiceGap>, town: Option<Town>) -> Vec<([u64; 4], f64)> {
    // Seen, hidden, satisfied.
    let mut start: Vec<([u64; 3], f64)> = Vec::new();
    let mut observed = None;
    match &parameters.customers.origin {
        Origin::Complaints { complaints, behind } => {
            let c = *complaints as f64;
            let odds = match behind {
                Behind::VoiceRate(rate) => (1.0 - rate.get()) / rate.get(),
                Behind::SilentPerComplaint(odds) => *odds,
                Behind::Silent(silent) => *silent as f64 / c,
            };
            observed = Some(1.0 / (1.0 + odds));
            if let Behind::Silent(silent) = behind {
                start.push(([*complaints, *silent, 0], 1.0));
            } else {
                let hidden = plain(&Exact::negative_binomial(c * odds, c));
                start.extend(hidden.into_iter().map(|(hidden, p)| ([*complaints, hidden as u64, 0], p)));
            }
        }
        Origin::Dissatisfied(people) => start.push(([*people, 0, 0], 1.0)),
        Origin::Served { served, problem } => {
            let (let_down, satisfied) = match problem {
                Problem::Rate(rate) => (rate.get(), 1.0 - rate.get()),
                Problem::Service(_) => {
                    let gap = gap.expect("a gap");
                    (gap.let_down().get(), gap.satisfied().get())
                }
            };
            let found = parameters.customers.product_found.get();
            for (bad, p) in binomial(*served, let_down) {
                for (good, q) in binomial(*served - bad as u64, (satisfied / (1.0 - let_down)).min(1.0) * found) {
                    start.push(([bad as u64, 0, good as u64], p * q));
                }
            }
        }
    }
    if let (Some(served), Origin::Complaints { complaints, .. }) =
        (parameters.customers.served, &parameters.customers.origin)
    {
        let room = served - complaints;
        let drawn = std::mem::take(&mut start);
        for ([seen, hidden, _], p) in drawn {
            let hidden = hidden.min(room);
            for (satisfied, q) in binomial(room - hidden, parameters.customers.product_found.get()) {
                start.push(([seen, hidden, satisfied as u64], p * q));
            }
        }
    }
    for ([seen, hidden, _], _) in &mut start {
        *hidden = town.map_or(*hidden, |town| (*hidden).min(town.room - *seen));
    }
    let voice = parameters.voice;
    let rate = voice.rate.map_or(observed.unwrap_or(0.0), crate::quantity::Probability::get);
    let now = rate + (1.0 - rate) * voice.asked.get() * voice.admits.get();
    let (kept, joining) = match observed {
        None => (now, 0.0),
        Some(before) if now >= before => (1.0, if before < 1.0 { (now - before) / (1.0 - before) } else { 0.0 }),
        Some(before) => (now / before, 0.0),
    };
    let mut all = Vec::new();
    for ([seen, hidden, satisfied], p) in start {
        for (complaints, q) in plus(&binomial(seen, kept), &binomial(hidden, joining)) {
            let complaints = complaints as u64;
            for (recovered, r) in binomial(complaints, parameters.recovery.rate.get()) {
                let recovered = recovered as u64;
                let counts = [seen + hidden - complaints, complaints - recovered, recovered, satisfied];
                all.push((counts, p * q * r));
            }
        }
    }
    all.retain(|(_, p)| *p > CUT);
    all
}

/// What `n` customers of an outcome add.
struct OutcomeLaw {
    groups: Vec<(f64, Plain)>,
    exact: bool,
    known: Vec<Plain>,
}

impl OutcomeLaw {
    fn of(&mut self, n: u64) -> &Plain {
        while self.known.len() as u64 <= n {
            let next = if self.exact && self.groups.len() > 1 {
                self.divided(self.known.len() as u64)
            } else if let Some(last) = self.known.last() {
                plus(last, &mixed(self.groups.iter().map(|(share, law)| (*share, law))))
            } else {
                certain(0)
            };
            self.known.push(next);
        }
        &self.known[n as usize]
    }

    fn divided(&self, n: u64) -> Plain {
        let parts: Vec<(u64, f64)> = self
            .groups
            .iter()
            .map(|(share, _)| {
                let exact = share * n as f64;
                if (exact - exact.round()).abs() < 1e-9 * exact.max(1.0) {
                    (exact.round() as u64, 0.0)
                } else {
                    (exact as u64, exact.fract())
                }
            })
            .collect();
        let rest = n - parts.iter().map(|part| part.0).sum::<u64>();
        let fractions: f64 = parts.iter().map(|part| part.1).sum();
        let whole = self
            .groups
            .iter()
            .zip(&parts)
            .fold(certain(0), |sum, ((_, law), (whole, _))| plus(&sum, &sum_of(law, *whole)));
        if rest == 0 {
            return whole;
        }
        let drawn = mixed(self.groups.iter().zip(&parts).map(|((_, law), (_, part))| (part / fractions, law)));
        plus(&whole, &sum_of(&drawn, rest))
    }
}

/// The law of a metric.
pub(super) fn law(parameters: &Parameters, gap: Option<&ServiceGap>, metric: Metric) -> Plain {
    law_in(None, parameters, gap, metric)
}

/// The same in a town, of what adds up over people.
pub(super) fn law_in(town: Option<Town>, parameters: &Parameters, gap: Option<&ServiceGap>, metric: Metric) -> Plain {
    let adds = adds(metric, parameters);
    let families = [0, 1].map(|valence| family(parameters, gap, valence, adds));
    let mut outcomes = Outcome::ALL.map(|outcome| {
        let telling = parameters.telling(outcome);
        let mut groups: Vec<_> = telling.groups.iter().filter(|group| group.share > 0.0).collect();
        groups.sort_by_key(|group| group.name.clone());
        let total: f64 = groups.iter().map(|group| group.share).sum();
        let one = |told: &Audience, stays: f64| {
            let leaves = if outcome == Outcome::Satisfied { 0.0 } else { 1.0 - stays };
            let here = adds.outcome[outcome.index()];
            let mut fixed = mixed([(leaves, &certain(here + adds.leaving)), (1.0 - leaves, &certain(here))]);
            if !told.is_zero() && outcome.valence().index() == 0 {
                fixed = plus(&fixed, &certain(adds.telling_ill));
            }
            plus(&fixed, &compound(&audience_in(town, told, gap), &families[outcome.valence().index()]))
        };
        let groups = if groups.is_empty() {
            vec![(1.0, one(&Audience::Fixed(0), telling.stays.get()))]
        } else {
            let stays = |own: Option<crate::quantity::Probability>| own.unwrap_or(telling.stays).get();
            groups.iter().map(|group| (group.share / total, one(&group.audience, stays(group.stays)))).collect()
        };
        OutcomeLaw { groups, exact: parameters.customers.exact_groups, known: Vec::new() }
    });
    let mut law = Plain::new();
    for (counts, p) in customers(parameters, gap, town) {
        let mut sum = certain(0);
        for (outcome, n) in outcomes.iter_mut().zip(counts) {
            sum = plus(&sum, outcome.of(n));
        }
        for (value, q) in sum {
            *law.entry(value).or_insert(0.0) += p * q;
        }
    }
    law
}
