//! Errors between networks against plain arithmetic, and whether intervals hold where replicates on a network are alike.

use std::sync::atomic::AtomicBool;

use super::super::memory::{MEMORY_LIMIT, estimate};
use super::super::shape::Shape;
use super::super::toy::{Complaints, ROOM, Toy, toy};
use super::super::{Control, Ensemble, EnsembleError, Plan, Precision, Simulate, StopReason, run};
use super::*;
use crate::model::Tally;
use crate::random::{Purpose, ReplicateKey};

fn ensemble<M: Simulate>(models: &[M], replicates: u64) -> Ensemble
where
    M::Error: std::fmt::Debug,
{
    let plan = Plan { seed: 11, replicates: 0..replicates, precision: None };
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| () };
    run(models, &plan, &mut [], &control).unwrap()
}

fn models(graphs: [u64; 2]) -> [Toy; 2] {
    let complaints = Complaints::UpTo(4);
    let baseline = Toy { complaints, graphs: graphs[0], ..toy() };
    [baseline.clone(), Toy { rate: 0.06, price: 3.7, graphs: graphs[1], ..baseline }]
}

fn values(toy: &Toy, replicates: u64, metric: Metric) -> Vec<f64> {
    let tally = |replicate| toy.tally(ReplicateKey { seed: 11, replicate });
    (0..replicates).map(|replicate| tally(replicate).value(metric).unwrap_or(f64::NAN)).collect()
}

/// The means of the replicates 0, k, 2 k, ..., of 1, k + 1, ..., and so on.
fn means(values: &[f64], graphs: usize) -> Vec<f64> {
    let of = |graph| values.iter().skip(graph).step_by(graphs);
    (0..graphs).map(|graph| of(graph).sum::<f64>() / of(graph).count() as f64).collect()
}

fn std_dev(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt()
}

fn near(left: f64, right: f64) {
    assert!((left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1e-9), "{left} {right}");
}

#[test]
fn the_error_is_the_standard_deviation_of_the_networks_means_over_the_root_of_their_number() {
    let (models, graphs, replicates) = (models([7, 7]), 7_usize, 7 * 300);
    let found = ensemble(&models, replicates);
    for metric in Metric::all().filter(|&metric| metric != Metric::Satisfied) {
        let by_graph = models.each_ref().map(|toy| {
            if metric == Metric::AwarePerComplaint {
                // (mean aware - ratio x mean complaints) / mean complaints, by network.
                let [aware, complaints] = [Metric::Aware, Metric::Complaints].map(|part| values(toy, replicates, part));
                let ratio = aware.iter().sum::<f64>() / complaints.iter().sum::<f64>();
                let all = complaints.iter().sum::<f64>() / complaints.len() as f64;
                let parts = means(&aware, graphs).into_iter().zip(means(&complaints, graphs));
                return parts.map(|(aware, complaints)| (aware - ratio * complaints) / all).collect();
            }
            means(&values(toy, replicates, metric), graphs)
        });
        let root = (graphs as f64).sqrt();
        for (summary, means) in found.models.iter().zip(&by_graph) {
            let (summary, error) = (summary.metric(metric).unwrap(), std_dev(means) / root);
            near(summary.std_error.unwrap(), error);
            near(summary.ci.unwrap().1, summary.mean + student_95(6) * error);
        }
        let differences: Vec<f64> = by_graph[1].iter().zip(&by_graph[0]).map(|(v, b)| v - b).collect();
        let (difference, error) = (found.comparisons[0].metric(metric).unwrap(), std_dev(&differences) / root);
        near(difference.std_error.unwrap(), error);
        near(difference.ci.unwrap().0, difference.difference - student_95(6) * error);
    }
    assert_eq!(found.models[0].graphs, 7);
}

#[test]
fn all_but_the_error_is_as_without_networks() {
    let (with, without) = (ensemble(&models([5, 5]), 1_003), ensemble(&models([1, 1]), 1_003));
    for (left, right) in with.models.iter().zip(&without.models) {
        assert_eq!((&left.distributions, &left.generations), (&right.distributions, &right.generations));
        for (left, right) in left.metrics.iter().flatten().zip(right.metrics.iter().flatten()) {
            assert_eq!((left.mean, left.std_dev, left.quantiles), (right.mean, right.std_dev, right.quantiles));
        }
    }
    let ratio = |ensemble: &Ensemble| ensemble.comparisons[0].metric(Metric::Reach).unwrap().variance_ratio;
    assert_eq!(ratio(&with), ratio(&without));
}

#[test]
fn a_network_for_each_replicate_is_no_network_at_all() {
    // Also with more networks than replicates: those not used count for nothing.
    let alone = ensemble(&models([1, 1]), 400);
    for graphs in [[400, 400], [1_000, 1_000], [400, 1]] {
        let found = ensemble(&models(graphs), 400);
        for metric in [Metric::Reach, Metric::NetLoss, Metric::AwarePerComplaint] {
            for (left, right) in found.models.iter().zip(&alone.models) {
                near(left.metric(metric).unwrap().std_error.unwrap(), right.metric(metric).unwrap().std_error.unwrap());
            }
            let of = |ensemble: &Ensemble| ensemble.comparisons[0].metric(metric).unwrap().ci.unwrap();
            near(of(&found).0, of(&alone).0);
        }
    }
}

#[test]
fn equal_values_leave_no_error_and_one_replicate_no_interval() {
    let fixed = Toy { rate: 1.0, graphs: 3, ..toy() };
    let found = ensemble(&[fixed.clone(), fixed], 1_000);
    for metric in found.models[0].metrics.iter().flatten() {
        assert_eq!(metric.std_error, Some(0.0));
    }
    assert!(found.comparisons[0].metrics.iter().flatten().all(|difference| difference.ci == Some((0.0, 0.0))));
    let one = ensemble(&models([3, 3]), 1);
    assert!(one.models[0].metric(Metric::Reach).unwrap().ci.is_none());
}

#[test]
fn absurdly_many_networks_are_refused() {
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| () };
    let plan = Plan { seed: 1, replicates: 0..10, precision: None };
    let error = run(&[Toy { graphs: u64::MAX, ..toy() }], &plan, &mut [], &control).unwrap_err();
    assert!(matches!(error, EnsembleError::TooLarge { .. }));
    assert!(estimate(&Shape::of(&models([1_000, 1_000])), &plan, 2) < MEMORY_LIMIT / 500);
}

#[test]
fn replicates_that_were_cut_are_counted() {
    let toys = [toy(), Toy { rate: 0.2, ..toy() }];
    let found = ensemble(&toys, 2_000);
    for (toy, summary) in toys.iter().zip(&found.models) {
        let cut = values(toy, 2_000, Metric::Silent).iter().filter(|&&silent| silent > ROOM as f64).count();
        assert_eq!(summary.cut_share, cut as f64 / 2_000.0);
    }
    assert!(found.models[0].cut_share > 0.1);
}

/// Reach is a number of the network plus a number of the replicate, each uniform on 0 to 100; a variant adds another
/// number of the network.
struct Alike {
    seed: u64,
    graphs: u64,
    variant: bool,
}

impl Simulate for Alike {
    type Scratch = Tally;
    type Error = std::convert::Infallible;

    fn scratch(&self) -> Tally {
        Tally::default()
    }

    fn tally(scratch: &Tally) -> &Tally {
        scratch
    }

    fn defines(&self, metric: Metric) -> bool {
        metric == Metric::Reach
    }

    fn group_count(&self) -> usize {
        0
    }

    fn graphs(&self) -> u64 {
        self.graphs
    }

    fn replicate(&self, key: ReplicateKey, _: Option<(&Self, &Tally)>, scratch: &mut Tally) -> Result<(), Self::Error> {
        let uniform = |replicate, purpose| ReplicateKey { seed: self.seed, replicate }.hash(purpose, 0) % 101;
        let graph = key.replicate % self.graphs;
        let more = if self.variant { uniform(graph, Purpose::Contacts) } else { 0 };
        let reach = uniform(graph, Purpose::Network) + uniform(key.replicate, Purpose::Audience) + more;
        scratch.counts[Metric::Reach.index()] = reach;
        Ok(())
    }
}

#[test]
fn intervals_cover_the_mean_over_all_networks() {
    let (mut means, mut differences) = (0, 0);
    for seed in 0..200 {
        let models = [false, true].map(|variant| Alike { seed, graphs: 10, variant });
        let found = ensemble(&models, 1_000);
        let covers = |ci: Option<(f64, f64)>, truth: f64| ci.is_some_and(|(low, high)| low <= truth && truth <= high);
        means += u32::from(covers(found.models[0].metric(Metric::Reach).unwrap().ci, 100.0));
        differences += u32::from(covers(found.comparisons[0].metric(Metric::Reach).unwrap().ci, 50.0));
    }
    // 90 to 99 % of 200.
    assert!((180..=198).contains(&means) && (180..=198).contains(&differences), "{means} {differences}");
}

#[test]
fn precision_looks_at_the_error_between_networks() {
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| () };
    let precision = Precision { metric: Metric::Reach, relative: 0.05, max_replicates: 4_000 };
    let plan = Plan { seed: 1, replicates: 0..1_000, precision: Some(precision) };
    // More replicates on ten networks that differ do not help.
    let few = run(&[Alike { seed: 1, graphs: 10, variant: false }], &plan, &mut [], &control).unwrap();
    assert_eq!((few.stop_reason, few.replicates), (StopReason::MaxReplicates, 4_000));
    let many = run(&[Alike { seed: 1, graphs: 1_000, variant: false }], &plan, &mut [], &control).unwrap();
    assert_eq!(many.stop_reason, StopReason::Precise);
}
