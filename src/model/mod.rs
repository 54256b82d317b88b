//! The stages of a replicate, the engines and the closed forms.

mod assign;
mod audience;
mod branching;
mod cancel;
mod check;
mod coupling;
mod customers;
mod damage;
mod effect;
mod engine;
mod error;
mod exact;
mod expected;
mod experience;
mod face;
mod frame;
mod groups;
mod market;
mod network_engine;
mod outcomes;
mod own_cost;
mod parameters;
mod periods;
mod retelling;
mod retune;
mod served;
mod service;
mod tally;
mod time;
mod witness;

pub use audience::{AudienceError, AudienceSampler, Parts};
pub use effect::{Effect, Effects, Outweigh, VoiceEffect};
pub use error::{Explosion, ModelError, PeriodsError, Stopped};
pub(crate) use exact::Recipe;
pub use exact::{Law, MOST_VALUES, NoLaw};
pub use expected::{Expected, ExpectedGeneration, ExpectedGroup};
pub use face::{Model, Scratch};
pub use network_engine::NetworkEngineError;
pub use own_cost::OwnCost;
pub use parameters::{
    Audience, Behind, Change, Combine, Customers, Damage, Generations, Group, LaterPeriods, MOST_PERIODS, MOST_TICKS,
    Market, Normal, Origin, Parameters, PerContact, Periods, Placement, Problem, Recovery, ReferralNetwork, Retelling,
    Service, Setting, Telling, Time, Touchpoint, Voice,
};
pub use periods::PeriodForms;
pub use served::CUT_BY_SERVED;
pub use service::{ServiceError, ServiceGap, TouchpointGap, Verdict, WIDEST_AUDIENCE, Worst};
pub use tally::{GenerationTally, GroupTally, Tally};
pub use time::{Race, TIMELINE};
pub use witness::{Told, Witness};
