//! What the baseline or a variant costs by itself, over its periods and the values of its unknowns.

use super::results::Results;
use super::uncertainty::over_unknowns;
use crate::model::Model;
use crate::scenario::Scenario;

impl Results {
    /// What a model costs by itself on average, whoever complains: fixed cost and asking, over all periods, money discounted,
    /// in the currency. By formula where one says how many are served, else with the mean number served in the run.
    ///
    /// `None` where there is no such model.
    pub fn own_cost(&self, scenario: &Scenario, model: usize) -> Option<f64> {
        let named = self.models.get(model)?;
        let served = |period: usize| {
            let periods = &self.ensemble.models.get(model)?.periods;
            periods.get(period)?.served.as_ref().map(|served| served.mean)
        };
        let over = |of: &dyn Fn(&Model) -> Option<Vec<f64>>| {
            named.is_uncertain().then(|| over_unknowns(scenario, &named.variant, of)).flatten().map(|found| found.means)
        };
        let whole = over(&|model| model.own_cost_by_formula().map(|cost| vec![cost]));
        if let Some(&[whole]) = whole.as_deref() {
            return Some(whole);
        }
        // The costs of each period in mean over the unknowns, and how many are served in it.
        let parts = over(&|model| {
            let costs = model.parameters().own_costs().ok()?;
            Some(costs.into_iter().flat_map(|cost| [cost.fixed, cost.per_served]).collect())
        });
        let Some(parts) = parts else { return Some(named.model.own_cost(served)) };
        let (periods, _) = parts.as_chunks::<2>();
        let of = |(period, &[fixed, each]): (usize, &[f64; 2])| fixed + each * served(period).unwrap_or_default();
        Some(periods.iter().enumerate().map(of).sum())
    }
}
