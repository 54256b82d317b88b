//! What one customer of each outcome does on average: the terms of which every closed-form mean without a network is a
//! sum, and therefore what it is worth to turn one outcome into another.

use super::branching::Branching;
use super::service::ServiceGap;
use super::{Customers, Damage, ModelError, Origin, Parameters, Problem, Voice};
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome};

/// What one customer of an outcome does, on average, all retelling included.
#[doc = include_str!("examples/closed_forms.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// People who hear ill of the service.
    pub reach: f64,
    /// People who hear good of it.
    pub positive_reach: f64,
    /// The chance to leave; 0 for the satisfied, whom the damage does not count.
    pub customers_lost: f64,
    /// Listeners deterred.
    pub prospects_lost: f64,
    /// Listeners won.
    pub prospects_won: f64,
    /// What handling costs: complaint and recovery; no fixed cost.
    pub cost: f64,
    /// `customers_lost` in the currency.
    pub loyalty_loss: f64,
    /// `prospects_lost` less `prospects_won` in the currency; negative where word of mouth brings customers.
    pub word_of_mouth_loss: f64,
}

/// The effects of one customer of each outcome.
#[doc = include_str!("examples/closed_forms.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    by_outcome: [Effect; 4],
}

/// The change in money lost when one silent customer complains instead; positive is worse.
#[doc = include_str!("examples/closed_forms.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VoiceEffect {
    /// By those who leave.
    pub loyalty: f64,
    /// By what is told.
    pub word_of_mouth: f64,
    /// By what handling costs.
    pub cost: f64,
    /// The recovery rate above which a complaint pays, 0 where it always does; `None` where no rate is enough.
    pub turns_at: Option<f64>,
}

/// How many satisfied customers make up for one who was let down; `None` where the satisfied tell nobody.
#[doc = include_str!("examples/closed_forms.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outweigh {
    /// So that as many people hear good as hear ill.
    pub in_reach: Option<f64>,
    /// So that as many prospects are won as are deterred.
    pub in_prospects: Option<f64>,
}

impl Effect {
    /// Everything it costs, in the currency.
    pub fn net_loss(&self) -> f64 {
        self.loyalty_loss + self.word_of_mouth_loss + self.cost
    }

    fn of(branching: &Branching, damage: &Damage) -> Option<Self> {
        let expected = branching.expected();
        let mean = |metric| expected.mean(metric);
        let customers_lost = mean(Metric::CustomersLost)?;
        let prospects_lost = mean(Metric::ProspectsLost)?;
        let prospects_won = mean(Metric::ProspectsWon)?;
        Some(Self {
            reach: mean(Metric::Reach)?,
            positive_reach: mean(Metric::PositiveReach)?,
            customers_lost,
            prospects_lost,
            prospects_won,
            cost: mean(Metric::Cost)?,
            loyalty_loss: customers_lost * damage.customer_value,
            word_of_mouth_loss: (prospects_lost - prospects_won) * damage.prospect_value,
        })
    }
}

impl Effects {
    /// The effects in a scenario; `None` where retelling may not end, or on a network, where people hear twice and no
    /// customer's effect is a number of its own.
    ///
    /// # Errors
    /// When the parameters make no model.
    pub fn new(parameters: &Parameters) -> Result<Option<Self>, ModelError> {
        if parameters.network.is_some() {
            return Ok(None);
        }
        let gap = match &parameters.customers.origin {
            Origin::Served { problem: Problem::Service(service), .. } => {
                Some(ServiceGap::new(service).map_err(ModelError::Service)?)
            }
            _ => None,
        };
        let mut by_outcome = [Effect::default(); 4];
        for outcome in Outcome::ALL {
            let one = one_customer(parameters, outcome);
            match Effect::of(&Branching::new(&one, gap.as_ref())?, &one.damage) {
                Some(effect) => by_outcome[outcome.index()] = effect,
                None => return Ok(None),
            }
        }
        Ok(Some(Self { by_outcome }))
    }

    /// The effect of one customer of this outcome.
    pub fn of(&self, outcome: Outcome) -> &Effect {
        &self.by_outcome[outcome.index()]
    }

    /// What one more complaint does when the share `recovery` of complaints is recovered: the sign of
    /// `d E[net_loss] / d voice.rate`, with its parts.
    ///
    /// With loyalty alone it pays above the recovery rate (L0 - LD) / (LS - LD), with L0, LD and LS the loyalty of the
    /// silent, the unresolved and the recovered.
    pub fn voice(&self, recovery: Probability) -> VoiceEffect {
        let [silent, unresolved, recovered] =
            [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered].map(|outcome| self.of(outcome));
        let share = recovery.get();
        let change =
            |part: fn(&Effect) -> f64| (1.0 - share) * part(unresolved) + share * part(recovered) - part(silent);
        let turns_at = Self::turns_at(silent.net_loss(), unresolved.net_loss(), recovered.net_loss());
        VoiceEffect {
            loyalty: change(|effect| effect.loyalty_loss),
            word_of_mouth: change(|effect| effect.word_of_mouth_loss),
            cost: change(|effect| effect.cost),
            turns_at,
        }
    }

    /// The recovery rate above which a complaint pays, by what a customer of each outcome costs: 0 where it always does; `None`
    /// where no rate is enough.
    pub fn turns_at(silent: f64, unresolved: f64, recovered: f64) -> Option<f64> {
        let (in_vain, saved) = (unresolved - silent, unresolved - recovered);
        if in_vain <= 0.0 && in_vain - saved <= 0.0 {
            return Some(0.0);
        }
        (saved > 0.0).then(|| in_vain / saved).filter(|rate| *rate < 1.0)
    }

    /// How many satisfied customers make up for one who was let down, when the share `complains` of them complains and
    /// the share `recovery` of the complaints is recovered.
    pub fn outweigh(&self, complains: Probability, recovery: Probability) -> Outweigh {
        let chances = [
            (Outcome::Silent, complains.complement().get()),
            (Outcome::Unresolved, complains.get() * recovery.complement().get()),
            (Outcome::Recovered, complains.get() * recovery.get()),
        ];
        let balance = |ill: fn(&Effect) -> f64, good: fn(&Effect) -> f64| {
            let let_down: f64 = chances
                .iter()
                .map(|&(outcome, chance)| chance * (ill(self.of(outcome)) - good(self.of(outcome))))
                .sum();
            let satisfied = good(self.of(Outcome::Satisfied));
            (satisfied > 0.0).then(|| (let_down / satisfied).max(0.0))
        };
        Outweigh {
            in_reach: balance(|effect| effect.reach, |effect| effect.positive_reach),
            in_prospects: balance(|effect| effect.prospects_lost, |effect| effect.prospects_won),
        }
    }
}

impl VoiceEffect {
    /// The change in the net loss.
    pub fn net_loss(&self) -> f64 {
        self.loyalty + self.word_of_mouth + self.cost
    }
}

/// The same scenario with a single customer, of this outcome for certain.
fn one_customer(parameters: &Parameters, outcome: Outcome) -> Parameters {
    let origin = match outcome {
        Outcome::Satisfied => Origin::Served { served: 1, problem: Problem::Rate(Probability::ZERO) },
        Outcome::Silent | Outcome::Unresolved | Outcome::Recovered => Origin::Dissatisfied(1),
    };
    let certainly = |event: bool| if event { Probability::ONE } else { Probability::ZERO };
    let mut one = parameters.clone();
    one.customers = Customers { origin, ..Customers::default() };
    one.voice = Voice { rate: Some(certainly(outcome != Outcome::Silent)), ..Voice::default() };
    one.recovery.rate = certainly(outcome == Outcome::Recovered);
    one.damage.fixed_cost = 0.0;
    one.damage.asking_cost = 0.0;
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Group, Recovery, Telling};

    fn probability(value: f64) -> Probability {
        Probability::new(value).expect("the test gives a probability")
    }

    fn telling(audience: u64, stays: f64) -> Telling {
        let group = Group { name: "all".to_owned(), share: 1.0, audience: Audience::Fixed(audience), stays: None };
        Telling { stays: probability(stays), groups: vec![group] }
    }

    /// TARP's loyalties for a loss above 100 dollars.
    fn scenario() -> Parameters {
        Parameters {
            recovery: Recovery { rate: probability(0.5) },
            telling: [telling(10, 0.09), telling(10, 0.19), telling(5, 0.54), telling(1, 1.0)],
            damage: Damage {
                customer_value: 100.0,
                prospect_value: 50.0,
                listeners_in_market: probability(0.5),
                deterred: probability(0.04),
                won: probability(0.02),
                complaint_cost: 3.0,
                recovery_cost: 20.0,
                fixed_cost: 1_000.0,
                asking_cost: 0.0,
            },
            max_people: 1_000_000,
            ..Parameters::default()
        }
    }

    fn effects(parameters: &Parameters) -> Effects {
        Effects::new(parameters).expect("a model").expect("a closed form")
    }

    #[test]
    fn one_customer_of_each_outcome_by_hand() {
        let effects = effects(&scenario());
        let close = |found: f64, by_hand: f64| assert!((found - by_hand).abs() < 1e-9, "{found} against {by_hand}");
        close(effects.of(Outcome::Silent).net_loss(), 91.0 + 10.0 * 0.02 * 50.0);
        close(effects.of(Outcome::Unresolved).net_loss(), 81.0 + 10.0 * 0.02 * 50.0 + 3.0);
        close(effects.of(Outcome::Recovered).net_loss(), 46.0 - 5.0 * 0.01 * 50.0 + 23.0);
        close(effects.of(Outcome::Satisfied).net_loss(), -0.01 * 50.0);
    }

    #[test]
    fn with_loyalty_alone_a_complaint_pays_above_the_published_recovery_rate() {
        // The order of Customer Rage 2015: the unresolved are less loyal than the silent.
        let mut parameters = scenario();
        parameters.damage = Damage { customer_value: 100.0, ..Damage::default() };
        parameters.telling[Outcome::Silent.index()].stays = probability(0.30);
        let (silent, unresolved, recovered) = (0.30, 0.19, 0.54);
        let threshold = (silent - unresolved) / (recovered - unresolved);
        let found = effects(&parameters);
        let turns_at = found.voice(Probability::ZERO).turns_at.expect("a rate turns it");
        assert!((turns_at - threshold).abs() < 1e-12);
        assert!(found.voice(probability(threshold - 0.01)).net_loss() > 0.0);
        assert!(found.voice(probability(threshold + 0.01)).net_loss() < 0.0);
    }

    #[test]
    fn where_a_complaint_always_or_never_pays_no_rate_turns_it() {
        let always = effects(&scenario()).voice(Probability::ZERO);
        assert!(always.net_loss() < 0.0 && always.turns_at == Some(0.0));
        let mut parameters = scenario();
        parameters.damage.complaint_cost = 1_000.0;
        assert_eq!(effects(&parameters).voice(Probability::ONE).turns_at, None);
    }

    #[test]
    fn satisfied_customers_who_make_up_for_one_let_down() {
        let outweigh = effects(&scenario()).outweigh(probability(0.4), probability(0.5));
        // Ill: .6 x 10 + .2 x 10, good: .2 x 5, of which a satisfied customer tells 1.
        assert!((outweigh.in_reach.expect("the satisfied tell") - 7.0).abs() < 1e-12);
        assert!((outweigh.in_prospects.expect("the satisfied win some") - (8.0 * 0.02 - 0.01) / 0.01).abs() < 1e-9);
        let mut silent = scenario();
        silent.telling[Outcome::Satisfied.index()] = Telling::default();
        assert_eq!(effects(&silent).outweigh(Probability::ZERO, Probability::ZERO).in_reach, None);
    }
}
