use super::*;
use crate::ensemble::Control;
use crate::experiment::Experiment;
use crate::scenario::{Overrides, load_text};

/// One complaint, v ~ Beta(10, 260): a measure that saves 10 for each silent customer and costs `fixed`.
fn measure(fixed: f64) -> String {
    format!(
        "[customers]\ncomplaints = 1\n[silent]\nstays = 0.0\naudience = 1\n[damage]\ncustomer_value = 10\n\
         [uncertainty]\n\"customers.observed_voice_rate\" = {{ beta = {{ a = 10, b = 260 }} }}\n\
         [variants.measure]\nset = {{ \"silent.stays\" = 1.0, \"damage.fixed_cost\" = {fixed} }}\n"
    )
}

fn run(text: &str, surveys: &[(&str, &[u64])], replicates: u64) -> WorthFound {
    let overrides = Overrides { replicates: Some(replicates), ..Overrides::default() };
    let scenario = load_text(text.as_bytes(), "t", "t", &overrides).expect("a scenario");
    let experiment = Experiment::new(&scenario).expect("models");
    let survey = |&(path, sizes): &(&str, &[u64])| Survey { path: path.to_owned(), respondents: sizes.to_vec() };
    let surveys: Vec<Survey> = surveys.iter().map(survey).collect();
    Worth { experiment: &experiment, surveys: &surveys }.run(&Control::default()).expect("an answer")
}

fn value(found: &WorthFound, known: Known) -> WorthValue {
    *found.values.iter().find(|value| value.known == known).unwrap_or_else(|| panic!("{known:?}: {found:?}"))
}

const VOICE: &str = "customers.observed_voice_rate";

#[test]
fn knowing_the_voice_rate_has_its_worth_to_the_digit() {
    for (fixed, exact) in [(250.0, 19.169_89), (289.0, 38.669_68), (300.0, 34.374_03)] {
        let found = run(&measure(fixed), &[], 100);
        let one = value(&found, Known::Unknown(0));
        assert!((one.value - exact).abs() < 6e-6 && one.std_error == 0.0, "{fixed}: {one:?}");
        assert_eq!(value(&found, Known::Everything).value, one.value);
        assert!(found.by_formula);
    }
}

#[test]
fn a_survey_has_its_worth_to_the_digit() {
    let found = run(&measure(300.0), &[(VOICE, &[10, 50, 100, 500, 5_000])], 100);
    for (respondents, exact) in [(10, 0.0), (50, 10.444_39), (100, 15.063_34), (500, 26.644_11), (5_000, 33.341_10)] {
        let survey = value(&found, Known::Survey { unknown: 0, respondents });
        assert!((survey.value - exact).abs() < 6e-6, "{respondents}: {survey:?} {exact}");
    }
}

#[test]
fn where_no_knowledge_would_change_the_decision_it_is_worth_nothing() {
    let found = run(&measure(1e9), &[(VOICE, &[100])], 100);
    assert!(found.values.iter().all(|value| value.value == 0.0), "{found:?}");
    assert_eq!(found.best(), 0);
}

/// The same with what a customer is worth unknown, and with more that is unknown.
fn with(more: &[&str], fixed: f64) -> String {
    measure(fixed).replace("[uncertainty]\n", &format!("[uncertainty]\n{}\n", more.join("\n")))
}

const CUSTOMER: &str = "\"damage.customer_value\" = { uniform = [5, 15] }";

#[test]
fn two_unknowns_are_worth_what_a_slow_sum_says() {
    let found = run(&with(&[CUSTOMER], 300.0), &[], 100);
    // The mean of the lower of value (1 - v) / v and 300 over 4,000 values of v by 400 of the customer's.
    let law = crate::stats::CutLaw::new(
        &crate::stats::Law::Beta { a: 10.0, b: 260.0 },
        crate::stats::Range { low: 0.0, high: 1.0, whole: false },
    );
    let law = law.expect("a law");
    let silent: Vec<f64> = (0..4_000)
        .map(|step| law.at(crate::stats::Score::Share((f64::from(step) + 0.5) / 4_000.0)))
        .map(|v| (1.0 - v) / v)
        .collect();
    let customers: Vec<f64> = (0..400).map(|step| 5.0 + 10.0 * (f64::from(step) + 0.5) / 400.0).collect();
    let many = (silent.len() * customers.len()) as f64;
    let of = |silent: f64| customers.iter().map(move |customer| customer * silent);
    let lowest = silent.iter().flat_map(|&silent| of(silent)).map(|loss| loss.min(300.0)).sum::<f64>() / many;
    let now = 10.0 * 260.0 / 9.0;
    let slow = now - lowest;
    let everything = value(&found, Known::Everything);
    assert!((everything.value - slow).abs() < 2e-3 * slow, "{everything:?} {slow}");
    // Knowing the voice rate alone is as if the customer were worth 10.
    let voice = value(&found, Known::Unknown(0));
    assert!((voice.value - 34.374_03).abs() < 1e-4, "{voice:?}");
    let mean = silent.iter().sum::<f64>() / silent.len() as f64;
    let customer = customers.iter().map(|customer| (customer * mean).min(300.0)).sum::<f64>() / 400.0;
    let customer = mean * 10.0 - customer;
    let found = value(&found, Known::Unknown(1));
    assert!((found.value - customer).abs() < 0.05, "{found:?} {customer}");
}

#[test]
fn to_know_more_is_never_worth_less() {
    let more =
        [CUSTOMER, "\"voice.admits\" = { uniform = [0.1, 0.9] }", "\"damage.complaint_cost\" = { uniform = [0, 50] }"];
    let mut before = 0.0;
    for many in 0..=more.len() {
        let found = run(&with(&more[..many], 300.0), &[(VOICE, &[50])], 100);
        let all = value(&found, Known::Everything);
        let place = found.values.iter().filter_map(|value| match value.known {
            Known::Unknown(_) => Some(value.value),
            _ => None,
        });
        assert!(place.clone().all(|one| one <= all.value), "{found:?}");
        assert!(all.value >= before - 4.0 * all.std_error - 0.02, "{many}: {found:?} {before}");
        before = all.value;
    }
}

#[test]
fn even_points_and_the_quadrature_say_the_same() {
    // A third unknown on which nothing depends turns the quadrature into even points.
    let (two, three) = (
        run(&with(&[CUSTOMER], 300.0), &[(VOICE, &[100])], 100),
        run(&with(&[CUSTOMER, "\"voice.admits\" = { uniform = [0.1, 0.9] }"], 300.0), &[(VOICE, &[100])], 100),
    );
    // Paths in order: the voice rate, the customer's value, who admits it.
    for (left, right) in [
        (Known::Everything, Known::Everything),
        (Known::Unknown(0), Known::Unknown(0)),
        (Known::Unknown(1), Known::Unknown(1)),
        (Known::Survey { unknown: 0, respondents: 100 }, Known::Survey { unknown: 0, respondents: 100 }),
    ] {
        let (left, right) = (value(&two, left), value(&three, right));
        let allowed = 5.0 * right.std_error + 0.02;
        assert!((left.value - right.value).abs() < allowed, "{left:?} {right:?}");
    }
    assert_eq!(value(&three, Known::Unknown(2)).value, 0.0);
}

#[test]
fn without_a_formula_replicates_say_about_the_same() {
    let scenario = measure(289.0);
    let overrides = Overrides { replicates: Some(20_000), ..Overrides::default() };
    let scenario = load_text(scenario.as_bytes(), "t", "t", &overrides).expect("a scenario");
    let experiment = Experiment::new(&scenario).expect("models");
    let worth = Worth { experiment: &experiment, surveys: &[] };
    let found = worth.by_replicates_alone().expect("a run");
    let (one, dummy) = (value(&found, Known::Unknown(0)), value(&found, Known::Dummy));
    assert!((one.value - 38.669_68).abs() < 4.0 * one.std_error + dummy.value, "{one:?} {dummy:?}");
    assert!(dummy.value < 8.0, "{dummy:?}");
}

#[test]
fn a_survey_is_of_an_unknown_share() {
    let scenario = load_text(with(&[CUSTOMER], 300.0).as_bytes(), "t", "t", &Overrides::default()).expect("a scenario");
    let experiment = Experiment::new(&scenario).expect("models");
    let asked = |path: &str| {
        let surveys = [Survey { path: path.to_owned(), respondents: vec![10] }];
        Worth { experiment: &experiment, surveys: &surveys }.asked()
    };
    assert_eq!(asked(VOICE).expect("a share"), [0]);
    assert!(matches!(asked("damage.customer_value"), Err(WorthError::NoShare(_))));
    assert!(matches!(asked("voice.asked"), Err(WorthError::NoUnknown(_))));
}
