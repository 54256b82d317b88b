use std::fmt;

use crate::ensemble::{self, Control, Ensemble, EnsembleError, Observer, Plan, Precision};
use crate::model::{Explosion, Model, ModelError, Parameters};
use crate::scenario::Scenario;

/// What the scenario without any variant is called in tables.
pub const BASELINE: &str = "baseline";

/// A scenario ready to run: its baseline and variants compiled, and what to draw.
#[derive(Debug)]
pub struct Experiment {
    names: Vec<String>,
    models: Vec<Model>,
    plan: Plan,
}

/// A scenario that cannot be run.
#[derive(Clone, Debug, PartialEq)]
pub enum ExperimentError {
    /// The parameters of the baseline or a variant make no model.
    Model {
        /// The variant's name, or [`BASELINE`].
        variant: String,
        /// What is wrong.
        error: ModelError,
    },
}

impl fmt::Display for ExperimentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Model { variant, error } = self;
        if variant == BASELINE { error.fmt(f) } else { write!(f, "variant {variant}: {error}") }
    }
}

impl std::error::Error for ExperimentError {}

impl Experiment {
    /// Compiles the baseline and every variant of `scenario`.
    ///
    /// # Errors
    /// When parameters contradict each other in a way that only the model sees.
    pub fn new(scenario: &Scenario) -> Result<Self, ExperimentError> {
        let named = std::iter::once((BASELINE, &scenario.baseline))
            .chain(scenario.variants.iter().map(|variant| (variant.name.as_str(), &variant.parameters)));
        let mut names = Vec::new();
        let mut models = Vec::new();
        for (name, parameters) in named {
            models.push(compile(name, parameters)?);
            names.push(name.to_owned());
        }
        let run = &scenario.run;
        let precision = run.precision.map(|precision| Precision {
            metric: precision.metric,
            relative: precision.relative,
            max_replicates: precision.max_replicates,
        });
        Ok(Self { names, models, plan: Plan { seed: run.seed, replicates: 0..run.replicates, precision } })
    }

    /// [`BASELINE`] and the variants' names, in the order of [`Experiment::models`].
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The baseline and the variants, compiled.
    pub fn models(&self) -> &[Model] {
        &self.models
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
    /// A replicate that explodes, a cancellation, an observer that fails, or a request that does not fit in memory.
    pub fn run(
        &self,
        observers: &mut [&mut dyn Observer],
        control: &Control<'_>,
    ) -> Result<Ensemble, EnsembleError<Explosion>> {
        ensemble::run(&self.models, &self.plan, observers, control)
    }
}

fn compile(name: &str, parameters: &Parameters) -> Result<Model, ExperimentError> {
    Model::new(parameters).map_err(|error| ExperimentError::Model { variant: name.to_owned(), error })
}
