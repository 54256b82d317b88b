use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, Write as _};

use anstream::AutoStream;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches};
use rumeur::batch::UnknownTable;
use rumeur::figure::UnknownPage;
use rumeur::report::UnknownDialect;
use rumeur::report::figures::UnknownKind;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, Text, UnknownLanguage, UnknownMetric};

use super::args::{BadValue, Cli};
use super::exit::Exit;
use super::french::{french, spaced_headings};
use super::language;
use super::messages::Messages;
use super::output::end;

/// What was typed, or how the program ends because of it.
pub(super) fn parse(arguments: Vec<OsString>) -> Result<Cli, Exit> {
    let asked = asked_language(&arguments);
    let language = language::choose(asked);
    let command = match language {
        Language::En => Cli::command(),
        Language::Fr => french(Cli::command()),
    };
    let unreadable = not_utf8(&arguments);
    let parsed =
        command.try_get_matches_from(with_help_flag(arguments)).and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if error.kind() == ErrorKind::InvalidUtf8 {
            let messages = Messages::plain(language);
            messages.error(text!("not UTF-8: {unreadable}", "pas de l'UTF-8 : {unreadable}"));
            messages.hint(Text::new(
                "rename the file, or type the argument in UTF-8",
                "renommez le fichier, ou tapez l'argument en UTF-8",
            ));
            return Exit::Refused;
        }
        if language == Language::Fr
            && error.use_stderr()
            && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        {
            let messages = Messages::plain(language);
            messages.error(french_error(&error));
            messages.hint(Text::new("see `rumeur --help`", "voyez `rumeur --help`"));
            return Exit::Refused;
        }
        let written = if language == Language::Fr { print_french(&error) } else { error.print() };
        if error.use_stderr() {
            // A message that cannot be written is lost: there is nowhere left to say so.
            return Exit::Refused;
        }
        end(written.and_then(|()| io::stdout().flush()), Messages::plain(language))
    })
}

/// The arguments that are no UTF-8, as far as they can be read.
fn not_utf8(arguments: &[OsString]) -> String {
    let unreadable = arguments.iter().filter(|argument| argument.to_str().is_none());
    unreadable.map(|argument| format!("`{}`", argument.display())).collect::<Vec<_>>().join(", ")
}

/// Help, as a French reader is used to it.
fn print_french(error: &clap::Error) -> io::Result<()> {
    let text = spaced_headings(&error.render().ansi().to_string());
    if error.use_stderr() {
        AutoStream::auto(io::stderr().lock()).write_all(text.as_bytes())
    } else {
        AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes())
    }
}

/// `rumeur help run` is `rumeur run --help`.
fn with_help_flag(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The language that is asked for, before anything else is understood.
fn asked_language(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let next = texts.iter().position(|text| *text == "--lang").and_then(|at| texts.get(at + 1).copied());
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    next.or(joined)?.parse().ok()
}

/// What a parser of ours says of a value.
fn said(source: &(dyn std::error::Error + 'static)) -> Option<Text> {
    fn of<T: Say + std::error::Error + 'static>(source: &(dyn std::error::Error + 'static)) -> Option<Text> {
        source.downcast_ref::<T>().map(Say::text)
    }
    let parsers = [
        of::<BadValue>,
        of::<UnknownTable>,
        of::<UnknownMetric>,
        of::<UnknownLanguage>,
        of::<UnknownPage>,
        of::<UnknownDialect>,
        of::<UnknownKind>,
    ];
    parsers.iter().find_map(|parser| parser(source))
}

fn french_error(error: &clap::Error) -> Text {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let english = error.to_string();
    let french = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("une valeur manque pour `{argument}`"),
        ErrorKind::InvalidValue => {
            let valid = context(ContextKind::ValidValue);
            format!("valeur `{value}` invalide pour `{argument}` ; possibles : {valid}")
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().and_then(said);
            let reason = reason.map_or_else(String::new, |said| format!(" : {}", said.fr));
            format!("valeur `{value}` invalide pour `{argument}`{reason}")
        }
        ErrorKind::UnknownArgument => {
            let near = context(ContextKind::SuggestedArg);
            let near = if near.is_empty() { near } else { format!(" ; vouliez-vous dire `{near}` ?") };
            format!("argument `{argument}` inconnu{near}")
        }
        ErrorKind::InvalidSubcommand => {
            let near = context(ContextKind::SuggestedSubcommand);
            let near = if near.is_empty() { near } else { format!(" ; vouliez-vous dire `{near}` ?") };
            format!("commande `{}` inconnue{near}", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::ArgumentConflict => {
            format!("`{argument}` ne va pas avec `{}`", context(ContextKind::PriorArg))
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            format!("le nombre de valeurs de `{argument}` n'est pas bon")
        }
        ErrorKind::TooManyValues => format!("`{argument}` a trop de valeurs, à partir de `{value}`"),
        _ => "la ligne de commande n'est pas valable".to_owned(),
    };
    text!("{english}", "{french}")
}
