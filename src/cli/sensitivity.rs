use std::path::Path;
use std::time::{Instant, SystemTime};

use rumeur::batch::{Job, StudyTable};
use rumeur::ensemble::Control;
use rumeur::experiment::{BASELINE, MOST_DESIGN, MOST_UNKNOWNS, ModelSensitivity, Sensitivity};
use rumeur::report::Dialect;
use rumeur::report::pages::{Labels, Page, paths_of, sensitivity_page};
use rumeur::report::tables::{index_of_rows, tornado_rows};
use rumeur::stats::FEWEST_GIVEN;
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, Text};

use super::args::SensitivityArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::signals;
use super::progress::PointsBar;
use super::signals::Signals;
use super::study::{StudyOutput, failed, no_experiment, one_scenario, show, study_table, usual_metrics};
use super::threads::install;

/// The most replicates whose values are kept.
const MOST_REPLICATES: u64 = 1 << 20;
/// The fewest pairs of a design.
const FEWEST_DESIGN: u64 = 64;

/// `rumeur sensitivity`.
pub(super) fn sensitivity(args: &SensitivityArgs, messages: Messages, language: Language) -> Exit {
    match try_sensitivity(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_sensitivity(args: &SensitivityArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let started = (SystemTime::now(), Instant::now());
    let signals = signals(messages)?;
    let path: &Path = &args.path;
    let job = install(|| one_scenario(Some(path), &args.overrides, messages))?;
    let metrics = usual_metrics(&args.metric, &job.scenario.baseline);
    check(args, &job, &metrics, messages)?;
    let output = StudyOutput::claim(&args.study, &job, started, &signals, messages)?;
    let found = install(|| run(args, &job, &metrics, &signals, messages))?;
    let tables = |dialect: Dialect| tables(dialect, &job, &found, messages);
    output.publish(|| tables(args.study.csv_dialect))?;
    let answer = |dialect| Ok(tables(dialect)?.pop());
    Ok(show(&args.study, || page(&job, &found, language), answer, messages, language))
}

/// What cannot be answered is refused before anything is drawn.
fn check(args: &SensitivityArgs, job: &Job, metrics: &[Metric], messages: Messages) -> Result<(), Exit> {
    let scenario = &job.scenario;
    let (replicates, unknowns) = (scenario.run.replicates, scenario.unknowns.len());
    let wrong = if unknowns == 0 {
        Some((
            Text::new("no number of this scenario is unknown", "aucun nombre de ce scénario n'est inconnu"),
            Text::new(
                "give what nobody knows a law, in two lines: `[uncertainty]`, and below it `\"voice.asked\" = { uniform = [0.02, 0.06] }`",
                "donnez une loi à ce que personne ne sait, en deux lignes : `[uncertainty]`, et dessous `\"voice.asked\" = { uniform = [0.02, 0.06] }`",
            ),
        ))
    } else if metrics.contains(&Metric::AwarePerComplaint) {
        Some((
            Text::new(
                "aware_per_complaint is a quotient of two means: no replicate has it",
                "`aware_per_complaint` est un quotient de deux moyennes : aucune réplication ne l'a",
            ),
            Text::new(
                "look at aware and complaints: --metric aware,complaints",
                "regardez `--metric aware,complaints`",
            ),
        ))
    } else if replicates < FEWEST_GIVEN as u64 || replicates > MOST_REPLICATES {
        Some((
            text!(
                "indices are estimated from {FEWEST_GIVEN} to {MOST_REPLICATES} replicates, got {replicates}",
                "les indices s'estiment sur {FEWEST_GIVEN} à {MOST_REPLICATES} réplications, et non {replicates}"
            ),
            Text::new("--replicates 10_000 is usual", "`--replicates 10_000` est courant"),
        ))
    } else if args.design.is_some_and(|pairs| !(FEWEST_DESIGN..=MOST_DESIGN).contains(&pairs)) {
        let pairs = args.design.unwrap_or_default();
        Some((
            text!(
                "a design has from {FEWEST_DESIGN} to {MOST_DESIGN} pairs of points, got {pairs}",
                "un plan a de {FEWEST_DESIGN} à {MOST_DESIGN} paires de points, et non {pairs}"
            ),
            Text::new(
                "powers of 2 fill the space best: --design 4096",
                "les puissances de 2 remplissent le mieux l'espace : `--design 4096`",
            ),
        ))
    } else if args.design.is_some() && unknowns > MOST_UNKNOWNS {
        Some((
            text!(
                "a design has at most {MOST_UNKNOWNS} unknowns, and this scenario {unknowns}",
                "un plan a au plus {MOST_UNKNOWNS} inconnues, et ce scénario en a {unknowns}"
            ),
            Text::new(
                "make those known that hardly matter: --set PATH=VALUE",
                "rendez connues celles qui ne comptent guère : `--set CHEMIN=VALEUR`",
            ),
        ))
    } else {
        None
    };
    let Some((message, hint)) = wrong else { return Ok(()) };
    messages.error(message.of(&scenario.name));
    messages.hint(&hint);
    Err(Exit::Refused)
}

fn run(
    args: &SensitivityArgs,
    job: &Job,
    metrics: &[Metric],
    signals: &Signals,
    messages: Messages,
) -> Result<Vec<ModelSensitivity>, Exit> {
    let mut experiment = job
        .experiment_until(signals.stop())
        .map_err(|error| no_experiment(&error, &job.scenario.name, signals, messages))?;
    experiment.plan_mut().precision = None;
    let study = Sensitivity { experiment: &experiment, metrics, design: args.design };
    let bar = PointsBar::new(messages);
    bar.expect(study.replicates());
    let control = Control { cancel: signals.stop(), progress: &|count| bar.more(count) };
    let found = study.run(&control).map_err(|error| failed(&error, &job.scenario.name, signals, messages))?;
    bar.end();
    for &metric in metrics {
        if found.iter().all(|model| model.metrics.iter().all(|own| own.metric != metric)) {
            let (name, en, fr) = (metric.name(), metric.label(Language::En), metric.label(Language::Fr));
            messages.warning(
                text!(
                    "{name} ({en}) is not defined in this scenario: nothing is said of it",
                    "{name} ({fr}) n'est pas défini dans ce scénario : rien n'en est dit"
                )
                .of(&job.scenario.name),
            );
        }
    }
    Ok(found)
}

fn paths(job: &Job) -> Vec<String> {
    job.scenario.unknowns.iter().map(|unknown| unknown.path.clone()).collect()
}

/// The tornado, then the indices, which are the answer.
fn tables(
    dialect: Dialect,
    job: &Job,
    found: &[ModelSensitivity],
    messages: Messages,
) -> Result<Vec<StudyTable>, Exit> {
    let (name, paths) = (&job.scenario.name, paths(job));
    Ok(vec![
        study_table(dialect, tornado_rows(name, &paths, found), messages)?,
        study_table(dialect, index_of_rows(name, &paths, found), messages)?,
    ])
}

fn page(job: &Job, found: &[ModelSensitivity], language: Language) -> Page {
    let scenario = &job.scenario;
    let labels = Labels { currency: &scenario.currency, period: &scenario.period };
    let names = scenario.unknown_names();
    let mut page = Page::default();
    page.heading(scenario.title.pick(language, &scenario.name));
    for model in found {
        if model.variant != BASELINE {
            let variant = scenario.variants.iter().find(|variant| variant.name == model.variant);
            page.heading(variant.map_or(&*model.variant, |variant| variant.title.pick(language, &variant.name)));
        }
        for metric in &model.metrics {
            page.append(sensitivity_page(&names, metric, labels, language));
        }
    }
    page.sentences(paths_of(&names, language));
    page
}
