use super::arithmetic::Labels;
use super::money::money_unit;
use super::page::{Entry, readable_decimals, rounded};
use crate::vocabulary::{Language, Metric, Unit};

/// A value of a parameter as a cell: up to four digits that matter.
pub(super) fn plain_entry(value: f64) -> Entry {
    Entry::trimmed(value, plain_decimals(value))
}

/// The decimals with which a value has four digits that matter.
pub(super) fn plain_decimals(value: f64) -> i32 {
    if value == 0.0 { 0 } else { (3 - value.abs().log10().floor() as i32).clamp(0, 9) }
}

/// A value of a metric for reading, with its unit where it counts no people.
pub(super) fn amount(value: f64, metric: Metric, labels: Labels<'_>, language: Language) -> String {
    let number = rounded(value, readable_decimals(value), language);
    match metric.unit() {
        Unit::Currency => format!("{number}\u{202f}{}", money_unit(labels.currency, labels.period, language)),
        Unit::People | Unit::Impressions | Unit::Ratio | Unit::Ticks => number,
    }
}
