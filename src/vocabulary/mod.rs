//! The words of the field, each spelled once: metrics, units, outcomes, languages, number formats.

mod language;
mod metric;
mod natural;
mod noun;
mod number;
mod outcome;
mod period;
mod printable;
mod system_reason;
mod text;
mod typography;
mod unknown_language;

pub use language::Language;
pub use metric::{Direction, METRICS, Metric, MetricInfo, Unit, UnknownMetric};
pub use natural::natural_order;
pub use noun::Noun;
pub use number::{format_count, format_number};
pub(crate) use number::{format_percent, format_signed, percent};
pub use outcome::{Outcome, Valence};
pub use period::all_periods;
pub(crate) use period::{PERIODS, at_in_french, period_word};
pub use printable::printable;
pub use system_reason::system_reason;
pub use text::{Say, Text};
pub(crate) use typography::{MINUS, capital, is_singular, set_in, turns_direction, unaccented};
pub use typography::{NARROW_NO_BREAK_SPACE, quoted, typeset};
pub use unknown_language::UnknownLanguage;
