//! Which unknown matters most: one at a time, from the run's own replicates, and by design.

mod design;
mod given;
mod index;
mod points;
mod study;
mod tornado;

pub use index::{Factor, FactorIndex, IndexMethod};
pub use study::{MOST_DESIGN, MOST_UNKNOWNS, MetricSensitivity, ModelSensitivity, Sensitivity};
pub(crate) use study::{mean_at_medians, tornado_bars};
pub use tornado::TornadoBar;

#[cfg(test)]
mod tests;
