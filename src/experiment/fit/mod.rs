//! From data to numbers: what a survey and a complaint log say, with what chance leaves open.
//!
//! Input comes as bytes or as answers that were read; no path is opened here. A bootstrap is keyed by a master seed: the same
//! data and seed give the same intervals.

mod faults;
mod log;
mod repeats;
mod share;
mod sheet;
mod silent_fit;
mod two_lists;

pub use faults::{Faults, LineFault};
pub use log::{Log, LogColumns};
pub use repeats::{DRAWS, Hidden, HiddenEstimate, MOST_REPEATS, Repeats, truncated_poisson_rate};
pub use share::{Share, beta_by_moments};
pub use sheet::{Sheet, SheetError};
pub use silent_fit::{SilentFit, Way, WayFound};
pub use two_lists::{Population, TwoLists};
