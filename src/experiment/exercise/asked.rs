use crate::vocabulary::{Metric, Outcome, Valence};

/// What a step of the arithmetic asks for.
#[doc = include_str!("examples/sheet.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The mean of a metric.
    Metric(Metric),
    /// How many customers of an outcome are in a group.
    InGroup(Outcome, String),
    /// How many people the customers of a group tell.
    Told(Outcome, String),
    /// How many people hear of it from customers.
    FirstHand(Valence),
    /// How many people hear of it from listeners who pass it on.
    Retold(Valence),
}

impl Asked {
    /// A name that tables and imports know it by.
    pub fn name(&self) -> String {
        match self {
            Self::Metric(metric) => metric.name().to_owned(),
            Self::InGroup(outcome, group) => format!("{}.{group}.customers", outcome.name()),
            Self::Told(outcome, group) => format!("{}.{group}.told", outcome.name()),
            Self::FirstHand(Valence::Negative) => "first_hand".to_owned(),
            Self::FirstHand(Valence::Positive) => "positive_first_hand".to_owned(),
            Self::Retold(Valence::Negative) => "retold".to_owned(),
            Self::Retold(Valence::Positive) => "positive_retold".to_owned(),
        }
    }
}
