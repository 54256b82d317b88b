//! Stage 1b, the service gap: what customers perceived against what they expected (SERVQUAL, Parasuraman, Zeithaml and
//! Berry 1988; expectancy disconfirmation, Oliver 1980).

mod check;
mod choice;
mod gap;
mod normal;
mod quadrature;
mod touchpoint;
mod verdict;
mod worst;

#[cfg(test)]
mod tests;

pub use check::{ServiceError, WIDEST_AUDIENCE};
pub use gap::ServiceGap;
pub use touchpoint::{TouchpointGap, Worst};
pub use verdict::Verdict;
