//! What holds for every scenario that a file can say, tried on many that nobody wrote.

#[path = "support/generator.rs"]
mod generator;

use std::io;

use rumeur::ensemble::{Control, Ensemble, Observer, Shard};
use rumeur::experiment::Experiment;
use rumeur::model::Tally;
use rumeur::scenario::{Overrides, Scenario, load_text};
use rumeur::vocabulary::{Metric, Valence};

/// How many scenarios; `RUMEUR_SCENARIOS` asks for another number.
fn scenarios(usual: u64) -> u64 {
    std::env::var("RUMEUR_SCENARIOS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn scenario(number: u64, replicates: u64) -> (Scenario, String) {
    let (text, _) = generator::scenario(number, replicates);
    let scenario = load_text(text.as_bytes(), "generated", "generated", &Overrides::default());
    (scenario.unwrap_or_else(|errors| panic!("scenario {number}: {errors}\n{text}")), text)
}

fn at_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(work)
}

/// Sees that the numbers of each replicate fit together.
struct Watch<'a> {
    text: &'a str,
    /// By model: whether good word of mouth is known.
    knows_good: Vec<bool>,
    /// Whether people are let down and hear again, so that those who know are fewer than the sum of both.
    again: bool,
    seen: u64,
}

impl Observer for Watch<'_> {
    fn replicate(&mut self, replicate: u64, row: &[Tally]) -> io::Result<()> {
        for (model, tally) in row.iter().enumerate() {
            let count = |metric| tally.count(metric);
            let known = count(Metric::Dissatisfied) + count(Metric::Reach);
            let fits = [
                ("aware", count(Metric::Aware) == known || self.again && count(Metric::Aware) <= known),
                ("overlap", count(Metric::Impressions) == count(Metric::Reach) + count(Metric::Overlap)),
                ("silent", count(Metric::Dissatisfied) == count(Metric::Silent) + count(Metric::Complaints)),
                ("recovered", count(Metric::Complaints) == count(Metric::Recovered) + count(Metric::Unresolved)),
                ("positive reach", count(Metric::PositiveReach) <= count(Metric::PositiveImpressions)),
                ("lost", count(Metric::CustomersLost) <= count(Metric::Dissatisfied)),
                ("deterred", count(Metric::ProspectsLost) <= count(Metric::Reach)),
                ("won", count(Metric::ProspectsWon) <= count(Metric::PositiveReach)),
                ("groups", tally.groups.iter().all(|group| group.customers_lost <= group.customers)),
                ("generations", generations_add_up(tally, self.knows_good[model])),
            ];
            for (what, holds) in fits {
                assert!(holds, "replicate {replicate} of model {model}: {what}: {tally:?}\n{}", self.text);
            }
        }
        self.seen += 1;
        Ok(())
    }
}

fn generations_add_up(tally: &Tally, knows_good: bool) -> bool {
    let known = |valence: &Valence| *valence == Valence::Negative || knows_good;
    Valence::ALL.into_iter().filter(known).all(|valence| {
        let generations = &tally.generations[valence.index()];
        let (impressions, reach) = match valence {
            Valence::Negative => (Metric::Impressions, Metric::Reach),
            Valence::Positive => (Metric::PositiveImpressions, Metric::PositiveReach),
        };
        generations.iter().map(|generation| generation.impressions).sum::<u64>() == tally.count(impressions)
            && generations.iter().map(|generation| generation.reach).sum::<u64>() == tally.count(reach)
    })
}

fn summaries_are_in_order(ensemble: &Ensemble, text: &str) {
    for model in &ensemble.models {
        for metric in Metric::all() {
            let Some(summary) = model.metric(metric) else { continue };
            let quantiles = summary.quantiles;
            assert!(quantiles.windows(2).all(|pair| pair[0] <= pair[1]), "{metric:?}: {quantiles:?}\n{text}");
            assert!(summary.min <= quantiles[0] && quantiles[6] <= summary.max, "{metric:?}\n{text}");
            let is_ratio = metric == Metric::AwarePerComplaint;
            assert!(
                is_ratio || summary.min <= summary.mean && summary.mean <= summary.max,
                "{metric:?}: {summary:?}\n{text}"
            );
        }
        let mean = |metric| model.metric(metric).map(|summary| summary.mean);
        if let (Some(loss), Some(revenue), Some(cost)) =
            (mean(Metric::NetLoss), mean(Metric::RevenueLost), mean(Metric::Cost))
        {
            assert!(
                (loss - revenue - cost).abs() <= 1e-9 * (1.0 + revenue.abs() + cost.abs()),
                "{loss} {revenue} {cost}\n{text}"
            );
        }
    }
    for comparison in &ensemble.comparisons {
        for difference in Metric::all().filter_map(|metric| comparison.metric(metric)) {
            if let Some(better) = difference.probability_better {
                assert!((0.0..=1.0).contains(&better), "{difference:?}\n{text}");
            }
        }
    }
}

#[test]
fn the_numbers_of_every_scenario_fit_together() {
    for number in 0..scenarios(300) {
        let (scenario, text) = scenario(number, 100);
        let experiment = Experiment::new(&scenario).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let knows_good = experiment.models().iter().map(|named| named.model.defines(Metric::PositiveReach)).collect();
        let again = scenario.baseline.network.is_some() && scenario.periods() > 1;
        let mut watch = Watch { text: &text, knows_good, again, seen: 0 };
        let results = experiment.run(&mut [&mut watch], &Control::default());
        let results = results.unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(watch.seen, 100);
        summaries_are_in_order(&results.ensemble, &text);
    }
}

#[test]
fn one_seed_gives_one_result_at_any_number_of_threads() {
    let (mut networks, mut variants, mut unlimited, mut unknowns, mut periods) = (0, 0, 0, 0, 0);
    for number in 0..scenarios(500) {
        let (_, kind) = generator::scenario(number, 1);
        networks += u64::from(kind.network);
        variants += u64::from(kind.variants);
        unlimited += u64::from(kind.unlimited && kind.variants);
        unknowns += u64::from(kind.unknowns);
        periods += u64::from(kind.periods);
        let (scenario, text) = scenario(number, 300);
        let run = |threads| {
            at_threads(threads, || {
                let experiment = Experiment::new(&scenario).expect("it ran before");
                let results = experiment.run(&mut [], &Control::default()).expect("it ran before");
                (results.ensemble, results.uncertainty)
            })
        };
        let alone = run(1);
        for threads in [2, 5, 8] {
            assert!(alone == run(threads), "{threads} threads differ from one\n{text}");
        }
    }
    let all = scenarios(500);
    assert!(
        networks * 5 > all && variants * 3 > all && unlimited * 10 > all && unknowns * 5 > all && periods * 5 > all,
        "{networks} {variants} {unlimited} {unknowns} {periods} of {all}"
    );
}

#[test]
fn merged_parts_are_the_whole() {
    for number in 0..scenarios(150) {
        let (scenario, text) = scenario(number, 120);
        let mut experiment = Experiment::new(&scenario).expect("a model");
        let results = experiment.run(&mut [], &Control::default()).expect("a run");
        let whole = (results.ensemble, results.uncertainty);
        // Uneven parts, written and read again, from the last to the first.
        let mut merged: Option<Shard> = None;
        let parts = 1 + number % 7;
        for part in (0..parts).rev() {
            experiment.plan_mut().replicates = 120 * part / parts..120 * (part + 1) / parts;
            let shard = experiment.run_shard(&mut [], &Control::default()).expect("a part");
            let shard = Shard::from_bytes(&shard.to_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
            match &mut merged {
                None => merged = Some(shard),
                Some(merged) => merged.merge(shard).unwrap_or_else(|error| panic!("{error}\n{text}")),
            }
        }
        let merged = experiment.finish(merged.expect("a part at least")).expect("results");
        let merged = (merged.ensemble, merged.uncertainty);
        assert!(merged == whole, "{parts} parts\n{text}");
    }
}

#[test]
fn what_show_prints_runs_to_the_same_numbers() {
    for number in 0..scenarios(150) {
        let (scenario, text) = scenario(number, 50);
        let shown = scenario.effective_toml();
        let again = load_text(shown.as_bytes(), "shown", "generated", &Overrides::default());
        let again = again.unwrap_or_else(|errors| panic!("{errors}\n{shown}"));
        let run = |scenario| {
            let experiment = Experiment::new(scenario).expect("a model");
            experiment.run(&mut [], &Control::default()).expect("a run").ensemble
        };
        assert!(run(&scenario) == run(&again), "{text}\n{shown}");
    }
}
