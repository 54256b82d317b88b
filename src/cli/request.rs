use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::ThreadPool;
use rumeur::batch::{Loaded, Refusal, Source, discover, load, load_each};
use rumeur::scenario::{Diagnostics, Overrides, Severity};
use rumeur::text;
use rumeur::vocabulary::{Language, Noun, Text};

use super::args::OverrideArgs;
use super::exit::Exit;
use super::messages::Messages;

/// What stands for standard input and output among paths.
const STANDARD: &str = "-";

/// The scenario that runs when none is named.
const DEFAULT_PRESET: &str = "classic-317";

/// Whether the path means standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == STANDARD
}

impl From<&OverrideArgs> for Overrides {
    fn from(args: &OverrideArgs) -> Self {
        Self {
            set: args.set.clone(),
            replicates: args.replicates,
            seed: args.seed,
            variant: args.variant.clone(),
            allow: args.allow.clone(),
        }
    }
}

/// A pool of so many threads, by default as many as the job was given.
pub(super) fn pool(threads: Option<usize>, messages: Messages) -> Result<ThreadPool, Exit> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or_else(rumeur::ensemble::threads));
    builder.build().map_err(|error| {
        messages
            .error(text!("cannot start the threads: {error}", "impossible de lancer les fils d'exécution : {error}"));
        Exit::Failed
    })
}

/// Reads every scenario of `paths` and shows what is wrong or doubtful with them; any error refuses all.
pub(super) fn read(
    paths: &[PathBuf],
    overrides: &OverrideArgs,
    deny_warnings: bool,
    messages: Messages,
) -> Result<Loaded, Exit> {
    let (sources, unnamed) = sources(paths).map_err(|refusals| refuse(&refusals, messages))?;
    messages.diagnostics(&unnamed.0);
    let loaded = load(sources, &overrides.into()).map_err(|refusal| refuse(&[refusal], messages))?;
    warn(&loaded, deny_warnings, messages)?;
    if unnamed.0.is_empty() { Ok(loaded) } else { Err(Exit::Refused) }
}

/// The same for a batch: files whose names cannot be written are refused alone, and with `keep_going` so are those with
/// errors. The count of the first is beside what was read.
pub(super) fn read_batch(
    paths: &[PathBuf],
    overrides: &OverrideArgs,
    deny_warnings: bool,
    keep_going: bool,
    messages: Messages,
) -> Result<(Loaded, usize), Exit> {
    let (sources, unnamed) = sources(paths).map_err(|refusals| refuse(&refusals, messages))?;
    messages.diagnostics(&unnamed.0);
    let loaded = if keep_going {
        let loaded = load_each(sources, &overrides.into());
        messages.diagnostics(loaded.invalid.iter().flat_map(|invalid| &invalid.diagnostics.0));
        loaded
    } else {
        load(sources, &overrides.into()).map_err(|refusal| refuse(&[refusal], messages))?
    };
    warn(&loaded, deny_warnings, messages)?;
    if loaded.jobs.is_empty() && unnamed.0.len() + loaded.invalid.len() > 0 {
        return Err(Exit::Refused);
    }
    Ok((loaded, unnamed.0.len()))
}

/// The scenarios, those that cannot be run among them, and what is wrong with names of files: nothing is said of either.
pub(super) fn read_each(
    paths: &[PathBuf],
    overrides: &OverrideArgs,
    messages: Messages,
) -> Result<(Loaded, Diagnostics), Exit> {
    let (sources, unnamed) = sources(paths).map_err(|refusals| refuse(&refusals, messages))?;
    Ok((load_each(sources, &overrides.into()), unnamed))
}

/// Shows what is doubtful.
fn warn(loaded: &Loaded, deny_warnings: bool, messages: Messages) -> Result<(), Exit> {
    let lints = || {
        let jobs = loaded.jobs.iter().map(|job| &job.scenario);
        jobs.flat_map(|scenario| scenario.warnings.iter().map(|lint| (scenario.name.as_str(), lint)))
    };
    let of_networks =
        loaded.jobs.iter().flat_map(|job| job.warnings.iter().map(|odd| (job.scenario.name.as_str(), odd)));
    let of_networks: Vec<(&str, &Text)> = of_networks.collect();
    messages.doubts(lints());
    messages.warnings(&of_networks);
    let warnings = lints().filter(|(_, lint)| lint.severity == Severity::Warning).count() + of_networks.len();
    if deny_warnings && warnings > 0 {
        let noun = Noun { en: ["warning", "warnings"], fr: ["avertissement", "avertissements"] };
        let [en, fr] = [Language::En, Language::Fr].map(|language| noun.counted(warnings as u64, language));
        messages.error(text!(
            "{en}, which --deny-warnings takes for errors",
            "{fr}, que --deny-warnings prend pour des erreurs"
        ));
        return Err(Exit::Refused);
    }
    Ok(())
}

fn refuse(refusals: &[Refusal], messages: Messages) -> Exit {
    for refusal in refusals {
        messages.refusal(refusal);
    }
    let wrong = refusals.iter().map(|refusal| match refusal {
        Refusal::Scenarios(diagnostics) => {
            diagnostics.0.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
        }
        _ => 1,
    });
    let noun = Noun { en: ["error", "errors"], fr: ["erreur", "erreurs"] };
    let count = wrong.sum::<usize>() as u64;
    let [en, fr] = [Language::En, Language::Fr].map(|language| noun.counted(count, language));
    messages.note(text!("{en}: nothing is run", "{fr} : rien n'est simulé"));
    Exit::Refused
}

/// Files in the order given; standard input once, wherever it stands; the built-in scenario where no path is given.
///
/// Beside them what is wrong with the names of files that cannot be run.
fn sources(paths: &[PathBuf]) -> Result<(Vec<Source>, Diagnostics), Vec<Refusal>> {
    if paths.is_empty() {
        return Ok((vec![Source::Preset(DEFAULT_PRESET.to_owned())], Diagnostics::default()));
    }
    let files: Vec<PathBuf> = paths.iter().filter(|path| !is_standard(path)).cloned().collect();
    let mut sources = Vec::new();
    if files.len() < paths.len() {
        sources.push(standard_input().map_err(|error| vec![error])?);
    }
    let discovered = discover(&files)?;
    sources.extend(discovered.found.into_iter().map(Source::File));
    Ok((sources, discovered.unnamed))
}

fn standard_input() -> Result<Source, Refusal> {
    let mut bytes = Vec::new();
    match io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(Source::Text { bytes, name: "stdin".to_owned(), shown_as: STANDARD.to_owned() }),
        Err(source) => Err(Refusal::Unreadable { path: PathBuf::from(STANDARD), source }),
    }
}
