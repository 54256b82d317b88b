use rust_xlsxwriter::XlsxError;

use super::said::WorkbookScenario;
use super::sheet::{Formats, Sheet};
use super::words::Words;
use crate::report::pages::{per_period, source_line};
use crate::vocabulary::Language;

/// The scenarios as they were run, with their sources, and how to run them again.
pub(super) fn scenario_sheet(
    mut sheet: Sheet<'_>,
    scenarios: &[WorkbookScenario],
    version: &str,
    formats: &Formats,
    language: Language,
) -> Result<(), XlsxError> {
    let words = Words::of(language);
    sheet.inner.set_column_width(0, 100)?;
    for given in scenarios {
        let scenario = &given.scenario;
        sheet.sentence(scenario.title.pick(language, &scenario.name), Some(&formats.title))?;
        sheet.sentence(words.again, Some(&formats.bold))?;
        let period = per_period(&scenario.period, language);
        let seed = scenario.run.seed;
        let again = format!(
            "rumeur {version}; {}; {} {seed}; {}; {period}",
            scenario.name,
            language.pick("seed", "graine"),
            scenario.fingerprint
        );
        sheet.sentence(&again, None)?;
        if !scenario.sources.is_empty() {
            sheet.sentence(words.sources, Some(&formats.bold))?;
            for (table, source) in &scenario.sources {
                let text = source_line(scenario, table, source, language);
                sheet.sentence(&text, Some(&formats.wrapped))?;
            }
        }
        sheet.sentence(words.line, Some(&formats.bold))?;
        for line in scenario.effective_toml().lines() {
            sheet.sentence(line, Some(&formats.code))?;
        }
        sheet.row += 1;
    }
    Ok(())
}
