use super::arithmetic::Labels;
use super::money::labelled;
use super::page::{Entry, Grid, Head, Page};
use crate::experiment::{OneIn, Rarity};
use crate::vocabulary::{Language, format_count, format_number};

/// Quantiles by formula beside the simulation, and how far rare cases go.
pub fn rarity(rarities: &[Rarity], labels: Labels<'_>, language: Language) -> Page {
    let mut page = Page::default();
    for rarity in rarities {
        let label = labelled(rarity.metric, labels.currency, labels.period, language);
        let heads = match language {
            Language::En => ["formula", "simulation", "apart by"],
            Language::Fr => ["formule", "simulation", "écart"],
        };
        let columns = std::iter::once(Head::words(label.clone())).chain(heads.map(Head::number)).collect();
        let whole = |value| Entry::Number { value, decimals: 0, unit: None };
        let rows = rarity.quantiles.iter().map(|quantile| {
            vec![
                Entry::Words(share(quantile.share, language)),
                whole(quantile.exact),
                whole(quantile.simulated),
                Entry::Number { value: quantile.standard_errors, decimals: 1, unit: None },
            ]
        });
        page.table(Grid { columns, rows: rows.collect() });
        page.sentences(one_in(&label, &rarity.one_in, language));
    }
    page
}

fn share(share: f64, language: Language) -> String {
    let percent = format_number(100.0 * share, 0, language);
    match language {
        Language::En if share == 0.5 => "  median".to_owned(),
        Language::Fr if share == 0.5 => "  médiane".to_owned(),
        Language::En => format!("  {percent}% at most"),
        Language::Fr => format!("  {percent}\u{202f}% au plus"),
    }
}

/// `aware: one case in 10 passes 738, one in 100 1,480, ...`, as long as that says more.
fn one_in(label: &str, events: &[OneIn], language: Language) -> Option<String> {
    let events: Vec<&OneIn> = events
        .iter()
        .enumerate()
        .filter(|(index, event)| *index == 0 || events[index - 1].above < event.above)
        .map(|(_, event)| event)
        .collect();
    let (first, others) = events.split_first()?;
    let number = |value| format_number(value, 0, language);
    let cases = |cases| format_count(cases, language);
    let mut text = match language {
        Language::En => {
            format!("{label}, by formula: one case in {} passes {}", cases(first.cases), number(first.above))
        }
        Language::Fr => {
            format!(
                "{label}, par la formule\u{202f}: un cas sur {} dépasse {}",
                cases(first.cases),
                number(first.above)
            )
        }
    };
    for event in others {
        let next = match language {
            Language::En => format!(", one in {} passes {}", cases(event.cases), number(event.above)),
            Language::Fr => format!(", un sur {} dépasse {}", cases(event.cases), number(event.above)),
        };
        text.push_str(&next);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_cases_are_told_as_long_as_they_go_further() {
        let events = [(10, 738.0), (100, 1_480.0), (1_000, 1_480.0)].map(|(cases, above)| OneIn { cases, above });
        assert_eq!(
            one_in("aware", &events, Language::En).as_deref(),
            Some("aware, by formula: one case in 10 passes 738, one in 100 passes 1,480")
        );
        assert_eq!(
            one_in("au courant", &events[..1], Language::Fr).as_deref(),
            Some("au courant, par la formule\u{202f}: un cas sur 10 dépasse 738")
        );
        assert_eq!(one_in("aware", &[], Language::En), None);
    }
}
