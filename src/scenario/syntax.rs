//! What the TOML parser says, in words for somebody who does not know TOML.

use std::ops::Range;

use super::diagnostic::{Diagnostic, Location};
use super::key_path::toml_key;
use super::source_text::SourceText;
use super::typed_number::Readings;
use super::value::percent;

/// After so many, the rest is noise: the text is something else altogether.
const MOST: usize = 20;

/// What a line may be.
const LINES: &str = "a line is KEY = VALUE, a [table] or a # comment";

/// Messages for a text that is no TOML, one a line; `flag`: it was typed on the command line.
pub(super) fn syntax_faults(source: &SourceText, errors: &[toml::de::Error], flag: bool) -> Vec<Diagnostic> {
    if errors.is_empty() {
        return Vec::new();
    }
    let text = source.text.trim_start();
    if text.starts_with('{') {
        let start = source.text.len() - text.len();
        let message = "this looks like JSON; a scenario file is TOML".to_owned();
        let hint = "write [customers] and below it complaints = 1; `rumeur new FILE` writes an example";
        return vec![fault(source, start..start + 1, message, hint)];
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
    for fault in faults.iter_mut().filter(|fault| flag && fault.hint.as_deref() == Some(LINES)) {
        fault.hint = Some("write it as --set PATH=VALUE, such as --set voice.asked=0.5".to_owned());
    }
    faults
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
    fault(source, span, message, &hint)
}

fn fault(source: &SourceText, span: Range<usize>, message: String, hint: &str) -> Diagnostic {
    Diagnostic::error("syntax", message, Some(source.locate(span)), hint)
}

/// A value that is no number, no `true` or `false` and not in quotes.
fn bare_word(value: &str, line: &str) -> (String, String) {
    let cannot = format!("cannot read the value `{value}`");
    if value.is_empty() {
        let key = line.split('=').next().unwrap_or_default().trim();
        return (format!("{key} has no value"), "write a value after the =, or remove the line".to_owned());
    }
    if let Some(number) = value.strip_suffix('%').and_then(|number| number.trim().replace(',', ".").parse().ok()) {
        return (cannot, percent(number));
    }
    let unquoted = value.trim_matches(|c| "\u{201c}\u{201d}\u{201e}\u{ab}\u{bb}\u{2018}\u{2019}\u{a0} ".contains(c));
    if unquoted.len() < value.len() {
        return (cannot, format!("write it in straight quotes: \"{unquoted}\""));
    }
    if ["yes", "no", "on", "off", "oui", "non", "vrai", "faux"].contains(&value.to_lowercase().as_str()) {
        return (cannot, "write true or false".to_owned());
    }
    if let Some(hint) = Readings::of(value).hint(false) {
        return (cannot, hint);
    }
    // A currency or a unit beside the number.
    let alone = value.trim_matches(|c: char| !c.is_ascii_digit());
    if let Some(hint) = Readings::of(alone).hint(false) {
        return (cannot, hint);
    }
    let number: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    if value.contains(|c: char| c.is_ascii_digit()) && number.parse::<f64>().is_ok() {
        return (cannot, format!("write the number alone: {number}"));
    }
    (cannot, format!("write a text in quotes: \"{value}\""))
}

/// The other messages of the parser.
fn reworded(said: &str, value: &str, line: &str) -> (String, String) {
    let (key, after) = line.split_once('=').map_or((line.trim(), ""), |(key, after)| (key.trim(), after.trim()));
    let own = |message: &str, hint: String| (message.to_owned(), hint);
    if said.starts_with("invalid boolean") {
        return (format!("cannot read the value `{value}`"), "write true or false, in small letters".to_owned());
    }
    if said.starts_with("key with no value") {
        return match line.split_once(':') {
            Some((key, value)) if !value.trim().is_empty() => {
                own("a key and its value need a = between them", format!("write {} = {}", key.trim(), value.trim()))
            }
            _ => (format!("`{}` is not a setting", shorten(line)), LINES.to_owned()),
        };
    }
    if said.starts_with("extra `=`") {
        return own("there is one = too many", format!("write {key} = {}", after.trim_start_matches('=').trim()));
    }
    if said.starts_with("invalid mantissa") || said.starts_with("invalid fraction") {
        let digits = match after.split('#').next().unwrap_or_default().trim() {
            digits if digits.starts_with('.') => format!(": 0{digits}"),
            digits if digits.ends_with('.') => format!(": {digits}0"),
            _ => String::new(),
        };
        return own("a number needs digits on both sides of its point", format!("write a digit there{digits}"));
    }
    if said.starts_with("unexpected leading zero") {
        return own("a number must not start with 0", "leave the zeros in front out".to_owned());
    }
    if said.starts_with("unclosed inline table") {
        return own("a { is not closed", "add the closing }".to_owned());
    }
    if said.starts_with("unclosed array") {
        return own("a [ is not closed", "add the closing ]".to_owned());
    }
    if let Some(quoted) = quoted_header(line) {
        return own("the name of a table has a character that wants quotes", format!("write {quoted}"));
    }
    if said.starts_with("unclosed table") {
        return own("the name of a table is not closed", format!("write {}]", line.trim()));
    }
    if said.starts_with("invalid basic string") || said.starts_with("invalid literal string") {
        return own(
            "a text in quotes is not closed or has a character that is not allowed",
            "close the quotes; write a backslash as \\\\".to_owned(),
        );
    }
    if said.starts_with("carriage return") {
        return own(
            "a line ends with a carriage return alone",
            "save the file with the line ends of Unix or Windows".to_owned(),
        );
    }
    if said.starts_with("unexpected key or value") {
        let comma = after
            .as_bytes()
            .windows(3)
            .any(|three| three[0].is_ascii_digit() && three[1] == b',' && three[2].is_ascii_digit());
        let typed = after.split('#').next().unwrap_or_default().trim();
        let hint = match Readings::of(typed).hint(false) {
            Some(hint) => hint,
            None if comma => format!("write a point, not a comma: {}", after.replacen(',', ".", 1)),
            None => LINES.to_owned(),
        };
        return own("the line goes on after its value", hint);
    }
    (format!("this is not TOML: {said}"), LINES.to_owned())
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
        (format!("the table [{name}] stands twice"), format!("write [{name}] once, with all its keys below it"))
    } else {
        (format!("{name} is set twice"), "keep one of the two".to_owned())
    };
    let related = first.filter(|first| first.end <= span.start).map(|first| source.locate(first));
    Diagnostic { related: related.into_iter().collect(), ..fault(source, span, message, &hint) }
}
