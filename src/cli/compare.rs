use std::path::Path;
use std::time::{Instant, SystemTime};

use rumeur::batch::{Job, Source, StudyTable, is_results, load, stored};
use rumeur::ensemble::{Control, Plan};
use rumeur::experiment::{BASELINE, Differing, Experiment, ExperimentError, Results, differing_over_periods};
use rumeur::report::pages::{Page, at_best_guess, compare_page, decision, records_of, span_words};
use rumeur::report::tables::{ComparisonRow, ParameterRow, comparison_rows};
use rumeur::report::{Dialect, Row, table_json};
use rumeur::scenario::Scenario;
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, Text, Unit, system_reason};

use super::args::{CompareArgs, Format};
use super::exit::Exit;
use super::messages::Messages;
use super::output::{put, signals};
use super::progress::PointsBar;
use super::quick_run::say_best_guess;
use super::signals::Signals;
use super::study::{StudyOutput, failed, no_experiment, one_scenario, show, study_table};
use super::threads::install;

/// What is compared: a scenario, and the variants or the other scenario beside it.
struct Compared {
    job: Job,
    /// What the scenario named second is called.
    other: Option<(String, Job)>,
}

impl Compared {
    /// The paths of what is unknown, where it stands at its best guess: two files do not share what they do not know.
    fn guessed(&self) -> Vec<&str> {
        let Some((_, other)) = &self.other else { return Vec::new() };
        let mut paths: Vec<&str> = Vec::new();
        for unknown in self.job.scenario.unknowns.iter().chain(&other.scenario.unknowns) {
            if !paths.contains(&unknown.path.as_str()) {
                paths.push(&unknown.path);
            }
        }
        paths
    }

    /// Of two scenarios the one without money, beside one that has some: what it costs is not known, rather than 0.
    fn without_money(&self) -> Option<&str> {
        let (name, other) = self.other.as_ref()?;
        let own = &self.job.scenario;
        match [own, &other.scenario].map(|scenario| scenario.baseline.has_money()) {
            [false, true] => Some(&own.name),
            [true, false] => Some(name),
            _ => None,
        }
    }

    /// Whether both sides say it of a metric, or of what a measure may cost.
    fn has_both(&self, metric: &str) -> bool {
        self.without_money().is_none() || metric.parse().is_ok_and(|metric: Metric| metric.unit() != Unit::Currency)
    }
}

/// `rumeur compare`.
pub(super) fn compare(args: &CompareArgs, messages: Messages, language: Language) -> Exit {
    match try_compare(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_compare(args: &CompareArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let started = (SystemTime::now(), Instant::now());
    let signals = signals(messages)?;
    let compared = install(|| read(args, messages))?;
    check(&compared, messages)?;
    let job = &compared.job;
    let output = StudyOutput::claim(&args.study, job, started, &signals, messages)?;
    let results = install(|| run(&compared, &signals, messages))?;
    for warning in &results.warnings {
        messages.warning(warning.clone().of(&job.scenario.name));
    }
    let numbers = numbers(&compared);
    let tables = |dialect: Dialect| -> Result<Vec<StudyTable>, Exit> {
        let name = &job.scenario.name;
        let parameters = numbers.iter().flat_map(|(variant, numbers)| {
            numbers.iter().map(move |differing| ParameterRow { scenario: name, variant, differing })
        });
        Ok(vec![
            study_table(dialect, parameters, messages)?,
            study_table::<ComparisonRow<'_>>(
                dialect,
                comparison_rows(&job.scenario, &results).filter(|row| compared.has_both(row.metric)),
                messages,
            )?,
        ])
    };
    output.publish(|| tables(args.study.csv_dialect))?;
    if args.study.format == Some(Format::Json) {
        return Ok(put(&json(&tables(Dialect::Standard)?, &compared.guessed(), messages)?, messages));
    }
    let page = page(&compared, &results, &numbers, language).map_err(|error| {
        messages.error(system_reason(&error));
        Exit::Failed
    })?;
    let answer = |dialect| Ok(tables(dialect)?.pop());
    Ok(show(&args.study, || page, answer, messages, language))
}

fn read(args: &CompareArgs, messages: Messages) -> Result<Compared, Exit> {
    let job = side(&args.path, args, messages)?;
    let Some(path) = &args.other else { return Ok(Compared { job, other: None }) };
    if args.overrides.variant.is_some() {
        messages.error(text!(
            "--variant chooses among the variants of one scenario, and two scenarios are named",
            "--variant choisit parmi les variantes d'un seul scénario, et deux scénarios sont nommés"
        ));
        messages
            .hint(text!("leave --variant out, or name one scenario", "enlevez --variant, ou ne nommez qu'un scénario"));
        return Err(Exit::Refused);
    }
    let other = side(path, args, messages)?;
    let (own, second) = (&job.scenario.name, &other.scenario);
    // Two files of one name in different folders.
    let name =
        if second.name == *own || second.name == BASELINE { path.display().to_string() } else { second.name.clone() };
    Ok(Compared { job, other: Some((name, other)) })
}

/// A scenario file, or the scenario of a results directory as it was run.
fn side(path: &Path, args: &CompareArgs, messages: Messages) -> Result<Job, Exit> {
    if !is_results(path) {
        return one_scenario(Some(path), &args.overrides, messages);
    }
    let stored = stored(path, args.scenario.as_deref()).map_err(|error| messages.stored(&error))?;
    let scenario = stored.scenario;
    // The effective scenario is a file like any other, and keeps its name.
    let text = scenario.path.as_deref().and_then(|file| std::fs::read(file).ok()).unwrap_or_default();
    let shown_as = path.display().to_string();
    let source = Source::Text { bytes: text, name: scenario.name.clone(), shown_as };
    let loaded = load(vec![source], &(&args.overrides).into()).map_err(|refusal| {
        messages.refusal(&refusal);
        Exit::Refused
    })?;
    loaded.jobs.into_iter().next().ok_or(Exit::Refused)
}

/// What cannot be compared is refused before anything is drawn.
fn check(compared: &Compared, messages: Messages) -> Result<(), Exit> {
    let scenario = &compared.job.scenario;
    let wrong = match &compared.other {
        None if scenario.variants.is_empty() => Some((
            Text::new("there is nothing to compare with", "il n'y a rien à comparer"),
            Text::new(
                "name a second scenario, or give this one a variant, in two lines: `[variants.call]`, and below it `set = { \"voice.asked\" = 1.0 }`",
                "nommez un second scénario, ou donnez à celui-ci une variante, en deux lignes : `[variants.call]`, et dessous `set = { \"voice.asked\" = 1.0 }`",
            ),
        )),
        Some((name, Job { scenario: other, .. })) => {
            let money = |scenario: &Scenario| scenario.baseline.has_money();
            let (own, others) = (&scenario.currency, &other.currency);
            let (period, other_period) = (&scenario.period, &other.period);
            if money(scenario) && money(other) && own != others {
                Some((
                    text!("{name} is in {others}, not in {own}", "{name} est en {others}, et non en {own}"),
                    Text::new("write both in one currency", "écrivez les deux dans une même monnaie"),
                ))
            } else if period == other_period {
                None
            } else {
                let [own, own_fr] = Language::ALL.map(|language| span_words(period, language));
                let [others, others_fr] = Language::ALL.map(|language| span_words(other_period, language));
                Some((
                    text!(
                        "the period of {name} is {others}, not {own}",
                        "la période de {name} est {others_fr}, et non {own_fr}"
                    ),
                    Text::new("write both for the same period", "écrivez les deux pour une même période"),
                ))
            }
        }
        None => None,
    };
    let Some((message, hint)) = wrong else { return Ok(()) };
    messages.error(message.of(&scenario.name));
    messages.hint(&hint);
    Err(Exit::Refused)
}

fn run(compared: &Compared, signals: &Signals, messages: Messages) -> Result<Results, Exit> {
    let scenario = &compared.job.scenario;
    let refused = |error: ExperimentError| no_experiment(&error, &scenario.name, signals, messages);
    let run = &scenario.run;
    let experiment = match &compared.other {
        None => compared.job.experiment_until(signals.stop()).map_err(refused)?,
        Some((name, other)) => {
            let (others, other) = (other.networks(), &other.scenario);
            say_best_guess(scenario, messages);
            say_best_guess(other, messages);
            if (run.seed, run.replicates) != (other.run.seed, other.run.replicates) {
                let (seed, replicates) = (run.seed, run.replicates);
                messages.note(text!(
                    "both are drawn with the seed {seed} and {replicates} replicates of the first",
                    "les deux sont tirés avec la graine {seed} et les {replicates} réplications du premier"
                ));
            }
            let plan = Plan { seed: run.seed, replicates: 0..run.replicates, precision: run.precision };
            let named = [(BASELINE, &scenario.baseline), (name.as_str(), &other.baseline)];
            let mut networks = compared.job.networks();
            networks.absorb(others);
            Experiment::of_until(named, plan, &mut networks, signals.stop()).map_err(refused)?
        }
    };
    let bar = PointsBar::new(messages);
    bar.expect(run.replicates);
    let control = Control { cancel: signals.stop(), progress: &|count| bar.more(count) };
    let results = experiment
        .run(&mut [], &control)
        .map_err(|error| failed(&error, &compared.job.scenario.name, signals, messages))?;
    bar.end();
    Ok(results)
}

/// The numbers of each side that differ from the baseline, by its name.
fn numbers(compared: &Compared) -> Vec<(String, Vec<Differing>)> {
    let scenario = &compared.job.scenario;
    if let Some((name, other)) = &compared.other {
        return vec![(name.clone(), differing_over_periods(&scenario.baseline, &other.scenario.baseline))];
    }
    let variants = scenario.variants.iter();
    variants
        .map(|variant| (variant.name.clone(), differing_over_periods(&scenario.baseline, &variant.parameters)))
        .collect()
}

fn page(
    compared: &Compared,
    results: &Results,
    numbers: &[(String, Vec<Differing>)],
    language: Language,
) -> std::io::Result<Page> {
    let scenario = &compared.job.scenario;
    let (mut summary, mut differences) = records_of(scenario, results)?;
    summary.retain(|record| compared.has_both(record.metric.name()));
    differences.retain(|record| compared.has_both(&record.metric));
    let mut page = Page::default();
    page.heading(scenario.title.pick(language, &scenario.name));
    let guessed = compared.guessed().into_iter().map(|path| scenario.parameter_name(path)).collect::<Vec<_>>();
    page.sentences(at_best_guess(&guessed, language));
    page.sentences(compared.without_money().map(|name| match language {
        Language::En => format!("{name} says nothing of money: both are compared by what they share."),
        Language::Fr => {
            format!("{name} ne dit rien de l’argent\u{202f}: les deux sont comparés par ce qu’ils ont en commun.")
        }
    }));
    if let Some(decision) = decision(scenario, &summary, &differences, language) {
        let title = |name: &str| {
            let variant = scenario.variants.iter().find(|variant| variant.name == name);
            variant.map_or(name, |variant| variant.title.pick(language, name)).to_owned()
        };
        let titled: Vec<(String, Vec<Differing>)> =
            numbers.iter().map(|(name, numbers)| (title(name), numbers.clone())).collect();
        page.append(compare_page(&decision, &titled, scenario, language));
    }
    Ok(page)
}

/// Both tables in one object, with the paths of what is unknown and stands at its best guess.
fn json(tables: &[StudyTable], guessed: &[&str], messages: Messages) -> Result<String, Exit> {
    let table = |info: rumeur::report::TableInfo| {
        let table = tables.iter().find(|table| table.info == info);
        table.map_or(Ok("[]\n".to_owned()), |table| table_json(&table.columns, &table.bytes))
    };
    let both = table(ComparisonRow::TABLE).and_then(|comparison| Ok((comparison, table(ParameterRow::TABLE)?)));
    let (comparison, parameters) = both.map_err(|error| {
        messages.error(system_reason(&error));
        Exit::Failed
    })?;
    let (comparison, parameters, guessed) = (comparison.trim_end(), parameters.trim_end(), json_texts(guessed));
    Ok(format!("{{\"comparison\": {comparison}, \"parameters\": {parameters}, \"at_best_guess\": {guessed}}}\n"))
}

/// An array of texts.
fn json_texts(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| serde_json::Value::from(*text).to_string()).collect();
    format!("[{}]", quoted.join(", "))
}
