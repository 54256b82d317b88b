//! What the TOML parser says, in words for somebody who does not know TOML.

use std::ops::Range;

use super::catalogue::{Kind, Node, root};
use super::diagnostic::{Diagnostic, Location};
use super::key_path::{toml_key, toml_string};
use super::source_text::SourceText;
use super::typed_amount::{ONE_NUMBER, amount_hint};
use super::value_hints::is_toml_number;
use crate::text;
use crate::vocabulary::Text;

/// After so many, the rest is noise: the text is something else altogether.
const MOST: usize = 20;

/// What a line may be.
const LINES: (&str, &str) =
    ("a line is KEY = VALUE, a [table] or a # comment", "une ligne est CLÉ = VALEUR, une [table] ou un # commentaire");

/// Messages for a text that is no TOML, one a line; `flag`: it was typed on the command line.
pub(super) fn syntax_faults(source: &SourceText, errors: &[toml::de::Error], flag: bool) -> Vec<Diagnostic> {
    if errors.is_empty() {
        return Vec::new();
    }
    let text = source.text.trim_start();
    if text.starts_with('{') {
        let start = source.text.len() - text.len();
        let message = text!(
            "this looks like JSON; a scenario file is TOML",
            "ceci ressemble à du JSON ; un fichier de scénario est en TOML"
        );
        let hint = text!(
            "write [customers] and below it complaints = 1; `rumeur new FILE` writes an example",
            "écrivez [customers] et en dessous complaints = 1 ; `rumeur new FICHIER` écrit un exemple"
        );
        return vec![fault(source, start..start + 1, message, hint)];
    }
    if !flag && is_table_of_data(text) {
        let start = source.text.len() - text.len();
        let end = text.find(['\n', '\r']).unwrap_or(text.len());
        return vec![data_given(source, start..start + end)];
    }
    // Only those that are shown are worded: a text that is something else altogether has one in every line.
    let start = |error: &&toml::de::Error| error.span().map_or(0, |span| span.start);
    let mut first: Vec<&toml::de::Error> = errors.iter().collect();
    // Of one line the first that the parser found.
    first.sort_by_key(|error| source.line_of(start(error)));
    first.dedup_by_key(|error| source.line_of(start(error)));
    first.truncate(MOST);
    let mut faults: Vec<Diagnostic> = first.into_iter().map(|error| syntax_fault(source, error)).collect();
    faults.sort_by_key(line);
    let is_line = |fault: &&mut Diagnostic| fault.hint.as_ref().is_some_and(|hint| hint.en == LINES.0);
    for fault in faults.iter_mut().filter(|_| flag).filter(is_line) {
        fault.hint = Some(text!(
            "write it as --set PATH=VALUE, such as --set voice.asked=0.5",
            "écrivez-le comme --set CHEMIN=VALEUR, par exemple --set voice.asked=0.5"
        ));
    }
    faults
}

/// Whether a text is lines of the same number of fields and nothing else: an edge list or a survey, and no settings. Between
/// blanks only numbers are fields, since settings without their = are words.
fn is_table_of_data(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '%'])).take(MOST);
    let is_number = |field: &str| field.parse::<f64>().is_ok();
    let fields = |line: &str, separator: Option<char>| match separator {
        Some(separator) => line.split(separator).count(),
        None => line.split_whitespace().filter(|field| is_number(field)).count(),
    };
    let even = |separator: Option<char>| {
        let first = lines().next().map_or(0, |line| fields(line, separator));
        first > 1 && lines().all(|line| fields(line, separator) == first)
    };
    let no_settings = lines().all(|line| !line.contains(['=', ':']) && !line.starts_with('['));
    lines().count() > 1 && no_settings && [Some(';'), Some('\t'), Some(','), None].into_iter().any(even)
}

/// Data where a scenario is wanted.
fn data_given(source: &SourceText, span: Range<usize>) -> Diagnostic {
    let message = text!(
        "this looks like a table of data; a scenario file is TOML",
        "ceci ressemble à un tableau de données ; un fichier de scénario est en TOML"
    );
    let named = toml_string(&source.path.to_string_lossy());
    let hint = text!(
        "a scenario names its contacts: [network] and below it file = {{ path = {named} }}; answers of a survey and a complaint log are read by `rumeur fit`",
        "un scénario nomme ses contacts : [network] et en dessous file = {{ path = {named} }} ; les réponses d'un sondage et un journal de réclamations sont lus par `rumeur fit`"
    );
    fault(source, span, message, hint)
}

/// The line of a message.
pub(super) fn line(fault: &Diagnostic) -> Option<usize> {
    fault.location.as_ref().map(|location| location.line)
}

fn syntax_fault(source: &SourceText, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let location = source.locate(span.clone());
    let value = source.text.get(span.clone()).unwrap_or_default().trim();
    let said = error.message();
    if said.starts_with("duplicate key") {
        return duplicate(source, span, value, &location);
    }
    let (message, hint) = if said.starts_with("string values must be quoted") {
        bare_word(value, &location.text)
    } else {
        reworded(said, value, &location.text)
    };
    fault(source, span, message, hint)
}

fn fault(source: &SourceText, span: Range<usize>, message: Text, hint: Text) -> Diagnostic {
    Diagnostic::error("syntax", message, Some(source.locate(span)), hint)
}

/// A value that is no number, no `true` or `false` and not in quotes.
fn bare_word(value: &str, line: &str) -> (Text, Text) {
    let cannot = cannot_read(value);
    if value.is_empty() {
        let key = line.split('=').next().unwrap_or_default().trim();
        let hint = text!(
            "write a value after the =, or remove the line",
            "écrivez une valeur après le =, ou enlevez la ligne"
        );
        return (text!("{key} has no value", "{key} n'a pas de valeur"), hint);
    }
    if let Some(hint) = amount_hint(value, false) {
        return (cannot, hint);
    }
    let unquoted = value.trim_matches(|c| "\u{201c}\u{201d}\u{201e}\u{ab}\u{bb}\u{2018}\u{2019}\u{a0} ".contains(c));
    if unquoted.len() < value.len() {
        let hint =
            text!("write it in straight quotes: \"{unquoted}\"", "écrivez-la entre guillemets droits : \"{unquoted}\"");
        return (cannot, hint);
    }
    if is_yes_or_no(value) {
        return (cannot, yes_or_no(line));
    }
    if value.contains(|c: char| c.is_ascii_digit()) && !value.starts_with(char::is_alphabetic) {
        return (cannot, ONE_NUMBER.into());
    }
    (cannot, text!("write a text in quotes: \"{value}\"", "écrivez un texte entre guillemets : \"{value}\""))
}

fn is_yes_or_no(value: &str) -> bool {
    ["yes", "no", "on", "off", "oui", "non", "vrai", "faux"].contains(&value.to_lowercase().as_str())
}

/// What to write for yes or no: a key of the line's name may want a share.
fn yes_or_no(line: &str) -> Text {
    fn kinds(node: &Node, name: &str, found: &mut Vec<Kind>) {
        for (key, child) in &node.children {
            found.extend(child.value().filter(|_| *key == name).map(|key| key.kind));
            kinds(child, name, found);
        }
        if let Some(named) = &node.named {
            kinds(named, name, found);
        }
    }
    let path = line.split('=').next().unwrap_or_default();
    let name = path.rsplit('.').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    let mut found = Vec::new();
    kinds(root(), name, &mut found);
    let is_share = |kind: &Kind| matches!(kind, Kind::Probability | Kind::PerContact | Kind::Number { .. });
    if !found.is_empty() && found.iter().all(is_share) {
        return text!(
            "a number is wanted: 1 for yes, 0 for no, or what lies between, such as 0.3",
            "il faut un nombre : 1 pour oui, 0 pour non, ou entre les deux, comme 0.3"
        );
    }
    let is_count = |kind: &Kind| matches!(kind, Kind::Count { .. } | Kind::Audience | Kind::Generations);
    if !found.is_empty() && found.iter().all(is_count) {
        return text!("a number is wanted, in digits, such as 10", "il faut un nombre, en chiffres, comme 10");
    }
    text!("write true or false, in small letters", "écrivez true ou false, en minuscules")
}

fn cannot_read(value: &str) -> Text {
    text!("cannot read the value `{value}`", "la valeur `{value}` est illisible")
}

/// The other messages of the parser.
fn reworded(said: &str, value: &str, line: &str) -> (Text, Text) {
    let (key, after) = line.split_once('=').map_or((line.trim(), ""), |(key, after)| (key.trim(), after.trim()));
    let own = |message: (&str, &str), hint: Text| (message.into(), hint);
    if said.starts_with("invalid boolean") {
        return (cannot_read(value), yes_or_no(line));
    }
    if said.starts_with("key with no value") {
        return match line.split_once(':') {
            Some((key, value)) if !value.trim().is_empty() => {
                let (key, value) = (key.trim(), value.trim());
                let message = ("a key and its value need a = between them", "il faut un = entre une clé et sa valeur");
                own(message, text!("write {key} = {value}", "écrivez {key} = {value}"))
            }
            _ => (text!("`{}` is not a setting", "`{}` ne fixe rien", shorten(line)), LINES.into()),
        };
    }
    if said.starts_with("extra `=`") {
        let value = after.trim_start_matches('=').trim();
        let hint = text!("write {key} = {value}", "écrivez {key} = {value}");
        return own(("there is one = too many", "il y a un = de trop"), hint);
    }
    let typed = after.split('#').next().unwrap_or_default().trim();
    let amount = || (!is_toml_number(typed)).then(|| amount_hint(typed, false)).flatten();
    let whole = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let own_words = typed.starts_with('.') || typed.ends_with('.') || whole(typed);
    let goes_on = said.starts_with("unexpected key or value");
    if let Some(hint) = (!own_words && !goes_on).then(amount).flatten() {
        return (cannot_read(typed), hint);
    }
    if said.starts_with("invalid mantissa") || said.starts_with("invalid fraction") {
        let digits = match typed {
            digits if digits.starts_with('.') => format!(": 0{digits}"),
            digits if digits.ends_with('.') => format!(": {digits}0"),
            _ => String::new(),
        };
        let message = (
            "a number needs digits on both sides of its point",
            "un nombre a des chiffres des deux côtés de son point",
        );
        return own(
            message,
            Text::new(
                format!("write a digit there{digits}"),
                format!("mettez-y un chiffre{}", digits.replacen(':', " :", 1)),
            ),
        );
    }
    if said.starts_with("unexpected leading zero") {
        let message = ("a number must not start with 0", "un nombre ne commence pas par 0");
        return own(message, text!("leave the zeros in front out", "omettez les zéros de tête"));
    }
    if let Some(told) = unclosed(said, line) {
        return told;
    }
    if goes_on {
        let ended = typed.trim_end_matches([',', ';']).trim_end();
        let hint = match amount() {
            Some(hint) => hint,
            None if ended.len() < typed.len() && is_toml_number(ended) => {
                text!("write {key} = {ended}", "écrivez {key} = {ended}")
            }
            None if typed.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) => {
                ONE_NUMBER.into()
            }
            None => LINES.into(),
        };
        return own(("the line goes on after its value", "la ligne continue après sa valeur"), hint);
    }
    if is_yes_or_no(typed) {
        return (cannot_read(typed), yes_or_no(line));
    }
    if typed.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first)) {
        return (cannot_read(typed), ONE_NUMBER.into());
    }
    if said.starts_with("invalid float") && typed.starts_with(char::is_alphabetic) {
        let hint = text!(
            "write a text in quotes, \"{typed}\", or leave the key out where its value is not known",
            "écrivez un texte entre guillemets, \"{typed}\", ou omettez la clé si sa valeur n'est pas connue"
        );
        return (cannot_read(typed), hint);
    }
    // The parser speaks English alone; what it says of the rest is left to its caret.
    (Text::new(format!("this is not TOML: {said}"), "ceci n'est pas du TOML"), LINES.into())
}

/// What is not closed, wants quotes or ends in the wrong way.
fn unclosed(said: &str, line: &str) -> Option<(Text, Text)> {
    let own = |message: (&str, &str), hint: Text| Some((message.into(), hint));
    if said.starts_with("unclosed inline table") {
        let hint = Text::new("add the closing }", "ajoutez le } qui la ferme");
        return own(("a { is not closed", "une { n'est pas fermée"), hint);
    }
    if said.starts_with("unclosed array") {
        let hint = text!("add the closing ]", "ajoutez le ] qui le ferme");
        return own(("a [ is not closed", "un [ n'est pas fermé"), hint);
    }
    if let Some(quoted) = quoted_header(line) {
        let message = (
            "the name of a table has a character that wants quotes",
            "le nom d'une table a un caractère qui demande des guillemets",
        );
        return own(message, text!("write {quoted}", "écrivez {quoted}"));
    }
    if said.starts_with("unclosed table") {
        let message = ("the name of a table is not closed", "le nom d'une table n'est pas fermé");
        return own(message, text!("write {}]", "écrivez {}]", line.trim()));
    }
    if said.starts_with("invalid basic string") || said.starts_with("invalid literal string") {
        let message = (
            "a text in quotes is not closed or has a character that is not allowed",
            "un texte entre guillemets n'est pas fermé ou a un caractère interdit",
        );
        let hint = text!(
            "close the quotes; write a backslash as \\\\",
            "fermez les guillemets ; écrivez une barre oblique inverse comme \\\\"
        );
        return own(message, hint);
    }
    if said.starts_with("carriage return") {
        let message = ("a line ends with a carriage return alone", "une ligne finit par un retour chariot seul");
        let hint = text!(
            "save the file with the line ends of Unix or Windows",
            "enregistrez le fichier avec les fins de ligne d'Unix ou de Windows"
        );
        return own(message, hint);
    }
    None
}

/// A table header whose names are not all bare, with quotes where TOML wants them.
fn quoted_header(line: &str) -> Option<String> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inside = line.strip_prefix('[')?.strip_suffix(']')?;
    if inside.contains(['"', '\'', '[', ']']) {
        return None;
    }
    let names: Vec<String> = inside.split('.').map(|name| toml_key(name.trim())).collect();
    let quoted = format!("[{}]", names.join("."));
    (quoted.contains('"') && !names.iter().any(|name| name == "\"\"")).then_some(quoted)
}

fn shorten(line: &str) -> String {
    let line = line.trim();
    let short: String = line.chars().take(40).collect();
    if short.len() < line.len() { format!("{short}...") } else { short }
}

/// The same key or table twice; the first is looked for above.
fn duplicate(source: &SourceText, span: Range<usize>, name: &str, second: &Location) -> Diagnostic {
    let header = second.text.trim_start().starts_with('[');
    let mut first = None;
    let mut start = 0;
    for line in source.text[..span.start].split_inclusive('\n') {
        let trimmed = line.trim_start();
        let same = if header {
            trimmed.trim_end() == second.text.trim()
        } else {
            // A key stands twice in one table: what is above another header does not count.
            first = first.filter(|_| !trimmed.starts_with('['));
            trimmed.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(['=', '.']))
        };
        if same && first.is_none() {
            let indent = line.len() - trimmed.len();
            first = Some(start + indent..start + line.trim_end().len());
        }
        start += line.len();
    }
    let (message, hint) = if header {
        let hint = text!(
            "write [{name}] once, with all its keys below it",
            "écrivez [{name}] une seule fois, avec toutes ses clés en dessous"
        );
        (text!("the table [{name}] stands twice", "la table [{name}] est là deux fois"), hint)
    } else {
        let hint = text!("keep one of the two", "gardez l'une des deux");
        (text!("{name} is set twice", "{name} est fixée deux fois"), hint)
    };
    let related = first.filter(|first| first.end <= span.start).map(|first| source.locate(first));
    Diagnostic { related: related.into_iter().collect(), ..fault(source, span, message, hint) }
}
