use std::path::PathBuf;
use std::sync::Arc;

use super::compile::{BASELINE, ExperimentError, NamedModel, compile};
use super::networks::Networks;
use super::results::{Results, RunError};
use crate::ensemble::{self, Control, Observer, Plan, Shard};
use crate::model::{Model, Parameters};
use crate::network::{EdgeListReport, Source};
use crate::scenario::Scenario;

/// Models ready to run, a baseline and what is compared with it, and what to draw.
///
/// # Examples
///
/// Parameters in memory, without a file:
///
/// ```
/// use rumeur::ensemble::{Control, Plan};
/// use rumeur::experiment::{BASELINE, Experiment, Networks};
/// use rumeur::scenario::{self, Overrides};
/// use rumeur::vocabulary::Metric;
///
/// let baseline = scenario::load_preset("classic-317", &Overrides::default())?.baseline.clone();
/// let mut costly = baseline.clone();
/// costly.damage.fixed_cost = 100.0;
/// let plan = Plan { seed: 1, replicates: 0..1_000, precision: None };
/// let named = [(BASELINE, &baseline), ("costly", &costly)];
/// let experiment = Experiment::of(named, plan, &mut Networks::default())?;
/// let results = experiment.run(&mut [], &Control::default())?;
/// let more = results.ensemble.comparisons[0].metric(Metric::NetLoss).expect("defined");
/// assert_eq!(more.difference, 100.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Experiment {
    models: Arc<[NamedModel]>,
    plan: Plan,
    warnings: Vec<String>,
    edge_lists: Vec<(PathBuf, EdgeListReport)>,
}

impl Experiment {
    /// Compiles the baseline and every variant of `scenario`, on networks of its own.
    ///
    /// # Errors
    /// As [`Experiment::of`].
    pub fn new(scenario: &Scenario) -> Result<Self, ExperimentError> {
        Self::on(scenario, &mut Networks::default())
    }

    /// The same on networks that others may have asked for before.
    ///
    /// # Errors
    /// As [`Experiment::of`].
    pub fn on(scenario: &Scenario, networks: &mut Networks) -> Result<Self, ExperimentError> {
        let variants = scenario.variants.iter().map(|variant| (variant.name.as_str(), &variant.parameters));
        let run = &scenario.run;
        let plan = Plan { seed: run.seed, replicates: 0..run.replicates, precision: run.precision };
        Self::of(std::iter::once((BASELINE, &scenario.baseline)).chain(variants), plan, networks)
    }

    /// Compiles parameters by name, the baseline first; `plan.seed` draws the networks that `networks` does not have yet.
    ///
    /// # Errors
    /// When parameters contradict each other in a way that only the model sees, or a network cannot be had.
    pub fn of<'a>(
        named: impl IntoIterator<Item = (&'a str, &'a Parameters)>,
        plan: Plan,
        networks: &mut Networks,
    ) -> Result<Self, ExperimentError> {
        let (mut models, mut warnings, mut edge_lists) = (Vec::new(), Vec::new(), Vec::new());
        for (name, parameters) in named {
            models.push(compile(name, parameters, plan.seed, networks)?);
            let odd = parameters.network.as_ref().and_then(|referral| networks.warning(referral));
            warnings.extend(odd.filter(|odd| !warnings.iter().any(|known| known == odd)).map(str::to_owned));
            if let Some(referral) = &parameters.network
                && let (Source::File(file), Some(report)) = (&referral.source, networks.report(referral))
                && edge_lists.iter().all(|(path, _)| *path != file.path)
            {
                edge_lists.push((file.path.clone(), report.clone()));
            }
        }
        Ok(Self { models: models.into(), plan, warnings, edge_lists })
    }

    /// The baseline and the variants, compiled.
    pub fn models(&self) -> &[NamedModel] {
        &self.models
    }

    /// What is odd about the networks, one sentence each.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// What was understood of each edge list that was read, and its path.
    pub fn edge_lists(&self) -> &[(PathBuf, EdgeListReport)] {
        &self.edge_lists
    }

    /// What a run draws.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What a run draws, to be changed; networks that were drawn stay.
    pub fn plan_mut(&mut self) -> &mut Plan {
        &mut self.plan
    }

    /// Runs all models side by side on the rayon pool of the caller.
    ///
    /// # Errors
    /// A replicate that explodes, a cancellation, an observer that fails, a request that does not fit in memory, or a
    /// network that is too small.
    pub fn run(&self, observers: &mut [&mut dyn Observer], control: &Control<'_>) -> Result<Results, RunError> {
        self.finish(self.run_shard(observers, control)?)
    }

    /// The same, with the sums as they are kept: to be written, and merged with those of other replicates.
    ///
    /// # Errors
    /// As [`Experiment::run`], but for a network that is too small, which only the whole can tell.
    pub fn run_shard(&self, observers: &mut [&mut dyn Observer], control: &Control<'_>) -> Result<Shard, RunError> {
        let models: Vec<&Model> = self.models.iter().map(|named| &named.model).collect();
        Ok(ensemble::run_shard(&models, &self.plan, observers, control)?)
    }

    /// The results of the replicates in a shard, which is one of this experiment or several of them merged.
    ///
    /// # Errors
    /// When a network is too small.
    pub fn finish(&self, shard: Shard) -> Result<Results, RunError> {
        Results::new(Arc::clone(&self.models), shard.finish(), self.warnings.clone())
    }
}
