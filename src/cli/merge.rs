use std::path::Path;

use rumeur::batch::{Batch, MergeError, Shards, merge as merge_shards};
use rumeur::vocabulary::{Language, Say};

use super::args::{MergeArgs, ProgressKind};
use super::exit::Exit;
use super::last_resort::LastResort;
use super::messages::Messages;
use super::output::{needs_folder, signals};
use super::progress::Progress;
use super::request::is_standard;
use super::run::{VERSION, claim, fail, give_up, print, tell};
use super::threads::install;

/// `rumeur merge`.
pub(super) fn merge(args: &MergeArgs, messages: Messages, language: Language) -> Exit {
    match try_merge(args, messages, language) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_merge(args: &MergeArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    if is_standard(&args.out) {
        return Err(needs_folder("merge", messages));
    }
    let signals = signals(messages)?;
    let shards = install(|| Shards::open(&args.shards, args.partial, VERSION)).map_err(|error| {
        match &error {
            MergeError::Scenario(diagnostics) => messages.diagnostics(&diagnostics.0),
            _ => messages.error(error.text()),
        }
        if let Some(hint) = error.hint() {
            messages.hint(hint);
        }
        Exit::Refused
    })?;
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let batch = Batch {
        jobs: &shards.jobs,
        invalid: &shards.invalid,
        tables: shards.tables(),
        dialect: shards.dialect(),
        raw: shards.raw(),
        figures: shards.figures(),
        shard: shards.shard.as_ref(),
        fail_fast: false,
        version: VERSION,
        arguments: &arguments,
    };
    signals.hold();
    let inputs = shards.inputs();
    let inputs: Vec<&Path> = inputs.iter().map(AsRef::as_ref).collect();
    let claim = claim(&args.out, (args.resume, args.force), &inputs, messages)?;
    let last_resort = LastResort::watch(&signals, give_up(Some(&claim)), messages);
    let progress = Progress::new(&shards.jobs, &shards.invalid, ProgressKind::Bar, messages);
    let result = install(|| merge_shards(&shards, &batch, claim, signals.stop(), &progress));
    drop(last_resort);
    progress.end();
    let counts = result.map_err(|error| fail(&error, &args.out, &signals, messages))?;
    for invalid in &shards.invalid {
        let message = invalid.diagnostics.0.first().map(|fault| fault.message.clone()).unwrap_or_default();
        messages.error(message.of(&invalid.name));
    }
    tell(&counts, &shards.jobs, &args.out, messages);
    if let Some(partial) = shards.partial() {
        messages.note(partial);
    }
    let printed = if counts.is_published && counts.complete > 0 {
        print(&args.out, (args.format, args.sort), &shards.jobs, messages, language)
    } else {
        Exit::Done
    };
    Ok(match printed {
        _ if counts.failed + shards.invalid.len() > 0 => Exit::Failed,
        Exit::Done if counts.broken > 0 => Exit::Broken,
        printed => printed,
    })
}
