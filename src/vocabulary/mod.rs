//! The words of the field, each spelled once: metrics, units, outcomes, languages, number formats.

mod language;
mod metric;
mod number;
mod outcome;

pub use language::{Language, UnknownLanguage};
pub use metric::{Direction, METRICS, Metric, MetricInfo, Unit, UnknownMetric};
pub use number::{format_count, format_number, format_percent};
pub use outcome::{Outcome, Valence};
