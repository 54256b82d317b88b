//! What the tables of what nobody knows, and of what is promised, are called.

/// The table of unknowns.
pub(super) const UNCERTAINTY: &str = "uncertainty";
/// The list of correlations.
pub(super) const CORRELATION: &str = "correlation";
/// The list of promises.
pub(super) const EXPECT: &str = "expect";
