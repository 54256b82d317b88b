use std::fmt;
use std::sync::Arc;

use super::compile::{NamedModel, of_variant};
use super::uncertainty::{NoPoint, Twins, VarianceShare};
use crate::ensemble::{Ensemble, EnsembleError};
use crate::model::{Explosion, PeriodForms};
use crate::text;
use crate::vocabulary::{Language, METRICS, Metric, Say, Text, format_number};

/// The largest share of replicates in which the number of people let down may be cut to what the network has room for:
/// beyond it the results would be those of the cut.
pub const CUT_ALLOWED: f64 = 0.01;

/// What a run found.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
pub struct Results {
    /// The models that were run, baseline first.
    pub models: Arc<[NamedModel]>,
    /// Their summaries and differences, in the same order.
    pub ensemble: Ensemble,
    /// What is odd about the run, one sentence each.
    pub warnings: Vec<Text>,
    /// What the unknowns do, where there are any.
    pub uncertainty: Option<Uncertainty>,
}

/// What the unknowns do to each model: what of the spread is theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    /// By model, by [`Metric::index`].
    shares: Vec<[Option<VarianceShare>; Metric::COUNT]>,
}

impl Uncertainty {
    pub(super) fn new(twins: &[Twins]) -> Self {
        let share = |twins: &Twins, place: usize| twins.share(METRICS[place].metric);
        let shares = twins.iter().map(|twins| std::array::from_fn(|place| share(twins, place)));
        Self { shares: shares.collect() }
    }

    /// How much of the variance of a metric the unknowns are; `None` where it does not vary.
    pub fn share(&self, model: usize, metric: Metric) -> Option<VarianceShare> {
        self.shares.get(model)?[metric.index()]
    }
}

/// A run without results.
#[doc = include_str!("examples/results.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// The ensemble.
    Ensemble(EnsembleError<Explosion>),
    /// The values of the unknowns in a replicate make no model.
    Point {
        /// The variant's name, or [`crate::experiment::BASELINE`].
        variant: String,
        /// The lowest such replicate.
        replicate: u64,
        /// Why not.
        source: NoPoint,
    },
    /// More people are let down than the network has room for, in more than [`CUT_ALLOWED`] of the replicates.
    NetworkTooSmall {
        /// The variant's name, or [`crate::experiment::BASELINE`].
        variant: String,
        /// The share of such replicates.
        share: f64,
        /// The most customers that there can be.
        capacity: u64,
    },
}

impl Say for RunError {
    fn text(&self) -> Text {
        match self {
            Self::Ensemble(error) => error.text(),
            Self::Point { variant, replicate, source } => {
                let Text { en, fr } = source.text();
                let said = text!(
                    "the unknowns of replicate {replicate} make no model: {en}; choose laws whose values always go together",
                    "les inconnues de la réplication {replicate} ne font pas de modèle : {fr} ; choisissez des lois dont les \
                     valeurs vont toujours ensemble"
                );
                of_variant(variant, said)
            }
            Self::NetworkTooSmall { variant, share, capacity } => {
                let (Text { en, fr }, most) = (cut(variant, *share, *capacity), 100.0 * CUT_ALLOWED);
                text!(
                    "{en}; at most {most} % may be: use a larger population",
                    "{fr} ; {most} % au plus peuvent l'être : prenez une population plus grande"
                )
            }
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Its text is already the whole message, so its own source comes next.
            Self::Ensemble(error) => error.source(),
            Self::NetworkTooSmall { .. } | Self::Point { .. } => None,
        }
    }
}

impl From<EnsembleError<Explosion>> for RunError {
    fn from(error: EnsembleError<Explosion>) -> Self {
        Self::Ensemble(error)
    }
}

impl Results {
    /// Tells of numbers of people let down that were cut; `warnings` are those of the networks.
    pub(super) fn new(
        models: Arc<[NamedModel]>,
        ensemble: Ensemble,
        mut warnings: Vec<Text>,
        uncertainty: Option<Uncertainty>,
    ) -> Self {
        for (named, summary) in models.iter().zip(&ensemble.models) {
            let Some(capacity) = named.model.customer_capacity() else { continue };
            if summary.cut_share > 0.0 {
                warnings.push(cut(&named.variant, summary.cut_share, capacity));
            }
        }
        Self { models, ensemble, warnings, uncertainty }
    }

    /// Whether they were cut too often.
    pub(super) fn checked(self) -> Result<Self, RunError> {
        for (named, summary) in self.models.iter().zip(&self.ensemble.models) {
            let Some(capacity) = named.model.customer_capacity() else { continue };
            if summary.cut_share > CUT_ALLOWED {
                let variant = named.variant.clone();
                return Err(RunError::NetworkTooSmall { variant, share: summary.cut_share, capacity });
            }
        }
        Ok(self)
    }

    /// The mean of a metric of a model by formula, where one exists: with unknowns, over all their values.
    pub fn expected(&self, model: usize, metric: Metric) -> Option<f64> {
        self.models.get(model)?.expected(metric)
    }

    /// The mean of reach or aware and its standard error, with what the impressions drawn are off their mean by taken out
    /// ([`Regression::at`](crate::ensemble::Regression::at)); `None` where that mean is not known by formula.
    pub fn adjusted(&self, model: usize, metric: Metric) -> Option<(f64, f64)> {
        let known = self.expected(model, Metric::Impressions)?;
        Some(self.ensemble.models.get(model)?.regression(metric)?.at(known))
    }

    /// The mean of a metric in a period of a model, from 0, by formula, where one exists and no number is unknown.
    pub fn expected_in(&self, model: usize, period: usize, metric: Metric) -> Option<f64> {
        self.forms(model, period)?.expected.mean(metric)
    }

    /// The mean of the customers served in a period of a model, from 0, by formula, where one exists and no number is unknown.
    pub fn expected_served(&self, model: usize, period: usize) -> Option<f64> {
        self.forms(model, period)?.served
    }

    fn forms(&self, model: usize, period: usize) -> Option<&PeriodForms> {
        let named = self.models.get(model).filter(|named| !named.is_uncertain())?;
        named.model.period_forms(period)
    }
}

/// How often the number of people let down was cut.
fn cut(variant: &str, share: f64, capacity: u64) -> Text {
    let percent = 100.0 * share;
    // Never 0 for what happened, however rarely.
    let digits = if percent < 0.1 { 4 } else { 2 };
    let said = Text::both(|language| {
        let percent = format_number(percent, digits, language);
        match language {
            Language::En => format!(
                "in {percent} % of the replicates more people were let down than the {capacity} that the network has room \
                 for, and their number was cut"
            ),
            Language::Fr => format!(
                "dans {percent} % des réplications, plus de clients ont été déçus que les {capacity} que le réseau peut \
                 contenir, et leur nombre a été coupé"
            ),
        }
    });
    of_variant(variant, said)
}
