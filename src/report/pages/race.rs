use crate::ensemble::ModelSummary;
use crate::model::Model;
use crate::vocabulary::{Language, Metric, NARROW_NO_BREAK_SPACE, format_count, format_percent};

use super::money::{period_word, several};
use super::page::{Page, readable_decimals, rounded};

/// The race between the answer and the story, in two lines; nothing without a clock. `tick`: what a tick is.
pub fn race(model: &Model, summary: &ModelSummary, tick: &str, language: Language) -> Page {
    let mut page = Page::default();
    page.sentences(
        [before_the_answer(model, summary, language), by_the_first_complaint(summary, tick, language)]
            .into_iter()
            .flatten(),
    );
    page
}

/// How much of what one of the recovered would tell is told before the answer.
fn before_the_answer(model: &Model, summary: &ModelSummary, language: Language) -> Option<String> {
    let parameters = model.parameters();
    let race = parameters.time.as_ref()?.race().ok()?;
    let complaints = model.expected().mean(Metric::Complaints);
    let complaints = complaints.or_else(|| summary.metric(Metric::Complaints).map(|found| found.mean));
    if parameters.recovery.rate.get() == 0.0 || complaints == Some(0.0) {
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

/// How many know when the firm learns of it, and when half of all listeners have heard.
fn by_the_first_complaint(summary: &ModelSummary, tick: &str, language: Language) -> Option<String> {
    let aware = summary.metric(Metric::AwareAtFirstComplaint).map(|aware| aware.mean);
    let aware = aware.map(|aware| rounded(aware, readable_decimals(aware), language));
    let aware = aware.map(|aware| match language {
        Language::En => format!("when the first complaint comes, {aware} people know on average"),
        Language::Fr => {
            format!("quand la première réclamation arrive, {aware} personnes sont au courant en moyenne")
        }
    });
    let half = summary.metric(Metric::TicksToHalf).map(|half| half.median() as u64);
    let half = half.map(|half| match language {
        Language::En => {
            let half = format_count(half, language);
            format!("half of all listeners have heard by {} {half}", period_word(tick, language))
        }
        Language::Fr => {
            // "La" is what there is a complaint of.
            let heard = if aware.is_some() { "l’ont entendue" } else { "ont entendu l’histoire" };
            format!("la moitié des auditeurs {heard} au bout de {}", several(half, tick, language))
        }
    });
    match (aware, half) {
        (Some(aware), Some(half)) => Some(match language {
            Language::En => format!("{aware}; {half}"),
            Language::Fr => format!("{aware}{NARROW_NO_BREAK_SPACE}; {half}"),
        }),
        (aware, half) => aware.or(half),
    }
}
