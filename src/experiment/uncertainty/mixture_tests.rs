//! Laws over unknowns against formulas, slow mixtures and simulation.

use std::io;

use super::{UnknownDraws, law_over_unknowns};
use crate::ensemble::{Control, Observer};
use crate::experiment::{BASELINE, Experiment};
use crate::model::{Law, Model, NoLaw, Tally};
use crate::random::exact::Exact;
use crate::scenario::{Overrides, Scenario, load_text};
use crate::stats::Score;
use crate::vocabulary::Metric;

const VOICE: &str = "\"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }\n";

fn scenario(text: &str) -> Scenario {
    load_text(text.as_bytes(), "test", "test", &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn classic(complaints: u64, more: &str) -> Scenario {
    scenario(&format!("[customers]\ncomplaints = {complaints}\n[silent]\naudience = 10\n[uncertainty]\n{VOICE}{more}"))
}

fn law(scenario: &Scenario, metric: Metric) -> (Law, Option<u64>) {
    let (law, draws) = law_over_unknowns(scenario, BASELINE, metric).expect("a law");
    ((*law).clone(), draws)
}

/// The model of the baseline at the shares of its unknowns.
fn at_shares(scenario: &Scenario, shares: &[f64]) -> Model {
    let draws = UnknownDraws::new(&scenario.unknowns, None);
    let mut parameters = scenario.baseline.clone();
    for ((path, law), &share) in draws.paths().iter().zip(draws.laws()).zip(shares) {
        let lens = crate::scenario::lens(path, &parameters).expect("a number");
        lens.set(&mut parameters, law.at(Score::Share(share))).expect("in range");
    }
    Model::new(&parameters, &[]).expect("a model")
}

/// The law at `many` shares of each unknown, the middles of as many parts, mixed: slow and plain.
fn slowly(scenario: &Scenario, many: usize, metric: Metric) -> Law {
    let unknowns = scenario.unknowns.len() as u32;
    let laws: Vec<_> = (0..many.pow(unknowns))
        .map(|number| {
            let share = |place: u32| ((number / many.pow(place) % many) as f64 + 0.5) / many as f64;
            let shares: Vec<f64> = (0..unknowns).map(share).collect();
            at_shares(scenario, &shares).exact_law(metric).expect("a law")
        })
        .collect();
    let weighed: Vec<(f64, &Law)> = laws.iter().map(|law| (1.0, &**law)).collect();
    Law::mix(&weighed).expect("one unit")
}

#[test]
fn means_over_one_whole_number_are_known_however_many_values_it_has() {
    for (mean, sd) in [(300, 40), (9_000, 500), (4_000_000, 500_000)] {
        for (customers, path) in [
            (format!("served = {mean}\nproblem_rate = 0.1\n"), "customers.served"),
            (format!("complaints = {mean}\nsilent_per_complaint = 26\n"), "customers.complaints"),
        ] {
            let scenario = scenario(&format!(
                "[customers]\n{customers}[silent]\naudience = 10\n[uncertainty]\n\"{path}\" = {{ normal = {{ mean = {mean}, sd = {sd} }} }}\n"
            ));
            let law = &UnknownDraws::new(&scenario.unknowns, None).laws()[0].clone();
            let experiment = Experiment::new(&scenario).expect("an experiment");
            let found =
                experiment.models()[0].expected(Metric::Dissatisfied).unwrap_or_else(|| panic!("no mean: {path}"));
            // All are linear in the number: so many let down of each.
            let each = if path == "customers.served" { 0.1 } else { 27.0 };
            assert!((found / (each * law.mean()) - 1.0).abs() < 1e-9, "{path} {mean}: {found}");
        }
    }
}

#[test]
fn silent_customers_behind_a_beta_voice_rate_are_beta_negative_binomial() {
    for complaints in [1, 12, 200] {
        let found = law(&classic(complaints, ""), Metric::Silent);
        assert_eq!(found.1, None);
        let (c, a, b) = (complaints as f64, 10.0, 260.0);
        let ln_beta = |a: f64, b: f64| libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
        let mass = |s: f64| {
            let ways = libm::lgamma(c + s) - libm::lgamma(s + 1.0) - libm::lgamma(c);
            libm::exp(ways + ln_beta(a + c, b + s) - ln_beta(a, b))
        };
        let known = Law::new(0, (0..200_000).map(|s| mass(f64::from(s))).collect());
        assert!(found.0.distance(&known) < 1e-6, "{complaints}: {}", found.0.distance(&known));
        let mean = c * b / (a - 1.0);
        assert!((found.0.mean() / mean - 1.0).abs() < 1e-5, "{complaints}: {} {mean}", found.0.mean());
        // The tail, where it is simulated by nobody.
        let far = found.0.quantile(1.0 - 1e-6);
        let tail = known.at_least(far);
        assert!((found.0.at_least(far) / tail - 1.0).abs() < 1e-3, "{complaints}: {far}");
        if complaints > 12 {
            continue;
        }
        // Ten people hear of each.
        let reach = law(&classic(complaints, ""), Metric::Reach).0;
        assert_eq!(reach.quantile(0.9), 10.0 * found.0.quantile(0.9));
    }
}

#[test]
fn two_unknowns_are_a_slow_mixture() {
    let both = scenario(
        "[customers]\ndissatisfied = 40\n[voice]\nrate = 0.3\nadmits = 0.7\n[silent]\nstays = 0.4\n\
         [unresolved]\naudience.poisson = 3\n[uncertainty]\n\"recovery.rate\" = { triangular = [0.1, 0.3, 0.9] }\n\
         \"voice.asked\" = { uniform = [0, 1] }\n",
    );
    // Binomial numbers of unresolved people at the middles of 400 x 400 equal parts of what the rates can be.
    let middles = || (0..400).map(|part| (f64::from(part) + 0.5) / 400.0);
    // The density of the triangular law of recoveries from .1 to .9, on parts of .8 / 400.
    let density =
        |rate: f64| if rate < 0.3 { 2.0 * (rate - 0.1) / (0.8 * 0.2) } else { 2.0 * (0.9 - rate) / (0.8 * 0.6) };
    let mut unresolved = [0.0; 41];
    for asked in middles() {
        for recovered in middles().map(|part| 0.1 + 0.8 * part) {
            let p = (0.3 + 0.7 * 0.7 * asked) * (1.0 - recovered);
            let weight = density(recovered) * 0.8 / 160_000.0;
            let mut chance = weight * libm::pow(1.0 - p, 40.0);
            for (k, sum) in (0_u32..).zip(&mut unresolved) {
                *sum += chance;
                chance *= f64::from(40 - k) / f64::from(k + 1) * p / (1.0 - p);
            }
        }
    }
    let slow: Law = (0..).zip(unresolved).collect();
    let (found, draws) = law(&both, Metric::Unresolved);
    assert_eq!(draws, None);
    assert!(found.distance(&slow) < 1e-5, "{}", found.distance(&slow));
    // Whom they tell is Poisson, given their number.
    let poisson = |mean: f64, k: i64| {
        let k = k as f64;
        libm::exp(if mean > 0.0 { k * libm::log(mean) - mean - libm::lgamma(k + 1.0) } else { -1e9 * k })
    };
    let told =
        |k: i64| -> f64 { unresolved.iter().zip(0_u32..).map(|(p, u)| p * poisson(3.0 * f64::from(u), k)).sum() };
    let slow: Law = (0..300).map(|k| (k, told(k))).collect();
    let (found, draws) = law(&both, Metric::Impressions);
    // By a rule, or an average over many points that are even.
    assert!(draws.is_none_or(|draws| draws >= 256), "{draws:?}");
    assert!(found.distance(&slow) < 5e-4, "{}", found.distance(&slow));
    assert!((found.mean() - slow.mean()).abs() < 1e-3 * slow.std_dev());
    assert_eq!(law(&both, Metric::Dissatisfied).0.constant(), Some(40.0), "it hangs on neither");
}

#[test]
fn few_values_are_mixed_exactly() {
    let text = "[customers]\nserved = 20\nproblem_rate = 0.3\n[voice]\nrate = 0.5\n[silent]\naudience = 2\n[uncertainty]\n\
        \"customers.served\" = { choice = { \"10\" = 1, \"30\" = 3 } }\n\"silent.audience\" = { choice = { \"2\" = 1, \"5\" = 1 } }\n";
    let scenario = scenario(text);
    let (found, draws) = law(&scenario, Metric::Aware);
    assert_eq!(draws, None);
    // Shares 1/8, 3/8, ...: one of four is 10 and three are 30, half of them each.
    let slow = slowly(&scenario, 4, Metric::Aware);
    assert!(found.distance(&slow) < 1e-9, "{}", found.distance(&slow));
}

/// Every value of a metric in the baseline.
struct Values(Metric, Vec<u64>);

impl Observer for Values {
    fn replicate(&mut self, _: u64, row: &[Tally]) -> io::Result<()> {
        self.1.extend(row[0].value(self.0).map(|value| value as u64));
        Ok(())
    }
}

fn simulated(scenario: &Scenario, metric: Metric) -> Vec<u64> {
    let mut values = Values(metric, Vec::new());
    let experiment = Experiment::new(scenario).expect("models");
    experiment.run(&mut [&mut values], &Control::default()).expect("results");
    values.1
}

#[test]
fn simulations_fit_their_law_over_the_unknowns() {
    let run = "[run]\nreplicates = 20_000\nseed = 5\n";
    let one = classic(12, run);
    let two = classic(1, &format!("\"silent.audience\" = {{ uniform = [4, 9] }}\n{run}"));
    let many = scenario(&format!(
        "[customers]\nserved = 200\nproblem_rate = 0.1\n[voice]\nrate = 0.4\n[silent]\naudience.poisson = 3\n\
         [unresolved]\naudience = 2\n[uncertainty]\n\"customers.problem_rate\" = {{ beta = {{ a = 8, b = 60 }} }}\n\
         \"voice.rate\" = {{ uniform = [0.2, 0.8] }}\n\"recovery.rate\" = {{ pert = [0.1, 0.5, 0.8] }}\n\
         [[correlation]]\nbetween = [\"voice.rate\", \"recovery.rate\"]\nrank = 0.6\n{run}"
    ));
    for (scenario, by_rule) in [(one, true), (two, true), (many, false)] {
        let (law, draws) = law(&scenario, Metric::Aware);
        assert_eq!(draws.is_none(), by_rule, "{draws:?}");
        let first = law.points().next().expect("a value").0 as u64;
        let exact = Exact { first, probabilities: law.points().map(|(_, p)| p).collect() };
        exact.assert_fits(simulated(&scenario, Metric::Aware));
    }
}

#[test]
fn only_what_a_metric_hangs_on_is_integrated_over() {
    let scenario = scenario(
        "[customers]\nserved = 200\nproblem_rate = 0.1\n[voice]\nrate = 0.4\n[silent]\naudience = 3\n[damage]\n\
         listeners_in_market = 0.5\ndeterred = 0.1\ncustomer_value = 10\n[uncertainty]\n\
         \"recovery.rate\" = { uniform = [0.1, 0.9] }\n\"damage.deterred\" = { uniform = [0.1, 0.3] }\n\
         \"voice.rate\" = { uniform = [0.1, 0.9] }\n\"damage.customer_value\" = { uniform = [10, 20] }\n",
    );
    let draws = |metric| law_over_unknowns(&scenario, BASELINE, metric).map(|(_, draws)| draws);
    assert_eq!(draws(Metric::Aware), Ok(None), "it hangs on the voice rate alone");
    assert_eq!(draws(Metric::Unresolved), Ok(None), "it hangs on two");
    assert_eq!(draws(Metric::ProspectsLost), Ok(None), "it hangs on two");
    assert_eq!(draws(Metric::NetLoss), Err(NoLaw::Money), "fractions of cents");
}

#[test]
fn an_unknown_amount_whose_median_is_a_whole_number_of_cents_is_still_unknown() {
    for (key, law) in [
        ("customer_value", "{ lognormal = { median = 90, sigma = 0.4 } }"),
        ("customer_value", "{ triangular = [50, 100, 150] }"),
        ("customer_value", "{ interval = [50, 200], shape = \"lognormal\" }"),
        ("complaint_cost", "{ lognormal = { median = 9, sigma = 1.4 } }"),
        ("fixed_cost", "{ lognormal = { median = 1000, sigma = 1.4 } }"),
    ] {
        let scenario = scenario(&format!(
            "[customers]\ncomplaints = 4\nobserved_voice_rate = 0.1\n[silent]\naudience = 4\nstays = 0.4\n\
             [damage]\ncustomer_value = 100\n[uncertainty]\n\"damage.{key}\" = {law}\n"
        ));
        let law = law_over_unknowns(&scenario, BASELINE, Metric::NetLoss).map(|(_, draws)| draws);
        assert_eq!(law, Err(NoLaw::Money), "{key}");
        assert!(law_over_unknowns(&scenario, BASELINE, Metric::CustomersLost).is_ok(), "{key}");
    }
}

#[test]
fn a_chance_that_is_next_to_nothing_at_some_points_has_a_law() {
    let scenario = scenario(
        "[customers]\ndissatisfied = 10\n[voice]\nrate = 0.3\n[silent]\naudience = 4\n\
         [damage]\nlisteners_in_market = 0.5\ndeterred = 0.5\nprospect_value = 10\n\
         [uncertainty]\n\"damage.deterred\" = { beta = { a = 0.02, b = 2 } }\n",
    );
    for metric in [Metric::ProspectsLost, Metric::NetLoss] {
        let (law, _) = law(&scenario, metric);
        // Four of each of seven in ten hear, half of them in the market.
        let each = if metric == Metric::NetLoss { 10.0 } else { 1.0 };
        let mean = 14.0 * 0.02 / 2.02 * each;
        assert!((law.mean() / mean - 1.0).abs() < 1e-2, "{metric}: {} against {mean}", law.mean());
    }
}
