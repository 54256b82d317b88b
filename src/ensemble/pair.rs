use super::Difference;
use super::columns::{Columns, ROWS};
use super::graphs::{GraphSums, StdError};
use super::metric::{Estimate, MetricSums, Sums};
use super::ratio::RatioProducts;
use crate::stats::{IntegerMoments, RealMoments};
use crate::vocabulary::{Direction, Metric, Unit};

/// One metric of a variant against the baseline, while replicates come in.
pub(super) struct PairSums {
    metric: Metric,
    differences: Differences,
    /// Replicates in which both sides have a value.
    pairs: u64,
    /// Two points for each replicate in which the variant is lower, one for a tie.
    lower: u64,
    /// The variant and the baseline by network, where there is more than one.
    graphs: Option<(GraphSums, GraphSums)>,
}

enum Differences {
    Count(IntegerMoments),
    Money(RealMoments),
    Ratio(RatioProducts),
}

impl PairSums {
    /// `graphs`: how many networks there are, the larger number where the two sides differ.
    pub(super) fn new(metric: Metric, graphs: u64) -> Self {
        let differences = match metric.unit() {
            Unit::People | Unit::Impressions => Differences::Count(IntegerMoments::default()),
            Unit::Currency => Differences::Money(RealMoments::default()),
            Unit::Ratio => Differences::Ratio(RatioProducts::default()),
        };
        let graphs = GraphSums::new(metric, graphs).zip(GraphSums::new(metric, graphs));
        Self { metric, differences, pairs: 0, lower: 0, graphs }
    }

    pub(super) fn extend(&mut self, variant: &Columns, baseline: &Columns, rows: usize) {
        if let Some((left, right)) = &mut self.graphs {
            left.extend(variant, rows);
            right.extend(baseline, rows);
        }
        match &mut self.differences {
            Differences::Count(moments) => {
                let (left, right) = (variant.counts(self.metric, rows), baseline.counts(self.metric, rows));
                moments.extend_differences(left, right);
                self.lower += points(left, right);
                self.pairs += rows as u64;
            }
            Differences::Money(moments) => {
                let (mut left, mut right, mut differences) = ([0.0; ROWS], [0.0; ROWS], [0.0; ROWS]);
                let left = variant.money(self.metric, rows, &mut left);
                let right = baseline.money(self.metric, rows, &mut right);
                for ((difference, left), right) in differences.iter_mut().zip(left).zip(right) {
                    *difference = left - right;
                }
                moments.extend(variant.first_replicate(), rows as u64, &differences[..rows]);
                self.lower += points(left, right);
                self.pairs += rows as u64;
            }
            Differences::Ratio(products) => {
                products.extend(variant, baseline, rows);
                let column = |columns, metric| Columns::counts(columns, metric, rows);
                let left = column(variant, Metric::Aware).iter().zip(column(variant, Metric::Complaints));
                let right = column(baseline, Metric::Aware).iter().zip(column(baseline, Metric::Complaints));
                for (left, right) in left.zip(right).filter(|(left, right)| *left.1 > 0 && *right.1 > 0) {
                    let cross = |a: &u64, b: &u64| u128::from(*a) * u128::from(*b);
                    self.lower += points(&[cross(left.0, right.1)], &[cross(right.0, left.1)]);
                    self.pairs += 1;
                }
            }
        }
    }

    /// Takes all that another of the same metric has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        if let Some((own, other)) = self.graphs.as_mut().zip(other.graphs.as_mut()) {
            own.0.absorb(&mut other.0);
            own.1.absorb(&mut other.1);
        }
        match (&mut self.differences, &mut other.differences) {
            (Differences::Count(moments), Differences::Count(other)) => moments.absorb(other),
            (Differences::Money(moments), Differences::Money(other)) => moments.absorb(other),
            (Differences::Ratio(products), Differences::Ratio(other)) => products.absorb(other),
            _ => debug_assert!(false, "a metric has one unit"),
        }
        self.lower += std::mem::take(&mut other.lower);
        self.pairs += std::mem::take(&mut other.pairs);
    }

    /// To be called when no replicate before `end` is missing.
    pub(super) fn settle(&mut self, end: u64) {
        if let Differences::Money(moments) = &mut self.differences {
            moments.settle(end);
        }
    }

    /// The difference; `None` where a side has no value.
    pub(super) fn summary(&self, variant: &MetricSums, baseline: &MetricSums, replicates: u64) -> Option<Difference> {
        let (left, right) = (variant.estimate(replicates)?, baseline.estimate(replicates)?);
        let (mean, variance) = match &self.differences {
            Differences::Count(moments) => (moments.mean(), moments.variance()),
            Differences::Money(moments) => (moments.mean(), moments.variance()),
            Differences::Ratio(products) => (left.mean - right.mean, ratio_variance(products, variant, baseline)),
        };
        let error = match &self.graphs {
            None => StdError::of_replicates(variance, replicates),
            Some((left, right)) => left.paired_std_error(right),
        };
        let difference = Estimate { mean, variance, error };
        let apart = left.variance.zip(right.variance).map(|(left, right)| left + right);
        let share = (self.pairs > 0).then(|| self.lower as f64 / (2 * self.pairs) as f64);
        Some(Difference {
            baseline_mean: right.mean,
            variant_mean: left.mean,
            difference: mean,
            std_error: difference.std_error(),
            ci: difference.ci(),
            probability_better: match self.metric.direction() {
                Direction::LowerIsBetter => share,
                Direction::HigherIsBetter => share.map(|share| 1.0 - share),
                Direction::Neither => None,
            },
            variance_ratio: variance.zip(apart).filter(|(_, apart)| *apart > 0.0).map(|(paired, apart)| paired / apart),
        })
    }
}

/// Two points for each pair whose left is lower, one for a tie.
fn points<T: PartialOrd>(left: &[T], right: &[T]) -> u64 {
    left.iter().zip(right).map(|(left, right)| u64::from(left < right) + u64::from(left <= right)).sum()
}

/// n times the variance of the difference of two ratios of totals (joint delta method).
fn ratio_variance(products: &RatioProducts, variant: &MetricSums, baseline: &MetricSums) -> Option<f64> {
    let (Sums::Ratio(left), Sums::Ratio(right)) = (&variant.sums, &baseline.sums) else { return None };
    let apart = left.variance()? + right.variance()?;
    Some((apart - 2.0 * products.covariance(left, right)?).max(0.0))
}
