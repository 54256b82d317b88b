//! Impressions as a control variate: where their mean is known by formula, what the impressions drawn are off it by is taken out
//! of reach and aware, which go with them.

use super::columns::Columns;
use super::metric::{MetricSums, Sums};
use super::summary::{CONTROLLED, Regression};
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::stats::{IntegerMoments, centred_product};
use crate::vocabulary::Metric;

/// The sums of impressions times each of [`CONTROLLED`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ControlSums {
    products: [i128; CONTROLLED.len()],
}

impl ControlSums {
    pub(super) fn extend(&mut self, columns: &Columns, rows: usize) {
        let impressions = columns.counts(Metric::Impressions, rows);
        for (sum, metric) in self.products.iter_mut().zip(CONTROLLED) {
            let pairs = impressions.iter().zip(columns.counts(metric, rows));
            *sum += pairs.map(|(&x, &y)| i128::from(x) * i128::from(y)).sum::<i128>();
        }
    }

    /// Takes all that another has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        let other = std::mem::take(other);
        self.products.iter_mut().zip(other.products).for_each(|(own, other)| *own += other);
    }

    pub(super) fn write(&self, to: &mut Writer) {
        self.products.iter().for_each(|&sum| to.wide(sum));
    }

    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        for sum in &mut self.products {
            *sum = from.wide()?;
        }
        Ok(())
    }

    /// The lines of [`CONTROLLED`] on impressions; `None` below three replicates or where impressions do not vary.
    pub(super) fn regressions<'a>(
        &self,
        sums: impl Fn(Metric) -> Option<&'a MetricSums>,
    ) -> [Option<Regression>; CONTROLLED.len()] {
        let line = |place: usize| line(sums(Metric::Impressions)?, sums(CONTROLLED[place])?, self.products[place]);
        std::array::from_fn(line)
    }
}

/// The line of least squares of a metric on impressions.
fn line(control: &MetricSums, metric: &MetricSums, product: i128) -> Option<Regression> {
    let (Sums::Count(x), Sums::Count(y)) = (&control.sums, &metric.sums) else { return None };
    let (x, y) = (x.moments(), y.moments());
    let n = x.count();
    let free = n.checked_sub(2).filter(|&free| free > 0)?;
    let squares = |of: &IntegerMoments| centred_product(n, of.sum_of_squares() as i128, of.sum(), of.sum());
    let (xx, yy, xy) = (squares(x), squares(y), centred_product(n, product, x.sum(), y.sum()));
    if xx <= 0.0 {
        return None;
    }
    let slope = xy / xx;
    Some(Regression {
        replicates: n,
        mean: y.mean(),
        control_mean: x.mean(),
        slope,
        variance: (yy - slope * xy).max(0.0) / free as f64,
        control_squares: xx,
        error_between_graphs: metric.error_beside(control, slope).map(|error| error.size),
    })
}
