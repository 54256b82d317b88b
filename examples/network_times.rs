//! Times the making of a network: `network_times random|preferential|small_world PEOPLE CONTACTS` generates one,
//! `network_times read EDGES` reads an edge list, `network_times cascade PEOPLE LINKS` generates and simulates a large
//! one. Prints seconds and contacts, of the last also the people aware and the peak of memory. `benches/networks_compare.py` calls it.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use rumeur::model::{
    Audience, Generations, Group, Model, Origin, Parameters, PerContact, Placement, ReferralNetwork, Retelling,
};
use rumeur::network::{EdgeList, Network, Source};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::vocabulary::{Metric, Outcome};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let started = Instant::now();
    let network = match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["read", path] => EdgeList { directed: false }.read_from(std::fs::File::open(path)?)?.0,
        [kind, people, contacts] => generate(kind, people.parse()?, contacts.parse()?)?,
        _ => return Err("usage: network_times read EDGES | KIND PEOPLE CONTACTS".into()),
    };
    println!("{:.4} {}", started.elapsed().as_secs_f64(), network.contacts());
    if arguments[0] == "cascade" {
        let started = Instant::now();
        let aware = cascade(Arc::new(network))?;
        println!("{:.4} {aware}", started.elapsed().as_secs_f64());
        println!("{}", peak_memory().unwrap_or(0));
    }
    Ok(())
}

/// The most memory that this process held, in kB, where the system says.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn generate(kind: &str, population: u64, contacts: u32) -> Result<Network, Box<dyn Error>> {
    let source = match kind {
        "random" => Source::Random { population, contacts: f64::from(contacts) },
        "small_world" => Source::SmallWorld { population, contacts, rewiring: 0.1 },
        "preferential" | "cascade" => Source::Preferential { population, links: contacts },
        _ => return Err("KIND is random, small_world, preferential or cascade".into()),
    };
    Ok(source.generate(ReplicateKey { seed: 1, replicate: 0 }, u64::MAX)?)
}

/// The mean number aware over ten cascades from a hundred people.
fn cascade(network: Arc<Network>) -> Result<f64, Box<dyn Error>> {
    let audience = Audience::PerContact(PerContact::Probability(Probability::new(0.05)?));
    let mut parameters = Parameters { max_people: u64::MAX, ..Parameters::default() };
    parameters.customers.origin = Origin::Dissatisfied(100);
    let group = Group { name: "all".to_owned(), share: 1.0, audience: audience.clone(), stays: None };
    parameters.telling[Outcome::Silent.index()].groups = vec![group];
    parameters.retelling =
        Retelling { rate: Probability::ONE, audience, generations: Generations::Unlimited, decay: Probability::ONE };
    parameters.network = Some(ReferralNetwork::given(Placement::Random));
    let model = Model::new(&parameters, &[network])?;
    let mut scratch = model.scratch();
    let mut aware = 0;
    for replicate in 0..10 {
        model.replicate(ReplicateKey { seed: 1, replicate }, None, &mut scratch)?;
        aware += scratch.tally().count(Metric::Aware);
    }
    Ok(aware as f64 / 10.0)
}
