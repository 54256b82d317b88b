use super::Linter;
use super::defaults::complaints as complaints_of;
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

/// Most of what customers tell is told after the horizon, or complaints come after it, in the baseline and in every variant.
pub(super) fn short_horizon(linter: &mut Linter) {
    let Some((time, own)) = race(linter.parameters) else { return };
    let horizon = time.horizon;
    // A race takes its time, and few variants have a clock of their own.
    let mut races = vec![(time, own)];
    for time in linter.models().filter_map(|parameters| parameters.time.as_ref()) {
        if races.iter().all(|(known, _)| *known != time)
            && let Ok(race) = time.race()
        {
            races.push((time, race));
        }
    }
    let most = |of: fn(&Race) -> f64| races.iter().map(|(_, race)| of(race)).fold(0.0, f64::max);
    let (told, complaints) = (most(|race| race.by_horizon), most(|race| race.complaints));
    let (message, hint) = if told < MOST {
        let percent = (100.0 * told).round();
        let message = text!(
            "time.horizon = {horizon} comes before most of what is told: {percent} % of it is counted",
            "time.horizon = {horizon} vient avant la plus grande part de ce qui est raconté : {percent} % en sont comptés"
        );
        let hint = (
            "raise time.horizon, or lower time.arrival or time.telling",
            "augmentez time.horizon, ou baissez time.arrival ou time.telling",
        );
        (message, hint)
    } else if complaints < MOST && linter.models().any(complaints_of) {
        let percent = (100.0 * complaints).round();
        let message = text!(
            "time.horizon = {horizon} comes before most complaints: {percent} % of them are counted",
            "time.horizon = {horizon} vient avant la plupart des réclamations : {percent} % en sont comptées"
        );
        let hint = (
            "raise time.horizon, or lower time.arrival or time.complaint",
            "augmentez time.horizon, ou baissez time.arrival ou time.complaint",
        );
        (message, hint)
    } else {
        return;
    };
    linter.doubt("short-horizon", &known("time.horizon"), message, hint);
}

/// Nearly all is told before the answer, or nobody is won back by one: how fast it comes has no effect.
pub(super) fn answer_too_late(linter: &mut Linter) {
    let Some((_, race)) = race(linter.parameters) else { return };
    // Where nobody complains by the horizon, the horizon is what is wrong.
    if race.complaints < MOST || linter.varies("time") || linter.varies("recovery") || !tells(linter.parameters) {
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
    let hint = if never {
        ("set a recovery.rate above 0", "fixez un recovery.rate au-dessus de 0")
    } else {
        (
            "let complaint and answer come before most of time.telling",
            "faites venir la réclamation et la réponse avant la plus grande part de time.telling",
        )
    };
    linter.doubt("answer-too-late", &known("time"), message, hint);
}

/// Whether a complainer tells anybody before the answer.
fn tells(parameters: &Parameters) -> bool {
    parameters.telling(Outcome::Unresolved).groups.iter().any(|group| !group.audience.is_zero())
}
