use std::fmt;

use super::{
    Balance, Cascade, Comparison, Distribution, Exceedance, Figure, Generations, Iceberg, Kind, Numbers, Overlap,
    Sources, TableError, Waterfall,
};
use crate::experiment::{ExperimentError, PresetError};
use crate::model::{Explosion, Parameters};
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric};

/// What figures are drawn from: a variant of a scenario and what its tables say.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The variant's name, or that of the baseline.
    pub variant: &'a str,
    /// What the tables say of it.
    pub numbers: &'a Numbers,
    /// The metric of the figures that show one; `None`: what suits the scenario.
    pub metric: Option<Metric>,
    /// The language of names within the figure.
    pub language: Language,
}

/// A figure that cannot be drawn.
#[derive(Debug)]
pub enum FigureError {
    /// The scenario has nothing of the kind.
    Nothing(Kind, &'static str),
    /// The metric is undefined here.
    Undefined(Metric),
    /// A model that the figure needs cannot be had.
    Experiment(ExperimentError),
    /// A replicate that the figure needs explodes.
    Explosion(Explosion),
    /// A preset cannot be compared.
    Preset(PresetError),
    /// The tables are not ours.
    Numbers(TableError),
    /// The table of the numbers drawn cannot be written.
    Table(csv::Error),
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing(kind, reason) => write!(f, "no figure `{kind}` of this scenario: {reason}"),
            Self::Undefined(metric) => write!(f, "metric `{metric}` is undefined in this scenario"),
            Self::Experiment(error) => error.fmt(f),
            Self::Explosion(error) => error.fmt(f),
            Self::Preset(error) => error.fmt(f),
            Self::Numbers(error) => error.fmt(f),
            Self::Table(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FigureError {}

impl From<ExperimentError> for FigureError {
    fn from(error: ExperimentError) -> Self {
        Self::Experiment(error)
    }
}

impl Subject<'_> {
    /// The parameters of the variant.
    pub(super) fn parameters(&self) -> &Parameters {
        let variant = self.scenario.variants.iter().find(|variant| variant.name == self.variant);
        variant.map_or(&self.scenario.baseline, |variant| &variant.parameters)
    }

    /// Draws one kind of figure of it.
    ///
    /// # Errors
    /// When the scenario has nothing of the kind, or what must be simulated for it cannot be.
    pub fn figure(&self, kind: Kind) -> Result<Box<dyn Figure>, FigureError> {
        Ok(match kind {
            Kind::Iceberg => Box::new(Iceberg::of(self)),
            Kind::Waterfall => Box::new(Waterfall::of(self)),
            Kind::Cascade => Box::new(Cascade::of(self)?),
            Kind::Distribution => Box::new(Distribution::of(self)?),
            Kind::Exceedance => Box::new(Exceedance { distribution: Distribution::of(self)? }),
            Kind::Generations => Box::new(Generations::of(self)?),
            Kind::Comparison => Box::new(Comparison::of(self)?),
            Kind::Overlap => Box::new(Overlap::of(self)?),
            Kind::Sources => Box::new(Sources::of(self)?),
            Kind::Balance => Box::new(Balance::of(self)),
        })
    }

    /// The kinds that have something to show here, in the order of [`Kind::ALL`].
    ///
    /// Those that simulate other scenarios, or say the same of each, are drawn only when they are asked for.
    pub fn fitting(&self) -> Vec<Kind> {
        let retold = self.numbers.retold() > 0.0;
        let good = self.numbers.mean(Metric::PositiveImpressions) > 0.0;
        let fits = |kind: &Kind| match kind {
            Kind::Overlap | Kind::Sources => false,
            Kind::Generations => retold,
            Kind::Balance => good,
            Kind::Comparison => !self.numbers.differences.is_empty(),
            _ => true,
        };
        Kind::ALL.into_iter().filter(fits).collect()
    }
}
