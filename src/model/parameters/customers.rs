use crate::quantity::Probability;

/// Stage 1: who was let down.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Customers {
    /// The one way in which it is said.
    pub origin: Origin,
    /// Customers served, where complaints are what was seen: the satisfied are then known, served less the dissatisfied,
    /// and no more are let down than were served. It means nothing beside other origins.
    pub served: Option<u64>,
    /// Split an outcome into groups by the weights exactly where the count divides, instead of by a draw.
    pub exact_groups: bool,
    /// Share of the customers who find what they came for: whoever is served well without it is indifferent.
    pub product_found: Probability,
}

impl Default for Customers {
    fn default() -> Self {
        Self { origin: Origin::default(), served: None, exact_groups: false, product_found: Probability::ONE }
    }
}

/// The one way to say who was let down.
///
/// ```
/// use rumeur::model::{Behind, Customers, Model, Origin, Parameters};
/// use rumeur::vocabulary::Metric;
///
/// // One complaint, and 26 who said nothing.
/// let origin = Origin::Complaints { complaints: 1, behind: Behind::SilentPerComplaint(26.0) };
/// let customers = Customers { origin, ..Customers::default() };
/// let model = Model::new(&Parameters { customers, ..Parameters::default() }, &[])?;
/// assert_eq!(model.expected().mean(Metric::Dissatisfied), Some(27.0));
/// # Ok::<(), rumeur::model::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Complaints seen, and how many hide behind them.
    Complaints {
        /// Complaints in the period; at least 1.
        complaints: u64,
        /// The silent customers behind them.
        behind: Behind,
    },
    /// The number of dissatisfied customers.
    Dissatisfied(u64),
    /// The number of customers served, and what share of them was let down.
    Served {
        /// Customers served in the period.
        served: u64,
        /// How many of them were let down.
        problem: Problem,
    },
}

impl Default for Origin {
    fn default() -> Self {
        Origin::Dissatisfied(0)
    }
}

/// The silent customers behind the complaints seen.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Behind {
    /// The share of the dissatisfied who complained, v0 > 0: the number of silent customers is drawn from
    /// `NegativeBinomial(complaints, v0)`, mean complaints (1 - v0) / v0.
    VoiceRate(Probability),
    /// The mean number of silent customers behind each complaint, >= 0: the same law with v0 = 1 / (1 + this), kept
    /// apart so that 26 stays exactly 26.
    SilentPerComplaint(f64),
    /// A fixed number, no draw.
    Silent(u64),
}

/// The share of the served who were let down.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A fixed chance; all other customers are satisfied.
    Rate(Probability),
    /// A service gap; customers are let down, indifferent or satisfied.
    Service(Box<Service>),
}

/// Stage 1b: the service gap.
///
/// ```
/// use rumeur::model::{Combine, Normal, Service, ServiceGap, Touchpoint};
///
/// let desk = Touchpoint { name: "desk".to_owned(), score: Normal { mean: 7.0, sd: 1.0 }, weight: 1.0 };
/// let expectation = Normal { mean: 7.0, sd: 0.0 };
/// let gap = ServiceGap::new(&Service {
///     expectation,
///     combine: Combine::Any,
///     tolerance: 0.0,
///     rage: 3.0,
///     touchpoints: vec![desk],
/// })?;
/// assert!((gap.let_down().get() - 0.5).abs() < 1e-6, "half of the visits fall short of what was expected");
/// # Ok::<(), rumeur::model::ServiceError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// What a customer expects; one draw a customer, shared by all touchpoints.
    pub expectation: Normal,
    /// How the gaps at the touchpoints make one.
    pub combine: Combine,
    /// How far below the expectation is still tolerated, >= 0, on the score's scale.
    pub tolerance: f64,
    /// The shortfall at which indignation is 1, > 0, on the score's scale.
    pub rage: f64,
    /// The touchpoints, in the order of the scenario.
    pub touchpoints: Vec<Touchpoint>,
}

/// A point of contact between customer and firm.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Touchpoint {
    /// Its name in the scenario.
    pub name: String,
    /// What a customer perceives there.
    pub score: Normal,
    /// Its weight in the mean gap, >= 0.
    pub weight: f64,
}

/// A normal distribution.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Normal {
    /// Mean.
    pub mean: f64,
    /// Standard deviation, >= 0.
    pub sd: f64,
}

/// How the gaps at the touchpoints make one.
#[doc = include_str!("../examples/service.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combine {
    /// The worst gap.
    #[default]
    Any,
    /// The weighted mean gap.
    Mean,
}

/// Stage 2: who tells the firm.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Voice {
    /// Share of the dissatisfied who complain of their own accord; `None`: the observed voice rate where there is one,
    /// else 0.
    pub rate: Option<Probability>,
    /// The observed voice rate where no complaints were seen that it would explain: the default of `rate`. Beside
    /// [`Origin::Complaints`] it means nothing; there [`Behind`] says it.
    pub observed: Option<Probability>,
    /// Share of customers whom the firm asks.
    pub asked: Probability,
    /// Share of the dissatisfied who admit it when asked.
    pub admits: Probability,
}

/// Stage 3: whose complaint is recovered.
#[doc = include_str!("../examples/parameters.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Recovery {
    /// Share of complaints handled to the customer's satisfaction.
    pub rate: Probability,
}
