//! What it is worth to know more before choosing between a scenario and its variants.

mod by_formula;
mod by_replicates;
mod fitted;
mod integral;
mod losses;
mod others;
mod study;
mod survey;

pub use study::{Known, MOST_RESPONDENTS, Survey, Worth, WorthError, WorthFound, WorthValue};

#[cfg(test)]
mod tests;
