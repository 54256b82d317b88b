//! Every origin, audience and stage against enumeration.

use super::oracle;
use super::tests::{group, probability};
use super::*;
use crate::model::{
    Audience, Behind, Combine, Damage, Generations, Model, Normal, Origin, Parameters, Problem, Retelling, Service,
    Telling, Touchpoint, Voice,
};
use crate::vocabulary::{Metric, Outcome};

const METRICS: [Metric; 16] = [
    Metric::Complaints,
    Metric::Dissatisfied,
    Metric::Silent,
    Metric::Unresolved,
    Metric::Recovered,
    Metric::Satisfied,
    Metric::Tellers,
    Metric::Impressions,
    Metric::Reach,
    Metric::Aware,
    Metric::PositiveImpressions,
    Metric::PositiveReach,
    Metric::CustomersLost,
    Metric::ProspectsLost,
    Metric::ProspectsWon,
    Metric::NetLoss,
];

/// Compares every metric that has a law; gives how many had none.
fn compare(parameters: &Parameters, name: &str) -> usize {
    let model = Model::new(parameters, &[]).expect("a model");
    let mut without = 0;
    for metric in METRICS.into_iter().filter(|&metric| model.defines(metric)) {
        let law = match model.exact_law(metric) {
            Ok(law) => law,
            Err(NoLaw::ExactGroups) => {
                without += 1;
                continue;
            }
            Err(reason) => panic!("{name}: {metric}: {reason}"),
        };
        let known = oracle::law(parameters, model.service_gap(), metric);
        let mut rest = 1.0;
        for (value, p) in law.points() {
            let by_hand = known.get(&(value.round() as i64)).copied().unwrap_or(0.0);
            assert!((p - by_hand).abs() < 1e-12, "{name}: {metric} = {value}: {p} against {by_hand}");
            rest -= by_hand;
        }
        assert!(rest.abs() < 1e-11, "{name}: {metric}: {rest} is elsewhere");
    }
    without
}

fn service() -> Service {
    Service {
        expectation: Normal { mean: 7.0, sd: 1.0 },
        combine: Combine::Any,
        tolerance: 0.5,
        rage: 3.0,
        touchpoints: vec![Touchpoint { name: "desk".to_owned(), score: Normal { mean: 7.8, sd: 1.1 }, weight: 1.0 }],
    }
}

/// All outcomes tell, leave and cost.
fn rich(origin: Origin) -> Parameters {
    let mut parameters = Parameters {
        recovery: crate::model::Recovery { rate: probability(0.4) },
        damage: Damage {
            customer_value: 30.0,
            prospect_value: 10.0,
            listeners_in_market: probability(0.5),
            deterred: probability(0.3),
            won: probability(0.2),
            complaint_cost: 5.0,
            recovery_cost: 15.0,
            fixed_cost: 0.0,
            asking_cost: 0.0,
        },
        max_people: u64::MAX,
        ..Parameters::default()
    };
    parameters.customers.origin = origin;
    let telling = |stays: f64, groups| Telling { stays: probability(stays), groups };
    parameters.telling = [
        telling(
            0.6,
            vec![group("few", 2.0, Audience::Fixed(1)), group("many", 1.0, Audience::Uniform { low: 0, high: 3 })],
        ),
        telling(0.3, vec![group("all", 1.0, Audience::Fixed(2))]),
        telling(0.9, vec![group("all", 1.0, Audience::Empirical(vec![(0, 1.0), (1, 2.0)]))]),
        telling(1.0, vec![]),
    ];
    parameters
}

fn satisfied_tell(mut parameters: Parameters) -> Parameters {
    parameters.telling[3].groups = vec![group("none", 3.0, Audience::Fixed(0)), group("one", 1.0, Audience::Fixed(1))];
    parameters
}

fn origins() -> Vec<(&'static str, Parameters)> {
    let complaints = |behind| rich(Origin::Complaints { complaints: 2, behind });
    vec![
        ("voice rate", complaints(Behind::VoiceRate(probability(0.6)))),
        ("silent per complaint", complaints(Behind::SilentPerComplaint(0.5))),
        ("silent", complaints(Behind::Silent(4))),
        ("dissatisfied", rich(Origin::Dissatisfied(5))),
        ("served", satisfied_tell(rich(Origin::Served { served: 6, problem: Problem::Rate(probability(0.3)) }))),
        ("service", satisfied_tell(rich(Origin::Served { served: 6, problem: Problem::Service(Box::new(service())) }))),
    ]
}

fn voices() -> [Voice; 4] {
    [
        Voice::default(),
        Voice { asked: probability(0.5), admits: probability(0.4), ..Voice::default() },
        Voice { rate: Some(probability(0.2)), ..Voice::default() },
        Voice { rate: Some(probability(0.8)), asked: probability(1.0), admits: probability(0.3), observed: None },
    ]
}

#[test]
fn every_origin_and_every_voice() {
    for (name, parameters) in origins() {
        for voice in voices() {
            assert_eq!(compare(&Parameters { voice, ..parameters.clone() }, name), 0);
        }
    }
}

#[test]
fn complaints_among_a_number_served_whether_they_are_cut_or_not() {
    let complaints = |behind| rich(Origin::Complaints { complaints: 2, behind });
    for (served, behind) in [
        (7, Behind::SilentPerComplaint(0.5)),
        (12, Behind::SilentPerComplaint(0.3)),
        (7, Behind::VoiceRate(probability(0.7))),
        (9, Behind::Silent(4)),
    ] {
        for found in [1.0, 0.7] {
            let mut plain = complaints(behind);
            plain.customers.served = Some(served);
            plain.customers.product_found = probability(found);
            for parameters in [plain.clone(), satisfied_tell(plain)] {
                for voice in voices() {
                    let parameters = Parameters { voice, ..parameters.clone() };
                    assert_eq!(compare(&parameters, &format!("{served} served, {behind:?}")), 0);
                }
                let mut exact = parameters.clone();
                exact.customers.exact_groups = true;
                compare(&exact, &format!("{served} served, exact groups"));
            }
        }
    }
}

#[test]
fn every_audience() {
    for audience in [
        Audience::Fixed(3),
        Audience::Poisson(1.5),
        Audience::Uniform { low: 2, high: 5 },
        Audience::NegativeBinomial { mean: 1.5, dispersion: 0.8 },
        Audience::Geometric(0.7),
        Audience::LogNormal { median: 1.2, sigma: 0.6 },
        Audience::Zipf { exponent: 1.4, max: 80 },
        Audience::Empirical(vec![(0, 5.0), (2, 1.0), (90, 0.5)]),
        Audience::Indignation { low: 1, high: 6 },
    ] {
        let name = format!("{audience:?}");
        let mut parameters = rich(Origin::Served { served: 3, problem: Problem::Service(Box::new(service())) });
        parameters.voice.rate = Some(probability(0.5));
        parameters.telling[0].groups = vec![group("all", 1.0, audience.clone())];
        assert_eq!(compare(&parameters, &name), 0);
        if matches!(audience, Audience::Indignation { .. }) {
            continue;
        }
        let mut parameters = rich(Origin::Complaints { complaints: 1, behind: Behind::SilentPerComplaint(0.3) });
        parameters.telling[0].groups = vec![group("all", 1.0, audience)];
        assert_eq!(compare(&parameters, &name), 0);
    }
}

#[test]
fn two_and_three_generations() {
    for (rate, audience, generations, decay) in [
        (0.3, Audience::Fixed(2), 2, 1.0),
        (0.2, Audience::Poisson(0.8), 2, 1.0),
        (0.5, Audience::Uniform { low: 0, high: 2 }, 3, 0.5),
        (0.4, Audience::Fixed(0), 2, 1.0),
        (1.0, Audience::Fixed(1), 4, 0.9),
    ] {
        for (name, parameters) in origins() {
            let retelling = Retelling {
                rate: probability(rate),
                audience: audience.clone(),
                generations: Generations::UpTo(generations),
                decay: probability(decay),
            };
            assert_eq!(compare(&Parameters { retelling, ..parameters }, &format!("{name}, {audience:?}")), 0);
        }
    }
}

#[test]
fn exact_groups_where_their_law_is_known() {
    let mut without = 0;
    for (name, mut parameters) in origins() {
        parameters.customers.exact_groups = true;
        parameters.telling[0].groups.push(group("very many", 1.5, Audience::Fixed(4)));
        for voice in voices() {
            without += compare(&Parameters { voice, ..parameters.clone() }, name);
        }
    }
    // Never the counts of stages 1 to 3.
    assert!((1..=origins().len() * 4 * 8).contains(&without), "{without}");
}

#[test]
fn a_reason_is_given_where_there_is_no_law() {
    let reason = |parameters: &Parameters, metric| {
        let model = Model::new(parameters, &[]).expect("a model");
        model.exact_law(metric).err()
    };
    let plain = rich(Origin::Dissatisfied(5));
    assert_eq!(reason(&plain, Metric::Satisfied), Some(NoLaw::Undefined));
    assert_eq!(reason(&plain, Metric::AwarePerComplaint), Some(NoLaw::Quotient));
    let mut odd = plain.clone();
    odd.damage.customer_value = 1.0 / 3.0;
    assert_eq!(reason(&odd, Metric::NetLoss), Some(NoLaw::Money));
    assert_eq!(reason(&odd, Metric::Cost), None);
    let mut endless = plain.clone();
    endless.retelling = Retelling {
        rate: probability(0.5),
        audience: Audience::Poisson(2.0),
        generations: Generations::Unlimited,
        decay: probability(1.0),
    };
    assert_eq!(reason(&endless, Metric::Aware), Some(NoLaw::Endless));
    assert_eq!(reason(&endless, Metric::Silent), None);
    let mut wide = plain.clone();
    wide.telling[Outcome::Silent.index()].groups = vec![group("all", 1.0, Audience::Poisson(1e9))];
    assert_eq!(reason(&wide, Metric::Reach), Some(NoLaw::TooWide));
    let wider = rich(Origin::Complaints { complaints: 1, behind: Behind::SilentPerComplaint(1e6) });
    assert_eq!(reason(&wider, Metric::Silent), Some(NoLaw::TooWide));
}
