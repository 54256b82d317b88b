//! What the baseline or a variant costs by itself, over its periods and the values of its unknowns.

use super::results::Results;
use super::uncertainty::{over_unknowns, parameters_over_unknowns};
use crate::model::{Model, OwnCost};
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
        if !named.is_uncertain() {
            return Some(named.model.own_cost(served));
        }
        // The costs of each period in mean over the unknowns, and how many are served in it: those of the first with them.
        let parts = parameters_over_unknowns(scenario, &named.variant, &|parameters| {
            let first = parameters.served().map(|served| served as f64).or(served(0)).unwrap_or_default();
            let asked = |(period, cost): (usize, &OwnCost)| {
                if period == 0 { [cost.fixed + cost.per_served * first, 0.0] } else { [cost.fixed, cost.per_served] }
            };
            Some(parameters.own_costs().ok()?.iter().enumerate().flat_map(asked).collect())
        });
        let Some(parts) = parts else { return Some(named.model.own_cost(served)) };
        let (periods, _) = parts.as_chunks::<2>();
        let of = |(period, &[fixed, each]): (usize, &[f64; 2])| fixed + each * served(period).unwrap_or_default();
        Some(periods.iter().enumerate().map(of).sum())
    }
}

#[cfg(test)]
mod tests {
    use crate::ensemble::Control;
    use crate::experiment::Experiment;
    use crate::scenario::{Overrides, load_text};

    fn own_cost(more: &str) -> f64 {
        let text = format!(
            "period = \"month\"\n[customers]\nserved = 400\nproblem_rate = 0.1\n[voice]\nrate = 0.2\nasked = 0.5\n[silent]\naudience = 4\n\
             [damage]\nfixed_cost = 100.0\nasking_cost = 2.0\ncustomer_value = 10.0\n{more}"
        );
        let overrides = Overrides { replicates: Some(20), ..Overrides::default() };
        let scenario = load_text(text.as_bytes(), "t.toml", "t", &overrides).expect("a scenario");
        let results = Experiment::new(&scenario).expect("a model").run(&mut [], &Control::default()).expect("a run");
        results.own_cost(&scenario, 0).expect("a model")
    }

    #[test]
    fn on_a_network_it_is_the_mean_over_what_is_unknown() {
        // A mean of 3 for each of 200 asked, of 70 + 200 in all.
        let unknown = "[uncertainty]\n\"damage.asking_cost\" = { uniform = [1, 5] }\n\"damage.fixed_cost\" = { uniform = [40, 100] }\n";
        let network = "[network]\nwell_mixed = { population = 500 }\n";
        for more in [unknown.to_owned(), format!("{network}{unknown}")] {
            assert!((own_cost(&more) - 670.0).abs() < 1e-6, "{more}");
        }
        assert!((own_cost(network) - 500.0).abs() < 1e-9);
        let served = "[uncertainty]\n\"customers.served\" = { choice = { \"200\" = 1, \"400\" = 1 } }\n";
        assert!((own_cost(&format!("{network}{served}")) - 400.0).abs() < 1e-6);
        // Of a thousand values.
        let served = "[uncertainty]\n\"customers.served\" = { normal = { mean = 400, sd = 60 } }\n";
        let network = network.replace("500", "5000");
        assert!((own_cost(&format!("{network}{served}")) - 500.0).abs() < 1e-6);
    }
}
