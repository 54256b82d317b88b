use crate::experiment::{FactorIndex, ModelSensitivity};
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{METRIC, SCENARIO, VARIANT};
use crate::vocabulary::Metric;

/// A row of `indices.csv`: how much one unknown, or chance, matters for a metric.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IndexOfRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The metric.
    pub metric: Metric,
    /// The path of the unknown, `chance` or `dummy`.
    pub path: &'a str,
    /// The index.
    pub index: FactorIndex,
}

impl Row for IndexOfRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "indices",
        file: "indices.csv",
        meaning: [
            "how much of the spread of each metric each unknown makes, by several methods",
            "quelle part de la dispersion de chaque indicateur vient de chaque inconnue, par plusieurs méthodes",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let path = Column::text(
            "path",
            "the unknown's path, chance, or dummy (a number that nothing depends on: the noise floor)",
            "chemin de l'inconnue, chance (le hasard), ou dummy (un nombre dont rien ne dépend : le bruit de fond)",
        );
        let method = Column::text(
            "method",
            "rank_correlation (Spearman), first_order (what it makes alone), total (what it has a part in), shapley",
            "rank_correlation (Spearman), first_order (ce qu'elle fait seule), total (ce à quoi elle a part), shapley",
        );
        let index = Column::number(
            "index",
            "share",
            "the index; a small one may fall below 0 by chance",
            "l'indice ; un petit peut tomber sous 0 par hasard",
        );
        let low = Column::number("low", "share", "lower end of its 95 % interval", "borne basse à 95 %");
        let high = Column::number("high", "share", "upper end of its 95 % interval", "borne haute à 95 %");
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(path, |row| row.path.into()),
            Field::new(method, |row| row.index.method.name().into()),
            Field::new(index, |row| row.index.estimate.value.into()),
            Field::new(low, |row| row.index.estimate.interval().0.into()),
            Field::new(high, |row| row.index.estimate.interval().1.into()),
        ]
    }
}

/// The indices of every metric of every model, method by method.
pub fn index_of_rows<'a>(
    scenario: &'a str,
    paths: &'a [String],
    found: &'a [ModelSensitivity],
) -> impl Iterator<Item = IndexOfRow<'a>> {
    found.iter().flat_map(move |model| {
        model.metrics.iter().flat_map(move |found| {
            found.indices.iter().map(move |&index| IndexOfRow {
                scenario,
                variant: &model.variant,
                metric: found.metric,
                path: index.factor.name(paths),
                index,
            })
        })
    })
}
