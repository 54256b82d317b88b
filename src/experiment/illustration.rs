//! What figures need simulated beside the tables of a run: one case to look at, the same rumour in towns of several sizes,
//! the spread of each preset. All of it is drawn by the ensemble: on every thread of the caller's pool, and until cancelled.

use std::{fmt, io};

use super::{Experiment, ExperimentError, Networks, RunError};
use crate::ensemble::{Control, Observer};
use crate::model::{Parameters, Placement, ReferralNetwork, Tally};
use crate::network::Source;
use crate::random::ReplicateKey;
use crate::scenario::{Diagnostics, Overrides, PRESETS, Scenario, load_preset};
use crate::vocabulary::{Metric, Outcome, Say, Text};

/// Replicates among which a typical one is looked for.
const CANDIDATES: u64 = 64;
/// Replicates for a town without a formula.
const IN_A_TOWN: u64 = 400;
/// Replicates for the spread of a preset.
pub(crate) const OF_A_PRESET: u64 = 4_000;

/// What a figure needs simulated and cannot have.
#[doc = include_str!("examples/no_network.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum IllustrationError {
    /// No experiment can be made of it.
    Experiment(ExperimentError),
    /// The run gave no results.
    Run(RunError),
    /// A preset cannot be read.
    Preset(Diagnostics),
}

impl Say for IllustrationError {
    fn text(&self) -> Text {
        match self {
            Self::Experiment(error) => error.text(),
            Self::Run(error) => error.text(),
            Self::Preset(error) => error.text(),
        }
    }
}

impl fmt::Display for IllustrationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for IllustrationError {}

impl From<ExperimentError> for IllustrationError {
    fn from(error: ExperimentError) -> Self {
        Self::Experiment(error)
    }
}

impl From<RunError> for IllustrationError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

/// One replicate to look at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypicalCase {
    /// Which it is.
    pub key: ReplicateKey,
    /// What it yielded.
    pub tally: Tally,
    /// Outcome and name of the groups that the tally counts.
    pub groups: Vec<(Outcome, String)>,
}

/// Keeps the replicate of one model whose number of people who know is nearest to a given one, the first of several.
struct Nearest {
    model: usize,
    wanted: f64,
    best: Option<(f64, u64, Tally)>,
}

impl Observer for Nearest {
    fn replicate(&mut self, replicate: u64, row: &[Tally]) -> io::Result<()> {
        let Some(tally) = row.get(self.model) else { return Ok(()) };
        let distance = (tally.count(Metric::Aware) as f64 - self.wanted).abs();
        if self.best.as_ref().is_none_or(|best| distance < best.0) {
            self.best = Some((distance, replicate, tally.clone()));
        }
        Ok(())
    }
}

/// Among the first 64 replicates of `variant` the one in which nearest to `aware` people know, as the run draws it:
/// beside the baseline, with its luck. `None` where there is no such variant.
///
/// # Errors
/// When no model can be made, a replicate explodes, or the caller cancels.
pub(crate) fn typical_case(
    scenario: &Scenario,
    variant: &str,
    aware: f64,
    control: &Control<'_>,
) -> Result<Option<TypicalCase>, IllustrationError> {
    let mut experiment = Experiment::on_until(scenario, &mut Networks::default(), control.cancel)?;
    let Some(model) = experiment.models().iter().position(|named| named.variant == variant) else { return Ok(None) };
    let groups = experiment.models()[model].model.groups().to_vec();
    shorten(&mut experiment, CANDIDATES);
    let seed = experiment.plan().seed;
    let mut nearest = Nearest { model, wanted: aware, best: None };
    experiment.run(&mut [&mut nearest], control)?;
    Ok(nearest.best.map(|(_, replicate, tally)| TypicalCase { key: ReplicateKey { seed, replicate }, tally, groups }))
}

/// A mean number of distinct listeners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MeanReach {
    /// The mean.
    pub mean: f64,
    /// Its 95 % interval; `None` for an exact mean, by formula.
    pub interval: Option<(f64, f64)>,
}

/// How many distinct people a scenario reaches: where nobody hears it twice, and in well-mixed towns of several sizes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReachInTowns {
    /// Where nobody hears it twice.
    pub unbounded: MeanReach,
    /// By population.
    pub towns: Vec<(u64, MeanReach)>,
}

/// Puts `parameters` of `scenario` into well-mixed towns of these sizes in place of their own network; by formula where
/// there is one. A town that cannot hold the customers is left out.
///
/// # Errors
/// When the scenario makes no sense without its own network, or the caller cancels.
pub(crate) fn reach_in_towns(
    scenario: &Scenario,
    parameters: &Parameters,
    populations: &[u64],
    control: &Control<'_>,
) -> Result<ReachInTowns, IllustrationError> {
    let mut parameters = parameters.clone();
    parameters.network = None;
    let unbounded = mean_reach(&scenario.at(parameters.clone()), control)?;
    let mut towns = Vec::new();
    for &population in populations {
        let source = Source::WellMixed { population };
        parameters.network = Some(ReferralNetwork { source, placement: Placement::Random, graphs: 1 });
        match mean_reach(&scenario.at(parameters.clone()), control) {
            Ok(reach) => towns.push((population, reach)),
            Err(error) if is_cancelled(control) => return Err(error),
            Err(_) => {}
        }
    }
    Ok(ReachInTowns { unbounded, towns })
}

fn mean_reach(scenario: &Scenario, control: &Control<'_>) -> Result<MeanReach, IllustrationError> {
    let mut experiment = Experiment::on_until(scenario, &mut Networks::default(), control.cancel)?;
    let known = experiment.models().first().and_then(|baseline| baseline.model.expected().mean(Metric::Reach));
    if let Some(mean) = known {
        return Ok(MeanReach { mean, interval: None });
    }
    shorten(&mut experiment, IN_A_TOWN);
    let results = experiment.run(&mut [], control)?;
    let summary = results.ensemble.models.first().and_then(|model| model.metric(Metric::Reach));
    Ok(summary
        .map_or(MeanReach { mean: 0.0, interval: None }, |reach| MeanReach { mean: reach.mean, interval: reach.ci }))
}

/// How the reach of one complaint spreads under a preset: between these nine cases in ten lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PresetSpread {
    /// The preset's name.
    pub preset: &'static str,
    /// The 5 % quantile of its replicates.
    pub p05: f64,
    /// The 95 % quantile.
    pub p95: f64,
}

/// The spread of every preset as it stands: one complaint.
///
/// # Errors
/// When a preset cannot be run, or the caller cancels.
pub(crate) fn preset_spreads(seed: u64, control: &Control<'_>) -> Result<Vec<PresetSpread>, IllustrationError> {
    let spread = |name: &'static str| {
        let scenario = load_preset(name, &Overrides::default()).map_err(IllustrationError::Preset)?;
        let mut experiment = Experiment::new(&scenario)?;
        shorten(&mut experiment, OF_A_PRESET);
        experiment.plan_mut().seed = seed;
        let results = experiment.run(&mut [], control)?;
        let reach = results.ensemble.models.first().and_then(|model| model.metric(Metric::Reach));
        let [p05, .., p95] = reach.map_or([f64::NAN; 7], |reach| reach.quantiles);
        Ok(PresetSpread { preset: name, p05, p95 })
    };
    PRESETS.iter().map(|preset| spread(preset.name)).collect()
}

fn shorten(experiment: &mut Experiment, replicates: u64) {
    let plan = experiment.plan_mut();
    plan.replicates = 0..replicates;
    plan.precision = None;
}

fn is_cancelled(control: &Control<'_>) -> bool {
    control.cancel.load(std::sync::atomic::Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::experiment::BASELINE;
    use crate::scenario::load_text;

    const RETOLD: &str = "[customers]\ncomplaints = 1\nsilent_per_complaint = 26\n[silent]\naudience = 10\n\
        [voice]\nadmits = 0.4\n[variants.ask]\nset = { \"voice.asked\" = 1.0 }\n";

    fn scenario(text: &str) -> Scenario {
        load_text(text.as_bytes(), "test", "test", &Overrides::default()).expect("a scenario")
    }

    #[test]
    fn the_typical_case_is_the_nearest_of_the_first_replicates_as_the_run_draws_them() {
        struct All(Vec<u64>);
        impl Observer for All {
            fn replicate(&mut self, _: u64, row: &[Tally]) -> io::Result<()> {
                self.0.push(row[1].count(Metric::Aware));
                Ok(())
            }
        }
        let scenario = scenario(RETOLD);
        let cancel = AtomicBool::new(false);
        let control = Control { cancel: &cancel, progress: &|_| {} };
        let case = typical_case(&scenario, "ask", 130.0, &control).expect("a run").expect("a variant");
        let mut all = All(Vec::new());
        let mut experiment = Experiment::new(&scenario).expect("models");
        experiment.plan_mut().replicates = 0..CANDIDATES;
        experiment.run(&mut [&mut all], &control).expect("results");
        let distance = |aware: u64| aware.abs_diff(130);
        let nearest = (0..all.0.len()).min_by_key(|&replicate| distance(all.0[replicate])).expect("replicates");
        assert_eq!(case.key.replicate, nearest as u64);
        assert_eq!(case.tally.count(Metric::Aware), all.0[nearest]);
        assert_eq!(typical_case(&scenario, "none", 1.0, &control).expect("a run"), None);
    }

    #[test]
    fn towns_have_their_formula_and_an_interval_where_there_is_none() {
        let cancel = AtomicBool::new(false);
        let control = Control { cancel: &cancel, progress: &|_| {} };
        let told = scenario(RETOLD);
        let reach = reach_in_towns(&told, &told.baseline, &[200, 100_000], &control).expect("towns");
        assert_eq!(reach.unbounded, MeanReach { mean: 260.0, interval: None });
        assert!(reach.towns[0].1.mean < reach.towns[1].1.mean && reach.towns[1].1.mean < 260.0);
        let retold = scenario(&format!("{RETOLD}\n[retelling]\nrate = 0.1\naudience = 3\ngenerations = 3\n"));
        let reach = reach_in_towns(&retold, &retold.baseline, &[1_000], &control).expect("towns");
        let town = reach.towns[0].1;
        assert!(town.interval.is_some_and(|(low, high)| low < town.mean && town.mean < high));
    }

    #[test]
    fn a_cancelled_illustration_ends() {
        let cancel = AtomicBool::new(true);
        let control = Control { cancel: &cancel, progress: &|_| {} };
        let scenario = scenario(RETOLD);
        assert!(matches!(typical_case(&scenario, BASELINE, 1.0, &control), Err(IllustrationError::Run(_))));
        assert!(matches!(preset_spreads(317, &control), Err(IllustrationError::Run(_))));
    }

    #[test]
    fn every_preset_has_its_spread() {
        let cancel = AtomicBool::new(false);
        let control = Control { cancel: &cancel, progress: &|_| {} };
        let spreads = preset_spreads(317, &control).expect("presets");
        assert_eq!(spreads.len(), PRESETS.len());
        assert!(spreads.iter().all(|spread| spread.p05 <= spread.p95));
    }
}
