//! Scenario files that are written from data: the numbers, where they come from, and what is not known of them.

mod laws;
mod silent;
mod spell;
mod survey;

pub use silent::{is_fragment, silent_fragment};
pub use survey::{survey_fragment, unbounded};
