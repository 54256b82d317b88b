use rumeur::ensemble::Control;
use rumeur::experiment::{Experiment, Networks, Results};
use rumeur::scenario::Scenario;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, Text};

use super::exit::Exit;
use super::messages::Messages;
use super::output::stopped;
use super::signals::Signals;
use super::study::failed;
use super::threads::install;

/// Runs one scenario for what is shown of it, without files, on the networks that were read with it; `shorten` may ask for
/// fewer replicates.
pub(super) fn quick_run(
    scenario: &Scenario,
    mut networks: Networks,
    signals: &Signals,
    messages: Messages,
    shorten: impl FnOnce(&mut Experiment),
) -> Result<Results, Exit> {
    let mut experiment = Experiment::on_until(scenario, &mut networks, signals.stop()).map_err(|error| {
        if error.is_cancelled() {
            return stopped(signals, messages);
        }
        messages.error(error.text());
        Exit::Refused
    })?;
    shorten(&mut experiment);
    let control = Control { cancel: signals.stop(), progress: &|_| {} };
    let results = install(|| experiment.run(&mut [], &control))
        .map_err(|error| failed(&error, &scenario.name, signals, messages))?;
    for warning in &results.warnings {
        messages.warning(warning.clone().of(&scenario.name));
    }
    Ok(results)
}

/// Says which unknown numbers stand at their best guess.
pub(super) fn say_best_guess(scenario: &Scenario, messages: Messages) {
    let unknown = scenario.unknown_names();
    if !unknown.is_empty() {
        let named = Text::list(unknown.iter().map(|name| name.the(Language::En)));
        let of_them = Text::list(unknown.iter().map(|name| name.of_the(Language::Fr)));
        messages.note(text!("at the best guess of {named}", "à la meilleure estimation {of_them}"));
    }
}
