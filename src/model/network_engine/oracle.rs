//! A slow, obvious engine: given the same choices of every person it must reach the same people, generation by
//! generation.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use super::placement::Order;
use super::spread::Spread;
use super::telling::{Draws, Telling};
use crate::model::cancel::Never;
use crate::model::witness::{Nobody, Seat};
use crate::model::{
    Audience, Customers, Damage, GenerationTally, Generations, Group, Model, Origin, Parameters, PerContact, Placement,
    Problem, Recovery, ReferralNetwork, Retelling, Voice,
};
use crate::network::{EdgeList, Network, Source};
use crate::quantity::Probability;
use crate::random::{Purpose, ReplicateKey, Stream};
use crate::vocabulary::{Metric, Outcome, Valence};
use rand::RngExt;

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

fn unseen(witness: &mut Nobody) -> Seat<'_, Nobody> {
    Seat { witness, generation: 1, valence: Valence::Negative }
}

/// Whom a person tells, when they tell alone.
pub(super) fn choice(telling: &Telling, network: &Network, draws: Draws, person: u32) -> Vec<u32> {
    let mut spread = Spread::default();
    spread.clear(network.people(), &[]);
    spread.tellers.push(person);
    let impressions = telling.tell(network, draws, &mut spread, Never, &mut unseen(&mut Nobody));
    assert_eq!(impressions, spread.listeners.len() as u64, "a teller tells nobody twice");
    assert!(!spread.listeners.contains(&person), "nobody tells themselves");
    spread.listeners
}

/// What the oracle finds of one valence.
#[derive(Default)]
pub(super) struct Found {
    pub(super) generations: Vec<GenerationTally>,
    /// The generation in which each person first heard.
    pub(super) heard: BTreeMap<u32, u32>,
    pub(super) impressions: u64,
    by_group: BTreeMap<usize, u64>,
}

pub(super) struct Oracle<'a> {
    pub(super) parameters: &'a Parameters,
    pub(super) network: &'a Network,
    pub(super) key: ReplicateKey,
}

impl Oracle<'_> {
    /// Customers with outcome and group; only one group an outcome, so that the group is the outcome's.
    pub(super) fn customers(&self) -> Vec<(u32, Outcome)> {
        self.customers_without(&BTreeSet::new())
    }

    /// The same where some have left: the others move up in the order.
    pub(super) fn customers_without(&self, gone: &BTreeSet<u32>) -> Vec<(u32, Outcome)> {
        let Origin::Served { served, problem: Problem::Rate(_) } = self.parameters.customers.origin else {
            panic!("the oracle knows the served only")
        };
        let order = Order::new(&self.parameters.network.as_ref().expect("a network").placement, self.network);
        let mut people = Vec::new();
        let mut placed = super::people::PeopleSet::default();
        placed.reserve(self.network.people());
        let order = order.expect("an order");
        let many = (served + gone.len() as u64).min(order.capacity(self.network));
        order.place(self.key, self.network, many, &mut people, &mut placed);
        people.retain(|person| !gone.contains(person));
        people.truncate(served as usize);
        let distinct: BTreeSet<u32> = people.iter().copied().collect();
        assert_eq!(distinct.len() as u64, served, "nobody is placed twice");
        // The number let down comes from stage 1, which the branching engine is tested for.
        let mut alone = self.parameters.clone();
        alone.network = None;
        alone.time = None;
        alone.periods = None;
        alone.telling.iter_mut().for_each(|telling| telling.groups.clear());
        alone.retelling = Retelling::default();
        let model = Model::new(&alone, &[]).expect("a model");
        let mut scratch = model.scratch();
        model.replicate(self.key, None, &mut scratch).expect("no explosion");
        let dissatisfied = scratch.tally().count(Metric::Dissatisfied) as usize;
        let voice = self.parameters.voice;
        let rate = voice.rate.map_or(0.0, Probability::get);
        let voiced = rate + (1.0 - rate) * voice.asked.get() * voice.admits.get();
        let outcome = |(index, person): (usize, u32)| {
            let outcome = if index >= dissatisfied {
                Outcome::Satisfied
            } else if self.key.people(Purpose::Voice, 0).uniform(person) >= voiced {
                Outcome::Silent
            } else if self.key.people(Purpose::Recovery, 0).uniform(person) < self.parameters.recovery.rate.get() {
                Outcome::Recovered
            } else {
                Outcome::Unresolved
            };
            (person, outcome)
        };
        people.into_iter().enumerate().map(outcome).collect()
    }

    pub(super) fn spread(&self, valence: Valence, customers: &[(u32, Outcome)], lived_it: &BTreeSet<u32>) -> Found {
        let mut found = Found::default();
        let mut telling_now: Vec<(u32, Option<usize>, Telling)> = Vec::new();
        for &(person, outcome) in customers.iter().filter(|(_, outcome)| outcome.valence() == valence) {
            let audience = self.parameters.telling(outcome).groups.first().map(|group| &group.audience);
            let telling = audience.and_then(|audience| Telling::new(audience, None).expect("a telling"));
            telling_now.extend(telling.map(|telling| (person, Some(outcome.index()), telling)));
        }
        let retelling = &self.parameters.retelling;
        let retold = Telling::new(&retelling.audience, None).expect("a telling");
        let last = match retelling.generations {
            Generations::UpTo(last) => last,
            Generations::Unlimited => u32::MAX,
        };
        let start = GenerationTally { tellers: telling_now.len() as u64, impressions: 0, reach: 0 };
        found.generations.push(start);
        for generation in 1.. {
            let mut now = GenerationTally::default();
            let mut new = BTreeSet::new();
            for (person, group, telling) in std::mem::take(&mut telling_now) {
                let audience = if group.is_some() { Purpose::Audience } else { Purpose::RetellingAudience };
                let draws = Draws { key: self.key, audience, valence };
                for contact in choice(&telling, self.network, draws, person) {
                    now.impressions += 1;
                    if let Some(group) = group {
                        *found.by_group.entry(group).or_default() += 1;
                    }
                    if !lived_it.contains(&contact) && !found.heard.contains_key(&contact) {
                        new.insert(contact);
                    }
                }
            }
            if now.impressions == 0 {
                return found;
            }
            let rate = retelling.rate.get() * retelling.decay.get().powi(generation - 1);
            let mut retellers = 0;
            for person in new {
                found.heard.insert(person, generation as u32);
                now.reach += 1;
                let retells = self.key.people(Purpose::Retelling, valence.index() as u64).uniform(person) < rate;
                let retells = retells && (generation as u32) < last;
                // Who decides to retell is a teller, even of nobody.
                retellers += u64::from(retells);
                if let Some(telling) = retold.as_ref().filter(|_| retells) {
                    telling_now.push((person, None, telling.clone()));
                }
            }
            now.tellers = retellers;
            found.impressions += now.impressions;
            found.generations.push(now);
        }
        found
    }

    fn check(&self, model: &Model) {
        let customers = self.customers();
        let with = |outcomes: &[Outcome]| -> BTreeSet<u32> {
            customers.iter().filter(|(_, outcome)| outcomes.contains(outcome)).map(|&(person, _)| person).collect()
        };
        let let_down = with(&[Outcome::Silent, Outcome::Unresolved, Outcome::Recovered]);
        let ill = self.spread(Valence::Negative, &customers, &let_down);
        let good = self.spread(Valence::Positive, &customers, &with(&Outcome::ALL));
        let both: Vec<(u32, u32)> =
            ill.heard.iter().filter_map(|(person, &when)| Some((when, *good.heard.get(person)?))).collect();
        let ill_first = both.iter().filter(|(ill, good)| ill <= good).count() as u64;
        let mut scratch = model.scratch();
        // A replicate before must leave no trace.
        let other = ReplicateKey { replicate: self.key.replicate + 1, ..self.key };
        model.replicate(other, None, &mut scratch).expect("no explosion");
        model.replicate(self.key, None, &mut scratch).expect("no explosion");
        let tally = scratch.tally();
        let count = |outcome| with(&[outcome]).len() as u64;
        let expected = [
            (Metric::Complaints, count(Outcome::Recovered) + count(Outcome::Unresolved)),
            (Metric::Dissatisfied, let_down.len() as u64),
            (Metric::Silent, count(Outcome::Silent)),
            (Metric::Unresolved, count(Outcome::Unresolved)),
            (Metric::Recovered, count(Outcome::Recovered)),
            (Metric::Satisfied, count(Outcome::Satisfied)),
            (Metric::Tellers, ill.generations.iter().map(|now| now.tellers).sum()),
            (Metric::Impressions, ill.impressions),
            (Metric::Reach, ill.heard.len() as u64),
            (Metric::Overlap, ill.impressions - ill.heard.len() as u64),
            (Metric::Ambivalent, both.len() as u64),
            (Metric::Aware, (let_down.len() + ill.heard.len()) as u64),
            (Metric::PositiveImpressions, good.impressions),
            (Metric::PositiveReach, good.heard.len() as u64),
            // Everybody reached is in the market and acts on what they heard first.
            (Metric::ProspectsLost, ill.heard.len() as u64 - (both.len() as u64 - ill_first)),
            (Metric::ProspectsWon, good.heard.len() as u64 - ill_first),
        ];
        for (metric, value) in expected {
            assert_eq!(tally.count(metric), value, "{metric} of {:?}", self.parameters);
        }
        let mut seen = Vec::new();
        let mut watched = model.scratch();
        model.replicate_witnessed(self.key, &mut watched, &mut seen).expect("no explosion");
        assert_eq!(watched.tally(), tally, "a witness changes nothing");
        for (valence, found) in [(Valence::Negative, &ill), (Valence::Positive, &good)] {
            let told: Vec<_> = seen.iter().filter(|told| told.valence == valence).collect();
            assert_eq!(told.len() as u64, found.impressions);
            let first: BTreeMap<u32, u32> =
                told.iter().filter(|told| told.first).map(|told| (told.listener, told.generation)).collect();
            assert_eq!(first, found.heard, "who heard first, and when");
            assert!(told.iter().all(|told| told.generation == 1 || found.heard[&told.teller] == told.generation - 1));
        }
        assert_eq!(tally.generations[0], ill.generations, "{:?}", self.parameters);
        assert_eq!(tally.generations[1], good.generations, "{:?}", self.parameters);
        for (index, (outcome, _)) in model.groups().iter().enumerate() {
            let found = if outcome.valence() == Valence::Negative { &ill } else { &good };
            let impressions = found.by_group.get(&outcome.index()).copied().unwrap_or(0);
            assert_eq!(tally.groups[index].impressions, impressions);
            assert_eq!(tally.groups[index].customers, count(*outcome));
        }
    }
}

/// A small random network with weights.
pub(super) fn network(stream: &mut Stream) -> Network {
    let people = stream.random_range(2..40);
    let mut lines = String::new();
    // Everybody is named, by a loop.
    for person in 0..people {
        writeln!(lines, "{person} {person} 0.5").expect("room");
    }
    // A list of loops alone is refused.
    writeln!(lines, "0 1 0.25").expect("room");
    for _ in 0..stream.random_range(0..4 * people) {
        let [a, b] = [0; 2].map(|_: i32| stream.random_range(0..people));
        let weight = [0.0, 0.01, 0.25, 0.3, 0.9, 1.0][stream.random_range(0..6)];
        writeln!(lines, "{a} {b} {weight}").expect("room");
    }
    let (network, _) = EdgeList { directed: stream.random() }.read(lines.as_bytes()).expect("a network");
    network
}

fn audience(stream: &mut Stream, well_mixed: bool) -> Audience {
    match stream.random_range(0..9) {
        0 => Audience::Fixed(stream.random_range(0..4)),
        1 => Audience::Fixed(1_000),
        2 => Audience::Poisson(1.5),
        3 => Audience::Uniform { low: 1, high: 30 },
        4 => Audience::Empirical(vec![(0, 1.0), (3, 2.0)]),
        5 => Audience::PerContact(PerContact::Probability(probability(stream.random()))),
        6 => Audience::PerContact(PerContact::Probability(Probability::ONE)),
        7 if !well_mixed => Audience::PerContact(PerContact::Weight),
        _ => Audience::PerContact(PerContact::InverseDegree),
    }
}

pub(super) fn parameters(stream: &mut Stream, network: &Network) -> Parameters {
    let mut parameters = Parameters { max_people: 1_000_000_000, ..Parameters::default() };
    let served = stream.random_range(0..=u64::from(network.people()));
    parameters.customers = Customers {
        origin: Origin::Served { served, problem: Problem::Rate(probability(stream.random())) },
        ..Customers::default()
    };
    parameters.voice = Voice {
        rate: Some(probability(stream.random())),
        asked: probability(0.5),
        admits: probability(0.3),
        observed: None,
    };
    parameters.recovery = Recovery { rate: probability(0.5) };
    for outcome in Outcome::ALL {
        let audience = audience(stream, network.is_well_mixed());
        parameters.telling[outcome.index()].groups =
            vec![Group { name: "all".to_owned(), share: 1.0, audience, stays: None }];
    }
    parameters.retelling = Retelling {
        rate: probability([0.0, 0.5, 1.0][stream.random_range(0..3)]),
        audience: audience(stream, network.is_well_mixed()),
        generations: match stream.random_range(0..4) {
            0 => Generations::Unlimited,
            last => Generations::UpTo(last),
        },
        decay: probability([0.7, 1.0][stream.random_range(0..2)]),
    };
    parameters.network = Some(ReferralNetwork::given(match stream.random_range(0..4) {
        0 => Placement::Random,
        1 => Placement::Hubs,
        2 => Placement::Clustered,
        _ => Placement::People((0..network.people()).rev().map(|p| network.labels().get(p).into()).collect()),
    }));
    parameters.damage = Damage {
        listeners_in_market: Probability::ONE,
        deterred: Probability::ONE,
        won: Probability::ONE,
        ..Damage::default()
    };
    parameters
}

#[test]
fn the_engine_reaches_whom_a_slow_one_reaches() {
    for case in 0..600 {
        let key = ReplicateKey { seed: 7, replicate: case };
        let mut stream = key.stream(Purpose::Network, 1_000);
        let network = if case % 5 == 0 {
            let population = stream.random_range(2..40);
            Source::WellMixed { population }.generate(key, u64::MAX).expect("a network")
        } else {
            network(&mut stream)
        };
        let parameters = parameters(&mut stream, &network);
        let network = Arc::new(network);
        let model = Model::new(&parameters, &[Arc::clone(&network)]).expect("a model");
        Oracle { parameters: &parameters, network: &network, key }.check(&model);
    }
}

#[test]
fn whom_a_teller_chooses_does_not_depend_on_the_other_tellers() {
    for case in 0..200 {
        let key = ReplicateKey { seed: 8, replicate: case };
        let mut stream = key.stream(Purpose::Network, 1_000);
        let network = network(&mut stream);
        let Some(telling) = Telling::new(&audience(&mut stream, false), None).expect("a telling") else { continue };
        let draws = Draws { key, audience: Purpose::Audience, valence: Valence::Negative };
        let all: Vec<u32> = (0..network.people()).collect();
        for removed in &all {
            let tellers: Vec<u32> = all.iter().rev().copied().filter(|person| person != removed).collect();
            let alone: BTreeSet<u32> =
                tellers.iter().flat_map(|&person| choice(&telling, &network, draws, person)).collect();
            let mut spread = Spread::default();
            spread.clear(network.people(), &[]);
            spread.tellers = tellers;
            telling.tell(&network, draws, &mut spread, Never, &mut unseen(&mut Nobody));
            assert_eq!(spread.listeners.iter().copied().collect::<BTreeSet<u32>>(), alone);
        }
    }
}
