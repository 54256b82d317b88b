//! The network engine: tellers are people of a network, and someone who hears twice counts once.

mod customers;
mod engine;
mod error;
mod expected;
mod people;
mod placement;
mod prefetch;
mod rule;
mod spread;
mod telling;

#[cfg(test)]
mod oracle;

pub(crate) use engine::{NetworkEngine, NetworkScratch};
pub use error::NetworkEngineError;
