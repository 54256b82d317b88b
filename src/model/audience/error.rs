use std::fmt;

use crate::text;
use crate::vocabulary::{Say, Text};

/// An audience that cannot be drawn.
#[doc = include_str!("../examples/audiences.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum AudienceError {
    /// A number of people or a mean is too high, negative or not a number.
    OutOfRange {
        /// What it is, English and French.
        what: &'static [&'static str; 2],
        /// What it may be at least.
        low: f64,
        /// What it may be at most.
        high: f64,
        /// What it is instead.
        got: f64,
    },
    /// A number must be above 0.
    NotPositive {
        /// Its key.
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

impl Say for AudienceError {
    fn text(&self) -> Text {
        match self {
            Self::OutOfRange { what: [what, what_fr], low, high, got } => text!(
                "{what} must be between {low} and {high}, got {got}",
                "{what_fr} doit être entre {low} et {high}, reçu {got}"
            ),
            Self::NotPositive { what, got } => {
                text!("{what} must be above 0, got {got}", "{what} doit être supérieur à 0, reçu {got}")
            }
            Self::EmptyRange { low, high } => text!(
                "the first number must not be above the second, got {low} and {high}",
                "le premier nombre ne doit pas dépasser le second, reçu {low} et {high}"
            ),
            Self::TooManyValues { got, most } => text!(
                "an audience has at most {most} values, got {got}",
                "un auditoire a au plus {most} valeurs, reçu {got}"
            ),
            Self::NoWeight => {
                text!("at least one weight must be above 0", "un poids au moins doit être supérieur à 0")
            }
            Self::NeedsService => text!(
                "an audience by indignation needs a service gap",
                "un auditoire selon l'indignation demande un écart de service"
            ),
            Self::NeedsNetwork => {
                text!("an audience per contact needs a network", "un auditoire par contact demande un réseau")
            }
        }
    }
}

impl fmt::Display for AudienceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for AudienceError {}
