//! Points against ensembles of the same models and the same luck.

use std::convert::Infallible;

use super::super::toy::{Complaints, Failure, Toy, toy};
use super::super::{Plan, run};
use super::*;

const METRICS: [Metric; 4] = [Metric::Reach, Metric::NetLoss, Metric::AwarePerComplaint, Metric::Satisfied];

/// Voice rates; every third point has luck of its own.
struct Rates {
    many: usize,
    baseline: Option<usize>,
    replicates: u64,
    fails: fn(u64) -> bool,
    /// A point that makes no model.
    hole: Option<usize>,
}

impl Default for Rates {
    fn default() -> Self {
        Self { many: 50, baseline: Some(3), replicates: 700, fails: |_| false, hole: None }
    }
}

impl Points for Rates {
    type Model = Toy;
    type Error = usize;

    fn count(&self) -> usize {
        self.many
    }

    fn luck(&self, point: usize) -> Range<u64> {
        let start = if point % 3 == 2 { 10 * point as u64 } else { 0 };
        start..start + self.replicates
    }

    fn model(&self, point: usize) -> Result<Toy, usize> {
        if self.hole == Some(point) {
            return Err(point);
        }
        let rate = 0.03 + 0.001 * point as f64;
        Ok(Toy { rate, price: 0.3, complaints: Complaints::UpTo(3), fails: self.fails, ..toy() })
    }

    fn baseline(&self) -> Option<usize> {
        self.baseline
    }
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

fn table(rates: &Rates) -> Result<PointTable, ErrorOf<Rates>> {
    points(rates, &METRICS, 317, &Control::default())
}

#[test]
fn a_point_is_a_variant_of_the_baseline_with_the_same_luck() {
    let rates = Rates::default();
    let found = table(&rates).unwrap();
    for point in 0..rates.many {
        let models = [rates.model(3).unwrap(), rates.model(point).unwrap()];
        let plan = Plan { seed: 317, replicates: rates.luck(point), precision: None };
        let ensemble = run(&models, &plan, &mut [], &Control::default()).unwrap();
        assert_eq!(found.means(point, Metric::Satisfied), None);
        for metric in [Metric::Reach, Metric::NetLoss, Metric::AwarePerComplaint] {
            let means = found.means(point, metric).unwrap();
            let summary = ensemble.models[1].metric(metric).unwrap();
            let paired = ensemble.comparisons[0].metric(metric).unwrap();
            assert_eq!((means.mean, means.difference), (summary.mean, Some(paired.difference)));
            let error = |variance: Option<f64>| variance.map(|variance| (variance / 700.0).sqrt());
            assert_eq!(error(means.variance), summary.std_error);
            assert_eq!(error(means.difference_variance), paired.std_error);
        }
    }
}

#[test]
fn the_same_at_any_number_of_threads_with_few_points_and_with_many() {
    for (many, replicates) in [(3, 30_000), (200, 20), (1, 1), (5, 0), (0, 10)] {
        let rates = Rates { many, baseline: None, replicates, ..Rates::default() };
        let tables = [1, 2, 7].map(|threads| with_threads(threads, || table(&rates).unwrap()));
        assert!(tables[0] == tables[1] && tables[1] == tables[2], "{many} {replicates}");
        assert!((0..many).all(|point| tables[0].point(point).len() == METRICS.len()));
        if replicates == 0 {
            assert!((0..many).all(|point| tables[0].means(point, Metric::Reach).is_none()));
        }
    }
}

#[test]
fn failures_are_the_same_at_any_number_of_threads() {
    for threads in [1, 5] {
        let hole = Rates { hole: Some(20), ..Rates::default() };
        let error = with_threads(threads, || table(&hole).unwrap_err());
        assert!(matches!(error, PointsError::Point { point: 20, source: 20 }), "{error:?}");
        let fails = Rates { baseline: None, fails: |replicate| replicate == 705, ..Rates::default() };
        let error = with_threads(threads, || table(&fails).unwrap_err());
        let first = PointsError::<_, usize>::Replicate { point: 2, replicate: 705, source: Failure };
        assert_eq!(format!("{error:?}"), format!("{first:?}"));
    }
}

#[test]
fn a_table_that_no_machine_holds_is_an_error_and_not_an_end() {
    let error = table(&Rates { many: usize::MAX / 2, ..Rates::default() }).unwrap_err();
    assert!(matches!(error, PointsError::TooLarge { estimate: u64::MAX }), "{error:?}");
}

/// One draw of the voice rate for each replicate: the model of a replicate lives in the scratch.
struct Unknown;

struct OwnModel {
    model: Toy,
    tally: crate::model::Tally,
}

impl super::super::Simulate for Unknown {
    type Scratch = OwnModel;
    type Error = Infallible;

    fn scratch(&self) -> OwnModel {
        OwnModel { model: toy(), tally: crate::model::Tally::default() }
    }

    fn tally(scratch: &OwnModel) -> &crate::model::Tally {
        &scratch.tally
    }

    fn defines(&self, metric: Metric) -> bool {
        metric == Metric::Silent
    }

    fn group_count(&self) -> usize {
        2
    }

    fn replicate(
        &self,
        key: crate::random::ReplicateKey,
        reference: Option<(&Self, &OwnModel)>,
        scratch: &mut OwnModel,
    ) -> Result<(), Infallible> {
        scratch.model.rate = 0.02 + 0.06 * (key.replicate % 100) as f64 / 100.0;
        // The reference is seen through its own scratch, retuned for the same replicate.
        if let Some((_, baseline)) = reference {
            assert_eq!(baseline.model.rate, scratch.model.rate);
        }
        scratch.tally = scratch.model.tally(key);
        Ok(())
    }
}

#[test]
fn a_model_may_live_in_the_scratch_and_change_with_every_replicate() {
    let plan = Plan { seed: 5, replicates: 0..20_000, precision: None };
    let found = run(&[Unknown, Unknown], &plan, &mut [], &Control::default()).unwrap();
    let silent = found.models[0].metric(Metric::Silent).unwrap();
    // Geometric: mean (1 - v) / v at each of the hundred rates.
    let rates = (0..100).map(|place| 0.02 + 0.06 * f64::from(place) / 100.0);
    let mean = rates.map(|rate| (1.0 - rate) / rate).sum::<f64>() / 100.0;
    assert!((silent.mean - mean).abs() < 4.0 * silent.std_error.unwrap(), "{} {mean}", silent.mean);
}
