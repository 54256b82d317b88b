use crate::ensemble::ModelSummary;
use crate::model::Model;
use crate::vocabulary::{Language, Metric, NARROW_NO_BREAK_SPACE, format_count, format_percent};

use super::money::{period_word, several};
use super::page::{Page, readable_decimals, rounded};

/// The race between the answer and the story, in two lines; nothing without a clock. `tick`: what a tick is.
pub fn race(model: &Model, summary: &ModelSummary, tick: &str, language: Language) -> Page {
    let mut page = Page::default();
    page.sentences(
        [before_the_answer(model, language), by_the_first_complaint(summary, tick, language)].into_iter().flatten(),
    );
    page
}

/// How much of what one of the recovered would tell is told before the answer.
fn before_the_answer(model: &Model, language: Language) -> Option<String> {
    let parameters = model.parameters();
    let race = parameters.time.as_ref()?.race().ok()?;
    if parameters.recovery.rate.get() == 0.0 {
        return None;
    }
    let told = format_percent(race.before_answer, 1, language);
    let all = format_percent(race.by_horizon, 1, language);
    Some(match language {
        Language::En => format!(
            "the race: who is answered well tells {told} of their story before the answer, {all} by the horizon without one"
        ),
        Language::Fr => format!(
            "la course{NARROW_NO_BREAK_SPACE}: celui que la réponse satisfait a raconté {told} de son histoire avant elle, {all} \
             à l’échéance sans elle"
        ),
    })
}

/// How many know when the firm learns of it.
fn by_the_first_complaint(summary: &ModelSummary, tick: &str, language: Language) -> Option<String> {
    let aware = summary.metric(Metric::AwareAtFirstComplaint)?.mean;
    let aware = rounded(aware, readable_decimals(aware), language);
    let half = summary.metric(Metric::TicksToHalf).map(|half| half.median() as u64);
    Some(match (language, half) {
        (Language::En, Some(half)) => {
            format!(
                "when the first complaint comes, {aware} people know on average; half of all listeners have heard by {} {}",
                period_word(tick, language),
                format_count(half, language)
            )
        }
        (Language::En, None) => format!("when the first complaint comes, {aware} people know on average"),
        (Language::Fr, Some(half)) => format!(
            "quand la première réclamation arrive, {aware} personnes sont au courant en moyenne{NARROW_NO_BREAK_SPACE}; la moitié \
             des auditeurs l’ont entendue au bout de {}",
            several(half, tick, language)
        ),
        (Language::Fr, None) => {
            format!("quand la première réclamation arrive, {aware} personnes sont au courant en moyenne")
        }
    })
}
