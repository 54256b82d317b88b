use rumeur::experiment::Unseen;
use rumeur::vocabulary::{Language, format_count, format_number};

use super::plain_table::plain_table;

/// From the complaints seen to what nobody saw: the spread of the silent, the reach and the money.
pub(super) fn unseen(unseen: &Unseen, currency: &str, language: Language) -> String {
    let number = |value| format_number(value, 0, language);
    let count = format_count(unseen.complaints, language);
    let behind = match (language, unseen.complaints) {
        (Language::En, 1) => "behind 1 complaint".to_owned(),
        (Language::En, _) => format!("behind {count} complaints"),
        (Language::Fr, 1) => "derrière 1 réclamation".to_owned(),
        (Language::Fr, _) => format!("derrière {count} réclamations"),
    };
    let mean = language.pick("mean", "moyenne");
    let half = language.pick("half below", "la moitié sous");
    let mut table = plain_table(
        [behind.as_str(), mean, language.pick("5%", "5\u{a0}%"), half, language.pick("95%", "95\u{a0}%")],
        1,
    );
    for spread in &unseen.spreads {
        let label = spread.metric.label(language);
        let label = if spread.metric.is_count() {
            label.to_owned()
        } else {
            format!("{label} ({})", spread.metric.unit().name(currency))
        };
        table.add_row([label, number(spread.mean), number(spread.p05), number(spread.p50), number(spread.p95)]);
    }
    let flat_prior = unseen.flat_prior_silent.map(|silent| flat_prior(&number(silent), language));
    std::iter::once(table.trim_fmt()).chain(flat_prior).collect::<Vec<_>>().join("\n")
}

fn flat_prior(silent: &str, language: Language) -> String {
    match language {
        Language::En => {
            format!("if every number of dissatisfied customers were equally likely beforehand: {silent} silent")
        }
        Language::Fr => {
            format!("si tous les nombres de mécontents étaient d'avance aussi probables\u{a0}: {silent} silencieux")
        }
    }
}
