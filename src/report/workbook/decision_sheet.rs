use rust_xlsxwriter::{Format, XlsxError};

use super::charts::{Charted, Means, comparison_chart, distribution_chart};
use super::said::WorkbookScenario;
use super::sheet::{Formats, Sheet};
use super::words::Words;
use crate::experiment::BASELINE;
use crate::report::pages::{Entry, Grid, Head, Part, labelled};
use crate::vocabulary::{Language, Metric};

/// Rows that a chart covers.
const CHART_ROWS: u32 = 18;
/// The column at which the second chart stands.
const SECOND: u16 = 4;

/// What each scenario says: sentences, tables with currency and period in their heads, and the charts.
pub(super) fn decision_sheet(
    mut sheet: Sheet<'_>,
    scenarios: &[WorkbookScenario],
    charted: &Charted<'_>,
    formats: &Formats,
    language: Language,
) -> Result<(), XlsxError> {
    let words = Words::of(language);
    for given in scenarios {
        let scenario = &given.scenario;
        sheet.sentence(scenario.title.pick(language, &scenario.name), Some(&formats.title))?;
        for part in &given.answer.parts {
            match part {
                Part::Heading(title) => sheet.sentence(title, Some(&formats.bold))?,
                Part::Sentences(sentences) => {
                    for sentence in sentences {
                        sheet.sentence(sentence.trim(), None)?;
                    }
                }
                Part::Table(grid) => table(&mut sheet, grid, formats, language)?,
            }
            sheet.row += 1;
        }
        if !given.warnings.is_empty() {
            sheet.sentence(words.warnings, Some(&formats.bold))?;
            for warning in &given.warnings {
                sheet.sentence(warning, None)?;
            }
            sheet.row += 1;
        }
        let means = means(&mut sheet, given, formats, language)?;
        let mut column = 0;
        if let Some(chart) = distribution_chart(scenario, charted, language) {
            sheet.inner.insert_chart(sheet.row, column, &chart)?;
            column = SECOND;
        }
        if let Some(means) = &means {
            sheet.inner.insert_chart(sheet.row, column, &comparison_chart(scenario, means, charted, language))?;
        }
        sheet.row += CHART_ROWS;
    }
    sheet.set_widths()?;
    sheet.inner.set_landscape();
    Ok(())
}

fn table(sheet: &mut Sheet<'_>, grid: &Grid, formats: &Formats, language: Language) -> Result<(), XlsxError> {
    if grid.columns.iter().any(|head| !head.text.is_empty()) {
        heads(sheet, &grid.columns, formats)?;
    }
    for row in &grid.rows {
        for (column, entry) in (0..).zip(row) {
            cell(sheet, column, entry, language)?;
        }
        sheet.row += 1;
    }
    Ok(())
}

fn heads(sheet: &mut Sheet<'_>, columns: &[Head], formats: &Formats) -> Result<(), XlsxError> {
    for (column, head) in (0..).zip(columns) {
        let format = if head.is_number { &formats.head_number } else { &formats.head };
        sheet.text(column, &head.text, Some(format))?;
    }
    sheet.row += 1;
    Ok(())
}

/// A cell: a number is one, shown with the digits that the page shows.
fn cell(sheet: &mut Sheet<'_>, column: u16, entry: &Entry, language: Language) -> Result<(), XlsxError> {
    match entry {
        Entry::Blank | Entry::Undefined => Ok(()),
        Entry::Number { value, decimals, unit } => {
            let digits = format!("#,##0{}", fraction(*decimals));
            let shown = match unit {
                // A quotation mark would end the unit.
                Some(unit) => format!("{digits}\" {}\"", unit.replace('"', "")),
                None => digits,
            };
            sheet.number(column, *value, &Format::new().set_num_format(shown))
        }
        Entry::Share { share, decimals } => {
            let shown = format!("0{}%", fraction(*decimals as i32));
            sheet.number(column, *share, &Format::new().set_num_format(shown))
        }
        Entry::Words(_) | Entry::Range { .. } => sheet.text(column, entry.say(language).trim_end(), None),
    }
}

/// `.00` for two decimals.
fn fraction(decimals: i32) -> String {
    if decimals > 0 { format!(".{}", "0".repeat(decimals as usize)) } else { String::new() }
}

/// The means that the comparison is drawn from, where there are variants: net loss where there is money, else who knows.
fn means(
    sheet: &mut Sheet<'_>,
    given: &WorkbookScenario,
    formats: &Formats,
    language: Language,
) -> Result<Option<Means>, XlsxError> {
    let (scenario, words) = (&given.scenario, Words::of(language));
    let metric = scenario.baseline.usual_metric();
    let rows: Vec<_> = given.summary.iter().filter(|record| record.metric == metric).collect();
    if rows.len() < 2 || rows.iter().any(|record| record.number("mean").is_none()) {
        return Ok(None);
    }
    let label = labelled(metric, &scenario.currency, &scenario.period, language);
    let columns = [Head::words(words.variant), Head::number(format!("{label}, {}", words.mean))];
    heads(sheet, &columns, formats)?;
    let first = sheet.row;
    let number = Format::new().set_num_format(if metric == Metric::NetLoss { "#,##0" } else { "#,##0.0" });
    for record in rows {
        let variant = scenario.variants.iter().find(|variant| variant.name == record.variant);
        let name = match variant {
            Some(variant) => variant.title.pick(language, &variant.name),
            None if record.variant == BASELINE => language.pick("as it is", "sans mesure"),
            None => &record.variant,
        };
        sheet.text(0, name, None)?;
        sheet.number(1, record.number("mean").unwrap_or(0.0), &number)?;
        sheet.row += 1;
    }
    let means = Means { label, rows: first..sheet.row };
    sheet.row += 1;
    Ok(Some(means))
}
