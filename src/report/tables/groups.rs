use crate::ensemble::{GroupSummary, SeriesSummary};
use crate::experiment::Results;
use crate::model::Parameters;
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{MEAN, METRIC, P05, P50, P95, SCENARIO, STD_DEV, VARIANT};
use crate::scenario::Scenario;
use crate::vocabulary::{Metric, Outcome};

/// The number of customers in a group: the one number of `groups.csv` that is no metric.
const CUSTOMERS: &str = "customers";

/// A row of `groups.csv`: one number of one group.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// What became of the customers of the group.
    pub outcome: Outcome,
    /// The group's name; `all` where the outcome names none.
    pub group: &'a str,
    /// `customers`, `tellers`, `impressions` or `customers_lost`.
    pub metric: &'static str,
    /// What the replicates gave.
    pub series: SeriesSummary,
}

impl Row for GroupRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "groups",
        file: "groups.csv",
        meaning: [
            "what each group of customers does: how many they are, tell, are listened to, and leave",
            "ce que fait chaque groupe de clients : combien ils sont, parlent, sont écoutés et partent",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let outcome = Column::text(
            "outcome",
            "silent, unresolved, recovered or satisfied",
            "silent (silencieux), unresolved (insatisfaits de la réponse), recovered (satisfaits de la réponse) ou satisfied (satisfaits)",
        );
        let group = Column::text(
            "group",
            "the group's name; all where the outcome names none",
            "nom du groupe ; all là où il n'y en a pas d'autre",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(outcome, |row| row.outcome.name().into()),
            Field::new(group, |row| row.group.into()),
            Field::new(METRIC, |row| row.metric.into()),
            Field::new(MEAN, |row| row.series.mean.into()),
            Field::new(STD_DEV, |row| row.series.std_dev.into()),
            Field::new(P05, |row| row.series.p05.into()),
            Field::new(P50, |row| row.series.p50.into()),
            Field::new(P95, |row| row.series.p95.into()),
        ]
    }
}

/// Every group of every variant.
pub(crate) fn group_rows<'a>(scenario: &'a Scenario, results: &'a Results) -> impl Iterator<Item = GroupRow<'a>> {
    results.models.iter().zip(&results.ensemble.models).zip(scenario.models()).flat_map(
        move |((model, summaries), parameters)| {
            model.model.groups().iter().zip(&summaries.groups).flat_map(move |((outcome, group), summary)| {
                series(tells(parameters, *outcome, group), summary).map(move |(metric, series)| GroupRow {
                    scenario: &scenario.name,
                    variant: &model.variant,
                    outcome: *outcome,
                    group,
                    metric,
                    series,
                })
            })
        },
    )
}

/// Whether the people of a group are tellers: all of them, or, where the audience is constantly 0, none.
fn tells(parameters: &Parameters, outcome: Outcome, group: &str) -> bool {
    let named = parameters.telling(outcome).group(group);
    named.is_some_and(|group| !group.audience.is_zero())
}

fn series(tells: bool, summary: &GroupSummary) -> [(&'static str, SeriesSummary); 4] {
    let none =
        SeriesSummary { mean: 0.0, std_dev: summary.customers.std_dev.map(|_| 0.0), p05: 0.0, p50: 0.0, p95: 0.0 };
    [
        (CUSTOMERS, summary.customers),
        (Metric::Tellers.name(), if tells { summary.customers } else { none }),
        (Metric::Impressions.name(), summary.impressions),
        (Metric::CustomersLost.name(), summary.customers_lost),
    ]
}
