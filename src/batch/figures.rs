use crate::ensemble::Control;
use crate::experiment::{BASELINE, Results};
use crate::figure::Lettering;
use crate::report::Dialect;
use crate::report::figures::{FigureError, FigureStyle, Material, Numbers, TableFiles};
use crate::scenario::Scenario;
use crate::vocabulary::Language;

/// The folder of the figures within that of a scenario.
pub(super) const FIGURES: &str = "figures";

/// The figures that fit a scenario: files below its folder, each drawing followed by its numbers.
pub(super) fn figures(
    scenario: &Scenario,
    results: &Results,
    language: Language,
    dialect: Dialect,
    control: &Control<'_>,
) -> Result<Vec<(String, Vec<u8>)>, FigureError> {
    let tables = TableFiles::of(scenario, results).map_err(|error| FigureError::Table(error.into()))?;
    let numbers = Numbers::read(&tables, &scenario.name, BASELINE).map_err(FigureError::Numbers)?;
    let material = Material::new(scenario, &numbers, language, control.cancel);
    let style = FigureStyle { dialect, ..FigureStyle::default() };
    let mut files = Vec::new();
    for kind in material.fitting() {
        let figure = material.files(kind, style)?;
        files.push((format!("{FIGURES}/{kind}.svg"), figure.svg(Lettering::Text).into_bytes()));
        files.push((format!("{FIGURES}/{kind}.csv"), figure.csv));
    }
    Ok(files)
}
