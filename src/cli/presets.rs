use rumeur::experiment::{Business, PresetComparison};
use rumeur::report::pages::{preset_comparison, presets as presets_page};
use rumeur::scenario::{Overrides, PRESETS, load_preset};
use rumeur::vocabulary::{Language, Say};

use super::args::PresetsArgs;
use super::exit::Exit;
use super::messages::Messages;
use super::output::put;
use super::render::render;

/// `rumeur presets`.
pub(super) fn presets(args: &PresetsArgs, messages: Messages, language: Language) -> Exit {
    if args.compare {
        return compare(args, messages, language);
    }
    let mut known = Vec::new();
    for preset in PRESETS {
        match load_preset(preset.name, &Overrides::default()) {
            Ok(scenario) => known.push((preset, scenario)),
            Err(diagnostics) => {
                messages.diagnostics(&diagnostics.0);
                return Exit::Refused;
            }
        }
    }
    put(&render(&presets_page(&known, language), language), messages)
}

/// The same business under every preset, reach per complaint side by side.
fn compare(args: &PresetsArgs, messages: Messages, language: Language) -> Exit {
    let business = match (args.complaints, args.dissatisfied) {
        (_, Some(customers)) => Business::Dissatisfied(customers),
        (complaints, None) => Business::Complaints(complaints.unwrap_or(1)),
    };
    match PresetComparison::new(business) {
        Ok(comparison) => put(&render(&preset_comparison(&comparison, language), language), messages),
        Err(error) => {
            messages.error(error.text());
            Exit::Refused
        }
    }
}
