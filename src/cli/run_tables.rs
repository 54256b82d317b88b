use std::collections::BTreeMap;
use std::io::{self, BufReader, BufWriter, Read, Write};

use rumeur::batch::Job;
use rumeur::experiment::BASELINE;
use rumeur::report::{Aware, Dialect, Subject, SummaryReader, SummaryRecord, sentence, sentence_of_many, three_digits};
use rumeur::vocabulary::{Language, Metric};

use super::plain_table::plain_table;

/// The metrics of the table on the terminal: a selection, in the order of the tables.
const SHOWN: [Metric; 10] = [
    Metric::Complaints,
    Metric::Dissatisfied,
    Metric::Silent,
    Metric::Impressions,
    Metric::Reach,
    Metric::Aware,
    Metric::PositiveReach,
    Metric::CustomersLost,
    Metric::ProspectsLost,
    Metric::NetLoss,
];

/// Of those, the ones that every scenario has; the others are shown where they are not 0 throughout.
const ALWAYS_SHOWN: [Metric; 5] =
    [Metric::Complaints, Metric::Dissatisfied, Metric::Silent, Metric::Reach, Metric::Aware];

/// The metrics of the table of several scenarios.
const SHOWN_OF_MANY: [Metric; 6] =
    [Metric::Complaints, Metric::Silent, Metric::Reach, Metric::Aware, Metric::CustomersLost, Metric::NetLoss];

/// How many scenarios the terminal shows; the tables have all.
const MOST_SCENARIOS: usize = 40;

/// Where a number is undefined.
const UNDEFINED: &str = "-";

type Records = Vec<SummaryRecord>;

/// Prints a table of the metrics that matter most, and the sentence.
pub(super) fn print_table(
    summary: impl Read,
    dialect: Dialect,
    jobs: &[Job],
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let reader = SummaryReader::new(BufReader::new(summary), dialect)?;
    if let [job] = jobs {
        let records: Records = reader.collect::<io::Result<_>>()?;
        writeln!(out, "{}", metrics_table(&records, language))?;
        return match sentence_of_one(job, &records, language) {
            Some(sentence) => writeln!(out, "\n{sentence}"),
            None => Ok(()),
        };
    }
    let Many { rows, aware: means } = collect_many(reader)?;
    writeln!(out, "{}", scenarios_table(&rows, language))?;
    if means.len() > MOST_SCENARIOS {
        writeln!(out, "... {}", means.len() - MOST_SCENARIOS)?;
    }
    let means: Vec<(&str, f64)> = means.iter().map(|(name, mean)| (name.as_str(), *mean)).collect();
    match sentence_of_many(&means, language) {
        Some(sentence) => writeln!(out, "\n{sentence}"),
        None => Ok(()),
    }
}

/// The sentence of a scenario from its rows of the summary.
fn sentence_of_one(job: &Job, records: &Records, language: Language) -> Option<String> {
    let aware =
        |variant: &str| records.iter().find(|record| record.variant == variant && record.metric == Metric::Aware);
    let mean = |record: &SummaryRecord| record.number("expected").or_else(|| record.number("mean"));
    let baseline = aware(BASELINE)?;
    let people = Aware {
        mean: mean(baseline)?,
        min: baseline.number("min")?,
        p50: baseline.number("p50")?,
        p90: baseline.number("p90")?,
        max: baseline.number("max")?,
    };
    let variants: Vec<(&str, f64)> = job
        .scenario
        .variants
        .iter()
        .filter_map(|variant| Some((variant.title.pick(language, &variant.name), mean(aware(&variant.name)?)?)))
        .collect();
    Some(sentence(Subject::of(&job.scenario.baseline), &people, &variants, language))
}

fn metrics_table(records: &Records, language: Language) -> String {
    let pick = |en: &str, fr: &str| language.pick(en, fr).to_owned();
    let has_variants = records.iter().any(|record| record.variant != BASELINE);
    let mut headers = vec![pick("metric", "indicateur")];
    if has_variants {
        headers.push(pick("variant", "variante"));
    }
    headers.extend([pick("mean", "moyenne"), pick("95 % interval", "intervalle à 95 %")]);
    headers.extend(["p10", "p50", "p90"].map(str::to_owned));
    headers.push(pick("expected", "attendu"));
    let mut table = plain_table(headers, if has_variants { 2 } else { 1 });
    let number = |record: &SummaryRecord, column: &str| {
        record.number(column).map_or_else(|| UNDEFINED.to_owned(), |value| three_digits(value, language))
    };
    for metric in SHOWN {
        let rows: Vec<&SummaryRecord> = records.iter().filter(|record| record.metric == metric).collect();
        if !ALWAYS_SHOWN.contains(&metric) && !rows.iter().any(|record| is_news(record, records)) {
            continue;
        }
        for (index, record) in rows.into_iter().enumerate() {
            let mut row = vec![if index == 0 { label(record, language) } else { String::new() }];
            if has_variants {
                row.push(record.variant.clone());
            }
            row.push(number(record, "mean"));
            row.push(match (record.number("ci_low"), record.number("ci_high")) {
                (Some(low), Some(high)) => {
                    let to = language.pick("to", "à");
                    format!("{} {to} {}", three_digits(low, language), three_digits(high, language))
                }
                _ => UNDEFINED.to_owned(),
            });
            row.extend(["p10", "p50", "p90", "expected"].map(|column| number(record, column)));
            table.add_row(row);
        }
    }
    table.trim_fmt()
}

fn label(record: &SummaryRecord, language: Language) -> String {
    let name = record.metric.label(language);
    if record.metric.is_count() { name.to_owned() } else { format!("{name} ({})", record.unit) }
}

/// Whether the metric says something that the table does not say already.
fn is_news(record: &SummaryRecord, records: &Records) -> bool {
    let range = |record: &SummaryRecord| (record.number("min"), record.number("max"), record.number("mean"));
    match range(record) {
        (Some(min), Some(max), _) if min == 0.0 && max == 0.0 => false,
        (None, None, None) => false,
        own if record.metric == Metric::Impressions => {
            let reach = records.iter().find(|other| other.metric == Metric::Reach && other.variant == record.variant);
            reach.is_none_or(|reach| range(reach) != own)
        }
        _ => true,
    }
}

/// Scenario, variant and the means of the metrics shown.
type ManyRow = (String, String, BTreeMap<Metric, f64>);

/// Several scenarios, as far as the terminal shows them.
struct Many {
    /// The variants of the first scenarios.
    rows: Vec<ManyRow>,
    /// The mean of `aware` in the baseline of every scenario.
    aware: Vec<(String, f64)>,
}

fn collect_many(reader: impl Iterator<Item = io::Result<SummaryRecord>>) -> io::Result<Many> {
    let mut rows: Vec<ManyRow> = Vec::new();
    let mut aware = Vec::new();
    for record in reader {
        let record = record?;
        let mean = record.number("mean");
        if record.metric == Metric::Aware && record.variant == BASELINE {
            let best = record.number("expected").or(mean);
            aware.extend(best.map(|mean| (record.scenario.clone(), mean)));
        }
        if aware.len() > MOST_SCENARIOS || !SHOWN_OF_MANY.contains(&record.metric) {
            continue;
        }
        let is_new = rows.last().is_none_or(|row| (&row.0, &row.1) != (&record.scenario, &record.variant));
        if is_new {
            rows.push((record.scenario, record.variant, BTreeMap::new()));
        }
        if let (Some(row), Some(mean)) = (rows.last_mut(), mean) {
            row.2.insert(record.metric, mean);
        }
    }
    Ok(Many { rows, aware })
}

fn scenarios_table(rows: &[ManyRow], language: Language) -> String {
    let shown: Vec<Metric> = SHOWN_OF_MANY
        .into_iter()
        .filter(|metric| {
            ALWAYS_SHOWN.contains(metric) || rows.iter().any(|row| row.2.get(metric).is_some_and(|mean| *mean != 0.0))
        })
        .collect();
    let mut headers =
        vec![language.pick("scenario", "scénario").to_owned(), language.pick("variant", "variante").to_owned()];
    headers.extend(shown.iter().map(|metric| metric.label(language).to_owned()));
    let mut table = plain_table(headers, 2);
    let mut last = "";
    for (scenario, variant, means) in rows {
        let name = if last == scenario { String::new() } else { scenario.clone() };
        let mut row = vec![name, variant.clone()];
        row.extend(shown.iter().map(|metric| {
            means.get(metric).map_or_else(|| UNDEFINED.to_owned(), |mean| three_digits(*mean, language))
        }));
        table.add_row(row);
        last = scenario;
    }
    table.trim_fmt()
}

/// Prints every row of the summary as a JSON object, all in one array.
pub(super) fn print_json(summary: impl Read, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let mut before = "[\n";
    for record in SummaryReader::new(BufReader::new(summary), dialect)? {
        let record = record?;
        write!(out, "{before}  ")?;
        let mut object = serde_json::Map::new();
        for (key, text) in [
            ("scenario", record.scenario.as_str()),
            ("variant", &record.variant),
            ("metric", record.metric.name()),
            ("unit", &record.unit),
        ] {
            object.insert(key.to_owned(), text.into());
        }
        object.extend(record.numbers().map(|(name, number)| (name.to_owned(), number.into())));
        serde_json::to_writer(&mut out, &object)?;
        before = ",\n";
    }
    if before == "[\n" {
        write!(out, "[")?;
    }
    writeln!(out, "\n]")?;
    out.flush()
}
