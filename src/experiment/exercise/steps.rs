use super::money_steps::money_steps;
use super::people_steps::people_steps;
use super::step::Step;
use crate::model::Model;

/// The arithmetic of a model step by step, as far as it has closed forms: from who was let down to what it costs.
pub fn steps(model: &Model) -> Vec<Step> {
    let mut steps = people_steps(model);
    if model.parameters().damage.has_money() {
        steps.extend(money_steps(model));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::formula::Formula;
    use super::super::step::Asked;
    use super::*;
    use crate::scenario::{Overrides, load_preset, load_text};

    fn of(text: &str) -> Vec<Step> {
        let scenario = load_text(text.as_bytes(), "a.toml", "a", &Overrides::default()).expect("sound");
        steps(&Model::new(&scenario.baseline, &[]).expect("a model"))
    }

    fn answer(steps: &[Step], name: &str) -> f64 {
        steps.iter().find(|step| step.asked.name() == name).unwrap_or_else(|| panic!("no {name}: {steps:?}")).answer
    }

    #[test]
    fn the_classic_is_counted_to_317() {
        let scenario = load_preset("classic-317", &Overrides::default()).expect("a preset");
        let steps = steps(&Model::new(&scenario.baseline, &[]).expect("a model"));
        let known: Vec<(String, f64, f64)> =
            steps.iter().map(|step| (step.asked.name(), step.answer, step.tolerance)).collect();
        let expected = [
            ("silent", 26.0),
            ("dissatisfied", 27.0),
            ("silent.ordinary.customers", 23.0),
            ("silent.vocal.customers", 3.0),
            ("silent.ordinary.told", 230.0),
            ("silent.vocal.told", 60.0),
            ("reach", 290.0),
            ("aware", 317.0),
        ];
        let expected: Vec<_> = expected.iter().map(|&(name, value)| (name.to_owned(), value, 0.5)).collect();
        assert_eq!(known, expected);
        let aware = steps.last().and_then(|step| step.formula.clone()).expect("a formula");
        let Formula::Sum(terms) = aware else { panic!("a sum") };
        assert_eq!(terms[2..], [Formula::product([23.0, 10.0]), Formula::product([3.0, 20.0])]);
    }

    #[test]
    fn a_lever_recovery_and_money_are_computed_by_hand() {
        let steps = of(
            "schema_version = 1\n[customers]\nserved = 1_000\nproblem_rate = 0.1\n[voice]\nrate = 0.2\nasked = 0.5\nadmits = 0.4\n\
             [recovery]\nrate = 0.5\n[silent]\nstays = 0.4\naudience = 10\n[unresolved]\nstays = 0.25\naudience = 10\n\
             [recovered]\nstays = 0.75\naudience = 5\n\
             [damage]\ncustomer_value = 100.0\nprospect_value = 50.0\nlisteners_in_market = 0.5\ndeterred = 0.1\nwon = 0.1\n\
             complaint_cost = 4.0\nrecovery_cost = 10.0\nfixed_cost = 60.0\nasking_cost = 0.1\n",
        );
        // 100 let down; 20 + 80 x .2 = 36 complain, 18 recovered; 64 and 18 tell 10, 18 tell 5.
        let by_hand = [
            ("dissatisfied", 100.0),
            ("complaints", 36.0),
            ("silent", 64.0),
            ("recovered", 18.0),
            ("unresolved", 18.0),
            ("reach", 820.0),
            ("aware", 920.0),
            ("recovered.all.told", 90.0),
            ("customers_lost", 64.0 * 0.6 + 18.0 * 0.75 + 18.0 * 0.25),
            ("prospects_lost", 41.0),
            ("prospects_won", 4.5),
            ("revenue_lost", 56.4 * 100.0 + 36.5 * 50.0),
            ("cost", 36.0 * 4.0 + 18.0 * 10.0 + 50.0 + 60.0),
            ("net_loss", 5640.0 + 1825.0 + 434.0),
        ];
        for (name, value) in by_hand {
            assert!((answer(&steps, name) - value).abs() < 1e-9, "{name}: {} against {value}", answer(&steps, name));
        }
        assert!(steps.iter().all(|step| step.formula.is_some()), "{steps:#?}");
    }

    #[test]
    fn retelling_is_written_down_where_it_can_be() {
        let text = |generations: &str, decay: &str| {
            format!(
                "schema_version = 1\n[customers]\ncomplaints = 2\nsilent_per_complaint = 9.0\n[silent]\naudience = 10\n\
                 [retelling]\nrate = 0.1\naudience = 5\ngenerations = {generations}\n{decay}"
            )
        };
        let three = of(&text("3", "decay = 0.5\n"));
        // 180 first-hand, 90 from them, 90 x .05 x 5 = 22.5 from these.
        assert!((answer(&three, "retold") - 112.5).abs() < 1e-9);
        assert!((answer(&of(&text("\"unlimited\"", "")), "retold") - 180.0).abs() < 1e-9);
        assert!(three.iter().all(|step| step.formula.is_some()));
    }

    #[test]
    fn what_is_not_whole_may_be_rounded_on_the_way() {
        let step = Step::new(Asked::Retold, None, 174.25);
        assert_eq!((step.decimals, step.tolerance), (1, 0.8713));
        let whole = Step::new(Asked::Retold, None, 200.000_000_000_1);
        assert_eq!((whole.answer, whole.decimals, whole.tolerance), (200.0, 0, 0.5));
    }
}
