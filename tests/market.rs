//! Whether the product was found, and a choice among rivals in place of a given loyalty.

use rumeur::ensemble::{self, Control, Plan};
use rumeur::model::{Model, ModelError};
use rumeur::scenario::{Overrides, Scenario, lens, load_text, paths};
use rumeur::vocabulary::Metric;

fn scenario(text: &str) -> Scenario {
    load_text(text.as_bytes(), "test", "test", &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn model(text: &str) -> Model {
    Model::new(&scenario(text).baseline, &[]).expect("a model")
}

fn mean(text: &str, metric: Metric) -> f64 {
    model(text).expected().mean(metric).expect("by formula")
}

const SHOP: &str = "[customers]\nserved = 1_000\nproblem_rate = 0.1\n[voice]\nrate = 0.2\n[recovery]\nrate = 0.5\n\
    [satisfied]\naudience = 2\n";

#[test]
fn whoever_does_not_find_the_product_is_not_satisfied() {
    let found = SHOP.replace("problem_rate = 0.1\n", "problem_rate = 0.1\nproduct_found = 0.8\n");
    assert!((mean(&found, Metric::Satisfied) - 0.8 * 900.0).abs() < 1e-9);
    assert!((mean(&found, Metric::PositiveReach) - 2.0 * 0.8 * 900.0).abs() < 1e-9);
    for metric in [Metric::Dissatisfied, Metric::Silent, Metric::Recovered] {
        assert_eq!(mean(&found, metric), mean(SHOP, metric), "bad service decides either way: {metric}");
    }
    let law = model(&found).exact_law(Metric::Satisfied).expect("binomial");
    // Binomial with chance .9 x .8.
    assert!((law.mean() - 720.0).abs() < 1e-9 && (law.std_dev().powi(2) - 1_000.0 * 0.72 * 0.28).abs() < 1e-6);
    let plan = Plan { seed: 3, replicates: 0..20_000, precision: None };
    let ensemble = ensemble::run(&[model(&found)], &plan, &mut [], &Control::default()).expect("no explosion");
    let satisfied = ensemble.models[0].metric(Metric::Satisfied).expect("defined");
    assert!((satisfied.mean - 720.0).abs() < 4.0 * satisfied.std_error.expect("many"), "{}", satisfied.mean);
    assert!((satisfied.std_dev.expect("many") / (1_000.0_f64 * 0.72 * 0.28).sqrt() - 1.0).abs() < 0.03);
}

#[test]
fn the_product_is_found_with_a_service_and_beside_complaints_too() {
    let service = "[customers]\nserved = 1_000\nproduct_found = 0.5\n[service]\nexpectation = { mean = 7.0, sd = 1.0 }\n\
                   tolerance = 1.0\ntouchpoints.desk = { mean = 8.5, sd = 1.0 }\n";
    let all = service.replace("product_found = 0.5\n", "");
    assert!((mean(service, Metric::Satisfied) - 0.5 * mean(&all, Metric::Satisfied)).abs() < 1e-9);
    let beside = "[customers]\ncomplaints = 3\nsilent = 20\nserved = 100\nproduct_found = 0.25\n";
    assert!((mean(beside, Metric::Satisfied) - 0.25 * 77.0).abs() < 1e-9);
    let plan = Plan { seed: 3, replicates: 0..20_000, precision: None };
    let ensemble = ensemble::run(&[model(beside)], &plan, &mut [], &Control::default()).expect("no explosion");
    let satisfied = ensemble.models[0].metric(Metric::Satisfied).expect("defined");
    assert!((satisfied.mean - 19.25).abs() < 4.0 * satisfied.std_error.expect("many"), "{}", satisfied.mean);
    assert_eq!((satisfied.min >= 0.0, satisfied.max <= 77.0), (true, true));
}

const VILLAGE: &str =
    "[customers]\ndissatisfied = 100\n[voice]\nrate = 0.3\n[recovery]\nrate = 0.5\n[damage]\ncustomer_value = 10\n";

#[test]
fn the_captive_village_stays_and_rivals_take_their_share() {
    let market = |lines: &str| format!("{VILLAGE}[market]\n{lines}\n");
    assert_eq!(mean(&market("rivals = 0"), Metric::CustomersLost), 0.0);
    let lost = |rivals: f64, utility: f64| 100.0 * rivals / (utility.exp() + rivals);
    for (lines, rivals, utility) in
        [("rivals = 4\nattachment = 3.0", 4.0, 3.0), ("rivals = 1000\nattachment = 3.0\nprice = -0.5", 1_000.0, 2.5)]
    {
        let found = mean(&market(lines), Metric::CustomersLost);
        assert!((found - lost(rivals, utility)).abs() < 1e-9, "{lines}: {found}");
    }
    // The recovered have a loyalty of their own where one is said: 15 of them.
    let loyal = mean(&format!("{}[recovered]\nstays = 1.0\n", market("rivals = 4")), Metric::CustomersLost);
    assert!((loyal - 0.85 * lost(4.0, 0.0)).abs() < 1e-9, "{loyal}");
}

#[test]
fn a_model_is_retuned_to_another_market_and_service() {
    let text = |rivals: u32, score: f64| {
        format!(
            "[customers]\nserved = 400\n[service]\nexpectation = {{ mean = 7.0, sd = 1.0 }}\ntouchpoints.desk = {{ mean = {score:.2}, \
             sd = 1.0 }}\n[voice]\nrate = 0.2\n[market]\nrivals = {rivals}\nattachment = 2.0\n"
        )
    };
    let mut moved = model(&text(2, 8.5));
    for (rivals, score) in [(9, 8.5), (9, 7.0), (0, 6.0)] {
        let other = text(rivals, score);
        moved.retune(&scenario(&other).baseline).expect("a model");
        assert_eq!(moved.expected(), model(&other).expected());
    }
    let mut odd = scenario(&text(2, 8.5)).baseline.clone();
    odd.market.as_mut().expect("a market").rivals = -1.0;
    assert_eq!(moved.retune(&odd), Err(ModelError::Market { key: "rivals", got: -1.0 }));
}

#[test]
fn a_market_stands_in_the_place_of_stays() {
    let both = format!("{VILLAGE}[silent]\nstays = 0.5\n[market]\nrivals = 4\n");
    let errors = load_text(both.as_bytes(), "test", "test", &Overrides::default()).expect_err("both").to_string();
    assert!(errors.contains("silent.stays and market exclude each other"), "{errors}");
    let loaded =
        scenario(&format!("{VILLAGE}[market]\nrivals = 4\n[variants.loyal]\nset = {{ \"silent.stays\" = 0.9 }}\n"));
    assert!(loaded.variants[0].parameters.market.is_none(), "a later layer replaces it");
    let known = paths(&loaded.baseline);
    assert!(known.iter().any(|path| path == "market.rivals"));
    assert!(
        !known.iter().any(|path| path.rsplit('.').next() == Some("stays") && !path.starts_with("satisfied")),
        "{known:?}"
    );
    assert!(lens("silent.stays", &loaded.baseline).is_err());
    let again = scenario(&loaded.effective_toml());
    assert_eq!((again.baseline.market, &again.fingerprint), (loaded.baseline.market, &loaded.fingerprint));
}
