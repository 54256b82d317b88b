use crate::experiment::Differing;
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::{SCENARIO, VARIANT};

/// A row of `parameters.csv`: a number in which a variant differs from its baseline.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The number.
    pub differing: &'a Differing,
}

impl Row for ParameterRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "parameters",
        file: "parameters.csv",
        meaning: [
            "every number in which a variant differs from its baseline",
            "chaque nombre par lequel une variante diffère de sa référence",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        const NUMBER: &str = "of the number";
        let path = Column::text("path", "the number's path in the scenario", "chemin du nombre dans le scénario");
        let before = Column::number(
            "baseline_value",
            NUMBER,
            "its value in the baseline; empty where there is no such number",
            "sa valeur dans la référence ; vide s'il n'y a pas ce nombre",
        );
        let after = Column::number(
            "variant_value",
            NUMBER,
            "its value in the variant; empty where there is no such number",
            "sa valeur dans la variante ; vide s'il n'y a pas ce nombre",
        );
        let from = Column::number(
            "from",
            "period",
            "the first period in which a change sets it, that of the values; empty where it differs from the start",
            "première période où un changement le fixe, celle des valeurs ; vide s'il diffère dès le début",
        );
        let until = Column::number(
            "until",
            "period",
            "the last period of that change; empty where it lasts",
            "dernière période de ce changement ; vide s'il dure",
        );
        let fades = Column::number(
            "fades",
            "periods",
            "after how many periods half of the change is left; empty where it does not fade",
            "nombre de périodes après lequel il reste la moitié du changement ; vide s'il ne s'estompe pas",
        );
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(path, |row| row.differing.path.as_str().into()),
            Field::new(before, |row| row.differing.before.into()),
            Field::new(after, |row| row.differing.after.into()),
            Field::new(from, |row| row.differing.change.map(|change| change.from as f64).into()),
            Field::new(until, |row| {
                row.differing.change.and_then(|change| change.until).map(|last| last as f64).into()
            }),
            Field::new(fades, |row| row.differing.change.and_then(|change| change.fades).into()),
        ]
    }
}
