use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rumeur::batch::{self, Abandon, Batch, BatchError, Claim, Counts, Job, Loaded, Mode, assigned, stream_summary};
use rumeur::report::tables::SummaryRow;
use rumeur::report::{Row, ShardBy, ShardSettings};
use rumeur::text;
use rumeur::vocabulary::{Language, Metric, Noun, Say};

use super::args::{AskedShard, Format, RunArgs};
use super::dry_run::dry_run;
use super::exact_only::exact_only;
use super::exit::Exit;
use super::interrupted::interrupted;
use super::last_resort::LastResort;
use super::messages::Messages;
use super::output::{end, refuse_flags, signals};
use super::progress::Progress;
use super::render::render;
use super::request::{is_standard, read_batch};
use super::run_output::{print_json, run_summary};
use super::signals::Signals;
use super::threads::install;

/// The version of the program, as `run.json` and resuming know it.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `rumeur run`.
pub(super) fn run(args: &RunArgs, messages: Messages, language: Language) -> Exit {
    match try_run(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_run(args: &RunArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let to_stdout = is_standard(&args.output.out);
    if to_stdout {
        check_stdout_flags(args, messages)?;
    }
    let signals = signals(messages)?;
    let mut loaded =
        install(|| read_batch(&args.paths, &args.overrides, args.deny_warnings, args.keep_going, messages))?;
    if loaded.jobs.is_empty() && loaded.invalid.is_empty() {
        messages.refusal(&rumeur::batch::Refusal::OnlyAbstract);
        return Err(Exit::Refused);
    }
    let shard = match args.shard {
        Some(asked) => Some(shard(&mut loaded, asked, args.shard_by.unwrap_or_default().into(), messages)?),
        None => None,
    };
    if loaded.jobs.is_empty() && !loaded.invalid.is_empty() && (args.dry_run || args.exact_only) {
        return Err(Exit::Refused);
    }
    if args.dry_run {
        return Ok(install(|| dry_run(&loaded.jobs, shard.as_ref(), args.output.tables, &signals, messages, language)));
    }
    if args.exact_only {
        return exact_only(&loaded.jobs, args, messages, language);
    }
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let batch = Batch {
        jobs: &loaded.jobs,
        invalid: &loaded.invalid,
        tables: args.output.tables,
        dialect: args.output.csv_dialect,
        raw: args.output.raw,
        figures: args.output.figures.then_some(language),
        shard: shard.as_ref(),
        fail_fast: args.fail_fast,
        version: VERSION,
        arguments: &arguments,
    };
    signals.hold();
    let claim = if to_stdout { None } else { Some(claim_for(args, &loaded.jobs, messages)?) };
    let last_resort = LastResort::watch(&signals, give_up(claim.as_ref()), messages);
    let progress = Progress::new(&loaded.jobs, &loaded.invalid, args.progress, messages);
    let result = install(|| match claim {
        Some(claim) => batch::run(&batch, claim, signals.stop(), &progress),
        None => stream_summary(&batch, &mut io::stdout(), signals.stop(), &progress),
    });
    drop(last_resort);
    progress.end();
    let counts = result.map_err(|error| fail(&error, &args.output.out, &signals, messages))?;
    tell(&counts, &loaded.jobs, &args.output.out, messages);
    let is_part = shard.as_ref().is_some_and(|shard| shard.by == ShardBy::Replicates);
    if let Some(shard) = &shard {
        let (total, number) = (shard.total, shard.numbers.first().copied().unwrap_or_default());
        messages.note(text!(
            "this is shard {number} of {total}: `rumeur merge` puts all of them together",
            "c'est la partie {number} sur {total} : `rumeur merge` les réunit toutes"
        ));
    }
    // A part decides nothing.
    let is_wanted = !is_part || args.output.format.is_some();
    let has_tables = !to_stdout && counts.is_published && counts.complete > 0 && is_wanted;
    let printed = if has_tables {
        print(&args.output.out, (args.output.format, args.output.sort), &loaded.jobs, messages, language)
    } else {
        Exit::Done
    };
    let refused = loaded.invalid.len();
    if refused > 0 {
        messages.error(if refused == 1 {
            text!(
                "1 file was not run, for the reasons above",
                "1 fichier n'a pas été simulé, pour les raisons ci-dessus"
            )
        } else {
            text!(
                "{refused} files were not run, for the reasons above",
                "{refused} fichiers n'ont pas été simulés, pour les raisons ci-dessus"
            )
        });
    }
    Ok(match printed {
        _ if counts.failed + refused > 0 => Exit::Failed,
        Exit::Done if counts.broken > 0 => Exit::Broken,
        printed => printed,
    })
}

/// `--out -` leaves nowhere to put files, nor anything else on standard output.
fn check_stdout_flags(args: &RunArgs, messages: Messages) -> Result<(), Exit> {
    let flags = [
        ("--raw", args.output.raw),
        ("--figures", args.output.figures),
        ("--shard", args.shard.is_some()),
        ("--resume", args.output.resume),
        ("--force", args.output.force),
        ("--format", args.output.format == Some(Format::Json)),
    ];
    refuse_flags(&flags, messages)
}

/// Keeps what a shard has, and says which it is.
fn shard(loaded: &mut Loaded, asked: AskedShard, by: ShardBy, messages: Messages) -> Result<ShardSettings, Exit> {
    let name = match asked {
        AskedShard::Named(name) => name,
        AskedShard::Auto(total) => {
            let assigned = assigned(total, |name| std::env::var(name).ok()).map_err(|error| {
                messages.error(&error);
                messages.hint(error.hint());
                Exit::Refused
            })?;
            messages.note(assigned.text());
            assigned.shard
        }
    };
    loaded.shard(name, by).map_err(|refusal| {
        messages.refusal(&refusal);
        Exit::Refused
    })
}

fn claim_for(args: &RunArgs, jobs: &[Job], messages: Messages) -> Result<Claim, Exit> {
    let own = jobs.iter().filter_map(|job| job.scenario.path.as_deref());
    let inputs: Vec<&Path> =
        own.chain(jobs.iter().flat_map(|job| &job.scenario.files).map(|file| file.path.as_path())).collect();
    claim(&args.output.out, (args.output.resume, args.output.force), &inputs, messages)
}

/// What a signal leaves of the results that are claimed, if any are.
pub(super) fn give_up(claim: Option<&Claim>) -> impl Fn() -> Option<(usize, Option<PathBuf>)> + Send + 'static {
    let abandon = claim.map(Claim::abandon);
    move || abandon.as_ref().map_or(Some((0, None)), Abandon::now)
}

/// Claims the results directory; `--resume` and `--force`.
pub(super) fn claim(
    out: &Path,
    (resume, force): (bool, bool),
    inputs: &[&Path],
    messages: Messages,
) -> Result<Claim, Exit> {
    let mode = match (resume, force) {
        (true, _) => Mode::Resume,
        (false, true) => Mode::Force,
        (false, false) => Mode::Fresh,
    };
    Claim::new(out, mode, inputs).map_err(|refusal| {
        messages.refusal(&refusal);
        Exit::Refused
    })
}

/// Says why there are no results.
pub(super) fn fail(error: &BatchError, out: &Path, signals: &Signals, messages: Messages) -> Exit {
    match error {
        BatchError::Interrupted { complete, kept } => {
            interrupted(*complete, kept.as_deref(), messages);
            signals.exit()
        }
        // Whoever read the other end had what they wanted.
        BatchError::Write { source, .. } if is_standard(out) && source.kind() == io::ErrorKind::BrokenPipe => {
            Exit::Done
        }
        BatchError::Write { .. } | BatchError::Read { .. } | BatchError::Overtaken(_) => {
            messages.error(error);
            if out.exists() {
                let out = out.display();
                messages.hint(text!("{out} is as it was before", "{out} est comme avant"));
            }
            Exit::Failed
        }
        BatchError::Kept { error, kept } => {
            messages.error(&**error);
            if let BatchError::Overtaken(out) = &**error {
                let (kept, out) = (kept.display(), out.display());
                messages.hint(text!(
                    "the new results are whole in {kept}: move away what is in {out}, then --resume puts them there",
                    "les nouveaux résultats sont entiers dans {kept} : déplacez ce qui est dans {out}, puis --resume les y met"
                ));
                return Exit::Failed;
            }
            let kept = kept.display();
            messages.hint(text!(
                "what is complete is in {kept}: the same command with --resume goes on from there",
                "ce qui est terminé est dans {kept} : la même commande avec --resume reprend de là"
            ));
            Exit::Failed
        }
    }
}

/// Says what became of the scenarios, where that is not plain.
pub(super) fn tell(counts: &Counts, jobs: &[Job], out: &Path, messages: Messages) {
    let is_standard = is_standard(out);
    let out = out.display();
    if !counts.is_published {
        messages.note(text!(
            "nothing is complete: {out} is as it was before",
            "rien n'est terminé : {out} est comme avant"
        ));
        return;
    }
    let mut parts = Vec::new();
    if counts.reused > 0 {
        parts.push((counts.reused, ["taken over", "taken over"], ["repris", "repris"]));
    }
    if counts.failed > 0 {
        parts.push((counts.failed, ["failed", "failed"], ["échec", "échecs"]));
    }
    if counts.missing > 0 {
        parts.push((counts.missing, ["not run", "not run"], ["non simulé", "non simulés"]));
    }
    if !parts.is_empty() {
        let [en, fr] = [Language::En, Language::Fr].map(|language| {
            let said = parts.iter().map(|&(count, en, fr)| Noun { en, fr }.counted(count as u64, language));
            said.collect::<Vec<_>>().join(", ")
        });
        let (complete, all) = (counts.complete, jobs.len());
        let scenarios =
            Noun { en: ["scenario"; 2], fr: ["scénario", "scénarios"] }.beside(complete as f64, Language::Fr);
        let done = if complete < 2 { "terminé" } else { "terminés" };
        messages.note(text!(
            "{complete} of {all} scenarios complete, {en}",
            "{complete} {scenarios} sur {all} {done}, {fr}"
        ));
    }
    if !is_standard {
        messages.note(text!("results are in {out}", "résultats dans {out}"));
    }
}

/// Prints what was asked for, from the tables that are in their place now.
pub(super) fn print(
    out: &Path,
    (format, sort): (Option<Format>, Option<Metric>),
    jobs: &[Job],
    messages: Messages,
    language: Language,
) -> Exit {
    let format = match format {
        Some(format) => format,
        None if messages.is_quiet() => return Exit::Done,
        None => Format::Table,
    };
    let mut stdout = io::stdout().lock();
    let printed = match format {
        Format::Table => run_summary(out, jobs, sort, language).and_then(|(page, cautions)| {
            messages.cautions(&cautions);
            stdout.write_all(render(&page, language).as_bytes())
        }),
        Format::Csv => File::open(out.join(SummaryRow::TABLE.file))
            .and_then(|mut file| io::copy(&mut file, &mut stdout))
            .map(|_| ()),
        Format::Json => print_json(out, &mut stdout),
    };
    end(printed.and_then(|()| stdout.flush()), messages)
}
