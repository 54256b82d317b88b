use std::path::Path;
use std::time::{Instant, SystemTime};

use rumeur::batch::{Job, StudyTable};
use rumeur::ensemble::Control;
use rumeur::experiment::{BASELINE, Survey, Worth, WorthError, WorthFound};
use rumeur::report::Dialect;
use rumeur::report::pages::{Labels, Page, paths_of, worth_page};
use rumeur::report::tables::worth_rows;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, Text};

use super::args::{SurveyArg, WorthArgs};
use super::exit::Exit;
use super::messages::Messages;
use super::output::signals;
use super::progress::PointsBar;
use super::signals::Signals;
use super::study::{StudyOutput, failed, no_experiment, one_scenario, show, study_table};
use super::threads::install;

/// `rumeur worth`.
pub(super) fn worth(args: &WorthArgs, messages: Messages, language: Language) -> Exit {
    match try_worth(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_worth(args: &WorthArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let started = (SystemTime::now(), Instant::now());
    let signals = signals(messages)?;
    let path: &Path = &args.path;
    let job = install(|| one_scenario(Some(path), &args.overrides, messages))?;
    check(args, &job, messages)?;
    let mut experiment = job
        .experiment_until(signals.stop())
        .map_err(|error| no_experiment(&error, &job.scenario.name, &signals, messages))?;
    experiment.plan_mut().precision = None;
    let survey = |survey: &SurveyArg| Survey { path: survey.path.clone(), respondents: survey.respondents.clone() };
    let surveys: Vec<Survey> = args.survey.iter().map(survey).collect();
    let worth = Worth { experiment: &experiment, surveys: &surveys };
    worth.asked().map_err(|error| refused(&error, &job, &signals, messages))?;
    let output = StudyOutput::claim(&args.study, &job, started, &signals, messages)?;
    let bar = PointsBar::new(messages);
    let control = Control { cancel: signals.stop(), progress: &|count| bar.more(count) };
    let found = install(|| worth.run(&control)).map_err(|error| refused(&error, &job, &signals, messages))?;
    bar.end();
    let paths: Vec<String> = job.scenario.unknowns.iter().map(|unknown| unknown.path.clone()).collect();
    let table = |dialect: Dialect| -> Result<StudyTable, Exit> {
        study_table(dialect, worth_rows(&job.scenario.name, &paths, &found, args.cost), messages)
    };
    output.publish(|| Ok(vec![table(args.study.csv_dialect)?]))?;
    let answer = |dialect| Ok(Some(table(dialect)?));
    Ok(show(&args.study, || page(&job, &paths, &found, args.cost, language), answer, messages, language))
}

/// What cannot be answered is refused before anything is drawn.
fn check(args: &WorthArgs, job: &Job, messages: Messages) -> Result<(), Exit> {
    let scenario = &job.scenario;
    let has_money = scenario.models().any(rumeur::model::Parameters::has_money);
    let (message, hint) = if scenario.variants.is_empty() {
        (
            Text::new("there is nothing to choose between", "il n'y a rien à choisir"),
            Text::new(
                "give the scenario a measure, in two lines: `[variants.call]`, and below it `set = { \"voice.asked\" = 1.0 }`",
                "donnez une mesure au scénario, en deux lignes : `[variants.call]`, et dessous `set = { \"voice.asked\" = 1.0 }`",
            ),
        )
    } else if !has_money {
        (
            Text::new("no money stands in this scenario", "il n'y a pas d'argent dans ce scénario"),
            Text::new(
                "say what a customer is worth, in two lines: `[damage]`, and below it `customer_value = 250`",
                "dites ce que vaut un client, en deux lignes : `[damage]`, et dessous `customer_value = 250`",
            ),
        )
    } else if scenario.unknowns.is_empty() {
        (
            Text::new("no number of this scenario is unknown", "aucun nombre de ce scénario n'est inconnu"),
            Text::new(
                "give what nobody knows a law, in two lines: `[uncertainty]`, and below it `\"voice.asked\" = { uniform = [0.02, 0.06] }`",
                "donnez une loi à ce que personne ne sait, en deux lignes : `[uncertainty]`, et dessous `\"voice.asked\" = { uniform = [0.02, 0.06] }`",
            ),
        )
    } else if args.cost.is_some() && args.survey.is_empty() {
        (
            Text::new(
                "--cost is of a person asked, and nobody is",
                "--cost est par personne interrogée, et personne ne l'est",
            ),
            Text::new(
                "add a survey: --survey customers.observed_voice_rate=50,100",
                "ajoutez une enquête : `--survey customers.observed_voice_rate=50,100`",
            ),
        )
    } else {
        return Ok(());
    };
    messages.error(message.of(&scenario.name));
    messages.hint(&hint);
    Err(Exit::Refused)
}

fn refused(error: &WorthError, job: &Job, signals: &Signals, messages: Messages) -> Exit {
    let known: Vec<&str> = job.scenario.unknowns.iter().map(|unknown| unknown.path.as_str()).collect();
    let known = known.join(", ");
    let (option, hint) = match error {
        WorthError::Run(error) => return failed(error, &job.scenario.name, signals, messages),
        WorthError::NoUnknown(_) => ("--survey", text!("its unknowns are {known}", "ses inconnues : {known}")),
        WorthError::NoShare(_) => (
            "--survey",
            Text::new(
                "people answer yes or no; what it is worth to know another number stands in the table at most",
                "on répond par oui ou non ; ce que vaut au plus la connaissance d'un autre nombre est dans le tableau",
            ),
        ),
        WorthError::TooFew(_) => ("--replicates", Text::new("10_000 are usual", "10_000 sont courantes")),
    };
    messages.error(error.text().of(option).of(&job.scenario.name));
    messages.hint(&hint);
    Exit::Refused
}

fn page(job: &Job, paths: &[String], found: &WorthFound, cost: Option<f64>, language: Language) -> Page {
    let scenario = &job.scenario;
    let labels = Labels { currency: &scenario.currency, period: &scenario.period };
    let mut options = vec![match language {
        Language::En => BASELINE,
        Language::Fr => "la référence",
    }];
    options.extend(scenario.variants.iter().map(|variant| variant.title.pick(language, &variant.name)));
    let rows: Vec<_> = worth_rows(&scenario.name, paths, found, cost).collect();
    let mut page = Page::default();
    page.heading(scenario.title.pick(language, &scenario.name));
    let names = scenario.unknown_names();
    page.append(worth_page(found, (&rows, &names), &options, labels, language));
    page.sentences(paths_of(&names, language));
    page
}
