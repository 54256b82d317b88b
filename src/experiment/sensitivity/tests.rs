use super::*;
use crate::ensemble::Control;
use crate::experiment::Experiment;
use crate::scenario::{Overrides, load_text};
use crate::vocabulary::Metric;

const T1: &str = "[customers]\ncomplaints = 12\n[silent]\naudience = { poisson = 10 }\n[uncertainty]\n\
    \"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }\n\
    \"silent.audience.poisson\" = { uniform = [8, 14] }\n";

fn run(text: &str, metrics: &[Metric], replicates: u64, design: Option<u64>) -> Vec<ModelSensitivity> {
    let overrides = Overrides { replicates: Some(replicates), ..Overrides::default() };
    let scenario = load_text(text.as_bytes(), "t", "t", &overrides).expect("a scenario");
    let experiment = Experiment::new(&scenario).expect("models");
    let study = Sensitivity { experiment: &experiment, metrics, design };
    study.run(&Control::default()).expect("a run")
}

fn index(found: &MetricSensitivity, factor: Factor, method: IndexMethod) -> crate::stats::Estimate {
    let index = found.indices.iter().find(|index| index.factor == factor && index.method == method);
    index.unwrap_or_else(|| panic!("{factor:?} {method:?}: {found:?}")).estimate
}

/// Within four standard errors, as the half-width of a 95 % interval says them.
fn assert_near(found: crate::stats::Estimate, exact: f64, what: &str) {
    assert!(
        (found.value - exact).abs() < 2.05 * found.half_width && found.half_width < 0.08,
        "{what}: {found:?} {exact}"
    );
}

#[test]
fn twelve_complaints_with_two_unknowns_have_the_indices_of_the_formula() {
    // v ~ Beta(10, 260), mean audience ~ Uniform(8, 14): shares of the variance of reach in closed form.
    let given = run(T1, &[Metric::Reach], 20_000, None);
    let found = &given[0].metrics[0];
    let (voice, audience) = (Factor::Unknown(0), Factor::Unknown(1));
    assert_near(index(found, voice, IndexMethod::FirstOrder), 0.503_239, "voice rate by ranks");
    assert_near(index(found, audience, IndexMethod::FirstOrder), 0.096_476, "audience by ranks");
    assert_near(index(found, Factor::Dummy, IndexMethod::FirstOrder), 0.0, "dummy");
    assert_near(index(found, Factor::Chance, IndexMethod::Total), 0.387_807, "chance by twins");
    assert!(index(found, voice, IndexMethod::RankCorrelation).value < -0.6);

    let designed = run(T1, &[Metric::Reach], 200, Some(1 << 13));
    let found = &designed[0].metrics[0];
    assert_near(index(found, voice, IndexMethod::DesignFirst), 0.503_239, "voice rate by design");
    assert_near(index(found, audience, IndexMethod::DesignFirst), 0.096_476, "audience by design");
    assert_near(index(found, Factor::Chance, IndexMethod::Total), 0.387_807, "chance by design");
}

#[test]
fn a_tornado_is_by_formula_where_there_is_one() {
    let found = run(T1, &[Metric::Reach], 100, None);
    let bars = &found[0].metrics[0].tornado;
    assert_eq!(bars.iter().map(|bar| bar.unknown).collect::<Vec<_>>(), [0, 1], "the widest first");
    // Silent 12 (1 - v) / v, reach 11 times that at the median audience.
    for (v, mean) in [(bars[0].low, bars[0].at_low), (bars[0].high, bars[0].at_high)] {
        assert!((mean - 11.0 * 12.0 * (1.0 - v) / v).abs() < 1e-6 * mean, "{v} {mean}");
    }
    assert!((bars[1].low - 8.6).abs() < 1e-9 && (bars[1].high - 13.4).abs() < 1e-9, "{bars:?}");
    assert_eq!(bars[0].std_error, 0.0);
}

#[test]
fn without_a_formula_the_ends_share_their_luck() {
    let text = "[customers]\ndissatisfied = 10\n[voice]\nrate = 0.0\n[silent]\naudience = 4\n\
        [retelling]\nrate = 0.2\naudience = 3\ngenerations = 3\n[network]\nwell_mixed = { population = 300 }\n\
        [uncertainty]\n\"retelling.rate\" = { uniform = [0.1, 0.5] }\n";
    let found = run(text, &[Metric::Aware], 400, Some(64));
    let bar = found[0].metrics[0].tornado[0];
    assert!(bar.swing() > 0.0 && bar.std_error > 0.0 && bar.swing() > 10.0 * bar.std_error, "{bar:?}");
    let total = index(&found[0].metrics[0], Factor::Unknown(0), IndexMethod::Total);
    assert!(total.value > 0.3, "{total:?}");
}

#[test]
fn correlated_unknowns_share_what_they_make_and_chance_has_the_rest() {
    let text = format!(
        "{T1}[[correlation]]\nbetween = [\"customers.observed_voice_rate\", \"silent.audience.poisson\"]\nrank = 0.5\n"
    );
    let found = run(&text, &[Metric::Reach], 4_000, Some(1 << 12));
    let found = &found[0].metrics[0];
    let share = |factor| index(found, factor, IndexMethod::Shapley);
    let all = [Factor::Unknown(0), Factor::Unknown(1), Factor::Chance].map(|factor| share(factor).value);
    assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{all:?}");
    let free = run(T1, &[Metric::Reach], 200, Some(1 << 12));
    let first = index(&free[0].metrics[0], Factor::Unknown(0), IndexMethod::DesignFirst);
    assert!(share(Factor::Unknown(0)).value > 0.2 && first.value > share(Factor::Unknown(0)).value, "{found:?}");
}

#[test]
fn orders_of_many_unknowns_say_what_all_sets_of_them_say() {
    use super::design::Design;
    use crate::experiment::at_points::AtPoints;
    let text = format!(
        "{T1}[[correlation]]\nbetween = [\"customers.observed_voice_rate\", \"silent.audience.poisson\"]\nrank = 0.5\n"
    );
    let scenario = load_text(text.as_bytes(), "t", "t", &Overrides::default()).expect("a scenario");
    let experiment = Experiment::new(&scenario).expect("models");
    let unknowns = experiment.opened().expect("unknowns");
    let at = AtPoints { experiment: &experiment, unknowns, metrics: &[Metric::Reach] };
    let sets = Design::new(&at);
    let Design::Sets(points, _) = &sets else { panic!("two unknowns that go together") };
    let orders = Design::Orders(points.clone());
    let shares = |design: &Design| design.indices(&at, 1 << 12, &Control::default()).expect("a run").remove(0);
    for (left, right) in shares(&sets).iter().zip(&shares(&orders)) {
        assert_eq!(left.factor, right.factor);
        let error = left.estimate.half_width.hypot(right.estimate.half_width);
        assert!((left.estimate.value - right.estimate.value).abs() < 2.05 * error, "{left:?} {right:?}");
    }
}

#[test]
fn a_variant_that_knows_a_number_has_no_bar_for_it_and_changes_nothing_of_the_baseline() {
    let with = format!("{T1}[variants.known]\nset = {{ \"silent.audience.poisson\" = 10 }}\n");
    let (alone, both) = (run(T1, &[Metric::Reach], 500, Some(64)), run(&with, &[Metric::Reach], 500, Some(64)));
    assert_eq!(alone[0], both[0]);
    assert_eq!(both[1].metrics[0].tornado.iter().map(|bar| bar.unknown).collect::<Vec<_>>(), [0]);
    assert!(both[1].metrics[0].indices.iter().all(|index| index.factor != Factor::Unknown(1)));
}

#[test]
fn another_unknown_leaves_the_indices_of_the_others_by_ranks_as_they_are() {
    // It says what nothing depends on: nobody is asked.
    let more = T1.replace("[uncertainty]\n", "[uncertainty]\n\"voice.admits\" = { uniform = [0.1, 0.9] }\n");
    let (few, many) = (run(T1, &[Metric::Reach], 2_000, None), run(&more, &[Metric::Reach], 2_000, None));
    let of = |found: &[ModelSensitivity], unknown: usize| {
        index(&found[0].metrics[0], Factor::Unknown(unknown), IndexMethod::FirstOrder)
    };
    // Its path comes last.
    assert_eq!([0, 1].map(|unknown| of(&few, unknown)), [0, 1].map(|unknown| of(&many, unknown)));
    assert!(of(&many, 2).value.abs() < 2.05 * of(&many, 2).half_width);
}
