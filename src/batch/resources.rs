use std::collections::BTreeMap;

use super::load::Job;
use crate::report::tables::{
    ComparisonRow, IndexRow, REPLICATES, SCENARIO_TABLES, ScenarioTable, Status, SummaryRow, replicates_columns,
};
use crate::report::{OutputFile, Resource, Row, ScenarioEntry};

/// The tables that were written, for `datapackage.json`.
pub(super) fn resources(jobs: &[Job], entries: &[ScenarioEntry], outputs: &[OutputFile]) -> Vec<Resource> {
    let together = [together::<IndexRow>(outputs), together::<SummaryRow>(outputs), together::<ComparisonRow>(outputs)];
    let apart = SCENARIO_TABLES.iter().map(|table| apart(table, entries));
    together.into_iter().chain(apart).flatten().chain(replicates(jobs, entries)).collect()
}

/// A table of all scenarios together, if it was written.
fn together<R: Row>(outputs: &[OutputFile]) -> Option<Resource> {
    let file = outputs.iter().find(|output| output.path == R::TABLE.file)?;
    Some(Resource {
        name: R::TABLE.name.to_owned(),
        table: R::TABLE,
        columns: R::columns(),
        paths: vec![file.path.clone()],
        digest: Some(file.digest.clone()),
    })
}

/// A table that complete scenarios have in their folders, all or some.
fn apart(table: &ScenarioTable, entries: &[ScenarioEntry]) -> Option<Resource> {
    let complete = entries.iter().filter(|entry| entry.status == Status::Complete);
    let own = complete.map(|entry| (entry, format!("{}/{}", entry.name, table.info.file)));
    let written = own.filter(|(entry, path)| entry.files.iter().any(|file| file.path == *path));
    let paths: Vec<String> = written.map(|(_, path)| path).collect();
    // There is a summary of all scenarios together as well.
    let name = if table.info == SummaryRow::TABLE { "scenario-summary" } else { table.info.name };
    let resource = Resource { name: name.to_owned(), table: table.info, columns: table.columns(), paths, digest: None };
    (!resource.paths.is_empty()).then_some(resource)
}

/// The replicates, one resource for each currency, which is the unit of some columns, and for the same unknowns, which have
/// columns of their own, with and without a clock.
fn replicates(jobs: &[Job], entries: &[ScenarioEntry]) -> Vec<Resource> {
    let mut paths: BTreeMap<(&str, Vec<String>, bool), Vec<String>> = BTreeMap::new();
    for (job, entry) in jobs.iter().zip(entries) {
        let path = format!("{}/{}", entry.name, REPLICATES.file);
        if entry.files.iter().any(|file| file.path == path) {
            let unknowns = job.scenario.unknowns.iter().map(|unknown| unknown.path.clone()).collect();
            paths.entry((&job.scenario.currency, unknowns, job.scenario.has_clock())).or_default().push(path);
        }
    }
    let several = paths.len() > 1;
    let name = |number: usize| {
        if several { format!("{}-{}", REPLICATES.name, number + 1) } else { REPLICATES.name.to_owned() }
    };
    let numbered = paths.into_iter().enumerate();
    let resources = numbered.map(|(number, ((currency, unknowns, has_clock), paths))| Resource {
        name: name(number),
        table: REPLICATES,
        columns: replicates_columns(currency, &unknowns, has_clock),
        paths,
        digest: None,
    });
    resources.collect()
}
