//! The network engine against enumeration, closed forms and published values.

use std::sync::Arc;

use rumeur::experiment::Experiment;
use rumeur::model::{
    Audience, Behind, Customers, Generations, Group, Model, Origin, Parameters, PerContact, Placement, ReferralNetwork,
    Retelling,
};
use rumeur::network::{EdgeList, Network, Source};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::scenario::Overrides;
use rumeur::vocabulary::{Metric, Outcome};

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

fn edges(lines: &str, directed: bool) -> Arc<Network> {
    Arc::new(EdgeList { directed }.read(lines.as_bytes()).expect("an edge list").0)
}

fn group(name: &str, share: f64, audience: Audience) -> Group {
    Group { name: name.to_owned(), share, audience, stays: None }
}

fn on_network(placement: Placement) -> ReferralNetwork {
    ReferralNetwork::given(placement)
}

/// Starters who do not complain, everybody telling each contact with some probability without end.
fn cascade(starters: &[&str], per_contact: PerContact) -> Parameters {
    let mut parameters = Parameters { max_people: 1_000_000_000, ..Parameters::default() };
    parameters.customers.origin = Origin::Dissatisfied(starters.len() as u64);
    let audience = Audience::PerContact(per_contact);
    parameters.telling[Outcome::Silent.index()].groups = vec![group("all", 1.0, audience.clone())];
    parameters.retelling =
        Retelling { rate: Probability::ONE, audience, generations: Generations::Unlimited, decay: Probability::ONE };
    let people = starters.iter().map(|&label| label.to_owned()).collect();
    parameters.network = Some(on_network(Placement::People(people)));
    parameters
}

/// One complaint and 26 silent behind it: 23 tell 10 and 3 tell 20.
fn classic(customers: Customers) -> Parameters {
    let mut parameters = Parameters { customers, max_people: 1_000_000_000, ..Parameters::default() };
    parameters.telling[Outcome::Silent.index()].groups =
        vec![group("ordinary", 23.0, Audience::Fixed(10)), group("vocal", 3.0, Audience::Fixed(20))];
    parameters.network = Some(on_network(Placement::Random));
    parameters
}

fn classic_fixed() -> Parameters {
    let origin = Origin::Complaints { complaints: 1, behind: Behind::Silent(26) };
    classic(Customers { origin, exact_groups: true, ..Customers::default() })
}

fn classic_random() -> Parameters {
    let origin = Origin::Complaints { complaints: 1, behind: Behind::SilentPerComplaint(26.0) };
    classic(Customers { origin, ..Customers::default() })
}

fn values(parameters: &Parameters, networks: &[Arc<Network>], metric: Metric, replicates: u64) -> Vec<u64> {
    let model = Model::new(parameters, networks).expect("a model");
    let mut scratch = model.scratch();
    (0..replicates)
        .map(|replicate| {
            model.replicate(ReplicateKey { seed: 317, replicate }, None, &mut scratch).expect("no explosion");
            scratch.tally().count(metric)
        })
        .collect()
}

/// Mean and its standard error.
fn mean(values: &[u64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<u64>() as f64 / n;
    let variance = values.iter().map(|&value| (value as f64 - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

#[track_caller]
fn assert_mean(values: &[u64], expected: f64) {
    let (mean, error) = mean(values);
    assert!((mean - expected).abs() <= 4.0 * error + 1e-9, "{mean} +- {error} against {expected}");
}

#[test]
fn small_networks_spread_as_enumerated_by_hand() {
    let rows: [(&str, &str, f64, f64); 5] = [
        ("a b\nb c\nc a", "a", 0.3, 1.726),
        ("a b\nb c\nc d", "a", 0.3, 1.417),
        ("a b\na c\na d\na e\na f\na g\na h\na i\na j", "a", 0.3, 3.7),
        ("a b\na c\na d\na e\na f\na g\na h\na i\na j", "b", 0.3, 2.02),
        ("a b\nb c\nc d\nd e\ne a", "a", 0.5, 2.75),
    ];
    for (lines, starter, p, aware) in rows {
        let parameters = cascade(&[starter], PerContact::Probability(probability(p)));
        assert_mean(&values(&parameters, &[edges(lines, false)], Metric::Aware, 100_000), aware);
    }
    let star = edges("a b\na c\na d\na e\na f\na g\na h\na i\na j", false);
    assert_mean(&values(&cascade(&["b"], PerContact::InverseDegree), &[star], Metric::Aware, 100_000), 2.0);
}

/// The distribution of the number aware over all patterns of contacts that are told.
fn enumerate(network: &Network, starter: u32, chance: impl Fn(u32, u32, usize) -> f64) -> Vec<f64> {
    let mut contacts = Vec::new();
    for person in 0..network.people() {
        for (index, &contact) in network.contacts_of(person).iter().enumerate() {
            contacts.push((person, contact, chance(person, contact, index)));
        }
    }
    assert!(contacts.len() <= 16, "2^16 patterns are enough");
    let mut distribution = vec![0.0; network.people() as usize + 1];
    for pattern in 0_u32..1 << contacts.len() {
        let mut weight = 1.0;
        for (bit, &(_, _, chance)) in contacts.iter().enumerate() {
            weight *= if pattern >> bit & 1 == 1 { chance } else { 1.0 - chance };
        }
        let mut aware = 1_u32 << starter;
        for _ in 0..network.people() {
            for (bit, &(from, to, _)) in contacts.iter().enumerate() {
                if pattern >> bit & 1 == 1 && aware >> from & 1 == 1 {
                    aware |= 1 << to;
                }
            }
        }
        distribution[aware.count_ones() as usize] += weight;
    }
    distribution
}

/// Chi-square at p = 1e-6 by Wilson and Hilferty (1931); rare values are put together.
#[track_caller]
fn assert_distribution(values: &[u64], expected: &[f64]) {
    let n = values.len() as f64;
    let (mut chi2, mut cells) = (0.0, 0.0);
    let (mut seen_rare, mut expected_rare) = (0.0, 0.0);
    for (value, &share) in expected.iter().enumerate() {
        let seen = values.iter().filter(|&&other| other == value as u64).count() as f64;
        if share * n >= 10.0 {
            chi2 += (seen - share * n).powi(2) / (share * n);
            cells += 1.0;
        } else {
            assert!(share > 0.0 || seen == 0.0, "{value} is impossible");
            seen_rare += seen;
            expected_rare += share * n;
        }
    }
    if expected_rare >= 10.0 {
        chi2 += (seen_rare - expected_rare).powi(2) / expected_rare;
        cells += 1.0;
    }
    let freedom: f64 = cells - 1.0;
    let limit = freedom * (1.0 - 2.0 / (9.0 * freedom) + 4.753 * (2.0 / (9.0 * freedom)).sqrt()).powi(3);
    assert!(chi2 < limit, "chi-square {chi2} with {freedom} degrees of freedom");
}

#[test]
fn the_number_aware_is_distributed_as_over_all_patterns() {
    let networks = [
        edges("a b\nb c\nc a\nc d\nd e", false),
        edges("a b\na c\na d\nb c\nb d\nc d", false),
        edges("a b\nb c\nc d\nd e\ne f\nf a\na d", false),
        edges("a b\na c\na d\na e\nb c\nd e\ne f\nf g", false),
        edges("a b\nb c\nc a\na d\nd e\ne a\nc e\nb e\ne d\nc b", true),
        edges("a b\na c\nb d\nc d\nd e\ne f\ne g\nf h\ng h\nh a\nd f\nc g\nb h\ne b", true),
    ];
    for network in &networks {
        let p = 0.35;
        let parameters = cascade(&["a"], PerContact::Probability(probability(p)));
        let seen = values(&parameters, std::slice::from_ref(network), Metric::Aware, 60_000);
        assert_distribution(&seen, &enumerate(network, 0, |_, _, _| p));
        let seen =
            values(&cascade(&["a"], PerContact::InverseDegree), std::slice::from_ref(network), Metric::Aware, 60_000);
        let expected = enumerate(network, 0, |_, contact, _| 1.0 / f64::from(network.in_degree(contact)));
        assert_distribution(&seen, &expected);
    }
}

#[test]
fn weights_are_told_with_their_probability() {
    let lines = "a b 0.9\na c 0.05\na d 0.3\nb c 0.6\nc d 1\nd e 0.26\nb e 0\nc e 0.001";
    for directed in [true, false] {
        let network = edges(lines, directed);
        let expected =
            enumerate(&network, 0, |person, _, index| f64::from(network.weights_of(person).expect("weights")[index]));
        let seen = values(&cascade(&["a"], PerContact::Weight), &[network], Metric::Aware, 100_000);
        assert_distribution(&seen, &expected);
    }
}

#[test]
fn a_rare_contact_is_told_as_often_as_it_should() {
    // Below 1/1024 gaps come from a logarithm instead of a table.
    let lines = (1..=4_000).map(|person| format!("0 {person}")).collect::<Vec<_>>().join("\n");
    let network = edges(&lines, true);
    for p in [0.0002, 0.0009, 0.0011, 0.004] {
        let parameters = cascade(&["0"], PerContact::Probability(probability(p)));
        let reach = values(&parameters, std::slice::from_ref(&network), Metric::Reach, 20_000);
        assert_mean(&reach, 4_000.0 * p);
        let (mean, _) = mean(&reach);
        let variance = reach.iter().map(|&value| (value as f64 - mean).powi(2)).sum::<f64>() / 20_000.0;
        let binomial = 4_000.0 * p * (1.0 - p);
        // The variance of a variance of near-Poisson counts: (2 s^4 + s^2) / n.
        let tolerance = 4.0 * ((2.0 * binomial * binomial + binomial) / 20_000.0).sqrt();
        assert!((variance - binomial).abs() < tolerance, "{variance} against {binomial}");
    }
}

#[test]
fn the_classic_in_a_well_mixed_town_reaches_the_closed_form() {
    let fixed = [(500, 210.362), (1_000, 246.438), (5_000, 280.612), (50_000, 289.045)];
    let random = [(500, 167.577), (1_000, 214.198), (5_000, 271.274), (50_000, 288.023)];
    for (parameters, rows) in [(classic_fixed(), fixed), (classic_random(), random)] {
        for (population, reach) in rows {
            let network = Source::WellMixed { population }.generate(ReplicateKey { seed: 1, replicate: 0 }, 1 << 20);
            let network = Arc::new(network.expect("a network"));
            let model = Model::new(&parameters, &[Arc::clone(&network)]).expect("a model");
            let expected = model.expected();
            let closed = expected.mean(Metric::Reach).expect("a closed form");
            assert!((closed - reach).abs() < 6e-4, "{population}: {closed} against {reach}");
            assert!((expected.mean(Metric::Impressions).expect("a closed form") - 290.0).abs() < 1e-9);
            // What 500 people cut of the silent weighs 2e-7.
            assert!((expected.mean(Metric::Aware).expect("a closed form") - closed - 27.0).abs() < 1e-6);
            assert_mean(&values(&parameters, &[network], Metric::Reach, 8_000), reach);
        }
    }
}

#[test]
fn both_engines_agree_where_nobody_hears_twice() {
    let mut parameters = classic_random();
    parameters.retelling = Retelling {
        rate: probability(0.1),
        audience: Audience::Poisson(4.0),
        generations: Generations::UpTo(3),
        decay: probability(0.5),
    };
    let key = ReplicateKey { seed: 1, replicate: 0 };
    let everybody = Arc::new(Source::WellMixed { population: 100_000_000 }.generate(key, 0).expect("no contacts"));
    let on_network = values(&parameters, &[everybody], Metric::Reach, 4_000);
    parameters.network = None;
    let branching = values(&parameters, &[], Metric::Reach, 4_000);
    let ((a, a_error), (b, b_error)) = (mean(&on_network), mean(&branching));
    assert!((a - b).abs() < 4.0 * a_error.hypot(b_error), "{a} +- {a_error} and {b} +- {b_error}");
    let expected = Model::new(&parameters, &[]).expect("a model").expected().mean(Metric::Reach).expect("a formula");
    assert!((a - expected).abs() < 4.0 * a_error, "{a} +- {a_error} against {expected}");
}

/// One starter anywhere on Erdos-Renyi networks of 20,000 people where each infects `r0` others on average.
fn outbreaks(r0: f64, graphs: u64, replicates: u64) -> Vec<u64> {
    let source = Source::Random { population: 20_000, contacts: 4.0 };
    let networks: Vec<Arc<Network>> = (0..graphs)
        .map(|replicate| Arc::new(source.generate(ReplicateKey { seed: 5, replicate }, 1 << 30).expect("a network")))
        .collect();
    let mut parameters = cascade(&["0"], PerContact::Probability(probability(r0 / 4.0)));
    parameters.network = Some(ReferralNetwork { source, placement: Placement::Random, graphs });
    values(&parameters, &networks, Metric::Aware, replicates)
}

#[test]
fn large_outbreaks_on_random_networks_have_the_size_of_the_giant_component() {
    for (r0, share) in [(1.5, 0.582_812), (2.0, 0.796_812), (3.0, 0.940_480)] {
        let large: Vec<u64> = outbreaks(r0, 120, 120).into_iter().filter(|&aware| aware > 2_000).collect();
        let (mean, error) = mean(&large);
        let (mean, error) = (mean / 20_000.0, error / 20_000.0);
        assert!((mean - share).abs() < 4.0 * error + 0.001, "{r0}: {mean} +- {error} against {share}");
    }
}

#[test]
fn small_outbreaks_on_random_networks_have_the_size_of_a_branching_process() {
    for (r0, size) in [(0.5, 2.0), (0.8, 5.0)] {
        let aware = outbreaks(r0, 60, 30_000);
        let (mean, error) = mean(&aware);
        assert!((mean - size).abs() < 4.0 * error + 0.01 * size, "{r0}: {mean} +- {error} against {size}");
    }
}

#[test]
fn customers_who_do_not_fit_are_an_error_and_drawn_ones_are_cut() {
    let network = edges("a b\nb c\nc d", false);
    let mut parameters = classic_fixed();
    let error = Model::new(&parameters, std::slice::from_ref(&network)).expect_err("27 customers among 4 people");
    assert_eq!(error.to_string(), "network: 27 customers do not fit among 4 people");
    parameters.customers = classic_random().customers;
    let model = Model::new(&parameters, &[network]).expect("a model");
    let mut scratch = model.scratch();
    let mut cut = 0;
    for replicate in 0..2_000 {
        model.replicate(ReplicateKey { seed: 1, replicate }, None, &mut scratch).expect("no explosion");
        assert!(scratch.tally().count(Metric::Dissatisfied) <= 4);
        assert_eq!(scratch.tally().count(Metric::Aware).min(4), scratch.tally().count(Metric::Aware));
        cut += u32::from(scratch.was_cut());
    }
    // More than 3 silent with probability (26/27)^4.
    let expected = 2_000.0 * (26.0_f64 / 27.0).powi(4);
    assert!((f64::from(cut) - expected).abs() < 4.0 * (expected * (1.0 - expected / 2_000.0)).sqrt(), "{cut}");
}

#[test]
fn unknown_people_and_missing_weights_are_errors() {
    let network = edges("a b\nb c", false);
    let errors = [
        (cascade(&["z"], PerContact::InverseDegree), "network: nobody in the network is called `z`"),
        (cascade(&["a", "a"], PerContact::InverseDegree), "network: `a` is named twice"),
        (cascade(&["a"], PerContact::Weight), "network: per_contact = \"weight\" needs a network with weights"),
    ];
    for (parameters, text) in errors {
        assert_eq!(Model::new(&parameters, std::slice::from_ref(&network)).expect_err(text).to_string(), text);
    }
    assert!(Model::new(&cascade(&["a"], PerContact::InverseDegree), &[]).is_err());
    let heavy = edges("a b 1.5", false);
    assert!(Model::new(&cascade(&["a"], PerContact::Weight), &[heavy]).is_err());
}

#[cfg(unix)]
#[test]
fn an_edge_list_is_opened_once_and_what_was_hashed_is_what_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("friends.csv");
    std::fs::write(&list, "a,b\nb,c\nc,d\n").expect("room");
    let file = folder.path().join("street.toml");
    let text = "[customers]\ndissatisfied = 1\n[silent]\naudience = { per_contact = 1 }\n[network.file]\npath = \"friends.csv\"\n\
                [run]\nreplicates = 10\n[variants.louder]\nset = { \"retelling.rate\" = 0.5 }\n";
    std::fs::write(&file, text).expect("room");
    let scenario = rumeur::scenario::load(&file, "street", &Overrides::default()).expect("a scenario");
    std::fs::remove_file(&list).expect("it was there");
    let experiment = Experiment::new(&scenario).expect("the list is open");
    assert_eq!(experiment.edge_lists()[0].1.lines, 3);
    assert_eq!(experiment.models().len(), 2);
    // It is for one reader.
    assert!(Experiment::new(&scenario).is_err());
}
