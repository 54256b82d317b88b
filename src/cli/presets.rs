use std::fmt::Write as _;

use rumeur::scenario::{Overrides, PRESETS, Preset, Scenario, load_preset};
use rumeur::vocabulary::Language;

use super::exit::Exit;
use super::messages::Messages;
use super::output::put;

/// Where lines are broken.
const WIDTH: usize = 100;

/// `rumeur presets`.
pub(super) fn presets(messages: Messages, language: Language) -> Exit {
    let mut blocks = Vec::with_capacity(PRESETS.len());
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
