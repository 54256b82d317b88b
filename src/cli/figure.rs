use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rumeur::batch::{Asked, Job, Place, Stored, is_results, stored};
use rumeur::experiment::BASELINE;
use rumeur::figure::{Canvas, Lettering};
use rumeur::report::figures::{FigureError, FigureFiles, FigureKind, FigureStyle, Material, Numbers, TableFiles};
use rumeur::scenario::unknown_variant;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, system_reason};

use super::args::FigureArgs;
use super::exit::Exit;
use super::fit_survey::survey_figure;
use super::messages::Messages;
use super::output::{claim, fill_all, put, signals, stopped};
use super::quick_run::quick_run;
use super::request::{is_standard, read};
use super::signals::Signals;
use super::threads::install;

/// `rumeur figure`.
pub(super) fn figure(args: &FigureArgs, messages: Messages, language: Language) -> Exit {
    match try_figure(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_figure(args: &FigureArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    refuse_what_is_not_shown(args, messages)?;
    let target = target(args, messages)?;
    let signals = signals(messages)?;
    let style = FigureStyle { page: args.page, dialect: args.csv_dialect, blank: args.blank };
    let (places, files) = if let Some(path) = survey(args) {
        let places = target.claim(args.force, &[path.to_path_buf()], messages, language)?;
        let seed = args.overrides.seed.unwrap_or(USUAL_SEED);
        (places, survey_figure(path, seed, style, messages, language)?)
    } else {
        let from = from(args, messages)?;
        let places = target.claim(args.force, &from.inputs(args), messages, language)?;
        let stored = from.tables(&signals, messages)?;
        (places, draw(args, style, &stored, &signals, messages, language)?)
    };
    let lettering = if args.outlines { Lettering::Outlines } else { Lettering::Text };
    let is_picture = matches!(target, Target::Png(_));
    let missing: String = files.canvas.missing_glyphs().into_iter().flat_map(|character| [' ', character]).collect();
    if !missing.is_empty() && (is_picture || args.outlines) {
        messages.warning(text!(
            "the font has no letters for{missing}: other programs may show them in the SVG",
            "la police n'a pas de lettres pour{missing} : d'autres programmes peuvent les montrer dans le SVG"
        ));
    }
    let Some((out, [drawing, numbers])) = places else { return Ok(put(&files.svg(lettering), messages)) };
    let bytes = if is_picture { png(&files.canvas, messages)? } else { files.svg(lettering).into_bytes() };
    let beside = out.with_extension("csv");
    let both = [(drawing, out.clone(), bytes.as_slice()), (numbers, beside.clone(), files.csv.as_slice())];
    fill_all(both, &signals, messages)?;
    let (out, beside) = (out.display(), beside.display());
    messages.note(text!(
        "{out} is drawn, its numbers are in {beside}",
        "{out} est dessiné, ses nombres sont dans {beside}"
    ));
    Ok(Exit::Done)
}

/// A request that this kind of figure has no use for is refused: a drawing without it would pass for one with it.
fn refuse_what_is_not_shown(args: &FigureArgs, messages: Messages) -> Result<(), Exit> {
    let kind = args.kind;
    let named = |shows: fn(FigureKind) -> bool| {
        let kinds = FigureKind::ALL.into_iter().filter(|&kind| shows(kind));
        kinds.map(|kind| format!("`{kind}`")).collect::<Vec<String>>().join(", ")
    };
    if let Some(other) = args.beside.as_deref().filter(|_| !kind.shows_two()) {
        let two = named(FigureKind::shows_two);
        messages.error(text!(
            "`{kind}` does not show two variants side by side: --beside is for {two}",
            "`{kind}` ne montre pas deux variantes côte à côte : --beside est pour {two}"
        ));
        messages
            .hint(text!("draw the other by itself: --variant {other}", "dessinez l'autre à part : --variant {other}"));
        return Err(Exit::Refused);
    }
    if args.metric.is_some() && !kind.shows_a_metric() {
        let kinds = named(FigureKind::shows_a_metric);
        messages.error(text!(
            "`{kind}` is of no metric that could be chosen: --metric is for {kinds}",
            "`{kind}` ne montre pas un indicateur au choix : --metric est pour {kinds}"
        ));
        return Err(Exit::Refused);
    }
    if !args.along.is_empty() && kind != FigureKind::Sweep {
        messages.error(text!(
            "`{kind}` varies nothing: --along is for `sweep`",
            "`{kind}` ne fait rien varier : --along est pour `sweep`"
        ));
        return Err(Exit::Refused);
    }
    Ok(())
}

/// The master seed of the bootstrap of a survey, where nothing is said.
const USUAL_SEED: u64 = 317;

/// The file of a survey, whose figure is of no scenario.
fn survey(args: &FigureArgs) -> Option<&Path> {
    let path = args.path.as_deref().filter(|_| args.kind == FigureKind::Fit)?;
    let is_scenario = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    (!is_scenario && !path.is_dir()).then_some(path)
}

/// Where the drawing goes.
enum Target {
    Standard,
    Svg(PathBuf),
    Png(PathBuf),
}

/// A bad place is refused before anything is drawn.
fn target(args: &FigureArgs, messages: Messages) -> Result<Target, Exit> {
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.svg", args.kind)));
    match out.extension().and_then(OsStr::to_str) {
        _ if is_standard(&out) => Ok(Target::Standard),
        Some(end) if end.eq_ignore_ascii_case("svg") => Ok(Target::Svg(out)),
        Some(end) if end.eq_ignore_ascii_case("png") => Ok(Target::Png(out)),
        _ => {
            let out = out.display();
            messages.error(text!("{out} must end with .svg or .png", "{out} doit finir par .svg ou .png"));
            Err(Exit::Refused)
        }
    }
}

impl Target {
    /// Asks for the drawing and its numbers, before anything is computed; `None` for standard output.
    fn claim(
        &self,
        force: bool,
        inputs: &[PathBuf],
        messages: Messages,
        language: Language,
    ) -> Result<Option<(PathBuf, [Place; 2])>, Exit> {
        let (Self::Svg(out) | Self::Png(out)) = self else { return Ok(None) };
        let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
        let ask = |path: &Path, is_ours: &dyn Fn(&[u8]) -> bool| {
            claim(&Asked { path, force, inputs: &inputs, is_ours }, messages, language)
        };
        let drawing = ask(out, &FigureFiles::is_drawing)?;
        let numbers = ask(&out.with_extension("csv"), &FigureFiles::is_numbers)?;
        Ok(Some((out.clone(), [drawing, numbers])))
    }
}

/// What is drawn.
enum From {
    Results(Box<Stored>),
    Job(Box<Job>),
}

fn from(args: &FigureArgs, messages: Messages) -> Result<From, Exit> {
    match args.path.as_deref().filter(|path| is_results(path)) {
        Some(folder) => from_results(args, folder, messages),
        None => from_scenario(args, messages),
    }
}

impl From {
    /// What is read, and must stay as it is.
    fn inputs(&self, args: &FigureArgs) -> Vec<PathBuf> {
        match self {
            Self::Results(_) => args.path.iter().cloned().collect(),
            Self::Job(job) => job.inputs.iter().map(|input| PathBuf::from(&input.path)).collect(),
        }
    }

    /// The tables to draw from: read, or of a quick run.
    fn tables(self, signals: &Signals, messages: Messages) -> Result<Stored, Exit> {
        let job = match self {
            Self::Results(read) => return Ok(*read),
            Self::Job(job) => job,
        };
        let results = quick_run(&job.scenario, job.networks(), signals, messages, |_| {})?;
        let tables = TableFiles::of(&job.scenario, &results).map_err(|error| {
            messages.error(system_reason(&error));
            Exit::Failed
        })?;
        Ok(Stored { scenario: job.scenario, tables, whole: None })
    }
}

fn draw(
    args: &FigureArgs,
    style: FigureStyle,
    Stored { scenario, tables, whole }: &Stored,
    signals: &Signals,
    messages: Messages,
    language: Language,
) -> Result<FigureFiles, Exit> {
    let variant = args.overrides.variant.as_deref().unwrap_or(BASELINE);
    let refuse = |error: &dyn Say| {
        messages.error(error.text());
        Exit::Refused
    };
    let read = |variant: &str| {
        let known = scenario.variants.iter().map(|variant| variant.name.as_str());
        if variant != BASELINE && !known.clone().any(|name| name == variant) {
            messages.diagnostics([&unknown_variant(variant, known)]);
            return Err(Exit::Refused);
        }
        let numbers = Numbers::read(tables, &scenario.name, variant).map_err(|error| refuse(&error))?;
        Ok(Numbers { whole: *whole, ..numbers })
    };
    let numbers = read(variant)?;
    let other = args.beside.as_deref().map(|other| Ok((other, read(other)?))).transpose()?;
    let beside = other.as_ref().map(|(name, numbers)| (*name, numbers));
    let cancel = signals.stop();
    let material = Material {
        scenario,
        variant,
        numbers: &numbers,
        beside,
        metric: args.metric,
        along: &args.along,
        language,
        cancel,
    };
    let drawn = install(|| material.files(args.kind, style));
    drawn.map_err(|error| {
        if signals.is_stopped() {
            return stopped(signals, messages);
        }
        let exit = refuse(&error);
        if let FigureError::Along(error) = &error {
            messages.hint(&error.hint);
        }
        exit
    })
}

/// Results are drawn as they are: what would change them is refused.
fn from_results(args: &FigureArgs, folder: &Path, messages: Messages) -> Result<From, Exit> {
    let overrides = &args.overrides;
    if !overrides.set.is_empty() || overrides.replicates.is_some() || overrides.seed.is_some() {
        messages.error(text!(
            "--set, --replicates and --seed are for scenario files: results are drawn as they are",
            "--set, --replicates et --seed sont pour les fichiers de scénario : des résultats sont dessinés tels quels"
        ));
        return Err(Exit::Refused);
    }
    let stored = stored(folder, args.scenario.as_deref()).map_err(|error| messages.stored(&error))?;
    Ok(From::Results(Box::new(stored)))
}

fn from_scenario(args: &FigureArgs, messages: Messages) -> Result<From, Exit> {
    if let Some(path) = args.path.as_ref().filter(|path| path.is_dir()) {
        let path = path.display();
        messages.error(text!(
            "{path} is no results directory: `figure` takes results or one scenario file",
            "{path} n'est pas un dossier de résultats : `figure` prend des résultats ou un seul fichier de scénario"
        ));
        return Err(Exit::Refused);
    }
    let paths: Vec<PathBuf> = args.path.iter().cloned().collect();
    let loaded = install(|| read(&paths, &args.overrides, false, messages))?;
    let Some(job) = loaded.jobs.into_iter().next() else {
        messages.refusal(&rumeur::batch::Refusal::OnlyAbstract);
        return Err(Exit::Refused);
    };
    Ok(From::Job(Box::new(job)))
}

#[cfg(feature = "png")]
fn png(canvas: &Canvas, messages: Messages) -> Result<Vec<u8>, Exit> {
    /// Pixels to a page unit: 2,560 wide on a slide.
    const SCALE: f32 = 2.0;
    let picture = rumeur::figure::to_png(canvas, SCALE).map_err(|error| {
        messages.error(error.text());
        Exit::Failed
    })?;
    Ok(FigureFiles::signed(picture))
}

#[cfg(not(feature = "png"))]
fn png(_: &Canvas, messages: Messages) -> Result<Vec<u8>, Exit> {
    messages.error(text!("this program was built without PNG", "ce programme a été construit sans PNG"));
    messages.hint(text!("write a file that ends with .svg", "écrivez un fichier qui finit par .svg"));
    Err(Exit::Refused)
}
