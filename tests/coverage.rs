//! Intervals cover what they say, over many master seeds.

use std::sync::atomic::AtomicBool;

use rumeur::ensemble::{Control, Precision};
use rumeur::experiment::{Experiment, Results};
use rumeur::scenario::{self, Overrides};
use rumeur::vocabulary::Metric;

const SEEDS: u64 = 200;

fn run(seed: u64, replicates: u64, set: &[(&str, &str)], precision: Option<Precision>, preset: &str) -> Results {
    let overrides = Overrides {
        set: set.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect(),
        replicates: Some(replicates),
        seed: Some(seed),
        ..Overrides::default()
    };
    let scenario = scenario::load_preset(preset, &overrides).expect("a built-in preset");
    let mut experiment = Experiment::new(&scenario).expect("a valid scenario");
    experiment.plan_mut().precision = precision;
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    experiment.run(&mut [], &control).expect("no explosion")
}

fn covers(interval: Option<(f64, f64)>, truth: f64) -> bool {
    interval.is_some_and(|(low, high)| low <= truth && truth <= high)
}

/// 90 to 99 % of 200.
fn assert_coverage(covered: usize) {
    assert!((180..=198).contains(&covered), "{covered} of {SEEDS} intervals cover the truth");
}

#[test]
fn the_interval_of_reach_covers_290() {
    let covered = (0..SEEDS)
        .filter(|&seed| {
            let results = run(seed, 1_000, &[], None, "classic-317");
            covers(results.ensemble.models[0].metric(Metric::Reach).and_then(|reach| reach.ci), 290.0)
        })
        .count();
    assert_coverage(covered);
}

#[test]
fn the_interval_of_reach_covers_290_when_precision_stops() {
    let precision = Precision { metric: Metric::Reach, relative: 0.05, max_replicates: 100_000 };
    let covered = (0..SEEDS)
        .filter(|&seed| {
            let results = run(seed, 500, &[], Some(precision), "classic-317");
            assert!(results.ensemble.replicates > 500, "five percent needs more than 500 replicates");
            covers(results.ensemble.models[0].metric(Metric::Reach).and_then(|reach| reach.ci), 290.0)
        })
        .count();
    assert_coverage(covered);
}

#[test]
fn the_interval_of_a_paired_difference_covers_the_closed_form() {
    let text = br#"
schema_version = 1
preset = "classic-317"

[variants.ask-everyone]
set = { "voice.asked" = 1.0, "voice.admits" = 0.4 }
"#;
    let covered = (0..SEEDS)
        .filter(|&seed| {
            let overrides = Overrides { replicates: Some(1_000), seed: Some(seed), ..Overrides::default() };
            let scenario = scenario::load_text(text, "classic.toml", "classic", &overrides).expect("a valid scenario");
            let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
            let results = Experiment::new(&scenario).expect("a model").run(&mut [], &control).expect("no explosion");
            let difference = results.ensemble.comparisons[0].metric(Metric::Reach).expect("defined");
            covers(difference.ci, 174.0 - 290.0)
        })
        .count();
    assert_coverage(covered);
}
