use rumeur::vocabulary::Language;

use super::args::{FitArgs, FitCommand};
use super::exit::Exit;
use super::fit_complaints::complaints;
use super::fit_survey::survey;
use super::messages::Messages;

/// `rumeur fit`.
pub(super) fn fit(args: &FitArgs, messages: Messages, language: Language) -> Exit {
    let done = match &args.command {
        FitCommand::Survey(args) => survey(args, messages, language),
        FitCommand::Complaints(args) => complaints(args, messages, language),
    };
    done.unwrap_or_else(|exit| exit)
}
