use crate::network;
use crate::quantity::Probability;

/// Stage 4: how the people of one outcome tell others, and whether they stay customers.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Probability that such a customer keeps buying.
    pub stays: Probability,
    /// The groups; empty: nobody tells.
    pub groups: Vec<Group>,
}

impl Default for Telling {
    fn default() -> Self {
        Self { stays: Probability::ONE, groups: Vec::new() }
    }
}

impl Telling {
    /// The group of this name.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// What the weights of the groups add up to.
    pub fn weights(&self) -> f64 {
        self.groups.iter().map(|group| group.share).sum()
    }
}

/// Some of the people of an outcome, who tell alike.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name in the scenario; the group of an outcome that names none is called `all`.
    pub name: String,
    /// Its weight among the groups of the outcome, >= 0; the weights need not add up to 1.
    pub share: f64,
    /// How many people each of them tells.
    pub audience: Audience,
    /// Its own `stays`; `None`: the outcome's.
    pub stays: Option<Probability>,
}

/// How many people one teller tells.
///
/// ```
/// use rumeur::model::{Audience, AudienceSampler};
///
/// let sampler = AudienceSampler::new(&Audience::NegativeBinomial { mean: 10.0, dispersion: 2.0 })?;
/// assert_eq!((sampler.mean(), sampler.variance()), (10.0, 60.0));
/// assert!(AudienceSampler::new(&Audience::Poisson(-1.0)).is_err());
/// # Ok::<(), rumeur::model::AudienceError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Audience {
    /// Always the same number.
    Fixed(u64),
    /// Poisson with this mean.
    Poisson(f64),
    /// Whole numbers, both ends in.
    Uniform {
        /// Lowest.
        low: u64,
        /// Highest.
        high: u64,
    },
    /// Negative binomial, variance mean + mean^2 / dispersion.
    NegativeBinomial {
        /// Mean.
        mean: f64,
        /// Dispersion, > 0.
        dispersion: f64,
    },
    /// Geometric on 0, 1, 2, ... with this mean.
    Geometric(f64),
    /// `exp(ln median + sigma Z)`, rounded half up.
    LogNormal {
        /// Median, > 0.
        median: f64,
        /// Standard deviation of the logarithm, >= 0.
        sigma: f64,
    },
    /// k = 1..=max with probability proportional to k^-exponent.
    Zipf {
        /// Exponent, >= 0.
        exponent: f64,
        /// Highest value, >= 1.
        max: u64,
    },
    /// Values with weights; values ascending and distinct, weights >= 0 and not all 0.
    Empirical(Vec<(u64, f64)>),
    /// By indignation h: low + h (high - low), rounded to the nearest. Needs a service gap.
    Indignation {
        /// At indignation 0.
        low: u64,
        /// At indignation 1.
        high: u64,
    },
    /// On a network: each contact is told with some probability.
    PerContact(PerContact),
}

impl Audience {
    /// Whether nobody is ever told: people of such a group are no tellers.
    pub fn is_zero(&self) -> bool {
        match self {
            Audience::Fixed(count) => *count == 0,
            Audience::Poisson(mean) | Audience::Geometric(mean) | Audience::NegativeBinomial { mean, .. } => {
                *mean == 0.0
            }
            Audience::Uniform { high, .. } | Audience::Indignation { high, .. } => *high == 0,
            Audience::Empirical(values) => values.iter().all(|&(value, weight)| value == 0 || weight == 0.0),
            Audience::PerContact(PerContact::Probability(p)) => p.get() == 0.0,
            Audience::LogNormal { median, sigma } if *sigma == 0.0 => *median < 0.5,
            // The median may be so small that a draw above 1/2 never happens, but it can.
            Audience::LogNormal { .. } | Audience::Zipf { .. } | Audience::PerContact(_) => false,
        }
    }
}

/// The probability with which each contact is told.
#[doc = include_str!("../examples/witness.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PerContact {
    /// The same for all: the independent cascade of Kempe, Kleinberg and Tardos (2003) when everyone retells.
    Probability(Probability),
    /// The contact's own weight.
    Weight,
    /// 1 / in-degree of the listener: the weighted cascade.
    InverseDegree,
}

/// Stage 5: who passes it on.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Retelling {
    /// Probability that a first-hand listener retells.
    pub rate: Probability,
    /// How many each of them tells.
    pub audience: Audience,
    /// The last generation that hears.
    pub generations: Generations,
    /// Factor on the rate for each further generation, 0 to 1.
    pub decay: Probability,
}

impl Default for Retelling {
    fn default() -> Self {
        Self {
            rate: Probability::ZERO,
            audience: Audience::Fixed(0),
            generations: Generations::UpTo(1),
            decay: Probability::ONE,
        }
    }
}

/// The last generation that hears.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generations {
    /// 1: first-hand only.
    UpTo(u32),
    /// Until it ends by itself.
    Unlimited,
}

/// Stage 6: who can tell whom, and where the customers are among them.
///
/// ```
/// use std::sync::Arc;
///
/// use rumeur::model::{Customers, Model, Origin, Parameters, Placement, ReferralNetwork};
/// use rumeur::network::Network;
///
/// let street = Arc::new(Network::from_pairs(4, [[0, 1], [1, 2], [2, 3]]).expect("sound pairs"));
/// let parameters = Parameters {
///     customers: Customers { origin: Origin::Dissatisfied(2), ..Customers::default() },
///     network: Some(ReferralNetwork::given(Placement::Hubs)),
///     ..Parameters::default()
/// };
/// assert_eq!(Model::new(&parameters, &[street])?.customer_capacity(), Some(4));
/// # Ok::<(), rumeur::model::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ReferralNetwork {
    /// How it comes to be.
    pub source: network::Source,
    /// Who of its people are the customers.
    pub placement: Placement,
    /// How many networks are drawn; replicate r uses network r mod graphs.
    pub graphs: u64,
}

impl ReferralNetwork {
    /// One network that whoever makes the model has already: an edge list whose path nobody asks for.
    pub fn given(placement: Placement) -> Self {
        let file = network::EdgeFile { path: "given".into(), ..network::EdgeFile::default() };
        Self { source: network::Source::File(file), placement, graphs: 1 }
    }
}

/// Who of the people of a network are the customers.
#[doc = include_str!("../examples/witness.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// Anyone.
    #[default]
    Random,
    /// Those with the most contacts first; ties by id.
    Hubs,
    /// Neighbours of each other: breadth-first from a random person.
    Clustered,
    /// These, by id, in this order.
    People(Vec<String>),
}
