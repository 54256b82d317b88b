use rumeur::experiment::{Business, PresetComparison};
use rumeur::scenario::{Overrides, PRESETS, Preset, Scenario, load_preset};
use rumeur::vocabulary::{Language, format_number};

use super::args::PresetsArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::plain_table::plain_table;

/// `rumeur presets`.
pub(super) fn presets(args: &PresetsArgs, messages: Messages, language: Language) -> Exit {
    if args.compare {
        return compare(args, messages, language);
    }
    let mut blocks = Vec::new();
    for preset in PRESETS {
        match load_preset(preset.name, &Overrides::default()) {
            Ok(scenario) => blocks.push(describe(preset, &scenario, language)),
            Err(diagnostics) => {
                messages.diagnostics(&diagnostics.0);
                return Exit::Refused;
            }
        }
    }
    put(&blocks.join("\n"), messages)
}

/// Name, year, quality and title; then caveat, and the source of each table.
fn describe(preset: &Preset, scenario: &Scenario, language: Language) -> String {
    let year = preset.year.map_or_else(|| language.pick("undated", "sans date").to_owned(), |year| year.to_string());
    let title = scenario.title.pick(language, preset.name);
    let colon = language.pick(":", "\u{a0}:");
    let mut lines = vec![format!("{} ({year}, {}){colon} {title}", preset.name, preset.quality.label(language))];
    lines.push(format!("  {}{colon} {}", language.pick("beware", "attention"), preset.caveat(language)));
    lines.extend(scenario.sources.iter().map(|(table, source)| {
        let table = if table.is_empty() { "source" } else { table };
        format!("  {table}{colon} {source}")
    }));
    lines.join("\n") + "\n"
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
