use std::collections::BTreeSet;

use rumeur::batch::Job;
use rumeur::report::understood;
use rumeur::vocabulary::{Language, Noun, Text};

use super::args::{CheckArgs, CheckFormat};
use super::check_json::check_json;
use super::exit::Exit;
use super::messages::Messages;
use super::request::read_to_check;

/// `rumeur check`.
pub(super) fn check(args: &CheckArgs, messages: Messages, language: Language) -> Exit {
    if args.format == CheckFormat::Json {
        return check_json(args, messages, language);
    }
    match read_to_check(&args.paths, &args.overrides, args.deny_warnings, messages) {
        Ok(loaded) => {
            say_understood(&loaded.jobs, messages, language);
            let scenarios = loaded.jobs.len() + loaded.parents;
            let warnings: usize = loaded.jobs.iter().map(|job| job.scenario.warnings.len() + job.warnings.len()).sum();
            messages.note(counts(scenarios as u64, warnings as u64));
            Exit::Done
        }
        Err(exit) => exit,
    }
}

/// Says how edge lists were understood, each once.
pub(super) fn say_understood(jobs: &[Job], messages: Messages, language: Language) {
    let mut said = BTreeSet::new();
    for (path, report) in jobs.iter().flat_map(|job| &job.edge_lists) {
        let text = understood(path, report, language).join("\n");
        if !said.contains(&text) {
            messages.note(Text::same(text.as_str()));
            said.insert(text);
        }
    }
}

/// How many scenarios were read without error, and how many warnings there are.
fn counts(scenarios: u64, warnings: u64) -> Text {
    let scenario = Noun { en: ["scenario", "scenarios"], fr: ["scénario", "scénarios"] };
    let warning = Noun { en: ["warning", "warnings"], fr: ["avertissement", "avertissements"] };
    let en =
        format!("{}: no error, {}", scenario.counted(scenarios, Language::En), warning.counted(warnings, Language::En));
    let warned = if warnings == 0 { "aucun avertissement".to_owned() } else { warning.counted(warnings, Language::Fr) };
    Text::new(en, format!("{} : aucune erreur, {warned}", scenario.counted(scenarios, Language::Fr)))
}
