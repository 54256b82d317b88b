use std::fmt::Write as _;

use rumeur::experiment::{Business, PresetComparison};
use rumeur::scenario::{Overrides, PRESETS, Preset, Scenario, load_preset};
use rumeur::vocabulary::{Language, format_number};

use super::args::PresetsArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::plain_table::plain_table;

/// Where lines are broken.
const WIDTH: usize = 100;

/// `rumeur presets`.
pub(super) fn presets(args: &PresetsArgs, messages: Messages, language: Language) -> Exit {
    if args.compare {
        return compare(args, messages, language);
    }
    let mut blocks = Vec::new();
    for preset in PRESETS {
        match load_preset(preset.name, &Overrides::default()) {
            Ok(scenario) => blocks.push(block(preset, &scenario, language)),
            Err(diagnostics) => {
                messages.diagnostics(&diagnostics.0);
                return Exit::Refused;
            }
        }
    }
    put(&blocks.join("\n"), messages)
}

/// The same business under every preset, reach per complaint side by side.
fn compare(args: &PresetsArgs, messages: Messages, language: Language) -> Exit {
    let business = match (args.complaints, args.dissatisfied) {
        (_, Some(customers)) => Business::Dissatisfied(customers),
        (complaints, None) => Business::Complaints(complaints.unwrap_or(1)),
    };
    let comparison = match PresetComparison::new(business) {
        Ok(comparison) => comparison,
        Err(error) => {
            messages.error(error);
            return Exit::Refused;
        }
    };
    let headers = match language {
        Language::En => ["preset", "quality", "complaints", "silent", "reach", "± std. dev.", "reach per complaint"],
        Language::Fr => {
            ["préréglage", "qualité", "réclamations", "silencieux", "touchées", "± écart type", "par réclamation"]
        }
    };
    let number = |value| format_number(value, 1, language);
    let mut table = plain_table(headers, 2);
    for row in &comparison.rows {
        table.add_row([
            row.preset.name.to_owned(),
            row.preset.quality.label(language).to_owned(),
            number(row.complaints),
            number(row.silent),
            number(row.reach),
            row.reach_std_dev.map_or_else(|| "-".to_owned(), number),
            number(row.reach_per_complaint),
        ]);
    }
    put(&format!("{}\n\n{}\n", table.trim_fmt(), comparison.sentence(language)), messages)
}

/// Name, year, quality and title; then what to beware of and where each number comes from.
fn block(preset: &Preset, scenario: &Scenario, language: Language) -> String {
    let year = preset.year.map_or_else(String::new, |year| format!("{year}, "));
    let title = scenario.title.pick(language, preset.name);
    let mut text = format!("{}  {title} ({year}{})\n", preset.name, preset.quality.label(language));
    text += &paragraph(preset.caveat(language));
    for (table, source) in &scenario.sources {
        let about = if table.is_empty() { language.pick("source", "source") } else { table };
        text += &paragraph(&format!("{about}: {source}"));
    }
    text
}

/// The words of `text` in lines of two spaces and at most [`WIDTH`] characters.
fn paragraph(text: &str) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        let size = word.chars().count();
        let (before, margin) = match length {
            0 => ("  ", 2),
            _ if length + 1 + size > WIDTH => ("\n    ", 4),
            _ => (" ", length + 1),
        };
        length = margin + size;
        // Writing to a string cannot fail.
        let _ = write!(lines, "{before}{word}");
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_broken_between_words() {
        let text = paragraph(&"word ".repeat(50));
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert_eq!(text.split_whitespace().count(), 50);
    }
}
