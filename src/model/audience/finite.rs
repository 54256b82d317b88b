use super::AudienceError;
use super::parts::{Made, Parts};
use crate::quantity::Probability;
use crate::random::{AliasTable, Stream, conditional_probabilities, multinomial};

/// The most values a table is built for: some 40 bytes each.
pub(super) const MOST_VALUES: u64 = 1_000_000;
/// Tellers for each value up to which one draw a teller is faster than one binomial a value.
const TELLERS_PER_VALUE: u64 = 6;

/// A law on finitely many values, the likely ones first.
#[derive(Clone, Debug)]
pub(super) struct Finite {
    values: Vec<u64>,
    probabilities: Vec<f64>,
    /// The chance of each value for those who have none of the values before it.
    conditional: Vec<Probability>,
    alias: AliasTable,
}

impl Finite {
    /// The law of `weighted` values; weights are finite and >= 0. Values of weight 0 are left out.
    pub(super) fn new(mut weighted: Vec<(u64, f64)>) -> Result<Self, AudienceError> {
        weighted.retain(|&(_, weight)| weight > 0.0);
        weighted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (values, weights): (Vec<u64>, Vec<f64>) = weighted.into_iter().unzip();
        if values.is_empty() {
            return Err(AudienceError::NoWeight);
        }
        let total: f64 = weights.iter().sum();
        if !total.is_finite() {
            return Err(AudienceError::OutOfRange {
                what: &["the sum of weights", "la somme des poids"],
                low: 0.0,
                high: f64::MAX,
                got: total,
            });
        }
        Ok(Self {
            alias: AliasTable::new(&weights),
            conditional: conditional_probabilities(&weights),
            probabilities: weights.iter().map(|weight| weight / total).collect(),
            values,
        })
    }

    /// The only value, where there is but one.
    pub(super) fn constant(&self) -> Option<u64> {
        match self.values[..] {
            [value] => Some(value),
            _ => None,
        }
    }

    /// Values and their probabilities, the likely ones first.
    pub(super) fn points(&self) -> impl Iterator<Item = (u64, f64)> + '_ {
        self.values.iter().copied().zip(self.probabilities.iter().copied())
    }

    pub(super) fn mean(&self) -> f64 {
        self.points().map(|(value, p)| value as f64 * p).sum()
    }

    pub(super) fn variance(&self) -> f64 {
        let mean = self.mean();
        self.points().map(|(value, p)| (value as f64 - mean) * (value as f64 - mean) * p).sum()
    }

    pub(super) fn draw(&self, rng: &mut Stream) -> u64 {
        self.values[self.alias.draw(rng)]
    }

    /// The sum of `n` tellers: one by one while they are few against the values, else class by class.
    pub(super) fn sum(&self, rng: &mut Stream, n: u64, parts: &mut Parts) -> u64 {
        if n <= TELLERS_PER_VALUE * self.values.len() as u64 {
            let total = (0..n).fold(0, |sum: u64, _| sum.saturating_add(self.draw(rng)));
            return parts.note(Made::ByTeller, n, total);
        }
        parts.counts.resize(self.values.len(), 0);
        multinomial(rng, n, &self.conditional, &mut parts.counts);
        let total = self.weigh(&parts.counts);
        parts.note(Made::ByClass, n, total)
    }

    /// The people told by so many tellers of each class.
    pub(super) fn weigh(&self, counts: &[u64]) -> u64 {
        self.values
            .iter()
            .zip(counts)
            .fold(0, |sum: u64, (&value, &count)| sum.saturating_add(value.saturating_mul(count)))
    }
}
