use std::cell::LazyCell;

use crate::ensemble::Difference;
use crate::experiment::{BASELINE, Results};
use crate::report::cell::Cell;
use crate::report::column::{Column, Field, Row, TableInfo, UNIT_OF_METRIC};
use crate::report::shared_columns::{CI_HIGH, CI_LOW, METRIC, SCENARIO, STD_ERROR, VARIANT};
use crate::scenario::Scenario;
use crate::vocabulary::Metric;

/// The row of `comparison.csv` that is no metric: what the measure may cost in all before it no longer pays, what it costs
/// already included.
pub const BREAK_EVEN: &str = "break_even";

/// A row of `comparison.csv`: one metric of one variant against the baseline.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The metric, or [`BREAK_EVEN`].
    pub metric: &'static str,
    /// The means of both sides, of [`BREAK_EVEN`] what each costs by itself; `None` where undefined.
    pub means: Option<(f64, f64)>,
    /// The paired difference; `None` where the metric is undefined on either side.
    pub difference: Option<Difference>,
}

impl ComparisonRow<'_> {
    fn known(&self, number: impl Fn(&Difference) -> Option<f64>) -> Cell<'_> {
        self.difference.as_ref().and_then(number).into()
    }
}

impl Row for ComparisonRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "comparison",
        file: "comparison.csv",
        meaning: [
            "every variant against its baseline, replicate by replicate",
            "chaque variante face à sa référence, réplication par réplication",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let baseline = Column::text("baseline", "the variant compared with", "la variante de comparaison");
        let baseline_mean = Column::number(
            "baseline_mean",
            UNIT_OF_METRIC,
            "mean of the baseline; at break_even, what it costs by itself: fixed cost and asking",
            "moyenne de la référence ; à break_even, ce qu'elle coûte elle-même : coût fixe et questions",
        );
        let variant_mean = Column::number(
            "variant_mean",
            UNIT_OF_METRIC,
            "mean of the variant; at break_even, what it costs by itself",
            "moyenne de la variante ; à break_even, ce qu'elle coûte elle-même",
        );
        let difference = Column::number(
            "difference",
            UNIT_OF_METRIC,
            "mean of variant - baseline; at break_even, what the measure may cost in all before it no longer pays",
            "moyenne de variante - référence ; à break_even, ce que la mesure peut coûter en tout en restant rentable",
        );
        let probability_better = Column::number(
            "probability_better",
            "probability",
            "share of replicates in which the variant is better; ties count half; empty where neither way is better",
            "part des réplications où la variante fait mieux ; une égalité compte pour moitié ; vide sans préférence",
        );
        let probability_same = Column::number(
            "probability_same",
            "probability",
            "share of replicates in which both have the same value",
            "part des réplications où les deux ont la même valeur",
        );
        let p10 = Column::number(
            "difference_p10",
            UNIT_OF_METRIC,
            "10 % quantile of the differences in single replicates",
            "quantile à 10 % des différences, réplication par réplication",
        );
        let p90 = Column::number(
            "difference_p90",
            UNIT_OF_METRIC,
            "90 % quantile of the differences in single replicates",
            "quantile à 90 % des différences, réplication par réplication",
        );
        let variance_ratio = Column::number(
            "variance_ratio",
            "ratio",
            "Var(paired difference) / (Var(baseline) + Var(variant)): how much the shared luck sharpens the difference",
            "Var(différence appariée) / (Var(référence) + Var(variante)) : ce que le hasard partagé gagne en précision",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(baseline, |_| BASELINE.into()),
            Field::new(METRIC, |row| row.metric.into()),
            Field::new(baseline_mean, |row| row.means.map(|means| means.0).into()),
            Field::new(variant_mean, |row| row.means.map(|means| means.1).into()),
            Field::new(difference, |row| row.known(|paired| Some(paired.difference))),
            Field::new(STD_ERROR, |row| row.known(|paired| paired.std_error)),
            Field::new(CI_LOW, |row| row.known(|paired| paired.ci.map(|ci| ci.0))),
            Field::new(CI_HIGH, |row| row.known(|paired| paired.ci.map(|ci| ci.1))),
            Field::new(probability_better, |row| row.known(|paired| paired.probability_better)),
            Field::new(probability_same, |row| row.known(|paired| paired.probability_same)),
            Field::new(p10, |row| row.known(|paired| paired.quantiles.map(|quantiles| quantiles[0]))),
            Field::new(p90, |row| row.known(|paired| paired.quantiles.map(|quantiles| quantiles[1]))),
            Field::new(variance_ratio, |row| row.known(|paired| paired.variance_ratio)),
        ]
    }
}

/// Every metric of every variant against the baseline, and `break_even` where money is at stake.
pub fn comparison_rows<'a>(scenario: &'a Scenario, results: &'a Results) -> impl Iterator<Item = ComparisonRow<'a>> {
    let pairs = results.models.iter().skip(1).zip(&results.ensemble.comparisons);
    let own_cost = LazyCell::new(move || results.own_cost(scenario, 0));
    pairs.enumerate().flat_map(move |(place, (compared, comparison))| {
        let (variant, model) = (compared.variant.as_str(), &compared.model);
        let metrics = model.metrics().map(move |metric| {
            let difference = comparison.metric(metric).copied();
            let means = difference.map(|paired| (paired.baseline_mean, paired.variant_mean));
            ComparisonRow { scenario: &scenario.name, variant, metric: metric.name(), means, difference }
        });
        let priced = results.models[0].model.parameters().has_money() || model.parameters().has_money();
        let net_loss = comparison.metric(Metric::NetLoss).filter(|_| priced);
        let costs = || (*own_cost).zip(results.own_cost(scenario, place + 1));
        let break_even = net_loss.and_then(|paired| Some(break_even(&scenario.name, variant, paired, costs()?)));
        metrics.chain(break_even)
    })
}

/// What the measure may cost in all before both net losses are equal: what the variant saves, and what it costs by itself
/// already.
fn break_even<'a>(
    scenario: &'a str,
    variant: &'a str,
    net_loss: &Difference,
    (baseline, own): (f64, f64),
) -> ComparisonRow<'a> {
    let spent = own - baseline;
    let difference = Difference {
        difference: spent - net_loss.difference,
        std_error: net_loss.std_error,
        ci: net_loss.ci.map(|(low, high)| (spent - high, spent - low)),
        probability_better: None,
        probability_same: None,
        quantiles: None,
        variance_ratio: None,
        ..*net_loss
    };
    ComparisonRow { scenario, variant, metric: BREAK_EVEN, means: Some((baseline, own)), difference: Some(difference) }
}
