//! The ensemble against plain arithmetic on a list of all rows.

use std::sync::atomic::AtomicBool;

use super::toy::{Complaints, Toy, toy};
use super::{Control, Ensemble, Plan, QUANTILES, SeriesSummary, run};
use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::stats::student_95;
use crate::vocabulary::{Direction, Metric};

const REPLICATES: u64 = 5_000;

fn models() -> Vec<Toy> {
    let complaints = Complaints::UpTo(4);
    vec![Toy { complaints, ..toy() }, Toy { rate: 0.06, price: 3.7, complaints: Complaints::UpTo(3), ..toy() }]
}

fn setting() -> (Ensemble, Vec<Vec<Tally>>) {
    let plan = Plan { seed: 11, replicates: 0..REPLICATES, precision: None };
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| () };
    let rows = |toy: &Toy| (0..REPLICATES).map(|replicate| toy.tally(ReplicateKey { seed: 11, replicate })).collect();
    (run(&models(), &plan, &mut [], &control).unwrap(), models().iter().map(rows).collect())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let reaches = |place: &usize| (place + 1) as f64 / values.len() as f64 >= share;
    sorted[(0..values.len()).find(reaches).unwrap()]
}

fn near(left: f64, right: f64) {
    assert!((left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1e-9), "{left} {right}");
}

fn values(rows: &[Tally], metric: Metric) -> Vec<f64> {
    rows.iter().filter_map(|row| row.value(metric)).collect()
}

/// Per replicate (aware - ratio x complaints) / mean complaints, whose variance is that of the ratio.
fn influence(rows: &[Tally]) -> Vec<f64> {
    let (aware, complaints) = (values(rows, Metric::Aware), values(rows, Metric::Complaints));
    let ratio = mean(&aware) / mean(&complaints);
    aware.iter().zip(&complaints).map(|(a, c)| (a - ratio * c) / mean(&complaints)).collect()
}

fn total(rows: &[Tally], metric: Metric) -> (f64, Vec<f64>) {
    if metric == Metric::AwarePerComplaint {
        let ratio = mean(&values(rows, Metric::Aware)) / mean(&values(rows, Metric::Complaints));
        return (ratio, influence(rows));
    }
    (mean(&values(rows, metric)), values(rows, metric))
}

#[test]
fn summaries_and_distributions_agree() {
    let (ensemble, rows) = setting();
    for (model, rows) in ensemble.models.iter().zip(&rows) {
        for metric in Metric::all().filter(|&metric| metric != Metric::Satisfied) {
            let (summary, values) = (model.metric(metric).unwrap(), values(rows, metric));
            let (mean, terms) = total(rows, metric);
            let error = (variance(&terms) / REPLICATES as f64).sqrt();
            assert_eq!(summary.replicates, values.len() as u64);
            near(summary.mean, mean);
            near(summary.std_dev.unwrap(), variance(&values).sqrt());
            near(summary.std_error.unwrap(), error);
            near(summary.ci.unwrap().0, mean - error * student_95(REPLICATES - 1));
            near(summary.ci.unwrap().1, mean + error * student_95(REPLICATES - 1));
            assert_eq!(summary.events, values.iter().filter(|&&value| value != 0.0).count() as u64, "{metric}");
            assert_eq!(summary.median(), quantile(&values, 0.50));
            assert_eq!(summary.min, values.iter().copied().fold(f64::INFINITY, f64::min));
            assert_eq!(summary.max, values.iter().copied().fold(f64::NEG_INFINITY, f64::max));
            assert_eq!(summary.quantiles, QUANTILES.map(|share| quantile(&values, share)), "{metric}");
            let bins = &model.distributions[metric.index()].as_ref().unwrap().bins;
            assert!(bins.len() <= 200);
            assert_eq!(bins.iter().map(|bin| bin.count).sum::<u64>(), values.len() as u64);
            for bin in bins {
                let inside = |value: &&f64| (bin.from as f64..=bin.to as f64).contains(&value.floor());
                assert_eq!(values.iter().filter(inside).count() as u64, bin.count);
            }
        }
    }
}

#[test]
fn differences_agree() {
    let (ensemble, rows) = setting();
    for metric in Metric::all().filter(|&metric| metric != Metric::Satisfied) {
        let difference = ensemble.comparisons[0].metric(metric).unwrap();
        let ((base, base_terms), (variant, variant_terms)) = (total(&rows[0], metric), total(&rows[1], metric));
        let paired: Vec<f64> = variant_terms.iter().zip(&base_terms).map(|(v, b)| v - b).collect();
        near(difference.baseline_mean, base);
        near(difference.variant_mean, variant);
        near(difference.difference, variant - base);
        near(difference.std_error.unwrap(), (variance(&paired) / REPLICATES as f64).sqrt());
        let apart = variance(&base_terms) + variance(&variant_terms);
        assert_eq!(difference.variance_ratio.is_some(), apart > 0.0);
        near(difference.variance_ratio.unwrap_or(0.0), if apart > 0.0 { variance(&paired) / apart } else { 0.0 });
        let pairs: Vec<(f64, f64)> = rows[1]
            .iter()
            .zip(&rows[0])
            .filter_map(|(variant, base)| variant.value(metric).zip(base.value(metric)))
            .collect();
        let score = |lower: bool| {
            let points = pairs.iter().map(|(v, b)| if v == b { 0.5 } else { f64::from(u8::from((v < b) == lower)) });
            points.sum::<f64>() / pairs.len() as f64
        };
        let same = pairs.iter().filter(|(v, b)| v == b).count() as f64 / pairs.len() as f64;
        near(difference.probability_same.unwrap(), same);
        let differences: Vec<f64> = pairs.iter().map(|(v, b)| v - b).collect();
        let [low, high] = difference.quantiles.unwrap();
        near(low, quantile(&differences, 0.10));
        near(high, quantile(&differences, 0.90));
        assert_eq!(difference.shares().is_some(), difference.probability_better.is_some());
        if let Some(shares) = difference.shares() {
            near(shares.better + shares.same + shares.worse, 1.0);
            let lower = pairs.iter().filter(|(v, b)| v < b).count() as f64 / pairs.len() as f64;
            near(if metric.direction() == Direction::LowerIsBetter { shares.better } else { shares.worse }, lower);
        }
        match metric.direction() {
            Direction::Neither => assert_eq!(difference.probability_better, None),
            direction => {
                near(difference.probability_better.unwrap(), score(direction == Direction::LowerIsBetter));
            }
        }
    }
}

fn check_series(summary: SeriesSummary, values: &[f64]) {
    near(summary.mean, mean(values));
    near(summary.std_dev.unwrap(), variance(values).sqrt());
    let quantiles = [0.05, 0.50, 0.95].map(|share| quantile(values, share));
    assert_eq!([summary.p05, summary.p50, summary.p95], quantiles);
}

#[test]
fn generations_and_groups_agree() {
    let (ensemble, rows) = setting();
    for (model, rows) in ensemble.models.iter().zip(&rows) {
        let longest = [0, 1].map(|valence| rows.iter().map(|row| row.generations[valence].len()).max().unwrap());
        assert_eq!([model.generations[0].len(), model.generations[1].len()], longest);
        let both = [0, 1].into_iter().flat_map(|valence| (0..longest[valence]).map(move |place| (valence, place)));
        for (valence, place) in both {
            let generation = &model.generations[valence][place];
            let tallies: Vec<_> =
                rows.iter().map(|row| row.generations[valence].get(place).copied().unwrap_or_default()).collect();
            let column = |part: fn(&crate::model::GenerationTally) -> u64| -> Vec<f64> {
                tallies.iter().map(|tally| part(tally) as f64).collect()
            };
            check_series(generation.tellers, &column(|tally| tally.tellers));
            check_series(generation.impressions, &column(|tally| tally.impressions));
            check_series(generation.reach, &column(|tally| tally.reach));
        }
        assert_eq!(model.groups.len(), 2);
        for (place, group) in model.groups.iter().enumerate() {
            let column = |part: fn(&crate::model::GroupTally) -> u64| -> Vec<f64> {
                rows.iter().map(|row| part(&row.groups[place]) as f64).collect()
            };
            check_series(group.customers, &column(|tally| tally.customers));
            check_series(group.impressions, &column(|tally| tally.impressions));
            check_series(group.customers_lost, &column(|tally| tally.customers_lost));
        }
    }
}
