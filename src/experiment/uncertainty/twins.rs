use std::sync::OnceLock;

use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::vocabulary::{METRICS, Metric};

/// So many of the first replicates have a twin.
pub(crate) const TWINS: u64 = 4_096;

/// The replicate with the same values of the unknowns and other luck: no run has so many that it draws it itself.
pub(super) fn twin_of(key: ReplicateKey) -> ReplicateKey {
    ReplicateKey { replicate: key.replicate | 1 << 63, ..key }
}

/// Replicates and their twins: the value of each metric in both, not a number where it has none.
#[derive(Debug)]
pub(crate) struct Twins {
    first: u64,
    pairs: Vec<OnceLock<Box<[[f64; 2]; Metric::COUNT]>>>,
}

/// How much of the variance of a metric is due to what nobody knows.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceShare {
    /// The share of the unknowns: Cov(Y, Y') / Var(Y) of replicates with the same unknowns and other luck. The rest is chance.
    /// A little below 0 by chance where it is small.
    pub unknown: f64,
    /// Its standard error (jackknife).
    pub std_error: f64,
}

impl Twins {
    /// Room for `many` replicates from `first` on, at most [`TWINS`].
    pub(crate) fn new(first: u64, many: u64) -> Self {
        Self { first, pairs: (0..many.min(TWINS)).map(|_| OnceLock::new()).collect() }
    }

    /// Whether the replicate is to have a twin.
    pub(super) fn wants(&self, replicate: u64) -> bool {
        replicate >= self.first && replicate - self.first < self.pairs.len() as u64
    }

    pub(super) fn keep(&self, replicate: u64, own: &Tally, twin: &Tally) {
        let value = |tally: &Tally, metric| tally.value(metric).unwrap_or(f64::NAN);
        let pair = std::array::from_fn(|place| {
            let metric = METRICS[place].metric;
            [value(own, metric), value(twin, metric)]
        });
        if let Some(room) = self.pairs.get((replicate - self.first) as usize) {
            // Replicates are the same whoever draws them.
            let _ = room.set(Box::new(pair));
        }
    }

    /// The share of a metric; `None` where it does not vary, or below three pairs.
    pub(crate) fn share(&self, metric: Metric) -> Option<VarianceShare> {
        let place = METRICS.iter().position(|info| info.metric == metric)?;
        let pairs = self.pairs.iter().filter_map(|pair| pair.get().map(|pair| pair[place]));
        variance_share(&pairs.filter(|[own, twin]| own.is_finite() && twin.is_finite()).collect::<Vec<_>>())
    }
}

/// Sums of pairs, about a centre near their mean so that no digits are lost.
#[derive(Clone, Copy, Default)]
struct Sums {
    pairs: f64,
    sum: f64,
    squares: f64,
    products: f64,
}

impl Sums {
    fn of([own, twin]: [f64; 2]) -> Self {
        Self { pairs: 1.0, sum: own + twin, squares: own * own + twin * twin, products: own * twin }
    }

    fn plus(self, other: Self, sign: f64) -> Self {
        Self {
            pairs: self.pairs + sign * other.pairs,
            sum: self.sum + sign * other.sum,
            squares: self.squares + sign * other.squares,
            products: self.products + sign * other.products,
        }
    }

    /// Both sides have the same law: mean and variance are those of all values.
    fn share(self) -> f64 {
        let mean = self.sum / (2.0 * self.pairs);
        let variance = self.squares / (2.0 * self.pairs) - mean * mean;
        let covariance = self.products / self.pairs - mean * mean;
        covariance / variance
    }
}

/// Cov(Y, Y') / Var(Y) of pairs, with its jackknife error.
fn variance_share(pairs: &[[f64; 2]]) -> Option<VarianceShare> {
    if pairs.len() < 3 {
        return None;
    }
    let many = pairs.len() as f64;
    let centre = pairs.iter().map(|[own, twin]| (own + twin) / (2.0 * many)).sum::<f64>();
    let centred = || pairs.iter().map(|[own, twin]| Sums::of([own - centre, twin - centre]));
    let all = centred().fold(Sums::default(), |sum, pair| sum.plus(pair, 1.0));
    let unknown = all.share();
    let left_out: Vec<f64> = centred().map(|pair| all.plus(pair, -1.0).share()).collect();
    let mean = left_out.iter().sum::<f64>() / many;
    let squares: f64 = left_out.iter().map(|share| (share - mean) * (share - mean)).sum();
    let std_error = ((many - 1.0) / many * squares).sqrt();
    (unknown.is_finite() && std_error.is_finite()).then_some(VarianceShare { unknown, std_error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use crate::stats::normal_quantile;

    #[test]
    fn the_share_of_a_sum_is_that_of_its_parts() {
        // Y = 3 A + 4 B: 9 / 25 is shared.
        let z = |replicate, entity| {
            let bits = ReplicateKey { seed: 5, replicate }.hash(Purpose::Illustration, entity);
            normal_quantile(super::super::draws::share(bits))
        };
        let mut inside = 0;
        for block in 0..200_u64 {
            let pair = |i: u64| {
                let replicate = block * 1_000 + i;
                let shared = 3.0 * z(replicate, 0);
                [shared + 4.0 * z(replicate, 1), shared + 4.0 * z(replicate, 2)]
            };
            let found = variance_share(&(0..1_000).map(pair).collect::<Vec<_>>()).expect("it varies");
            inside += u32::from((found.unknown - 0.36).abs() < 1.96 * found.std_error);
        }
        // 200 intervals of 95 %: outside of 90 to 99 % once in a thousand times.
        assert!((180..=198).contains(&inside), "{inside}");
    }

    #[test]
    fn what_does_not_vary_has_no_share() {
        assert_eq!(variance_share(&[[2.0, 2.0]; 9]), None);
        assert_eq!(variance_share(&[[2.0, 1.0], [1.0, 3.0]]), None);
    }
}
