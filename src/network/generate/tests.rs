//! The generators against theory.

use std::collections::VecDeque;

use crate::network::{Communities, Network, Source};
use crate::random::ReplicateKey;

fn generate(source: &Source, graph: u64) -> Network {
    source.generate(ReplicateKey { seed: 11, replicate: graph }, 1 << 32).expect("a network")
}

fn sources() -> [Source; 6] {
    [
        Source::Random { population: 9_000, contacts: 6.5 },
        Source::SmallWorld { population: 9_000, contacts: 6, rewiring: 0.3 },
        Source::Preferential { population: 9_000, links: 4 },
        Source::Communities(Communities { sizes: vec![3_000; 3], inside: 4.0, neighbours: 2.0, anywhere: 1.0 }),
        Source::Communities(Communities { sizes: vec![5_000, 4_000], inside: 4.0, neighbours: 2.0, anywhere: 0.5 }),
        Source::Communities(Communities {
            sizes: vec![10, 1_000, 7_990],
            inside: 4.0,
            neighbours: 0.01,
            anywhere: 1.0,
        }),
    ]
}

/// Mean and standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

#[track_caller]
fn assert_mean(values: &[f64], expected: f64, bias: f64) {
    let (mean, error) = mean(values);
    assert!((mean - expected).abs() <= 4.0 * error + bias, "{mean} +- {error} against {expected}");
}

#[test]
fn contacts_go_both_ways_and_nobody_is_a_contact_twice_or_of_themselves() {
    for source in sources() {
        let network = generate(&source, 0);
        assert_eq!(network.people(), 9_000);
        for person in 0..network.people() {
            let mut contacts = network.contacts_of(person).to_vec();
            contacts.sort_unstable();
            assert!(contacts.windows(2).all(|pair| pair[0] < pair[1]), "{source:?}");
            assert!(!contacts.contains(&person), "{source:?}");
            assert!(contacts.iter().all(|&contact| network.contacts_of(contact).contains(&person)), "{source:?}");
        }
    }
}

#[test]
fn a_network_is_a_function_of_seed_and_index_at_any_number_of_threads() {
    for source in sources() {
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| generate(&source, 3))
        };
        let network = with(1);
        assert_eq!(network, with(2), "{source:?}");
        assert_eq!(network, with(5), "{source:?}");
        assert_ne!(network, generate(&source, 4), "{source:?}");
    }
}

#[test]
fn degrees_of_a_random_network_are_binomial() {
    let (people, contacts) = (40_000_u32, 5.0);
    let network = generate(&Source::Random { population: u64::from(people), contacts }, 1);
    let p = contacts / f64::from(people - 1);
    let mut chance = (1.0 - p).powi(people as i32 - 1);
    let mut chi2 = 0.0;
    for degree in 0..16_u32 {
        let expected = chance * f64::from(people);
        let seen = (0..people).filter(|&person| network.degree(person) == degree).count() as f64;
        // Each contact counts in two degrees, which are otherwise as good as independent.
        chi2 += (seen - expected).powi(2) / expected;
        chance *= f64::from(people - 1 - degree) / f64::from(degree + 1) * p / (1.0 - p);
    }
    assert!(chi2 < 60.0, "chi-square {chi2} with 15 degrees of freedom");
}

#[test]
fn a_random_network_has_its_mean_contacts_down_to_the_complete_one() {
    let complete = generate(&Source::Random { population: 60, contacts: 59.0 }, 0);
    assert_eq!(complete.contacts(), 60 * 59 / 2);
    assert_eq!(complete.describe().clustering, Some(1.0));
    for contacts in [0.0, 0.01, 2.0, 30.0] {
        let source = Source::Random { population: 300, contacts };
        let found: Vec<f64> = (0..200).map(|graph| 2.0 * generate(&source, graph).contacts() as f64 / 300.0).collect();
        assert_mean(&found, contacts, 0.0);
    }
}

#[test]
fn an_unrewired_small_world_is_a_ring() {
    let network = generate(&Source::SmallWorld { population: 1_000, contacts: 6, rewiring: 0.0 }, 0);
    let description = network.describe();
    assert_eq!(description.degrees, [(6, 1_000)]);
    // 3 (k - 2) / (4 (k - 1)) with k = 6.
    assert_eq!(description.clustering, Some(0.6));
    assert_eq!(distances(&network, 0).iter().max(), Some(&167));
}

#[test]
fn rewiring_keeps_the_contacts_and_loses_clustering_by_the_cube() {
    let (k, rewiring) = (10_u32, 0.2_f64);
    let source = Source::SmallWorld { population: 20_000, contacts: k, rewiring };
    let mut clustering = Vec::new();
    for graph in 0..10 {
        let network = generate(&source, graph);
        assert_eq!(network.contacts(), 100_000);
        clustering.push(network.describe().clustering.expect("triangles"));
    }
    // Barrat and Weigt (2000), equation 11: C(0) (1 - p)^3; the pairs of contacts grow with the variance of the degrees,
    // k / 2 p (1 - p) from contacts lost and k / 2 p from contacts won.
    let (k, half) = (f64::from(k), f64::from(k / 2));
    let ring = 3.0 * (k - 2.0) / (4.0 * (k - 1.0));
    let pairs = k * (k - 1.0) + half * rewiring * (2.0 - rewiring);
    assert_mean(&clustering, ring * (1.0 - rewiring).powi(3) * k * (k - 1.0) / pairs, 0.001);
}

#[test]
fn degrees_of_a_fully_rewired_small_world_are_half_kept_half_poisson() {
    // Barrat and Weigt (2000), equation 9 at p = 1: k / 2 + Poisson(k / 2).
    let people = 30_000_u32;
    let network = generate(&Source::SmallWorld { population: u64::from(people), contacts: 4, rewiring: 1.0 }, 0);
    let mut chance = (-2.0_f64).exp();
    for extra in 0..6_u32 {
        let seen = (0..people).filter(|&person| network.degree(person) == 2 + extra).count() as f64;
        let expected = chance * f64::from(people);
        assert!((seen - expected).abs() < 4.5 * expected.sqrt(), "{extra}: {seen} against {expected}");
        chance *= 2.0 / f64::from(extra + 1);
    }
}

#[test]
fn near_the_complete_graph_rewiring_ends_and_loses_no_contact() {
    // Nobody is left to be drawn: the complete graph.
    let complete = generate(&Source::SmallWorld { population: 1_001, contacts: 1_000, rewiring: 1.0 }, 0);
    assert_eq!(complete.describe().degrees, [(1_000, 1_001)]);
    for (people, contacts) in [(61_u64, 58_u32), (200, 190), (200, 26), (200, 24)] {
        let network = generate(&Source::SmallWorld { population: people, contacts, rewiring: 0.9 }, 0);
        assert_eq!(network.contacts(), people * u64::from(contacts) / 2, "{people} {contacts}: none is drawn twice");
        assert!((0..people as u32).all(|person| !network.contacts_of(person).contains(&person)));
    }
}

#[test]
fn a_few_rewired_contacts_make_the_world_small() {
    // The mean distance falls from n / (2 k) to a few times ln n / ln k.
    let far = |rewiring| {
        let source = Source::SmallWorld { population: 4_000, contacts: 8, rewiring };
        let distances = distances(&generate(&source, 0), 0);
        distances.iter().map(|&distance| f64::from(distance)).sum::<f64>() / 3_999.0
    };
    assert!((far(0.0) - 250.0).abs() < 1.0);
    let random = 4_000.0_f64.ln() / 8.0_f64.ln();
    assert!(far(0.1) < 3.0 * random && far(1.0) < 1.5 * random, "{} {} {random}", far(0.1), far(1.0));
}

#[test]
fn newcomers_prefer_the_well_connected() {
    let links = 3_u32;
    let source = Source::Preferential { population: 20_000, links };
    let networks: Vec<Network> = (0..12).map(|graph| generate(&source, graph)).collect();
    for network in &networks {
        assert_eq!(network.contacts(), 6 + 3 * (20_000 - 4));
        assert_eq!(network.describe().components, [20_000]);
    }
    // Dorogovtsev, Mendes and Samukhin (2000): P(k) = 2 m (m + 1) / (k (k + 1) (k + 2)).
    for degree in [3_u32, 4, 5, 8, 12, 20] {
        let shares: Vec<f64> = networks
            .iter()
            .map(|network| (0..20_000).filter(|&person| network.degree(person) == degree).count() as f64 / 20_000.0)
            .collect();
        let (m, k) = (f64::from(links), f64::from(degree));
        assert_mean(&shares, 2.0 * m * (m + 1.0) / (k * (k + 1.0) * (k + 2.0)), 1e-4);
    }
    // The founders grow with the root of the population: mean degree of person 0 about m sqrt(n / m) here.
    let founder: Vec<f64> = networks.iter().map(|network| f64::from(network.degree(0))).collect();
    assert!(mean(&founder).0 > 100.0, "{founder:?}");
}

#[test]
fn villages_have_their_contacts_inside_next_door_and_anywhere() {
    for sizes in [vec![2_000, 2_000, 2_000, 2_000, 2_000], vec![500, 4_000, 1_500, 1_000], vec![3_000, 1_000]] {
        let people: u64 = sizes.iter().sum();
        let ends: Vec<u64> = sizes
            .iter()
            .scan(0, |end, size| {
                *end += size;
                Some(*end)
            })
            .collect();
        let home = |person: u32| ends.iter().position(|&end| u64::from(person) < end).expect("a village");
        let villages = sizes.len();
        let count = |inside, neighbours, anywhere| {
            let source = Source::Communities(Communities { sizes: sizes.clone(), inside, neighbours, anywhere });
            let graphs = (0..12).map(|graph| {
                let network = generate(&source, graph);
                let mut found = [0.0; 3];
                for person in 0..network.people() {
                    for &contact in network.contacts_of(person) {
                        let apart = home(person).abs_diff(home(contact));
                        found[apart.min(villages - apart).min(2)] += 1.0 / people as f64;
                    }
                }
                found
            });
            graphs.collect::<Vec<_>>()
        };
        let of = |found: &[[f64; 3]], place: usize| found.iter().map(|found| found[place]).collect::<Vec<_>>();
        let alone = count(4.0, 1.0, 0.0);
        assert_mean(&of(&alone, 0), 4.0, 0.0);
        assert_mean(&of(&alone, 1), 1.0, 0.0);
        let anywhere: Vec<f64> = count(0.0, 0.0, 2.0).iter().map(|found| found.iter().sum()).collect();
        assert_mean(&anywhere, 2.0, 0.0);
    }
}

/// Steps from `start` to everyone who can be reached.
fn distances(network: &Network, start: u32) -> Vec<u32> {
    let mut distances = vec![u32::MAX; network.people() as usize];
    distances[start as usize] = 0;
    let mut queue = VecDeque::from([start]);
    while let Some(person) = queue.pop_front() {
        for &contact in network.contacts_of(person) {
            if distances[contact as usize] == u32::MAX {
                distances[contact as usize] = distances[person as usize] + 1;
                queue.push_back(contact);
            }
        }
    }
    distances
}

#[test]
fn what_cannot_be_drawn_is_an_error() {
    let key = ReplicateKey { seed: 1, replicate: 0 };
    let village = |sizes: &[u64], neighbours: f64| {
        Source::Communities(Communities { sizes: sizes.to_vec(), inside: 1.0, neighbours, anywhere: 0.0 })
    };
    let cases = [
        (Source::WellMixed { population: 1 }, "a network has from 2 to 4294967295 people, got 1"),
        (
            Source::Random { population: 10, contacts: 9.5 },
            "the mean number of contacts must be between 0 and 9, got 9.5",
        ),
        (
            Source::Random { population: 10, contacts: f64::NAN },
            "the mean number of contacts must be between 0 and 9, got NaN",
        ),
        (
            Source::SmallWorld { population: 10, contacts: 3, rewiring: 0.0 },
            "the contacts of a small world must be an even number, got 3",
        ),
        (
            Source::SmallWorld { population: 10, contacts: 4, rewiring: 1.5 },
            "rewiring must be between 0 and 1, got 1.5",
        ),
        (Source::Preferential { population: 10, links: 10 }, "links must be between 1 and 9, got 10"),
        (village(&[5, 0], 0.0), "every village needs at least one person"),
        (village(&[5], 0.5), "contacts with neighbouring villages need a second village"),
        (
            Source::Preferential { population: 1_000_000, links: 10 },
            "the network needs about 144000000 bytes of memory, and there are 1000000",
        ),
    ];
    for (source, text) in cases {
        assert_eq!(source.generate(key, 1_000_000).expect_err(text).to_string(), text);
    }
}

#[test]
fn tiny_networks_end() {
    for population in 2..8 {
        for links in 1..population {
            let network = generate(&Source::Preferential { population, links: links as u32 }, 0);
            assert_eq!(u64::from(network.people()), population);
        }
        for contacts in (0..population).step_by(2) {
            let source = Source::SmallWorld { population, contacts: contacts as u32, rewiring: 1.0 };
            assert_eq!(generate(&source, 0).contacts(), population * contacts / 2);
        }
    }
}
