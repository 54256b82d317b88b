//! What a measure costs by itself, whoever complains: its fixed cost and what asking costs.

use super::error::ModelError;
use super::{Model, Parameters};

/// What a period costs by itself, discounted, in the currency.
#[doc = include_str!("examples/periods.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OwnCost {
    /// For certain.
    pub fixed: f64,
    /// For each customer served.
    pub per_served: f64,
}

impl Parameters {
    /// What each period costs by itself, from the first; a single one without `[periods]`.
    ///
    /// # Errors
    /// As [`Parameters::in_period`].
    pub fn own_costs(&self) -> Result<Vec<OwnCost>, ModelError> {
        let (count, discount) = self.periods.as_ref().map_or((1, 0.0), |periods| (periods.count, periods.discount));
        let of = |period: u64| {
            let point = self.in_period(period)?;
            let counts = 1.0 / libm::pow(1.0 + discount, (period - 1) as f64);
            Ok(OwnCost {
                fixed: counts * point.damage.fixed_cost,
                per_served: counts * point.voice.asked.get() * point.damage.asking_cost,
            })
        };
        (1..=count).map(of).collect()
    }
}

impl Model {
    /// What all periods cost by themselves on average, money discounted: fixed cost and asking. `served` says the mean number
    /// of customers served in a period, from 0, where no formula does; without it nobody is asked there.
    pub fn own_cost(&self, served: impl Fn(usize) -> Option<f64>) -> f64 {
        self.own_cost_of(&|period| served(period).or(Some(0.0))).unwrap_or_default()
    }

    /// The same by formula alone; `None` where somebody is asked and no formula says how many are served.
    pub fn own_cost_by_formula(&self) -> Option<f64> {
        self.own_cost_of(&|_| None)
    }

    fn own_cost_of(&self, served: &dyn Fn(usize) -> Option<f64>) -> Option<f64> {
        let known = |period: usize| match self.periods() {
            0 => self.parameters().served().map(|served| served as f64),
            _ => self.period_forms(period).and_then(|forms| forms.served),
        };
        let of = |(period, cost): (usize, OwnCost)| {
            let asked = || known(period).or_else(|| served(period));
            Some(cost.fixed + if cost.per_served == 0.0 { 0.0 } else { cost.per_served * asked()? })
        };
        self.parameters().own_costs().ok()?.into_iter().enumerate().map(of).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Change, Customers, Damage, Origin, Periods, Problem, Setting};
    use crate::quantity::Probability;

    /// `damage.fixed_cost = 10`.
    #[derive(Debug)]
    struct FixedTen;

    impl Setting for FixedTen {
        fn path(&self) -> &'static str {
            "damage.fixed_cost"
        }

        fn text(&self) -> String {
            "damage.fixed_cost = 10".to_owned()
        }

        fn write(&self, parameters: &mut Parameters, _weight: f64) -> bool {
            parameters.damage.fixed_cost = 10.0;
            true
        }
    }

    fn own(parameters: &Parameters) -> Option<f64> {
        Model::new(parameters, &[]).expect("a model").own_cost_by_formula()
    }

    #[test]
    fn every_period_has_its_own_cost_however_it_is_set() {
        let mut by_set = Parameters {
            customers: Customers {
                origin: Origin::Served { served: 100, problem: Problem::Rate(Probability::ZERO) },
                ..Customers::default()
            },
            damage: Damage { fixed_cost: 10.0, asking_cost: 2.0, ..Damage::default() },
            periods: Some(Periods { count: 3, discount: 1.0, arrivals: 20, ..Periods::default() }),
            ..Parameters::default()
        };
        by_set.voice.asked = Probability::new(0.5).expect("a probability");
        // Nobody leaves: 100, 120 and 140 are served, and money halves.
        let expected = 110.0 + 130.0 / 2.0 + 150.0 / 4.0;
        assert!((own(&by_set).expect("a formula") - expected).abs() < 1e-9);

        let mut by_change = by_set.clone();
        by_change.damage.fixed_cost = 0.0;
        let change = Change { from: 1, until: None, fades: None, set: vec![Arc::new(FixedTen)] };
        by_change.periods.as_mut().expect("periods").changes = vec![change];
        assert_eq!(own(&by_change), own(&by_set));

        let mut once = by_set.clone();
        once.periods = None;
        assert_eq!(own(&once), Some(110.0));
    }

    #[test]
    fn who_is_served_while_a_firm_learns_is_counted_where_no_formula_says_it() {
        let mut parameters = Parameters {
            customers: Customers {
                origin: Origin::Served {
                    served: 100,
                    problem: Problem::Rate(Probability::new(0.5).expect("one half")),
                },
                ..Customers::default()
            },
            damage: Damage { fixed_cost: 10.0, asking_cost: 2.0, ..Damage::default() },
            periods: Some(Periods { count: 2, learning: Probability::ONE, ..Periods::default() }),
            ..Parameters::default()
        };
        parameters.voice.asked = Probability::ONE;
        parameters.voice.rate = Some(Probability::new(0.5).expect("one half"));
        parameters.telling.iter_mut().for_each(|telling| telling.stays = Probability::ZERO);
        let model = Model::new(&parameters, &[]).expect("a model");
        let second = model.period_forms(1).and_then(|forms| forms.served);
        let asked = second.unwrap_or(60.0);
        assert!((model.own_cost(|_| Some(60.0)) - (20.0 + 200.0 + 2.0 * asked)).abs() < 1e-9);
        assert_eq!(model.own_cost_by_formula().is_some(), second.is_some());
    }
}
