//! Unknowns while a scenario runs: one value of each for every replicate, and what of the spread is theirs.

mod conditional;
mod draws;
mod expected;
mod mixture;
#[cfg(test)]
mod mixture_tests;
mod relevant;
mod twins;
mod uncertain;

pub(super) use conditional::Conditional;
pub use draws::UnknownDraws;
pub(super) use draws::share;
pub(super) use expected::parameters_over_unknowns;
pub use expected::{OverUnknowns, over_unknowns};
pub(super) use mixture::Mixture;
pub use mixture::law_over_unknowns;
pub use twins::VarianceShare;
pub(super) use twins::{TWINS, Twins};
pub use uncertain::NoPoint;
pub(super) use uncertain::{Opened, Uncertain, UncertainError, UncertainScratch, Unknowns};
