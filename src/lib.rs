//! `rumeur`: a simulator of word-of-mouth impact.

pub mod ensemble;
pub mod model;
pub mod network;
pub mod quantity;
pub mod random;
pub mod stats;
pub mod vocabulary;
