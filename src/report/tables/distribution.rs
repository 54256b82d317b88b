use crate::experiment::Results;
use crate::report::column::{Column, Field, Row, TableInfo, UNIT_OF_METRIC};
use crate::report::shared_columns::{METRIC, SCENARIO, VARIANT};
use crate::scenario::Scenario;
use crate::stats::Bin;
use crate::vocabulary::Metric;

/// A row of `distribution.csv`: one bin of one metric.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct DistributionRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The metric.
    pub metric: Metric,
    /// The bin.
    pub bin: Bin,
    /// The probability of the bin, where the law is known.
    pub expected: Option<f64>,
}

impl Row for DistributionRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "distribution",
        file: "distribution.csv",
        meaning: [
            "how the values of each metric spread over the replicates, in at most 200 bins of whole numbers; bins begin at the median, at p90, p99, p999 and, for aware and reach, at 317 and 290 for each complaint",
            "comment les valeurs de chaque indicateur se répartissent, en 200 classes de nombres entiers au plus ; des classes commencent à la médiane, à p90, p99, p999 et, pour aware et reach, à 317 et 290 par réclamation",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let from =
            Column::count("from", UNIT_OF_METRIC, "smallest value of the bin", "plus petite valeur de la classe");
        let to = Column::count(
            "to",
            UNIT_OF_METRIC,
            "largest value of the bin, itself inside; money and ratios are rounded down to whole numbers",
            "plus grande valeur de la classe, comprise ; montants et ratios sont arrondis à l'entier inférieur",
        );
        let count = Column::count("count", "replicates", "replicates in the bin", "réplications dans la classe");
        let expected = Column::number(
            "expected",
            "share",
            "the probability of the bin by a formula, where the law is known",
            "la probabilité de la classe par une formule, là où la loi est connue",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(from.required(), |row| row.bin.from.into()),
            Field::new(to.required(), |row| row.bin.to.into()),
            Field::new(count.required(), |row| row.bin.count.into()),
            Field::new(expected, |row| row.expected.into()),
        ]
    }
}

/// The bins of every defined metric of every variant.
pub(crate) fn distribution_rows<'a>(
    scenario: &'a Scenario,
    results: &'a Results,
) -> impl Iterator<Item = DistributionRow<'a>> {
    results.models.iter().zip(&results.ensemble.models).flat_map(move |(model, summaries)| {
        Metric::all().flat_map(move |metric| {
            let bins = summaries.distributions[metric.index()].as_ref().map_or(&[][..], |spread| &spread.bins);
            let law = if bins.is_empty() { None } else { model.exact_law(metric).ok() };
            bins.iter().map(move |&bin| DistributionRow {
                scenario: &scenario.name,
                variant: &model.variant,
                metric,
                bin,
                expected: law.as_ref().map(|law| law.between(bin.from as f64, (bin.to + 1) as f64)),
            })
        })
    })
}
