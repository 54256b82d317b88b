use crate::report::cell::Cell;
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::SCENARIO;
use crate::scenario::{Scenario, Unknown};
use crate::stats::Score;
use crate::vocabulary::Language;

/// A row of `unknowns.csv`: a number that nobody knows.
#[derive(Clone, Debug)]
pub(crate) struct UnknownRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The unknown.
    pub unknown: &'a Unknown,
    law: String,
}

impl UnknownRow<'_> {
    fn quantile(&self, share: f64) -> Cell<'_> {
        self.unknown.cut.at(Score::Share(share)).into()
    }
}

impl Row for UnknownRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "unknowns",
        file: "unknowns.csv",
        meaning: ["every number that nobody knows, with its law", "chaque nombre que personne ne connaît, avec sa loi"],
    };

    fn fields() -> Vec<Field<Self>> {
        const UNIT: &str = "of the number";
        let path = Column::text("path", "the number's path in the scenario", "chemin du nombre dans le scénario");
        let law = Column::text("law", "its law, as the scenario has it", "sa loi, telle que l'écrit le scénario");
        let mean = Column::number(
            "mean",
            UNIT,
            "mean of what is drawn: the law cut to the range of the number",
            "moyenne de ce qui est tiré : la loi coupée à l'étendue du nombre",
        );
        let std_dev =
            Column::number("std_dev", UNIT, "standard deviation of what is drawn", "écart type de ce qui est tiré");
        let p05 = Column::number("p05", UNIT, "5 % of the law is below it", "5 % de la loi est en dessous");
        let p50 = Column::number("p50", UNIT, "the median of the law", "la médiane de la loi");
        let p95 = Column::number("p95", UNIT, "95 % of the law is below it", "95 % de la loi est en dessous");
        let source = Column::text("source", "where the law comes from", "d'où vient la loi").optional();
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(path, |row| row.unknown.path.as_str().into()),
            Field::new(law, |row| row.law.as_str().into()),
            Field::new(mean, |row| row.unknown.cut.mean().into()),
            Field::new(std_dev, |row| row.unknown.cut.std_dev().into()),
            Field::new(p05, |row| row.quantile(0.05)),
            Field::new(p50, |row| row.quantile(0.5)),
            Field::new(p95, |row| row.quantile(0.95)),
            Field::new(source, |row| {
                Some(row.unknown.source.pick(Language::En, "")).filter(|text| !text.is_empty()).into()
            }),
        ]
    }
}

/// The unknowns of a scenario, in the order of their paths.
pub(crate) fn unknown_rows(scenario: &Scenario) -> impl Iterator<Item = UnknownRow<'_>> {
    scenario.unknowns.iter().map(|unknown| UnknownRow {
        scenario: &scenario.name,
        unknown,
        law: unknown.law.to_string(),
    })
}
