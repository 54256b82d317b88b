//! "12 complaints among 4,000 guests", and what it costs to call each of them.

use std::sync::atomic::AtomicBool;

use rumeur::ensemble::Control;
use rumeur::experiment::{Experiment, Results};
use rumeur::scenario::{Overrides, Scenario, load_text};
use rumeur::vocabulary::Metric;

const HOTEL: &str = "preset = \"classic-317\"\n[customers]\ncomplaints = 12\nserved = 4_000\n\
    [damage]\nasking_cost = 2.0\ncomplaint_cost = 8.0\n[satisfied]\naudience = 1\n\
    [variants.call-each-guest]\nset = { \"voice.asked\" = 1.0, \"voice.admits\" = 0.4 }\n\
    [variants.on-a-network]\nset = { \"network.well_mixed.population\" = 20_000 }\n[run]\nreplicates = 4_000\n";

fn read(text: &str) -> Result<Scenario, String> {
    load_text(text.as_bytes(), "<stdin>", "stdin", &Overrides::default()).map_err(|errors| errors.to_string())
}

fn run(text: &str) -> Results {
    let scenario = read(text).unwrap_or_else(|errors| panic!("{errors}"));
    let control = Control { cancel: &AtomicBool::new(false), progress: &|_| {} };
    Experiment::new(&scenario).expect("models").run(&mut [], &control).expect("a run")
}

fn close(found: Option<f64>, wanted: f64) {
    let found = found.expect("a formula");
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{found} for {wanted}");
}

#[test]
fn twelve_complaints_among_four_thousand_guests_and_a_call_at_two_euros_each() {
    let results = run(HOTEL);
    let expected = |variant: usize, metric: Metric| results.models[variant].model.expected().mean(metric);
    close(expected(0, Metric::Dissatisfied), 12.0 * 27.0);
    close(expected(0, Metric::Satisfied), 4_000.0 - 324.0);
    close(expected(0, Metric::Aware), 3_804.0);
    close(expected(0, Metric::PositiveReach), 3_676.0);
    close(expected(0, Metric::Cost), 12.0 * 8.0);
    // 40 % of the 312 silent say so; each of the 4,000 guests is called.
    close(expected(1, Metric::Complaints), 12.0 + 0.4 * 312.0);
    close(expected(1, Metric::Cost), (12.0 + 124.8) * 8.0 + 4_000.0 * 2.0);
    close(expected(1, Metric::Satisfied), 3_676.0);
    for (model, summary) in results.models.iter().zip(&results.ensemble.models) {
        for metric in [Metric::Dissatisfied, Metric::Satisfied, Metric::Cost, Metric::Complaints] {
            let drawn = summary.metric(metric).unwrap_or_else(|| panic!("{}: {metric:?}", model.variant));
            let error = drawn.std_error.unwrap_or(0.0);
            let mean = model.model.expected().mean(metric).expect("a formula");
            assert!(
                (drawn.mean - mean).abs() <= 4.0 * error + 1e-9,
                "{}: {metric:?} {} {mean}",
                model.variant,
                drawn.mean
            );
        }
        let satisfied = summary.metric(Metric::Satisfied).expect("known");
        let dissatisfied = summary.metric(Metric::Dissatisfied).expect("known");
        assert!((satisfied.mean + dissatisfied.mean - 4_000.0).abs() < 1e-9, "everybody served is one or the other");
    }
}

#[test]
fn the_silent_are_cut_at_what_served_leaves_and_the_formula_knows() {
    // Two complaints, 26 silent each on average: more than 173 are hidden in a little under 1 % of the cases.
    let text = "[customers]\ncomplaints = 2\nsilent_per_complaint = 26\nserved = 190\n[silent]\naudience = 10\n[run]\nreplicates = 40_000\n";
    let results = run(text);
    let summary = &results.ensemble.models[0];
    assert!(summary.cut_share > 0.001 && summary.cut_share < 0.01, "{}", summary.cut_share);
    for metric in [Metric::Dissatisfied, Metric::Satisfied, Metric::Silent, Metric::Reach] {
        let drawn = summary.metric(metric).expect("known");
        let (mean, error) =
            (results.models[0].model.expected().mean(metric).expect("a formula"), drawn.std_error.expect("varies"));
        assert!((drawn.mean - mean).abs() <= 4.0 * error, "{metric:?}: {} for {mean} +- {error}", drawn.mean);
    }
    assert!(summary.metric(Metric::Dissatisfied).expect("known").max <= 190.0);
    let silent = results.models[0].model.expected().mean(Metric::Silent).expect("a formula");
    assert!(silent < 52.0 && silent > 51.0, "the mean of what is left after the cut: {silent}");
}

#[test]
fn numbers_that_contradict_each_other_are_refused_with_the_way_out() {
    for (served, message) in [
        ("11", "customers.served must be at least the complaints seen, 12, got 11"),
        (
            "200",
            "customers.served = 200 is too few: in 93 % of all cases more customers would be dissatisfied than were served",
        ),
    ] {
        let errors = read(&HOTEL.replace("4_000\n[damage]", &format!("{served}\n[damage]"))).expect_err(message);
        assert!(errors.contains(message) && errors.contains("served = "), "{errors}");
        assert!(errors.contains("the voice rate or the number served cannot be right"), "{errors}");
    }
    let errors = read("[customers]\ncomplaints = 12\nsilent_per_complaint = 26\n[damage]\nasking_cost = 2\n")
        .expect_err("whom?");
    assert!(
        errors.contains("damage.asking_cost needs customers.served") && errors.contains("add served = N"),
        "{errors}"
    );
    let errors = read("[customers]\ndissatisfied = 12\nserved = 40\n").expect_err("two numbers");
    assert!(errors.contains("exclude each other"), "{errors}");
}

#[test]
fn a_number_served_changes_no_draw_of_what_was_known_without_it() {
    let without = HOTEL
        .replace("served = 4_000\n", "")
        .replace("asking_cost = 2.0\n", "")
        .replace("[satisfied]\naudience = 1\n", "");
    let (with, without) = (run(HOTEL), run(&without));
    for metric in [Metric::Silent, Metric::Reach, Metric::Aware] {
        let mean = |results: &Results, model: usize| results.ensemble.models[model].metric(metric).expect("known").mean;
        assert_eq!(mean(&with, 0), mean(&without, 0));
        assert_eq!(mean(&with, 1), mean(&without, 1));
    }
}

#[test]
fn the_law_of_money_has_the_calls_in_it_and_who_is_left_over_has_one_too() {
    let results = run(HOTEL);
    let called = &results.models[1].model;
    let cost = called.exact_law(Metric::Cost).expect("whole euros");
    assert!((cost.mean() - (136.8 * 8.0 + 8_000.0)).abs() < 1e-6, "{}", cost.mean());
    for metric in [Metric::Aware, Metric::Satisfied, Metric::PositiveReach] {
        let law = called.exact_law(metric).expect("a law");
        let mean = called.expected().mean(metric).expect("a mean");
        assert!((law.mean() - mean).abs() < 1e-9 * mean.max(1.0), "{metric}: {} is not {mean}", law.mean());
        let simulated = results.ensemble.models[1].metric(metric).expect("known");
        let spread = (simulated.std_dev.expect("many") / law.std_dev().max(1e-9) - 1.0).abs();
        assert!(law.std_dev() < 1e-9 || spread < 0.1, "{metric}: {spread}");
    }
}
