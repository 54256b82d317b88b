use std::{fmt, io};

/// Why an ensemble gave no result; `E` is the error of a replicate.
#[derive(Debug)]
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

impl<E: fmt::Display> fmt::Display for EnsembleError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replicate { source, .. } => source.fmt(f),
            Self::Generations { replicate, limit, .. } => write!(
                f,
                "replicate {replicate} went on for more than {limit} generations, which is more than can be kept: limit \
                 retelling.generations or lower retelling.rate"
            ),
            Self::Cancelled => f.write_str("cancelled"),
            Self::TooLarge { estimate, limit } => write!(
                f,
                "the summaries need about {} MB, more than the {} MB allowed: ask for fewer variants, groups, networks or replicates",
                estimate.div_ceil(1_000_000),
                limit / 1_000_000
            ),
            Self::Observer(error) => write!(f, "cannot write a replicate: {error}"),
        }
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
