use std::fmt;
use std::sync::Arc;

use super::compile::{BASELINE, NamedModel};
use crate::ensemble::{Ensemble, EnsembleError};
use crate::model::Explosion;

/// The largest share of replicates in which the number of people let down may be cut to what the network has room for:
/// beyond it the results would be those of the cut.
pub const CUT_ALLOWED: f64 = 0.01;

/// What a run found.
#[derive(Debug)]
pub struct Results {
    /// The models that were run, baseline first.
    pub models: Arc<[NamedModel]>,
    /// Their summaries and differences, in the same order.
    pub ensemble: Ensemble,
    /// What is odd about the run, one sentence each.
    pub warnings: Vec<String>,
}

/// A run without results.
#[derive(Debug)]
pub enum RunError {
    /// The ensemble.
    Ensemble(EnsembleError<Explosion>),
    /// More people are let down than the network has room for, in more than [`CUT_ALLOWED`] of the replicates.
    NetworkTooSmall {
        /// The variant's name, or [`BASELINE`].
        variant: String,
        /// The share of such replicates.
        share: f64,
        /// The most customers that there can be.
        capacity: u64,
    },
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ensemble(error) => error.fmt(f),
            Self::NetworkTooSmall { variant, share, capacity } => {
                let cut = Cut { variant, share: *share, capacity: *capacity };
                write!(f, "{cut}; at most {} % may be: use a larger population", 100.0 * CUT_ALLOWED)
            }
        }
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Its text is already the whole message, so its own source comes next.
            Self::Ensemble(error) => error.source(),
            Self::NetworkTooSmall { .. } => None,
        }
    }
}

impl From<EnsembleError<Explosion>> for RunError {
    fn from(error: EnsembleError<Explosion>) -> Self {
        Self::Ensemble(error)
    }
}

impl Results {
    /// Looks for numbers of people let down that were cut; `warnings` are those of the networks.
    pub(super) fn new(
        models: Arc<[NamedModel]>,
        ensemble: Ensemble,
        mut warnings: Vec<String>,
    ) -> Result<Self, RunError> {
        for (named, summary) in models.iter().zip(&ensemble.models) {
            let Some(capacity) = named.model.customer_capacity() else { continue };
            let share = summary.cut_share;
            if share > CUT_ALLOWED {
                return Err(RunError::NetworkTooSmall { variant: named.variant.clone(), share, capacity });
            }
            if share > 0.0 {
                warnings.push(Cut { variant: &named.variant, share, capacity }.to_string());
            }
        }
        Ok(Self { models, ensemble, warnings })
    }
}

/// How often the number of people let down was cut.
struct Cut<'a> {
    variant: &'a str,
    share: f64,
    capacity: u64,
}

impl fmt::Display for Cut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { variant, share, capacity } = self;
        if *variant != BASELINE {
            write!(f, "variant {variant}: ")?;
        }
        let percent = 100.0 * share;
        // Never 0 for what happened, however rarely.
        let digits = if percent < 0.1 { 4 } else { 2 };
        write!(
            f,
            "in {percent:.digits$} % of the replicates more people were let down than the {capacity} that the network has \
             room for, and their number was cut"
        )
    }
}
