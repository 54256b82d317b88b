//! The stages of a replicate, the engines and the closed forms.

mod audience;
mod parameters;
mod tally;

pub use audience::{AudienceError, AudienceSampler, Parts};
pub use parameters::{
    Audience, Behind, Combine, Customers, Damage, Generations, Group, Normal, Origin, Parameters, PerContact,
    Placement, Problem, Recovery, ReferralNetwork, Retelling, Service, Telling, Touchpoint, Voice,
};
pub use tally::{GenerationTally, GroupTally, Tally};
