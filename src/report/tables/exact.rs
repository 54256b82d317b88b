use std::sync::Arc;

use crate::experiment::NamedModel;
use crate::model::Law;
use crate::report::cell::Cell;
use crate::report::column::{Column, Field, Row, TableInfo, UNIT_OF_METRIC};
use crate::report::shared_columns::{METRIC, SCENARIO, VARIANT};
use crate::scenario::Scenario;
use crate::vocabulary::Metric;

/// The shares of the quantiles, rising.
pub const EXACT_SHARES: [f64; 9] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

/// By how much a closed form may differ from the mean of the law in a town, as part of it.
const NEAR: f64 = 1e-11;

/// A row of `exact.csv`: the law of one metric of one variant by formula.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct ExactRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The metric.
    pub metric: Metric,
    /// The scenario's currency.
    pub currency: &'a str,
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub std_dev: f64,
    /// The quantiles of [`EXACT_SHARES`].
    pub quantiles: [f64; 9],
    /// The mean of the worst 5 % of the cases, those with the highest values.
    pub tail95: f64,
    /// The mean of the worst 1 %.
    pub tail99: f64,
    /// Of how many values of the unknowns the law is the average; `None` where nothing is unknown, or a quadrature is good.
    pub draws: Option<u64>,
}

impl Row for ExactRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "exact",
        file: "exact.csv",
        meaning: [
            "the law of every metric by formula, without simulation; no row where it is not known",
            "la loi de chaque indicateur par formule, sans simulation ; pas de ligne là où elle n'est pas connue",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let number = |name, en, fr| Column::number(name, UNIT_OF_METRIC, en, fr).required();
        let unit = Column::text(
            "unit",
            "people, impressions or the currency",
            "people (personnes), impressions (contacts, ODE) ou la monnaie",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(unit, |row| row.metric.unit().name(row.currency).into()),
            Field::new(number("mean", "mean", "moyenne"), |row| row.mean.into()),
            Field::new(number("std_dev", "standard deviation", "écart type"), |row| row.std_dev.into()),
            Field::new(
                number("p05", "5 % of the cases are at or below it", "5 % des cas ne le dépassent pas"),
                Self::quantile::<0>,
            ),
            Field::new(
                number("p10", "10 % of the cases are at or below it", "10 % des cas ne le dépassent pas"),
                Self::quantile::<1>,
            ),
            Field::new(
                number("p25", "25 % of the cases are at or below it", "25 % des cas ne le dépassent pas"),
                Self::quantile::<2>,
            ),
            Field::new(
                number("p50", "half of the cases are at or below it", "la moitié des cas ne le dépassent pas"),
                Self::quantile::<3>,
            ),
            Field::new(
                number("p75", "75 % of the cases are at or below it", "75 % des cas ne le dépassent pas"),
                Self::quantile::<4>,
            ),
            Field::new(
                number("p90", "90 % of the cases are at or below it", "90 % des cas ne le dépassent pas"),
                Self::quantile::<5>,
            ),
            Field::new(
                number("p95", "95 % of the cases are at or below it", "95 % des cas ne le dépassent pas"),
                Self::quantile::<6>,
            ),
            Field::new(
                number("p99", "99 % of the cases are at or below it", "99 % des cas ne le dépassent pas"),
                Self::quantile::<7>,
            ),
            Field::new(
                number("p999", "99.9 % of the cases are at or below it", "99,9 % des cas ne le dépassent pas"),
                Self::quantile::<8>,
            ),
            Field::new(
                number(
                    "tail95",
                    "mean of the 5 % of the cases with the highest values",
                    "moyenne des 5 % de cas aux plus grandes valeurs",
                ),
                |row| row.tail95.into(),
            ),
            Field::new(
                number(
                    "tail99",
                    "mean of the 1 % of the cases with the highest values",
                    "moyenne des 1 % de cas aux plus grandes valeurs",
                ),
                |row| row.tail99.into(),
            ),
        ]
    }
}

impl<'a> ExactRow<'a> {
    fn quantile<const I: usize>(&self) -> Cell<'_> {
        self.quantiles[I].into()
    }

    /// What the table says of a law; `mean` where a closed form has it to the last digit.
    fn new(scenario: &'a Scenario, named: &'a NamedModel, metric: Metric, law: &Arc<Law>) -> Self {
        let mut quantiles = [0.0; 9];
        quantiles.copy_from_slice(&law.quantiles(&EXACT_SHARES));
        let [tail99, tail95] = law.tail_means([0.01, 0.05]);
        // In a town the closed form leaves out that no more can be let down than live there.
        let is_near = |mean: &f64| (mean - law.mean()).abs() <= NEAR * mean.abs();
        let is_whole = named.model.parameters().network.is_none();
        let expected = named.expected(metric).filter(|mean| is_whole || is_near(mean));
        Self {
            scenario: &scenario.name,
            variant: &named.variant,
            metric,
            currency: &scenario.currency,
            mean: expected.unwrap_or_else(|| law.mean()),
            std_dev: law.std_dev(),
            quantiles,
            tail95,
            tail99,
            draws: named.exact_draws(metric),
        }
    }
}

/// The known laws of every variant, baseline first, in the order of the metrics.
pub fn exact_rows<'a>(scenario: &'a Scenario, models: &'a [NamedModel]) -> impl Iterator<Item = ExactRow<'a>> {
    models.iter().flat_map(move |named| {
        let mut before: Option<(Arc<Law>, ExactRow<'a>)> = None;
        Metric::all().filter_map(move |metric| {
            let law = named.exact_law(metric).ok()?;
            let row = match before.take() {
                // As impressions and reach without a network.
                Some((same, row)) if Arc::ptr_eq(&same, &law) => {
                    let (mean, draws) =
                        (named.expected(metric).unwrap_or_else(|| law.mean()), named.exact_draws(metric));
                    ExactRow { metric, mean, draws, ..row }
                }
                _ => ExactRow::new(scenario, named, metric, &law),
            };
            before = Some((law, row.clone()));
            Some(row)
        })
    })
}
