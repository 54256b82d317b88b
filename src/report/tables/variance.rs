use crate::experiment::Results;
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{METRIC, SCENARIO, VARIANT};
use crate::scenario::Scenario;
use crate::vocabulary::Metric;

/// A part of the variance of a metric.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariancePart {
    /// What nobody knows.
    Unknown,
    /// Luck.
    Chance,
}

impl VariancePart {
    /// The value in `variance.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Chance => "chance",
        }
    }
}

/// A row of `variance.csv`: a part of the variance of a metric of a variant.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct VarianceRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The metric.
    pub metric: Metric,
    /// The part.
    pub part: VariancePart,
    /// Its share of the variance.
    pub share: f64,
    /// The standard error of the share.
    pub std_error: f64,
}

impl Row for VarianceRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "variance",
        file: "variance.csv",
        meaning: [
            "how much of the spread of each metric is what nobody knows, and how much is chance",
            "quelle part de la dispersion de chaque indicateur vient de ce que personne ne sait, et laquelle du hasard",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let part = Column::text(
            "part",
            "unknown (what nobody knows) or chance",
            "unknown (ce que personne ne sait) ou chance (le hasard)",
        );
        let share = Column::number(
            "share",
            "share",
            "share of the variance from replicate to replicate; a small one may fall below 0 by chance",
            "part de la variance d'une réplication à l'autre ; une petite part peut tomber sous 0 par hasard",
        );
        let std_error = Column::number(
            "std_error",
            "share",
            "standard error of the share (jackknife)",
            "erreur type de la part (jackknife)",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(part, |row| row.part.name().into()),
            Field::new(share, |row| row.share.into()),
            Field::new(std_error, |row| row.std_error.into()),
        ]
    }
}

/// Two rows for every metric that varies, of every variant; none without unknowns.
pub(crate) fn variance_rows<'a>(scenario: &'a Scenario, results: &'a Results) -> impl Iterator<Item = VarianceRow<'a>> {
    let places = results.models.iter().enumerate();
    places.flat_map(move |(place, model)| {
        Metric::all().filter(|&metric| model.model.defines(metric)).flat_map(move |metric| {
            let found = results.uncertainty.as_ref().and_then(|uncertainty| uncertainty.share(place, metric));
            found.into_iter().flat_map(move |found| {
                let parts = [(VariancePart::Unknown, found.unknown), (VariancePart::Chance, 1.0 - found.unknown)];
                parts.map(|(part, share)| VarianceRow {
                    scenario: &scenario.name,
                    variant: &model.variant,
                    metric,
                    part,
                    share,
                    std_error: found.std_error,
                })
            })
        })
    })
}
