use std::fmt;
use std::sync::Arc;

use super::draws::UnknownDraws;
use super::twins::{Twins, twin_of};
use crate::ensemble::Simulate;
use crate::model::{Explosion, Model, ModelError, NoLaw, Parameters, Scratch, Tally};
use crate::random::ReplicateKey;
use crate::scenario::{Lens, Scenario, SetError, lens};
use crate::vocabulary::{Metric, Say, Text};

/// Where the unknowns stand in the parameters of one model: `None` where a number is known there.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    /// By unknown.
    pub(crate) lenses: Vec<Option<Lens>>,
}

impl Opened {
    /// The unknowns of `draws` that `unknown` says are unknown in `parameters`, which are given numbers with a place for
    /// each: a group of people who may tell nobody stays a group.
    pub(crate) fn new(draws: &UnknownDraws, unknown: Option<&[bool]>, parameters: &mut Parameters) -> Self {
        let is_open = |place: usize| unknown.is_none_or(|unknown| unknown.get(place) == Some(&true));
        let lenses: Vec<Option<Lens>> = (0..draws.len())
            .map(|place| if is_open(place) { lens(&draws.paths()[place], parameters).ok() } else { None })
            .collect();
        for (lens, law) in lenses.iter().zip(draws.laws()) {
            let Some(lens) = lens else { continue };
            let before = lens.get(parameters);
            // It fails where another number forbids it; the replicates then say so.
            let _ = lens.set(parameters, law.at(crate::stats::Score::Share(0.95)));
            if let Some(before) = before {
                let _ = lens.set(parameters, before);
            }
        }
        Self { lenses }
    }

    /// Whether any number is unknown.
    pub(crate) fn any(&self) -> bool {
        self.lenses.iter().any(Option::is_some)
    }

    /// The places of those that are unknown.
    pub(crate) fn open(&self) -> impl Iterator<Item = usize> {
        (0..self.lenses.len()).filter(|&place| self.lenses[place].is_some())
    }

    /// Moves a model, and the parameters of its own, to values of the unknowns.
    pub(crate) fn tune(&self, model: &mut Model, parameters: &mut Parameters, values: &[f64]) -> Result<(), NoPoint> {
        self.set(parameters, values)?;
        model.retune(parameters).map_err(NoPoint::Model)
    }

    /// Moves parameters to values of the unknowns.
    pub(super) fn set(&self, parameters: &mut Parameters, values: &[f64]) -> Result<(), NoPoint> {
        for (lens, &value) in self.lenses.iter().zip(values) {
            if let Some(lens) = lens {
                lens.set(parameters, value).map_err(|error| NoPoint::Number { path: lens.path().to_owned(), error })?;
            }
        }
        Ok(())
    }
}

/// The model of a variant, or of the baseline where none is called so, with a place for each unknown.
///
/// # Errors
/// On a network of contacts, which would have to be built, and where the numbers make no model.
pub(super) fn open(scenario: &Scenario, variant: &str) -> Result<(UnknownDraws, Opened, Model), NoLaw> {
    let (draws, opened, parameters) = opened(scenario, variant);
    let networks = match &parameters.network {
        Some(network) => vec![Arc::new(network.source.town().ok_or(NoLaw::Network)?)],
        None => Vec::new(),
    };
    let model = Model::new(&parameters, &networks).map_err(|_| NoLaw::Undefined)?;
    Ok((draws, opened, model))
}

/// The parameters of a variant, or of the baseline where none is called so, with a place for each unknown.
pub(super) fn opened(scenario: &Scenario, variant: &str) -> (UnknownDraws, Opened, Parameters) {
    let own = scenario.variants.iter().find(|own| own.name == variant);
    let mut parameters = own.map_or(&scenario.baseline, |own| &own.parameters).clone();
    let draws = UnknownDraws::new(&scenario.unknowns, scenario.copula.as_ref());
    let opened = Opened::new(&draws, own.map(|own| own.unknown.as_slice()), &mut parameters);
    (draws, opened, parameters)
}

/// The unknowns of an experiment.
#[derive(Debug)]
pub(crate) struct Unknowns {
    pub(crate) draws: UnknownDraws,
    /// By model: where they stand in its parameters.
    pub(crate) opened: Vec<Opened>,
}

/// A model whose unknowns have another value in each replicate.
pub(crate) struct Uncertain<'a> {
    pub(crate) model: &'a Model,
    pub(crate) draws: &'a UnknownDraws,
    pub(crate) opened: &'a Opened,
    /// Room for replicates with a twin.
    pub(crate) twins: Option<&'a Twins>,
}

/// The buffers of one thread: a model of its own, moved from replicate to replicate.
pub(crate) struct UncertainScratch {
    pub(crate) model: Model,
    parameters: Parameters,
    values: Vec<f64>,
    scratch: Scratch,
    twin: Option<Scratch>,
}

/// Why a replicate has no result.
#[derive(Debug)]
pub(crate) enum UncertainError {
    /// It passed `max_people`.
    Explosion(Explosion),
    /// The values of the unknowns make no model.
    Point(NoPoint),
}

/// Values of unknowns that make no model.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Debug)]
pub enum NoPoint {
    /// A value does not go with the other numbers.
    Number {
        /// The path of the unknown.
        path: String,
        /// Why not.
        error: SetError,
    },
    /// The model.
    Model(ModelError),
}

impl Say for NoPoint {
    fn text(&self) -> Text {
        match self {
            Self::Number { path, error } => error.text().of(path),
            Self::Model(error) => error.text(),
        }
    }
}

impl fmt::Display for NoPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for NoPoint {}

impl fmt::Display for UncertainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Explosion(error) => error.fmt(f),
            Self::Point(error) => error.fmt(f),
        }
    }
}

impl From<Explosion> for UncertainError {
    fn from(error: Explosion) -> Self {
        Self::Explosion(error)
    }
}

impl Uncertain<'_> {
    /// A replicate at given values of the unknowns; those of the last one, at the same values, cost nothing to set again.
    pub(crate) fn replicate_at(
        &self,
        values: &[f64],
        key: ReplicateKey,
        reference: Option<&UncertainScratch>,
        scratch: &mut UncertainScratch,
    ) -> Result<(), UncertainError> {
        if self.opened.any() && scratch.values != values {
            scratch.values.copy_from_slice(values);
            self.tune(scratch)?;
        }
        let reference = reference.map(|other| (&other.model, &other.scratch));
        scratch.model.replicate(key, reference, &mut scratch.scratch)?;
        Ok(())
    }

    /// Moves the model to the values of the unknowns.
    fn tune(&self, scratch: &mut UncertainScratch) -> Result<(), UncertainError> {
        let moved = self.opened.tune(&mut scratch.model, &mut scratch.parameters, &scratch.values);
        moved.map_err(|error| {
            // Where the model stands is no longer what the values say.
            scratch.values.fill(f64::NAN);
            UncertainError::Point(error)
        })
    }
}

impl Simulate for Uncertain<'_> {
    type Scratch = UncertainScratch;
    type Error = UncertainError;

    fn scratch(&self) -> UncertainScratch {
        UncertainScratch {
            scratch: self.model.scratch(),
            twin: self.twins.map(|_| self.model.scratch()),
            parameters: self.model.parameters().clone(),
            values: vec![f64::NAN; self.draws.len()],
            model: self.model.clone(),
        }
    }

    fn tally(scratch: &UncertainScratch) -> &Tally {
        scratch.scratch.tally()
    }

    fn defines(&self, metric: Metric) -> bool {
        self.model.defines(metric)
    }

    fn group_count(&self) -> usize {
        self.model.groups().len()
    }

    fn tick_count(&self) -> usize {
        self.model.tick_count()
    }

    fn graphs(&self) -> u64 {
        self.model.graphs()
    }

    fn is_quick(&self) -> bool {
        Simulate::is_quick(self.model)
    }

    fn periods(&self) -> usize {
        self.model.periods()
    }

    fn knows_served(&self) -> bool {
        self.model.parameters().served().is_some()
    }

    fn period(scratch: &UncertainScratch, period: usize) -> Option<(&Tally, Option<u64>)> {
        scratch.scratch.period(period)
    }

    fn was_cut(scratch: &UncertainScratch) -> bool {
        scratch.scratch.was_cut()
    }

    fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &UncertainScratch)>,
        scratch: &mut UncertainScratch,
    ) -> Result<(), UncertainError> {
        if self.opened.any() {
            self.draws.draw(key, &mut scratch.values);
            self.tune(scratch)?;
        }
        let reference = reference.map(|(_, other)| (&other.model, &other.scratch));
        scratch.model.replicate(key, reference, &mut scratch.scratch)?;
        if let (Some(twins), Some(twin)) = (self.twins, &mut scratch.twin)
            && twins.wants(key.replicate)
        {
            scratch.model.replicate(twin_of(key), None, twin)?;
            twins.keep(key.replicate, scratch.scratch.tally(), twin.tally());
        }
        Ok(())
    }
}
