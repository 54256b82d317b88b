use crate::experiment::{ModelSensitivity, TornadoBar};
use crate::report::column::{Column, Field, Row, TableInfo, UNIT_OF_METRIC};
use crate::report::shared_columns::{METRIC, SCENARIO, VARIANT};
use crate::vocabulary::Metric;

/// A row of `tornado.csv`: what a metric does while one unknown moves.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TornadoRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The metric.
    pub metric: Metric,
    /// The path of the unknown.
    pub path: &'a str,
    /// The bar.
    pub bar: TornadoBar,
}

impl Row for TornadoRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "tornado",
        file: "tornado.csv",
        meaning: [
            "the mean of a metric with one unknown at its 10 % and at its 90 % quantile, the others at their medians",
            "la moyenne d'un indicateur, une inconnue à son quantile de 10 % puis de 90 %, les autres à leur médiane",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        const NUMBER: &str = "of the number";
        let path = Column::text("path", "the unknown's path in the scenario", "chemin de l'inconnue dans le scénario");
        let low = Column::number("low", NUMBER, "its 10 % quantile", "son quantile de 10 %");
        let high = Column::number("high", NUMBER, "its 90 % quantile", "son quantile de 90 %");
        let at_low =
            Column::number("at_low", UNIT_OF_METRIC, "the mean at the lower value", "la moyenne à la valeur basse");
        let at_high =
            Column::number("at_high", UNIT_OF_METRIC, "the mean at the upper value", "la moyenne à la valeur haute");
        let swing = Column::number("swing", UNIT_OF_METRIC, "at_high - at_low", "at_high - at_low");
        let std_error = Column::number(
            "std_error",
            UNIT_OF_METRIC,
            "standard error of the swing, whose two ends share their luck; 0 by formula",
            "erreur type de l'écart, dont les deux bouts partagent leur hasard ; 0 par formule",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(path, |row| row.path.into()),
            Field::new(low, |row| row.bar.low.into()),
            Field::new(high, |row| row.bar.high.into()),
            Field::new(at_low, |row| row.bar.at_low.into()),
            Field::new(at_high, |row| row.bar.at_high.into()),
            Field::new(swing, |row| row.bar.swing().into()),
            Field::new(std_error, |row| row.bar.std_error.into()),
        ]
    }
}

/// The bars of every metric of every model, the widest first.
pub fn tornado_rows<'a>(
    scenario: &'a str,
    paths: &'a [String],
    found: &'a [ModelSensitivity],
) -> impl Iterator<Item = TornadoRow<'a>> {
    found.iter().flat_map(move |model| {
        model.metrics.iter().flat_map(move |found| {
            found.tornado.iter().map(move |&bar| TornadoRow {
                scenario,
                variant: &model.variant,
                metric: found.metric,
                path: paths.get(bar.unknown).map_or("", String::as_str),
                bar,
            })
        })
    })
}
