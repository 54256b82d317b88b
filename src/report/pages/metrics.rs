use super::arithmetic::Labels;
use super::decision::Decision;
use super::money::labelled;
use super::page::{Entry, Grid, Head};
use super::records::SummaryRecord;
use crate::experiment::BASELINE;
use crate::vocabulary::{Language, Metric};

/// The metrics of the table: a selection, in the order of the tables; all parts of the net loss are among them.
const SHOWN: [Metric; 13] = [
    Metric::Complaints,
    Metric::Dissatisfied,
    Metric::Silent,
    Metric::Impressions,
    Metric::Reach,
    Metric::Aware,
    Metric::PositiveReach,
    Metric::CustomersLost,
    Metric::ProspectsLost,
    Metric::ProspectsWon,
    Metric::RevenueLost,
    Metric::Cost,
    Metric::NetLoss,
];

/// Of those, the ones that every scenario has; the others are shown where they are not 0 throughout.
const ALWAYS_SHOWN: [Metric; 5] =
    [Metric::Complaints, Metric::Dissatisfied, Metric::Silent, Metric::Reach, Metric::Aware];

/// The metrics that matter most: their mean, how well it is known, and where most cases lie. With variants each metric has
/// a line for each, in the order of the decision.
pub(super) fn metrics(
    records: &[SummaryRecord],
    decision: Option<&Decision>,
    labels: Labels<'_>,
    language: Language,
) -> Grid {
    let heads = match language {
        Language::En => ["mean", "± (95% of\nthe mean)", "most cases\n(p05 to p95)", "median"],
        Language::Fr => ["moyenne", "± (à 95\u{202f}%, de\nla moyenne)", "la plupart des\ncas (p05 à p95)", "médiane"],
    };
    let first = Head::words(language.pick("metric", "indicateur"));
    // One case has no spread.
    let is_one = !records.iter().any(|record| record.number("replicates").is_some_and(|cases| cases > 1.0));
    let mut columns: Vec<Head> = std::iter::once(first).chain(heads.map(Head::number)).collect();
    if is_one {
        columns.truncate(3);
        columns.push(Head::number(language.pick("the one\ncase drawn", "le seul\ncas tiré")));
    }
    let row = |label, record| if is_one { row_of_one(label, record, language) } else { row(label, record, language) };
    let mut rows = Vec::new();
    for metric in SHOWN {
        let own: Vec<&SummaryRecord> = records.iter().filter(|record| record.metric == metric).collect();
        if !ALWAYS_SHOWN.contains(&metric) && !own.iter().any(|record| is_news(record, records)) {
            continue;
        }
        let label = labelled(metric, labels.currency, labels.period, language);
        if let Some(decision) = decision {
            rows.push(vec![Entry::Words(label)]);
            for option in &decision.options {
                let name = super::decision_numbers::name(option, language);
                let record = own.iter().find(|record| record.variant == option.name);
                rows.extend(record.map(|record| row(format!("  {name}"), record)));
            }
        } else {
            let baseline = own.iter().find(|record| record.variant == BASELINE);
            rows.extend(baseline.map(|record| row(label, record)));
        }
    }
    Grid { columns, rows }
}

/// The mean, how well it is known, and the case that was drawn.
fn row_of_one(label: String, record: &SummaryRecord, language: Language) -> Vec<Entry> {
    let mut row = row(label, record, language);
    row.truncate(3);
    row.push(Entry::or_undefined(record.number("p50").map(Entry::readable)));
    row
}

/// Which quantiles of the table are by formula, and which of the cases drawn.
pub(super) fn quantiles_note(records: &[SummaryRecord], language: Language) -> Option<String> {
    let varies = |record: &&SummaryRecord| record.number("min") != record.number("max");
    let shown = || records.iter().filter(|record| SHOWN.contains(&record.metric)).filter(varies);
    let mut drawn: Vec<&str> = Vec::new();
    for record in shown().filter(|record| !record.has_law() && is_news(record, records)) {
        let label = record.metric.label(language);
        if !drawn.contains(&label) {
            drawn.push(label);
        }
    }
    if !shown().any(SummaryRecord::has_law) {
        return None;
    }
    let drawn = drawn.join(", ");
    Some(match (drawn.is_empty(), language) {
        (true, Language::En) => "p05 to p95 and medians are by formula".to_owned(),
        (true, Language::Fr) => "p05 à p95 et médianes sont par la formule".to_owned(),
        (false, Language::En) => format!("p05 to p95 and medians are by formula; of the cases drawn for {drawn}"),
        (false, Language::Fr) => {
            format!("p05 à p95 et médianes sont par la formule\u{202f}; sur les cas tirés pour\u{202f}: {drawn}")
        }
    })
}

fn row(label: String, record: &SummaryRecord, language: Language) -> Vec<Entry> {
    let number = |column: &str| record.number(column);
    let (expected, error) = (number("expected"), number("std_error"));
    let mean = match expected {
        Some(exact) => Entry::readable(exact),
        None => Entry::or_undefined(number("mean").map(|mean| Entry::known(mean, error))),
    };
    let within = match (expected, number("mean"), number("ci_low"), number("ci_high")) {
        (Some(_), ..) => Entry::words(language.pick("formula", "formule")),
        (None, Some(_), Some(low), Some(high)) => Entry::readable((high - low) / 2.0),
        _ => Entry::Undefined,
    };
    let range = record.quantile("p05").zip(record.quantile("p95")).map(|(low, high)| {
        let decimals = super::page::readable_decimals(low).max(super::page::readable_decimals(high));
        // Two ends of one range are said alike.
        let decimals = if high.abs().max(low.abs()) >= 100.0 { 0 } else { decimals };
        Entry::Range { low, high, decimals }
    });
    vec![
        Entry::Words(label),
        mean,
        within,
        Entry::or_undefined(range),
        Entry::or_undefined(record.quantile("p50").map(Entry::readable)),
    ]
}

/// Whether the metric says something that the table does not say already.
fn is_news(record: &SummaryRecord, records: &[SummaryRecord]) -> bool {
    let range = |record: &SummaryRecord| (record.number("min"), record.number("max"), record.number("mean"));
    let same_as = |other: Metric| {
        let other = records.iter().find(|known| known.metric == other && known.variant == record.variant);
        other.is_some_and(|other| range(other) == range(record))
    };
    match range(record) {
        // By formula it is not 0, though no case drawn had it.
        (Some(min), Some(max), _) if min == 0.0 && max == 0.0 => record.number("expected").is_some_and(|m| m != 0.0),
        (None, None, None) => false,
        _ => match record.metric {
            Metric::Impressions => !same_as(Metric::Reach),
            Metric::RevenueLost => !same_as(Metric::NetLoss),
            _ => true,
        },
    }
}
