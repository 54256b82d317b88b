//! What the tables of what nobody knows, and of what is promised, are called.

/// The table of unknowns.
pub(super) const UNCERTAINTY: &str = "uncertainty";
/// The list of correlations.
pub(super) const CORRELATION: &str = "correlation";
/// The list of changes at a date.
pub(super) const CHANGE: &str = "change";
/// Those of a variant, beside those of the scenario.
pub(super) const OWN_CHANGE: &str = "change of the variant";
/// The list of promises.
pub(super) const EXPECT: &str = "expect";
