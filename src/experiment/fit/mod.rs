//! From data to numbers: what a survey and a complaint log say, with what chance leaves open.
//!
//! Input comes as bytes or as answers that were read; no path is opened here. A bootstrap is keyed by a master seed: the same
//! data and seed give the same intervals.

mod answers;
mod cells;
mod chances;
mod chao_interval;
mod chi_square;
mod choice;
mod faults;
mod heaping;
mod law;
mod likelihood;
mod log;
mod maximum;
mod nelder_mead;
mod observed;
mod rate_law;
mod repeats;
mod share;
mod silent_fit;
mod survey;
mod survey_columns;
mod survey_fit;
mod two_lists;

pub use answers::Answers;
pub use chi_square::{ChiSquare, chi_square};
pub use choice::{Candidate, Choice, Spread};
pub use faults::{Faults, LineFault};
pub use heaping::Heaping;
pub use law::{CountLaw, Masses};
pub use log::{Log, LogColumns};
pub(crate) use maximum::said_masses;
pub use maximum::{Fitted, LawKind, fit, log_likelihood};
pub(crate) use observed::observed_shares;
pub use rate_law::RateLaw;
pub use repeats::{Hidden, HiddenEstimate, MOST_REPEATS, Repeats};
pub use share::Share;
pub(crate) use share::beta_by_moments;
pub use silent_fit::{SilentFit, Way, WayFound};
pub use survey::{ColumnRead, OutcomeAnswers, Survey, SurveyColumns};
pub use survey_fit::{AudienceFit, FEWEST, Lent, SurveyCell, SurveyFit};
pub use two_lists::{Population, TwoLists};
