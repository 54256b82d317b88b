use std::fmt;

use super::{Networks, NetworksError, Results, RunError};
use crate::ensemble::{self, Control, Observer, Plan, Simulate};
use crate::model::{Explosion, Model, ModelError, Parameters, Scratch, Tally};
use crate::random::ReplicateKey;
use crate::scenario::Scenario;
use crate::vocabulary::Metric;

/// What the scenario without any variant is called in tables.
pub const BASELINE: &str = "baseline";

/// A scenario ready to run: its baseline and variants compiled, and what to draw.
#[derive(Debug)]
pub struct Experiment {
    models: Vec<NamedModel>,
    plan: Plan,
    warnings: Vec<String>,
}

/// The baseline or a variant, compiled.
#[derive(Debug)]
pub struct NamedModel {
    /// [`BASELINE`] or the variant's name.
    pub variant: String,
    /// Its model.
    pub model: Model,
}

/// A scenario that cannot be run.
#[derive(Debug)]
pub enum ExperimentError {
    /// The parameters of the baseline or a variant make no model.
    Model {
        /// The variant's name, or [`BASELINE`].
        variant: String,
        /// What is wrong.
        error: ModelError,
    },
    /// A network of the baseline or a variant cannot be had.
    Network {
        /// The variant's name, or [`BASELINE`].
        variant: String,
        /// What is wrong.
        error: NetworksError,
    },
}

impl fmt::Display for ExperimentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (variant, error): (_, &dyn fmt::Display) = match self {
            Self::Model { variant, error } => (variant, error),
            Self::Network { variant, error } => (variant, error),
        };
        if variant == BASELINE { error.fmt(f) } else { write!(f, "variant {variant}: {error}") }
    }
}

impl std::error::Error for ExperimentError {}

impl Experiment {
    /// Compiles the baseline and every variant of `scenario`.
    ///
    /// # Errors
    /// When parameters contradict each other in a way that only the model sees, or a network cannot be had.
    pub fn new(scenario: &Scenario) -> Result<Self, ExperimentError> {
        let named = std::iter::once((BASELINE, &scenario.baseline))
            .chain(scenario.variants.iter().map(|variant| (variant.name.as_str(), &variant.parameters)));
        let run = &scenario.run;
        let mut networks = Networks::default();
        let models = named
            .map(|(name, parameters)| compile(name, parameters, run.seed, &mut networks))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            models,
            warnings: networks.into_warnings(),
            plan: Plan { seed: run.seed, replicates: 0..run.replicates, precision: run.precision },
        })
    }

    /// The baseline and the variants, compiled.
    pub fn models(&self) -> &[NamedModel] {
        &self.models
    }

    /// What is odd about the networks, one sentence each.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// What a run draws.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What a run draws, to be changed.
    pub fn plan_mut(&mut self) -> &mut Plan {
        &mut self.plan
    }

    /// Runs all models side by side on the rayon pool of the caller.
    ///
    /// # Errors
    /// A replicate that explodes, a cancellation, an observer that fails, a request that does not fit in memory, or a
    /// network that is too small.
    pub fn run(self, observers: &mut [&mut dyn Observer], control: &Control<'_>) -> Result<Results, RunError> {
        let ensemble = ensemble::run(&self.models, &self.plan, observers, control)?;
        Results::new(self.models, ensemble, self.warnings)
    }
}

fn compile(
    name: &str,
    parameters: &Parameters,
    seed: u64,
    networks: &mut Networks,
) -> Result<NamedModel, ExperimentError> {
    let variant = name.to_owned();
    let drawn = match &parameters.network {
        None => Vec::new(),
        Some(referral) => match networks.get(referral, seed) {
            Ok(drawn) => drawn,
            Err(error) => return Err(ExperimentError::Network { variant, error }),
        },
    };
    match Model::new(parameters, &drawn) {
        Ok(model) => Ok(NamedModel { variant, model }),
        Err(error) => Err(ExperimentError::Model { variant, error }),
    }
}

impl Simulate for NamedModel {
    type Scratch = Scratch;
    type Error = Explosion;

    fn scratch(&self) -> Scratch {
        self.model.scratch()
    }

    fn tally(scratch: &Scratch) -> &Tally {
        scratch.tally()
    }

    fn defines(&self, metric: Metric) -> bool {
        self.model.defines(metric)
    }

    fn group_count(&self) -> usize {
        self.model.groups().len()
    }

    fn graphs(&self) -> u64 {
        self.model.graphs()
    }

    fn was_cut(scratch: &Scratch) -> bool {
        scratch.was_cut()
    }

    fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &Scratch)>,
        scratch: &mut Scratch,
    ) -> Result<(), Explosion> {
        self.model.replicate(key, reference.map(|(named, scratch)| (&named.model, scratch)), scratch)
    }
}
