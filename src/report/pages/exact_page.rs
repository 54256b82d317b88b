use super::arithmetic::Labels;
use super::money::labelled;
use super::page::{Entry, Grid, Head, Page};
use crate::experiment::{BASELINE, NamedModel};
use crate::report::sentence::{Aware, sentence};
use crate::report::starts_from::StartsFrom;
use crate::report::tables::{ExactRow, exact_rows};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric, Say, format_count};

/// What is known of a scenario by formula alone: the law of each metric, and the sentence.
pub fn exact_page(scenario: &Scenario, models: &[NamedModel], language: Language) -> Page {
    let labels = Labels { currency: &scenario.currency, period: &scenario.period };
    let mut page = Page::default();
    page.heading(scenario.title.pick(language, &scenario.name));
    let rows: Vec<ExactRow<'_>> = exact_rows(scenario, models).collect();
    for named in models {
        if named.variant != BASELINE {
            let variant = scenario.variants.iter().find(|variant| variant.name == named.variant);
            page.heading(variant.map_or(&*named.variant, |v| v.title.pick(language, &v.name)));
        }
        let on_network = named.model.parameters().network.is_some();
        let own = rows.iter().filter(|row| row.variant == named.variant && is_news(row, on_network));
        page.table(grid(own, labels, language));
    }
    page.sentences(averaged(&rows, language));
    page.sentences(models.iter().flat_map(|named| left_out(named, language)));
    let law = models.first().and_then(|named| named.exact_law(Metric::Aware).ok());
    // The mean of the table, which may be known without the law.
    let mean = rows.iter().find(|row| row.variant == BASELINE && row.metric == Metric::Aware).map(|row| row.mean);
    page.sentences(law.map(|law| {
        let aware = Aware::of_law(&law);
        let aware = Aware { mean: mean.unwrap_or(aware.mean), ..aware };
        sentence(&StartsFrom::of_scenario(scenario), &aware, language)
    }));
    page
}

/// Where laws are averages over drawn values of the unknowns, over how many.
fn averaged(rows: &[ExactRow<'_>], language: Language) -> Option<String> {
    let fewest = format_count(rows.iter().filter_map(|row| row.draws).min()?, language);
    Some(match language {
        Language::En => format!(
            "Where no quadrature is good in short time, what hangs on the unknowns is the average of the laws at {fewest} values of \
             them or more."
        ),
        Language::Fr => format!(
            "Là où aucune quadrature ne suffit en peu de temps, ce qui dépend des inconnues est la moyenne des lois en {fewest} de \
             leurs valeurs ou plus."
        ),
    })
}

/// Which metrics have no law by formula, and why.
fn left_out(named: &NamedModel, language: Language) -> impl Iterator<Item = String> {
    let variant = if named.variant == BASELINE { String::new() } else { format!("{}, ", named.variant) };
    named.missing_laws().into_iter().map(move |(reason, metrics)| {
        let names: Vec<&str> = metrics.into_iter().map(|metric| metric.label(language)).collect();
        let (names, why) = (names.join(", "), reason.text().pick(language).to_owned());
        match language {
            Language::En => format!("No law by formula ({variant}{names}): {why}."),
            Language::Fr => format!("Pas de loi par formule ({variant}{names})\u{202f}: {why}."),
        }
    })
}

/// What is always 0 says nothing, and without a network everybody who hears counts once.
fn is_news(row: &ExactRow<'_>, on_network: bool) -> bool {
    let is_zero = row.mean == 0.0 && row.std_dev == 0.0;
    !is_zero && (on_network || !matches!(row.metric, Metric::Impressions | Metric::PositiveImpressions))
}

fn grid<'a>(rows: impl Iterator<Item = &'a ExactRow<'a>>, labels: Labels<'_>, language: Language) -> Grid {
    let heads = match language {
        Language::En => ["mean", "p05", "median", "p95", "p99", "p99.9", "worst 5%\n(mean)"],
        Language::Fr => ["moyenne", "p05", "médiane", "p95", "p99", "p99,9", "pires 5\u{202f}%\n(moyenne)"],
    };
    let first = Head::words(language.pick("metric", "indicateur"));
    let columns = std::iter::once(first).chain(heads.map(Head::number)).collect();
    let rows = rows.map(|row| {
        let [p05, _, _, p50, _, _, p95, p99, p999] = row.quantiles;
        let label = Entry::Words(labelled(row.metric, labels.currency, labels.period, language));
        let numbers = [row.mean, p05, p50, p95, p99, p999, row.tail95].map(Entry::readable);
        std::iter::once(label).chain(numbers).collect()
    });
    Grid { columns, rows: rows.collect() }
}
