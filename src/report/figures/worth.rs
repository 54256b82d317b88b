use super::wording::{money, per_period};
use super::{FigureError, FigureKind, Material, WorthNumbers};
use crate::experiment::{Experiment, IllustrationError, Known, Worth};
use crate::model::Parameters;
use crate::report::pages::known_decimals;
use crate::scenario::ParameterName;
use crate::vocabulary::Language;

/// What it is worth to know more before choosing between the baseline and the variants.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorthFigure {
    /// The currency.
    pub currency: String,
    /// The period.
    pub period: String,
    /// Everything, the unknowns, surveys.
    pub rows: Vec<Knowledge>,
    /// What a number that nothing depends on seems to be worth: the noise of the estimate; 0 by formula.
    pub noise: f64,
}

/// Something that could be known.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// The unknown; `None`: all of them.
    pub name: Option<ParameterName>,
    /// How many people are asked about it; `None`: it is known for certain.
    pub respondents: Option<f64>,
    /// What that is worth in a period.
    pub value: f64,
    /// Its standard error; 0 by formula.
    pub std_error: f64,
    /// What the survey costs once.
    pub cost: Option<f64>,
}

/// Rows that fit with readable text.
pub(super) const MOST: usize = 10;
/// What is worth less changes no decision: it is rounding.
const NOTHING: f64 = 0.005;

impl WorthFigure {
    /// From the table, or computed: without surveys.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let nothing = |reason| Err(FigureError::Nothing(FigureKind::Worth, reason));
        let scenario = material.scenario;
        if scenario.unknowns.is_empty() {
            return nothing(&["none of its numbers is unknown", "aucun de ses nombres n'est inconnu"]);
        }
        if scenario.variants.is_empty() {
            return nothing(&[
                "there is nothing to choose from: no variant",
                "il n'y a pas de choix : aucune variante",
            ]);
        }
        let models = scenario.variants.iter().map(|variant| &variant.parameters).chain([&scenario.baseline]);
        if !models.into_iter().any(Parameters::has_money) {
            return nothing(&["no money is at stake", "aucun argent n'est en jeu"]);
        }
        let stored = &material.numbers.studies.worth;
        let rows = if stored.is_empty() { computed(material)? } else { stored.clone() };
        let noise = rows.iter().find(|row| row.path == DUMMY).map_or(0.0, |row| row.value);
        let knowledge = |row: &WorthNumbers| Knowledge {
            name: (!row.path.is_empty()).then(|| scenario.parameter_name(&row.path)),
            respondents: row.respondents,
            value: row.value,
            std_error: row.std_error,
            cost: row.cost,
        };
        let rows = rows.iter().filter(|row| row.path != DUMMY).map(knowledge).collect();
        Ok(Self { currency: scenario.currency.clone(), period: scenario.period.clone(), rows, noise })
    }

    /// Everything first, then the unknowns and the surveys, what is worth most before the others.
    pub(super) fn ordered(&self) -> Vec<&Knowledge> {
        let mut rows: Vec<&Knowledge> = self.rows.iter().collect();
        let kind = |row: &Knowledge| (row.name.is_some(), row.respondents.is_some());
        rows.sort_by(|a, b| kind(a).cmp(&kind(b)).then(b.value.total_cmp(&a.value)));
        rows.truncate(MOST);
        rows
    }

    /// Whether a value is more than the noise of estimates and rounding.
    pub(super) fn is_something(&self, row: &Knowledge) -> bool {
        row.value > NOTHING && row.value > self.noise && row.value > 2.0 * row.std_error
    }

    pub(super) fn money(&self, value: f64, language: Language) -> String {
        money(value, &self.currency, language)
    }

    /// What a row is worth: no digit is finer than its standard error, as in the table of `worth`.
    pub(super) fn worth(&self, row: &Knowledge, language: Language) -> String {
        let scale = 10_f64.powi(known_decimals(row.value, Some(row.std_error)));
        self.money((row.value * scale).round() / scale, language)
    }

    /// With the period.
    pub(super) fn in_time(&self, value: f64, language: Language) -> String {
        format!("{} {}", self.money(value, language), per_period(&self.period, language)).trim_end().to_owned()
    }
}

/// The path of a number that nothing depends on.
const DUMMY: &str = "dummy";

fn computed(material: &Material<'_>) -> Result<Vec<WorthNumbers>, FigureError> {
    let experiment = Experiment::new(material.scenario).map_err(IllustrationError::from)?;
    let found = Worth { experiment: &experiment, surveys: &[] }.run(&material.control());
    let found = found.map_err(|error| FigureError::Worth(Box::new(error)))?;
    let path =
        |place: usize| material.scenario.unknowns.get(place).map_or_else(String::new, |unknown| unknown.path.clone());
    let row = |value: &crate::experiment::WorthValue| WorthNumbers {
        path: match value.known {
            Known::Everything => String::new(),
            Known::Unknown(unknown) | Known::Survey { unknown, .. } => path(unknown),
            Known::Dummy => DUMMY.to_owned(),
        },
        respondents: None,
        value: value.value,
        std_error: value.std_error,
        cost: None,
    };
    Ok(found.values.iter().map(row).collect())
}
