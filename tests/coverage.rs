//! Intervals cover what they say, over many master seeds.

use std::sync::atomic::AtomicBool;

use rumeur::ensemble::{Control, Plan, Precision};
use rumeur::experiment::{
    Axis, Crossing, Experiment, Factor, FactorIndex, IndexMethod, Networks, Results, Sensitivity, Sweep, Target,
};
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

/// Twelve complaints whose voice rate nobody knows, and how many people each tells.
const UNKNOWN: &[u8] = b"[customers]
complaints = 12
[silent]
audience = { poisson = 10 }
[uncertainty]
\"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }
\"silent.audience.poisson\" = { uniform = [8, 14] }
";

fn unknown(seed: u64, replicates: u64) -> Experiment {
    let overrides = Overrides { replicates: Some(replicates), seed: Some(seed), ..Overrides::default() };
    let scenario = scenario::load_text(UNKNOWN, "t.toml", "t", &overrides).expect("a valid scenario");
    Experiment::new(&scenario).expect("a model")
}

/// The share of the unknowns in the variance of reach is .612193: 1 - .387807 by formula.
#[test]
fn the_interval_of_what_the_unknowns_make_covers_the_formula() {
    let covered = (0..SEEDS)
        .filter(|&seed| {
            let results = unknown(seed, 400).run(&mut [], &Control::default()).expect("no explosion");
            let share = results.uncertainty.expect("unknowns").share(0, Metric::Reach).expect("it varies");
            (share.unknown - 0.612_193).abs() < 1.96 * share.std_error
        })
        .count();
    assert_coverage(covered);
}

/// First-order indices by ranks are .503239 and .096476 by formula. Their intervals are from few subsamples, and hold a little
/// less than they say.
fn first_order(seeds: u64, least: usize) {
    let mut covered = [0, 0];
    for seed in 0..seeds {
        let experiment = unknown(seed, 2_000);
        let study = Sensitivity { experiment: &experiment, metrics: &[Metric::Reach], design: None };
        let found = study.run(&Control::default()).expect("no explosion");
        for (place, truth) in [0.503_239, 0.096_476].into_iter().enumerate() {
            let is_it = |index: &&FactorIndex| {
                index.factor == Factor::Unknown(place) && index.method == IndexMethod::FirstOrder
            };
            let index = found[0].metrics[0].indices.iter().find(is_it).expect("an index");
            covered[place] += usize::from(covers(Some(index.estimate.interval()), truth));
        }
    }
    assert!(covered.iter().all(|&covered| covered >= least), "{covered:?} of {seeds}");
}

/// Fewer seeds, as each takes its time; at 95 % as few as this have a chance below 1 in 1,000.
#[test]
fn the_interval_of_a_first_order_index_covers_the_formula() {
    first_order(40, 32);
}

#[test]
#[ignore = "200 seeds"]
fn the_interval_of_a_first_order_index_covers_the_formula_over_200_seeds() {
    first_order(SEEDS, 180);
}

/// Where a mean without a formula reaches a value: the truth is the mean over all seeds, which is known far better than one.
#[test]
fn the_interval_of_a_crossing_covers_it() {
    let network = "[customers]\ndissatisfied = 4\n[voice]\nrate = 0.0\n[silent]\naudience = 4\n\
        [retelling]\nrate = 0.2\naudience = 3\ngenerations = 3\n[network]\nwell_mixed = { population = 100 }\n";
    let scenario = scenario::load_text(network.as_bytes(), "t.toml", "t", &Overrides::default()).expect("a scenario");
    let axes = [Axis::parse("retelling.rate=0.2..0.8:3", &scenario.baseline).expect("an axis")];
    let found: Vec<Crossing> = (0..SEEDS)
        .map(|seed| {
            let plan = Plan { seed, replicates: 0..60, precision: None };
            let (baseline, metrics) = (&scenario.baseline, &[Metric::Aware]);
            let sweep = Sweep { baseline, parameters: baseline, axes: &axes, metrics, plan: &plan };
            let target = Target::Value(40.0);
            Crossing::find(&sweep, target, &mut Networks::default(), &Control::default()).expect("a run")
        })
        .collect();
    assert!(found.iter().all(|found| found.value.is_some() && !found.by_formula), "reached in the range by every seed");
    let mean = found.iter().filter_map(|found| found.value).sum::<f64>() / SEEDS as f64;
    assert_coverage(found.iter().filter(|found| covers(found.ci, mean)).count());
}
