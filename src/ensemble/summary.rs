use super::StopReason;
use crate::stats::Distribution;
use crate::vocabulary::Metric;

/// The cumulative shares of [`MetricSummary::quantiles`]: the columns p05 to p95 of `summary.csv`.
pub const QUANTILES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// The metrics that are seen beside impressions.
pub(super) const CONTROLLED: [Metric; 2] = [Metric::Reach, Metric::Aware];

/// All replicates of a scenario and its variants, summed up.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// How many replicates were drawn.
    pub replicates: u64,
    /// Why no more were.
    pub stop_reason: StopReason,
    /// One per model, baseline first.
    pub models: Vec<ModelSummary>,
    /// One per variant: `models[1..]` against `models[0]`.
    pub comparisons: Vec<Comparison>,
}

/// All replicates of one model.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct ModelSummary {
    /// How many networks the replicates took turns on. Above 1 every standard error and interval, also of differences,
    /// is that of a mean over networks; with 1 it holds for that network alone.
    pub graphs: u64,
    /// The share of replicates in which more people were let down than there was room for on the network, and their
    /// number was cut.
    pub cut_share: f64,
    /// By [`Metric::index`]; `None` where the metric is undefined.
    pub metrics: [Option<MetricSummary>; Metric::COUNT],
    /// By [`crate::vocabulary::Valence::index`], then generation from 0, as far as any replicate went.
    pub generations: [Vec<GenerationSummary>; 2],
    /// In the order of the tallies' groups.
    pub groups: Vec<GroupSummary>,
    /// With a clock, by tick from 0: the counts of [`crate::model::TIMELINE`] up to and with it; empty without one.
    pub timeline: Vec<[SeriesSummary; 6]>,
    /// By [`Metric::index`]; `None` where the metric is undefined, or where nobody asked for them.
    pub distributions: [Option<Distribution>; Metric::COUNT],
    /// Each period, in order; none where a single one is all there is.
    pub periods: Vec<PeriodSummary>,
    /// How reach and aware go with impressions, where the mean of impressions is known ([`super::Simulate::has_control`]).
    pub regressions: [Option<Regression>; 2],
}

/// A metric that goes with the impressions of the same replicate: its line of least squares over the replicates.
///
/// Where the mean of impressions is known by formula, what the impressions drawn are off it by can be taken out of the mean of
/// the metric: a control variate (Lavenberg and Welch 1981).
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regression {
    /// How many replicates, at least 3.
    pub replicates: u64,
    /// The mean of the metric.
    pub mean: f64,
    /// The mean of impressions.
    pub control_mean: f64,
    /// What one more impression adds to the metric.
    pub slope: f64,
    /// The variance of the metric about the line, with n - 2.
    pub variance: f64,
    /// The sum of the squares of impressions about their mean, above 0.
    pub control_squares: f64,
    /// The standard error of the mean about the line between networks, where there are several.
    pub error_between_graphs: Option<f64>,
}

impl Regression {
    /// The mean of the metric and its standard error, were the mean of impressions `known`.
    ///
    /// The slope is estimated from the same replicates: the mean is off by some part of 1 / replicates, nothing where metric and
    /// impressions are normal.
    pub fn at(&self, known: f64) -> (f64, f64) {
        let off = known - self.control_mean;
        let own = 1.0 / self.replicates as f64 + off * off / self.control_squares;
        let error = self.error_between_graphs.unwrap_or_else(|| (self.variance * own).sqrt());
        (self.mean + self.slope * off, error)
    }
}

/// One period of one model over all replicates, money discounted. Quantiles are exact up to 16,384 replicates.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodSummary {
    /// By [`Metric::index`]; `None` where the metric is undefined.
    pub metrics: [Option<MetricSummary>; Metric::COUNT],
    /// Customers served, where their number is known.
    pub served: Option<MetricSummary>,
}

impl ModelSummary {
    /// The summary of a metric, if it is defined.
    pub fn metric(&self, metric: Metric) -> Option<&MetricSummary> {
        self.metrics[metric.index()].as_ref()
    }

    /// How a metric goes with impressions, where that is kept.
    pub fn regression(&self, metric: Metric) -> Option<&Regression> {
        self.regressions[CONTROLLED.iter().position(|&controlled| controlled == metric)?].as_ref()
    }
}

/// One metric of one model over all replicates.
///
/// `aware_per_complaint` is a ratio of totals: mean, standard error and interval are those of mean aware / mean
/// complaints (delta method); all else describes the quotients of the replicates with a complaint.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct MetricSummary {
    /// How many replicates have a value.
    pub replicates: u64,
    /// The mean.
    pub mean: f64,
    /// The standard deviation with n - 1; `None` below two replicates, like all that rests on it.
    pub std_dev: Option<f64>,
    /// The standard error of the mean; between networks where there are several, [`ModelSummary::graphs`].
    pub std_error: Option<f64>,
    /// The 95 % interval of the mean (Student t with one degree of freedom less than replicates, or than networks).
    pub ci: Option<(f64, f64)>,
    /// The smallest value.
    pub min: f64,
    /// The smallest observed values whose cumulative share reaches [`QUANTILES`].
    pub quantiles: [f64; QUANTILES.len()],
    /// The largest value.
    pub max: f64,
    /// In how many replicates the value was not 0: below some 30, standard errors and intervals cannot be relied upon.
    pub events: u64,
    /// By how much a quantile may be off, relative to its value; 0 where they are exact, which they are up to
    /// 1,048,576 replicates.
    pub relative_error: f64,
}

impl MetricSummary {
    /// The median: half of the values are at most this.
    pub fn median(&self) -> f64 {
        self.quantiles[QUANTILES.len() / 2]
    }
}

/// A number of one generation or group over all replicates.
///
/// Quantiles are exact below 65,536 (from generation 16 on below 4,096, from 256 on below 64) and up to 1,048,576
/// replicates (65,536, 256); beyond both
/// they may be off by [`crate::stats::Values::ROUNDING`] of their value.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SeriesSummary {
    /// The mean.
    pub mean: f64,
    /// The standard deviation with n - 1; `None` below two replicates.
    pub std_dev: Option<f64>,
    /// The 5 % quantile.
    pub p05: f64,
    /// The median.
    pub p50: f64,
    /// The 95 % quantile.
    pub p95: f64,
}

/// One generation; a replicate that did not go so far counts 0.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerationSummary {
    /// People of this generation who tell.
    pub tellers: SeriesSummary,
    /// Impressions heard by this generation.
    pub impressions: SeriesSummary,
    /// People who first heard in this generation.
    pub reach: SeriesSummary,
}

/// One group of one outcome.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupSummary {
    /// Customers in the group.
    pub customers: SeriesSummary,
    /// Impressions that they made.
    pub impressions: SeriesSummary,
    /// Those who leave.
    pub customers_lost: SeriesSummary,
}

/// A variant against the baseline, replicate by replicate.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// By [`Metric::index`]; `None` where the metric is undefined on either side.
    pub metrics: [Option<Difference>; Metric::COUNT],
}

impl Comparison {
    /// The difference in a metric, if both sides define it.
    pub fn metric(&self, metric: Metric) -> Option<&Difference> {
        self.metrics[metric.index()].as_ref()
    }
}

/// The shares of replicates in which a variant is better than the baseline, the same, and worse: 1 in all.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// The variant is better.
    pub better: f64,
    /// Both have the same value.
    pub same: f64,
    /// The variant is worse.
    pub worse: f64,
}

impl Difference {
    /// How often the variant is better, the same and worse; `None` where neither way is better.
    pub fn shares(&self) -> Option<Shares> {
        let (better, same) = (self.probability_better?, self.probability_same?);
        // Ties are half of what counts as better.
        let better = (better - same / 2.0).max(0.0);
        // Nothing is left of a float where nothing happened.
        let [better, worse] = [better, 1.0 - same - better].map(|share| if share < 1e-12 { 0.0 } else { share });
        Some(Shares { better, same, worse })
    }
}

/// The paired difference in one metric.
#[doc = include_str!("examples/summaries.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The mean of the baseline.
    pub baseline_mean: f64,
    /// The mean of the variant.
    pub variant_mean: f64,
    /// Variant - baseline.
    pub difference: f64,
    /// The standard error of the difference, between networks where there are several; `None` below two replicates.
    pub std_error: Option<f64>,
    /// The 95 % interval of the difference (Student t).
    pub ci: Option<(f64, f64)>,
    /// The share of replicates in which the variant is better, ties half; `None` where neither way is better.
    pub probability_better: Option<f64>,
    /// The share of replicates in which both sides have the same value; `None` where no replicate has both.
    pub probability_same: Option<f64>,
    /// The 10 % and 90 % quantiles of the differences in single replicates: exact up to 65,536 replicates, beyond that
    /// within [`crate::stats::Values::ROUNDING`] of their size. `None` where no replicate has both values.
    pub quantiles: Option<[f64; 2]>,
    /// Var(paired difference) / (Var(baseline) + Var(variant)); `None` where neither side varies.
    pub variance_ratio: Option<f64>,
}
