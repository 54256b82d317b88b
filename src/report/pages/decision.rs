use super::money::per_period;
use super::records::{DifferenceRecord, SummaryRecord};
use crate::experiment::BASELINE;
use crate::report::shares::shares_of;
use crate::report::tables::BREAK_EVEN;
use crate::vocabulary::{Direction, Language, Metric};

/// What the reader has to decide on: every variant against the baseline by the one metric that matters, best first.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What is decided by: net loss where money is at stake, else people who know, or people who hear good where the
    /// variants change nothing else.
    pub metric: Metric,
    /// The metric's unit in the tables; the currency of money.
    pub unit: String,
    /// The scenario's period.
    pub period: String,
    /// Replicates behind the intervals and shares.
    pub replicates: u64,
    /// Whether means and savings are by formula, not of the replicates.
    pub is_exact: bool,
    /// The baseline and the variants, best first.
    pub options: Vec<DecisionOption>,
}

/// The baseline or a variant, as far as it decides.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionOption {
    /// Its name.
    pub name: String,
    /// What to call it.
    pub title: String,
    /// The mean: by formula where both sides have one, else that of the replicates.
    pub mean: f64,
    /// The standard error of the simulated mean; `None` by formula and below two replicates.
    pub mean_error: Option<f64>,
    /// Against the baseline; `None` for the baseline itself.
    pub against: Option<Against>,
}

/// A variant against the baseline.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Against {
    /// By how much it is better on average: what it saves, or how many more hear good; below 0 it is worse.
    pub gain: f64,
    /// The standard error of the simulated gain; `None` below two replicates.
    pub std_error: Option<f64>,
    /// The 95 % interval of the simulated gain: where the gain is by formula it need not hold it, and is not shown.
    pub interval: Option<(f64, f64)>,
    /// In how many cases it is better, the same, worse.
    pub shares: Option<[f64; 3]>,
    /// What the measure may cost at most, per period, before it no longer pays.
    pub may_cost: Option<f64>,
    /// Variance of the paired difference over that of independent runs.
    pub variance_ratio: Option<f64>,
}

/// How the best variant stands.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict<'a> {
    /// No variant changes the metric in any case.
    NoDifference,
    /// This one is best, beyond chance or by formula.
    Best(&'a DecisionOption, Against),
    /// This one is best by formula, by so little that the cases drawn do not show it.
    BestByFormula(&'a DecisionOption, Against),
    /// This one is best in the cases drawn, within chance.
    WithinChance(&'a DecisionOption, Against),
    /// None is better; this one does the least harm.
    NoneBetter(&'a DecisionOption, Against),
    /// All make it worse, beyond chance or by formula; this one the least.
    AllWorse(&'a DecisionOption, Against),
}

impl Decision {
    /// From the tables of one scenario; `title` names a variant. `None` where there is no variant.
    pub fn new(
        summary: &[SummaryRecord],
        differences: &[DifferenceRecord],
        period: &str,
        title: impl Fn(&str) -> String,
    ) -> Option<Self> {
        let metric = deciding(summary, differences)?;
        let own: Vec<&SummaryRecord> = summary.iter().filter(|row| row.metric == metric).collect();
        let baseline = own.iter().find(|row| row.variant == BASELINE)?;
        let pairs = || differences.iter().filter(|row| row.metric == metric.name());
        let is_exact = own.iter().all(|row| row.number("expected").is_some());
        let mean = |row: &SummaryRecord| if is_exact { row.number("expected") } else { row.number("mean") };
        let sign = if metric.direction() == Direction::HigherIsBetter { 1.0 } else { -1.0 };
        let against = |row: &SummaryRecord| {
            let pair = pairs().find(|pair| pair.variant == row.variant)?;
            let simulated = sign * pair.number("difference")?;
            let gain = if is_exact { sign * (mean(row)? - mean(baseline)?) } else { simulated };
            let ends = pair.number("ci_low").zip(pair.number("ci_high"));
            let break_even =
                differences.iter().find(|other| other.variant == row.variant && other.metric == BREAK_EVEN);
            Some(Against {
                gain,
                std_error: pair.number("std_error"),
                interval: ends.map(|(low, high)| if sign < 0.0 { (-high, -low) } else { (low, high) }),
                shares: shares(pair),
                // What is spent on the measure already, and what it saves beyond that.
                may_cost: break_even
                    .filter(|_| metric == Metric::NetLoss)
                    .and_then(|even| Some(even.number("difference")? - simulated + gain)),
                variance_ratio: pair.number("variance_ratio"),
            })
        };
        let option = |row: &&SummaryRecord| {
            let is_baseline = row.variant == BASELINE;
            let against = against(row);
            (is_baseline || against.is_some()).then(|| {
                Some(DecisionOption {
                    name: row.variant.clone(),
                    title: title(&row.variant),
                    mean: mean(row)?,
                    mean_error: row.number("std_error").filter(|_| !is_exact),
                    against: against.filter(|_| !is_baseline),
                })
            })?
        };
        let mut options: Vec<DecisionOption> = own.iter().filter_map(option).collect();
        options.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
        let replicates = own.iter().filter_map(|row| row.number("replicates")).fold(0.0, f64::max) as u64;
        let decision =
            Self { metric, unit: baseline.unit.clone(), period: period.to_owned(), replicates, is_exact, options };
        let has_variant = decision.variants().next().is_some();
        has_variant.then_some(decision)
    }

    /// The variants with what they gain, best first.
    pub fn variants(&self) -> impl DoubleEndedIterator<Item = (&DecisionOption, Against)> {
        self.options.iter().filter_map(|option| Some((option, option.against?)))
    }

    /// The mean of the baseline.
    pub fn baseline(&self) -> Option<&DecisionOption> {
        self.options.iter().find(|option| option.against.is_none())
    }

    /// Whether what is decided by is money.
    pub fn is_money(&self) -> bool {
        self.metric == Metric::NetLoss
    }

    /// The unit of what is gained, per period: `EUR a month`; empty for people.
    pub fn money_unit(&self, language: Language) -> String {
        if self.is_money() { format!("{} {}", self.unit, per_period(&self.period, language)) } else { String::new() }
    }

    /// What can be said of the variants, one sentence's worth; `None` without a variant.
    pub fn verdict(&self) -> Option<Verdict<'_>> {
        let (best, gained) = self.variants().next()?;
        let small = 1e-9 * best.mean.abs().max(1e-9);
        if self.variants().all(|(_, against)| against.is_nothing(small)) {
            return Some(Verdict::NoDifference);
        }
        Some(if gained.gain > small {
            match (self.is_exact, gained.is_beyond_chance()) {
                (_, true) => Verdict::Best(best, gained),
                // Without a second case chance cannot be told.
                (true, false) if gained.interval.is_none() => Verdict::Best(best, gained),
                (true, false) => Verdict::BestByFormula(best, gained),
                (false, false) => Verdict::WithinChance(best, gained),
            }
        } else if self.variants().all(|(_, other)| other.gain < -small && (self.is_exact || other.is_beyond_chance())) {
            Verdict::AllWorse(best, gained)
        } else {
            Verdict::NoneBetter(best, gained)
        })
    }
}

impl Against {
    /// Whether the interval leaves 0 out; `false` where there is none.
    pub fn is_beyond_chance(&self) -> bool {
        self.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    }

    /// Whether the variant is the same as the baseline: on average, and in every case.
    fn is_nothing(&self, small: f64) -> bool {
        self.gain.abs() <= small && self.std_error.is_none_or(|error| error <= small)
    }
}

fn gain(option: &DecisionOption) -> f64 {
    option.against.map_or(0.0, |against| against.gain)
}

/// The metric to decide by.
fn deciding(summary: &[SummaryRecord], differences: &[DifferenceRecord]) -> Option<Metric> {
    if differences.is_empty() {
        return None;
    }
    let is_there = |metric: Metric| {
        let mut rows = summary.iter().filter(|row| row.metric == metric);
        rows.any(|row| [row.number("min"), row.number("max")].into_iter().flatten().any(|number| number != 0.0))
    };
    let moves = |metric: Metric| {
        let mut rows = differences.iter().filter(|row| row.metric == metric.name());
        rows.any(|row| ["difference", "std_error"].iter().any(|column| row.number(column).is_some_and(|n| n != 0.0)))
    };
    Some(if is_there(Metric::NetLoss) {
        Metric::NetLoss
    } else if !moves(Metric::Aware) && moves(Metric::PositiveReach) {
        Metric::PositiveReach
    } else {
        Metric::Aware
    })
}

/// Better, the same, worse; a tie counts half in `probability_better`.
fn shares(pair: &DifferenceRecord) -> Option<[f64; 3]> {
    Some(shares_of(pair.number("probability_better")?, pair.number("probability_same")?))
}
