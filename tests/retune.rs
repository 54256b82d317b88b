//! A model that moved draws what one made anew draws, and buffers carry nothing from one replicate to the next.

use std::sync::Arc;

use rand::RngExt;
use rumeur::model::{
    Audience, Behind, Combine, Customers, Damage, Generations, Group, Model, Normal, Origin, Parameters, PerContact,
    Placement, Problem, Recovery, ReferralNetwork, Retelling, Scratch, Service, Tally, Telling, Touchpoint, Voice,
};
use rumeur::network::{Network, Source};
use rumeur::quantity::Probability;
use rumeur::random::{Purpose, ReplicateKey, Stream};
use rumeur::vocabulary::Outcome;

fn chance(stream: &mut Stream) -> Probability {
    Probability::clamped([0.0, 1.0, 0.2, 0.5, 0.9][stream.random_range(0..5)])
}

fn audience(stream: &mut Stream, network: bool, service: bool) -> Audience {
    match stream.random_range(0..12) {
        0 => Audience::Fixed(0),
        1 => Audience::Fixed(3),
        2 => Audience::Poisson([0.0, 0.5, 1.5][stream.random_range(0..3)]),
        3 => Audience::Geometric(1.2),
        4 => Audience::NegativeBinomial { mean: 1.0, dispersion: [1.0, 2.0][stream.random_range(0..2)] },
        5 => Audience::Uniform { low: 0, high: 4 },
        6 => Audience::LogNormal {
            median: [0.3, 1.0][stream.random_range(0..2)],
            sigma: [0.0, 0.8][stream.random_range(0..2)],
        },
        7 => Audience::Zipf { exponent: 2.5, max: 30 },
        8 => Audience::Empirical(vec![(0, 3.0), (1, 1.0), (5, 1.0)]),
        9 if service => Audience::Indignation { low: 0, high: 4 },
        10 if network => Audience::PerContact(PerContact::Probability(chance(stream))),
        11 if network => Audience::PerContact(PerContact::InverseDegree),
        _ => Audience::Fixed(1),
    }
}

fn service(stream: &mut Stream) -> Service {
    let mut normal = |mean: f64| Normal {
        mean: mean + stream.random_range(0.0..1.0),
        sd: [0.0, 0.01, 1.0][stream.random_range(0..3)],
    };
    let expectation = normal(7.0);
    let touchpoints =
        ["desk", "room", "bill"].map(|name| Touchpoint { name: name.to_owned(), score: normal(7.5), weight: 1.0 });
    let many = stream.random_range(1..=3);
    Service {
        expectation,
        combine: [Combine::Any, Combine::Mean][stream.random_range(0..2)],
        tolerance: [0.0, 0.5][stream.random_range(0..2)],
        rage: 2.0,
        touchpoints: touchpoints[..many].to_vec(),
    }
}

fn parameters(stream: &mut Stream, network: bool) -> Parameters {
    let mut with_service = false;
    let origin = match stream.random_range(0..5) {
        0 => Origin::Dissatisfied(stream.random_range(0..12)),
        1 => Origin::Served { served: 20, problem: Problem::Rate(chance(stream)) },
        2 => {
            with_service = true;
            Origin::Served { served: 20, problem: Problem::Service(Box::new(service(stream))) }
        }
        _ => Origin::Complaints {
            complaints: stream.random_range(1..4),
            behind: match stream.random_range(0..3) {
                0 => Behind::Silent(6),
                1 => Behind::SilentPerComplaint(3.0),
                _ => Behind::VoiceRate(Probability::clamped(0.4)),
            },
        },
    };
    // Room enough for all who hide behind so few complaints.
    let served = (!network && stream.random()).then_some(80);
    let mut parameters = Parameters {
        customers: Customers { origin, served, exact_groups: stream.random(), product_found: chance(stream) },
        recovery: Recovery { rate: chance(stream) },
        max_people: 1_000_000,
        ..Parameters::default()
    };
    parameters.voice = Voice { asked: chance(stream), admits: chance(stream), ..Voice::default() };
    parameters.voice.rate = stream.random::<bool>().then(|| chance(stream));
    for outcome in Outcome::ALL {
        let names = [&["a", "b"][..], &["a"], &["b", "a", "c"], &[]][stream.random_range(0..4)];
        let groups = names.iter().map(|name| Group {
            name: (*name).to_owned(),
            share: [0.0, 1.0, 2.5][stream.random_range(0..3)],
            audience: audience(stream, network, with_service && outcome != Outcome::Satisfied),
            stays: stream.random::<bool>().then(|| chance(stream)),
        });
        let groups = groups.collect();
        parameters.telling[outcome.index()] = Telling { stays: chance(stream), groups };
    }
    parameters.retelling = Retelling {
        rate: Probability::clamped(0.4),
        audience: audience(stream, network, with_service),
        generations: [Generations::UpTo(1), Generations::UpTo(3), Generations::Unlimited][stream.random_range(0..3)],
        decay: Probability::clamped(0.7),
    };
    parameters.damage = Damage {
        customer_value: 100.0,
        prospect_value: 10.0,
        listeners_in_market: chance(stream),
        deterred: chance(stream),
        won: chance(stream),
        complaint_cost: 5.0,
        recovery_cost: 9.0,
        fixed_cost: 3.0,
        asking_cost: 0.5,
    };
    if network {
        let placement = [Placement::Random, Placement::Hubs, Placement::Clustered][stream.random_range(0..3)].clone();
        parameters.network = Some(ReferralNetwork::given(placement));
    }
    parameters
}

fn networks() -> [Vec<Arc<Network>>; 3] {
    let make = |source: Source| {
        vec![Arc::new(source.generate(ReplicateKey { seed: 3, replicate: 0 }, 1 << 30).expect("a network"))]
    };
    [Vec::new(), make(Source::WellMixed { population: 200 }), make(Source::Preferential { population: 300, links: 2 })]
}

/// A baseline and a variant in step, replicate after replicate; garbage in between where a seed for it is given.
fn tallies(models: [&Model; 2], scratch: &mut [Scratch; 2], poison: Option<u64>) -> Vec<Option<[Tally; 2]>> {
    let [own, other] = scratch;
    let mut rows = Vec::new();
    for replicate in 0..8 {
        let key = ReplicateKey { seed: 5, replicate };
        let first = models[0].replicate(key, None, own);
        let second = models[1].replicate(key, Some((models[0], own)), other);
        rows.push((first.is_ok() && second.is_ok()).then(|| [own.tally().clone(), other.tally().clone()]));
        if let Some(seed) = poison {
            own.poison(seed + replicate);
            other.poison(seed + 100 + replicate);
        }
    }
    rows
}

#[test]
fn a_model_that_moved_draws_what_one_made_anew_draws() {
    let networks = networks();
    let mut moved = 0;
    for case in 0..900 {
        let mut stream = ReplicateKey { seed: 11, replicate: case }.stream(Purpose::Illustration, 0);
        let on = &networks[case as usize % 3];
        let points: Vec<Parameters> = (0..4).map(|_| parameters(&mut stream, !on.is_empty())).collect();
        let Ok(mut model) = Model::new(&points[0], on) else { continue };
        let (mut scratch, mut base) = (model.scratch(), model.scratch());
        let baseline = model.clone();
        for point in &points {
            match (model.retune(point), Model::new(point, on)) {
                (Ok(()), Ok(fresh)) => {
                    moved += 1;
                    let mut both = [base, scratch];
                    let found = tallies([&baseline, &model], &mut both, None);
                    let mut anew = [baseline.scratch(), fresh.scratch()];
                    assert_eq!(found, tallies([&baseline, &fresh], &mut anew, None), "{point:?}");
                    [base, scratch] = both;
                    assert_eq!(model.expected(), fresh.expected());
                    assert_eq!(model.groups(), fresh.groups());
                    assert_eq!(model.parameters(), point);
                }
                (Err(found), Err(anew)) => assert_eq!(found, anew),
                (found, anew) => panic!("{found:?} against {:?} at {point:?}", anew.map(|_| "a model")),
            }
        }
    }
    assert!(moved > 2_000, "{moved} moves");
}

#[test]
fn nothing_passes_from_one_replicate_to_the_next() {
    let networks = networks();
    let mut compared = 0;
    for case in 0..600 {
        let mut stream = ReplicateKey { seed: 12, replicate: case }.stream(Purpose::Illustration, 0);
        let on = &networks[case as usize % 3];
        let pair = [0, 1].map(|_| Model::new(&parameters(&mut stream, !on.is_empty()), on));
        let [Ok(baseline), Ok(variant)] = pair else { continue };
        let mut clean = [baseline.scratch(), variant.scratch()];
        let mut poisoned = [baseline.scratch(), variant.scratch()];
        let rows = tallies([&baseline, &variant], &mut clean, None);
        assert_eq!(rows, tallies([&baseline, &variant], &mut poisoned, Some(case * 1_000)), "case {case}");
        compared += rows.iter().flatten().count();
    }
    assert!(compared > 2_000, "{compared} replicates");
}

#[test]
fn buffers_of_another_model_are_made_over() {
    let networks = networks();
    let mut stream = ReplicateKey { seed: 13, replicate: 0 }.stream(Purpose::Illustration, 0);
    let models: Vec<Model> = (0..120)
        .filter_map(|case| {
            let on = &networks[case % 3];
            Model::new(&parameters(&mut stream, !on.is_empty()), on).ok()
        })
        .collect();
    let mut shared = models[0].scratch();
    for replicate in 0..500 {
        let key = ReplicateKey { seed: 6, replicate };
        let model = &models[stream.random_range(0..models.len())];
        let mut own = model.scratch();
        assert_eq!(model.replicate(key, None, &mut shared).is_ok(), model.replicate(key, None, &mut own).is_ok());
        assert_eq!(shared.tally(), own.tally());
        // A scratch that holds another replicate, or another model's, is no reference.
        let other = &models[stream.random_range(0..models.len())];
        let mut alone = other.scratch();
        let mut beside = other.scratch();
        let stale = ReplicateKey { seed: 6, replicate: replicate + 1 };
        assert_eq!(
            other.replicate(stale, Some((model, &own)), &mut beside).is_ok(),
            other.replicate(stale, None, &mut alone).is_ok()
        );
        assert_eq!(beside.tally(), alone.tally());
    }
}
