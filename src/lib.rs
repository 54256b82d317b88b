//! `rumeur`: a simulator of word-of-mouth impact.

pub mod batch;
pub mod ensemble;
pub mod experiment;
pub mod model;
pub mod network;
pub mod quantity;
pub mod random;
pub mod report;
pub mod scenario;
pub mod stats;
pub mod vocabulary;
