use crate::experiment::{Known, WorthFound, WorthValue};
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shared_columns::SCENARIO;

/// A row of `worth.csv`: what it is worth to know something.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorthRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The path of the unknown, `dummy`, or nothing for all unknowns.
    pub path: Option<&'a str>,
    /// The value.
    pub value: WorthValue,
    /// What a person asked costs, where that is said.
    pub cost_each: Option<f64>,
}

impl WorthRow<'_> {
    /// How many are asked.
    pub fn respondents(&self) -> Option<u64> {
        match self.value.known {
            Known::Survey { respondents, .. } => Some(respondents),
            _ => None,
        }
    }

    /// What the survey costs.
    pub fn cost(&self) -> Option<f64> {
        Some(self.cost_each? * self.respondents()? as f64)
    }
}

impl Row for WorthRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "worth",
        file: "worth.csv",
        meaning: [
            "what it is worth to know more before choosing between the baseline and its variants",
            "ce que vaut d'en savoir plus avant de choisir entre la référence et ses variantes",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        const MONEY: &str = "currency of the scenario";
        let what = Column::text(
            "what",
            "everything (all unknowns), unknown (one), or survey (answers about one)",
            "everything (toutes les inconnues), unknown (une), ou survey (des réponses sur une)",
        );
        let path = Column::text(
            "path",
            "the unknown's path, or dummy (a number that nothing depends on: the noise floor); empty for all",
            "chemin de l'inconnue, ou dummy (un nombre dont rien ne dépend : le bruit de fond) ; vide pour toutes",
        );
        let respondents = Column::count(
            "respondents",
            "people",
            "how many people a survey asks",
            "combien de personnes une enquête interroge",
        );
        let value = Column::number(
            "value",
            MONEY,
            "by how much the mean net loss of the best choice falls, per period",
            "de combien baisse la perte nette moyenne du meilleur choix, par période",
        );
        let std_error = Column::number(
            "std_error",
            MONEY,
            "standard error of the value; 0 by formula",
            "erreur type de la valeur ; 0 par formule",
        );
        let cost = Column::number("cost", MONEY, "what the survey costs", "ce que coûte l'enquête");
        let net = Column::number("net", MONEY, "value - cost", "value - cost");
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(what, |row| {
                match row.value.known {
                    Known::Everything => "everything",
                    Known::Unknown(_) | Known::Dummy => "unknown",
                    Known::Survey { .. } => "survey",
                }
                .into()
            }),
            Field::new(path.optional(), |row| row.path.into()),
            Field::new(respondents, |row| row.respondents().into()),
            Field::new(value, |row| row.value.value.into()),
            Field::new(std_error, |row| row.value.std_error.into()),
            Field::new(cost, |row| row.cost().into()),
            Field::new(net, |row| row.cost().map(|cost| row.value.value - cost).into()),
        ]
    }
}

/// Everything, each unknown, each survey.
pub fn worth_rows<'a>(
    scenario: &'a str,
    paths: &'a [String],
    found: &'a WorthFound,
    cost_each: Option<f64>,
) -> impl Iterator<Item = WorthRow<'a>> {
    found.values.iter().map(move |&value| {
        let of = |place: usize| paths.get(place).map(String::as_str);
        let path = match value.known {
            Known::Everything => None,
            Known::Unknown(unknown) | Known::Survey { unknown, .. } => of(unknown),
            Known::Dummy => Some("dummy"),
        };
        WorthRow { scenario, path, value, cost_each }
    })
}
