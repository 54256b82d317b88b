use std::fmt;
use std::sync::Arc;

use super::networks::{Networks, NetworksError, nearest};
use crate::model::{Law, Model, ModelError, NetworkEngineError, NoLaw, Parameters};
use crate::network::{Network, Source};
use crate::text;
use crate::vocabulary::{Metric, Say, Text};

/// What the scenario without any variant is called in tables.
pub const BASELINE: &str = "baseline";

/// The baseline or a variant, compiled.
#[derive(Clone, Debug)]
pub struct NamedModel {
    /// [`BASELINE`] or the variant's name.
    pub variant: String,
    /// Its model.
    pub model: Model,
    /// Whether a number of it is unknown: the model is then at the best guess, and runs elsewhere in each replicate.
    pub is_uncertain: bool,
}

impl NamedModel {
    /// The law of a metric by formula.
    ///
    /// # Errors
    /// As [`Model::exact_law`], and where a number is unknown.
    pub fn exact_law(&self, metric: Metric) -> Result<Arc<Law>, NoLaw> {
        if self.is_uncertain { Err(NoLaw::Unknowns) } else { self.model.exact_law(metric) }
    }
}

/// A scenario that cannot be run.
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
        Ok(model) => Ok(NamedModel { variant, model, is_uncertain: false }),
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
            let above = networks.report(referral)?.above_one?;
            Some(NetworksError::Weight { path: file.path.clone(), above })
        }
        (NetworkEngineError::UnknownPerson(label), _) => {
            Some(NetworksError::Stranger { nearest: nearest(label, drawn.first()?), label: label.clone() })
        }
        _ => None,
    }
}
