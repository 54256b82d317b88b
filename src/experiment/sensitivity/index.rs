use crate::stats::Estimate;

/// What an index is of.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// An unknown, by place.
    Unknown(usize),
    /// Luck, as one input of its own.
    Chance,
    /// A number that nothing depends on: what its index differs from 0 is noise.
    Dummy,
}

impl Factor {
    /// The value in the `path` column of `indices.csv`.
    pub fn name(self, paths: &[String]) -> &str {
        match self {
            Self::Unknown(place) => paths.get(place).map_or("", String::as_str),
            Self::Chance => "chance",
            Self::Dummy => "dummy",
        }
    }
}

/// How an index is made.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexMethod {
    /// Spearman's rank correlation, from the run's own replicates.
    RankCorrelation,
    /// What it makes alone of the variance, by ranks, from the run's own replicates.
    FirstOrder,
    /// The same by Sobol's design.
    DesignFirst,
    /// What of the variance it has a part in: by design, and for chance by twins without one.
    Total,
    /// Its Shapley share of the variance, by design, where unknowns go together.
    Shapley,
}

impl IndexMethod {
    /// The value in `indices.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RankCorrelation => "rank_correlation",
            Self::FirstOrder | Self::DesignFirst => "first_order",
            Self::Total => "total",
            Self::Shapley => "shapley",
        }
    }
}

/// An index of one factor for one metric of one model.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactorIndex {
    /// Of what.
    pub factor: Factor,
    /// How.
    pub method: IndexMethod,
    /// The index with its interval; one that is small may be below 0 by chance.
    pub estimate: Estimate,
}
