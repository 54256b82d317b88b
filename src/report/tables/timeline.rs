use crate::ensemble::SeriesSummary;
use crate::experiment::Results;
use crate::model::TIMELINE;
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{EXPECTED, MEAN, METRIC, P05, P50, P95, SCENARIO, STD_ERROR, VARIANT};
use crate::scenario::Scenario;
use crate::vocabulary::Metric;

/// A row of `timeline.csv`: one count up to and with one tick.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The tick, from 0.
    pub tick: usize,
    /// One of [`TIMELINE`].
    pub metric: Metric,
    /// What the replicates gave.
    pub series: &'a SeriesSummary,
    /// The standard error of the mean; `None` below two replicates, and where several networks differ.
    pub std_error: Option<f64>,
    /// The closed-form mean, where one exists.
    pub expected: Option<f64>,
}

impl Row for TimelineRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "timeline",
        file: "timeline.csv",
        meaning: [
            "how things stand at each tick: counts up to and with it",
            "où en sont les choses à chaque unité de temps : les effectifs jusqu'à elle comprise",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let tick = Column::count(
            "tick",
            "ticks",
            "ticks of time.unit since the start of the period",
            "unités de temps (time.unit) depuis le début de la période",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(tick.required(), |row| (row.tick as u64).into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(MEAN, |row| row.series.mean.into()),
            Field::new(STD_ERROR, |row| row.std_error.into()),
            Field::new(P05, |row| row.series.p05.into()),
            Field::new(P50, |row| row.series.p50.into()),
            Field::new(P95, |row| row.series.p95.into()),
            Field::new(EXPECTED, |row| row.expected.into()),
        ]
    }
}

/// Every tick of every variant that has a clock; positive reach only where it is defined.
pub(crate) fn timeline_rows<'a>(scenario: &'a Scenario, results: &'a Results) -> impl Iterator<Item = TimelineRow<'a>> {
    let replicates = results.ensemble.replicates;
    results.models.iter().zip(&results.ensemble.models).flat_map(move |(named, summary)| {
        summary.timeline.iter().enumerate().flat_map(move |(tick, numbers)| {
            let defined = TIMELINE.into_iter().enumerate().filter(|(_, metric)| named.model.defines(*metric));
            defined.map(move |(place, metric)| {
                let series = &numbers[place];
                let spread = series.std_dev.filter(|_| summary.graphs == 1);
                let by_formula = named.model.expected().timeline().get(tick).filter(|_| !named.is_uncertain());
                TimelineRow {
                    scenario: &scenario.name,
                    variant: &named.variant,
                    tick,
                    metric,
                    series,
                    std_error: spread.map(|spread| spread / (replicates as f64).sqrt()),
                    expected: by_formula.map(|means| means[place]).filter(|mean| mean.is_finite()),
                }
            })
        })
    })
}
