use rumeur::text;
use rumeur::vocabulary::Language;

use super::args::ShowArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::request::read;

/// `rumeur show`.
pub(super) fn show(args: &ShowArgs, messages: Messages, language: Language) -> Exit {
    if args.path.is_dir() {
        let path = args.path.display();
        messages.error(text!(
            "{path} is a directory: `show` takes one scenario file",
            "{path} est un dossier : `show` prend un seul fichier de scénario"
        ));
        return Exit::Refused;
    }
    match read(std::slice::from_ref(&args.path), &args.overrides, false, messages) {
        Ok(loaded) => {
            let text: String = loaded.jobs.iter().map(|job| job.scenario.show(language)).collect();
            put(&text, messages)
        }
        Err(exit) => exit,
    }
}
