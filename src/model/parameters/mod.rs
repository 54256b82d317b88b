//! What a replicate needs to know, stage by stage.

mod customers;
mod damage;
mod point;
mod telling;
mod time;

pub use customers::{Behind, Combine, Customers, Normal, Origin, Problem, Recovery, Service, Touchpoint, Voice};
pub use damage::{Damage, Market};
pub use point::{Change, LaterPeriods, MOST_PERIODS, Parameters, Periods, Setting};
pub use telling::{Audience, Generations, Group, PerContact, Placement, ReferralNetwork, Retelling, Telling};
pub use time::{MOST_TICKS, Time};
