//! Sixty random scenarios and a dozen random towns, simulated: every metric by chi-square against its law, and every quantile.

use std::collections::BTreeMap;
use std::sync::Arc;

use rand::RngExt;

use super::tests::{group, probability};
use super::*;
use crate::model::{
    Audience, Behind, Damage, Generations, Group, Model, Origin, Parameters, PerContact, Placement, Problem, Recovery,
    ReferralNetwork, Retelling, Telling, Voice,
};
use crate::network::{Network, Source};
use crate::quantity::Probability;
use crate::random::exact::{Exact, stream};
use crate::random::{ReplicateKey, Stream};
use crate::vocabulary::Metric;

const SCENARIOS: u64 = 60;
const TOWNS: u64 = 15;
const REPLICATES: u64 = 5_000;

fn chance(rng: &mut Stream) -> Probability {
    probability(rng.random::<f64>())
}

fn audience(rng: &mut Stream) -> Audience {
    match rng.random_range(0..8) {
        0 => Audience::Fixed(rng.random_range(0..12)),
        1 => Audience::Poisson(rng.random_range(0.1..12.0)),
        2 => Audience::Uniform { low: rng.random_range(0..5), high: rng.random_range(5..20) },
        3 => Audience::NegativeBinomial { mean: rng.random_range(0.5..9.0), dispersion: rng.random_range(0.2..4.0) },
        4 => Audience::Geometric(rng.random_range(0.2..8.0)),
        5 => Audience::LogNormal { median: rng.random_range(0.5..6.0), sigma: rng.random_range(0.2..1.0) },
        6 => Audience::Zipf { exponent: rng.random_range(1.2..3.0), max: rng.random_range(5..200) },
        _ => Audience::Empirical(vec![(0, 3.0), (rng.random_range(1..5), 2.0), (rng.random_range(5..40), 1.0)]),
    }
}

fn telling(rng: &mut Stream) -> Telling {
    let groups: Vec<Group> = (0..rng.random_range(0..3_u32))
        .map(|index| Group {
            stays: rng.random_bool(0.3).then(|| chance(rng)),
            ..group(&index.to_string(), rng.random_range(0.5..3.0), audience(rng))
        })
        .collect();
    Telling { stays: chance(rng), groups }
}

fn scenario(rng: &mut Stream) -> Parameters {
    let complaints = rng.random_range(1..15);
    let origin = match rng.random_range(0..5) {
        0 => Origin::Complaints { complaints, behind: Behind::VoiceRate(probability(rng.random_range(0.05..1.0))) },
        1 => Origin::Complaints { complaints, behind: Behind::SilentPerComplaint(rng.random_range(0.0..26.0)) },
        2 => Origin::Complaints { complaints, behind: Behind::Silent(rng.random_range(0..40)) },
        3 => Origin::Dissatisfied(rng.random_range(1..80)),
        _ => Origin::Served { served: rng.random_range(1..300), problem: Problem::Rate(chance(rng)) },
    };
    let mut parameters = Parameters {
        voice: Voice {
            rate: rng.random_bool(0.5).then(|| chance(rng)),
            asked: chance(rng),
            admits: chance(rng),
            observed: None,
        },
        recovery: Recovery { rate: chance(rng) },
        telling: [telling(rng), telling(rng), telling(rng), telling(rng)],
        retelling: Retelling {
            rate: probability(rng.random_range(0.0..0.2)),
            audience: audience(rng),
            generations: Generations::UpTo(rng.random_range(1..4)),
            decay: chance(rng),
        },
        damage: Damage {
            customer_value: f64::from(rng.random_range(0..50_u32)),
            prospect_value: f64::from(rng.random_range(0..20_u32)),
            listeners_in_market: chance(rng),
            deterred: chance(rng),
            won: chance(rng),
            complaint_cost: f64::from(rng.random_range(0..10_u32)),
            recovery_cost: f64::from(rng.random_range(0..10_u32)),
            fixed_cost: 0.0,
            asking_cost: 0.0,
        },
        max_people: u64::MAX,
        ..Parameters::default()
    };
    parameters.customers.origin = origin;
    parameters
}

/// Simulates a scenario: how many laws there are, and how many metrics without one.
fn check(index: u64, parameters: &Parameters, networks: &[Arc<Network>]) -> (usize, usize) {
    let model = Model::new(parameters, networks).expect("a model");
    let known: Vec<(Metric, Arc<Law>)> =
        Metric::all().filter_map(|metric| Some((metric, model.exact_law(metric).ok()?))).collect();
    let skipped = Metric::all().filter(|&metric| model.defines(metric)).count() - known.len();
    let mut scratch = model.scratch();
    let mut values: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for replicate in 0..REPLICATES {
        model.replicate(ReplicateKey { seed: index, replicate }, None, &mut scratch).expect("no explosion");
        for (metric, _) in &known {
            let value = scratch.tally().value(*metric).expect("a value");
            values.entry(metric.index()).or_default().push(value);
        }
    }
    let checked = known.len();
    for (metric, law) in known {
        let values = values.get_mut(&metric.index()).expect("values");
        // Amounts of money may be multiples of more than 1: only whole numbers of places count.
        let unit = law.points().nth(1).map_or(1.0, |(second, _)| second - law.points().next().expect("a value").0);
        let exact = Exact { first: 0, probabilities: law.points().map(|(_, p)| p).collect() };
        let start = law.points().next().expect("a value").0;
        exact.assert_fits(values.iter().map(|value| ((value - start) / unit).round() as u64));
        values.sort_by(f64::total_cmp);
        for share in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] {
            let simulated = values[(share * REPLICATES as f64).ceil() as usize - 1];
            let error = 5.0 * (share * (1.0 - share) / REPLICATES as f64).sqrt();
            let (reaches, before) = (1.0 - law.at_least(simulated + 0.5 * unit), 1.0 - law.at_least(simulated));
            assert!(
                reaches >= share - error && before <= share + error,
                "scenario {index}, {metric}: {simulated} is at {before} to {reaches}, not {share}"
            );
        }
    }
    (checked, skipped)
}

#[test]
fn sixty_random_scenarios_have_the_laws_that_are_simulated() {
    let mut rng = stream(317);
    let (mut checked, mut skipped) = (0, 0);
    for index in 0..SCENARIOS {
        let (laws, without) = check(index, &scenario(&mut rng), &[]);
        checked += laws;
        skipped += without;
    }
    assert!(checked > 900 && skipped <= 2 * SCENARIOS as usize, "{checked} laws checked, {skipped} not known");
}

#[test]
fn random_towns_have_the_laws_that_are_simulated() {
    let mut rng = stream(318);
    let mut checked = 0;
    for index in 0..TOWNS {
        let mut parameters = scenario(&mut rng);
        parameters.retelling.rate = Probability::ZERO;
        let least = match parameters.customers.origin {
            Origin::Served { served, .. } => served,
            _ => 80,
        };
        let population = least + rng.random_range(1..150);
        let source = Source::WellMixed { population };
        let network = source.town().expect("a town");
        let placement = if index % 3 == 0 { Placement::Clustered } else { Placement::Random };
        parameters.network = Some(ReferralNetwork { source, placement, graphs: 1 });
        if let Some(first) = parameters.telling[0].groups.first_mut().filter(|_| index % 4 == 0) {
            first.audience = Audience::PerContact(PerContact::Probability(probability(0.05)));
        }
        let (laws, _) = check(1_000 + index, &parameters, &[Arc::new(network)]);
        assert!(laws >= 10, "{laws} laws in town {index}");
        checked += laws;
    }
    assert!(checked > 12 * TOWNS as usize, "{checked} laws checked");
}
