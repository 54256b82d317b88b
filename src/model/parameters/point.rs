use std::fmt::Debug;
use std::sync::Arc;

use super::customers::{Customers, Origin, Problem, Recovery, Voice};
use super::damage::{Damage, Market};
use super::telling::{ReferralNetwork, Retelling, Telling};
use super::time::Time;
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome};

/// All that a replicate needs to know: a scenario or one variant of it, resolved to plain numbers.
///
/// The default is neutral: nobody is let down, nobody tells, nothing costs.
///
/// ```
/// use rumeur::model::{Audience, Customers, Group, Model, Origin, Parameters, Telling};
/// use rumeur::quantity::Probability;
/// use rumeur::vocabulary::{Metric, Outcome};
///
/// let all = Group { name: "all".to_owned(), share: 1.0, audience: Audience::Poisson(9.0), stays: None };
/// let mut parameters = Parameters {
///     customers: Customers { origin: Origin::Dissatisfied(200), ..Customers::default() },
///     ..Parameters::default()
/// };
/// parameters.telling[Outcome::Silent.index()] = Telling { stays: Probability::clamped(0.9), groups: vec![all] };
/// let expected = Model::new(&parameters, &[])?.expected().clone();
/// assert_eq!(expected.mean(Metric::Aware), Some(2_000.0));
/// assert!((expected.mean(Metric::CustomersLost).expect("known") - 20.0).abs() < 1e-9);
/// # Ok::<(), rumeur::model::ModelError>(())
/// ```
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

/// What follows the period that a customer is let down in.
#[doc = include_str!("../examples/periods.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaterPeriods {
    /// Nothing: there is one period.
    #[default]
    None,
    /// Other periods, with those customers who have not left.
    Follow,
    /// Other periods, in which fewer are let down the more complained before.
    Learn,
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
    /// Whether anything has a price, now or by a change in a later period.
    pub fn has_money(&self) -> bool {
        let changes = self.periods.iter().flat_map(|periods| &periods.changes);
        let mut later = changes.filter_map(|change| self.in_period(change.from).ok());
        self.damage.has_money() || later.any(|point| point.damage.has_money())
    }

    /// What is looked at where nobody names a metric: the net loss where anything has a price, else who knows.
    pub(crate) fn usual_metric(&self) -> Metric {
        if self.has_money() { Metric::NetLoss } else { Metric::Aware }
    }

    /// What asking costs, whoever answers.
    pub(crate) fn asking(&self) -> f64 {
        self.voice.asked.get() * self.served().unwrap_or(0) as f64 * self.damage.asking_cost
    }

    /// How many periods there are.
    pub(crate) fn period_count(&self) -> u64 {
        self.periods.as_ref().map_or(1, |periods| periods.count)
    }

    /// How far what one customer of one period does is from what counts in the end.
    pub fn later_periods(&self) -> LaterPeriods {
        let Some(periods) = self.periods.as_ref().filter(|periods| periods.count > 1) else {
            return LaterPeriods::None;
        };
        let learns = |point: &Self| {
            let is_rate = matches!(point.customers.origin, Origin::Served { problem: Problem::Rate(_), .. });
            is_rate && point.periods.as_ref().is_some_and(|periods| periods.learning.get() > 0.0)
        };
        let starts = std::iter::once(1).chain(periods.changes.iter().map(|change| change.from));
        let learns = starts.filter_map(|from| self.in_period(from).ok()).any(|point| learns(&point));
        if learns { LaterPeriods::Learn } else { LaterPeriods::Follow }
    }

    /// The numbers of every period, where changes can be made.
    pub(crate) fn all_periods(&self) -> impl Iterator<Item = Self> + '_ {
        (1..=self.period_count()).filter_map(|period| self.in_period(period).ok())
    }

    /// Complaints seen, or customers let down, in all periods together; `None` where customers served are given.
    pub(crate) fn given_in_all(&self) -> Option<u64> {
        let given = |point: &Self| match point.customers.origin {
            Origin::Complaints { complaints, .. } => Some(complaints),
            Origin::Dissatisfied(customers) => Some(customers),
            Origin::Served { .. } => None,
        };
        self.all_periods().map(|point| given(&point)).sum()
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

/// The most periods that a replicate may have: every week of ten years.
pub const MOST_PERIODS: u64 = 520;

/// Several periods, one after the other: who leaves is served no more, new customers come, the firm learns, numbers change.
///
/// ```
/// use rumeur::model::{Customers, Model, Origin, Parameters, Periods};
/// use rumeur::vocabulary::Metric;
///
/// let customers = Customers { origin: Origin::Dissatisfied(10), ..Customers::default() };
/// let periods = Some(Periods { count: 12, ..Periods::default() });
/// let model = Model::new(&Parameters { customers, periods, ..Parameters::default() }, &[])?;
/// assert_eq!(model.periods(), 12);
/// assert_eq!(model.expected().mean(Metric::Dissatisfied), Some(120.0));
/// # Ok::<(), rumeur::model::ModelError>(())
/// ```
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
    /// 1 - this x complaints / dissatisfied. It means nothing but beside [`Problem::Rate`](super::Problem::Rate).
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
#[doc = include_str!("../examples/periods.md")]
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
#[doc = include_str!("../examples/periods.md")]
pub trait Setting: Debug + Send + Sync {
    /// The dotted path of the number or audience.
    fn path(&self) -> &str;

    /// What it is, as `path = value`: settings of the same text are the same.
    fn text(&self) -> String;

    /// Writes it; with a `weight` below 1 only so much of the way from what stands there. False where there is no place for
    /// it, or the others forbid it.
    fn write(&self, parameters: &mut Parameters, weight: f64) -> bool;
}
