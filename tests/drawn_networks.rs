//! Networks drawn several times, and networks too small, from the scenario file to the results.

use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::{CUT_ALLOWED, Experiment, Results, RunError};
use rumeur::scenario::{self, Overrides};
use rumeur::vocabulary::Metric;

fn run(network: &str, replicates: u64) -> Result<Results, RunError> {
    let text = format!("schema_version = 1\npreset = \"classic-317\"\n[network]\n{network}\n");
    let overrides = Overrides { replicates: Some(replicates), seed: Some(1), ..Overrides::default() };
    let scenario =
        scenario::load_text(text.as_bytes(), "town.toml", "town", &overrides).unwrap_or_else(|error| panic!("{error}"));
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    Experiment::new(&scenario).expect("a network").run(&mut [], &control)
}

#[test]
fn the_results_say_whether_they_hold_for_one_network_or_for_many() {
    let of = |network: &str| {
        let results = run(network, 50).expect("a large population");
        let reach = results.ensemble.models[0].metric(Metric::Reach).expect("defined");
        let model = &results.models[0].model;
        (model.is_given_network(), results.ensemble.models[0].graphs, reach.std_error.expect("many replicates"))
    };
    let random = "random = { population = 3_000, contacts = 8 }";
    let (given, graphs, one) = of(random);
    assert!(given && graphs == 1);
    let (given, graphs, many) = of(&format!("graphs = 5\n{random}"));
    assert!(!given && graphs == 5 && one != many);
    // Nothing is drawn here, so there is but one, and no network that it is given.
    let (given, graphs, _) = of("graphs = 5\nwell_mixed = { population = 3_000 }");
    assert!(!given && graphs == 1);
}

#[test]
fn a_network_too_small_is_a_warning_then_an_error() {
    let large = run("well_mixed = { population = 2_000 }", 2_000).expect("room for all");
    assert!(large.warnings.is_empty() && large.ensemble.models[0].cut_share == 0.0);
    // More than 150 silent customers: (26/27)^150, about .0035.
    let some = run("well_mixed = { population = 150 }", 4_000).expect("room for nearly all");
    let share = some.ensemble.models[0].cut_share;
    assert!(share > 0.0 && share <= CUT_ALLOWED);
    let percent = format!("{:.2}", 100.0 * share);
    assert_eq!(
        some.warnings.iter().map(|warning| warning.en.clone()).collect::<Vec<_>>(),
        [format!(
            "in {percent} % of the replicates more people were let down than the 150 that the network has room for, and \
             their number was cut"
        )]
    );
    let error = run("well_mixed = { population = 60 }", 2_000).expect_err("one in ten is cut");
    let RunError::NetworkTooSmall { ref variant, share, capacity: 60 } = error else { panic!("{error:?}") };
    assert!(variant == "baseline" && share > 0.05);
    assert!(error.to_string().ends_with("their number was cut; at most 1 % may be: use a larger population"));
}
