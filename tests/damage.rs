//! Stage 7 against published and hand-made numbers: in closed form to the last digit, by simulation within four standard
//! errors.

use rumeur::model::{
    Audience, Combine, Customers, Damage, Group, Model, Normal, Origin, Parameters, Problem, Recovery, Service,
    Telling, Touchpoint, Voice,
};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::vocabulary::{Metric, Outcome};

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("the test gives a probability")
}

fn group(name: &str, share: f64, audience: Audience, stays: Option<f64>) -> Group {
    Group { name: name.to_owned(), share, audience, stays: stays.map(probability) }
}

fn telling(stays: f64, audience: u64) -> Telling {
    Telling { stays: probability(stays), groups: vec![group("all", 1.0, Audience::Fixed(audience), None)] }
}

/// 1,000 with a problem, half of the complaints recovered, quick 2 : slow 3; loyalties of TARP for losses above $100.
fn thousand(voice: f64) -> Parameters {
    let recovered = Telling {
        stays: Probability::ONE,
        groups: vec![
            group("quick", 2.0, Audience::Fixed(5), Some(0.82)),
            group("slow", 3.0, Audience::Fixed(5), Some(0.54)),
        ],
    };
    Parameters {
        customers: Customers { origin: Origin::Dissatisfied(1_000), ..Customers::default() },
        voice: Voice { rate: Some(probability(voice)), ..Voice::default() },
        recovery: Recovery { rate: probability(0.5) },
        telling: [telling(0.09, 10), telling(0.19, 10), recovered, Telling::default()],
        damage: Damage {
            customer_value: 250.0,
            prospect_value: 100.0,
            listeners_in_market: probability(0.3),
            deterred: probability(0.02),
            won: probability(0.01),
            complaint_cost: 15.0,
            recovery_cost: 40.0,
            fixed_cost: 500.0,
            ..Damage::default()
        },
        max_people: 1_000_000_000,
        ..Parameters::default()
    }
}

fn model(parameters: &Parameters) -> Model {
    Model::new(parameters, &[]).expect("the parameters are sound")
}

fn expected(model: &Model, metric: Metric) -> f64 {
    model.expected().mean(metric).expect("a formula")
}

#[test]
fn customers_lost_match_the_published_loyalties_to_the_last_digit() {
    assert_eq!(expected(&model(&thousand(0.5)), Metric::CustomersLost), 744.5);
    let at_four_percent = expected(&model(&thousand(0.04)), Metric::CustomersLost);
    assert!((at_four_percent - 896.76).abs() < 1e-10, "{at_four_percent}");
}

#[test]
fn money_is_the_sum_of_its_parts() {
    let model = model(&thousand(0.5));
    // 750 tell 10, 250 tell 5.
    let (deterred, won) = (7_500.0 * 0.006, 1_250.0 * 0.003);
    let revenue_lost = 744.5 * 250.0 + (deterred - won) * 100.0;
    let cost = 500.0 * 15.0 + 250.0 * 40.0 + 500.0;
    for (metric, by_hand) in [
        (Metric::ProspectsLost, deterred),
        (Metric::ProspectsWon, won),
        (Metric::RevenueLost, revenue_lost),
        (Metric::Cost, cost),
        (Metric::NetLoss, revenue_lost + cost),
    ] {
        let found = expected(&model, metric);
        assert!((found - by_hand).abs() < 1e-9 * by_hand, "{metric}: {found} against {by_hand}");
    }
}

/// Simulated means within four standard errors of the closed form, for all metrics that have one.
fn assert_simulation_agrees(model: &Model, replicates: u64) {
    let mut scratch = model.scratch();
    let mut sums = [(0.0_f64, 0.0_f64); Metric::COUNT];
    for replicate in 0..replicates {
        model.replicate(ReplicateKey { seed: 317, replicate }, None, &mut scratch).expect("no explosion");
        for metric in Metric::all() {
            let value = scratch.tally().value(metric).unwrap_or(0.0);
            let (sum, squares) = &mut sums[metric.index()];
            *sum += value;
            *squares += value * value;
        }
    }
    let n = replicates as f64;
    for metric in Metric::all().filter(|metric| *metric != Metric::AwarePerComplaint && model.defines(*metric)) {
        let exact = model.expected().mean(metric).unwrap_or_else(|| panic!("no closed form of {metric}"));
        let (sum, squares) = sums[metric.index()];
        let mean = sum / n;
        let error = ((squares / n - mean * mean).max(0.0) / n).sqrt();
        let tolerance = 4.0 * error + 1e-9 * exact.abs();
        assert!((mean - exact).abs() <= tolerance, "{metric}: {mean} against {exact}, four errors are {tolerance}");
    }
}

#[test]
fn damage_by_simulation_agrees_with_the_closed_form() {
    for voice in [0.5, 0.04] {
        assert_simulation_agrees(&model(&thousand(voice)), 20_000);
    }
}

#[test]
fn a_service_gap_goes_through_all_stages_to_money() {
    let touchpoint =
        |name: &str, mean, sd| Touchpoint { name: name.to_owned(), score: Normal { mean, sd }, weight: 1.0 };
    let indignation = || vec![group("all", 1.0, Audience::Indignation { low: 9, high: 20 }, None)];
    for combine in [Combine::Any, Combine::Mean] {
        let service = Service {
            expectation: Normal { mean: 7.0, sd: 1.0 },
            combine,
            tolerance: 0.5,
            rage: 3.0,
            touchpoints: vec![touchpoint("welcome", 8.5, 1.0), touchpoint("telephone", 8.0, 1.5)],
        };
        let mut parameters = thousand(0.2);
        parameters.customers.origin = Origin::Served { served: 2_000, problem: Problem::Service(Box::new(service)) };
        parameters.telling[Outcome::Silent.index()].groups = indignation();
        parameters.telling[Outcome::Unresolved.index()].groups = indignation();
        parameters.telling[Outcome::Satisfied.index()] = telling(1.0, 1);
        let model = model(&parameters);
        let gap = model.service_gap().expect("a service");
        let let_down = 2_000.0 * gap.let_down().get();
        assert!((expected(&model, Metric::Dissatisfied) - let_down).abs() < 1e-9);
        let audience: f64 =
            gap.audience(9, 20).expect("twelve values").iter().map(|&(value, chance)| value as f64 * chance).sum();
        assert!((expected(&model, Metric::Reach) - let_down * 0.9 * audience).abs() < 1e-6);
        assert_simulation_agrees(&model, 10_000);
    }
}
