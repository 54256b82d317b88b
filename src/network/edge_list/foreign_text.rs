//! Texts that are no edge lists and whose lines could be read as contacts: YAML, XML, tables of pages, TGF, facts.

use std::collections::HashSet;

use super::error::{COLUMNS, Foreign};

const READ: [&str; 2] = [
    "read it where it comes from and write one contact a line, in Python: csv.writer(out).writerows(pairs)",
    "lisez-le d'où il vient et écrivez un contact par ligne, en Python : csv.writer(sortie).writerows(paires)",
];
const TABLE: [&str; 2] = [
    "this is the page, not its table: download the data, or copy the table into a sheet and save it as CSV UTF-8",
    "c'est la page, pas son tableau : téléchargez les données, ou copiez le tableau dans une feuille et enregistrez-la en CSV UTF-8",
];

/// What the first lines are, if the way they are written tells it.
pub(super) fn of_lines(head: &str) -> Option<Foreign> {
    let lines: Vec<&str> = head.lines().take(200).filter(|line| !line.trim().is_empty()).collect();
    let first = lines.first()?.trim();
    let known = |name, way_out| Some(Foreign { name, way_out });
    let data: Vec<&str> = lines.iter().copied().filter(|line| !line.trim_start().starts_with('#')).collect();
    let start = data.first().map_or(first, |line| line.trim());
    if start.starts_with('<') {
        return markup(head, start);
    }
    if is_yaml(first, &data) {
        return known(["YAML", "YAML"], READ);
    }
    let mut all: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).collect();
    if all.len() > lines.len() {
        // The last one may go on.
        all.pop();
    }
    if is_trivial_graph(&all) {
        return known(
            ["TGF (nodes, a line `#`, edges)", "TGF (sommets, une ligne `#`, liens)"],
            [
                "keep the lines below the `#`; the first column and the second are the people",
                "gardez les lignes après le `#` ; les deux premières colonnes sont les personnes",
            ],
        );
    }
    if data.len() >= 2 && data.iter().all(|line| line.trim().starts_with('|') && line.trim().ends_with('|')) {
        return known(["a table in Markdown", "un tableau Markdown"], COLUMNS);
    }
    let is_statement = |word: &str| start.to_lowercase().starts_with(word);
    if ["insert into ", "create table ", "begin;", "begin transaction", "pragma "].iter().any(|word| is_statement(word))
    {
        return known(
            ["SQL", "du SQL"],
            [
                "write the rows as CSV: SELECT source, target FROM edges",
                "écrivez les lignes en CSV : SELECT source, target FROM liens",
            ],
        );
    }
    if start.starts_with("@prefix") || start.to_lowercase().starts_with("prefix ") {
        return known(["RDF (Turtle)", "RDF (Turtle)"], READ);
    }
    if ["graph ", "flowchart "].iter().any(|word| is_statement(word))
        && data.iter().skip(1).any(|line| line.contains("--"))
    {
        return known(["a Mermaid diagram", "un diagramme Mermaid"], COLUMNS);
    }
    if data.len() >= 2 && data.iter().all(|line| is_fact(line.trim())) {
        return known(["facts such as `knows(ann, bob)`", "des faits comme `connait(ann, bob)`"], COLUMNS);
    }
    None
}

/// What text is that begins with an angle bracket: pages, XML of any kind and RDF.
fn markup(head: &str, start: &str) -> Option<Foreign> {
    let lower = head.to_lowercase();
    let known = |name, way_out| Some(Foreign { name, way_out });
    let opens = ["<html", "<!doctype html", "<head", "<body", "<table", "<div"];
    if opens.iter().any(|tag| lower.contains(tag)) && !start.to_lowercase().starts_with("<?xml") {
        return known(["an HTML page", "une page HTML"], TABLE);
    }
    // `<http://x.org/ann> <http://x.org/knows> <http://x.org/bob> .`
    if start.ends_with('.') && start.contains("://") {
        return known(["RDF (N-Triples)", "RDF (N-Triples)"], READ);
    }
    let named = start[1..].starts_with(|letter: char| letter.is_alphabetic() || matches!(letter, '?' | '!' | '_'));
    // `<a|b>` is a pair in brackets.
    let closed = lower.contains("</") || lower.contains("/>") || start.starts_with("<?") || start.starts_with("<!");
    (named && closed).then_some(Foreign { name: ["XML", "XML"], way_out: READ })
}

/// Whether all lines are items and keys, and enough of them that people could not be called so.
fn is_yaml(first: &str, data: &[&str]) -> bool {
    if first.starts_with("%YAML") {
        return true;
    }
    let data = if first == "---" { data.get(1..).unwrap_or_default() } else { data };
    let item = |line: &str| line == "-" || line.starts_with("- ");
    // A list may go on in further lines.
    let rest = |line: &str| line.ends_with(']') || line.ends_with('}') || line.ends_with(',');
    let kinds: Vec<&str> = data.iter().map(|line| line.trim()).collect();
    let items = kinds.iter().filter(|line| item(line)).count();
    let flows = kinds.iter().filter(|line| value(line).is_some_and(|value| value.starts_with(['[', '{']))).count();
    let all = kinds.iter().all(|line| item(line) || value(line).is_some() || (items + flows > 0 && rest(line)));
    all && (items > 0 || flows > 0)
}

/// What stands behind a key of YAML.
fn value(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(": ").or_else(|| line.strip_suffix(':').map(|key| (key, "")))?;
    (!key.is_empty() && !key.contains([',', ';', '\t'])).then_some(value)
}

/// Nodes, a line of one `#`, and edges between them.
fn is_trivial_graph(lines: &[&str]) -> bool {
    let marks: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].trim() == "#").collect();
    let comments = lines.iter().filter(|line| line.trim_start().starts_with('#')).count();
    let &[mark] = &marks[..] else { return false };
    let word = |line: &str, at: usize| line.split_whitespace().nth(at).map(str::to_owned);
    let mut nodes = HashSet::new();
    let distinct = lines[..mark].iter().all(|line| word(line, 0).is_some_and(|node| nodes.insert(node)));
    let is_edge = |line: &&str| (0..2).all(|at| word(line, at).is_some_and(|node| nodes.contains(&node)));
    comments == 1 && distinct && !nodes.is_empty() && lines[mark + 1..].iter().all(is_edge)
}

/// Whether a line is a word with two words or more in brackets: `knows(ann, bob).`
fn is_fact(line: &str) -> bool {
    let line = line.trim_end_matches(['.', ';']);
    let Some((name, rest)) = line.split_once('(') else { return false };
    let named = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    named && rest.ends_with(')') && rest.contains(',')
}
