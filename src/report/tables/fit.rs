use crate::experiment::fit::{AudienceFit, Candidate, SurveyFit};
use crate::report::column::{Column, Field, Row, TableInfo};
use crate::report::shortest;

/// A row of `fit.csv`: one law beside the answers of one column.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct FitRow {
    /// The column of answers, and whose they are.
    pub column: String,
    /// The law.
    pub law: &'static str,
    /// Whether people are taken to round above 10.
    pub heaped: bool,
    /// Its numbers by name.
    pub parameters: String,
    /// The log-likelihood, answers counted by their effective number.
    pub log_likelihood: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// Its share of exp(-AIC / 2) among all laws of the column.
    pub aic_weight: f64,
    /// The chi-square of the fit; `None` where too few cells are left.
    pub chi_square: Option<f64>,
    /// Its degrees of freedom.
    pub degrees: Option<u64>,
    /// The chance of such a value or a larger one.
    pub p_value: Option<f64>,
    /// Whether the fragment takes this law.
    pub chosen: bool,
}

impl Row for FitRow {
    const TABLE: TableInfo = TableInfo {
        name: "fit",
        file: "fit.csv",
        meaning: [
            "how well each law of how many people are told fits the answers of a survey",
            "comment chaque loi du nombre de personnes informées s'ajuste aux réponses d'une enquête",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let column = Column::text(
            "column",
            "the answers: told or told_good, of which outcome, of which group",
            "les réponses : told ou told_good, de quelle issue, de quel groupe",
        );
        let law = Column::text(
            "law",
            "poisson, geometric, negative_binomial, zero_inflated_poisson, zero_inflated_negative_binomial, lognormal (rounded half \
             up), zipf (up to the largest answer)",
            "poisson, geometric, negative_binomial, zero_inflated_poisson, zero_inflated_negative_binomial, lognormal (arrondie), \
             zipf (jusqu'à la plus grande réponse)",
        );
        let heaped = Column::text(
            "heaped",
            "yes: above 10 a share rounds to multiples of 5, another to multiples of 10; no: answers are taken as they are",
            "yes : au-dessus de 10 une part arrondit aux multiples de 5, une autre à ceux de 10 ; no : les réponses telles quelles",
        );
        let parameters = Column::text(
            "parameters",
            "the numbers of the law, and of rounding (fives, tens)",
            "les nombres de la loi, et de l'arrondi (fives, tens)",
        );
        let likelihood = Column::number(
            "log_likelihood",
            "ratio",
            "logarithm of the likelihood at its maximum, answers counted by their effective number",
            "logarithme de la vraisemblance à son maximum, les réponses comptant par leur nombre effectif",
        );
        let aic = Column::number(
            "aic",
            "ratio",
            "2 x parameters - 2 x log_likelihood: the smallest is chosen",
            "2 x paramètres - 2 x log_likelihood : le plus petit est choisi",
        );
        let aic_weight = Column::number(
            "aic_weight",
            "share",
            "exp(-aic / 2) as a share of all laws of the column",
            "exp(-aic / 2) en part de toutes les lois de la colonne",
        );
        let chi_square = Column::number(
            "chi_square",
            "ratio",
            "chi-square in cells of at least five expected answers; empty where too few are left",
            "khi-deux sur des classes d'au moins cinq réponses attendues ; vide s'il en reste trop peu",
        );
        let degrees = Column::count("degrees", "cells", "its degrees of freedom", "ses degrés de liberté");
        let p_value = Column::number(
            "p_value",
            "share",
            "the chance of such a chi-square or a larger one if the law is the true one",
            "probabilité d'un tel khi-deux ou d'un plus grand si la loi est la vraie",
        );
        let chosen = Column::text("chosen", "yes: the fragment takes it", "yes : le fragment la prend");
        vec![
            Field::new(column, |row| row.column.as_str().into()),
            Field::new(law, |row| row.law.into()),
            Field::new(heaped, |row| yes(row.heaped).into()),
            Field::new(parameters, |row| row.parameters.as_str().into()),
            Field::new(likelihood, |row| row.log_likelihood.into()),
            Field::new(aic, |row| row.aic.into()),
            Field::new(aic_weight, |row| row.aic_weight.into()),
            Field::new(chi_square, |row| row.chi_square.into()),
            Field::new(degrees, |row| row.degrees.into()),
            Field::new(p_value, |row| row.p_value.into()),
            Field::new(chosen, |row| yes(row.chosen).into()),
        ]
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// Every law of every audience. An audience that is one number has none.
pub fn fit_rows(fit: &SurveyFit) -> Vec<FitRow> {
    let mut rows = Vec::new();
    for cell in &fit.cells {
        let Some(AudienceFit::Law { choice, .. }) = &cell.audience else { continue };
        let row = |(place, candidate): (usize, &Candidate)| FitRow {
            column: cell.column(),
            law: candidate.fitted.kind.name(),
            heaped: candidate.fitted.heaping.is_some(),
            parameters: parameters(candidate),
            log_likelihood: candidate.fitted.log_likelihood,
            aic: candidate.fitted.aic(),
            aic_weight: candidate.aic_weight,
            chi_square: candidate.chi_square.map(|chi_square| chi_square.value),
            degrees: candidate.chi_square.map(|chi_square| chi_square.degrees),
            p_value: candidate.chi_square.map(|chi_square| chi_square.p_value),
            chosen: place == choice.chosen,
        };
        rows.extend(choice.candidates.iter().enumerate().map(row));
    }
    rows
}

/// `mean=4.2 dispersion=0.8 fives=0.1 tens=0.3`, to nine digits.
fn parameters(candidate: &Candidate) -> String {
    let heaping =
        candidate.fitted.heaping.into_iter().flat_map(|heaping| [("fives", heaping.fives), ("tens", heaping.tens)]);
    let numbers = candidate.fitted.law.numbers().into_iter().chain(heaping);
    let spelled = numbers.map(|(name, value)| {
        let digits: f64 = format!("{value:.8e}").parse().unwrap_or(value);
        format!("{name}={}", shortest(digits))
    });
    spelled.collect::<Vec<_>>().join(" ")
}
