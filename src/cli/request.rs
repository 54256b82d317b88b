use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rumeur::batch::{Invalid, Loaded, Refusal, Source, discover, load, load_each, load_to_run};
use rumeur::scenario::{Diagnostic, LARGEST_FILE, Overrides, Severity};
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

/// Reads every scenario of `paths` and shows what is wrong or doubtful with them; any error refuses all.
pub(super) fn read(
    paths: &[PathBuf],
    overrides: &OverrideArgs,
    deny_warnings: bool,
    messages: Messages,
) -> Result<Loaded, Exit> {
    read_all(paths, overrides, deny_warnings, messages, &nothing_is_run())
}

/// The same where nothing was to be run: errors are counted alone.
pub(super) fn read_to_check(
    paths: &[PathBuf],
    overrides: &OverrideArgs,
    deny_warnings: bool,
    messages: Messages,
) -> Result<Loaded, Exit> {
    read_all(paths, overrides, deny_warnings, messages, &Text::default())
}

fn nothing_is_run() -> Text {
    Text::new(": nothing is run", " : rien n'est simulé")
}

fn read_all(
    paths: &[PathBuf],
    overrides: &OverrideArgs,
    deny_warnings: bool,
    messages: Messages,
    end: &Text,
) -> Result<Loaded, Exit> {
    let (sources, unnamed) = sources(paths, false).map_err(|refusals| refuse(&refusals, 0, messages, end))?;
    messages.diagnostics(faults(&unnamed));
    let apart = errors(&unnamed);
    let loaded = load(sources, &overrides.into()).map_err(|refusal| refuse(&[refusal], apart, messages, end))?;
    warn(&loaded, deny_warnings, messages)?;
    if apart == 0 { Ok(loaded) } else { Err(refuse(&[], apart, messages, end)) }
}

/// The same for a batch: files whose names cannot be written are refused alone, and with `keep_going` so are those with
/// errors, those whose names clash and, where warnings are denied, those with one. All of these stand among the invalid.
pub(super) fn read_batch(
    paths: &[PathBuf],
    overrides: &OverrideArgs,
    deny_warnings: bool,
    keep_going: bool,
    messages: Messages,
) -> Result<Loaded, Exit> {
    let end = nothing_is_run();
    let (sources, unnamed) = sources(paths, keep_going).map_err(|refusals| refuse(&refusals, 0, messages, &end))?;
    messages.diagnostics(faults(&unnamed));
    let mut loaded = load_to_run(sources, &overrides.into());
    if keep_going {
        messages.diagnostics(faults(&loaded.invalid));
        // What some scenarios have denies these alone.
        if deny_warnings && warn(&loaded, true, messages).is_err() {
            loaded.deny_warnings();
        }
    } else {
        loaded = loaded.whole().map_err(|refusal| refuse(&[refusal], errors(&unnamed), messages, &end))?;
    }
    warn(&loaded, deny_warnings, messages)?;
    loaded.forget_doubts();
    loaded.invalid.extend(unnamed);
    if loaded.jobs.is_empty() && !loaded.invalid.is_empty() && !keep_going {
        return Err(Exit::Refused);
    }
    Ok(loaded)
}

fn faults(invalid: &[Invalid]) -> impl Iterator<Item = &Diagnostic> {
    invalid.iter().flat_map(|invalid| &invalid.diagnostics.0)
}

/// How many mistakes there are, those that are not told one by one among them.
pub(super) fn errors(invalid: &[Invalid]) -> usize {
    invalid.iter().map(|invalid| invalid.diagnostics.errors()).sum()
}

/// What there is at some paths: nothing is said of it.
pub(super) struct Everything {
    /// The scenarios, those that cannot be run among them.
    pub(super) loaded: Loaded,
    /// The files whose names are wrong.
    pub(super) unnamed: Vec<Invalid>,
    /// The paths that cannot be read.
    pub(super) refusals: Vec<Refusal>,
}

/// Reads what can be read of `paths`, whatever is wrong with others.
pub(super) fn read_each(paths: &[PathBuf], overrides: &OverrideArgs) -> Everything {
    let (sources, refusals) = match sources(paths, true) {
        Ok(sources) => (sources, Vec::new()),
        Err(refusals) => {
            // Standard input is read already.
            let is_good = |path: &&PathBuf| !is_standard(path) && discover(std::slice::from_ref(*path)).is_ok();
            let good: Vec<PathBuf> = paths.iter().filter(is_good).cloned().collect();
            let others = if good.is_empty() { None } else { self::sources(&good, true).ok() };
            (others.unwrap_or_default(), refusals)
        }
    };
    let (sources, unnamed) = sources;
    Everything { loaded: load_each(sources, &overrides.into()), unnamed, refusals }
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

/// Shows why nothing is done; `apart` errors have been shown.
fn refuse(refusals: &[Refusal], apart: usize, messages: Messages, end: &Text) -> Exit {
    for refusal in refusals {
        messages.refusal(refusal);
    }
    let wrong = refusals.iter().map(|refusal| match refusal {
        Refusal::Scenarios(diagnostics) => diagnostics.errors(),
        _ => 1,
    });
    let noun = Noun { en: ["error", "errors"], fr: ["erreur", "erreurs"] };
    let count = (wrong.sum::<usize>() + apart) as u64;
    let [en, fr] = [Language::En, Language::Fr].map(|language| noun.counted(count, language));
    messages.note(Text::new(format!("{en}{}", end.en), format!("{fr}{}", end.fr)));
    Exit::Refused
}

/// Files in the order given; standard input once, wherever it stands; the built-in scenario where no path is given.
///
/// Beside them the files that cannot be run for their names; names that clash refuse all, if not `keep_going`.
fn sources(paths: &[PathBuf], keep_going: bool) -> Result<(Vec<Source>, Vec<Invalid>), Vec<Refusal>> {
    if paths.is_empty() {
        return Ok((vec![Source::Preset(DEFAULT_PRESET.to_owned())], Vec::new()));
    }
    let files: Vec<PathBuf> = paths.iter().filter(|path| !is_standard(path)).cloned().collect();
    let mut sources = Vec::new();
    if files.len() < paths.len() {
        sources.push(standard_input().map_err(|error| vec![error])?);
    }
    let discovered = discover(&files)?;
    let mut unnamed = discovered.unnamed;
    if keep_going {
        unnamed.extend(discovered.clashing);
    } else if !discovered.clashes.0.is_empty() {
        return Err(vec![Refusal::Scenarios(discovered.clashes)]);
    }
    sources.extend(discovered.found.into_iter().map(Source::File));
    Ok((sources, unnamed))
}

/// No more than says that it is too large: standard input may never end.
fn standard_input() -> Result<Source, Refusal> {
    let mut bytes = Vec::new();
    match io::stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes) {
        Ok(_) => Ok(Source::Text { bytes, name: "stdin".to_owned(), shown_as: STANDARD.to_owned() }),
        Err(source) => Err(Refusal::Unreadable { path: PathBuf::from(STANDARD), source }),
    }
}
