use std::fmt::Write as _;

use super::diagnostic::Location;
use super::key_path::toml_string;
use crate::ensemble::QUANTILES;
use crate::vocabulary::Metric;

/// The words for a [`Statistic`].
pub(super) const STATISTICS: [&str; 12] =
    ["mean", "std_dev", "min", "max", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "probability"];

/// What of a metric is looked at.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// The mean over the replicates.
    Mean,
    /// The standard deviation from replicate to replicate.
    StdDev,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The quantile of this place in [`QUANTILES`].
    Quantile(usize),
    /// The share of replicates in which the metric is at least this.
    AtLeast(f64),
}

impl Statistic {
    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => STATISTICS[0],
            Self::StdDev => STATISTICS[1],
            Self::Min => STATISTICS[2],
            Self::Max => STATISTICS[3],
            Self::Quantile(place) => STATISTICS[4 + place],
            Self::AtLeast(_) => STATISTICS[11],
        }
    }

    /// What the word stands for; `at_least` goes with `probability`.
    pub(super) fn of(word: &str, at_least: f64) -> Option<Self> {
        const { assert!(QUANTILES.len() == 7) };
        Some(match STATISTICS.iter().position(|known| *known == word)? {
            0 => Self::Mean,
            1 => Self::StdDev,
            2 => Self::Min,
            3 => Self::Max,
            11 => Self::AtLeast(at_least),
            place => Self::Quantile(place - 4),
        })
    }
}

/// A promise of a scenario: a number of the results lies in a range.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The metric.
    pub metric: Metric,
    /// What of it.
    pub statistic: Statistic,
    /// The lowest that it may be.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// The variant it is about; `None`: the baseline.
    pub variant: Option<String>,
    /// Whether it is about variant - baseline.
    pub difference: bool,
    /// Where it is written.
    pub location: Location,
}

impl Expectation {
    /// Its keys, as a file writes them, with `between` the lines.
    pub(super) fn to_toml(&self, between: &str) -> String {
        let mut text = format!("metric = \"{}\"{between}statistic = \"{}\"", self.metric, self.statistic.name());
        // Writing to a String cannot fail.
        if let Statistic::AtLeast(least) = self.statistic {
            let _ = write!(text, "{between}at_least = {least}");
        }
        let _ = write!(text, "{between}between = [{}, {}]", self.low, self.high);
        if let Some(variant) = &self.variant {
            let _ = write!(text, "{between}variant = {}", toml_string(variant));
        }
        if self.difference {
            let _ = write!(text, "{between}difference = true");
        }
        text
    }
}
