//! Laws in a town where everybody may tell everybody, against enumeration, closed forms and published digits.

use std::sync::Arc;

use rand::RngExt;

use super::oracle::{self, Plain};
use super::tests::{classic, group, probability};
use super::*;
use crate::model::{
    Audience, Behind, Customers, Damage, Generations, Group, Model, Origin, Parameters, PerContact, Placement, Problem,
    Recovery, ReferralNetwork, Retelling, Telling, Voice,
};
use crate::network::Source;
use crate::quantity::Probability;
use crate::random::Stream;
use crate::random::exact::stream;
use crate::vocabulary::{Metric, Outcome};

fn placed(parameters: &Parameters, population: u64, placement: Placement) -> Model {
    let source = Source::WellMixed { population };
    let network = Arc::new(source.town().expect("a town"));
    let network = (ReferralNetwork { source, placement, graphs: 1 }, network);
    let parameters = Parameters { network: Some(network.0), ..parameters.clone() };
    Model::new(&parameters, &[network.1]).expect("a model")
}

fn town(parameters: &Parameters, population: u64) -> Model {
    placed(parameters, population, Placement::Random)
}

pub(super) fn law(parameters: &Parameters, population: u64, metric: Metric) -> Arc<Law> {
    town(parameters, population).exact_law(metric).expect("a law")
}

fn audience(rng: &mut Stream) -> Audience {
    match rng.random_range(0..6) {
        0 => Audience::Fixed(rng.random_range(0..5)),
        1 => Audience::Poisson(rng.random_range(0.1..4.0)),
        2 => Audience::Uniform { low: 0, high: rng.random_range(1..9) },
        3 => Audience::Geometric(rng.random_range(0.2..3.0)),
        4 => Audience::PerContact(PerContact::Probability(probability(rng.random()))),
        _ => Audience::Empirical(vec![(0, 3.0), (rng.random_range(1..3), 2.0), (rng.random_range(3..9), 1.0)]),
    }
}

fn telling(rng: &mut Stream) -> Telling {
    let stays = probability(f64::from(rng.random_range(0..3_u32)) / 2.0);
    let groups = (0..rng.random_range(0..3_u32))
        .map(|index| group(&index.to_string(), f64::from(rng.random_range(1..4_u32)), audience(rng)))
        .collect::<Vec<Group>>();
    Telling { stays, groups }
}

/// A scenario for a town of `people`.
fn scenario(rng: &mut Stream, people: u64) -> Parameters {
    let complaints = rng.random_range(1..3);
    let rate = probability(rng.random_range(0.2..1.0));
    let behind = [
        Behind::VoiceRate(rate),
        Behind::SilentPerComplaint(rng.random_range(0.0..3.0)),
        Behind::Silent(rng.random_range(0..=people - complaints)),
    ];
    let origin = match rng.random_range(0..5) {
        kind @ 0..3 => Origin::Complaints { complaints, behind: behind[kind] },
        3 => Origin::Dissatisfied(rng.random_range(0..=people)),
        _ => Origin::Served { served: rng.random_range(0..=people), problem: Problem::Rate(rate) },
    };
    // A number served under which hardly anybody is cut is one that hides few.
    let served = match origin {
        Origin::Complaints { behind: Behind::Silent(_), .. } if rng.random_bool(0.5) => Some(people),
        Origin::Complaints { complaints, .. } if rng.random_bool(0.5) && people > 5 => {
            let origin = Origin::Complaints { complaints, behind: Behind::SilentPerComplaint(0.08) };
            return Parameters { customers: customers(rng, origin, Some(people - 1)), ..others(rng) };
        }
        _ => None,
    };
    Parameters { customers: customers(rng, origin, served), ..others(rng) }
}

fn customers(rng: &mut Stream, origin: Origin, served: Option<u64>) -> Customers {
    let product_found = if rng.random_bool(0.5) { Probability::ONE } else { probability(rng.random()) };
    Customers { origin, served, exact_groups: rng.random_bool(0.3), product_found }
}

fn others(rng: &mut Stream) -> Parameters {
    let mut chance = |often: f64| {
        let some = rng.random_bool(often);
        let value = rng.random();
        probability(if some { value } else { f64::from(value > 0.5) })
    };
    let voice = Voice { rate: None, asked: chance(0.5), admits: chance(0.5), observed: None };
    let recovery = Recovery { rate: chance(0.6) };
    let damage = Damage {
        customer_value: 30.0,
        prospect_value: 10.0,
        listeners_in_market: chance(1.0),
        deterred: chance(1.0),
        won: chance(1.0),
        complaint_cost: 20.0,
        ..Damage::default()
    };
    let own = rng.random_bool(0.5).then(|| probability(rng.random()));
    let telling = [telling(rng), telling(rng), telling(rng), telling(rng)];
    let voice = Voice { rate: own, ..voice };
    Parameters { voice, recovery, damage, telling, max_people: u64::MAX, ..Parameters::default() }
}

fn assert_is(law: &Law, known: &Plain, what: &str) {
    for (&value, &p) in known {
        let found = law.between(value as f64 - 0.5, value as f64 + 0.5);
        assert!((found - p).abs() < 1e-12, "{what}: P({value}) = {found}, not {p}");
    }
    let all: f64 = known.values().sum();
    assert!((all - 1.0).abs() < 1e-9, "{what}: {all}");
    let elsewhere: f64 = law.points().filter(|(value, _)| !known.contains_key(&(*value as i64))).map(|(_, p)| p).sum();
    assert!(elsewhere < 1e-12, "{what}: {elsewhere} elsewhere");
}

#[test]
fn tiny_towns_have_the_laws_of_all_sets_of_people() {
    let mut rng = stream(41);
    let mut checked = [0; Metric::COUNT];
    for index in 0..120 {
        let people = rng.random_range(3..8);
        let parameters = scenario(&mut rng, people);
        let model = town(&parameters, people);
        let town = Town { people, room: people };
        for metric in Metric::all().filter(|&metric| model.defines(metric) && metric.is_count()) {
            let law = match model.exact_law(metric) {
                Ok(law) => law,
                Err(NoLaw::Together | NoLaw::ExactGroups | NoLaw::Quotient) => continue,
                Err(other) => panic!("{index}, {metric}: {other}"),
            };
            let heard = |metric| super::town_oracle::law(town, &parameters, None, metric);
            let known = match metric {
                Metric::Reach
                | Metric::Aware
                | Metric::PositiveReach
                | Metric::ProspectsLost
                | Metric::ProspectsWon => heard(metric),
                Metric::Satisfied => continue,
                Metric::Overlap | Metric::Ambivalent => Plain::from([(0, 1.0)]),
                other => oracle::law_in(Some(town), &parameters, None, other),
            };
            assert_is(&law, &known, &format!("{index}, {metric} among {people}: {parameters:?}"));
            checked[metric.index()] += 1;
        }
    }
    for metric in Metric::all().filter(|metric| metric.is_count() && !metric.needs_time()) {
        let least = match metric {
            Metric::Satisfied | Metric::AwarePerComplaint => 0,
            Metric::Overlap | Metric::Ambivalent | Metric::ProspectsLost | Metric::ProspectsWon => 15,
            _ => 45,
        };
        assert!(checked[metric.index()] >= least, "{metric}: {}", checked[metric.index()]);
    }
}

#[test]
fn the_published_means_of_the_classic_in_towns() {
    let with = |origin| {
        let mut parameters = classic(1);
        parameters.customers.origin = origin;
        parameters.customers.exact_groups =
            matches!(parameters.customers.origin, Origin::Complaints { behind: Behind::Silent(_), .. });
        parameters
    };
    let fixed = with(Origin::Complaints { complaints: 1, behind: Behind::Silent(26) });
    let drawn = with(Origin::Complaints { complaints: 1, behind: Behind::SilentPerComplaint(26.0) });
    for (people, of_fixed, of_drawn) in
        [(500, 210.362, 167.577), (1_000, 246.438, 214.198), (5_000, 280.612, 271.274), (50_000, 289.045, 288.023)]
    {
        for (parameters, known) in [(&fixed, of_fixed), (&drawn, of_drawn)] {
            let model = town(parameters, people);
            let [reach, aware] = [Metric::Reach, Metric::Aware].map(|metric| model.exact_law(metric).expect("a law"));
            // Three decimals, and 6e-9 of the cases of 500 people would be more than live there.
            assert!((reach.mean() - known).abs() < 5.1e-4, "{people}: {}", reach.mean());
            assert!((aware.mean() - known - 27.0).abs() < 5.1e-4, "{people}: {}", aware.mean());
            let expected = model.expected().mean(Metric::Reach).expect("a mean");
            let digits = if people == 500 { 1e-5 } else { 1e-10 * expected };
            assert!((reach.mean() - expected).abs() < digits, "{people}: {} against {expected}", reach.mean());
        }
    }
}

#[test]
fn means_are_those_of_the_closed_forms() {
    let mut rng = stream(43);
    let mut checked = 0;
    for _ in 0..40 {
        let mut parameters = scenario(&mut rng, 40);
        parameters.customers.served = None;
        let model = town(&parameters, 900);
        for metric in Metric::all() {
            let (Some(mean), Ok(law)) = (model.expected().mean(metric), model.exact_law(metric)) else { continue };
            assert!((law.mean() - mean).abs() <= 1e-10 * mean.abs() + 1e-12, "{metric}: {} {mean}", law.mean());
            checked += usize::from(mean != 0.0);
        }
    }
    assert!(checked > 250, "{checked}");
}

#[test]
fn a_large_town_tends_to_the_law_without_a_network() {
    let parameters = classic(1);
    let without = Model::new(&parameters, &[]).expect("a model");
    for metric in [Metric::Reach, Metric::Aware, Metric::Impressions] {
        let branching = without.exact_law(metric).expect("a law");
        let distances = [4_000_000, 4_000_000_000].map(|people| law(&parameters, people, metric).distance(&branching));
        // Somebody hears twice in E R^2 / (2 N) of the cases, or less.
        let [near, far] = [4e6, 4e9].map(|people| 200_000.0 / (2.0 * people));
        assert!(distances[0] < near && distances[1] < far, "{metric}: {distances:?}");
        assert!(metric == Metric::Impressions || distances[0] > 100.0 * distances[1], "{metric}: {distances:?}");
    }
}

#[test]
fn where_the_customers_stand_makes_no_difference() {
    let parameters = classic(2);
    let known = law(&parameters, 300, Metric::Aware);
    for placement in [Placement::Hubs, Placement::Clustered] {
        assert_eq!(placed(&parameters, 300, placement).exact_law(Metric::Aware).expect("a law"), known);
    }
    // Of a list no more can be customers than stand on it.
    let list = Placement::People((0..40).map(|person| person.to_string()).collect());
    let listed = placed(&parameters, 300, list).exact_law(Metric::Dissatisfied).expect("a law");
    assert_eq!(listed.points().next_back().map(|(value, _)| value), Some(40.0));
    let unlisted = law(&parameters, 300, Metric::Dissatisfied);
    assert!((listed.at_least(40.0) - unlisted.at_least(40.0)).abs() < 1e-13);
}

#[test]
fn what_has_no_law_says_why() {
    let mut parameters = classic(1);
    parameters.telling[Outcome::Satisfied.index()].groups = vec![group("all", 1.0, Audience::Fixed(2))];
    parameters.damage = Damage {
        prospect_value: 10.0,
        listeners_in_market: probability(0.5),
        deterred: probability(0.5),
        won: probability(0.5),
        ..Damage::default()
    };
    let ill = town(&parameters, 1_000);
    let reason = |model: &Model, metric| model.exact_law(metric).err();
    assert_eq!(reason(&ill, Metric::Overlap), Some(NoLaw::Together));
    assert_eq!([Metric::NetLoss, Metric::ProspectsLost].map(|metric| reason(&ill, metric)), [None, None]);
    parameters.customers.served = Some(900);
    let both = town(&parameters, 1_000);
    for metric in [Metric::NetLoss, Metric::ProspectsLost, Metric::ProspectsWon, Metric::Ambivalent] {
        assert_eq!(reason(&both, metric), Some(NoLaw::Together), "{metric}");
    }
    assert_eq!([Metric::Reach, Metric::PositiveReach].map(|metric| reason(&both, metric)), [None, None]);
    parameters.customers.served = None;
    parameters.retelling = Retelling {
        rate: probability(0.1),
        audience: Audience::Fixed(3),
        generations: Generations::UpTo(2),
        decay: Probability::ONE,
    };
    let retold = town(&parameters, 1_000);
    for metric in [Metric::Impressions, Metric::Reach, Metric::Aware, Metric::Tellers, Metric::NetLoss] {
        assert_eq!(reason(&retold, metric), Some(NoLaw::Retelling), "{metric}");
    }
    assert_eq!([Metric::Silent, Metric::CustomersLost].map(|metric| reason(&retold, metric)), [None, None]);
    parameters.retelling.audience = Audience::Fixed(0);
    let unheard = town(&parameters, 1_000);
    assert_eq!(reason(&unheard, Metric::Tellers), Some(NoLaw::Retelling));
    assert_eq!(unheard.exact_law(Metric::Reach), ill.exact_law(Metric::Reach));
    assert_eq!(reason(&town(&classic(2_000), 4_000_000), Metric::Aware), Some(NoLaw::TooCostly));
}

#[test]
fn money_that_goes_with_one_count_has_its_law() {
    let mut parameters = classic(1);
    parameters.damage = Damage {
        customer_value: 20.0,
        prospect_value: 10.0,
        listeners_in_market: Probability::ONE,
        deterred: Probability::ONE,
        complaint_cost: 7.0,
        fixed_cost: 100.0,
        ..Damage::default()
    };
    let (reach, cost) = (law(&parameters, 400, Metric::Reach), law(&parameters, 400, Metric::NetLoss));
    for value in [0.0, 30.0, 200.0] {
        let share = cost.at_least(107.0 + 10.0 * value);
        assert!((share - reach.at_least(value)).abs() < 1e-14, "{value}: {share}");
    }
    // Everybody leaves: 20 for each who was let down, and 10 for each who heard.
    for telling in &mut parameters.telling {
        telling.stays = Probability::ZERO;
    }
    let (lost, model) = (law(&parameters, 400, Metric::RevenueLost), town(&parameters, 400));
    let mean = |metric| model.exact_law(metric).expect("a law").mean();
    assert!((lost.mean() - 20.0 * mean(Metric::Dissatisfied) - 10.0 * mean(Metric::Reach)).abs() < 1e-9);
    parameters.telling[0].stays = probability(0.5);
    assert_eq!(town(&parameters, 400).exact_law(Metric::NetLoss).err(), Some(NoLaw::Together));
}
