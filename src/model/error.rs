//! Why there is no model, or no replicate.

use std::fmt;

use super::audience::AudienceError;
use super::network_engine::NetworkEngineError;
use super::service::ServiceError;
use crate::vocabulary::Outcome;

/// A replicate that passed `max_people`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explosion {
    /// The replicate's index, from 0.
    pub replicate: u64,
    /// The generation in which it happened.
    pub generation: u32,
    /// The limit.
    pub max_people: u64,
}

impl fmt::Display for Explosion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { replicate, generation, max_people } = self;
        write!(f, "replicate {replicate} passed run.max_people = {max_people} in generation {generation}")
    }
}

impl std::error::Error for Explosion {}

/// Parameters that make no model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ModelError {
    /// `complaints = 0`: nothing was observed.
    NoComplaints,
    /// An observed voice rate of 0.
    NobodyComplains,
    /// A number of silent customers per complaint that is negative or not finite.
    SilentPerComplaint(f64),
    /// More customers would be dissatisfied than were served, in more than [`super::CUT_BY_SERVED`] of all cases.
    TooFewServed {
        /// Customers served.
        served: u64,
        /// The share of the cases.
        share: f64,
    },
    /// A service gap is needed and there is none.
    NoServiceGap,
    /// The last generation that hears is 0.
    NoGeneration,
    /// An amount of money that is negative or not finite.
    Money {
        /// Its key in `[damage]`.
        key: &'static str,
        /// What it is.
        got: f64,
    },
    /// The weight of a group that is negative or not finite, or too large beside the others.
    Share {
        /// The outcome.
        outcome: Outcome,
        /// The group's name.
        group: String,
        /// What it is.
        got: f64,
    },
    /// Two groups of one outcome have the same name.
    GroupTwice {
        /// The outcome.
        outcome: Outcome,
        /// The name.
        group: String,
    },
    /// The service gap.
    Service(ServiceError),
    /// The audience of a group.
    GroupAudience {
        /// The outcome.
        outcome: Outcome,
        /// The group's name.
        group: String,
        /// What is wrong.
        error: AudienceError,
    },
    /// The audience of retellers.
    RetellingAudience(AudienceError),
    /// The network.
    Network(NetworkEngineError),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::NoComplaints => f.write_str("customers.complaints must be at least 1, got 0"),
            ModelError::NobodyComplains => f.write_str("customers.observed_voice_rate must be above 0, got 0"),
            ModelError::SilentPerComplaint(value) => {
                write!(f, "customers.silent_per_complaint must be finite and at least 0, got {value}")
            }
            ModelError::TooFewServed { served, share } => write!(
                f,
                "in {:.0} % of all cases more customers would be dissatisfied than the {served} served; the voice rate or \
                 the number served cannot be right",
                100.0 * share
            ),
            ModelError::NoServiceGap => f.write_str("the service gap is not defined"),
            ModelError::NoGeneration => f.write_str("retelling.generations must be at least 1, got 0"),
            ModelError::Money { key, got } => write!(f, "damage.{key} must be finite and at least 0, got {got}"),
            ModelError::Share { outcome, group, got } => {
                write!(f, "{}.groups.{group}.share must be finite and at least 0, got {got}", outcome.name())
            }
            ModelError::GroupTwice { outcome, group } => {
                write!(f, "{} has two groups called `{group}`", outcome.name())
            }
            ModelError::Service(error) => write!(f, "service: {error}"),
            ModelError::GroupAudience { outcome, group, error } => {
                write!(f, "{}.groups.{group}.audience: {error}", outcome.name())
            }
            ModelError::RetellingAudience(error) => write!(f, "retelling.audience: {error}"),
            ModelError::Network(error) => write!(f, "network: {error}"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Why a replicate that could be cancelled has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// It passed `max_people`.
    Explosion(Explosion),
    /// Somebody had enough of waiting.
    Cancelled,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stopped::Explosion(explosion) => explosion.fmt(f),
            Stopped::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl std::error::Error for Stopped {}
