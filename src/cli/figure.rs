use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use rumeur::batch::{StoredError, is_results, stored};
use rumeur::experiment::BASELINE;
use rumeur::report::figures::{FigureFiles, Material, Numbers, TableFiles};
use rumeur::scenario::Scenario;
use rumeur::vocabulary::Language;

use super::args::FigureArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::quick_run::{catch, quick_run};
use super::request::{is_standard, pool, read};

/// Replicates of a quick run; more only where they are asked for.
const QUICK: u64 = 10_000;

/// `rumeur figure`.
pub(super) fn figure(args: &FigureArgs, messages: Messages, language: Language) -> Exit {
    let drawn = place(args, messages).and_then(|place| Ok((place, draw(args, messages, language)?)));
    match drawn.and_then(|(place, files)| write(&place, &files, messages)) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// Where the drawing goes.
enum Place {
    Standard,
    Svg(PathBuf),
    Png(PathBuf),
}

/// A bad place is refused before anything is drawn.
fn place(args: &FigureArgs, messages: Messages) -> Result<Place, Exit> {
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.svg", args.kind)));
    match out.extension().and_then(OsStr::to_str) {
        _ if is_standard(&out) => Ok(Place::Standard),
        Some("svg") => Ok(Place::Svg(out)),
        Some("png") => Ok(Place::Png(out)),
        _ => {
            messages.error(format_args!("{} must end with .svg or .png", out.display()));
            Err(Exit::Refused)
        }
    }
}

fn draw(args: &FigureArgs, messages: Messages, language: Language) -> Result<FigureFiles, Exit> {
    let (scenario, tables) = match args.path.as_deref().filter(|path| is_results(path)) {
        Some(folder) => from_results(args, folder, messages)?,
        None => from_scenario(args, messages)?,
    };
    let variant = args.overrides.variant.as_deref().unwrap_or(BASELINE);
    let refuse = |error: &dyn std::fmt::Display| {
        messages.error(error);
        Exit::Refused
    };
    let numbers = Numbers::read(&tables, &scenario.name, variant).map_err(|error| refuse(&error))?;
    let signals = catch(messages)?;
    let cancel = signals.stop();
    let material = Material { scenario: &scenario, variant, numbers: &numbers, metric: args.metric, language, cancel };
    let drawn = pool(args.threads, messages)?.install(|| material.files(args.kind, args.page, args.csv_dialect));
    drawn.map_err(|error| if cancel.load(Ordering::Relaxed) { signals.exit() } else { refuse(&error) })
}

/// Results are drawn as they are: what would change them is refused.
fn from_results(args: &FigureArgs, folder: &Path, messages: Messages) -> Result<(Scenario, TableFiles), Exit> {
    let overrides = &args.overrides;
    if !overrides.set.is_empty() || overrides.replicates.is_some() || overrides.seed.is_some() {
        messages.error("--set, --replicates and --seed are for scenario files: results are drawn as they are");
        return Err(Exit::Refused);
    }
    let stored = stored(folder, args.scenario.as_deref()).map_err(|error| {
        if let StoredError::Scenario(diagnostics) = &error {
            messages.diagnostics(&diagnostics.0);
        } else {
            messages.error(&error);
        }
        if let StoredError::NoScenario { names, .. } = &error
            && !names.is_empty()
        {
            messages.hint(format_args!("choose one with `--scenario {}`", names[0]));
        }
        Exit::Refused
    })?;
    Ok((stored.scenario, stored.tables))
}

fn from_scenario(args: &FigureArgs, messages: Messages) -> Result<(Scenario, TableFiles), Exit> {
    if let Some(path) = args.path.as_ref().filter(|path| path.is_dir()) {
        let path = path.display();
        messages.error(format_args!("{path} is no results directory: `figure` takes results or one scenario file"));
        return Err(Exit::Refused);
    }
    let paths: Vec<PathBuf> = args.path.iter().cloned().collect();
    let pool = pool(args.threads, messages)?;
    let loaded = pool.install(|| read(&paths, &args.overrides, false, messages))?;
    let Some(job) = loaded.jobs.into_iter().next() else {
        messages.refusal(&rumeur::batch::Refusal::OnlyAbstract);
        return Err(Exit::Refused);
    };
    let results = quick_run(&job.scenario, &pool, messages, |experiment| {
        if args.overrides.replicates.is_none() {
            let plan = experiment.plan_mut();
            plan.replicates.end = plan.replicates.end.min(QUICK);
            plan.precision = None;
        }
    })?;
    let tables = TableFiles::of(&job.scenario, &results).map_err(|error| {
        messages.error(error);
        Exit::Failed
    })?;
    Ok((job.scenario, tables))
}

/// Writes the figure, and its numbers beside it.
fn write(place: &Place, files: &FigureFiles, messages: Messages) -> Result<Exit, Exit> {
    let (out, drawing) = match place {
        Place::Standard => return Ok(put(&files.svg, messages)),
        Place::Svg(out) => (out, files.svg.clone().into_bytes()),
        Place::Png(out) => (out, png(&files.svg, messages)?),
    };
    for (path, bytes) in [(out.clone(), &drawing), (out.with_extension("csv"), &files.csv)] {
        save(&path, bytes).map_err(|error| {
            messages.error(format_args!("cannot write {}: {error}", path.display()));
            Exit::Failed
        })?;
    }
    messages.note(format_args!(
        "{} is drawn, its numbers are in {}",
        out.display(),
        out.with_extension("csv").display()
    ));
    Ok(Exit::Done)
}

#[cfg(feature = "png")]
fn png(svg: &str, messages: Messages) -> Result<Vec<u8>, Exit> {
    /// Pixels to a page unit: 2,560 wide on a slide.
    const SCALE: f32 = 2.0;
    rumeur::figure::to_png(svg, SCALE).map_err(|error| {
        messages.error(error);
        Exit::Failed
    })
}

#[cfg(not(feature = "png"))]
fn png(_: &str, messages: Messages) -> Result<Vec<u8>, Exit> {
    messages.error("this program was built without PNG");
    messages.hint("write a file that ends with .svg");
    Err(Exit::Refused)
}

/// Writes beside the place and renames into it: a reader never sees half a file.
fn save(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    fs::write(&part, bytes)?;
    fs::rename(&part, path)
}
