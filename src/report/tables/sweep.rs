use std::io;

use crate::experiment::{Crossing, Swept, SweptPoint, Target};
use crate::report::cell::Cell;
use crate::report::column::{Column, Field, Kind, Row, TableInfo, UNIT_OF_METRIC};
use crate::report::dialect::Dialect;
use crate::report::shared_columns::{CI_HIGH, CI_LOW, MEAN, METRIC, P05, P50, P95, SCENARIO, STD_ERROR, VARIANT};
use crate::report::writer::CsvWriter;
use crate::vocabulary::Metric;

/// `sweep.csv`: its columns depend on what is varied.
pub const SWEEP: TableInfo = TableInfo {
    name: "sweep",
    file: "sweep.csv",
    meaning: [
        "every metric at every point of a sweep, against the scenario as it is",
        "chaque indicateur en chaque point d'un balayage, face au scénario tel quel",
    ],
};

/// The points of one scenario or variant.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug)]
pub struct SweptVariant<'a> {
    /// Its name.
    pub variant: &'a str,
    /// Its points, in order.
    pub points: &'a [SweptPoint],
}

/// The columns of `sweep.csv` where these paths are varied.
pub fn sweep_columns(paths: &[&str]) -> Vec<Column> {
    let point = Column::count("point", "points", "number of the point, from 0", "numéro du point, à partir de 0");
    let varied = |path: &&str| {
        let (en, fr) = (format!("the value of {path}"), format!("la valeur de {path}"));
        Column::named((*path).to_owned(), Kind::Number, None, en, fr).required()
    };
    let expected = Column::number(
        "expected",
        UNIT_OF_METRIC,
        "the mean by formula; empty where there is none",
        "la moyenne par formule ; vide s'il n'y en a pas",
    );
    let difference = Column::number(
        "difference",
        UNIT_OF_METRIC,
        "mean of point - baseline, replicate by replicate",
        "moyenne de point - référence, réplication par réplication",
    );
    let difference_error = Column::number(
        "difference_std_error",
        UNIT_OF_METRIC,
        "standard error of the difference",
        "erreur type de la différence",
    );
    let before = [SCENARIO, VARIANT, point.required()];
    let after =
        [METRIC, MEAN, STD_ERROR, CI_LOW, CI_HIGH, P05, P50, P95, expected, difference, difference_error, best_guess()];
    before.into_iter().chain(paths.iter().map(varied)).chain(after).collect()
}

/// What is unknown and stands at its best guess.
fn best_guess() -> Column {
    Column::text(
        "at_best_guess",
        "the paths of what is unknown and stands at its best guess here; empty where nothing is",
        "les chemins de ce qui est inconnu et se trouve ici à sa meilleure estimation ; vide sinon",
    )
}

/// The text of `sweep.csv`; `guessed` are the paths of what is unknown and stands at its best guess.
///
/// # Errors
/// None in practice: memory takes every byte.
pub fn sweep_table(
    dialect: Dialect,
    scenario: &str,
    paths: &[&str],
    metrics: &[Metric],
    guessed: &str,
    swept: &[SweptVariant<'_>],
) -> io::Result<Vec<u8>> {
    let mut csv = CsvWriter::new(Vec::new(), dialect, &sweep_columns(paths))?;
    for SweptVariant { variant, points } in swept {
        for (number, point) in points.iter().enumerate() {
            for (metric, found) in metrics.iter().zip(&point.metrics) {
                let key = [scenario.into(), (*variant).into(), (number as u64).into()];
                let values = point.values.iter().map(|&value| Cell::Number(value));
                let name = std::iter::once(metric.name().into());
                csv.row(
                    key.into_iter().chain(values).chain(name).chain(cells(found.as_ref())).chain([guessed.into()]),
                )?;
            }
        }
    }
    csv.finish()
}

fn cells(found: Option<&Swept>) -> [Cell<'static>; 10] {
    let number = |value: fn(&Swept) -> Option<f64>| found.and_then(value).into();
    [
        number(|swept| Some(swept.mean)),
        number(|swept| swept.std_error),
        number(|swept| swept.ci.map(|ci| ci.0)),
        number(|swept| swept.ci.map(|ci| ci.1)),
        number(|swept| Some(swept.quantiles[0])),
        number(|swept| Some(swept.quantiles[1])),
        number(|swept| Some(swept.quantiles[2])),
        number(|swept| swept.expected),
        number(|swept| Some(swept.difference)),
        number(|swept| swept.difference_std_error),
    ]
}

/// A row of `crossing.csv`: where a variant reaches what was asked for.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrossingRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The variant's name.
    pub variant: &'a str,
    /// The path that is varied.
    pub path: &'a str,
    /// The metric.
    pub metric: Metric,
    /// What it is to reach.
    pub target: Target,
    /// Where it does.
    pub crossing: Crossing,
    /// The paths of what is unknown and stands at its best guess.
    pub guessed: &'a str,
}

impl Row for CrossingRow<'_> {
    const TABLE: TableInfo = TableInfo {
        name: "crossing",
        file: "crossing.csv",
        meaning: [
            "the value of a parameter at which a mean reaches its target",
            "la valeur d'un paramètre où une moyenne atteint sa cible",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let path = Column::text("path", "the parameter", "le paramètre");
        let target = Column::text("target", "a number, or baseline", "un nombre, ou baseline");
        let method = Column::text("method", "formula or simulation", "formula ou simulation");
        let number =
            |name, en, fr| Column::named(String::from(name), Kind::Number, None, String::from(en), String::from(fr));
        vec![
            Field::new(SCENARIO, |row| row.scenario.into()),
            Field::new(VARIANT, |row| row.variant.into()),
            Field::new(path, |row| row.path.into()),
            Field::new(METRIC, |row| row.metric.name().into()),
            Field::new(target, |row| match row.target {
                Target::Value(value) => Cell::Text(crate::report::cell::shortest(value).into()),
                Target::Baseline => crate::experiment::BASELINE.into(),
            }),
            Field::new(
                number("value", "where it is reached; empty where it is not", "où elle est atteinte ; vide sinon"),
                |row| row.crossing.value.into(),
            ),
            Field::new(
                number(
                    "ci_low",
                    "lower end of its 95 % interval; empty by formula, and where it is not known",
                    "borne basse à 95 % ; vide par formule, et si elle est inconnue",
                ),
                |row| row.crossing.ci.map(|ci| ci.0).into(),
            ),
            Field::new(
                number(
                    "ci_high",
                    "upper end of its 95 % interval; empty by formula, and where it is not known",
                    "borne haute à 95 % ; vide par formule, et si elle est inconnue",
                ),
                |row| row.crossing.ci.map(|ci| ci.1).into(),
            ),
            Field::new(method, |row| if row.crossing.by_formula { "formula" } else { "simulation" }.into()),
            Field::new(best_guess(), |row| row.guessed.into()),
        ]
    }
}
