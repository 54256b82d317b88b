use super::dot_rows;
use super::numbers::DifferenceNumbers;
use super::wording::{amount, money, per_period};
use super::{FigureError, FigureKind, Material};
use crate::report::shares::shares_of;
use crate::vocabulary::{Direction, Language, Metric, Unit};

/// Variants against the baseline: the mean difference with its interval, where most differences lie, and how often the
/// variant is better, the same and worse.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonFigure {
    /// What is compared.
    pub metric: Metric,
    /// Whether it is a loss below 0, told as a gain: all numbers are those of the gain.
    pub is_gain: bool,
    /// The currency of money metrics.
    pub currency: String,
    /// The period of money metrics.
    pub period: String,
    /// The baseline's mean.
    pub baseline: f64,
    /// How many replicates there were.
    pub replicates: u64,
    /// Whether means and differences are by formula, as a run decides: then without intervals.
    pub by_formula: bool,
    /// The variants.
    pub variants: Vec<VariantDifference>,
}

/// One variant against the baseline.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VariantDifference {
    /// Its title.
    pub name: String,
    /// Mean difference, variant - baseline.
    pub difference: f64,
    /// Its 95 % interval; `None` by formula and below two replicates.
    pub interval: Option<(f64, f64)>,
    /// Between these lie eight in ten of the differences.
    pub deciles: Option<(f64, f64)>,
    /// Shares of the replicates in which it does better, the same and worse; `None` where neither way is better, or where
    /// the tables do not say.
    pub shares: Option<[f64; 3]>,
}

/// Metrics that a decision may rest on, the first that a variant moves.
const DECISIVE: [Metric; 5] =
    [Metric::NetLoss, Metric::Aware, Metric::PositiveReach, Metric::CustomersLost, Metric::Complaints];

impl ComparisonFigure {
    /// From the tables: the metric asked for, else the first that a variant moves of money, people who know, good word of
    /// mouth, customers lost and complaints.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let rows = &material.numbers.differences;
        let moves = |metric: &Metric| rows.iter().any(|row| row.metric == *metric && row.difference != 0.0);
        let metric = material.metric.or_else(|| DECISIVE.into_iter().find(moves)).unwrap_or(Metric::Aware);
        let own: Vec<&DifferenceNumbers> = rows.iter().filter(|row| row.metric == metric).collect();
        let Some(first) = own.first() else {
            return Err(if rows.is_empty() {
                FigureError::Nothing(FigureKind::Comparison, &["it has no variant", "il n'a pas de variante"])
            } else {
                FigureError::Undefined(metric)
            });
        };
        // Both by formula or neither: one quantity is one number.
        let exact = material.numbers.exact_differences(metric);
        let baseline = material.numbers.baseline.iter().find(|mean| mean.0 == metric).map(|mean| mean.1);
        let baseline = baseline.filter(|_| exact.is_some()).unwrap_or(first.baseline);
        let difference = |row: &DifferenceNumbers| {
            let exact = exact.as_ref().and_then(|all| all.iter().find(|(name, _)| *name == row.variant));
            exact.map_or(row.difference, |(_, difference)| *difference)
        };
        let is_gain = metric == Metric::NetLoss && baseline < 0.0;
        let sign = if is_gain { -1.0 } else { 1.0 };
        let title = |name: &str| {
            let variant = material.scenario.variants.iter().find(|variant| variant.name == name);
            variant.map_or(name, |variant| variant.title.pick(material.language, name)).to_owned()
        };
        let turned = |(low, high): (f64, f64)| if is_gain { (-high, -low) } else { (low, high) };
        let variant = |row: &&DifferenceNumbers| VariantDifference {
            name: title(&row.variant),
            // No "-0".
            difference: sign * difference(row) + 0.0,
            interval: row.interval.filter(|_| exact.is_none()).map(turned),
            deciles: row.deciles.map(turned),
            shares: shares(row, material.numbers.replicates),
        };
        Ok(Self {
            metric,
            is_gain,
            currency: material.scenario.currency.clone(),
            period: material.scenario.period.clone(),
            baseline: sign * baseline,
            replicates: material.numbers.replicates,
            by_formula: exact.is_some(),
            variants: own.iter().map(variant).collect(),
        })
    }

    pub(super) fn value(&self, value: f64, language: Language) -> String {
        match self.metric.unit() {
            Unit::Currency => money(value, &self.currency, language),
            _ if value.abs() >= 9.95 => amount(value.round(), language),
            _ => amount(value, language),
        }
    }

    /// With the period, where it is money.
    pub(super) fn value_in_time(&self, value: f64, language: Language) -> String {
        let said = self.value(value, language);
        match self.metric.unit() {
            Unit::Currency => format!("{said} {}", per_period(&self.period, language)).trim_end().to_owned(),
            _ => said,
        }
    }

    pub(super) fn signed(&self, value: f64, language: Language) -> String {
        let text = self.value(value, language);
        if value > 0.0 { format!("+{text}") } else { text }
    }

    /// What is compared, as it is called.
    pub(super) fn label(&self, language: Language) -> &'static str {
        if self.is_gain { language.pick("net gain", "gain net") } else { self.metric.label(language) }
    }

    /// Which way helps the firm. A quotient that falls because its denominator grows helps nobody.
    pub(super) fn direction(&self) -> Direction {
        match self.metric {
            _ if self.is_gain => Direction::HigherIsBetter,
            Metric::AwarePerComplaint => Direction::Neither,
            metric => metric.direction(),
        }
    }

    /// How much a difference helps the firm; without a direction, how much it raises the metric.
    pub(super) fn help(&self, difference: f64) -> f64 {
        if self.direction() == Direction::LowerIsBetter { -difference } else { difference }
    }

    /// The variants drawn, the best first: where there are too many the strongest, the best and the worst always.
    pub(super) fn ordered(&self) -> Vec<&VariantDifference> {
        let mut variants: Vec<&VariantDifference> = self.variants.iter().collect();
        variants.sort_by(|a, b| self.help(b.difference).total_cmp(&self.help(a.difference)));
        while variants.len() > dot_rows::MOST {
            // The first and the last stay.
            let weakest = (1..variants.len() - 1)
                .min_by(|&a, &b| variants[a].difference.abs().total_cmp(&variants[b].difference.abs()));
            variants.remove(weakest.unwrap_or(0));
        }
        variants
    }
}

/// Better, the same and worse: ties, which the tables count half for either side, stand by themselves.
fn shares(row: &DifferenceNumbers, replicates: u64) -> Option<[f64; 3]> {
    let parts = shares_of(row.probability_better?, row.probability_same?);
    let cases = replicates as f64;
    // A ratio of two counts, without what subtracting left of the last digits.
    let counted = |part: f64| {
        let count = (part * cases).round();
        if cases > 0.0 && (part * cases - count).abs() < 1e-6 { count / cases } else { part }
    };
    Some(parts.map(counted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_ratios_of_counts() {
        let row = |better: u64, same: u64, cases: u64| DifferenceNumbers {
            variant: String::new(),
            metric: Metric::Aware,
            baseline: 0.0,
            variant_mean: 0.0,
            difference: 0.0,
            interval: None,
            probability_better: Some((better as f64 + same as f64 / 2.0) / cases as f64),
            probability_same: Some(same as f64 / cases as f64),
            deciles: None,
        };
        for (better, same) in [(1_366, 0), (0, 10_000), (1, 9_998), (3_333, 3_333), (7_213, 1_421)] {
            let [up, alike, down] = shares(&row(better, same, 10_000), 10_000).expect("shares");
            let parts = [better, same, 10_000 - better - same].map(|count| count as f64 / 10_000.0);
            assert_eq!([up, alike, down], parts);
        }
    }
}
