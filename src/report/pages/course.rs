use std::io::BufRead;

use super::arithmetic::Labels;
use super::money::{labelled, several};
use super::page::{Entry, Grid, Head, Page};
use crate::experiment::BASELINE;
use crate::report::Row;
use crate::report::table_reader::{TableError, TableReader};
use crate::report::tables::{PeriodRow, SERVED};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric, format_number};

/// So many periods have a row of their own; of more, some are shown, the first and the last among them.
const MOST_ROWS: usize = 13;

/// What is shown of each period, beside the customers served.
const SHOWN: [Metric; 5] =
    [Metric::Dissatisfied, Metric::Complaints, Metric::Aware, Metric::CustomersLost, Metric::NetLoss];

/// One period: the means of the customers served and of what is shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Period {
    served: Option<f64>,
    means: [Option<f64>; SHOWN.len()],
}

/// The course of the baseline, period by period, from `periods.csv`; empty where a single period is all there is.
///
/// # Errors
/// When the table is not one of ours.
pub fn course(scenario: &Scenario, periods: impl BufRead, language: Language) -> Result<Page, TableError> {
    // By formula, and of the replicates.
    let mut found: [Vec<Period>; 2] = [Vec::new(), Vec::new()];
    for record in TableReader::new(PeriodRow::TABLE.file, periods)? {
        let record = record?;
        let Some(place) = record.number("period").filter(|_| record.text("variant") == Some(BASELINE)) else {
            continue;
        };
        for (course, column) in found.iter_mut().zip(["expected", "mean"]) {
            course.resize_with(course.len().max(place as usize), Period::default);
            let Some(period) = course.get_mut((place as usize).wrapping_sub(1)) else { continue };
            if record.text("metric") == Some(SERVED) {
                period.served = record.number(column);
            } else if let Some(shown) = SHOWN.iter().position(|&metric| record.metric() == Some(metric)) {
                period.means[shown] = record.number(column);
            }
        }
    }
    let [formula, drawn] = found;
    let course = of_one_origin(&formula, drawn);
    let mut page = Page::default();
    if course.len() > 1 {
        let labels = Labels { currency: &scenario.currency, period: scenario.single_period() };
        page.table(table(&course, labels, scenario.baseline.has_money(), language));
        page.sentences(sentence(&course, scenario.single_period(), language));
        page.sentences(discounted(scenario, language));
    }
    Ok(page)
}

/// What is said of one metric comes from one place: by formula where all periods have one, else of the replicates.
fn of_one_origin(formula: &[Period], mut drawn: Vec<Period>) -> Vec<Period> {
    if formula.iter().all(|period| period.served.is_some()) {
        drawn.iter_mut().zip(formula).for_each(|(own, known)| own.served = known.served);
    }
    for metric in 0..SHOWN.len() {
        if formula.iter().all(|period| period.means[metric].is_some()) {
            drawn.iter_mut().zip(formula).for_each(|(own, known)| own.means[metric] = known.means[metric]);
        }
    }
    drawn
}

fn table(course: &[Period], labels: Labels<'_>, has_money: bool, language: Language) -> Grid {
    let has_served = course.iter().any(|period| period.served.is_some());
    let shown = SHOWN.iter().enumerate().filter(|(_, metric)| has_money || **metric != Metric::NetLoss);
    let shown: Vec<(usize, Metric)> = shown.map(|(column, &metric)| (column, metric)).collect();
    let mut columns = vec![Head::number(language.pick("period", "période"))];
    if has_served {
        columns.push(Head::number(language.pick("served", "servis")));
    }
    columns.extend(
        shown
            .iter()
            .map(|&(_, metric)| labelled(metric, labels.currency, labels.period, language))
            .map(|label| Head::number(in_two_lines(&label))),
    );
    let number =
        |value: Option<f64>| value.map_or(Entry::Undefined, |value| Entry::Number { value, decimals: 1, unit: None });
    let row = |place: usize| {
        let period = &course[place];
        let mut row = vec![Entry::Number { value: place as f64 + 1.0, decimals: 0, unit: None }];
        if has_served {
            row.push(number(period.served));
        }
        row.extend(shown.iter().map(|&(column, _)| number(period.means[column])));
        row
    };
    let rows = course.len().min(MOST_ROWS);
    let place = |row: usize| if course.len() == rows { row } else { row * (course.len() - 1) / (rows - 1) };
    Grid { columns, rows: (0..rows).map(|index| row(place(index))).collect() }
}

/// A head of two lines: before its unit, or after its first word.
fn in_two_lines(label: &str) -> String {
    let unit = if label.contains(" (") { " (" } else { " " };
    label.replacen(unit, &unit.replace(' ', "\n"), 1)
}

/// The total, and from where to where it went.
fn sentence(course: &[Period], period: &str, language: Language) -> Option<String> {
    let (first, last) = (course.first()?, course.last()?);
    let column = SHOWN.iter().position(|&metric| metric == Metric::CustomersLost)?;
    let lost: f64 = course.iter().map(|period| period.means[column]).sum::<Option<f64>>()?;
    let whole = |number: f64| format_number(number, 0, language);
    let (span, lost) = (several(course.len() as u64, period, language), whole(lost));
    Some(match (first.served, last.served, language) {
        (Some(first), Some(last), Language::En) => {
            format!(
                "Over {span}: {lost} customers lost; {} served in the first, {} in the last.",
                whole(first),
                whole(last)
            )
        }
        (Some(first), Some(last), Language::Fr) => {
            format!(
                "Sur {span}\u{202f}: {lost} clients perdus\u{202f}; {} servis dans la première période, {} dans la dernière.",
                whole(first),
                whole(last)
            )
        }
        (_, _, Language::En) => format!("Over {span}: {lost} customers lost."),
        (_, _, Language::Fr) => format!("Sur {span}\u{202f}: {lost} clients perdus."),
    })
}

/// That money of later periods counts less.
fn discounted(scenario: &Scenario, language: Language) -> Option<String> {
    let baseline = &scenario.baseline;
    let discount = baseline.periods.as_ref()?.discount;
    if discount == 0.0 || !baseline.has_money() {
        return None;
    }
    let percent = Entry::trimmed(100.0 * discount, 2).say(language);
    Some(match language {
        Language::En => format!("Money is at its present value: discounted by {percent}% a period."),
        Language::Fr => {
            format!("L'argent est en valeur actuelle\u{202f}: actualisé de {percent}\u{202f}% par période.")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(served: f64, lost: f64) -> Period {
        let mut means = [Some(0.0); SHOWN.len()];
        means[3] = Some(lost);
        Period { served: Some(served), means }
    }

    #[test]
    fn the_course_is_said_from_its_first_to_its_last_period() {
        let course = [period(1_000.0, 47.0), period(953.0, 44.8)];
        assert_eq!(
            sentence(&course, "month", Language::En).as_deref(),
            Some("Over 2 months: 92 customers lost; 1,000 served in the first, 953 in the last.")
        );
        let unknown = [Period { served: None, ..period(0.0, 1.0) }, Period { served: None, ..period(0.0, 2.0) }];
        assert_eq!(sentence(&unknown, "an", Language::Fr).as_deref(), Some("Sur 2 ans\u{202f}: 3 clients perdus."));
    }

    #[test]
    fn of_many_periods_some_are_shown_and_the_first_and_last_among_them() {
        let course: Vec<Period> = (0..52).map(|place| period(1_000.0 - f64::from(place), 1.0)).collect();
        let grid = table(&course, Labels { currency: "EUR", period: "week" }, false, Language::En);
        let number = |row: &[Entry]| match row[0] {
            Entry::Number { value, .. } => value,
            _ => f64::NAN,
        };
        assert_eq!(grid.rows.len(), MOST_ROWS);
        assert_eq!((number(&grid.rows[0]), number(&grid.rows[12])), (1.0, 52.0));
        assert_eq!(grid.columns.len(), 6);
    }
}
