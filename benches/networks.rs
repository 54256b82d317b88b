//! Replicates on networks, by kind of network and rule of telling, and the making of networks.

use std::sync::Arc;

use divan::{Bencher, black_box};
use rumeur::model::{
    Audience, Generations, Group, Model, Origin, Parameters, PerContact, Placement, ReferralNetwork, Retelling,
};
use rumeur::network::{Communities, Network, Source};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::vocabulary::Outcome;

const PEOPLE: u64 = 100_000;

fn main() {
    divan::main();
}

fn kinds() -> [(&'static str, Source); 5] {
    [
        ("well_mixed", Source::WellMixed { population: PEOPLE }),
        ("random", Source::Random { population: PEOPLE, contacts: 10.0 }),
        ("small_world", Source::SmallWorld { population: PEOPLE, contacts: 10, rewiring: 0.1 }),
        ("preferential", Source::Preferential { population: PEOPLE, links: 5 }),
        (
            "communities",
            Source::Communities(Communities {
                sizes: vec![PEOPLE / 10; 10],
                inside: 8.0,
                neighbours: 1.0,
                anywhere: 1.0,
            }),
        ),
    ]
}

fn rules() -> [(&'static str, Audience); 5] {
    let p = |value| Audience::PerContact(PerContact::Probability(Probability::clamped(value)));
    [
        ("rare", p(0.000_5)),
        ("even", p(0.15)),
        ("inverse_degree", Audience::PerContact(PerContact::InverseDegree)),
        ("audience", Audience::Poisson(1.4)),
        ("all", Audience::Fixed(1_000_000)),
    ]
}

fn network(kind: &str) -> Network {
    let [source] = kinds().into_iter().filter(|(name, _)| *name == kind).collect::<Vec<_>>().try_into().expect("one");
    source.1.generate(ReplicateKey { seed: 1, replicate: 0 }, u64::MAX).expect("a network")
}

/// Ten people start; everybody tells the same way, up to ten generations.
fn parameters(audience: &Audience) -> Parameters {
    let mut parameters = Parameters { max_people: u64::MAX, ..Parameters::default() };
    parameters.customers.origin = Origin::Dissatisfied(10);
    let group = Group { name: "all".to_owned(), share: 1.0, audience: audience.clone(), stays: None };
    parameters.telling[Outcome::Silent.index()].groups = vec![group];
    parameters.retelling = Retelling {
        rate: Probability::ONE,
        audience: audience.clone(),
        generations: Generations::UpTo(10),
        decay: Probability::ONE,
    };
    parameters.network = Some(ReferralNetwork::given(Placement::Random));
    parameters
}

fn replicates(bencher: Bencher, kind: &str, rule: &str) {
    let audience = rules().into_iter().find(|(name, _)| *name == rule).expect("a rule").1;
    let model = Model::new(&parameters(&audience), &[Arc::new(network(kind))]).expect("a model");
    let mut scratch = model.scratch();
    let mut replicate = 0;
    bencher.bench_local(|| {
        replicate += 1;
        model.replicate(ReplicateKey { seed: 1, replicate }, None, &mut scratch).expect("no explosion");
        black_box(scratch.tally().counts)
    });
}

const RULES: [&str; 4] = ["rare", "even", "inverse_degree", "audience"];

#[divan::bench(args = RULES)]
fn well_mixed(bencher: Bencher, rule: &str) {
    replicates(bencher, "well_mixed", rule);
}

#[divan::bench(args = RULES)]
fn random(bencher: Bencher, rule: &str) {
    replicates(bencher, "random", rule);
}

#[divan::bench(args = RULES)]
fn small_world(bencher: Bencher, rule: &str) {
    replicates(bencher, "small_world", rule);
}

#[divan::bench(args = ["rare", "even", "inverse_degree", "audience", "all"])]
fn preferential(bencher: Bencher, rule: &str) {
    replicates(bencher, "preferential", rule);
}

#[divan::bench(args = RULES)]
fn communities(bencher: Bencher, rule: &str) {
    replicates(bencher, "communities", rule);
}

#[divan::bench(args = ["random", "small_world", "preferential", "communities"])]
fn generate(bencher: Bencher, kind: &str) {
    bencher.bench(|| network(kind));
}
