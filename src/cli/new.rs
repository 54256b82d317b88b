use rumeur::batch::Asked;
use rumeur::scenario::{PRESETS, new_file};
use rumeur::text;
use rumeur::vocabulary::Language;

use super::args::NewArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::{claim, fill, put, signals};
use super::request::is_standard;

/// `rumeur new`.
pub(super) fn new(args: &NewArgs, messages: Messages, language: Language) -> Exit {
    let Some(preset) = PRESETS.iter().find(|preset| preset.name == args.preset) else {
        let name = &args.preset;
        messages.error(text!("no preset is called `{name}`", "aucun préréglage ne s'appelle `{name}`"));
        let names = PRESETS.iter().map(|preset| preset.name).collect::<Vec<_>>().join(", ");
        messages.hint(text!("the presets are {names}", "les préréglages sont {names}"));
        return Exit::Refused;
    };
    let text = new_file(preset, language);
    if is_standard(&args.file) {
        return put(&text, messages);
    }
    match write(args, &text, messages, language) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

fn write(args: &NewArgs, text: &str, messages: Messages, language: Language) -> Result<(), Exit> {
    let signals = signals(messages)?;
    let asked = Asked { path: &args.file, force: args.force, inputs: &[], is_ours: &|_| false };
    let place = claim(&asked, messages, language)?;
    fill(place, &args.file, &signals, messages, |out| out.write_all(text.as_bytes()))?;
    let path = args.file.display();
    messages.note(text!(
        "{path} is written; `rumeur run {path}` runs it",
        "{path} est écrit ; `rumeur run {path}` le simule"
    ));
    Ok(())
}
