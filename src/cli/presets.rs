use rumeur::scenario::{Overrides, PRESETS, Quality, load_preset};
use rumeur::vocabulary::Language;

use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::plain_table::plain_table;

/// `rumeur presets`.
pub(super) fn presets(messages: Messages, language: Language) -> Exit {
    let headers = match language {
        Language::En => ["preset", "year", "quality", "title"],
        Language::Fr => ["préréglage", "année", "qualité", "titre"],
    };
    let mut table = plain_table(headers, 4);
    for preset in PRESETS {
        let scenario = match load_preset(preset.name, &Overrides::default()) {
            Ok(scenario) => scenario,
            Err(diagnostics) => {
                messages.diagnostics(&diagnostics.0);
                return Exit::Refused;
            }
        };
        let title = scenario.title.pick(language, preset.name).to_owned();
        let quality = quality(preset.quality, language).to_owned();
        table.add_row([
            preset.name.to_owned(),
            preset.year.map_or_else(|| "-".to_owned(), |year| year.to_string()),
            quality,
            title,
        ]);
    }
    put(&(table.trim_fmt() + "\n"), messages)
}

const fn quality(quality: Quality, language: Language) -> &'static str {
    match quality {
        Quality::Primary => language.pick("primary", "primaire"),
        Quality::Secondary => language.pick("secondary", "secondaire"),
        Quality::Unsourced => language.pick("unsourced", "sans source"),
    }
}
