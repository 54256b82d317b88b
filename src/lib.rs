//! `rumeur`: a simulator of word-of-mouth impact.

pub mod figure;
pub mod model;
pub mod network;
pub mod quantity;
pub mod random;
pub mod report;
pub mod stats;
pub mod vocabulary;
