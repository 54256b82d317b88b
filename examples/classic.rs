//! The famous 317, as a distribution: `cargo run --example classic`.

use std::error::Error;

use rumeur::ensemble::Control;
use rumeur::experiment::Experiment;
use rumeur::scenario::{self, Overrides};
use rumeur::vocabulary::Metric;

fn main() -> Result<(), Box<dyn Error>> {
    let overrides = Overrides { replicates: Some(100_000), ..Overrides::default() };
    let scenario = scenario::load_preset("classic-317", &overrides)?;
    let results = Experiment::new(&scenario)?.run(&mut [], &Control::default())?;
    let aware = results.ensemble.models[0].metric(Metric::Aware).ok_or("aware is always defined")?;
    let [_, p10, _, median, _, p90, _] = aware.quantiles;
    println!("mean {:.1}, standard deviation {:.1}", aware.mean, aware.std_dev.unwrap_or(0.0));
    println!("one case in ten has at most {p10}, half at most {median}, nine in ten at most {p90}");
    Ok(())
}
