use std::fs::File;
use std::io::Write;

use rumeur::scenario::{PRESETS, new_file};
use rumeur::vocabulary::Language;

use super::args::NewArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::request::is_standard;

/// `rumeur new`.
pub(super) fn new(args: &NewArgs, messages: Messages, language: Language) -> Exit {
    let Some(preset) = PRESETS.iter().find(|preset| preset.name == args.preset) else {
        messages.error(format_args!("no preset is called `{}`", args.preset));
        let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        messages.hint(format_args!("the presets are {}", names.join(", ")));
        return Exit::Refused;
    };
    let text = new_file(preset, language);
    if is_standard(&args.file) {
        return put(&text, messages);
    }
    let path = args.file.display();
    // Never over a file that is there.
    let mut file = match File::create_new(&args.file) {
        Ok(file) => file,
        Err(error) => {
            messages.error(format_args!("cannot write {path}: {error}"));
            return Exit::Refused;
        }
    };
    match file.write_all(text.as_bytes()) {
        Ok(()) => {
            messages.note(format_args!("{path} is written; `rumeur run {path}` runs it"));
            Exit::Done
        }
        Err(error) => {
            messages.error(format_args!("cannot write {path}: {error}"));
            Exit::Failed
        }
    }
}
