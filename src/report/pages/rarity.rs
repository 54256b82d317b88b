use super::arithmetic::Labels;
use super::money::labelled;
use super::page::{Entry, Grid, Head, Page};
use crate::experiment::{OneIn, Rarity};
use crate::report::often::{Often, share_reaches};
use crate::report::share::share as share_of_cases;
use crate::text;
use crate::vocabulary::{Language, Metric, format_count, format_number};

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
        page.sentences(one_in(&label, by_formula(language), &rarity.one_in, language));
    }
    page
}

/// How far rare cases go when the unknowns are drawn, too: metric and cases.
pub fn rarity_over_unknowns(laws: &[(Metric, Vec<OneIn>)], labels: Labels<'_>, language: Language) -> Page {
    let mut page = Page::default();
    for (metric, events) in laws {
        let label = labelled(*metric, labels.currency, labels.period, language);
        let over = language.pick("over all values of what is unknown", "sur toutes les valeurs de ce qui est inconnu");
        page.sentences(one_in(&label, over, events, language));
    }
    page
}

fn by_formula(language: Language) -> &'static str {
    language.pick("by formula", "par la formule")
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

/// `aware, by formula: one case in 10 reaches 738, one in 100 reaches 1,480`, as long as that says more.
fn one_in(label: &str, how: &str, events: &[OneIn], language: Language) -> Option<String> {
    let first = events.first()?;
    let number = |value| format_number(value, 0, language);
    let mut said = Vec::new();
    // All cases reach the smallest value.
    let is_some = |event: &OneIn| event.reached < 1.0 - 1e-12;
    if is_some(first) && first.above <= 0.0 {
        // Whoever reaches it has no more.
        let (value, share) = (number(first.value), share_of_cases(first.reached, language));
        said.push(
            text!("{value} in {share} of the cases, never more", "{value} dans {share} des cas, jamais plus")
                .into_string(language),
        );
    } else {
        let mut before = None;
        for event in events.iter().filter(|event| is_some(event)) {
            if before == Some(event.value) {
                continue;
            }
            said.push(event_words(event, before.is_none(), language));
            before = Some(event.value);
        }
    }
    if said.is_empty() {
        // The rarest stays at the smallest value.
        let last = events.last()?;
        let (value, cases) = (number(last.value), format_count(last.cases, language));
        said.push(
            text!("at most one case in {cases} goes above {value}", "au plus un cas sur {cases} va au-delà de {value}")
                .into_string(language),
        );
    }
    let said = said.join(", ");
    Some(text!("{label}, {how}: {said}", "{label}, {how} : {said}").into_string(language))
}

/// One case in so many reaches a value; where more have this very value, how many they are.
fn event_words(event: &OneIn, is_first: bool, language: Language) -> String {
    let value = format_number(event.value, 0, language);
    match Often::near(event.reached, event.cases) {
        Often::Share(share) => share_reaches(share, &value, language).into_string(language),
        Often::OneIn(cases) => {
            let cases = format_count(cases, language);
            let [en, fr] = if is_first { [" case", " cas"] } else { ["", ""] };
            text!("one{en} in {cases} reaches {value}", "un{fr} sur {cases} atteint {value}").into_string(language)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(cases: u64, value: f64, reached: f64, above: f64) -> OneIn {
        OneIn { cases, value, reached, above }
    }

    fn said(events: &[OneIn]) -> [String; 2] {
        Language::ALL.map(|language| {
            one_in("aware", by_formula(language), events, language).unwrap_or_default().replace('\u{202f}', " ")
        })
    }

    #[test]
    fn rare_cases_are_told_as_long_as_they_go_further() {
        let events = [
            event(10, 738.0, 0.1001, 0.0999),
            event(100, 1_480.0, 0.01001, 0.00999),
            event(1_000, 1_480.0, 0.01001, 0.00999),
        ];
        let [en, fr] = said(&events);
        assert_eq!(en, "aware, by formula: one case in 10 reaches 738, one in 100 reaches 1,480");
        assert_eq!(fr, "aware, par la formule : un cas sur 10 atteint 738, un sur 100 atteint 1 480");
        assert_eq!(one_in("aware", "by formula", &[], Language::En), None);
    }

    /// 86 % of the cases have the largest value there is: nobody passes it.
    #[test]
    fn what_most_cases_reach_is_not_called_rare() {
        let most = |cases| event(cases, 9.0, 0.857, 0.0);
        let [en, fr] = said(&[most(10), most(100)]);
        assert_eq!(en, "aware, by formula: 9 in 86% of the cases, never more");
        assert_eq!(fr, "aware, par la formule : 9 dans 86 % des cas, jamais plus");
        let [en, _] = said(&[event(10, 6.0, 0.6, 0.05), event(100, 9.0, 0.05, 0.0), event(1_000, 9.0, 0.05, 0.0)]);
        assert_eq!(en, "aware, by formula: 60% of the cases reach 6, 5% of the cases reach 9");
        let [en, fr] =
            said(&[event(10, 6.0, 0.15, 0.02), event(100, 9.0, 0.0123, 0.0), event(1_000, 12.0, 0.0016, 0.0)]);
        assert_eq!(en, "aware, by formula: 15% of the cases reach 6, 1.2% of the cases reach 9, one in 630 reaches 12");
        assert_eq!(
            fr,
            "aware, par la formule : 15 % des cas atteignent 6, 1,2 % des cas atteignent 9, un sur 630 atteint 12"
        );
        let [en, _] = said(&[event(10, 0.0, 1.0, 1e-9), event(1_000_000, 0.0, 1.0, 1e-9)]);
        assert_eq!(en, "aware, by formula: at most one case in 1,000,000 goes above 0");
    }
}
