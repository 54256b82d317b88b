use std::fmt;

use super::{FigureKind, TableError};
use crate::experiment::{IllustrationError, PresetError};
use crate::vocabulary::Metric;

/// A figure that cannot be drawn.
#[derive(Debug)]
pub enum FigureError {
    /// The scenario has nothing of the kind.
    Nothing(FigureKind, &'static str),
    /// The metric is undefined here.
    Undefined(Metric),
    /// What has to be simulated for the figure cannot be.
    Illustration(IllustrationError),
    /// A preset cannot be compared.
    Preset(PresetError),
    /// The tables are not ours.
    Numbers(TableError),
    /// The table of the numbers drawn cannot be written.
    Table(csv::Error),
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing(kind, reason) => write!(f, "no figure `{kind}` of this scenario: {reason}"),
            Self::Undefined(metric) => write!(f, "metric `{metric}` is undefined in this scenario"),
            Self::Illustration(error) => error.fmt(f),
            Self::Preset(error) => error.fmt(f),
            Self::Numbers(error) => error.fmt(f),
            Self::Table(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FigureError {}

impl From<IllustrationError> for FigureError {
    fn from(error: IllustrationError) -> Self {
        Self::Illustration(error)
    }
}
