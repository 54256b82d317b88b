//! Simulates an independent or weighted cascade on an edge list, and times the simulation alone.
//!
//! `cargo run --release --example cascade -- EDGES PER_CONTACT STARTERS` reads the edge list `EDGES` and the ids of those
//! who start, one a line, from `STARTERS`; `PER_CONTACT` is a probability or `inverse_degree`. Then each line
//! `FIRST REPLICATES THREADS` on standard input gives a line on standard output: seconds, mean and standard error of the
//! number aware. `benches/networks_compare.py` talks to it.

use std::error::Error;
use std::io::BufRead;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use rumeur::model::{
    Audience, Generations, Group, Model, Origin, Parameters, PerContact, Placement, ReferralNetwork, Retelling,
};
use rumeur::network::{EdgeFile, EdgeList, Source};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::vocabulary::{Metric, Outcome};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [edges, per_contact, starters] = &arguments[..] else {
        return Err("usage: cascade EDGES PER_CONTACT STARTERS".into());
    };
    let started = Instant::now();
    let (network, report) = EdgeList { directed: false }.read_from(std::fs::File::open(edges)?)?;
    eprintln!(
        "{} people, {} contacts in {:.3} s",
        network.people(),
        network.contacts(),
        started.elapsed().as_secs_f64()
    );
    if report.loops + report.duplicates > 0 {
        eprintln!("{} loops and {} repeated contacts left out", report.loops, report.duplicates);
    }
    let people: Vec<String> = std::fs::read_to_string(starters)?.lines().map(str::to_owned).collect();
    let file = EdgeFile { path: edges.into(), ..EdgeFile::default() };
    let model = Model::new(&parameters(per_contact, people, file)?, &[Arc::new(network)])?;
    println!("ready");
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let numbers = line.split_whitespace().map(str::parse).collect::<Result<Vec<u64>, _>>()?;
        let [first, replicates, threads] = numbers[..] else { return Err("FIRST REPLICATES THREADS".into()) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads as usize).build()?;
        let started = Instant::now();
        let (sum, squares) = pool.install(|| simulate(&model, first, replicates));
        let seconds = started.elapsed().as_secs_f64();
        let n = replicates as f64;
        let mean = sum / n;
        println!("{seconds} {mean} {}", ((squares / n - mean * mean).max(0.0) / (n - 1.0).max(1.0)).sqrt());
    }
    Ok(())
}

/// Sum and sum of squares of the number aware; each thread takes every so many-th replicate.
fn simulate(model: &Model, first: u64, replicates: u64) -> (f64, f64) {
    let threads = rayon::current_num_threads() as u64;
    let one = |thread: u64| {
        let mut scratch = model.scratch();
        let mut sums = (0.0, 0.0);
        for replicate in (first + thread..first + replicates).step_by(threads as usize) {
            // An explosion is impossible: the limit is beyond any network.
            let _ = model.replicate(ReplicateKey { seed: 317, replicate }, None, &mut scratch);
            let aware = scratch.tally().count(Metric::Aware) as f64;
            sums = (sums.0 + aware, sums.1 + aware * aware);
        }
        sums
    };
    (0..threads).into_par_iter().map(one).reduce(|| (0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1))
}

fn parameters(per_contact: &str, people: Vec<String>, file: EdgeFile) -> Result<Parameters, Box<dyn Error>> {
    let audience = Audience::PerContact(match per_contact {
        "inverse_degree" => PerContact::InverseDegree,
        probability => PerContact::Probability(Probability::new(probability.parse()?)?),
    });
    let mut parameters = Parameters { max_people: u64::MAX, ..Parameters::default() };
    parameters.customers.origin = Origin::Dissatisfied(people.len() as u64);
    let group = Group { name: "all".to_owned(), share: 1.0, audience: audience.clone(), stays: None };
    parameters.telling[Outcome::Silent.index()].groups = vec![group];
    parameters.retelling =
        Retelling { rate: Probability::ONE, audience, generations: Generations::Unlimited, decay: Probability::ONE };
    let placement = Placement::People(people);
    parameters.network = Some(ReferralNetwork { source: Source::File(file), placement, graphs: 1 });
    Ok(parameters)
}
