use std::ops::Range;

use rust_xlsxwriter::{Chart, ChartRange, ChartType};

use super::table_sheet::Places;
use crate::experiment::BASELINE;
use crate::report::pages::labelled;
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric};

/// Where the numbers stand that are drawn.
pub(super) struct Charted<'a> {
    /// The sheet with the means.
    pub(super) decision: &'a str,
    /// The sheet of `distribution.csv`.
    pub(super) distribution: &'a str,
    /// Its columns `from` and `count`.
    pub(super) columns: [u16; 2],
    /// Its rows.
    pub(super) places: &'a Places,
}

/// The means of a scenario and its variants, in two columns of the sheet with the decision.
pub(super) struct Means {
    /// What they are.
    pub(super) label: String,
    /// Their rows.
    pub(super) rows: Range<u32>,
}

const WIDTH: u32 = 520;
const HEIGHT: u32 = 340;
const BLUE: &str = "#1F5A8A";

fn chart(kind: ChartType, title: &str, alternative: &str) -> Chart {
    let mut chart = Chart::new(kind);
    chart.title().set_name(short(title).as_str());
    chart.legend().set_hidden();
    chart.set_width(WIDTH).set_height(HEIGHT);
    chart.set_alt_text(short(alternative));
    chart
}

/// Titles and alternative texts hold 255 characters; one that begins as a formula would be taken for a range.
fn short(text: &str) -> String {
    text.trim_start_matches('=').chars().take(255).collect()
}

/// How often each number of people who know occurs, in the baseline; `None` where the table has no such rows.
pub(super) fn distribution_chart(scenario: &Scenario, charted: &Charted<'_>, language: Language) -> Option<Chart> {
    let key = [scenario.name.as_str(), BASELINE, Metric::Aware.name()].map(str::to_owned);
    let rows = charted.places.get(&key)?;
    let label = Metric::Aware.label(language);
    let title = match language {
        Language::En => format!("{label}: how often"),
        Language::Fr => format!("{label}\u{202f}: fréquence"),
    };
    let mut chart = chart(ChartType::Column, &title, &title);
    let range =
        |column: u16| ChartRange::new_from_range(charted.distribution, rows.start, column, rows.end - 1, column);
    let [from, count] = charted.columns;
    chart.add_series().set_categories(&range(from)).set_values(&range(count)).set_gap(0).set_format(
        rust_xlsxwriter::ChartFormat::new().set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(BLUE)),
    );
    chart.x_axis().set_name(label);
    chart.y_axis().set_name(language.pick("replicates", "réplications"));
    Some(chart)
}

/// The means of the scenario and its variants beside each other.
pub(super) fn comparison_chart(scenario: &Scenario, means: &Means, charted: &Charted<'_>, language: Language) -> Chart {
    let title = &means.label;
    let alternative = match language {
        Language::En => format!("{}: {title} of the scenario and its variants", scenario.name),
        Language::Fr => format!("{}\u{202f}: {title}, le scénario et ses variantes", scenario.name),
    };
    let mut chart = chart(ChartType::Bar, title, &alternative);
    let last = means.rows.end - 1;
    let range = |column: u16| ChartRange::new_from_range(charted.decision, means.rows.start, column, last, column);
    chart.add_series().set_categories(&range(0)).set_values(&range(1)).set_format(
        rust_xlsxwriter::ChartFormat::new().set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(BLUE)),
    );
    // The first row stands on top, as in the table.
    chart.y_axis().set_reverse();
    let axis = labelled(scenario.baseline.usual_metric(), &scenario.currency, &scenario.period, language);
    chart.x_axis().set_name(short(&axis).as_str());
    chart
}
