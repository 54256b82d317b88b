//! The network engine: tellers are people of a network, and someone who hears twice counts once.

mod at_once;
mod audience;
mod buffers;
mod customers;
mod each;
mod engine;
mod error;
mod expected;
mod likely;
mod memory;
mod people;
mod place;
mod placement;
mod prefetch;
mod rule;
mod scratch;
mod spread;
mod telling;
mod timed;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod periods_oracle;
#[cfg(test)]
mod timed_oracle;

pub(crate) use engine::{Before, NetworkEngine};
pub use error::NetworkEngineError;
pub(crate) use expected::TOLD;
pub(crate) use memory::Memory;
pub(crate) use scratch::NetworkScratch;
