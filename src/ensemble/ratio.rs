use super::columns::{Columns, ROWS};
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::stats::{IntegerMoments, RealMoments, Values, centred_product};
use crate::vocabulary::Metric;

/// Below this size, the products of a chunk add up in 64 bits.
const SMALL: u64 = 1 << 28;
const _: () = assert!(ROWS <= 1 << 8);

/// What the mean of `aware_per_complaint` needs: a ratio of totals, its error by the delta method.
#[derive(Clone, Copy, Default)]
pub(super) struct RatioTotals {
    aware: IntegerMoments,
    complaints: IntegerMoments,
    /// The sum of aware x complaints.
    product: i128,
}

/// What all of it needs.
pub(super) struct RatioSums {
    pub(super) totals: RatioTotals,
    /// The quotients of the replicates with a complaint.
    pub(super) quotients: RealMoments,
    pub(super) values: Values,
}

/// The sums of products of two models' aware and complaints, replicate by replicate.
#[derive(Clone, Copy, Default)]
pub(super) struct RatioProducts {
    aware_aware: i128,
    aware_complaints: i128,
    complaints_aware: i128,
    complaints_complaints: i128,
}

impl RatioTotals {
    pub(super) fn extend(&mut self, columns: &Columns, rows: usize) {
        let (aware, complaints) = (columns.counts(Metric::Aware, rows), columns.counts(Metric::Complaints, rows));
        for (moments, counts) in [(&mut self.aware, aware), (&mut self.complaints, complaints)] {
            moments.extend_counts(counts, counts.iter().copied().max().unwrap_or(0));
        }
        self.product = self.product.wrapping_add(product(aware, complaints));
    }

    fn write(&self, to: &mut Writer) {
        self.aware.write(to);
        self.complaints.write(to);
        to.wide(self.product);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let (aware, complaints) = (IntegerMoments::read(from)?, IntegerMoments::read(from)?);
        Ok(Self { aware, complaints, product: from.wide()? })
    }

    /// Takes all that another has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        self.aware.absorb(&mut other.aware);
        self.complaints.absorb(&mut other.complaints);
        self.product = self.product.wrapping_add(std::mem::take(&mut other.product));
    }

    /// Total aware / total complaints; `None` where nobody complained.
    pub(super) fn ratio(&self) -> Option<f64> {
        (self.complaints.sum() > 0).then(|| self.aware.sum() as f64 / self.complaints.sum() as f64)
    }

    /// n times the variance of the ratio, or `None` below two replicates: the variance of
    /// (aware - ratio x complaints) / mean complaints.
    pub(super) fn variance(&self) -> Option<f64> {
        let own = RatioProducts {
            aware_aware: self.aware.sum_of_squares() as i128,
            aware_complaints: self.product,
            complaints_aware: self.product,
            complaints_complaints: self.complaints.sum_of_squares() as i128,
        };
        (self.aware.count() >= 2).then(|| own.covariance(self, self))?.map(|variance| variance.max(0.0))
    }
}

impl RatioSums {
    pub(super) fn new(values: Values) -> Self {
        Self { totals: RatioTotals::default(), quotients: RealMoments::default(), values }
    }

    pub(super) fn extend(&mut self, columns: &Columns, rows: usize) {
        self.totals.extend(columns, rows);
        let (aware, complaints) = (columns.counts(Metric::Aware, rows), columns.counts(Metric::Complaints, rows));
        let (mut quotients, mut many) = ([0.0; ROWS], 0);
        for (&aware, &complaints) in aware.iter().zip(complaints) {
            quotients[many] = aware as f64 / complaints.max(1) as f64;
            many += usize::from(complaints > 0);
        }
        self.quotients.extend(&quotients[..many]);
        self.values.extend_reals(&quotients[..many]);
    }

    pub(super) fn write(&self, to: &mut Writer) {
        self.totals.write(to);
        self.quotients.write(to);
        self.values.write(to);
    }

    /// Takes what was written, as the first replicates.
    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        self.totals = RatioTotals::read(from)?;
        self.quotients = RealMoments::read(from)?;
        self.values.read(from)
    }

    /// Takes all that another has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        self.totals.absorb(&mut other.totals);
        self.quotients.absorb(&mut other.quotients);
        self.values.absorb(&mut other.values);
    }
}

impl RatioProducts {
    pub(super) fn extend(&mut self, variant: &Columns, baseline: &Columns, rows: usize) {
        let column = |columns, metric| Columns::counts(columns, metric, rows);
        let (aware, complaints) = (column(variant, Metric::Aware), column(variant, Metric::Complaints));
        let (base_aware, base_complaints) = (column(baseline, Metric::Aware), column(baseline, Metric::Complaints));
        self.aware_aware += product(aware, base_aware);
        self.aware_complaints += product(aware, base_complaints);
        self.complaints_aware += product(complaints, base_aware);
        self.complaints_complaints += product(complaints, base_complaints);
    }

    /// Takes all that another has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        let other = std::mem::take(other);
        self.aware_aware = self.aware_aware.wrapping_add(other.aware_aware);
        self.aware_complaints = self.aware_complaints.wrapping_add(other.aware_complaints);
        self.complaints_aware = self.complaints_aware.wrapping_add(other.complaints_aware);
        self.complaints_complaints = self.complaints_complaints.wrapping_add(other.complaints_complaints);
    }

    pub(super) fn write(&self, to: &mut Writer) {
        for sum in [self.aware_aware, self.aware_complaints, self.complaints_aware, self.complaints_complaints] {
            to.wide(sum);
        }
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let (aware_aware, aware_complaints) = (from.wide()?, from.wide()?);
        let (complaints_aware, complaints_complaints) = (from.wide()?, from.wide()?);
        Ok(Self { aware_aware, aware_complaints, complaints_aware, complaints_complaints })
    }

    /// n times the variance of the difference of two ratios of totals (joint delta method).
    pub(super) fn variance(&self, left: &RatioTotals, right: &RatioTotals) -> Option<f64> {
        let apart = left.variance()? + right.variance()?;
        Some((apart - 2.0 * self.covariance(left, right)?).max(0.0))
    }

    /// n times the covariance of two ratios, of `left` and `right`.
    fn covariance(&self, left: &RatioTotals, right: &RatioTotals) -> Option<f64> {
        let n = left.aware.count();
        let centred = |sum, x: &IntegerMoments, y: &IntegerMoments| centred_product(n, sum, x.sum(), y.sum());
        let (l, r) = (left.ratio()?, right.ratio()?);
        let crossed = r * centred(self.aware_complaints, &left.aware, &right.complaints)
            + l * centred(self.complaints_aware, &left.complaints, &right.aware);
        let products = centred(self.aware_aware, &left.aware, &right.aware) - crossed
            + l * r * centred(self.complaints_complaints, &left.complaints, &right.complaints);
        Some(products / (n - 1) as f64 / (left.complaints.mean() * right.complaints.mean()))
    }
}

fn product(left: &[u64], right: &[u64]) -> i128 {
    let size = |counts: &[u64]| counts.iter().fold(0, |size, count| size | count);
    if size(left) < SMALL && size(right) < SMALL {
        // 32 bits hold the counts, and 64 the sum of the products of a chunk.
        let small = |count: &u64| u64::from(*count as u32);
        return left.iter().zip(right).map(|(left, right)| small(left) * small(right)).sum::<u64>().into();
    }
    left.iter().zip(right).map(|(&left, &right)| i128::from(left) * i128::from(right)).sum()
}
