use crate::quantity::Probability;

/// What a customer who was let down chooses among: this firm and its rivals, all alike.
#[doc = include_str!("../examples/periods.md")]
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
///
/// ```
/// use rumeur::model::{Damage, Model, Parameters};
/// use rumeur::vocabulary::Metric;
///
/// let damage = Damage { fixed_cost: 250.0, ..Damage::default() };
/// assert!(damage.has_money() && !Damage::default().has_money());
/// let model = Model::new(&Parameters { damage, ..Parameters::default() }, &[])?;
/// assert_eq!(model.expected().mean(Metric::Cost), Some(250.0));
/// # Ok::<(), rumeur::model::ModelError>(())
/// ```
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
