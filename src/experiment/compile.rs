use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::networks::{Networks, NetworksError, nearest};
use super::uncertainty::Mixture;
use crate::model::{Law, Model, ModelError, NetworkEngineError, NoLaw, Parameters};
use crate::network::{Network, Source};
use crate::text;
use crate::vocabulary::{Metric, Say, Text};

/// What the scenario without any variant is called in tables.
pub const BASELINE: &str = "baseline";

/// The baseline or a variant, compiled.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug)]
pub struct NamedModel {
    /// [`BASELINE`] or the variant's name.
    pub variant: String,
    /// Its model.
    pub model: Model,
    /// Where a number of it is unknown, the laws over all values: the model is then at the best guess, and runs elsewhere in each
    /// replicate.
    pub(super) mixture: Option<Arc<Mixture>>,
}

impl NamedModel {
    /// Whether a number of it is unknown.
    pub fn is_uncertain(&self) -> bool {
        self.mixture.is_some()
    }

    /// The law of a metric by formula; where a number is unknown, over all its values.
    ///
    /// # Errors
    /// As [`Model::exact_law`], and where values of the unknowns make no model.
    pub fn exact_law(&self, metric: Metric) -> Result<Arc<Law>, NoLaw> {
        match &self.mixture {
            Some(mixture) => mixture.law(&self.model, metric).map(|mixed| mixed.law),
            None => self.model.exact_law(metric),
        }
    }

    /// The metrics that could have a law by formula and have none, by the reason why.
    pub fn missing_laws(&self) -> Vec<(NoLaw, Vec<Metric>)> {
        let known = [
            NoLaw::Network,
            NoLaw::Retelling,
            NoLaw::Together,
            NoLaw::Periods,
            NoLaw::Time,
            NoLaw::Quotient,
            NoLaw::Undefined,
        ];
        let mut missing: Vec<(NoLaw, Vec<Metric>)> = Vec::new();
        for metric in Metric::all() {
            let Some(reason) = self.exact_law(metric).err().filter(|reason| !known.contains(reason)) else { continue };
            match missing.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, metrics)) => metrics.push(metric),
                None => missing.push((reason, vec![metric])),
            }
        }
        missing
    }

    /// Of how many values of the unknowns the law of a metric is the average; `None` where nothing is unknown, a quadrature is
    /// good, or no law is known.
    pub fn exact_draws(&self, metric: Metric) -> Option<u64> {
        self.mixture.as_ref()?.law(&self.model, metric).ok()?.draws
    }

    /// The mean of a metric by a closed form, where there is one; where a number is unknown, over all its values.
    pub fn expected(&self, metric: Metric) -> Option<f64> {
        match &self.mixture {
            Some(mixture) => mixture.expected(&self.model)[metric.index()],
            None => self.model.expected().mean(metric),
        }
    }
}

/// A scenario that cannot be run.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
#[non_exhaustive]
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

impl Say for ExperimentError {
    fn text(&self) -> Text {
        let (variant, said) = match self {
            Self::Model { variant, error } => (variant, error.text()),
            Self::Network { variant, error } => (variant, error.text()),
        };
        of_variant(variant, said)
    }
}

impl fmt::Display for ExperimentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for ExperimentError {}

impl ExperimentError {
    /// What to do about it.
    pub fn hint(&self) -> Option<Text> {
        match self {
            Self::Network { error, .. } => error.hint(),
            Self::Model { .. } => None,
        }
    }

    /// Whether nothing is wrong, and somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Network { error: NetworksError::Cancelled, .. })
    }
}

/// What is said of a variant; of the baseline nothing is named.
pub(super) fn of_variant(variant: &str, said: Text) -> Text {
    if variant == BASELINE {
        return said;
    }
    let Text { en, fr } = said;
    text!("variant {variant}: {en}", "variante {variant} : {fr}")
}

/// The model of `parameters`, on the networks that they name.
pub(super) fn compile(
    name: &str,
    parameters: &Parameters,
    seed: u64,
    networks: &mut Networks,
    stop: &AtomicBool,
) -> Result<NamedModel, ExperimentError> {
    let variant = name.to_owned();
    let drawn = match &parameters.network {
        None => Vec::new(),
        Some(referral) => match networks.get_until(referral, seed, stop) {
            Ok(drawn) => drawn,
            Err(error) => return Err(ExperimentError::Network { variant, error }),
        },
    };
    match Model::new(parameters, &drawn) {
        Ok(model) => Ok(NamedModel { variant, model, mixture: None }),
        Err(error) => Err(match closer(&error, parameters, &drawn, networks) {
            Some(error) => ExperimentError::Network { variant, error },
            None => ExperimentError::Model { variant, error },
        }),
    }
}

/// What the network's file says about an error of the model: where it stands, and what was meant.
fn closer(
    error: &ModelError,
    parameters: &Parameters,
    drawn: &[Arc<Network>],
    networks: &Networks,
) -> Option<NetworksError> {
    let ModelError::Network(error) = error else { return None };
    let referral = parameters.network.as_ref()?;
    match (error, &referral.source) {
        (NetworkEngineError::Weight(_), Source::File(file)) => {
            let above = networks.report(referral)?.above_one.clone()?;
            Some(NetworksError::Weight { path: file.path.clone(), above })
        }
        (NetworkEngineError::NoWeights, Source::File(file)) => {
            let possible = networks.report(referral)?.possible_weight.clone();
            Some(NetworksError::NoWeights { path: file.path.clone(), possible })
        }
        (NetworkEngineError::UnknownPerson(label), _) => {
            Some(NetworksError::Stranger { nearest: nearest(label, drawn.first()?), label: label.clone() })
        }
        _ => None,
    }
}
