use std::fmt::Write as _;

use super::plain;
use crate::scenario::catalogue::{AUDIENCE, Fallback, Form, Key, SECTIONS, Section, all_slots, form};
use crate::vocabulary::Language;

/// docs/scenario.md, or its French sister docs/scenario.fr.md.
pub fn reference(language: Language) -> String {
    let mut page = match language {
        Language::En => include_str!("intro.en.md").to_owned(),
        Language::Fr => include_str!("intro.fr.md").to_owned(),
    };
    for slot in all_slots() {
        let at = |path: &str| if slot.at.is_empty() { format!("`{path}`") } else { format!("`{}.{path}`", slot.at) };
        let plain = language.pick("a plain value", "une valeur simple");
        let members = slot.members.iter().map(|member| match member.path {
            "" if slot.at == "audience" => language.pick("a plain number", "un nombre simple").to_owned(),
            "" => plain.to_owned(),
            path => at(path),
        });
        // Writing to a String cannot fail.
        let _ = writeln!(page, "- {}", members.collect::<Vec<_>>().join(" | "));
    }
    for section in SECTIONS {
        write_section(&mut page, section, language);
        if section.path == "satisfied" {
            write_section(&mut page, AUDIENCE, language);
        }
    }
    page
}

fn write_section(page: &mut String, section: &Section, language: Language) {
    let title = match section.path {
        "" => language.pick("The top of the file", "Le haut du fichier").to_owned(),
        "audience" => language.pick("Audience", "Audience").to_owned(),
        path if form(path) == Form::List => format!("[[{path}]]"),
        path => format!("[{path}]"),
    };
    let _ = writeln!(page, "\n## {title}\n\n{}", section.meaning[language as usize]);
    if ["unresolved", "recovered", "satisfied"].contains(&section.path) {
        let _ = writeln!(page, "\n{}", language.pick("Keys as in [silent].", "Clés comme dans [silent]."));
        return;
    }
    let name = match form(section.path) {
        Form::Laws => language.pick("\"PATH\"", "\"CHEMIN\""),
        Form::Table | Form::List => language.pick("NAME", "NOM"),
    };
    let head = language.pick("| key | value | default | meaning |", "| clé | valeur | défaut | sens |");
    let _ = writeln!(page, "\n{head}\n|---|---|---|---|");
    for key in section.keys {
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            key.path.replace('*', name),
            value(key, language).replace('|', "\\|"),
            fallback(key, language),
            key.meaning(language)
        );
    }
}

fn value(key: &Key, language: Language) -> String {
    match key.unit.label(language) {
        // The range says it already.
        "" => plain(key.kind, language),
        label if label.contains('0') => plain(key.kind, language),
        label => format!("{} ({label})", plain(key.kind, language)),
    }
}

fn fallback(key: &Key, language: Language) -> String {
    match key.fallback {
        Fallback::Toml(text) => format!("`{text}`"),
        Fallback::Derived(en, fr) => language.pick(en, fr).to_owned(),
        Fallback::Nothing => String::new(),
        Fallback::Required => language.pick("required", "obligatoire").to_owned(),
    }
}
