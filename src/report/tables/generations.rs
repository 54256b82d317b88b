use crate::ensemble::{GenerationSummary, SeriesSummary};
use crate::experiment::Results;
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{MEAN, METRIC, P05, P50, P95, SCENARIO, STD_DEV, VARIANT};
use crate::scenario::Scenario;
use crate::vocabulary::{Metric, Valence};

/// A row of `generations.csv`: one number of one generation.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct GenerationRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// Ill or good of the service.
    pub valence: Valence,
    /// 0 lived it, 1 heard it first-hand, and so on.
    pub generation: usize,
    /// `tellers`, and from generation 1 `impressions` and `reach`.
    pub metric: Metric,
    /// What the replicates gave.
    pub series: &'a SeriesSummary,
}

impl Row for GenerationRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "generations",
        file: "generations.csv",
        meaning: [
            "how word of mouth goes on from generation to generation; a replicate that did not go so far counts 0",
            "comment le bouche-à-oreille passe d'une génération à l'autre ; une réplication arrêtée avant compte 0",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let valence = Column::text("valence", "negative or positive", "negative (négatif) ou positive (positif)");
        let generation = Column::count(
            "generation",
            "generations",
            "0 lived it, 1 heard it first-hand, 2 heard it retold, and so on",
            "0 l'a vécu, 1 l'a entendu de première main, 2 de seconde main, et ainsi de suite",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(valence, |row| row.valence.name().into()),
            Field::new(generation.required(), |row| (row.generation as u64).into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(MEAN, |row| row.series.mean.into()),
            Field::new(STD_DEV, |row| row.series.std_dev.into()),
            Field::new(P05, |row| row.series.p05.into()),
            Field::new(P50, |row| row.series.p50.into()),
            Field::new(P95, |row| row.series.p95.into()),
        ]
    }
}

/// Every generation of every variant, ill word of mouth first. Generation 0 heard nothing: it has `tellers` only.
pub(crate) fn generation_rows<'a>(
    scenario: &'a Scenario,
    results: &'a Results,
) -> impl Iterator<Item = GenerationRow<'a>> {
    results.models.iter().zip(&results.ensemble.models).flat_map(move |(model, summaries)| {
        Valence::ALL.into_iter().flat_map(move |valence| {
            summaries.generations[valence.index()].iter().enumerate().flat_map(move |(generation, summary)| {
                series(generation, summary).map(move |(metric, series)| GenerationRow {
                    scenario: &scenario.name,
                    variant: &model.variant,
                    valence,
                    generation,
                    metric,
                    series,
                })
            })
        })
    })
}

fn series(generation: usize, summary: &GenerationSummary) -> impl Iterator<Item = (Metric, &SeriesSummary)> {
    let heard = [(Metric::Impressions, &summary.impressions), (Metric::Reach, &summary.reach)];
    std::iter::once((Metric::Tellers, &summary.tellers)).chain(heard.into_iter().filter(move |_| generation > 0))
}
