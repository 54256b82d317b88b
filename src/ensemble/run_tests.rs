use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::super::Precision;
use super::super::memory::{MEMORY_LIMIT, estimate};
use super::super::toy::{Complaints, Failure, Toy, toy};
use super::*;
use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::vocabulary::Metric;

static GO: AtomicBool = AtomicBool::new(false);

fn control() -> Control<'static> {
    Control { cancel: &GO, progress: &|_| () }
}

fn plan(seed: u64, replicates: Range<u64>) -> Plan {
    Plan { seed, replicates, precision: None }
}

fn ensemble(models: &[Toy], plan: &Plan) -> Ensemble {
    run(models, plan, &mut [], &control()).unwrap()
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

fn variants() -> Vec<Toy> {
    let some = Complaints::UpTo(3);
    vec![
        Toy { complaints: some, ..toy() },
        Toy { rate: 0.05, complaints: some, groups: 3, ..toy() },
        Toy { price: 0.3, complaints: some, satisfied: true, ..toy() },
    ]
}

#[test]
fn the_same_at_any_number_of_threads() {
    let runs: Vec<_> = [1, 2, 8]
        .iter()
        .map(|&threads| with_threads(threads, || ensemble(&variants(), &plan(317, 0..20_001))))
        .map(|ensemble| format!("{ensemble:?}"))
        .collect();
    assert!(runs[0] == runs[1] && runs[1] == runs[2]);
}

#[test]
fn a_variant_changes_no_number_of_the_others() {
    let all = ensemble(&variants(), &plan(1, 0..3_000));
    let two = ensemble(&variants()[..2], &plan(1, 0..3_000));
    let one = ensemble(&variants()[..1], &plan(1, 0..3_000));
    assert_eq!(all.models[..2], two.models);
    assert_eq!(all.comparisons[..1], two.comparisons);
    assert_eq!(two.models[..1], one.models);
}

#[derive(Default)]
struct Rows(Vec<(u64, Vec<Tally>)>);

impl Observer for Rows {
    fn replicate(&mut self, replicate: u64, row: &[Tally]) -> std::io::Result<()> {
        self.0.push((replicate, row.to_vec()));
        Ok(())
    }
}

fn rows(models: &[Toy], plan: &Plan) -> Vec<(u64, Vec<Tally>)> {
    let mut rows = Rows::default();
    run(models, plan, &mut [&mut rows], &control()).unwrap();
    rows.0
}

#[test]
fn observers_see_every_replicate_in_order_as_it_was_drawn() {
    let rows = with_threads(3, || rows(&variants(), &plan(7, 100..15_000)));
    assert_eq!(rows.len(), 14_900);
    for (replicate, (seen, row)) in (100..).zip(&rows) {
        assert_eq!(*seen, replicate);
        let drawn = variants().iter().map(|toy| toy.tally(ReplicateKey { seed: 7, replicate })).collect::<Vec<_>>();
        assert_eq!(*row, drawn);
    }
}

#[test]
fn the_first_replicates_of_a_longer_run_and_shards_are_those_of_the_whole() {
    let whole = rows(&variants(), &plan(0, 0..10_000));
    assert_eq!(whole[..1_000], rows(&variants(), &plan(0, 0..1_000)));
    assert_eq!(whole[3_000..5_000], rows(&variants(), &plan(0, 3_000..5_000)));
}

#[test]
fn the_lowest_failing_replicate_is_named_at_any_number_of_threads() {
    let mut models = variants();
    models[1].fails = |replicate| replicate % 977 == 900 || replicate > 5_000;
    models[2].fails = |replicate| replicate > 899;
    for threads in [1, 2, 8] {
        let error = with_threads(threads, || run(&models, &plan(1, 0..50_000), &mut [], &control()).unwrap_err());
        assert!(matches!(error, EnsembleError::Replicate { replicate: 900, model: 1, source: Failure }), "{error:?}");
    }
}

#[test]
fn a_cancelled_run_ends_and_progress_adds_up() {
    let done = AtomicU64::new(0);
    let cancel = AtomicBool::new(false);
    let progress = |more| {
        if done.fetch_add(more, Ordering::Relaxed) + more >= 9_000 {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    let control = Control { cancel: &cancel, progress: &progress };
    assert!(run(&variants(), &plan(1, 0..8_000), &mut [], &control).is_ok());
    assert_eq!(done.load(Ordering::Relaxed), 8_000);
    let error = run(&variants(), &plan(1, 0..100_000_000), &mut [], &control).unwrap_err();
    assert!(matches!(error, EnsembleError::Cancelled));
}

struct FullDisk;

impl Observer for FullDisk {
    fn replicate(&mut self, replicate: u64, _row: &[Tally]) -> std::io::Result<()> {
        if replicate < 10 { Ok(()) } else { Err(std::io::Error::other("no space left")) }
    }
}

#[test]
fn a_failing_observer_ends_the_run() {
    let error = run(&variants(), &plan(1, 0..100), &mut [&mut FullDisk], &control()).unwrap_err();
    assert!(matches!(error, EnsembleError::Observer(_)));
}

#[test]
fn what_does_not_fit_is_refused_before_anything_runs() {
    let models = vec![Toy { groups: 1_000, fails: |_| true, ..toy() }; 20];
    let error = run(&models, &plan(1, 0..1_000_000_000), &mut [], &control()).unwrap_err();
    let EnsembleError::TooLarge { estimate: bytes, limit } = error else { panic!("{error:?}") };
    assert!(bytes > limit && limit == MEMORY_LIMIT);
    assert!(estimate(&Shape::of(&models[..1]), &plan(1, 0..1_000), 2) < 200_000_000);
}

#[test]
fn nothing_is_undefined_but_what_is_and_small_runs_have_no_spread() {
    let one = ensemble(&variants(), &plan(1, 0..1));
    let silent = one.models[0].metric(Metric::Silent).unwrap();
    assert_eq!((silent.std_dev, silent.std_error, silent.ci), (None, None, None));
    assert_eq!(silent.mean, silent.quantiles[3]);
    assert!(one.models[0].metric(Metric::Satisfied).is_none());
    assert!(one.models[2].metric(Metric::Satisfied).is_some());
    assert!(one.comparisons[1].metric(Metric::Satisfied).is_none());
    let difference = one.comparisons[0].metric(Metric::Silent).unwrap();
    assert_eq!((difference.std_error, difference.ci, difference.variance_ratio), (None, None, None));
    let none = ensemble(&variants(), &plan(1, 5..5));
    assert!(none.replicates == 0 && none.models[0].metrics.iter().all(Option::is_none));
    let silent = Toy { complaints: Complaints::Fixed(0), ..toy() };
    let nobody = ensemble(&[silent.clone(), silent], &plan(1, 0..50));
    assert!(nobody.models[0].metric(Metric::AwarePerComplaint).is_none());
    assert!(nobody.comparisons[0].metric(Metric::AwarePerComplaint).is_none());
}

#[test]
fn a_variant_equal_to_the_baseline_differs_by_nothing() {
    let models = [variants()[0].clone(), variants()[0].clone()];
    let same = ensemble(&models, &plan(1, 0..2_000));
    for metric in Metric::all().filter(|&metric| metric != Metric::Satisfied) {
        let difference = same.comparisons[0].metric(metric).unwrap();
        assert_eq!((difference.difference, difference.ci), (0.0, Some((0.0, 0.0))), "{metric}");
        assert!(difference.probability_better.is_none_or(|share| share == 0.5), "{metric}");
        assert!(difference.variance_ratio.is_none_or(|ratio| ratio == 0.0), "{metric}");
    }
}

fn precise(relative: f64, replicates: u64, max_replicates: u64) -> Plan {
    let precision = Precision { metric: Metric::Reach, relative, max_replicates };
    Plan { precision: Some(precision), ..plan(3, 0..replicates) }
}

#[test]
fn precision_looks_at_doublings_only_and_stops_at_the_limit() {
    let models = &variants()[..2];
    let half_width = |ensemble: &Ensemble| {
        let widths = ensemble.models.iter().map(|model| model.metric(Metric::Reach).unwrap());
        widths.map(|reach| (reach.ci.unwrap().1 - reach.mean) / reach.mean).fold(0.0, f64::max)
    };
    let done = ensemble(models, &precise(0.02, 1_000, 1_000_000));
    assert_eq!(done.stop_reason, StopReason::Precise);
    assert!(half_width(&done) <= 0.02);
    let steps = done.replicates / 1_000;
    assert!(done.replicates.is_multiple_of(1_000) && steps.is_power_of_two() && steps > 1, "{steps}");
    assert!(half_width(&ensemble(models, &plan(3, 0..done.replicates / 2))) > 0.02);
    assert_eq!(done.models, ensemble(models, &plan(3, 0..done.replicates)).models, "steps leave no trace");

    let cut = ensemble(models, &precise(0.001, 1_000, 2_500));
    assert_eq!((cut.replicates, cut.stop_reason.name()), (2_500, "max_replicates"));
    assert_eq!(ensemble(models, &plan(3, 0..10)).stop_reason.name(), "fixed");
}

#[test]
fn a_mean_without_spread_is_precise_only_where_the_closed_form_says_so() {
    let stops = |metric| {
        let precision = Precision { metric, relative: 0.01, max_replicates: 1_000 };
        let done = ensemble(&[toy()], &Plan { precision: Some(precision), ..plan(1, 0..100) });
        (done.replicates, done.stop_reason)
    };
    assert_eq!(stops(Metric::Overlap), (100, StopReason::Precise));
    // Nothing has happened so far: that is no certainty.
    assert_eq!(stops(Metric::CustomersLost), (1_000, StopReason::MaxReplicates));
}

#[test]
fn endless_generations_are_refused_at_the_lowest_replicate() {
    let models =
        [variants()[0].clone(), Toy { endless: |replicate| replicate % 1_000 == 700, ..variants()[1].clone() }];
    for threads in [1, 3] {
        let error = with_threads(threads, || run(&models, &plan(1, 0..5_000), &mut [], &control()).unwrap_err());
        assert!(matches!(error, EnsembleError::Generations { replicate: 700, model: 1, limit: 16_384 }), "{error:?}");
    }
}

#[test]
fn many_threads_are_no_reason_to_refuse() {
    let models = vec![Toy { groups: 100, ..toy() }; 4];
    let (shape, plan) = (Shape::of(&models), plan(1, 0..10_000));
    assert!(estimate(&shape, &plan, 1) < MEMORY_LIMIT && estimate(&shape, &plan, 1_024) > MEMORY_LIMIT);
    let threads = memory::threads::<Failure>(&shape, &plan, 1_024).unwrap();
    assert!(estimate(&shape, &plan, threads as u64) <= MEMORY_LIMIT && threads > 1, "{threads}");
}

/// Of 200 intervals at 95 % between 180 and 198 hold the truth.
fn covers(plan: impl Fn(u64) -> Plan, metric: Metric, truth: f64) {
    let holds = |seed: &u64| {
        let models = ensemble(&[toy()], &plan(*seed)).models;
        let (low, high) = models[0].metric(metric).unwrap().ci.unwrap();
        (low..=high).contains(&truth)
    };
    let covered = (0..200).filter(holds).count();
    assert!((180..=198).contains(&covered), "{covered} of 200");
}

#[test]
fn intervals_cover_a_known_mean() {
    covers(|seed| plan(seed, 0..1_000), Metric::Reach, 260.0);
    let ratio = |seed| Plan { seed, ..precise(0.05, 500, 100_000) };
    covers(ratio, Metric::Reach, 260.0);
    covers(|seed| plan(seed, 0..1_000), Metric::AwarePerComplaint, 287.0);
}
