use std::ffi::OsString;
use std::path::Path;
use std::time::{Instant, SystemTime};

use rumeur::batch::{Job, StudyTable};
use rumeur::ensemble::{Control, Plan};
use rumeur::experiment::{Axis, BASELINE, Crossing, MOST_POINTS, Sweep, SweepError, SweptPoint, Target};
use rumeur::model::Parameters;
use rumeur::report::Dialect;
use rumeur::report::pages::{Labels, Page, all_periods, at_best_guess, crossing_sentence, paths_of, sweep_page};
use rumeur::report::tables::{CrossingRow, SWEEP, SweptVariant, sweep_columns, sweep_table};
use rumeur::scenario::{ParameterName, lens, typed_number_hint};
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, Say, Text, UnknownMetric, system_reason};

use super::args::{BadValue, SweepArgs, Until, with_hint};
use super::exit::Exit;
use super::messages::Messages;
use super::output::signals;
use super::progress::PointsBar;
use super::quick_run::say_best_guess;
use super::signals::Signals;
use super::study::{StudyOutput, failed, no_experiment, one_scenario, show, study_table, usual_metrics};
use super::threads::install;

/// What a sweep found of the baseline or a variant.
struct Found {
    variant: String,
    points: Vec<SweptPoint>,
    crossing: Option<Crossing>,
}

/// All that is said of a sweep.
struct Swept<'a> {
    job: &'a Job,
    paths: &'a [&'a str],
    metrics: &'a [Metric],
    until: Option<Until>,
    /// The paths of what is unknown and not varied.
    guessed: &'a [&'a str],
    found: &'a [Found],
}

/// `rumeur sweep`.
pub(super) fn sweep(args: &SweepArgs, messages: Messages, language: Language) -> Exit {
    match try_sweep(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_sweep(args: &SweepArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let started = (SystemTime::now(), Instant::now());
    let signals = signals(messages)?;
    let (path, axes) = split(&args.words);
    let axes =
        axes.iter().map(|text| text.to_str().ok_or(*text)).collect::<Result<Vec<&str>, _>>().map_err(|text| {
            let text = text.display();
            messages.error(text!("not UTF-8: `{text}`", "pas de l'UTF-8 : `{text}`"));
            Exit::Refused
        })?;
    check(axes.len(), args, messages)?;
    let path = path.map(Path::new);
    let job = &install(|| one_scenario(path, &args.overrides, messages))?;
    say_best_guess(&job.scenario, messages);
    let metrics = metrics(args, &job.scenario.baseline);
    // What the directory holds is looked at before the work that fills it.
    let output = StudyOutput::claim(&args.study, job, started, &signals, messages)?;
    let found = install(|| run(args, &axes, job, &metrics, &signals, messages))?;
    let paths: Vec<String> =
        axes_of(&axes, &job.scenario.baseline, messages)?.into_iter().map(|axis| axis.lens.path().to_owned()).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let unknown = job.scenario.unknowns.iter().map(|unknown| unknown.path.as_str());
    let guessed: Vec<&str> = unknown.filter(|path| !paths.contains(path)).collect();
    let swept = Swept { job, paths: &paths, metrics: &metrics, until: args.until, guessed: &guessed, found: &found };
    output.publish(|| tables(args.study.csv_dialect, &swept, messages))?;
    let page = || page(&swept, language);
    // Where a crossing was asked for, it is the answer.
    let answer = |dialect| Ok(tables(dialect, &swept, messages)?.pop());
    let shown = show(&args.study, page, answer, messages, language);
    let missed = found.iter().any(|found| found.crossing.is_some_and(|crossing| crossing.value.is_none()));
    Ok(if missed && shown == Exit::Done { Exit::Failed } else { shown })
}

/// The path of the scenario, if one is named, and what is varied.
fn split(words: &[OsString]) -> (Option<&OsString>, Vec<&OsString>) {
    let says_values = |word: &OsString| word.as_encoded_bytes().contains(&b'=');
    match words.split_first() {
        Some((first, rest)) if !says_values(first) || Path::new(first).exists() => (Some(first), rest.iter().collect()),
        _ => (None, words.iter().collect()),
    }
}

fn check(axes: usize, args: &SweepArgs, messages: Messages) -> Result<(), Exit> {
    let (message, hint) = match axes {
        0 => (
            Text::new("nothing says what to vary", "rien ne dit quoi faire varier"),
            Text::new("add PATH=FROM..TO, such as voice.asked=0..1", "ajoutez CHEMIN=DE..À, comme voice.asked=0..1"),
        ),
        1 => return Ok(()),
        2 if args.until.is_none() => return Ok(()),
        2 => (
            Text::new("--until looks along one parameter", "--until cherche le long d'un seul paramètre"),
            Text::new(
                "vary one parameter, and --set the other",
                "faites varier un paramètre, et fixez l'autre par --set",
            ),
        ),
        _ => (
            Text::new("a sweep varies one or two parameters", "un balayage fait varier un ou deux paramètres"),
            Text::new("sweep two of them, then others", "balayez-en deux, puis d'autres"),
        ),
    };
    messages.error(&message);
    messages.hint(&hint);
    Err(Exit::Refused)
}

/// What is kept: that of `--until` first, then what was asked for; else what is usual.
fn metrics(args: &SweepArgs, parameters: &Parameters) -> Vec<Metric> {
    let first = args.until.map(|until| until.metric);
    let asked: Vec<Metric> = first.into_iter().chain(args.metric.iter().copied()).collect();
    usual_metrics(&asked, parameters)
}

/// Whether a variant has no such number, because it sets the whole audience or delay; that is said.
fn is_left_out(texts: &[&str], variant: &str, parameters: &Parameters, messages: Messages) -> bool {
    let paths = texts.iter().filter_map(|text| text.rsplit_once('=').map(|(path, _)| path.trim()));
    let missing = paths.into_iter().find(|path| lens(path, parameters).is_err());
    if let Some(path) = missing {
        messages.warning(text!(
            "variant `{variant}` is left out: it has no {path}, as it sets something else in its place",
            "la variante `{variant}` est laissée de côté : elle n'a pas de {path}, car elle fixe autre chose à sa place"
        ));
    }
    missing.is_some()
}

fn axes_of(texts: &[&str], parameters: &Parameters, messages: Messages) -> Result<Vec<Axis>, Exit> {
    let axes = texts.iter().map(|text| Axis::parse(text, parameters)).collect::<Result<Vec<_>, _>>();
    let axes = axes.map_err(|error| {
        messages.error(&error.message);
        messages.hint(&error.hint);
        Exit::Refused
    })?;
    let points = axes.iter().map(|axis| axis.values.len()).fold(1_usize, usize::saturating_mul);
    let same = axes.len() == 2 && axes[0].lens.path() == axes[1].lens.path();
    if points > MOST_POINTS || same {
        let text = if same {
            Text::new("the same parameter is named twice", "le même paramètre est nommé deux fois")
        } else {
            Text::new(
                format!("{points} points are too many: at most {MOST_POINTS}"),
                format!("{points} points, c'est trop : {MOST_POINTS} au plus"),
            )
        };
        messages.error(&text);
        return Err(Exit::Refused);
    }
    Ok(axes)
}

/// The baseline and every variant, one after the other.
fn run(
    args: &SweepArgs,
    texts: &[&str],
    job: &Job,
    metrics: &[Metric],
    signals: &Signals,
    messages: Messages,
) -> Result<Vec<Found>, Exit> {
    let scenario = &job.scenario;
    let plan = Plan { seed: scenario.run.seed, replicates: 0..scenario.run.replicates, precision: None };
    let variants = scenario.variants.iter().map(|variant| (variant.name.as_str(), &variant.parameters));
    let mut networks = job.networks();
    let bar = PointsBar::new(messages);
    let control = Control { cancel: signals.stop(), progress: &|count| bar.more(count) };
    let is_named = args.overrides.variant.is_some();
    let mut found = Vec::new();
    for (variant, parameters) in std::iter::once((BASELINE, &scenario.baseline)).chain(variants) {
        if variant != BASELINE && is_left_out(texts, variant, parameters, messages) {
            continue;
        }
        let axes = axes_of(texts, parameters, messages)?;
        let sweep = Sweep { baseline: &scenario.baseline, parameters, axes: &axes, metrics, plan: &plan };
        bar.expect(sweep.replicates());
        let points = sweep.run(&mut networks, &control).map_err(|error| fail(&error, job, signals, messages))?;
        // Where variants are asked about, the baseline is what they are to reach.
        let is_goal = |until: &Until| {
            until.target == Target::Baseline && variant == BASELINE && !scenario.variants.is_empty() && is_named
        };
        let until = args.until.filter(|until| !is_goal(until));
        let crossing = until.map(|until| Crossing::find(&sweep, until.target, &mut networks, &control));
        let crossing = crossing.transpose().map_err(|error| fail(&error, job, signals, messages))?;
        found.push(Found { variant: variant.to_owned(), points, crossing });
    }
    bar.end();
    Ok(found)
}

fn fail(error: &SweepError, job: &Job, signals: &Signals, messages: Messages) -> Exit {
    match error {
        SweepError::Run(error) => failed(error, &job.scenario.name, signals, messages),
        SweepError::Experiment(error) => no_experiment(error, &job.scenario.name, signals, messages),
        SweepError::Set { .. } => {
            messages.error(error.text().of(&job.scenario.name));
            Exit::Refused
        }
    }
}

fn tables(dialect: Dialect, all: &Swept<'_>, messages: Messages) -> Result<Vec<StudyTable>, Exit> {
    let (name, guessed) = (&all.job.scenario.name, all.guessed.join(" "));
    let swept: Vec<SweptVariant<'_>> =
        all.found.iter().map(|found| SweptVariant { variant: &found.variant, points: &found.points }).collect();
    let bytes = sweep_table(dialect, name, all.paths, all.metrics, &guessed, &swept).map_err(|error| {
        messages.error(system_reason(&error));
        Exit::Failed
    })?;
    let mut tables = vec![StudyTable { info: SWEEP, columns: sweep_columns(all.paths), bytes }];
    if let Some(until) = all.until {
        let rows = all.found.iter().filter_map(|found| {
            Some(CrossingRow {
                scenario: name,
                variant: &found.variant,
                path: all.paths[0],
                metric: until.metric,
                target: until.target,
                crossing: found.crossing?,
                guessed: &guessed,
            })
        });
        tables.push(study_table(dialect, rows, messages)?);
    }
    Ok(tables)
}

fn page(all: &Swept<'_>, language: Language) -> Page {
    let scenario = &all.job.scenario;
    // Where their number is varied each point has as many as it says.
    let over_all = all.paths.contains(&"periods.count").then(|| all_periods(scenario.single_period()));
    let period = over_all.as_deref().unwrap_or(&scenario.period);
    let labels = Labels { currency: &scenario.currency, period };
    let mut page = Page::default();
    page.heading(scenario.title.pick(language, &scenario.name));
    let named = |paths: &[&str]| paths.iter().map(|path| scenario.parameter_name(path)).collect::<Vec<ParameterName>>();
    let (names, guessed) = (named(all.paths), named(all.guessed));
    page.sentences(at_best_guess(&guessed, language));
    for found in all.found {
        if found.variant != BASELINE {
            let variant = scenario.variants.iter().find(|variant| variant.name == found.variant);
            page.heading(variant.map_or(&*found.variant, |variant| variant.title.pick(language, &variant.name)));
        }
        page.append(sweep_page(&names, all.metrics, &found.points, labels, language));
        if let (Some(until), Some(crossing)) = (all.until, &found.crossing) {
            let sentence = crossing_sentence(&names[0], until.metric, until.target, crossing, labels, language);
            page.sentences([sentence]);
        }
    }
    page.sentences(paths_of(names.iter().chain(&guessed), language));
    page
}

impl std::str::FromStr for Until {
    type Err = BadValue;

    /// `METRIC=VALUE` or `METRIC=baseline`.
    fn from_str(text: &str) -> Result<Self, BadValue> {
        let form = || text!("must be METRIC=VALUE, such as aware=250", "il faut INDICATEUR=VALEUR, comme aware=250");
        let (metric, target) = text.split_once('=').ok_or_else(|| BadValue(form()))?;
        let metric: Metric = metric.trim().parse().map_err(|error: UnknownMetric| BadValue(error.text()))?;
        let target = target.trim();
        if target == BASELINE {
            return Ok(Self { metric, target: Target::Baseline });
        }
        let value = target.replace('_', "").parse().ok().filter(|value: &f64| value.is_finite());
        let neither =
            || text!("`{target}` is neither a number nor `baseline`", "`{target}` n'est ni un nombre ni `baseline`");
        let value = value.ok_or_else(|| BadValue(with_hint(neither(), typed_number_hint(target, false))))?;
        Ok(Self { metric, target: Target::Value(value) })
    }
}
