use clap::CommandFactory;
use rumeur::scenario::schema as scenario_schema;
use rumeur::text;
use rumeur::vocabulary::Language;

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::exit::Exit;
use super::french::french;
use super::messages::Messages;
use super::output::{end, put};

/// Parts of a manual page.
const PARTS: [(&str, &str); 3] = [("NAME", "NOM"), ("SUBCOMMANDS", "COMMANDES"), ("EXTRA", "COMPLÉMENTS")];

/// `rumeur schema`.
pub(super) fn schema(messages: Messages, language: Language) -> Exit {
    put(&scenario_schema(language), messages)
}

/// `rumeur completions`.
pub(super) fn completions(args: &CompletionsArgs, messages: Messages) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rumeur", &mut script);
    put(&String::from_utf8_lossy(&script), messages)
}

/// `rumeur man`.
pub(super) fn man(args: &ManArgs, messages: Messages, language: Language) -> Exit {
    let mut program = match language {
        Language::En => Cli::command(),
        Language::Fr => french(Cli::command()),
    };
    program.build();
    let command = match &args.command {
        None => Some(program),
        Some(name) => program.find_subcommand(name).cloned(),
    };
    let Some(command) = command else {
        let name = args.command.as_deref().unwrap_or_default();
        messages.error(text!("no command is called `{name}`", "aucune commande ne s'appelle `{name}`"));
        return Exit::Refused;
    };
    let mut page = Vec::new();
    match clap_mangen::Man::new(command).render(&mut page) {
        Ok(()) => {
            let mut page = String::from_utf8_lossy(&page).into_owned();
            if language == Language::Fr {
                for (en, fr) in PARTS {
                    page = page.replace(&format!("\n.SH {en}\n"), &format!("\n.SH {fr}\n"));
                }
            }
            put(&page, messages)
        }
        Err(error) => end(Err(error), messages),
    }
}
