use super::Linter;
use super::defaults::complaints as complaints_of;
use crate::model::{Parameters, Race, Time};
use crate::scenario::catalogue::known;
use crate::text;
use crate::vocabulary::{Language, Outcome, Text, format_percent};

/// With less of it told by the horizon, or less left to tell at the answer, somebody should know.
const MOST: f64 = 0.5;
const NOTHING_LEFT: f64 = 0.99;

/// Where the race can be run.
fn race(parameters: &Parameters) -> Option<(&Time, Race)> {
    let time = parameters.time.as_ref()?;
    Some((time, time.race().ok()?))
}

/// A doubt about a clock: what is odd, and what to do.
type Doubt = (Text, Text);

/// Most of what customers tell is told after the horizon, or complaints come after it: in the baseline and in every variant, or
/// in a variant by a clock of its own.
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
    let complains = linter.models().any(complaints_of);
    let (told, complaints) = (most(|race| race.by_horizon), most(|race| race.complaints));
    if let Some((message, hint)) = too_short(horizon, told, complains.then_some(complaints)) {
        linter.doubt("short-horizon", &known("time.horizon"), message, hint);
        return;
    }
    let of_variant = |name: &str, parameters: &Parameters| {
        let clock = parameters.time.as_ref().filter(|clock| *clock != time)?;
        let (_, race) = races.iter().find(|(known, _)| *known == clock)?;
        let complaints = complaints_of(parameters).then_some(race.complaints);
        Some((name.to_owned(), too_short(clock.horizon, race.by_horizon, complaints)?))
    };
    let variants = linter.scenario.variants.iter();
    let odd: Vec<(String, Doubt)> =
        variants.filter_map(|variant| of_variant(&variant.name, &variant.parameters)).collect();
    for (name, doubt) in odd {
        doubt_of_variant(linter, "short-horizon", &name, doubt);
    }
}

fn doubt_of_variant(linter: &mut Linter, code: &'static str, name: &str, (message, hint): Doubt) {
    let place = linter.place_of_variant(name);
    let Text { en, fr } = message;
    let message = text!("variant `{name}`: {en}", "variante `{name}` : {fr}");
    linter.doubt_at(code, place, message, hint);
}

/// Where so small a part of what is told, or of the complaints, where there are any, comes by the horizon.
fn too_short(horizon: u64, told: f64, complaints: Option<f64>) -> Option<Doubt> {
    if told < MOST {
        let [en, fr] = percents(told.max(0.0), f64::round);
        let message = text!(
            "time.horizon = {horizon} comes before most of what is told: {en} of it is counted",
            "time.horizon = {horizon} vient avant la plus grande part de ce qui est raconté : {fr} en sont comptés"
        );
        let hint = text!(
            "raise time.horizon, or lower time.arrival or time.telling",
            "augmentez time.horizon, ou baissez time.arrival ou time.telling"
        );
        return Some((message, hint));
    }
    let complaints = complaints.filter(|complaints| *complaints < MOST)?;
    let [en, fr] = percents(complaints, f64::round);
    let message = text!(
        "time.horizon = {horizon} comes before most complaints: {en} of them are counted",
        "time.horizon = {horizon} vient avant la plupart des réclamations : {fr} en sont comptées"
    );
    let hint = text!(
        "raise time.horizon, or lower time.arrival or time.complaint",
        "augmentez time.horizon, ou baissez time.arrival ou time.complaint"
    );
    Some((message, hint))
}

/// A share as whole per cent in either language.
fn percents(share: f64, whole: fn(f64) -> f64) -> [String; 2] {
    Language::ALL.map(|language| format_percent(whole(100.0 * share) / 100.0, 0, language))
}

/// Nearly all is told before the answer, or nobody is won back by one: how fast it comes has no effect.
pub(super) fn answer_too_late(linter: &mut Linter) {
    if race(linter.parameters).is_none() {
        return;
    }
    if let Some((message, hint)) = answers_nobody(linter) {
        linter.doubt("answer-too-late", &known("time"), message, hint);
        return;
    }
    if !linter.varies("time") && !linter.varies("recovery") {
        if let Some((message, hint)) = too_late(linter.parameters) {
            linter.doubt("answer-too-late", &known("time"), message, hint);
        }
        return;
    }
    let baseline = linter.parameters;
    let differs = |own: &Parameters| own.time != baseline.time || own.recovery != baseline.recovery;
    let variants = linter.scenario.variants.iter().filter(|variant| differs(&variant.parameters));
    let odd: Vec<(String, Doubt)> =
        variants.filter_map(|variant| Some((variant.name.clone(), too_late(&variant.parameters)?))).collect();
    for (name, doubt) in odd {
        doubt_of_variant(linter, "answer-too-late", &name, doubt);
    }
}

/// An answer is said, and stops nobody in any model.
fn answers_nobody(linter: &Linter) -> Option<Doubt> {
    let answers = |parameters: &Parameters| parameters.time.as_ref().is_some_and(|time| !time.answer.is_zero());
    let said = linter.settings.mentions(&known("time.answer")) || linter.varies("time.answer");
    let never = linter.models().all(|parameters| parameters.recovery.rate.get() == 0.0);
    // Where nobody complains by the horizon, the horizon is what is wrong.
    let in_time = race(linter.parameters).is_some_and(|(_, race)| race.complaints >= MOST);
    if !said || !never || !in_time || !linter.models().any(answers) || !linter.models().any(tells) {
        return None;
    }
    let message = text!(
        "time.answer has no effect: recovery.rate is 0, so that no answer stops anybody",
        "time.answer n'a aucun effet : recovery.rate vaut 0, aucune réponse n'arrête personne"
    );
    Some((message, text!("set a recovery.rate above 0", "fixez un recovery.rate au-dessus de 0")))
}

/// Nearly all that those who are answered well would tell is told before the answer.
fn too_late(parameters: &Parameters) -> Option<Doubt> {
    let (_, race) = race(parameters)?;
    let recovers = parameters.recovery.rate.get() > 0.0;
    if race.complaints < MOST || !tells(parameters) || !recovers || race.by_horizon <= 0.0 {
        return None;
    }
    if race.before_answer < NOTHING_LEFT * race.by_horizon {
        return None;
    }
    let [en, fr] = percents(race.before_answer / race.by_horizon, f64::floor);
    let message = text!(
        "the answer comes too late to stop anybody: {en} of what is told is told before it",
        "la réponse vient trop tard pour arrêter quelqu'un : {fr} de ce qui est raconté l'est avant elle"
    );
    let hint = text!(
        "let complaint and answer come before most of time.telling",
        "faites venir la réclamation et la réponse avant la plus grande part de time.telling"
    );
    Some((message, hint))
}

/// Whether a complainer tells anybody before the answer.
fn tells(parameters: &Parameters) -> bool {
    parameters.telling(Outcome::Unresolved).groups.iter().any(|group| !group.audience.is_zero())
}
