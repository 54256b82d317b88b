use crate::experiment::{BASELINE, Results};
use crate::figure::Page;
use crate::report::figures::{FigureError, Numbers, Subject, TableFiles};
use crate::scenario::Scenario;
use crate::vocabulary::Language;

/// The folder of the figures within that of a scenario.
pub(super) const FIGURES: &str = "figures";

/// The figures that fit a scenario: files below its folder, each drawing followed by its numbers.
pub(super) fn figures(
    scenario: &Scenario,
    results: &Results,
    language: Language,
) -> Result<Vec<(String, Vec<u8>)>, FigureError> {
    let tables = TableFiles::of(scenario, results).map_err(|error| FigureError::Table(error.into()))?;
    let numbers = Numbers::read(&tables, &scenario.name, BASELINE).map_err(FigureError::Numbers)?;
    let subject = Subject { scenario, variant: BASELINE, numbers: &numbers, metric: None, language };
    let mut files = Vec::new();
    for kind in subject.fitting() {
        let figure = subject.files(kind, Page::Wide)?;
        files.push((format!("{FIGURES}/{kind}.svg"), figure.svg.into_bytes()));
        files.push((format!("{FIGURES}/{kind}.csv"), figure.csv));
    }
    Ok(files)
}
