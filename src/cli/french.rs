//! The help in French: what `args` says in English, by command and argument. A test holds both side by side.

use clap::{Arg, ArgAction, Command};
use rumeur::report::figures::FigureKind;
use rumeur::vocabulary::{Language, NARROW_NO_BREAK_SPACE, typeset};

use super::french_examples::{
    COMPARE_EXAMPLES, COMPLAINTS_EXAMPLES, EXERCISE_EXAMPLES, EXIT, FIGURE_EXAMPLES, MERGE_EXAMPLES, RUN_EXAMPLES,
    SENSITIVITY_EXAMPLES, SURVEY_EXAMPLES, SWEEP_EXAMPLES, WORTH_EXAMPLES,
};
use super::french_texts::text;

/// Headings of arguments.
const HEADINGS: [(&str, &str); 6] = [
    ("Terminal", "Terminal"),
    ("Scenario", "Scénario"),
    ("Run", "Simulation"),
    ("Output", "Sortie"),
    ("Columns", "Colonnes"),
    ("Options", "Options"),
];

/// Names of values.
const VALUES: [(&str, &str); 22] = [
    ("AMOUNT", "MONTANT"),
    ("COLUMN", "COLONNE"),
    ("COMMAND", "COMMANDE"),
    ("DIR", "DOSSIER"),
    ("FILE", "FICHIER"),
    ("KIND", "FIGURE"),
    ("LIST", "LISTE"),
    ("METHOD", "MÉTHODE"),
    ("METRIC", "INDICATEUR"),
    ("METRIC=VALUE|baseline", "INDICATEUR=VALEUR|baseline"),
    ("NAME", "NOM"),
    ("OTHER", "AUTRE"),
    ("PATH", "CHEMIN"),
    ("PATH=N,N", "CHEMIN=N,N"),
    ("PATH=VALUE", "CHEMIN=VALEUR"),
    ("PATH=VALUES", "CHEMIN=VALEURS"),
    ("RESULTS", "RÉSULTATS"),
    ("SCENARIO", "SCÉNARIO"),
    ("SCENARIO or RESULTS", "SCÉNARIO ou RÉSULTATS"),
    ("SHELL", "INTERPRÉTEUR"),
    ("VARIANT", "VARIANTE"),
    ("WHEN", "QUAND"),
];

const TEMPLATE: &str = "{before-help}{about-with-newline}\nUtilisation\u{202f}: {usage}\n\n{all-args}{after-help}";

/// The command with its help in French.
pub(super) fn french(command: Command) -> Command {
    let command = command.disable_help_subcommand(true).after_long_help(typeset(EXIT));
    one(command, "rumeur")
}

fn one(command: Command, name: &str) -> Command {
    let command = command.subcommand_help_heading("Commandes").subcommand_value_name("COMMANDE");
    let mut command = command.help_template(TEMPLATE).disable_help_flag(true).disable_version_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(typeset("Afficher l'aide (`-h` : en court)")),
    );
    if name == "rumeur" {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.arg(version.help("Afficher la version"));
    }
    if let Some(about) = text(name, "").filter(|_| !name.is_empty()) {
        command = command.about(typeset(about)).long_about(None);
    }
    command = match name {
        "run" => command
            .after_help(typeset("`rumeur run --help` donne des exemples."))
            .after_long_help(typeset(RUN_EXAMPLES)),
        "merge" => command
            .after_help(typeset("`rumeur merge --help` donne des exemples."))
            .after_long_help(typeset(MERGE_EXAMPLES)),
        "sweep" => command
            .after_help(typeset("`rumeur sweep --help` donne des exemples."))
            .after_long_help(typeset(SWEEP_EXAMPLES)),
        "exercise" => command
            .after_help(typeset("`rumeur exercise --help` donne des exemples."))
            .after_long_help(typeset(EXERCISE_EXAMPLES)),
        "sensitivity" => command
            .after_help(typeset("`rumeur sensitivity --help` donne des exemples."))
            .after_long_help(typeset(SENSITIVITY_EXAMPLES)),
        "compare" => command
            .after_help(typeset("`rumeur compare --help` donne des exemples."))
            .after_long_help(typeset(COMPARE_EXAMPLES)),
        "worth" => command
            .after_help(typeset("`rumeur worth --help` donne des exemples."))
            .after_long_help(typeset(WORTH_EXAMPLES)),
        "figure" => command
            .after_help(typeset("`rumeur figure --help` donne des exemples."))
            .after_long_help(typeset(FIGURE_EXAMPLES)),
        "survey" => command
            .after_help(typeset("`rumeur fit survey --help` donne des exemples et les colonnes."))
            .after_long_help(typeset(SURVEY_EXAMPLES)),
        "complaints" => command
            .after_help(typeset("`rumeur fit complaints --help` donne des exemples."))
            .after_long_help(typeset(COMPLAINTS_EXAMPLES)),
        _ => command,
    };
    let owner = name.to_owned();
    command = command.mut_args(move |argument| {
        let said = text(&owner, argument.get_id().as_str());
        let heading = argument.get_help_heading().map(str::to_owned);
        let heading = heading.and_then(|heading| HEADINGS.iter().find(|known| known.0 == heading).map(|known| known.1));
        let argument = match said {
            // What clap says of defaults and of possible values is English, and the texts say it.
            Some(said) => argument.help(typeset(said)),
            None => argument,
        };
        let argument = if argument.get_id() == "kind" { argument.long_help(typeset(&kinds())) } else { argument };
        let name = argument.get_value_names().and_then(<[_]>::first).map(std::string::ToString::to_string);
        let name = name.and_then(|name| VALUES.iter().find(|known| known.0 == name));
        let argument = match name {
            Some((_, name)) => argument.value_name(*name),
            None => argument,
        };
        let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
        let argument =
            if takes_value { argument.hide_default_value(true).hide_possible_values(true) } else { argument };
        match heading {
            Some(heading) => argument.help_heading(heading),
            None => argument,
        }
    });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| one(sub, &name));
    }
    command
}

/// The kinds of figures, each with what it shows.
fn kinds() -> String {
    let lines = FigureKind::ALL.map(|kind| format!("- {kind} : {}", kind.meaning(Language::Fr)));
    format!("Quelle figure :\n{}", lines.join("\n"))
}

/// Help as clap writes it, with a space before the colon of each heading.
pub(super) fn spaced_headings(help: &str) -> String {
    let mut out = String::with_capacity(help.len() + 32);
    for line in help.split_inclusive('\n') {
        let end = line.trim_end();
        let (words, close) = end.strip_suffix("\u{1b}[0m").map_or((end, ""), |words| (words, "\u{1b}[0m"));
        match words.strip_suffix(':').filter(|words| !words.is_empty() && !words.starts_with(' ')) {
            Some(words) if !words.ends_with(NARROW_NO_BREAK_SPACE) => {
                out.extend([words, "\u{202f}:", close, &line[end.len()..]]);
            }
            _ => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::args::Cli;
    use super::super::french_texts::{STUDIES, STUDY, TEXTS};
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_every_argument_has_its_text_in_french() {
        let program = Cli::command();
        let mut missing = Vec::new();
        let fits = program.find_subcommand("fit").into_iter().flat_map(Command::get_subcommands);
        for command in std::iter::once(&program).chain(program.get_subcommands()).chain(fits) {
            if text(command.get_name(), "").is_none() {
                missing.push(command.get_name().to_owned());
            }
            for argument in command.get_arguments() {
                if text(command.get_name(), argument.get_id().as_str()).is_none() {
                    missing.push(format!("{}/{}", command.get_name(), argument.get_id()));
                }
                // What is typed as it stands is in small letters, and a single letter is a number.
                let names = argument.get_value_names().filter(|_| argument.get_action().takes_values());
                for name in names.unwrap_or_default().iter().map(clap::builder::Str::as_str) {
                    let same = ["CODE", "FORMAT", "I/N|auto|auto/N"].contains(&name);
                    let is_word = name.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 1);
                    let is_typed = !name.contains(|c: char| c.is_ascii_uppercase());
                    if is_word && !is_typed && !same && !VALUES.iter().any(|known| known.0 == name) {
                        missing.push(name.to_owned());
                    }
                }
            }
        }
        assert!(missing.is_empty(), "no French text for {missing:?}");
    }

    #[test]
    fn exit_codes_are_those_of_the_english_help() {
        let codes = |help: &str| -> Vec<String> {
            let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
            help.lines().filter_map(first).filter(|word| word.parse::<u8>().is_ok()).collect()
        };
        assert_eq!(codes(EXIT), codes(super::super::exit::HELP));
    }

    #[test]
    fn no_text_is_left_of_an_argument_that_is_gone() {
        let program = Cli::command();
        let has = |command: &str, argument: &str| {
            let fits = program.find_subcommand("fit").into_iter().flat_map(Command::get_subcommands);
            let owner = program.get_subcommands().chain(fits).find(|known| known.get_name() == command);
            owner.expect(command).get_arguments().any(|known| known.get_id() == argument)
        };
        for (command, argument, _) in TEXTS.iter().filter(|text| !text.0.is_empty() && !text.1.is_empty()) {
            let is_known = match *command {
                STUDY => STUDIES.into_iter().any(|study| has(study, argument)),
                command => has(command, argument),
            };
            assert!(is_known, "{command}/{argument}");
        }
    }

    #[test]
    fn the_french_command_is_sound() {
        french(Cli::command()).debug_assert();
    }
}
