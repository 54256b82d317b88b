//! What commands say of a scenario, as rows of words and numbers in one language: the terminal and other media only render
//! it.

mod amount;
mod arithmetic;
mod cautions;
mod compare;
mod course;
mod decision;
mod decision_numbers;
mod decision_page;
mod decision_sentence;
mod exact_page;
mod metrics;
mod money;
mod network;
mod page;
mod parameter;
mod presets;
mod race;
mod rarity;
mod records;
mod run_page;
mod scenarios;
mod sensitivity;
mod silent;
mod source_line;
mod survey;
mod sweep;
mod touchpoints;
mod uncertainty;
mod unseen;
mod worth;
mod worth_of_one;

pub use arithmetic::{Labels, arithmetic, entitled};
pub use cautions::{Caution, a_part, cautions};
pub use compare::compare_page;
pub use course::course;
pub use decision::{Against, Decision, DecisionOption, Verdict};
pub use exact_page::exact_page;
#[cfg(feature = "cli")]
pub(crate) use money::labelled;
pub use money::{all_periods, several, span_words};
pub(crate) use money::{money_unit, over_period, per_period, period_word, plural};
pub use network::network;
pub use page::{Entry, Grid, Head, Page, Part, rounded};
pub(crate) use page::{known_decimals, readable_decimals};
pub use parameter::paths_of;
pub use presets::{preset_comparison, presets};
pub use race::race;
pub use rarity::{rarity, rarity_over_unknowns};
pub use records::{
    DifferenceRecord, SummaryRecord, add_counts, add_laws, difference_records, records_of, summary_records,
};
pub use run_page::{closing_page, decision, run_page};
pub use scenarios::{Named, scenarios_page};
pub use sensitivity::sensitivity_page;
pub use silent::{silent, silent_cautions};
pub(crate) use source_line::source_line;
pub use survey::survey;
pub use sweep::{crossing_sentence, sweep_page};
pub use touchpoints::touchpoints;
pub use uncertainty::{at_best_guess, uncertainty_sentence};
pub use unseen::unseen;
pub use worth::worth_page;
pub use worth_of_one::worth_of_one;
