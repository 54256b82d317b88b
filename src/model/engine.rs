//! One face for the engines.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::audience::AudienceError;
use super::branching::{Branching, BranchingScratch};
use super::network_engine::{NetworkEngine, NetworkEngineError, NetworkScratch};
use super::service::{ServiceError, ServiceGap};
use super::{Expected, Origin, Parameters, Problem, Tally};
use crate::network::Network;
use crate::random::ReplicateKey;
use crate::vocabulary::{Metric, Outcome};

/// A scenario or one of its variants, checked and compiled: ready to draw replicates.
#[derive(Clone, Debug)]
pub struct Model {
    parameters: Parameters,
    networks: Vec<Arc<Network>>,
    engine: Engine,
    groups: Vec<(Outcome, String)>,
    /// Made when somebody asks.
    expected: OnceLock<Expected>,
    knows_satisfied: bool,
    satisfied_tell: bool,
    gap: Option<ServiceGap>,
}

#[derive(Clone, Debug)]
enum Engine {
    Branching(Branching),
    Network(NetworkEngine),
}

/// The buffers of one thread for one model; no replicate allocates once they have grown.
#[derive(Debug)]
pub struct Scratch {
    engine: EngineScratch,
}

#[derive(Debug)]
enum EngineScratch {
    Branching(Box<BranchingScratch>),
    Network(Box<NetworkScratch>),
}

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
pub enum ModelError {
    /// `complaints = 0`: nothing was observed.
    NoComplaints,
    /// An observed voice rate of 0.
    NobodyComplains,
    /// A number of silent customers per complaint that is negative or not finite.
    SilentPerComplaint(f64),
    /// A service gap is needed and there is none.
    NoServiceGap,
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
            ModelError::NoServiceGap => f.write_str("the service gap is not defined"),
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

impl Model {
    /// Compiles `parameters`; `networks` are those drawn for their `[network]`, none without one.
    ///
    /// # Errors
    /// When the parameters are out of range, contradict each other or do not fit the networks.
    pub fn new(parameters: &Parameters, networks: &[Arc<Network>]) -> Result<Self, ModelError> {
        let gap = match &parameters.customers.origin {
            Origin::Served { problem: Problem::Service(service), .. } => {
                Some(ServiceGap::new(service).map_err(ModelError::Service)?)
            }
            _ => None,
        };
        let engine = if parameters.network.is_some() {
            Engine::Network(NetworkEngine::new(parameters, gap.as_ref(), networks)?)
        } else {
            Engine::Branching(Branching::new(parameters, gap.as_ref())?)
        };
        let (outcomes, stages) = match &engine {
            Engine::Branching(engine) => (engine.outcomes(), engine.stages()),
            Engine::Network(engine) => (engine.outcomes(), engine.stages()),
        };
        Ok(Self {
            groups: outcomes.groups().iter().map(|group| (group.outcome, group.name.clone())).collect(),
            knows_satisfied: stages.knows_satisfied(),
            satisfied_tell: outcomes.groups().iter().any(|group| group.outcome == Outcome::Satisfied && group.tells),
            expected: OnceLock::new(),
            parameters: parameters.clone(),
            networks: networks.to_vec(),
            gap,
            engine,
        })
    }

    /// Moves the model to another point, with the networks it has: afterwards it draws what a model made anew for
    /// `parameters` draws. Buffers made before stay of use.
    ///
    /// # Errors
    /// As [`Model::new`]; the model then stays where it was.
    pub fn retune(&mut self, parameters: &Parameters) -> Result<(), ModelError> {
        if self.parameters != *parameters {
            *self = Self::new(parameters, &self.networks)?;
        }
        Ok(())
    }

    /// Where the model is.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// Buffers for one thread.
    pub fn scratch(&self) -> Scratch {
        Scratch {
            engine: match &self.engine {
                Engine::Branching(engine) => EngineScratch::Branching(Box::new(engine.scratch())),
                Engine::Network(engine) => EngineScratch::Network(Box::new(engine.scratch())),
            },
        }
    }

    /// Outcome and name of every group, in the order of [`Tally::groups`].
    pub fn groups(&self) -> &[(Outcome, String)] {
        &self.groups
    }

    /// The service gap behind the scenario, where it has one.
    pub fn service_gap(&self) -> Option<&ServiceGap> {
        self.gap.as_ref()
    }

    /// Whether the metric has a value: where the number of satisfied customers is unknown, so is whatever they add to.
    ///
    /// Money then counts the known people only.
    pub fn defines(&self, metric: Metric) -> bool {
        match metric {
            Metric::Satisfied => self.knows_satisfied,
            Metric::PositiveImpressions | Metric::PositiveReach | Metric::Ambivalent | Metric::ProspectsWon => {
                self.knows_satisfied || !self.satisfied_tell
            }
            _ => true,
        }
    }

    /// How many networks the replicates take turns on: replicate r is on network r mod this. 1 where there is none.
    pub fn graphs(&self) -> u64 {
        match &self.engine {
            Engine::Branching(_) => 1,
            Engine::Network(engine) => engine.graphs(),
        }
    }

    /// Whether all replicates are on one and the same network, so that intervals hold for that network only. Where
    /// everybody may tell everybody there is no network to differ.
    pub fn is_given_network(&self) -> bool {
        match &self.engine {
            Engine::Branching(_) => false,
            Engine::Network(engine) => engine.graphs() == 1 && engine.well_mixed().is_none(),
        }
    }

    /// The most customers that the network, or the placement on it, has room for; `None` without a network.
    pub fn customer_capacity(&self) -> Option<u64> {
        match &self.engine {
            Engine::Branching(_) => None,
            Engine::Network(engine) => Some(engine.capacity()),
        }
    }

    /// Closed forms, computed when asked for the first time at this point.
    pub fn expected(&self) -> &Expected {
        self.expected.get_or_init(|| match &self.engine {
            Engine::Branching(engine) => engine.expected(),
            Engine::Network(engine) => engine.expected(),
        })
    }

    /// Draws replicate `key` into `scratch`.
    ///
    /// `reference` is the baseline and its scratch after the same replicate: a variant thins or extends what the
    /// baseline drew, so that the two differ only by what the variant changes.
    ///
    /// # Errors
    /// When the replicate passes `max_people`.
    pub fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Model, &Scratch)>,
        scratch: &mut Scratch,
    ) -> Result<(), Explosion> {
        match (&self.engine, &mut scratch.engine) {
            (Engine::Branching(engine), EngineScratch::Branching(own)) => {
                let reference = reference.and_then(|(model, scratch)| match (&model.engine, &scratch.engine) {
                    (Engine::Branching(engine), EngineScratch::Branching(scratch)) => Some((engine, &**scratch)),
                    _ => None,
                });
                engine.replicate(key, reference, own)
            }
            (Engine::Network(engine), EngineScratch::Network(own)) => {
                let reference = reference.and_then(|(model, scratch)| match (&model.engine, &scratch.engine) {
                    (Engine::Network(engine), EngineScratch::Network(scratch)) => Some((engine, &**scratch)),
                    _ => None,
                });
                engine.replicate(key, reference, own)
            }
            // The buffers are of another model: make those of this one.
            (_, other) => {
                *other = self.scratch().engine;
                self.replicate(key, reference, scratch)
            }
        }
    }
}

impl Scratch {
    /// What the last replicate yielded.
    pub fn tally(&self) -> &Tally {
        match &self.engine {
            EngineScratch::Branching(scratch) => &scratch.tally,
            EngineScratch::Network(scratch) => &scratch.tally,
        }
    }

    /// Whether more people were let down in the last replicate than the network has, so that their number was cut.
    pub fn was_cut(&self) -> bool {
        match &self.engine {
            EngineScratch::Branching(_) => false,
            EngineScratch::Network(scratch) => scratch.was_cut(),
        }
    }
}
