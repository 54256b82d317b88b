use std::path::Path;

use rumeur::batch::{Asked, described, stored};
use rumeur::report::pages::{
    SummaryRecord, a_part, add_counts, add_laws, cautions, difference_records, run_page, summary_records,
};
use rumeur::report::workbook::{WorkbookScenario, is_workbook, workbook};
use rumeur::vocabulary::{Language, Text, system_reason};

use super::args::ReportArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{claim, fill};
use super::run::VERSION;
use super::signals::Signals;

/// `rumeur report -o x.xlsx`: the scenarios of `names` in one workbook.
pub(super) fn write(
    args: &ReportArgs,
    out: &Path,
    names: &[String],
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Result<(), Exit> {
    let inputs = [args.results.as_path()];
    let place =
        claim(&Asked { path: out, force: args.force, inputs: &inputs, is_ours: &is_workbook }, messages, language)?;
    let tables = described(&args.results, names).map_err(|error| messages.stored(&error))?;
    let mut scenarios = Vec::with_capacity(names.len());
    for name in names {
        let stored = stored(&args.results, Some(name)).map_err(|error| messages.stored(&error))?;
        let mut summary: Vec<SummaryRecord> = if stored.tables.is_study() {
            Vec::new()
        } else {
            summary_records(stored.tables.summary.as_slice()).and_then(Iterator::collect::<Result<_, _>>).map_err(
                |error| {
                    messages.error(Text::same(error.to_string()));
                    Exit::Failed
                },
            )?
        };
        let tables = &stored.tables;
        let added = add_laws(&mut summary, tables.exact.as_slice())
            .and_then(|()| add_counts(&mut summary, tables.distribution.as_slice()));
        added.map_err(|error| {
            messages.error(Text::same(error.to_string()));
            Exit::Failed
        })?;
        let differences: Vec<_> = difference_records(stored.tables.comparison.as_slice())
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .unwrap_or_default()
            .into_iter()
            .filter(|record| record.scenario == stored.scenario.name)
            .collect();
        let part = stored.whole.map(|whole| a_part(&summary, whole).pick(language).to_owned());
        let warnings = cautions(&summary).into_iter().map(|caution| caution.text.pick(language).to_owned());
        scenarios.push(WorkbookScenario {
            answer: run_page(&stored.scenario, &summary, &differences, language),
            warnings: part.into_iter().chain(warnings).collect(),
            summary,
            scenario: stored.scenario,
        });
    }
    let bytes = workbook(&scenarios, &tables, VERSION, language).map_err(|error| {
        messages.error(system_reason(&error));
        Exit::Failed
    })?;
    fill(place, out, signals, messages, |file| file.write_all(&bytes))?;
    let text = Text::new("the workbook is in", "le classeur est dans");
    messages.note(format_args!("{} {}", text.pick(language), out.display()));
    Ok(())
}
