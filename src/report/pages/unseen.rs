use super::arithmetic::Labels;
use super::money::{in_periods, labelled};
use super::page::{Entry, Grid, Head, Page};
use crate::experiment::Unseen;
use crate::vocabulary::{Language, NARROW_NO_BREAK_SPACE, Noun, format_number};

/// From the complaints seen to what nobody saw: the spread of the silent, the reach and the money.
pub fn unseen(unseen: &Unseen, labels: Labels<'_>, language: Language) -> Page {
    let complaints = Noun { en: ["complaint", "complaints"], fr: ["réclamation", "réclamations"] };
    let mut behind =
        format!("{} {}", language.pick("behind", "derrière"), complaints.counted(unseen.complaints, language));
    if let Some(span) = in_periods(labels.period, language) {
        behind = format!("{behind} {span}");
    }
    let heads = match language {
        Language::En => ["mean", "5% at most", "median", "95% at most"],
        Language::Fr => ["moyenne", "5\u{202f}% au plus", "médiane", "95\u{202f}% au plus"],
    };
    let columns = std::iter::once(Head::words(behind)).chain(heads.map(Head::number)).collect();
    let whole = |value| Entry::Number { value, decimals: 0, unit: None };
    let rows = unseen.spreads.iter().map(|spread| {
        let label = Entry::Words(labelled(spread.metric, labels.currency, labels.period, language));
        vec![label, whole(spread.mean), whole(spread.p05), whole(spread.p50), whole(spread.p95)]
    });
    let mut page = Page::default();
    page.table(Grid { columns, rows: rows.collect() });
    page.sentences(unseen.flat_prior_silent.map(|silent| flat_prior(silent, language)));
    page
}

fn flat_prior(silent: f64, language: Language) -> String {
    let silent = format_number(silent, 0, language);
    let space = NARROW_NO_BREAK_SPACE;
    match language {
        Language::En => {
            format!("without any idea beforehand of how many customers are dissatisfied: {silent} silent")
        }
        Language::Fr => format!(
            "si l’on n’avait aucune idée préalable du nombre d’insatisfaits{space}: {silent} insatisfaits silencieux"
        ),
    }
}
