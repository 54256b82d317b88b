//! What one replicate of the branching engine costs, and that it does not grow with the number of complaints.
//!
//! `cargo bench --bench replicates`; instruction counts: benches/README.md.

use divan::Bencher;
use rumeur::model::{Audience, Behind, Customers, Group, Model, Origin, Parameters, Telling};
use rumeur::random::ReplicateKey;
use rumeur::vocabulary::{Metric, Outcome};

fn main() {
    divan::main();
}

fn classic(complaints: u64, ordinary: Audience, vocal: Audience) -> Parameters {
    let group = |name: &str, share, audience| Group { name: name.to_owned(), share, audience, stays: None };
    let mut parameters = Parameters {
        customers: Customers {
            origin: Origin::Complaints { complaints, behind: Behind::SilentPerComplaint(26.0) },
            ..Customers::default()
        },
        max_people: u64::MAX,
        ..Parameters::default()
    };
    parameters.telling[Outcome::Silent.index()] =
        Telling { groups: vec![group("ordinary", 23.0, ordinary), group("vocal", 3.0, vocal)], ..Telling::default() };
    parameters
}

fn replicates(bencher: Bencher<'_, '_>, parameters: &Parameters) {
    let model = Model::new(parameters, &[]).expect("valid parameters");
    let mut scratch = model.scratch();
    let mut replicate = 0;
    bencher.bench_local(|| {
        replicate += 1;
        model.replicate(ReplicateKey { seed: 317, replicate }, None, &mut scratch)
    });
}

#[divan::bench(args = [1, 1_000, 1_000_000])]
fn classic_fixed(bencher: Bencher<'_, '_>, complaints: u64) {
    replicates(bencher, &classic(complaints, Audience::Fixed(10), Audience::Fixed(20)));
}

#[divan::bench(args = [1, 1_000, 1_000_000])]
fn classic_poisson(bencher: Bencher<'_, '_>, complaints: u64) {
    replicates(bencher, &classic(complaints, Audience::Poisson(10.0), Audience::Poisson(20.0)));
}

/// The whole law of `aware`, by recursion.
#[divan::bench(args = [1, 12, 1_000])]
fn exact_law_by_recursion(complaints: u64) -> f64 {
    exact_p90(&classic(complaints, Audience::Fixed(10), Audience::Fixed(20)))
}

/// The same by inversion.
#[divan::bench(args = [1, 12, 1_000])]
fn exact_law_by_inversion(complaints: u64) -> f64 {
    exact_p90(&classic(complaints, Audience::Poisson(10.0), Audience::Poisson(20.0)))
}

fn exact_p90(parameters: &Parameters) -> f64 {
    let model = Model::new(parameters, &[]).expect("valid parameters");
    model.exact_law(Metric::Aware).expect("a law").quantile(0.9)
}

#[divan::bench]
fn variant_in_step(bencher: Bencher<'_, '_>) {
    let baseline = classic(1, Audience::Fixed(10), Audience::Fixed(20));
    let mut asked = baseline.clone();
    asked.voice.asked = rumeur::quantity::Probability::ONE;
    asked.voice.admits = rumeur::quantity::Probability::clamped(0.4);
    let (baseline, asked) =
        (Model::new(&baseline, &[]).expect("valid parameters"), Model::new(&asked, &[]).expect("valid parameters"));
    let (mut first, mut second) = (baseline.scratch(), asked.scratch());
    let mut replicate = 0;
    bencher.bench_local(|| {
        replicate += 1;
        let key = ReplicateKey { seed: 317, replicate };
        baseline.replicate(key, None, &mut first)?;
        asked.replicate(key, Some((&baseline, &first)), &mut second)
    });
}
