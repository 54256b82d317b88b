use std::io::{self, Write};

use rumeur::batch::Job;
use rumeur::experiment::{Experiment, NamedModel};
use rumeur::model::{NoLaw, ReferralNetwork};
use rumeur::network::Source;
use rumeur::report::pages::exact_page;
use rumeur::report::tables::{ExactRow, exact_rows};
use rumeur::report::{Cell, Dialect, Row, body, to_bytes};
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, Say};

use super::args::{Format, RunArgs};
use super::exit::Exit;
use super::messages::Messages;
use super::output::end;
use super::render::render;

/// `rumeur run --exact-only`: what is known by formula, without simulating; writes no files.
pub(super) fn exact_only(jobs: &[Job], args: &RunArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let mut known = Vec::new();
    for job in jobs {
        known.push((job, models(job, messages)?));
    }
    let mut stdout = io::stdout().lock();
    let written = match args.output.format.unwrap_or_default() {
        Format::Table => table(&known, language, &mut stdout),
        Format::Csv => csv(&known, args.output.csv_dialect, &mut stdout),
        Format::Json => json(&known, &mut stdout),
    };
    Ok(end(written.and_then(|()| stdout.flush()), messages))
}

/// The models of a scenario in which the number of people who know has a law.
fn models(job: &Job, messages: Messages) -> Result<Vec<NamedModel>, Exit> {
    let scenario = &job.scenario;
    // Networks of contacts take their time, and there is no law on them.
    let has_contacts = |network: &ReferralNetwork| !matches!(network.source, Source::WellMixed { .. });
    if scenario.models().any(|parameters| parameters.network.as_ref().is_some_and(has_contacts)) {
        return Err(refuse(&scenario.name, NoLaw::Network, messages));
    }
    let experiment = Experiment::new(scenario).map_err(|error| {
        messages.error(error.text().of(&scenario.name));
        Exit::Refused
    })?;
    let models = experiment.models().to_vec();
    match models.iter().find_map(|named| named.exact_law(Metric::Aware).err()) {
        Some(reason) => Err(refuse(&scenario.name, reason, messages)),
        None => Ok(models),
    }
}

fn refuse(name: &str, reason: NoLaw, messages: Messages) -> Exit {
    messages.error(reason.text().of(name));
    messages.hint(text!("without --exact-only it is simulated", "sans --exact-only, le scénario est simulé"));
    Exit::Refused
}

fn table(known: &[(&Job, Vec<NamedModel>)], language: Language, out: &mut dyn Write) -> io::Result<()> {
    for (index, (job, models)) in known.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write!(out, "{}", render(&exact_page(&job.scenario, models, language), language))?;
    }
    Ok(())
}

/// One table for all scenarios.
fn csv(known: &[(&Job, Vec<NamedModel>)], dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    for (index, (job, models)) in known.iter().enumerate() {
        let bytes = to_bytes(dialect, exact_rows(&job.scenario, models))?;
        out.write_all(if index == 0 { &bytes } else { body(&bytes) })?;
    }
    Ok(())
}

fn json_of(cell: Cell<'_>) -> serde_json::Value {
    match cell {
        Cell::Empty => serde_json::Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Count(count) => count.into(),
        Cell::Integer(integer) => i64::try_from(integer).ok().into(),
        Cell::Number(number) => number.into(),
    }
}

/// An array with an object for each row.
fn json(known: &[(&Job, Vec<NamedModel>)], out: &mut dyn Write) -> io::Result<()> {
    let mut objects = Vec::new();
    for (job, models) in known {
        for row in exact_rows(&job.scenario, models) {
            let fields = ExactRow::fields();
            let pairs = fields.iter().map(|field| (field.column.name.to_string(), json_of((field.value)(&row))));
            objects.push(serde_json::Value::Object(pairs.collect()));
        }
    }
    serde_json::to_writer_pretty(&mut *out, &objects)?;
    writeln!(out)
}
