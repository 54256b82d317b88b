use super::Linter;
use crate::model::{Parameters, Race, Time};
use crate::scenario::catalogue::known;
use crate::text;
use crate::vocabulary::{Outcome, Text};

/// With less of it told by the horizon, or less left to tell at the answer, somebody should know.
const MOST: f64 = 0.5;
const NOTHING_LEFT: f64 = 0.99;

/// Where the race can be run.
fn race(parameters: &Parameters) -> Option<(&Time, Race)> {
    let time = parameters.time.as_ref()?;
    Some((time, time.race().ok()?))
}

/// Most of what customers tell is told after the horizon.
pub(super) fn short_horizon(linter: &mut Linter) {
    let Some((time, race)) = race(linter.parameters) else { return };
    let (horizon, told) = (time.horizon, race.by_horizon);
    if told < MOST && !linter.varies("time") {
        let percent = (100.0 * told).round();
        let message = text!(
            "time.horizon = {horizon} comes before most of what is told: {percent} % of it is counted",
            "time.horizon = {horizon} vient avant la plus grande part de ce qui est raconté : {percent} % en sont comptés"
        );
        let hint = (
            "raise time.horizon, or lower time.arrival or time.telling",
            "augmentez time.horizon, ou baissez time.arrival ou time.telling",
        );
        linter.doubt("short-horizon", &known("time.horizon"), message, hint);
    }
}

/// Nearly all is told before the answer, or nobody is won back by one: how fast it comes has no effect.
pub(super) fn answer_too_late(linter: &mut Linter) {
    let Some((_, race)) = race(linter.parameters) else { return };
    if linter.varies("time") || linter.varies("recovery") || !tells(linter.parameters) {
        return;
    }
    let said = linter.settings.mentions(&known("time.answer"))
        && linter.parameters.time.as_ref().is_some_and(|time| !time.answer.is_zero());
    let never = linter.parameters.recovery.rate.get() == 0.0;
    let message = if never && said {
        Text::new(
            "time.answer has no effect: recovery.rate is 0, so that no answer stops anybody",
            "time.answer n'a aucun effet : recovery.rate vaut 0, aucune réponse n'arrête personne",
        )
    } else if !never && race.by_horizon > 0.0 && race.before_answer >= NOTHING_LEFT * race.by_horizon {
        let told = (100.0 * race.before_answer / race.by_horizon).floor();
        text!(
            "the answer comes too late to stop anybody: {told} % of what is told is told before it",
            "la réponse vient trop tard pour arrêter quelqu'un : {told} % de ce qui est raconté l'est avant elle"
        )
    } else {
        return;
    };
    let hint = (
        "set a recovery.rate, or an answer before most of time.telling",
        "fixez un recovery.rate, ou une réponse avant la plus grande part de time.telling",
    );
    linter.doubt("answer-too-late", &known("time"), message, hint);
}

/// Whether a complainer tells anybody before the answer.
fn tells(parameters: &Parameters) -> bool {
    parameters.telling(Outcome::Unresolved).groups.iter().any(|group| !group.audience.is_zero())
}
