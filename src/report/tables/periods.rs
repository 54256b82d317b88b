use crate::ensemble::MetricSummary;
use crate::experiment::Results;
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{EXPECTED, MEAN, P05, P50, P95, SCENARIO, STD_DEV, STD_ERROR, VARIANT};
use crate::scenario::Scenario;
use crate::vocabulary::Metric;

/// What the customers served in a period are called beside the metrics.
pub const SERVED: &str = "served";

/// A row of `periods.csv`: one metric of one period of a variant.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The period, from 1.
    pub period: u64,
    /// The metric, or [`SERVED`].
    pub metric: &'static str,
    /// What the replicates gave; `None` where the metric is undefined.
    pub summary: Option<&'a MetricSummary>,
    /// The closed-form mean, where one exists.
    pub expected: Option<f64>,
}

impl Row for PeriodRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "periods",
        file: "periods.csv",
        meaning: [
            "every metric of every variant, and the customers served, period by period; money is discounted, so that the means add up \
             to those of the summary",
            "chaque indicateur de chaque variante, et les clients servis, période par période ; l'argent est actualisé, si bien que les \
             moyennes s'additionnent à celles du résumé",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let period = Column::count("period", "periods", "the period, from 1", "la période, à partir de 1").required();
        let metric = Column::text(
            "metric",
            "what is measured, or served: the customers served in the period",
            "ce qui est mesuré, ou served : les clients servis dans la période",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(period, |row| row.period.into()),
            Field::new(metric, |row| row.metric.into()),
            Field::new(MEAN, |row| row.summary.map(|summary| summary.mean).into()),
            Field::new(STD_DEV, |row| row.summary.and_then(|summary| summary.std_dev).into()),
            Field::new(STD_ERROR, |row| row.summary.and_then(|summary| summary.std_error).into()),
            Field::new(P05, |row| row.summary.map(|summary| summary.quantiles[0]).into()),
            Field::new(P50, |row| row.summary.map(MetricSummary::median).into()),
            Field::new(P95, |row| row.summary.map(|summary| summary.quantiles[6]).into()),
            Field::new(EXPECTED, |row| row.expected.into()),
        ]
    }
}

/// Every metric of every period of every variant, baseline first; none where a single period is all there is.
pub fn period_rows<'a>(scenario: &'a Scenario, results: &'a Results) -> impl Iterator<Item = PeriodRow<'a>> {
    results.models.iter().zip(&results.ensemble.models).enumerate().flat_map(move |(place, (model, summaries))| {
        summaries.periods.iter().enumerate().flat_map(move |(period, own)| {
            let row =
                move |metric: &'static str, summary: Option<&'a MetricSummary>, expected: Option<f64>| PeriodRow {
                    scenario: &scenario.name,
                    variant: &model.variant,
                    period: period as u64 + 1,
                    metric,
                    summary,
                    expected: summary.and(expected),
                };
            let served =
                own.served.as_ref().map(|summary| row(SERVED, Some(summary), results.expected_served(place, period)));
            // Several periods have no clock.
            let metrics = Metric::all().filter(|metric| !metric.needs_time()).map(move |metric| {
                let summary = own.metrics[metric.index()].as_ref().filter(|summary| summary.replicates > 0);
                row(metric.name(), summary, results.expected_in(place, period, metric))
            });
            served.into_iter().chain(metrics)
        })
    })
}
