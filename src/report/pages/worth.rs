use super::amount::amount;
use super::arithmetic::Labels;
use super::money::money_unit;
use super::page::{Entry, Grid, Head, Page};
use crate::experiment::{Known, WorthFound, WorthValue};
use crate::report::tables::WorthRow;
use crate::scenario::ParameterName;
use crate::vocabulary::{Language, Metric, quoted};

/// What it is worth to know more before choosing: a table, and sentences that end in what to do. `options` are what the
/// choices are called, the baseline first, `names` what the unknowns are called.
pub fn worth_page(
    found: &WorthFound,
    (rows, names): (&[WorthRow<'_>], &[ParameterName]),
    options: &[&str],
    labels: Labels<'_>,
    language: Language,
) -> Page {
    let mut page = Page::default();
    page.table(grid((rows, names), labels, language));
    page.sentences(sentences(found, (rows, names), options, labels, language));
    page
}

fn grid((rows, names): (&[WorthRow<'_>], &[ParameterName]), labels: Labels<'_>, language: Language) -> Grid {
    let money = money_unit(labels.currency, labels.period, language);
    let has_survey = rows.iter().any(|row| row.respondents().is_some());
    let has_cost = rows.iter().any(|row| row.cost().is_some());
    let mut columns = vec![
        Head::words(language.pick("what would be known", "ce qui serait connu")),
        Head::number(match language {
            Language::En => format!("worth\n({money})"),
            Language::Fr => format!("valeur\n({money})"),
        }),
    ];
    if has_survey {
        columns.insert(1, Head::number(language.pick("people\nasked", "personnes\ninterrogées")));
    }
    if has_cost {
        let currency = labels.currency;
        columns.push(Head::number(match language {
            Language::En => format!("costs\n({currency})"),
            Language::Fr => format!("coûte\n({currency})"),
        }));
        columns.push(Head::number(language.pick("net of the\nfirst period", "net de la\npremière période")));
    }
    let cells = |row: &WorthRow<'_>| {
        let error = Some(row.value.std_error).filter(|error| *error > 0.0);
        let mut cells = vec![Entry::words(name(row, names, language)), Entry::known(row.value.value, error)];
        if has_survey {
            cells.insert(1, row.respondents().map_or(Entry::Blank, Entry::count));
        }
        if has_cost {
            cells.push(row.cost().map_or(Entry::Blank, Entry::readable));
            cells.push(row.cost().map_or(Entry::Blank, |cost| Entry::known(row.value.value - cost, error)));
        }
        cells
    };
    Grid { columns, rows: rows.iter().map(cells).collect() }
}

/// What the unknown of a row is called.
fn unknown<'n>(row: &WorthRow<'_>, names: &'n [ParameterName]) -> Option<&'n ParameterName> {
    match row.value.known {
        Known::Unknown(place) | Known::Survey { unknown: place, .. } => names.get(place),
        Known::Everything | Known::Dummy => None,
    }
}

/// The same within a sentence.
fn the<'n>(row: &WorthRow<'_>, names: &'n [ParameterName], language: Language) -> &'n str {
    unknown(row, names).map_or("", |name| name.the(language))
}

fn name(row: &WorthRow<'_>, names: &[ParameterName], language: Language) -> String {
    let the = the(row, names, language);
    match (row.value.known, language) {
        (Known::Everything, _) => language.pick("all unknowns", "toutes les inconnues").to_owned(),
        (Known::Unknown(_), _) => unknown(row, names).map_or("", |name| name.bare(language)).to_owned(),
        (Known::Dummy, _) => language.pick("a number that does nothing", "un nombre sans effet").to_owned(),
        (Known::Survey { .. }, Language::En) => format!("a survey about {the}"),
        (Known::Survey { .. }, Language::Fr) => format!("une enquête sur {the}"),
    }
}

/// Whether a value is more than what the noise of estimates and rounding make.
fn is_something(found: &WorthFound, value: WorthValue) -> bool {
    let loss = found.means.get(found.best()).copied().unwrap_or_default();
    if value.value < 0.005_f64.max(1e-6 * loss.abs()) {
        return false;
    }
    let floor = found.values.iter().find(|own| own.known == Known::Dummy).map_or(0.0, |dummy| dummy.value);
    value.value > floor && value.value > 2.0 * value.std_error
}

fn sentences(
    found: &WorthFound,
    (rows, names): (&[WorthRow<'_>], &[ParameterName]),
    options: &[&str],
    labels: Labels<'_>,
    language: Language,
) -> Vec<String> {
    let money = |value: f64| amount(value, Metric::NetLoss, labels, language);
    let best = found.best();
    let option = options.get(best).copied().unwrap_or_default();
    let loss = found.means.get(best).copied().unwrap_or_default();
    let mut said = vec![match language {
        Language::En => format!("As things are known, {option} is best: a mean net loss of {}.", money(loss)),
        Language::Fr => {
            format!(
                "En l’état des connaissances, {} est le meilleur choix\u{202f}: perte nette moyenne de {}.",
                quoted(option, language),
                money(loss)
            )
        }
    }];
    let everything = rows.iter().find(|row| row.value.known == Known::Everything);
    let Some(everything) = everything.filter(|row| is_something(found, row.value)) else {
        said.push(match language {
            Language::En => "No knowledge of the unknowns would change this decision: do not pay for any.".to_owned(),
            Language::Fr => {
                "En savoir plus sur les inconnues ne changerait pas cette décision\u{202f}: ne payez pas pour cela."
                    .to_owned()
            }
        });
        return said;
    };
    let is_unknown =
        |row: &&WorthRow<'_>| matches!(row.value.known, Known::Unknown(_)) && is_something(found, row.value);
    let first = rows.iter().filter(is_unknown).max_by(|a, b| a.value.value.total_cmp(&b.value.value));
    let all = money(everything.value.value);
    let paths = rows.iter().filter(|row| matches!(row.value.known, Known::Unknown(_))).count();
    said.push(match (first, language) {
        (Some(_), Language::En) if paths == 1 => format!("To know the unknown for certain would be worth {all}."),
        (Some(_), Language::Fr) if paths == 1 => format!("La connaître avec certitude vaudrait {all}."),
        (Some(row), Language::En) => format!(
            "To know all unknowns for certain would be worth {all}; the one worth most is {}: {}.",
            the(row, names, language),
            money(row.value.value)
        ),
        (Some(row), Language::Fr) => format!(
            "Connaître toutes les inconnues avec certitude vaudrait {all}\u{202f}; celle qui vaut le plus\u{202f}: {}, {}.",
            the(row, names, language),
            money(row.value.value)
        ),
        (None, Language::En) => format!("To know all unknowns for certain would be worth {all}, but no single one anything."),
        (None, Language::Fr) => format!("Connaître toutes les inconnues avec certitude vaudrait {all}, mais en connaître une seule ne vaudrait rien."),
    });
    said.extend(survey_sentence(found, (rows, names), labels, language));
    said
}

/// Which survey to buy.
fn survey_sentence(
    found: &WorthFound,
    (rows, names): (&[WorthRow<'_>], &[ParameterName]),
    labels: Labels<'_>,
    language: Language,
) -> Option<String> {
    let money = |value: f64| amount(value, Metric::NetLoss, labels, language);
    let net = |row: &&WorthRow<'_>| row.value.value - row.cost().unwrap_or_default();
    let surveys = || rows.iter().filter(|row| row.respondents().is_some());
    let best = surveys().max_by(|a, b| net(a).total_cmp(&net(b)))?;
    let (name, people) = (the(best, names, language), best.respondents().unwrap_or_default());
    if !is_something(found, best.value) {
        return Some(match language {
            Language::En => "None of these surveys would change the decision: they are worth nothing.".to_owned(),
            Language::Fr => {
                "Aucune de ces enquêtes ne changerait la décision\u{202f}: elles ne valent rien.".to_owned()
            }
        });
    }
    let worth = money(best.value.value);
    let Some(cost) = best.cost() else {
        return Some(match language {
            Language::En => format!("Of these surveys the one of {people} people about {name} is worth most: {worth}."),
            Language::Fr => {
                format!("De ces enquêtes, celle de {people} personnes sur {name} vaut le plus\u{202f}: {worth}.")
            }
        });
    };
    if cost == 0.0 {
        return Some(match language {
            Language::En => {
                format!("Make the survey of {people} people about {name}: it is worth {worth} and costs nothing.")
            }
            Language::Fr => {
                format!(
                    "Faites l’enquête de {people} personnes sur {name}\u{202f}: elle vaut {worth} et ne coûte rien."
                )
            }
        });
    }
    let cost = super::page::rounded(cost, super::page::readable_decimals(cost), language);
    let currency = labels.currency;
    Some(match (net(&best) > 0.0, language) {
        (true, Language::En) => format!(
            "Buy the survey of {people} people about {name}: it is worth {worth} and costs {cost}\u{202f}{currency} once."
        ),
        (true, Language::Fr) => format!(
            "Achetez l’enquête de {people} personnes sur {name}\u{202f}: elle vaut {worth} et coûte {cost}\u{202f}{currency} une fois."
        ),
        (false, Language::En) => format!(
            "None of these surveys pays within one period: the nearest, of {people} people about {name}, is worth {worth} and costs {cost}\u{202f}{currency} once."
        ),
        (false, Language::Fr) => format!(
            "Aucune de ces enquêtes n’est rentable en une période\u{202f}: la plus proche, de {people} personnes sur {name}, vaut {worth} et coûte {cost}\u{202f}{currency} une fois."
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages::Part;

    const LABELS: Labels<'_> = Labels { currency: "EUR", period: "month" };

    fn found(everything: f64, survey: f64) -> WorthFound {
        let known = |known: Known, value: f64| WorthValue { known, value, std_error: 0.0 };
        WorthFound {
            means: vec![289.0, 300.0],
            values: vec![
                known(Known::Everything, everything),
                known(Known::Unknown(0), everything),
                known(Known::Survey { unknown: 0, respondents: 50 }, survey),
            ],
            by_formula: true,
        }
    }

    fn said(found: &WorthFound, cost: Option<f64>, language: Language) -> String {
        let paths = ["v".to_owned()];
        let rows: Vec<WorthRow<'_>> = crate::report::tables::worth_rows("t", &paths, found, cost).collect();
        let page = worth_page(found, (&rows, &[ParameterName::of("v")]), &["baseline", "call"], LABELS, language);
        let lines = page.parts.iter().filter_map(|part| match part {
            Part::Sentences(lines) => Some(lines.join("\n")),
            _ => None,
        });
        lines.collect()
    }

    #[test]
    fn it_ends_in_what_to_do() {
        let text = said(&found(34.4, 10.4), Some(8.0), Language::En);
        assert!(text.contains("baseline is best: a mean net loss of 289"), "{text}");
        assert!(text.contains("worth 34.4") && text.contains("None of these surveys pays within one period"), "{text}");
        assert!(said(&found(34.4, 10.4), Some(0.1), Language::En).contains("Buy the survey of 50 people about v"));
        let text = said(&found(34.4, 10.4), Some(0.0), Language::En);
        assert!(text.contains("it is worth 10.4") && text.contains(" and costs nothing."), "{text}");
        assert!(said(&found(34.4, 10.4), Some(0.0), Language::Fr).contains("et ne coûte rien."));
        assert!(said(&found(34.4, 10.4), None, Language::Fr).contains("vaut le plus"));
        assert!(said(&found(34.4, 0.0), None, Language::En).contains("worth nothing"));
    }

    #[test]
    fn where_no_knowledge_would_change_the_decision_that_is_said_plainly() {
        assert!(
            said(&found(0.0, 0.0), Some(8.0), Language::En).contains("No knowledge of the unknowns would change this")
        );
        assert!(said(&found(0.0, 0.0), None, Language::Fr).contains("ne payez pas pour cela"));
    }
}
