//! The branching engine: nobody hears twice, so work grows with groups and generations, not with people.

mod cluster;
mod cut;
mod engine;
mod expected;
mod scratch;

pub(crate) use cluster::Cluster;
pub(crate) use engine::Branching;
pub(crate) use expected::ClosedForms;
pub(crate) use scratch::BranchingScratch;
