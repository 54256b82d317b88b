//! The branching engine: nobody hears twice, so work grows with groups and generations, not with people.

mod cluster;
mod cut;
mod engine;
mod expected;

pub(crate) use cluster::Cluster;
pub(crate) use engine::{Branching, BranchingScratch};
pub(crate) use expected::ClosedForms;
