//! Means adjusted for the impressions, whose mean is known by formula, in a well-mixed town.

use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::{Experiment, Results};
use rumeur::scenario::{self, Overrides};
use rumeur::vocabulary::Metric;

fn town(population: u64, seed: u64, replicates: u64) -> Results {
    let text = format!("preset = \"classic-317\"\n[network.well_mixed]\npopulation = {population}\n");
    let overrides = Overrides { replicates: Some(replicates), seed: Some(seed), ..Overrides::default() };
    let scenario = scenario::load_text(text.as_bytes(), "town.toml", "town", &overrides).expect("a valid scenario");
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    Experiment::new(&scenario).expect("a model").run(&mut [], &control).expect("no explosion")
}

/// How many times the plain variance of the mean of reach is the adjusted one.
fn gain(results: &Results) -> f64 {
    let plain = results.ensemble.models[0].metric(Metric::Reach).and_then(|reach| reach.std_error).expect("replicates");
    let (_, adjusted) = results.adjusted(0, Metric::Reach).expect("impressions are known");
    (plain / adjusted) * (plain / adjusted)
}

#[test]
fn the_variance_falls_twelvefold_among_1000_and_some_250_fold_among_5000() {
    for (population, known) in [(1_000, 12.0), (5_000, 250.0)] {
        let found = gain(&town(population, 1, 100_000));
        assert!((found / known - 1.0).abs() < 0.25, "{population}: {found}, known {known}");
    }
}

#[test]
fn adjusted_means_are_unbiased_and_their_intervals_cover_the_closed_form() {
    const SEEDS: u64 = 200;
    let truth = 214.198_3;
    let found: Vec<(f64, f64)> = (0..SEEDS)
        .map(|seed| {
            let results = town(1_000, seed, 500);
            let known = results.expected(0, Metric::Reach).expect("a closed form");
            assert!((known - truth).abs() < 1e-3, "{known}");
            results.adjusted(0, Metric::Reach).expect("impressions are known")
        })
        .collect();
    let covered = found.iter().filter(|(mean, error)| (mean - truth).abs() <= 1.965 * error).count();
    assert!((180..=198).contains(&covered), "{covered} of {SEEDS} intervals cover the truth");
    let mean = found.iter().map(|(mean, _)| mean).sum::<f64>() / SEEDS as f64;
    let error = found.iter().map(|(_, error)| error * error).sum::<f64>().sqrt() / SEEDS as f64;
    assert!((mean - truth).abs() < 4.0 * error, "{mean} is not {truth} within {error}");
}

#[test]
fn without_a_network_or_with_audiences_cut_by_contacts_there_is_nothing_to_adjust() {
    let scenario = scenario::load_preset("classic-317", &Overrides::default()).expect("a preset");
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    let results = Experiment::new(&scenario).expect("a model").run(&mut [], &control).expect("no explosion");
    assert_eq!(results.adjusted(0, Metric::Reach), None);
    assert_eq!(town(1_000, 1, 100).adjusted(0, Metric::Silent), None);
    assert_eq!(town(1_000, 1, 2).adjusted(0, Metric::Reach), None);
}
