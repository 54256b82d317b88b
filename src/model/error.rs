//! Why there is no model, or no replicate.

use std::fmt;

use super::audience::AudienceError;
use super::network_engine::NetworkEngineError;
use super::service::ServiceError;
use crate::text;
use crate::vocabulary::{Outcome, Say, Text};

/// A replicate that passed `max_people`.
#[doc = include_str!("examples/replicates.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explosion {
    /// The replicate's index, from 0.
    pub replicate: u64,
    /// The generation in which it happened.
    pub generation: u32,
    /// The limit.
    pub max_people: u64,
}

impl Say for Explosion {
    fn text(&self) -> Text {
        let Self { replicate, generation, max_people } = self;
        text!(
            "replicate {replicate} passed run.max_people = {max_people} in generation {generation}",
            "la réplication {replicate} a dépassé run.max_people = {max_people} à la génération {generation}"
        )
    }
}

impl fmt::Display for Explosion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for Explosion {}

/// Parameters that make no model.
#[doc = include_str!("examples/parameters.md")]
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
    /// A number of the market that is not finite, or a negative number of rivals.
    Market {
        /// Its key in `[market]`.
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
    /// Several periods that cannot be.
    Periods(PeriodsError),
    /// A horizon of no ticks, or of more than [`super::MOST_TICKS`].
    Horizon(u64),
    /// A delay.
    Delay {
        /// Its key in `[time]`.
        key: &'static str,
        /// What is wrong.
        error: AudienceError,
    },
}

/// Several periods that cannot be.
#[doc = include_str!("examples/periods.md")]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PeriodsError {
    /// No period, or more than [`super::MOST_PERIODS`].
    Count(u64),
    /// A discount that is negative or not finite.
    Discount(f64),
    /// A clock runs inside a single period.
    Time,
    /// What a change sets has no place in a period, or does not go with the other numbers there.
    Setting {
        /// What it sets.
        setting: String,
        /// The period, from 1.
        period: u64,
    },
    /// A change takes a group away or brings one.
    Groups {
        /// The period, from 1.
        period: u64,
    },
    /// A change that says otherwise who was let down.
    Origin {
        /// The period, from 1.
        period: u64,
    },
    /// A period makes no model.
    Period {
        /// The period, from 1.
        period: u64,
        /// Why not.
        error: Box<ModelError>,
    },
}

impl Say for PeriodsError {
    fn text(&self) -> Text {
        let most = super::MOST_PERIODS;
        match self {
            PeriodsError::Count(count) => text!(
                "periods.count must be between 1 and {most}, got {count}",
                "periods.count doit être entre 1 et {most}, reçu {count}"
            ),
            PeriodsError::Discount(got) => text!(
                "periods.discount must be finite and at least 0, got {got}",
                "periods.discount doit être fini et au moins 0, reçu {got}"
            ),
            PeriodsError::Time => text!(
                "[periods] does not go with [time]: a clock runs inside a single period",
                "[periods] ne va pas avec [time] : une horloge court à l'intérieur d'une seule période"
            ),
            PeriodsError::Setting { setting, period } => text!(
                "{setting} does not go with the other numbers of period {period}",
                "{setting} ne va pas avec les autres nombres de la période {period}"
            ),
            PeriodsError::Groups { period } => text!(
                "period {period} has other groups than the first: a change keeps every group, with an audience of 0 at least",
                "la période {period} a d'autres groupes que la première : un changement garde chaque groupe, au moins avec un \
                 auditoire de 0"
            ),
            PeriodsError::Origin { period } => text!(
                "period {period} says otherwise than the first who was let down",
                "la période {period} dit autrement que la première qui a été déçu"
            ),
            PeriodsError::Period { period, error } => {
                let Text { en, fr } = error.text();
                text!("in period {period}: {en}", "à la période {period} : {fr}")
            }
        }
    }
}

impl fmt::Display for PeriodsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl Say for ModelError {
    fn text(&self) -> Text {
        match self {
            ModelError::NoComplaints => text!(
                "customers.complaints must be at least 1, got 0",
                "customers.complaints doit être au moins 1, reçu 0"
            ),
            ModelError::NobodyComplains => text!(
                "customers.observed_voice_rate must be above 0, got 0",
                "customers.observed_voice_rate doit être supérieur à 0, reçu 0"
            ),
            ModelError::SilentPerComplaint(value) => text!(
                "customers.silent_per_complaint must be finite and at least 0, got {value}",
                "customers.silent_per_complaint doit être fini et au moins 0, reçu {value}"
            ),
            ModelError::TooFewServed { served, share } => text!(
                "in {:.0} % of all cases more customers would be dissatisfied than the {} served; the voice rate or the \
                 number served cannot be right",
                "dans {:.0} % des cas, il y aurait plus de clients insatisfaits que les {} servis ; le taux de réclamation \
                 ou le nombre de clients servis est faux",
                100.0 * share,
                served
            ),
            ModelError::NoServiceGap => {
                text!("the service gap is not defined", "l'écart de service n'est pas défini")
            }
            ModelError::NoGeneration => text!(
                "retelling.generations must be at least 1, got 0",
                "retelling.generations doit être au moins 1, reçu 0"
            ),
            ModelError::Money { key, got } => text!(
                "damage.{key} must be finite and at least 0, got {got}",
                "damage.{key} doit être fini et au moins 0, reçu {got}"
            ),
            ModelError::Market { key, got } => text!(
                "market.{key} must be finite, and rivals at least 0, got {got}",
                "market.{key} doit être fini, et rivals au moins 0, reçu {got}"
            ),
            ModelError::Share { outcome, group, got } => {
                let path = format!("{}.groups.{group}.share", outcome.name());
                text!(
                    "{path} must be finite and at least 0, got {got}",
                    "{path} doit être fini et au moins 0, reçu {got}"
                )
            }
            ModelError::GroupTwice { outcome, group } => {
                text!("{} has two groups called `{}`", "{} a deux groupes nommés `{}`", outcome.name(), group)
            }
            ModelError::Service(error) => error.text().of("service"),
            ModelError::GroupAudience { outcome, group, error } => {
                error.text().of(&format!("{}.groups.{group}.audience", outcome.name()))
            }
            ModelError::RetellingAudience(error) => error.text().of("retelling.audience"),
            ModelError::Network(error) => error.text().of("network"),
            ModelError::Periods(error) => error.text(),
            ModelError::Horizon(got) => {
                let most = super::MOST_TICKS;
                text!(
                    "time.horizon must be from 1 to {most}, got {got}",
                    "time.horizon doit être de 1 à {most}, reçu {got}"
                )
            }
            ModelError::Delay { key, error } => error.text().of(&format!("time.{key}")),
        }
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for ModelError {}

/// Why a replicate that could be cancelled has no result.
#[doc = include_str!("examples/replicates.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stopped {
    /// It passed `max_people`.
    Explosion(Explosion),
    /// Somebody had enough of waiting.
    Cancelled,
}

impl Say for Stopped {
    fn text(&self) -> Text {
        match self {
            Stopped::Explosion(explosion) => explosion.text(),
            Stopped::Cancelled => text!("cancelled", "arrêté"),
        }
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for Stopped {}
