//! What asking every customer changes, built without a file: `cargo run --example ask_everyone`.

use std::error::Error;

use rumeur::ensemble::{self, Control, Plan};
use rumeur::model::{Audience, Customers, Group, Model, Origin, Parameters, Problem, Telling, Voice};
use rumeur::quantity::Probability;
use rumeur::vocabulary::{Metric, Outcome};

fn main() -> Result<(), Box<dyn Error>> {
    let mut baseline = Parameters {
        customers: Customers {
            origin: Origin::Served { served: 4_000, problem: Problem::Rate(Probability::new(0.05)?) },
            ..Customers::default()
        },
        voice: Voice { rate: Some(Probability::new(0.037)?), ..Voice::default() },
        max_people: 1_000_000_000,
        ..Parameters::default()
    };
    let audience = Audience::NegativeBinomial { mean: 11.0, dispersion: 2.0 };
    baseline.telling[Outcome::Silent.index()] = Telling {
        stays: Probability::new(0.4)?,
        groups: vec![Group { name: "all".to_owned(), share: 1.0, audience, stays: None }],
    };
    let mut asked = baseline.clone();
    asked.voice.asked = Probability::ONE;
    asked.voice.admits = Probability::new(0.4)?;

    let models = [Model::new(&baseline, &[])?, Model::new(&asked, &[])?];
    let plan = Plan { seed: 317, replicates: 0..20_000, precision: None };
    let found = ensemble::run(&models, &plan, &mut [], &Control::default())?;
    for metric in [Metric::Silent, Metric::Reach, Metric::CustomersLost] {
        let change = found.comparisons[0].metric(metric).ok_or("defined in both")?;
        let (low, high) = change.ci.ok_or("more than one replicate")?;
        println!("{metric}: {:+.1} (95 % interval {low:.1} to {high:.1})", change.difference);
    }
    Ok(())
}
