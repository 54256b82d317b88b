//! Luck goes by name, and what should not matter does not.

use std::sync::Arc;

use rumeur::model::{
    Audience, Behind, Customers, Damage, Generations, Group, Model, ModelError, Origin, Parameters, PerContact,
    Placement, Problem, Recovery, ReferralNetwork, Retelling, Scratch, Tally, Telling, Voice,
};
use rumeur::network::{EdgeList, Network, Source};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::vocabulary::{Metric, Outcome};

fn p(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

fn group(name: &str, share: f64, audience: Audience) -> Group {
    Group { name: name.to_owned(), share, audience, stays: None }
}

fn told_all() -> Audience {
    Audience::PerContact(PerContact::Probability(Probability::ONE))
}

/// Forty let down, some of them silent, some unresolved, some recovered; all leave by chance.
fn scenario(network: bool) -> Parameters {
    let mut parameters = Parameters {
        customers: Customers { origin: Origin::Dissatisfied(40), ..Customers::default() },
        voice: Voice { rate: Some(p(0.5)), ..Voice::default() },
        recovery: Recovery { rate: p(0.4) },
        damage: Damage { customer_value: 10.0, ..Damage::default() },
        ..Parameters::default()
    };
    for outcome in [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered] {
        parameters.telling[outcome.index()] = Telling {
            stays: p(0.3),
            groups: vec![group("calm", 2.0, Audience::Poisson(1.0)), group("loud", 1.0, Audience::Geometric(4.0))],
        };
    }
    parameters.network = network.then(|| ReferralNetwork::given(Placement::Random));
    parameters
}

fn network() -> Arc<Network> {
    let source = Source::Preferential { population: 2_000, links: 3 };
    Arc::new(source.generate(ReplicateKey { seed: 1, replicate: 0 }, 1 << 30).expect("a network"))
}

fn rows(parameters: &Parameters, networks: &[Arc<Network>], replicates: u64) -> Vec<Tally> {
    let model = Model::new(parameters, networks).expect("a model");
    let mut scratch = model.scratch();
    let row = |replicate| {
        model.replicate(ReplicateKey { seed: 317, replicate }, None, &mut scratch).expect("no explosion");
        scratch.tally().clone()
    };
    (0..replicates).map(row).collect()
}

fn mean(rows: &[Tally], metric: Metric) -> (f64, f64) {
    let n = rows.len() as f64;
    let mean = rows.iter().map(|row| row.count(metric) as f64).sum::<f64>() / n;
    let square = rows.iter().map(|row| (row.count(metric) as f64 - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (square / n).sqrt())
}

#[track_caller]
fn assert_alike((a, a_error): (f64, f64), (b, b_error): (f64, f64)) {
    assert!((a - b).abs() <= 4.0 * a_error.hypot(b_error) + 1e-9, "{a} +- {a_error} against {b} +- {b_error}");
}

#[test]
fn a_group_added_removed_or_renamed_leaves_the_luck_of_all_others_alone() {
    type Change = fn(&mut Vec<Group>);
    let changes: [(&str, Change); 3] = [
        ("added", |groups| groups.push(group("angry", 1.0, Audience::Fixed(7)))),
        ("removed", |groups| drop(groups.remove(1))),
        ("renamed", |groups| "wild".clone_into(&mut groups[1].name)),
    ];
    for on_network in [false, true] {
        let networks = if on_network { vec![network()] } else { Vec::new() };
        let baseline = Model::new(&scenario(on_network), &networks).expect("a model");
        for (what, change) in changes {
            let mut parameters = scenario(on_network);
            change(&mut parameters.telling[Outcome::Silent.index()].groups);
            let variant = Model::new(&parameters, &networks).expect("a model");
            let (mut own, mut beside, mut alone) = (baseline.scratch(), variant.scratch(), variant.scratch());
            let mut moved = 0;
            for replicate in 0..300 {
                let key = ReplicateKey { seed: 317, replicate };
                baseline.replicate(key, None, &mut own).expect("no explosion");
                variant.replicate(key, Some((&baseline, &own)), &mut beside).expect("no explosion");
                variant.replicate(key, None, &mut alone).expect("no explosion");
                for (index, named) in baseline.groups().iter().enumerate() {
                    let Some(place) = variant.groups().iter().position(|other| other == named) else { continue };
                    let [then, now, apart] = [&own, &beside, &alone].map(Scratch::tally);
                    if named.0 != Outcome::Silent {
                        assert_eq!(then.groups[index], now.groups[place], "{what}: {named:?}");
                        assert_eq!(then.groups[index], apart.groups[place], "{what} in another file: {named:?}");
                    } else if then.groups[index].customers == now.groups[place].customers {
                        let told = |tally: &Tally, group: usize| tally.groups[group].impressions;
                        // On a network the people may be others.
                        assert!(on_network || told(then, index) == told(now, place), "{what}: {named:?}");
                    }
                    // The people of a group that is gone find others; one that is there anew takes of all.
                    let (before, after) = (then.groups[index].customers, now.groups[place].customers);
                    moved += u64::from(before != after);
                    assert!(what != "added" || after <= before, "{what}: {before} and {after} of {named:?}");
                    assert!(what != "removed" || after >= before, "{what}: {before} and {after} of {named:?}");
                }
            }
            assert!(moved > 0 || what == "renamed", "{what} changes something");
        }
    }
}

#[test]
fn complainers_stand_anywhere_among_those_let_down() {
    let networks = [network()];
    let with = |origin, voice| {
        let mut parameters = Parameters { voice, ..Parameters::default() };
        parameters.customers.origin = origin;
        parameters.telling[Outcome::Unresolved.index()].groups = vec![group("all", 1.0, told_all())];
        parameters.network = Some(ReferralNetwork::given(Placement::Hubs));
        mean(&rows(&parameters, &networks, 4_000), Metric::Impressions)
    };
    let complaints = with(Origin::Complaints { complaints: 5, behind: Behind::Silent(20) }, Voice::default());
    let dissatisfied = with(Origin::Dissatisfied(25), Voice { rate: Some(p(0.2)), ..Voice::default() });
    assert_alike(complaints, dissatisfied);
}

#[test]
fn names_of_groups_do_not_decide_who_is_in_them() {
    let (star, _) = EdgeList { directed: false }.read(&b"hub a\nhub b\nhub c\nhub d\n"[..]).expect("a network");
    let networks = [Arc::new(star)];
    for [tells, silent] in [["a", "b"], ["b", "a"]] {
        let customers = Customers { origin: Origin::Dissatisfied(2), exact_groups: true, ..Customers::default() };
        let mut parameters = Parameters { customers, ..Parameters::default() };
        parameters.telling[Outcome::Silent.index()].groups =
            vec![group(tells, 1.0, told_all()), group(silent, 1.0, Audience::Fixed(0))];
        let people = ["hub", "a"].map(str::to_owned).to_vec();
        parameters.network = Some(ReferralNetwork::given(Placement::People(people)));
        // The hub tells four, the other one.
        let found = mean(&rows(&parameters, &networks, 4_000), Metric::Impressions);
        assert_alike(found, (2.5, 0.0));
    }
}

#[test]
fn the_order_of_lines_does_not_decide_who_is_in_a_cluster() {
    let found = ["a b\na c\na d\nb e\nb f\nb g\n", "a d\na c\na b\nb g\nb f\nb e\n"].map(|lines| {
        let (network, _) = EdgeList { directed: false }.read(lines.as_bytes()).expect("a network");
        let mut parameters = Parameters::default();
        parameters.customers.origin = Origin::Dissatisfied(3);
        parameters.telling[Outcome::Silent.index()].groups = vec![group("all", 1.0, told_all())];
        parameters.network = Some(ReferralNetwork::given(Placement::Clustered));
        mean(&rows(&parameters, &[Arc::new(network)], 8_000), Metric::Impressions)
    });
    assert_alike(found[0], found[1]);
}

#[test]
fn who_tells_nobody_is_no_teller_unless_they_decided_to() {
    let town = [Arc::new(
        Source::WellMixed { population: 1_000 }.generate(ReplicateKey { seed: 1, replicate: 0 }, 0).expect("a town"),
    )];
    let mut parameters = Parameters::default();
    parameters.customers.origin = Origin::Dissatisfied(1);
    parameters.telling[Outcome::Silent.index()].groups = vec![group("all", 1.0, Audience::Fixed(5))];
    parameters.retelling = Retelling {
        rate: Probability::ONE,
        audience: Audience::Fixed(0),
        generations: Generations::UpTo(2),
        decay: Probability::ONE,
    };
    for networks in [&town[..], &[]] {
        parameters.network = (!networks.is_empty()).then(|| ReferralNetwork::given(Placement::Random));
        assert_eq!(rows(&parameters, networks, 1)[0].count(Metric::Tellers), 6);
        let expected = Model::new(&parameters, networks).expect("a model").expected().mean(Metric::Tellers);
        assert!((expected.expect("a formula") - 6.0).abs() < 1e-9);
    }
    // Always below a half, so always nobody.
    let never = Audience::LogNormal { median: 0.3, sigma: 0.0 };
    parameters.telling[Outcome::Silent.index()].groups[0].audience = never;
    parameters.network = None;
    assert_eq!(rows(&parameters, &[], 1)[0].count(Metric::Tellers), 0);
    // Beside others on a network, a group may tell none of its contacts.
    parameters.telling[Outcome::Silent.index()].groups = vec![
        group("mute", 1.0, Audience::PerContact(PerContact::Probability(Probability::ZERO))),
        group("some", 1.0, Audience::Fixed(2)),
    ];
    parameters.network = Some(ReferralNetwork::given(Placement::Random));
    let model = Model::new(&parameters, &town).expect("a model");
    assert_eq!(model.expected().mean(Metric::Dissatisfied), Some(1.0));
}

#[test]
fn what_the_population_cuts_is_expected_cut() {
    let town = [Arc::new(
        Source::WellMixed { population: 130 }.generate(ReplicateKey { seed: 1, replicate: 0 }, 0).expect("a town"),
    )];
    let mut parameters = Parameters::default();
    let behind = Behind::SilentPerComplaint(26.0);
    parameters.customers.origin = Origin::Complaints { complaints: 1, behind };
    parameters.network = Some(ReferralNetwork::given(Placement::Random));
    let expected = Model::new(&parameters, &town).expect("a model").expected().mean(Metric::Silent);
    // 26 (1 - (26/27)^129)
    let by_hand = 26.0 * (1.0 - (26.0_f64 / 27.0).powi(129));
    assert!((expected.expect("a formula") - by_hand).abs() < 1e-9);
    assert_alike(mean(&rows(&parameters, &town, 20_000), Metric::Silent), (by_hand, 0.0));
}

#[test]
fn parameters_out_of_range_make_no_model() {
    assert!(Model::new(&Parameters::default(), &[]).is_ok(), "the default is neutral");
    assert_eq!(rows(&Parameters::default(), &[], 3), vec![rows(&Parameters::default(), &[], 1)[0].clone(); 3]);
    for share in [f64::INFINITY, -1.0, f64::NAN] {
        let mut parameters = scenario(false);
        parameters.telling[0].groups[0].share = share;
        assert!(matches!(Model::new(&parameters, &[]), Err(ModelError::Share { .. })), "{share}");
    }
    for money in [f64::INFINITY, -1.0, f64::NAN] {
        let mut parameters = scenario(false);
        parameters.damage.recovery_cost = money;
        assert!(matches!(Model::new(&parameters, &[]), Err(ModelError::Money { .. })), "{money}");
    }
    let mut twice = scenario(false);
    twice.telling[0].groups[1].name = twice.telling[0].groups[0].name.clone();
    assert!(matches!(Model::new(&twice, &[]), Err(ModelError::GroupTwice { .. })));
    let mut other = scenario(true);
    let source = Source::Preferential { population: 1_999, links: 3 };
    other.network = Some(ReferralNetwork { source, placement: Placement::Random, graphs: 1 });
    assert!(matches!(Model::new(&other, &[network()]), Err(ModelError::Network(_))));
}

#[test]
fn counts_beyond_all_people_are_stopped_and_do_not_wrap() {
    for origin in [
        Origin::Complaints { complaints: 5, behind: Behind::Silent(u64::MAX) },
        Origin::Complaints { complaints: 5, behind: Behind::SilentPerComplaint(1e300) },
        Origin::Served { served: u64::MAX, problem: Problem::Rate(Probability::ONE) },
    ] {
        let mut parameters = scenario(false);
        parameters.customers.origin = origin;
        let model = Model::new(&parameters, &[]).expect("a model");
        let explosion = model.replicate(ReplicateKey { seed: 1, replicate: 0 }, None, &mut model.scratch());
        assert_eq!(explosion.map_err(|explosion| explosion.generation), Err(0));
    }
}

#[test]
fn audiences_drawn_one_by_one_are_given_up_when_asked() {
    use std::sync::atomic::AtomicBool;
    let mut parameters = Parameters { max_people: u64::MAX, ..Parameters::default() };
    parameters.customers.origin = Origin::Dissatisfied(1_000_000_000_000);
    let slow = Audience::LogNormal { median: 8.0, sigma: 0.8 };
    parameters.telling[Outcome::Silent.index()].groups = vec![group("all", 1.0, slow)];
    let model = Model::new(&parameters, &[]).expect("a model");
    let key = ReplicateKey { seed: 1, replicate: 0 };
    let given_up = model.replicate_unless(&AtomicBool::new(true), key, None, &mut model.scratch());
    assert_eq!(given_up, Err(rumeur::model::Stopped::Cancelled));
}
