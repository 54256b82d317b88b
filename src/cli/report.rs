use std::path::{Path, PathBuf};

use rumeur::batch::{Asked, Stored, complete_scenarios, stored};
use rumeur::experiment::{BASELINE, Explanation, Networks};
use rumeur::figure::Lettering;
use rumeur::report::figures::{FigureStyle, Material, Numbers, TableFiles};
use rumeur::report::html::{HtmlReport, ReportedFigure, ReportedScenario, ReportedTable, is_report};
use rumeur::report::pages::{
    Labels, Page, SummaryRecord, a_part, add_counts, add_laws, arithmetic, at_best_guess, cautions, difference_records,
    entitled, run_page, summary_records,
};
use rumeur::scenario::Scenario;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, Text, natural_order};

use super::args::ReportArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{claim, fill, put, signals, stopped};
use super::quick_run::quick_run;
#[cfg(feature = "xlsx")]
use super::report_workbook::write as as_workbook;
use super::request::is_standard;
use super::run::VERSION;
use super::signals::Signals;
use super::threads::install;

/// Replicates of the simulation beside the arithmetic.
const BESIDE: u64 = 10_000;

/// A table of a scenario: its file, the columns that a reader wants to see (all are in the file; none: the table is only
/// offered), and its text.
type Shown = (&'static str, &'static [&'static str], fn(&TableFiles) -> &Vec<u8>);

/// The columns of `summary.csv` that `exact.csv` has of the law.
const QUANTILES: [&str; 3] = ["p05", "p50", "p95"];

/// The tables that a report shows, where they are there.
const TABLES: [Shown; 13] = [
    ("summary.csv", &["variant", "metric", "unit", "mean", "std_error", "p05", "p50", "p95", "expected"], |files| {
        &files.summary
    }),
    ("exact.csv", &["variant", "metric", "unit", "mean", "p05", "p50", "p95", "p99", "p999", "tail95"], |files| {
        &files.exact
    }),
    (
        "comparison.csv",
        &["variant", "metric", "difference", "ci_low", "ci_high", "probability_better", "probability_same"],
        |files| &files.comparison,
    ),
    ("groups.csv", &["variant", "outcome", "group", "metric", "mean", "p05", "p95"], |files| &files.groups),
    ("generations.csv", &["variant", "valence", "generation", "metric", "mean", "p05", "p95"], |files| {
        &files.generations
    }),
    ("periods.csv", &["variant", "period", "metric", "mean", "p05", "p95"], |files| &files.periods),
    ("variance.csv", &["variant", "metric", "part", "share", "std_error"], |files| &files.variance),
    ("tornado.csv", &["variant", "metric", "path", "low", "high", "at_low", "at_high", "swing"], |files| {
        &files.tornado
    }),
    ("worth.csv", &["what", "path", "respondents", "value", "std_error", "cost", "net"], |files| &files.worth),
    ("crossing.csv", &["variant", "path", "metric", "target", "value", "ci_low", "ci_high"], |files| &files.crossing),
    ("sweep.csv", &[], |files| &files.sweep),
    ("timeline.csv", &[], |files| &files.timeline),
    ("distribution.csv", &[], |files| &files.distribution),
];

/// `rumeur report`.
pub(super) fn report(args: &ReportArgs, messages: Messages, language: Language) -> Exit {
    match try_report(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_report(args: &ReportArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let signals = signals(messages)?;
    if args.results.is_file() {
        let path = args.results.display();
        messages.error(text!(
            "{path} is a file: `report` takes a results directory, made by `rumeur run`",
            "{path} est un fichier : `report` prend un dossier de résultats, fait par `rumeur run`"
        ));
        messages.hint(text!(
            "`rumeur run {path} --out results`, then `rumeur report results`",
            "`rumeur run {path} --out resultats`, puis `rumeur report resultats`"
        ));
        return Err(Exit::Refused);
    }
    let names = if let Some(name) = &args.scenario {
        vec![name.clone()]
    } else {
        let mut names = complete_scenarios(&args.results).map_err(|error| messages.stored(&error))?;
        names.sort_by(|a, b| natural_order(a, b));
        names
    };
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("report.html"));
    if has_ending(&out, &["xlsx"]) {
        return as_workbook(args, &out, &names, &signals, messages, language).map(|()| Exit::Done);
    }
    let inputs = [args.results.as_path()];
    let place = if is_standard(&out) {
        None
    } else {
        check_ending(&out, messages, language)?;
        let asked = Asked { path: &out, force: args.force, inputs: &inputs, is_ours: &is_report };
        Some(claim(&asked, messages, language)?)
    };
    let mut scenarios = Vec::with_capacity(names.len());
    for name in &names {
        let stored = stored(&args.results, Some(name)).map_err(|error| messages.stored(&error))?;
        scenarios.push(reported(stored, &signals, messages, language)?);
    }
    let page = HtmlReport { scenarios: &scenarios, version: VERSION, language }.to_html();
    let Some(place) = place else { return Ok(put(&page, messages)) };
    fill(place, &out, &signals, messages, |file| file.write_all(page.as_bytes()))?;
    let text = Text::new("the report is in", "le rapport est dans");
    messages.note(format_args!("{} {}", text.pick(language), out.display()));
    Ok(Exit::Done)
}

fn has_ending(out: &Path, endings: &[&str]) -> bool {
    let ending = out.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

#[cfg(not(feature = "xlsx"))]
fn as_workbook(
    _: &ReportArgs,
    _: &Path,
    _: &[String],
    _: &Signals,
    messages: Messages,
    _: Language,
) -> Result<(), Exit> {
    messages
        .error(Text::new("this program was built without workbooks", "ce programme a été construit sans classeurs"));
    messages.hint(Text::new("write a file that ends with .html", "écrivez un fichier qui finit par .html"));
    Err(Exit::Refused)
}

fn check_ending(out: &Path, messages: Messages, language: Language) -> Result<(), Exit> {
    if has_ending(out, &["html", "htm"]) {
        return Ok(());
    }
    let shown = out.display();
    let text =
        Text::new(format!("{shown} must end with .html or .xlsx"), format!("{shown} doit finir par .html ou .xlsx"));
    messages.error(text.pick(language));
    Err(Exit::Refused)
}

/// All that is said of one scenario.
fn reported(
    stored: Stored,
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Result<ReportedScenario, Exit> {
    let failed = |error: &dyn Say| {
        messages.error(error.text());
        Exit::Failed
    };
    let Stored { scenario, tables, whole } = stored;
    if tables.is_study() {
        return study(scenario, &tables, signals, messages, language);
    }
    let mut summary: Vec<SummaryRecord> = summary_records(tables.summary.as_slice())
        .and_then(Iterator::collect::<Result<_, _>>)
        .map_err(|error| failed(&error))?;
    add_laws(&mut summary, tables.exact.as_slice()).map_err(|error| failed(&error))?;
    add_counts(&mut summary, tables.distribution.as_slice()).map_err(|error| failed(&error))?;
    let differences: Vec<_> = difference_records(tables.comparison.as_slice())
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .unwrap_or_default()
        .into_iter()
        .filter(|record| record.scenario == scenario.name)
        .collect();
    let numbers = Numbers::read(&tables, &scenario.name, BASELINE).map_err(|error| failed(&error))?;
    let numbers = Numbers { whole, ..numbers };
    let figures = drawn(&scenario, &numbers, signals, messages, language)?;
    let reported = shown_tables(&scenario, &tables);
    let warned = cautions(&summary).into_iter().map(|caution| caution.text.pick(language).to_owned());
    let warned = whole.map(|whole| a_part(&summary, whole).pick(language).to_owned()).into_iter().chain(warned);
    Ok(ReportedScenario {
        answer: run_page(&scenario, &summary, &differences, language),
        arithmetic: steps(&scenario, numbers.replicates, signals, messages, language)?,
        warnings: warned.collect(),
        figures,
        tables: reported,
        replicates: numbers.replicates,
        scenario,
    })
}

/// What a command found out about a scenario: its figures and its tables.
fn study(
    scenario: Scenario,
    tables: &TableFiles,
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Result<ReportedScenario, Exit> {
    let numbers = Numbers::read(tables, &scenario.name, BASELINE).map_err(|error| {
        messages.error(error.text());
        Exit::Failed
    })?;
    Ok(ReportedScenario {
        answer: Page::default(),
        arithmetic: Page::default(),
        warnings: Vec::new(),
        figures: drawn(&scenario, &numbers, signals, messages, language)?,
        tables: shown_tables(&scenario, tables),
        replicates: scenario.run.replicates,
        scenario,
    })
}

/// The figures that fit the baseline.
fn drawn(
    scenario: &Scenario,
    numbers: &Numbers,
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Result<Vec<ReportedFigure>, Exit> {
    let material = Material::new(scenario, numbers, language, signals.stop());
    let draw = |kind| {
        let drawn = material.files(kind, FigureStyle::default());
        drawn.map(|figure| ReportedFigure {
            caption: kind.meaning(language).to_owned(),
            svg: figure.svg(Lettering::Text),
        })
    };
    let figures = install(|| material.fitting().into_iter().map(draw).collect::<Result<Vec<_>, _>>());
    figures.map_err(|error| {
        if signals.is_stopped() {
            return stopped(signals, messages);
        }
        messages.error(error.text());
        Exit::Failed
    })
}

/// The tables that have rows of the scenario.
fn shown_tables(scenario: &Scenario, tables: &TableFiles) -> Vec<ReportedTable> {
    let shown = |&(file, shown, table): &Shown| {
        // Two medians of one law would be two numbers for one thing.
        let has_law = file == "summary.csv" && !own_rows(&tables.exact, &scenario.name).is_empty();
        let shown: Vec<&str> = shown.iter().copied().filter(|column| !has_law || !QUANTILES.contains(column)).collect();
        let csv = own_rows(table(tables), &scenario.name);
        (!csv.is_empty()).then(|| ReportedTable { file: file.to_owned(), csv, shown })
    };
    TABLES.iter().filter_map(shown).collect()
}

/// The arithmetic of the baseline, beside a simulation with the luck of the results.
fn steps(
    scenario: &Scenario,
    replicates: u64,
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Result<Page, Exit> {
    // As `explain`: a formula stands beside a simulation of the same numbers.
    let best_guess = at_best_guess(&scenario.unknown_names(), language);
    let scenario = &scenario.at_best_guess();
    let results = quick_run(scenario, Networks::default(), signals, messages, |experiment| {
        let plan = experiment.plan_mut();
        plan.replicates = 0..replicates.min(BESIDE);
        plan.precision = None;
    })?;
    let labels = Labels { currency: &scenario.currency, period: &scenario.period };
    let baseline = results.models.iter().zip(&results.ensemble.models).next();
    Ok(baseline.map_or_else(Page::default, |(named, summary)| {
        let explanation = entitled(Explanation::new(&named.model, summary), scenario, language);
        let mut page = arithmetic(&explanation, labels, results.ensemble.replicates, language);
        page.sentences(best_guess);
        page
    }))
}

/// The rows of one scenario in the standard dialect, whatever dialect they are in; empty without a row.
fn own_rows(csv: &[u8], scenario: &str) -> Vec<u8> {
    let text = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
    let head = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let delimiter = if head.contains(&b';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut rows = 0;
    for (place, row) in reader.records().filter_map(Result::ok).enumerate() {
        if place > 0 && row.get(0) != Some(scenario) {
            continue;
        }
        rows += 1;
        let plain = |field: &str| {
            let pointed = field.replace(',', ".");
            if delimiter == b';' && pointed.parse::<f64>().is_ok() { pointed } else { field.to_owned() }
        };
        // Memory takes every byte.
        let _ = writer.write_record(row.iter().map(plain));
    }
    if rows > 1 { writer.into_inner().unwrap_or_default() } else { Vec::new() }
}
