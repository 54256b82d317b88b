use std::fmt::Debug;
use std::sync::Arc;

use crate::network;
use crate::quantity::Probability;
use crate::vocabulary::Outcome;

/// All that a replicate needs to know: a scenario or one variant of it, resolved to plain numbers.
///
/// The default is neutral: nobody is let down, nobody tells, nothing costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Stage 1: who was let down.
    pub customers: Customers,
    /// Stage 2: who tells the firm.
    pub voice: Voice,
    /// Stage 3: whose complaint is recovered.
    pub recovery: Recovery,
    /// Stage 4: who tells others, by [`Outcome::index`].
    pub telling: [Telling; 4],
    /// Stage 5: who passes it on.
    pub retelling: Retelling,
    /// Stage 6: who can hear twice; without one nobody does.
    pub network: Option<ReferralNetwork>,
    /// A choice in place of a given loyalty of those let down; `None`: [`Telling::stays`].
    pub market: Option<Market>,
    /// Stage 7: what it costs.
    pub damage: Damage,
    /// Several periods, one after the other; `None`: a single one.
    pub periods: Option<Periods>,
    /// When all of it happens; without it everything happens at once.
    pub time: Option<Time>,
    /// The number of people at which a replicate is given up as an explosion.
    pub max_people: u64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            customers: Customers::default(),
            voice: Voice::default(),
            recovery: Recovery::default(),
            telling: Default::default(),
            retelling: Retelling::default(),
            network: None,
            market: None,
            damage: Damage::default(),
            periods: None,
            time: None,
            max_people: 1_000_000_000,
        }
    }
}

impl Parameters {
    /// What asking costs, whoever answers.
    pub(crate) fn asking(&self) -> f64 {
        self.voice.asked.get() * self.served().unwrap_or(0) as f64 * self.damage.asking_cost
    }

    /// Customers served, where their number is known.
    pub fn served(&self) -> Option<u64> {
        match self.customers.origin {
            Origin::Served { served, .. } => Some(served),
            Origin::Complaints { .. } => self.customers.served,
            Origin::Dissatisfied(_) => None,
        }
    }

    /// How the people of an outcome tell.
    pub fn telling(&self, outcome: Outcome) -> &Telling {
        &self.telling[outcome.index()]
    }
}

/// Stage 1: who was let down.
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
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A fixed chance; all other customers are satisfied.
    Rate(Probability),
    /// A service gap; customers are let down, indifferent or satisfied.
    Service(Box<Service>),
}

/// Stage 1b: the service gap.
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
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Normal {
    /// Mean.
    pub mean: f64,
    /// Standard deviation, >= 0.
    pub sd: f64,
}

/// How the gaps at the touchpoints make one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combine {
    /// The worst gap.
    #[default]
    Any,
    /// The weighted mean gap.
    Mean,
}

/// Stage 2: who tells the firm.
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
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Recovery {
    /// Share of complaints handled to the customer's satisfaction.
    pub rate: Probability,
}

/// Stage 4: how the people of one outcome tell others, and whether they stay customers.
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

/// Some of the people of an outcome, who tell alike.
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
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generations {
    /// 1: first-hand only.
    UpTo(u32),
    /// Until it ends by itself.
    Unlimited,
}

/// Stage 6: who can tell whom, and where the customers are among them.
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

/// What a customer who was let down chooses among: this firm and its rivals, all alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Market {
    /// Other offers within reach, >= 0.
    pub rivals: f64,
    /// Points by which a customer prefers this firm, all else equal.
    pub attachment: f64,
    /// Points of price advantage; negative: dearer.
    pub price: f64,
    /// Whether the recovered choose too, as if nothing had happened; else they have a loyalty of their own.
    pub recovered: bool,
}

/// Stage 7: what it costs. Money is in the scenario's currency, for one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Damage {
    /// What a customer who leaves would have spent over the horizon.
    pub customer_value: f64,
    /// What a prospect would have spent over the horizon.
    pub prospect_value: f64,
    /// Share of the people reached who are customers or prospects.
    pub listeners_in_market: Probability,
    /// Share of those who are deterred by ill word of mouth.
    pub deterred: Probability,
    /// Share of those who are won by good word of mouth.
    pub won: Probability,
    /// What handling a complaint costs.
    pub complaint_cost: f64,
    /// What recovering one costs in addition.
    pub recovery_cost: f64,
    /// What the measure itself costs.
    pub fixed_cost: f64,
    /// What asking one customer costs: `voice.asked` of all customers served are asked. Without a number served it means
    /// nothing.
    pub asking_cost: f64,
}

impl Damage {
    /// Whether any amount of money is said.
    pub fn has_money(&self) -> bool {
        let Self { listeners_in_market, deterred, won, .. } = *self;
        *self != Self { listeners_in_market, deterred, won, ..Self::default() }
    }
}

/// The most periods that a replicate may have: every week of ten years.
pub const MOST_PERIODS: u64 = 520;

/// Several periods, one after the other: who leaves is served no more, new customers come, the firm learns, numbers change.
#[derive(Clone, Debug, PartialEq)]
pub struct Periods {
    /// How many, 1 to [`MOST_PERIODS`].
    pub count: u64,
    /// By how much money of the next period is worth less, >= 0: that of period t counts 1 / (1 + this)^(t - 1).
    pub discount: f64,
    /// New customers each period, before those whom word of mouth deters or wins. It means nothing but beside
    /// [`Origin::Served`].
    pub arrivals: u64,
    /// What the firm learns from its complaints: the problem rate of the next period is that of this one times
    /// 1 - this x complaints / dissatisfied. It means nothing but beside [`Problem::Rate`].
    pub learning: Probability,
    /// On a network, the chance that someone who knows has forgotten all by the next period.
    pub forgetting: Probability,
    /// What changes at some time, in order: a later change over an earlier one.
    pub changes: Vec<Change>,
}

impl Default for Periods {
    fn default() -> Self {
        Self {
            count: 1,
            discount: 0.0,
            arrivals: 0,
            learning: Probability::ZERO,
            forgetting: Probability::ZERO,
            changes: Vec::new(),
        }
    }
}

/// Some numbers that are others from one period on.
#[derive(Clone, Debug)]
pub struct Change {
    /// The first period in which they are, from 1.
    pub from: u64,
    /// The last one; `None`: all that follow.
    pub until: Option<u64>,
    /// After how many periods half of the distance from the value without the change is left, > 0; `None`: it lasts.
    pub fades: Option<f64>,
    /// What is set.
    pub set: Vec<Arc<dyn Setting>>,
}

impl PartialEq for Change {
    fn eq(&self, other: &Self) -> bool {
        let times = |change: &Self| (change.from, change.until, change.fades);
        let same = |(left, right): (&Arc<dyn Setting>, &Arc<dyn Setting>)| {
            Arc::ptr_eq(left, right) || left.text() == right.text()
        };
        times(self) == times(other) && self.set.len() == other.set.len() && self.set.iter().zip(&other.set).all(same)
    }
}

/// A number of the parameters, or an audience, and what a change sets it to. Whoever reads paths knows where it stands.
pub trait Setting: Debug + Send + Sync {
    /// What it is, as `path = value`: settings of the same text are the same.
    fn text(&self) -> String;

    /// Writes it; with a `weight` below 1 only so much of the way from what stands there. False where there is no place for
    /// it, or the others forbid it.
    fn write(&self, parameters: &mut Parameters, weight: f64) -> bool;
}

/// The longest horizon, in ticks.
pub const MOST_TICKS: u64 = 4_000;

/// When things happen inside a period, in whole ticks from its start. Delays are counts: any audience but one by
/// indignation or per contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// The last tick that is counted, 1 to [`MOST_TICKS`].
    pub horizon: u64,
    /// From the start of the period until a customer has the experience, good or bad.
    pub arrival: Audience,
    /// From then until the complaint of those who complain.
    pub complaint: Audience,
    /// From the complaint until its answer.
    pub answer: Audience,
    /// From living or hearing it until a listener is told, one delay for each listener.
    pub telling: Audience,
}

impl Time {
    /// Everything on the first tick, counted up to `horizon`.
    pub fn at_once(horizon: u64) -> Self {
        let now = || Audience::Fixed(0);
        Self { horizon, arrival: now(), complaint: now(), answer: now(), telling: now() }
    }

    /// The four delays, each with its key in `[time]`.
    pub fn delays(&self) -> [(&'static str, &Audience); 4] {
        [
            ("arrival", &self.arrival),
            ("complaint", &self.complaint),
            ("answer", &self.answer),
            ("telling", &self.telling),
        ]
    }
}
