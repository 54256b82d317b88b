use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

use rumeur::batch::Job;
use rumeur::report::pages::{
    Caution, DifferenceRecord, Named, Page, SummaryRecord, add_counts, add_laws, cautions, course, difference_records,
    run_page, scenarios_page, summary_records, uncertainty_sentence,
};
use rumeur::report::tables::{ComparisonRow, DistributionRow, ExactRow, PeriodRow, SummaryRow, VarianceRow};
use rumeur::report::{Row, TableError, summary_json};
use rumeur::vocabulary::{Language, Metric};

/// What a run ends with on the terminal, from the tables that are in their place now, and what to beware of in it.
pub(super) fn run_summary(
    out: &Path,
    jobs: &[Job],
    sort: Option<Metric>,
    language: Language,
) -> io::Result<(Page, Vec<(String, Caution)>)> {
    if let [job] = jobs {
        let mut summary = summary_of(out)?;
        let differences = differences_of(out)?;
        let own = job.scenario.name.split('/').fold(out.to_path_buf(), |folder, part| folder.join(part));
        // Not there where it was not asked for.
        if let Ok(exact) = open(&own, ExactRow::TABLE.file) {
            add_laws(&mut summary, exact).map_err(into_io)?;
        }
        if let Ok(distribution) = open(&own, DistributionRow::TABLE.file) {
            add_counts(&mut summary, distribution).map_err(into_io)?;
        }
        let mut page = run_page(&job.scenario, &summary, &differences, language);
        if let Some(periods) = (job.scenario.periods() > 1).then(|| open(&own, PeriodRow::TABLE.file).ok()).flatten() {
            page.append(course(&job.scenario, periods, language).map_err(into_io)?);
        }
        if !job.scenario.unknowns.is_empty() {
            let variance = open(&own, VarianceRow::TABLE.file)?;
            page.sentences(uncertainty_sentence(&job.scenario, variance, language).map_err(into_io)?);
        }
        let cautions = cautions(&summary).into_iter().map(|text| (job.scenario.name.clone(), text)).collect();
        return Ok((page, cautions));
    }
    let records = summary_records(open(out, SummaryRow::TABLE.file)?).map_err(into_io)?;
    let page = scenarios_page(records, &named(jobs, language), sort, language).map_err(into_io)?;
    Ok((page, cautions_of_many(out)?))
}

/// What to beware of, scenario by scenario: their rows stand together.
fn cautions_of_many(out: &Path) -> io::Result<Vec<(String, Caution)>> {
    let mut found = Vec::new();
    let mut own: Vec<SummaryRecord> = Vec::new();
    let mut close = |own: &mut Vec<SummaryRecord>| {
        let name = own.first().map(|record| record.scenario.clone()).unwrap_or_default();
        found.extend(cautions(own).into_iter().map(|text| (name.clone(), text)));
        own.clear();
    };
    for record in summary_records(open(out, SummaryRow::TABLE.file)?).map_err(into_io)? {
        let record = record.map_err(into_io)?;
        if own.first().is_some_and(|first| first.scenario != record.scenario) {
            close(&mut own);
        }
        own.push(record);
    }
    close(&mut own);
    Ok(found)
}

/// The titles, currencies and periods of the scenarios.
fn named(jobs: &[Job], language: Language) -> BTreeMap<String, Named> {
    let title = |job: &Job| job.scenario.title.pick(language, &job.scenario.name).to_owned();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for job in jobs {
        *times.entry(title(job)).or_default() += 1;
    }
    let one = |job: &Job| {
        let scenario = &job.scenario;
        let variants = scenario.variants.iter();
        let named = Named {
            // A title that several have tells none of them apart.
            title: Some(title(job)).filter(|own| times.get(own) == Some(&1)).unwrap_or_else(|| scenario.name.clone()),
            variants: variants
                .map(|variant| (variant.name.clone(), variant.title.pick(language, &variant.name).to_owned()))
                .collect(),
            currency: scenario.currency.clone(),
            period: scenario.period.clone(),
        };
        (scenario.name.clone(), named)
    };
    jobs.iter().map(one).collect()
}

/// The rows of the summary of a results directory.
pub(super) fn summary_of(out: &Path) -> io::Result<Vec<SummaryRecord>> {
    let records = summary_records(open(out, SummaryRow::TABLE.file)?).map_err(into_io)?;
    records.collect::<Result<_, _>>().map_err(into_io)
}

/// The rows of the comparison of a results directory; none where no scenario has a variant.
pub(super) fn differences_of(out: &Path) -> io::Result<Vec<DifferenceRecord>> {
    let Some(file) = open_if_there(out, ComparisonRow::TABLE.file)? else { return Ok(Vec::new()) };
    let records = difference_records(file).map_err(into_io)?;
    records.collect::<Result<_, _>>().map_err(into_io)
}

fn open(out: &Path, table: &str) -> io::Result<BufReader<File>> {
    File::open(out.join(table)).map(BufReader::new)
}

/// The same of a table that may not be there.
fn open_if_there(out: &Path, table: &str) -> io::Result<Option<BufReader<File>>> {
    match open(out, table) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some),
    }
}

fn into_io(error: TableError) -> io::Error {
    io::Error::other(error)
}

/// Prints every row of the summary, with its comparison, as a JSON object, all in one array.
pub(super) fn print_json(out: &Path, stdout: &mut dyn Write) -> io::Result<()> {
    let mut stdout = BufWriter::new(stdout);
    summary_json(open(out, SummaryRow::TABLE.file)?, open_if_there(out, ComparisonRow::TABLE.file)?, &mut stdout)?;
    stdout.flush()
}
