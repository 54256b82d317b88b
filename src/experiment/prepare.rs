use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::compile::{BASELINE, ExperimentError, NamedModel, compile};
use super::networks::Networks;
use super::results::{Results, RunError, Uncertainty};
use super::uncertainty::{Mixture, Opened, TWINS, Twins, Uncertain, UncertainError, UnknownDraws, Unknowns};
use crate::ensemble::{self, Control, EnsembleError, Keeper, NoKeeper, Observer, Plan, Shard};
use crate::model::{Model, Parameters};
use crate::network::{EdgeListReport, Source};
use crate::scenario::{Scenario, lens};
use crate::vocabulary::Text;

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
    warnings: Vec<Text>,
    edge_lists: Vec<(PathBuf, EdgeListReport)>,
    unknowns: Option<Arc<Unknowns>>,
    /// Whether results have the distributions of the metrics.
    distributions: bool,
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
        Self::on_until(scenario, networks, &AtomicBool::new(false))
    }

    /// The same until `stop` is set: it is looked at many times a second while networks are drawn or read.
    ///
    /// # Errors
    /// As [`Experiment::of_until`].
    pub fn on_until(scenario: &Scenario, networks: &mut Networks, stop: &AtomicBool) -> Result<Self, ExperimentError> {
        networks.offer(&scenario.files);
        let variants = scenario.variants.iter().map(|variant| (variant.name.as_str(), &variant.parameters));
        let run = &scenario.run;
        let plan = Plan { seed: run.seed, replicates: 0..run.replicates, precision: run.precision };
        if scenario.unknowns.is_empty() {
            let named = std::iter::once((BASELINE, &scenario.baseline)).chain(variants);
            return Self::of_until(named, plan, networks, stop);
        }
        let draws = UnknownDraws::new(&scenario.unknowns, scenario.copula.as_ref());
        let known = scenario.variants.iter().map(|v| (v.name.as_str(), &v.parameters, Some(v.unknown.as_slice())));
        let (mut named, mut opened) = (Vec::new(), Vec::new());
        for (name, parameters, unknown) in std::iter::once((BASELINE, &scenario.baseline, None)).chain(known) {
            let mut parameters = parameters.clone();
            opened.push(Opened::new(&draws, unknown, &mut parameters));
            named.push((name, parameters));
        }
        let named = named.iter().map(|(name, parameters)| (*name, parameters));
        let mut experiment = Self::of_until(named, plan, networks, stop)?;
        let mixture = |opened: &Opened| Arc::new(Mixture::new(draws.clone(), opened.clone()));
        let models = experiment.models.iter().zip(&opened);
        let models = models
            .map(|(named, opened)| NamedModel { mixture: opened.any().then(|| mixture(opened)), ..named.clone() });
        experiment.models = models.collect();
        experiment.unknowns = Some(Arc::new(Unknowns { draws, opened }));
        Ok(experiment)
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
        Self::of_until(named, plan, networks, &AtomicBool::new(false))
    }

    /// The same until `stop` is set: it is looked at many times a second while networks are drawn or read.
    ///
    /// # Errors
    /// As [`Experiment::of`], and when somebody asked to stop ([`ExperimentError::is_cancelled`]).
    pub fn of_until<'a>(
        named: impl IntoIterator<Item = (&'a str, &'a Parameters)>,
        plan: Plan,
        networks: &mut Networks,
        stop: &AtomicBool,
    ) -> Result<Self, ExperimentError> {
        let (mut models, mut warnings, mut edge_lists) = (Vec::new(), Vec::new(), Vec::new());
        for (name, parameters) in named {
            models.push(compile(name, parameters, plan.seed, networks, stop)?);
            let odd = parameters.network.as_ref().and_then(|referral| networks.warning(referral));
            warnings.extend(odd.filter(|odd| !warnings.contains(*odd)).cloned());
            if let Some(referral) = &parameters.network
                && let (Source::File(file), Some(report)) = (&referral.source, networks.report(referral))
                && edge_lists.iter().all(|(path, _)| *path != file.path)
            {
                edge_lists.push((file.path.clone(), report.clone()));
            }
        }
        Ok(Self { models: models.into(), plan, warnings, edge_lists, unknowns: None, distributions: true })
    }

    /// The baseline and the variants, compiled.
    pub fn models(&self) -> &[NamedModel] {
        &self.models
    }

    /// The unknowns, where there are any: they are drawn for each replicate.
    pub fn unknowns(&self) -> Option<&UnknownDraws> {
        self.unknowns.as_ref().map(|unknowns| &unknowns.draws)
    }

    /// The numbers of the unknowns in a replicate, by unknown, as a model has them: where one is known, that one. `None` where
    /// it has no such number.
    pub fn values(&self, model: usize, drawn: &[f64]) -> Vec<Option<f64>> {
        let (Some(unknowns), Some(named)) = (&self.unknowns, self.models.get(model)) else { return Vec::new() };
        let value = |(place, &drawn): (usize, &f64)| {
            if unknowns.opened[model].lenses[place].is_some() {
                return Some(drawn);
            }
            let parameters = named.model.parameters();
            lens(&unknowns.draws.paths()[place], parameters).ok().and_then(|lens| lens.get(parameters))
        };
        drawn.iter().enumerate().map(value).collect()
    }

    /// What is odd about the networks, one sentence each.
    pub fn warnings(&self) -> &[Text] {
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

    /// Leaves the distributions of the metrics out of results, which take time, where nobody reads them.
    pub fn leave_out_distributions(&mut self) {
        self.distributions = false;
    }

    /// Runs all models side by side on the rayon pool of the caller.
    ///
    /// # Errors
    /// A replicate that explodes, a cancellation, an observer that fails, a request that does not fit in memory, or a
    /// network that is too small.
    pub fn run(&self, observers: &mut [&mut dyn Observer], control: &Control<'_>) -> Result<Results, RunError> {
        let most = self.plan.replicates.end - self.plan.replicates.start;
        let most = self.plan.precision.map_or(most, |precision| most.max(precision.max_replicates));
        let twins = self.twins(self.plan.replicates.start, most);
        let shard = self.draw(&self.plan, observers, control, &twins)?;
        self.sum_up(shard, &twins).checked()
    }

    /// Runs some of the replicates of a scenario, those of the plan: their results, and their sums as bytes
    /// ([`Shard::from_bytes`]) to be merged with those of the others.
    ///
    /// # Errors
    /// As [`Experiment::run`], but for a network that is too small, which only the whole can tell.
    pub fn run_part(
        &self,
        observers: &mut [&mut dyn Observer],
        control: &Control<'_>,
    ) -> Result<(Results, Vec<u8>), RunError> {
        let twins = self.twins(self.plan.replicates.start, self.plan.replicates.end - self.plan.replicates.start);
        let shard = self.draw(&self.plan, observers, control, &twins)?;
        let sums = shard.to_bytes();
        Ok((self.sum_up(shard, &twins), sums))
    }

    /// The sums of the plan, from those of its first replicates on, which were drawn before;
    /// [`Experiment::finish`] makes results of them.
    ///
    /// # Errors
    /// As [`Experiment::run_shard`].
    pub fn run_on(
        &self,
        from: Option<Shard>,
        observers: &mut [&mut dyn Observer],
        keeper: &mut dyn Keeper,
        control: &Control<'_>,
    ) -> Result<Shard, RunError> {
        self.draw_on(&self.plan, from, observers, keeper, control, &[])
    }

    /// Whether the sums are of this experiment: of its master seed, and of models with the same metrics, groups and networks.
    pub fn has(&self, shard: &Shard) -> bool {
        let models: Vec<&Model> = self.models.iter().map(|named| &named.model).collect();
        shard.seed() == self.plan.seed && shard.fits(&models)
    }

    /// Whether the sums are of the first replicates of the plan of this experiment, so that [`Experiment::run_on`] goes on from
    /// them.
    pub fn begins_with(&self, shard: &Shard) -> bool {
        let models: Vec<&Model> = self.models.iter().map(|named| &named.model).collect();
        shard.begins(&self.plan, &models)
    }

    /// The same, with the sums as they are kept: to be written, and merged with those of other replicates.
    ///
    /// # Errors
    /// As [`Experiment::run`], but for a network that is too small, which only the whole can tell.
    pub fn run_shard(&self, observers: &mut [&mut dyn Observer], control: &Control<'_>) -> Result<Shard, RunError> {
        self.draw(&self.plan, observers, control, &[])
    }

    /// Room for the first replicates of each model and their twins; none without unknowns.
    fn twins(&self, first: u64, many: u64) -> Vec<Twins> {
        let models = if self.unknowns.is_some() { self.models.len() } else { 0 };
        (0..models).map(|_| Twins::new(first, many)).collect()
    }

    fn draw(
        &self,
        plan: &Plan,
        observers: &mut [&mut dyn Observer],
        control: &Control<'_>,
        twins: &[Twins],
    ) -> Result<Shard, RunError> {
        self.draw_on(plan, None, observers, &mut NoKeeper, control, twins)
    }

    fn draw_on(
        &self,
        plan: &Plan,
        from: Option<Shard>,
        observers: &mut [&mut dyn Observer],
        keeper: &mut dyn Keeper,
        control: &Control<'_>,
        twins: &[Twins],
    ) -> Result<Shard, RunError> {
        let models = self.models.iter().map(|named| &named.model);
        let Some(unknowns) = &self.unknowns else {
            let models = models.collect::<Vec<&Model>>();
            return Ok(ensemble::run_on(&models, plan, from, observers, keeper, control)?);
        };
        let uncertain: Vec<Uncertain<'_>> = self.uncertain(unknowns, twins);
        let shard = ensemble::run_on(&uncertain, plan, from, observers, keeper, control);
        shard.map_err(|error| self.explain(error))
    }

    /// The models, each with its unknowns.
    pub(super) fn uncertain<'a>(&'a self, unknowns: &'a Unknowns, twins: &'a [Twins]) -> Vec<Uncertain<'a>> {
        let models = self.models.iter().zip(&unknowns.opened).enumerate();
        models
            .map(|(place, (named, opened))| Uncertain {
                model: &named.model,
                draws: &unknowns.draws,
                opened,
                twins: twins.get(place),
            })
            .collect()
    }

    /// The unknowns and where they stand.
    pub(super) fn opened(&self) -> Option<&Unknowns> {
        self.unknowns.as_deref()
    }

    pub(super) fn explain(&self, error: EnsembleError<UncertainError>) -> RunError {
        RunError::Ensemble(match error {
            EnsembleError::Replicate { replicate, model, source: UncertainError::Point(source) } => {
                let variant = self.models.get(model).map_or_else(String::new, |named| named.variant.clone());
                return RunError::Point { variant, replicate, source };
            }
            EnsembleError::Replicate { replicate, model, source: UncertainError::Explosion(source) } => {
                EnsembleError::Replicate { replicate, model, source }
            }
            EnsembleError::Generations { replicate, model, limit } => {
                EnsembleError::Generations { replicate, model, limit }
            }
            EnsembleError::Cancelled => EnsembleError::Cancelled,
            EnsembleError::TooLarge { estimate, limit } => EnsembleError::TooLarge { estimate, limit },
            EnsembleError::Observer(error) => EnsembleError::Observer(error),
        })
    }

    /// The results of the replicates in a shard, which is one of this experiment or several of them merged.
    ///
    /// # Errors
    /// When a network is too small; with unknowns, as [`Experiment::run`]: the first replicates are drawn again with their
    /// twins.
    pub fn finish(&self, shard: Shard) -> Result<Results, RunError> {
        self.finish_part(shard)?.checked()
    }

    /// The same for some of the replicates of a scenario: a network is not too small before the whole says so.
    ///
    /// # Errors
    /// As [`Experiment::finish`].
    pub fn finish_part(&self, shard: Shard) -> Result<Results, RunError> {
        let first = shard.replicates().first().cloned().unwrap_or(0..0);
        let twins = self.twins(first.start, first.end - first.start);
        if !twins.is_empty() {
            let replicates = first.start..first.end.min(first.start + TWINS);
            let plan = Plan { replicates, precision: None, ..self.plan.clone() };
            self.draw(&plan, &mut [], &Control::default(), &twins)?;
        }
        Ok(self.sum_up(shard, &twins))
    }

    fn sum_up(&self, shard: Shard, twins: &[Twins]) -> Results {
        let unknowns = self.unknowns.is_some().then(|| Uncertainty::new(twins));
        let ensemble = shard.finish_with(self.distributions);
        Results::new(Arc::clone(&self.models), ensemble, self.warnings.clone(), unknowns)
    }
}
