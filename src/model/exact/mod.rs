//! Exact laws: the whole distribution of a metric by formula, where nobody hears twice, or everybody may tell everybody.
//!
//! Every metric is a sum over independent people of what each adds, in whole units. Its generating function is a
//! composition of those of the stages; the probabilities come from it by a recursion or by a Fourier transform. In a town
//! where people hear twice and count once, those who have heard are counted teller by teller.

mod argument;
mod audience;
mod audience_in_town;
mod circle;
mod compile;
mod complex;
mod direct;
mod divided;
mod family;
mod few;
mod fft;
mod first_time;
mod in_town;
mod invert;
mod law;
mod laws;
mod list;
mod mixed;
mod near;
mod no_law;
mod normal;
mod occupancy;
mod panjer;
mod reached;
mod recipe;
mod severity;
mod shared;
mod sum;
mod term;
mod tilt;
mod town;
mod weights;

pub use law::Law;
pub(crate) use laws::Laws;
pub use no_law::NoLaw;
pub(crate) use recipe::Recipe;
pub(crate) use town::Town;

/// The most values that a law may have: 32 MB.
pub const MOST_VALUES: usize = 1 << 22;

#[cfg(test)]
mod few_tests;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod simulated_tests;
#[cfg(test)]
mod tail_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod town_oracle;
#[cfg(test)]
mod town_tests;
