//! The stages of a replicate, the engines and the closed forms.

mod parameters;
mod service;
mod tally;

pub use parameters::{
    Audience, Behind, Combine, Customers, Damage, Generations, Group, Normal, Origin, Parameters, PerContact,
    Placement, Problem, Recovery, ReferralNetwork, Retelling, Service, Telling, Touchpoint, Voice,
};
pub use service::{ServiceError, ServiceGap, TouchpointGap, Verdict, WIDEST_AUDIENCE, Worst};
pub use tally::{GenerationTally, GroupTally, Tally};
