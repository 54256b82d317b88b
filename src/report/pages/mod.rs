//! What commands say of a scenario, as rows of words and numbers in one language: the terminal and other media only render
//! it.

mod arithmetic;
mod cautions;
mod course;
mod decision;
mod decision_page;
mod exact_page;
mod metrics;
mod money;
mod network;
mod page;
mod presets;
mod rarity;
mod records;
mod run_page;
mod scenarios;
mod silent;
mod sweep;
mod touchpoints;
mod uncertainty;
mod unseen;
mod worth_of_one;

pub use arithmetic::{Labels, arithmetic};
pub use cautions::{Caution, cautions};
pub use course::course;
pub use decision::{Against, Decision, DecisionOption, Verdict};
pub use decision_page::{decision_page, decision_sentence};
pub use exact_page::exact_page;
pub use money::{labelled, money_unit, per_period, several};
pub use network::network;
pub use page::{Entry, Grid, Head, Page, Part, known_decimals, readable_decimals, rounded};
pub use presets::{preset_comparison, presets};
pub use rarity::rarity;
pub use records::{DifferenceRecord, SummaryRecord, difference_records, records_of, summary_records};
pub use run_page::{closing_page, decision, run_page};
pub use scenarios::{Named, scenarios_page};
pub use silent::silent;
pub use sweep::{crossing_sentence, sweep_page};
pub use touchpoints::touchpoints;
pub use uncertainty::uncertainty_sentence;
pub use unseen::unseen;
pub use worth_of_one::worth_of_one;
