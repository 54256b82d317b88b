use std::collections::BTreeMap;

use crate::sheet::Told;

/// Answers, equal ones together, by weights.
#[doc = include_str!("examples/laws.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    classes: BTreeMap<Told, f64>,
    count: u64,
    sum: f64,
    squares: f64,
}

impl Answers {
    /// Counts one answer of this weight, above 0.
    pub fn add(&mut self, told: Told, weight: f64) {
        *self.classes.entry(told).or_default() += weight;
        self.count += 1;
        self.sum += weight;
        self.squares += weight * weight;
    }

    /// How many there are.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// How many equally weighted answers would say as much: (sum of weights)^2 / sum of squares (Kish 1965).
    pub fn effective(&self) -> f64 {
        if self.squares > 0.0 { self.sum * self.sum / self.squares } else { 0.0 }
    }

    /// The same shares, with weights that add up to the effective number.
    #[must_use]
    pub fn scaled(&self) -> Self {
        let scale = self.effective() / self.sum;
        let classes = self.classes.iter().map(|(&told, weight)| (told, weight * scale)).collect();
        self.with(classes)
    }

    /// The same answers with other weights.
    pub(super) fn with(&self, classes: BTreeMap<Told, f64>) -> Self {
        let sum = classes.values().sum();
        Self { classes, count: self.count, sum, squares: sum }
    }

    /// Each answer with its weight, by lowest number.
    pub fn classes(&self) -> impl ExactSizeIterator<Item = (Told, f64)> {
        self.classes.iter().map(|(&told, &weight)| (told, weight))
    }

    /// The sum of all weights.
    pub const fn total(&self) -> f64 {
        self.sum
    }

    /// The largest number that is named.
    pub fn highest(&self) -> u64 {
        self.classes.keys().map(|told| told.high().unwrap_or(told.low)).max().unwrap_or(0)
    }

    /// The only answer, if all are equal and a number.
    pub fn constant(&self) -> Option<u64> {
        let mut classes = self.classes.keys();
        let first = classes.next()?;
        (classes.next().is_none() && first.high() == Some(first.low)).then_some(first.low)
    }

    /// Whether a range holds `at` and goes on behind it.
    pub(super) fn straddles(&self, at: u64) -> bool {
        self.classes.keys().any(|told| told.low <= at && told.high().is_none_or(|high| high > at))
    }

    /// The weight of the answers from `start` to `end`, where no range goes over these ends.
    pub(super) fn weight_between(&self, start: u64, end: u64) -> f64 {
        self.classes().filter(|(told, _)| (start..=end).contains(&told.low)).map(|(_, weight)| weight).sum()
    }

    /// The share of the numbers above 10 that are multiples of 5, where one in five would be.
    pub fn share_of_fives(&self) -> Option<f64> {
        let above = || self.classes().filter(|(told, _)| told.low > 10 && told.high() == Some(told.low));
        let all: f64 = above().map(|(_, weight)| weight).sum();
        let fives: f64 = above().filter(|(told, _)| told.low % 5 == 0).map(|(_, weight)| weight).sum();
        (all > 0.0).then(|| fives / all)
    }
}
