//! Time inside a period: when people are let down, complain, are answered and tell, in whole ticks.
//!
//! How many tell and hear is drawn as without a clock; what is added is when. Those who are alike, the people of a group
//! who are let down on the same tick, the listeners of one generation and tick, are counts, and a count is split over the
//! ticks of its delay by binomial draws in sequence: the work grows with ticks, groups and generations, not with people.
//! Where starts are spread, what they tell is split once for all of them together wherever the law allows it.

mod clock;
mod context;
mod delay;
mod draw;
mod due;
mod expected;
mod first_hand;
mod listeners;
mod race;
mod rows;
mod split;
mod timeline;
mod together;

pub(crate) use clock::Clock;
pub(crate) use context::{TimedReference, TimedScratch, TimedStage};
pub(crate) use draw::draw;
pub(crate) use expected::{MeanRetelling, expect_in_time};
pub use race::Race;
pub use timeline::TIMELINE;
pub(crate) use timeline::Ticks;
