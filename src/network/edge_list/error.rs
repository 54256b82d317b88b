use std::{fmt, io};

/// An edge list that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EdgeListError {
    /// No line names two people.
    Empty,
    /// A line names fewer than two people.
    MissingId {
        /// The line, from 1.
        line: u64,
    },
    /// An id is no UTF-8 text.
    NotText {
        /// The line, from 1.
        line: u64,
    },
    /// A line has no weight although the first one has, or it is negative or no number.
    Weight {
        /// The line, from 1.
        line: u64,
        /// What stands there.
        text: String,
    },
    /// More people than a `u32` can number.
    TooManyPeople,
    /// The compressed bytes are damaged.
    Compression(String),
    /// Reading failed.
    Io(String),
}

impl fmt::Display for EdgeListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EdgeListError::Empty => f.write_str("the edge list names no contact"),
            EdgeListError::MissingId { line } => write!(f, "line {line}: a contact needs two ids"),
            EdgeListError::NotText { line } => write!(f, "line {line}: the id is not UTF-8 text"),
            EdgeListError::Weight { line, text } => {
                write!(f, "line {line}: the weight must be a number of at least 0, got `{text}`")
            }
            EdgeListError::TooManyPeople => f.write_str("the edge list names more than 4294967295 people"),
            EdgeListError::Compression(reason) => write!(f, "the gzip data is damaged: {reason}"),
            EdgeListError::Io(reason) => write!(f, "cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for EdgeListError {}

impl From<io::Error> for EdgeListError {
    fn from(error: io::Error) -> Self {
        EdgeListError::Io(error.to_string())
    }
}
