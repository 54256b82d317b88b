use std::fmt;

/// An audience that cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AudienceError {
    /// A number of people or a mean is too high, negative or not a number.
    OutOfRange {
        /// What it is.
        what: &'static str,
        /// What it may be at least.
        low: f64,
        /// What it may be at most.
        high: f64,
        /// What it is instead.
        got: f64,
    },
    /// A number must be above 0.
    NotPositive {
        /// What it is.
        what: &'static str,
        /// What it is instead.
        got: f64,
    },
    /// A uniform audience ends before it begins.
    EmptyRange {
        /// Lowest.
        low: u64,
        /// Highest.
        high: u64,
    },
    /// A distribution lists more values than are worth a table.
    TooManyValues {
        /// How many.
        got: u64,
        /// How many it may be.
        most: u64,
    },
    /// All weights are 0.
    NoWeight,
    /// An audience by indignation needs the service gap that gives its values.
    NeedsService,
    /// An audience by contact is drawn on a network only.
    NeedsNetwork,
}

impl fmt::Display for AudienceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange { what, low, high, got } => {
                write!(f, "{what} must be between {low} and {high}, got {got}")
            }
            Self::NotPositive { what, got } => write!(f, "{what} must be above 0, got {got}"),
            Self::EmptyRange { low, high } => {
                write!(f, "the first number must not be above the second, got {low} and {high}")
            }
            Self::TooManyValues { got, most } => write!(f, "an audience has at most {most} values, got {got}"),
            Self::NoWeight => f.write_str("at least one weight must be above 0"),
            Self::NeedsService => f.write_str("an audience by indignation needs a service gap"),
            Self::NeedsNetwork => f.write_str("an audience per contact needs a network"),
        }
    }
}

impl std::error::Error for AudienceError {}
