use super::decision::Decision;
use super::decision_page::decision_page;
use super::page::{Entry, Grid, Head, Page};
use super::parameter::{self, paths_of};
use crate::experiment::{ChangeSpan, Differing};
use crate::scenario::{ParameterName, Scenario};
use crate::vocabulary::{Language, format_count, quoted};

/// What a comparison says: the decision, in which numbers the sides differ, and what it is worth that they share their luck.
/// `differing` are the numbers of each variant, by its title; `scenario` knows what they are called.
pub fn compare_page(
    decision: &Decision,
    differing: &[(String, Vec<Differing>)],
    scenario: &Scenario,
    language: Language,
) -> Page {
    let mut page = decision_page(decision, language);
    page.table(grid(differing, scenario, language));
    let same = differing.iter().filter(|(_, numbers)| numbers.is_empty()).map(|(title, _)| match language {
        Language::En => format!("{} differs in no number from the baseline.", quoted(title, language)),
        Language::Fr => format!("{} ne diffère de la référence par aucun nombre.", quoted(title, language)),
    });
    page.sentences(same);
    page.sentences(pairing(decision, language));
    let all = differing.iter().flat_map(|(_, numbers)| numbers);
    let names: Vec<ParameterName> = all.map(|number| scenario.parameter_name(&number.path)).collect();
    page.sentences(paths_of(&names, language));
    page
}

fn grid(differing: &[(String, Vec<Differing>)], scenario: &Scenario, language: Language) -> Grid {
    let columns = vec![
        Head::words(language.pick("variant", "variante")),
        Head::words(language.pick("differs in", "diffère par")),
        Head::number(language.pick("baseline", "référence")),
        Head::number(language.pick("variant", "variante")),
    ];
    let value = |name: &ParameterName, value: Option<f64>| {
        value.map_or(Entry::Undefined, |value| parameter::entry(name, value, &scenario.currency))
    };
    let rows = differing.iter().flat_map(|(title, numbers)| {
        numbers.iter().enumerate().map(move |(place, number)| {
            let title = if place == 0 { Entry::words(title.as_str()) } else { Entry::Blank };
            let name = scenario.parameter_name(&number.path);
            let [before, after] = [number.before, number.after].map(|own| value(&name, own));
            vec![title, Entry::words(named(&name, number, language)), before, after]
        })
    });
    Grid { columns, rows: rows.collect() }
}

/// `share of customers asked, periods 4 to 6`.
fn named(name: &ParameterName, number: &Differing, language: Language) -> String {
    let Some(ChangeSpan { from, until, fades }) = number.change else { return name.bare(language).to_owned() };
    let when = match (until, language) {
        (Some(until), Language::En) if until == from => format!("period {from}"),
        (Some(until), Language::En) => format!("periods {from} to {until}"),
        (None, Language::En) => format!("from period {from}"),
        (Some(until), Language::Fr) if until == from => format!("période {from}"),
        (Some(until), Language::Fr) => format!("périodes {from} à {until}"),
        (None, Language::Fr) => format!("dès la période {from}"),
    };
    let fading = if fades.is_some() { language.pick(", fading", ", puis s’estompe") } else { "" };
    format!("{}, {when}{fading}", name.bare(language))
}

/// What the shared luck saved, and what not to do with it.
fn pairing(decision: &Decision, language: Language) -> Vec<String> {
    let ratios = decision.variants().filter_map(|(option, against)| Some((option, against.variance_ratio?)));
    let mut said: Vec<String> = ratios
        .filter(|(_, ratio)| *ratio > 0.0 && *ratio < 1.0)
        .map(|(option, ratio)| {
            let many = format_count((decision.replicates as f64 / ratio).round() as u64, language);
            let (own, title) = (format_count(decision.replicates, language), quoted(&option.title, language));
            match language {
                Language::En => format!(
                    "{title}: with luck shared {own} cases know the difference as well as {many} would without."
                ),
                Language::Fr => format!(
                    "{title}\u{202f}: avec un hasard partagé, {own} cas connaissent l’écart aussi bien que {many} sans."
                ),
            }
        })
        .collect();
    said.push(
        language
            .pick(
                "All rows share their luck: compare them, and do not add them or their errors as if they were independent.",
                "Toutes les lignes partagent leur hasard\u{202f}: comparez-les, et n’additionnez ni elles ni leurs erreurs comme si elles étaient indépendantes.",
            )
            .to_owned(),
    );
    said
}
