use std::fmt;

use super::{FigureKind, TableError};
use crate::experiment::{AxisError, IllustrationError, PresetError, SweepError, WorthError};
use crate::text;
use crate::vocabulary::{Metric, Say, Text};

/// A figure that cannot be drawn.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum FigureError {
    /// The scenario has nothing of the kind: why, English and French.
    Nothing(FigureKind, &'static [&'static str; 2]),
    /// The metric is undefined here.
    Undefined(Metric),
    /// What has to be simulated for the figure cannot be.
    Illustration(IllustrationError),
    /// A preset cannot be compared.
    Preset(PresetError),
    /// What is to be varied cannot be.
    Along(Box<AxisError>),
    /// A sweep without results.
    Sweep(Box<SweepError>),
    /// It cannot be said what knowledge is worth.
    Worth(Box<WorthError>),
    /// The tables are not ours.
    Numbers(TableError),
    /// The table of the numbers drawn cannot be written.
    Table(csv::Error),
}

impl Say for FigureError {
    fn text(&self) -> Text {
        match self {
            Self::Nothing(kind, [en, fr]) => {
                text!("no figure `{kind}` of this scenario: {en}", "pas de figure `{kind}` pour ce scénario : {fr}")
            }
            Self::Undefined(metric) => text!(
                "metric `{metric}` is undefined in this scenario",
                "l'indicateur `{metric}` n'est pas défini dans ce scénario"
            ),
            Self::Illustration(error) => error.text(),
            Self::Preset(error) => error.text(),
            Self::Along(error) => error.message.clone(),
            Self::Sweep(error) => error.text(),
            Self::Worth(error) => error.text(),
            Self::Numbers(error) => error.text(),
            Self::Table(error) => Text::new(error.to_string(), "la table des nombres dessinés n'a pas pu être écrite"),
        }
    }
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for FigureError {}

impl From<IllustrationError> for FigureError {
    fn from(error: IllustrationError) -> Self {
        Self::Illustration(error)
    }
}
