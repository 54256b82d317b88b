use crate::ensemble::{MetricSummary, QUANTILES};
use crate::experiment::Results;
use crate::report::cell::Cell;
use crate::report::column::{Column, Field, Row, TableInfo, UNIT_OF_METRIC};
use crate::report::shared_columns::{
    CI_HIGH, CI_LOW, EXPECTED, MEAN, METRIC, P05, P10, P25, P50, P75, P90, P95, SCENARIO, STD_DEV, STD_ERROR, VARIANT,
};
use crate::scenario::Scenario;
use crate::vocabulary::Metric;

/// A row of `summary.csv`: one metric of one variant.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The metric.
    pub metric: Metric,
    /// The scenario's currency.
    pub currency: &'a str,
    /// What the replicates gave; `None` where the metric is undefined.
    pub summary: Option<&'a MetricSummary>,
    /// The closed-form mean, where one exists.
    pub expected: Option<f64>,
    /// The mean with the known mean of impressions as a control variate, and its standard error.
    pub adjusted: Option<(f64, f64)>,
}

impl SummaryRow<'_> {
    fn number(&self, number: impl Fn(&MetricSummary) -> f64) -> Cell<'_> {
        self.summary.map(number).into()
    }

    fn known(&self, number: impl Fn(&MetricSummary) -> Option<f64>) -> Cell<'_> {
        self.summary.and_then(number).into()
    }

    fn quantile<const I: usize>(&self) -> Cell<'_> {
        self.number(|summary| summary.quantiles[I])
    }
}

impl Row for SummaryRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "summary",
        file: "summary.csv",
        meaning: [
            "every metric of every variant over the replicates",
            "chaque indicateur de chaque variante sur l'ensemble des réplications",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        const { assert!(QUANTILES.len() == 7) };
        let unit = Column::text(
            "unit",
            "people, impressions, ratio, ticks or the currency",
            "people (personnes), impressions (contacts, ODE), ratio, ticks (unités de temps) ou la monnaie",
        );
        let replicates = Column::count(
            "replicates",
            "replicates",
            "replicates in which the metric has a value",
            "réplications où l'indicateur a une valeur",
        );
        let min = Column::number("min", UNIT_OF_METRIC, "smallest value", "plus petite valeur");
        let max = Column::number("max", UNIT_OF_METRIC, "largest value", "plus grande valeur");
        let adjusted_mean = Column::number(
            "adjusted_mean",
            UNIT_OF_METRIC,
            "mean of reach and aware on a network, with what the impressions drawn are off their mean by formula taken out (control variate)",
            "moyenne de reach et aware sur un réseau, corrigée de l'écart des contacts tirés à leur moyenne par la formule (variable de contrôle)",
        );
        let adjusted_error = Column::number(
            "adjusted_error",
            UNIT_OF_METRIC,
            "standard error of adjusted_mean",
            "erreur type de adjusted_mean",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(unit, |row| row.metric.unit().name(row.currency).into()),
            Field::new(replicates, |row| row.summary.map(|summary| summary.replicates).into()),
            Field::new(MEAN, |row| row.number(|summary| summary.mean)),
            Field::new(STD_DEV, |row| row.known(|summary| summary.std_dev)),
            Field::new(STD_ERROR, |row| row.known(|summary| summary.std_error)),
            Field::new(CI_LOW, |row| row.known(|summary| summary.ci.map(|ci| ci.0))),
            Field::new(CI_HIGH, |row| row.known(|summary| summary.ci.map(|ci| ci.1))),
            Field::new(min, |row| row.number(|summary| summary.min)),
            Field::new(P05, Self::quantile::<0>),
            Field::new(P10, Self::quantile::<1>),
            Field::new(P25, Self::quantile::<2>),
            Field::new(P50, Self::quantile::<3>),
            Field::new(P75, Self::quantile::<4>),
            Field::new(P90, Self::quantile::<5>),
            Field::new(P95, Self::quantile::<6>),
            Field::new(max, |row| row.number(|summary| summary.max)),
            Field::new(EXPECTED, |row| row.expected.into()),
            Field::new(adjusted_mean, |row| row.adjusted.map(|adjusted| adjusted.0).into()),
            Field::new(adjusted_error, |row| row.adjusted.map(|adjusted| adjusted.1).into()),
        ]
    }
}

/// Every metric of every variant, baseline first, in the order of the metrics.
pub(crate) fn summary_rows<'a>(scenario: &'a Scenario, results: &'a Results) -> impl Iterator<Item = SummaryRow<'a>> {
    results.models.iter().zip(&results.ensemble.models).enumerate().flat_map(move |(place, (model, summaries))| {
        model.model.metrics().map(move |metric| {
            let summary = summaries.metric(metric).filter(|summary| summary.replicates > 0);
            let expected = summary.and_then(|_| results.expected(place, metric));
            SummaryRow {
                scenario: &scenario.name,
                variant: &model.variant,
                metric,
                currency: &scenario.currency,
                summary,
                expected,
                adjusted: summary.and_then(|_| results.adjusted(place, metric)),
            }
        })
    })
}
