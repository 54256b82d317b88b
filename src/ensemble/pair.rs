use super::columns::{Columns, ROWS};
use super::graphs::{GraphSums, StdError};
use super::metric::{Estimate, MetricSums, Sums};
use super::moments::{Buffers, Differences};
use super::ratio::RatioProducts;
use super::summary::Difference;
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::stats::{Bounds, IntegerMoments, RealMoments, Values};
use crate::vocabulary::{Direction, Metric, Unit};

/// One metric of a variant against the baseline, while replicates come in.
pub(super) struct PairSums {
    metric: Metric,
    differences: Differences,
    /// Replicates in which both sides have a value.
    pairs: u64,
    /// Replicates in which the variant is lower, and in which both sides are the same.
    lower: u64,
    same: u64,
    /// The differences one by one.
    values: Values,
    /// The variant and the baseline by network, where there is more than one.
    graphs: Option<(GraphSums, GraphSums)>,
}

impl PairSums {
    /// `graphs`: how many networks there are, the larger number where the two sides differ.
    pub(super) fn new(metric: Metric, graphs: u64) -> Self {
        let values = match metric.unit() {
            Unit::People | Unit::Impressions | Unit::Ticks => Values::differences(Bounds::DIFFERENCE),
            Unit::Currency | Unit::Ratio => Values::reals(Bounds::DIFFERENCE),
        };
        let graphs = GraphSums::new(metric, graphs).zip(GraphSums::new(metric, graphs));
        Self { metric, differences: Differences::new(metric), pairs: 0, lower: 0, same: 0, values, graphs }
    }

    pub(super) fn extend(&mut self, variant: &Columns, baseline: &Columns, rows: usize, buffers: &mut Buffers) {
        if let Some((left, right)) = &mut self.graphs {
            left.extend(variant, rows);
            right.extend(baseline, rows);
        }
        self.differences.extend(self.metric, variant, baseline, rows, buffers);
        let (lower, same) = match self.metric.unit() {
            Unit::People | Unit::Impressions | Unit::Ticks => {
                let [left, right] = variant.both_present(baseline, self.metric, rows, &mut buffers.counts);
                self.values.extend_differences(left, right);
                self.pairs += left.len() as u64;
                compared(left, right)
            }
            Unit::Currency => {
                let [left, right, differences] = buffers.money(self.metric, variant, baseline, rows);
                self.values.extend_reals(differences);
                self.pairs += rows as u64;
                compared(left, right)
            }
            Unit::Ratio => self.extend_quotients(variant, baseline, rows, &mut buffers.money[0]),
        };
        self.lower += lower;
        self.same += same;
    }

    /// Takes the quotients of the rows in which both sides have one.
    fn extend_quotients(
        &mut self,
        variant: &Columns,
        baseline: &Columns,
        rows: usize,
        differences: &mut [f64; ROWS],
    ) -> (u64, u64) {
        let mut many = 0;
        let (mut lower, mut same) = (0, 0);
        for (left, right) in quotients(variant, rows).zip(quotients(baseline, rows)) {
            let (Some((aware, complaints)), Some((base_aware, base_complaints))) = (left, right) else { continue };
            let product = |left: u64, right: u64| u128::from(left) * u128::from(right);
            let order = product(aware, base_complaints).cmp(&product(base_aware, complaints));
            lower += u64::from(order.is_lt());
            same += u64::from(order.is_eq());
            let difference = aware as f64 / complaints as f64 - base_aware as f64 / base_complaints as f64;
            differences[many] = if order.is_eq() { 0.0 } else { difference };
            many += 1;
        }
        self.values.extend_reals(&differences[..many]);
        self.pairs += many as u64;
        (lower, same)
    }

    pub(super) fn write(&self, to: &mut Writer) {
        for number in [self.pairs, self.lower, self.same] {
            to.number(number);
        }
        self.values.write(to);
        if let Some((left, right)) = &self.graphs {
            left.write(to);
            right.write(to);
        }
        match &self.differences {
            Differences::Count(moments) => moments.write(to),
            Differences::Money(moments) => moments.write(to),
            Differences::Ratio(products) => products.write(to),
        }
    }

    /// Takes what was written, as the first replicates.
    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        (self.pairs, self.lower, self.same) = (from.number()?, from.number()?, from.number()?);
        if self.lower.checked_add(self.same).is_none_or(|some| some > self.pairs) {
            return Err(Damaged);
        }
        self.values.read(from)?;
        if let Some((left, right)) = &mut self.graphs {
            left.read(from)?;
            right.read(from)?;
        }
        match &mut self.differences {
            Differences::Count(moments) => *moments = IntegerMoments::read(from)?,
            Differences::Money(moments) => *moments = RealMoments::read(from)?,
            Differences::Ratio(products) => *products = RatioProducts::read(from)?,
        }
        Ok(())
    }

    /// Takes all that another of the same metric has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        if let Some((own, other)) = self.graphs.as_mut().zip(other.graphs.as_mut()) {
            own.0.absorb(&mut other.0);
            own.1.absorb(&mut other.1);
        }
        self.differences.absorb(&mut other.differences);
        self.values.absorb(&mut other.values);
        self.lower += std::mem::take(&mut other.lower);
        self.same += std::mem::take(&mut other.same);
        self.pairs += std::mem::take(&mut other.pairs);
    }

    /// The difference; `None` where a side has no value.
    pub(super) fn summary(
        &mut self,
        variant: &MetricSums,
        baseline: &MetricSums,
        replicates: u64,
    ) -> Option<Difference> {
        let (left, right) = (variant.estimate(replicates)?, baseline.estimate(replicates)?);
        let mut replicates = replicates;
        let (mean, variance) = match (&self.differences, &variant.sums, &baseline.sums) {
            // Without a pair there is no difference.
            (Differences::Count(_), ..) if self.pairs == 0 => return None,
            (Differences::Count(moments), ..) => {
                replicates = moments.count();
                (moments.mean(), moments.variance())
            }
            (Differences::Money(moments), ..) => (moments.mean(), moments.variance()),
            (Differences::Ratio(products), Sums::Ratio(own), Sums::Ratio(base)) => {
                (left.mean - right.mean, products.variance(&own.totals, &base.totals))
            }
            _ => return None,
        };
        let error = match &self.graphs {
            None => StdError::of_replicates(variance, replicates),
            Some((left, right)) => left.paired_std_error(right),
        };
        let difference = Estimate { mean, variance, error };
        let apart = left.variance.zip(right.variance).map(|(left, right)| left + right);
        // A tie is half a replicate in which the variant is lower.
        let share = (self.pairs > 0).then(|| (2 * self.lower + self.same) as f64 / (2 * self.pairs) as f64);
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
            probability_same: (self.pairs > 0).then(|| self.same as f64 / self.pairs as f64),
            quantiles: self.values.quantiles([0.10, 0.90]),
            variance_ratio: variance.zip(apart).filter(|(_, apart)| *apart > 0.0).map(|(paired, apart)| paired / apart),
        })
    }
}

/// In how many pairs the left is lower, and in how many both are the same.
fn compared<T: PartialOrd>(left: &[T], right: &[T]) -> (u64, u64) {
    let pairs = || left.iter().zip(right);
    (
        pairs().map(|(left, right)| u64::from(left < right)).sum(),
        pairs().map(|(left, right)| u64::from(left == right)).sum(),
    )
}

/// Aware and complaints of each row with a complaint.
fn quotients(columns: &Columns, rows: usize) -> impl Iterator<Item = Option<(u64, u64)>> {
    let parts = columns.counts(Metric::Aware, rows).iter().zip(columns.counts(Metric::Complaints, rows));
    parts.map(|(&aware, &complaints)| (complaints > 0).then_some((aware, complaints)))
}
