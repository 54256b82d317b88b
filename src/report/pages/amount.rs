use super::arithmetic::Labels;
use super::money::money_unit;
use super::page::{Entry, readable_decimals, rounded};
use crate::vocabulary::{Language, Metric, Unit};

/// A value of a parameter: up to four digits that matter.
pub(super) fn plain(value: f64, language: Language) -> String {
    plain_entry(value).say(language)
}

/// The same as a cell.
pub(super) fn plain_entry(value: f64) -> Entry {
    let decimals = if value == 0.0 { 0 } else { (3 - value.abs().log10().floor() as i32).clamp(0, 9) };
    Entry::trimmed(value, decimals)
}

/// A value of a metric for reading, with its unit where it counts no people.
pub(super) fn amount(value: f64, metric: Metric, labels: Labels<'_>, language: Language) -> String {
    let number = rounded(value, readable_decimals(value), language);
    match metric.unit() {
        Unit::Currency => format!("{number}\u{202f}{}", money_unit(labels.currency, labels.period, language)),
        Unit::People | Unit::Impressions | Unit::Ratio | Unit::Ticks => number,
    }
}

/// The text with its first letter as a sentence begins.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
