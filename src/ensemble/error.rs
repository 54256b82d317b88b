use std::{fmt, io};

use crate::text;
use crate::vocabulary::{Say, Text, system_reason};

/// Why an ensemble gave no result; `E` is the error of a replicate.
#[doc = include_str!("examples/own_model.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum EnsembleError<E> {
    /// The lowest replicate that failed, whatever the number of threads.
    Replicate {
        /// Its index.
        replicate: u64,
        /// The model that failed first in it, by its position: 0 is the baseline.
        model: usize,
        /// What went wrong.
        source: E,
    },
    /// The lowest replicate that went on for more generations than can be kept, whatever the number of threads.
    Generations {
        /// Its index.
        replicate: u64,
        /// The model, by its position: 0 is the baseline.
        model: usize,
        /// The most generations that can be kept.
        limit: usize,
    },
    /// The caller asked to stop.
    Cancelled,
    /// The summaries would not fit in memory; nothing was run.
    TooLarge {
        /// The estimate, in bytes.
        estimate: u64,
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// An observer could not take a replicate.
    Observer(io::Error),
}

impl<E> EnsembleError<E> {
    /// The message, with that of a replicate as `said`.
    fn told(&self, said: impl Fn(&E) -> Text) -> Text {
        match self {
            Self::Replicate { source, .. } => said(source),
            Self::Generations { replicate, limit, .. } => text!(
                "replicate {replicate} went on for more than {limit} generations, which is more than can be kept: limit \
                 retelling.generations or lower retelling.rate",
                "la réplication {replicate} a duré plus de {limit} générations, plus qu'on n'en peut garder : limitez \
                 retelling.generations ou baissez retelling.rate"
            ),
            Self::Cancelled => text!("cancelled", "arrêté"),
            Self::TooLarge { estimate, limit } => text!(
                "the summaries need about {} MB, more than the {} MB allowed: ask for fewer variants, groups, networks or \
                 replicates",
                "les résumés demandent environ {} Mo, plus que les {} Mo permis : demandez moins de variantes, de groupes, \
                 de réseaux ou de réplications",
                estimate.div_ceil(1_000_000),
                limit / 1_000_000
            ),
            Self::Observer(error) => {
                let Text { en, fr } = system_reason(error);
                text!("cannot write a replicate: {en}", "impossible d'écrire une réplication : {fr}")
            }
        }
    }
}

impl<E: Say> Say for EnsembleError<E> {
    fn text(&self) -> Text {
        self.told(Say::text)
    }
}

impl<E: fmt::Display> fmt::Display for EnsembleError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(|source| Text::same(source.to_string())).en)
    }
}

impl<E: std::error::Error + 'static> std::error::Error for EnsembleError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Its text is already the whole message, so its own source comes next.
            Self::Replicate { source, .. } => source.source(),
            Self::Observer(error) => Some(error),
            Self::Generations { .. } | Self::Cancelled | Self::TooLarge { .. } => None,
        }
    }
}
