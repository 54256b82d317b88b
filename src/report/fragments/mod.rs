//! Scenario files that are written from data: the numbers, where they come from, and what is not known of them.

mod silent;
mod spell;

pub use silent::{is_fragment, silent_fragment};
