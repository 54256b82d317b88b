use std::collections::BTreeMap;

use super::amount::amount;
use super::arithmetic::Labels;
use super::money::per_period;
use super::page::{Entry, Grid, Head, Page, known_decimals};
use super::records::SummaryRecord;
use crate::experiment::BASELINE;
use crate::report::sentence::sentence_of_many;
use crate::report::table_reader::TableError;
use crate::vocabulary::{Direction, Language, Metric, Unit, natural_order, quoted};

/// The metrics of the table of several scenarios.
const SHOWN: [Metric; 6] =
    [Metric::Complaints, Metric::Silent, Metric::Reach, Metric::Aware, Metric::CustomersLost, Metric::NetLoss];

/// Of those, the ones that every scenario has; the others are shown where they are not 0 throughout.
const ALWAYS_SHOWN: [Metric; 4] = [Metric::Complaints, Metric::Silent, Metric::Reach, Metric::Aware];

/// How many lines a page has for scenarios; the tables have all.
const MOST_LINES: usize = 40;

/// What a scenario of a summary is called, and what its numbers belong to.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Its title.
    pub title: String,
    /// The titles of its variants, by name.
    pub variants: BTreeMap<String, String>,
    /// Its currency.
    pub currency: String,
    /// Its period.
    pub period: String,
}

/// The means of a scenario or one of its variants.
struct Line {
    scenario: String,
    variant: String,
    means: BTreeMap<Metric, (f64, Option<f64>)>,
}

/// Several scenarios side by side, sorted by `sort`, worst first: by default by the net loss where all of them have one in
/// the same currency for the same period, else by their names.
///
/// # Errors
/// When a row of the summary is not ours.
pub fn scenarios_page(
    records: impl Iterator<Item = Result<SummaryRecord, TableError>>,
    named: &BTreeMap<String, Named>,
    sort: Option<Metric>,
    language: Language,
) -> Result<Page, TableError> {
    let mut lines = collect(records, sort)?;
    let alike = are_alike(&lines, named);
    let all_have = |metric: Metric| lines.iter().all(|line| line.means.contains_key(&metric));
    let has_money = lines.iter().any(|line| line.means.get(&Metric::NetLoss).is_some_and(|mean| mean.0 != 0.0));
    let by = sort.or_else(|| (alike && has_money && all_have(Metric::NetLoss)).then_some(Metric::NetLoss));
    // Of what they are sorted by; of money only where all have the same.
    let measured = by.filter(|metric| alike || metric.unit() != Unit::Currency).unwrap_or(Metric::Aware);
    let values: Vec<(String, f64)> = lines
        .iter()
        .filter(|line| line.variant == BASELINE)
        .filter_map(|line| Some((line.scenario.clone(), line.means.get(&measured)?.0)))
        .collect();
    match by {
        Some(metric) => sort_by(&mut lines, metric),
        // The variants of a scenario keep their order.
        None => lines.sort_by(|a, b| natural_order(&a.scenario, &b.scenario)),
    }
    let mut page = Page::default();
    let hidden = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    page.table(table(&lines, named, alike, by, language));
    let hidden = (hidden > 0).then(|| match language {
        Language::En => format!("... and {hidden} more in summary.csv"),
        Language::Fr => format!("... et {hidden} autres dans summary.csv"),
    });
    page.sentences(hidden);
    let title = |name: &str| named.get(name).map_or(name, |known| known.title.as_str()).to_owned();
    let values: Vec<(String, f64)> = values.iter().map(|(name, mean)| (title(name), *mean)).collect();
    let values: Vec<(&str, f64)> = values.iter().map(|(name, mean)| (name.as_str(), *mean)).collect();
    let unit = named.values().next().cloned().unwrap_or_default();
    let labels = Labels { currency: &unit.currency, period: &unit.period };
    let said = |value| amount(value, measured, labels, language);
    page.sentences(sentence_of_many(&values, &mean_of(measured, language), said, language));
    Ok(page)
}

/// `the mean number of people who know`, `the mean net loss`.
fn mean_of(metric: Metric, language: Language) -> String {
    match metric {
        Metric::Aware => {
            language.pick("the mean number of people who know", "le nombre moyen de personnes au courant").to_owned()
        }
        Metric::NetLoss => language.pick("the mean net loss", "la perte nette moyenne").to_owned(),
        _ => match language {
            Language::En => format!("the mean of {}", metric.label(language)),
            Language::Fr => format!("la moyenne de {}", quoted(metric.label(language), language)),
        },
    }
}

fn collect(
    records: impl Iterator<Item = Result<SummaryRecord, TableError>>,
    sort: Option<Metric>,
) -> Result<Vec<Line>, TableError> {
    let mut lines: Vec<Line> = Vec::new();
    for record in records {
        let record = record?;
        if !SHOWN.contains(&record.metric) && sort != Some(record.metric) {
            continue;
        }
        let is_new =
            lines.last().is_none_or(|line| (&line.scenario, &line.variant) != (&record.scenario, &record.variant));
        let mean = record.best_mean();
        let error = record.number("std_error").filter(|_| record.number("expected").is_none());
        if is_new {
            lines.push(Line { scenario: record.scenario, variant: record.variant, means: BTreeMap::new() });
        }
        if let (Some(line), Some(mean)) = (lines.last_mut(), mean) {
            line.means.insert(record.metric, (mean, error));
        }
    }
    Ok(lines)
}

/// Scenarios by their baseline, worst first, largest first where neither way is worse; the variants of each below it, best
/// first. What has no value stands last.
fn sort_by(lines: &mut Vec<Line>, metric: Metric) {
    let sign = if metric.direction() == Direction::HigherIsBetter { -1.0 } else { 1.0 };
    let badness = |line: &Line| line.means.get(&metric).map_or(f64::NEG_INFINITY, |mean| sign * mean.0);
    let mut scenarios: Vec<Vec<Line>> = Vec::new();
    for line in lines.drain(..) {
        match scenarios.last_mut() {
            Some(own) if own[0].scenario == line.scenario => own.push(line),
            _ => scenarios.push(vec![line]),
        }
    }
    scenarios.sort_by(|a, b| badness(&b[0]).total_cmp(&badness(&a[0])));
    for mut own in scenarios {
        own[1..].sort_by(|a, b| badness(a).total_cmp(&badness(b)));
        lines.append(&mut own);
    }
}

/// Whether all money that is there is in one unit.
fn are_alike(lines: &[Line], named: &BTreeMap<String, Named>) -> bool {
    let has_money = |line: &&Line| line.means.get(&Metric::NetLoss).is_some_and(|mean| mean.0 != 0.0);
    let known = lines.iter().filter(has_money).filter_map(|line| named.get(&line.scenario));
    let mut units = known.map(|known| (&known.currency, &known.period));
    let first = units.next();
    units.all(|unit| Some(unit) == first)
}

fn table(lines: &[Line], named: &BTreeMap<String, Named>, alike: bool, by: Option<Metric>, language: Language) -> Grid {
    let mut shown: Vec<Metric> = SHOWN
        .into_iter()
        .filter(|metric| {
            ALWAYS_SHOWN.contains(metric)
                || lines.iter().any(|line| line.means.get(metric).is_some_and(|mean| mean.0 != 0.0))
        })
        .collect();
    shown.extend(by.filter(|metric| !shown.contains(metric)));
    let has_variants = lines.iter().any(|line| line.variant != BASELINE);
    let mut columns = vec![Head::words(language.pick("scenario", "scénario"))];
    if has_variants {
        columns.push(Head::words(language.pick("variant", "variante")));
    }
    let unit = |known: &Named| format!("{} {}", known.currency, per_period(&known.period, language));
    columns.extend(shown.iter().map(|metric| {
        let label = metric.label(language).replacen(' ', "\n", 1);
        let with_money = |line: &&Line| line.means.get(&Metric::NetLoss).is_some_and(|mean| mean.0 != 0.0);
        let known = lines.iter().find(with_money).and_then(|line| named.get(&line.scenario));
        Head::number(match known {
            Some(known) if alike && metric.unit() == Unit::Currency => format!("{label}\n{}", unit(known)),
            _ => label,
        })
    }));
    let mut last = "";
    let mut rows = Vec::new();
    for line in lines {
        let known = named.get(&line.scenario);
        let title = known.map_or(line.scenario.as_str(), |known| known.title.as_str());
        let mut row = vec![if last == line.scenario { Entry::Blank } else { Entry::words(title) }];
        if has_variants {
            let own = known.and_then(|known| known.variants.get(&line.variant));
            row.push(Entry::words(match own {
                Some(title) => title.as_str(),
                None if line.variant == BASELINE => language.pick("baseline", "référence"),
                None => line.variant.as_str(),
            }));
        }
        row.extend(shown.iter().map(|metric| {
            let Some((mean, error)) = line.means.get(metric).copied() else { return Entry::Undefined };
            let number = Entry::Number { value: mean, decimals: known_decimals(mean, error), unit: None };
            match known {
                Some(known) if !alike && mean != 0.0 && metric.unit() == Unit::Currency => {
                    number.with_unit(&unit(known))
                }
                _ => number,
            }
        }));
        rows.push(row);
        last = &line.scenario;
    }
    Grid { columns, rows }
}

#[cfg(test)]
mod tests {
    use super::super::records::summary_records;
    use super::*;

    const SUMMARY: &str = "scenario,variant,metric,unit,replicates,mean,std_error,expected\n\
        a,baseline,aware,people,100,30,1,31\na,baseline,net_loss,EUR,100,500,1,\n\
        b,baseline,aware,people,100,40,1,41\nb,baseline,net_loss,EUR,100,900,1,\n\
        c,baseline,aware,people,100,50,1,51\nc,baseline,net_loss,EUR,100,700,1,\n";

    fn named(currencies: [&str; 3]) -> BTreeMap<String, Named> {
        let one = |(name, currency): (&str, &str)| {
            let known = Named {
                title: format!("Shop {name}"),
                currency: currency.to_owned(),
                period: "month".to_owned(),
                variants: BTreeMap::new(),
            };
            (name.to_owned(), known)
        };
        ["a", "b", "c"].into_iter().zip(currencies).map(one).collect()
    }

    fn shown(currencies: [&str; 3], sort: Option<Metric>) -> (Vec<String>, Vec<Vec<String>>, String) {
        let records = summary_records(SUMMARY.as_bytes()).expect("a header");
        let page = scenarios_page(records, &named(currencies), sort, Language::En).expect("rows");
        let [super::super::Part::Table(grid), super::super::Part::Sentences(said)] = &page.parts[..] else {
            panic!("{page:?}")
        };
        let heads = grid.columns.iter().map(|head| head.text.replace('\n', " ")).collect();
        let say = |row: &Vec<Entry>| row.iter().map(|cell| cell.say(Language::En)).collect();
        (heads, grid.rows.iter().map(say).collect(), said[0].clone())
    }

    #[test]
    fn three_shops_are_sorted_by_their_loss() {
        let (heads, rows, said) = shown(["EUR"; 3], None);
        assert_eq!(heads.last().map(String::as_str), Some("net loss EUR a month"));
        let firsts: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(firsts, ["Shop b", "Shop c", "Shop a"]);
        assert_eq!(
            said,
            "3 scenarios: the mean net loss goes from 500\u{202f}EUR a month (Shop a) to 900\u{202f}EUR a month (Shop b)."
        );
        let (_, rows, _) = shown(["EUR"; 3], Some(Metric::Aware));
        assert_eq!(rows[0][0], "Shop c");
    }

    #[test]
    fn currencies_are_never_mixed_without_their_unit() {
        let (heads, rows, _) = shown(["EUR", "francs CFA", "EUR"], None);
        assert_eq!(heads.last().map(String::as_str), Some("net loss"));
        assert_eq!(rows[1].last().map(String::as_str), Some("900\u{202f}francs CFA a month"));
        assert_eq!(rows[0][0], "Shop a", "what cannot be compared is not sorted");
    }
}
