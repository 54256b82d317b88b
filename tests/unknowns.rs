//! Numbers that nobody knows: what is drawn, what it changes and what it leaves alone.

use std::io;

use rumeur::ensemble::{Control, Observer};
use rumeur::experiment::{Experiment, Results, UnknownDraws};
use rumeur::model::Tally;
use rumeur::random::ReplicateKey;
use rumeur::scenario::{Overrides, Scenario, load_text};
use rumeur::vocabulary::{Language, Metric};

const CLASSIC: &str = "[silent]\ngroups.ordinary = { share = 23, audience = 10 }\n\
    groups.vocal = { share = 3, audience = 20 }\n";
const VOICE: &str = "\"customers.observed_voice_rate\" = { beta = { a = 10, b = 260 } }\n";

fn scenario(text: &str, set: &[(&str, &str)]) -> Scenario {
    let set = set.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    let overrides = Overrides { set, ..Overrides::default() };
    load_text(text.as_bytes(), "test", "test", &overrides).unwrap_or_else(|faults| panic!("{faults}"))
}

fn classic(complaints: u64, replicates: u64) -> Scenario {
    let text = format!(
        "[customers]\ncomplaints = {complaints}\n{CLASSIC}[uncertainty]\n{VOICE}[run]\nreplicates = {replicates}\nseed = 11\n"
    );
    scenario(&text, &[])
}

/// Every value of a metric in the baseline.
struct Values(Metric, Vec<f64>);

impl Observer for Values {
    fn replicate(&mut self, _: u64, row: &[Tally]) -> io::Result<()> {
        self.1.extend(row[0].value(self.0));
        Ok(())
    }
}

fn run(scenario: &Scenario, metric: Metric) -> (Results, Vec<f64>) {
    let mut values = Values(metric, Vec::new());
    let experiment = Experiment::new(scenario).expect("models");
    let results = experiment.run(&mut [&mut values], &Control::default()).expect("results");
    (results, values.1)
}

/// Mean and variance, each with its standard error.
fn moments(values: &[f64]) -> [(f64, f64); 2] {
    let many = values.len() as f64;
    let mean = values.iter().sum::<f64>() / many;
    let power = |power: i32| values.iter().map(|value| (value - mean).powi(power)).sum::<f64>() / many;
    let variance = power(2);
    [(mean, (variance / many).sqrt()), (variance, ((power(4) - variance * variance) / many).sqrt())]
}

fn draws(scenario: &Scenario, replicate: u64) -> Vec<f64> {
    let draws = UnknownDraws::new(&scenario.unknowns, scenario.copula.as_ref());
    let mut values = vec![0.0; draws.len()];
    draws.draw(ReplicateKey { seed: 317, replicate }, &mut values);
    values
}

#[test]
fn the_share_that_nobody_knows_grows_with_the_complaints() {
    // By formula: the variance of the mean given v, over the whole.
    for (complaints, share, sd) in [(1, 0.099_781, 366.840), (12, 0.570_832, 1_840.463), (100, 0.917_246, 12_099.208)] {
        let (results, reach) = run(&classic(complaints, 20_000), Metric::Reach);
        let found = results.uncertainty.as_ref().and_then(|u| u.share(0, Metric::Reach)).expect("it varies");
        assert!((found.unknown - share).abs() < 4.0 * found.std_error, "{complaints}: {found:?} against {share}");
        let [(mean, error), (variance, variance_error)] = moments(&reach);
        let exact = complaints as f64 * 290.0 / 26.0 * 260.0 / 9.0;
        assert!((mean - exact).abs() < 4.0 * error, "{mean} {exact}");
        assert!((variance - sd * sd).abs() < 4.0 * variance_error, "{} against {sd}", variance.sqrt());
        let expected = results.expected(0, Metric::Reach).expect("one unknown");
        assert!((expected / exact - 1.0).abs() < 1e-6, "{expected} {exact}");
    }
}

#[test]
fn two_unknowns_have_their_mean_by_formula() {
    let text = format!(
        "[customers]\ncomplaints = 12\n[uncertainty]\n{VOICE}\"silent.audience.poisson\" = {{ uniform = [8, 14] }}\n\
         [run]\nreplicates = 20_000\nseed = 3\n"
    );
    let (results, reach) = run(&scenario(&text, &[]), Metric::Reach);
    let expected = results.expected(0, Metric::Reach).expect("two unknowns");
    assert!((expected / (11_440.0 / 3.0) - 1.0).abs() < 1e-6, "{expected}");
    let [(mean, error), (variance, variance_error)] = moments(&reach);
    assert!((mean - 3_813.333).abs() < 4.0 * error, "{mean}");
    assert!((variance - 1_933.134 * 1_933.134).abs() < 4.0 * variance_error, "{}", variance.sqrt());
    let share = results.uncertainty.as_ref().and_then(|u| u.share(0, Metric::Reach)).expect("it varies");
    assert!((share.unknown - (0.503_239 + 0.096_476 + 0.012_477)).abs() < 4.0 * share.std_error, "{share:?}");
}

const PAIR: &str =
    "[customers]\ncomplaints = 12\n[silent]\naudience = 10\n[damage]\ndeterred = 0.1\ncustomer_value = 200\n";

#[test]
fn another_unknown_or_variant_changes_no_draw_of_the_others() {
    let one = scenario(&format!("{PAIR}[uncertainty]\n{VOICE}"), &[]);
    let more = format!(
        "{PAIR}[uncertainty]\n\"damage.deterred\" = {{ pert = [0.01, 0.05, 0.2] }}\n{VOICE}\
         \"voice.asked\" = {{ uniform = [0.1, 0.4] }}\n[variants.a]\nset = {{ \"voice.admits\" = 0.5 }}\n"
    );
    let three = scenario(&more, &[]);
    let together = format!("{more}[[correlation]]\nbetween = [\"damage.deterred\", \"voice.asked\"]\nrank = 0.7\n");
    let together = scenario(&together, &[]);
    for replicate in 0..200 {
        let voice = draws(&one, replicate)[0];
        assert_eq!(draws(&three, replicate)[0], voice);
        assert_eq!(draws(&together, replicate)[0], voice);
        assert_eq!(draws(&together, replicate)[1].to_bits() >> 4, draws(&three, replicate)[1].to_bits() >> 4);
    }
}

#[test]
fn unknowns_that_go_together_have_the_rank_correlation_asked_for() {
    let text = format!(
        "{PAIR}[uncertainty]\n\"damage.deterred\" = {{ pert = [0.01, 0.05, 0.2] }}\n{VOICE}\
         [[correlation]]\nbetween = [\"damage.deterred\", \"customers.observed_voice_rate\"]\nrank = -0.6\n"
    );
    let scenario = scenario(&text, &[]);
    let many = 20_000;
    let drawn: Vec<Vec<f64>> = (0..many).map(|replicate| draws(&scenario, replicate)).collect();
    let ranks = |place: usize| {
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        order.sort_by(|&a, &b| drawn[a][place].total_cmp(&drawn[b][place]));
        let mut ranks = vec![0.0; drawn.len()];
        for (rank, number) in order.into_iter().enumerate() {
            ranks[number] = rank as f64;
        }
        ranks
    };
    let (left, right) = (ranks(0), ranks(1));
    let distance: f64 = left.iter().zip(&right).map(|(a, b)| (a - b) * (a - b)).sum();
    let n = many as f64;
    let found = 1.0 - 6.0 * distance / (n * (n * n - 1.0));
    // The standard error of Spearman's rho is below 1 / sqrt(n).
    assert!((found + 0.6).abs() < 4.0 / n.sqrt(), "{found}");
}

#[test]
fn whoever_sets_a_number_later_makes_it_known() {
    let text = format!(
        "{PAIR}[uncertainty]\n{VOICE}\"silent.audience\" = {{ uniform = [8, 14] }}\n\
         [variants.known]\nset = {{ \"silent.audience\" = 10 }}\n\
         [variants.other]\nset = {{ \"customers.silent_per_complaint\" = 26 }}\n"
    );
    let whole = scenario(&text, &[]);
    let paths: Vec<&str> = whole.unknowns.iter().map(|unknown| unknown.path.as_str()).collect();
    assert_eq!(paths, ["customers.observed_voice_rate", "silent.audience"]);
    assert_eq!(whole.variants[0].unknown, [true, false]);
    assert_eq!(whole.variants[1].unknown, [false, true]);
    let flagged = scenario(&text, &[("customers.observed_voice_rate", "0.05")]);
    assert_eq!(flagged.unknowns.len(), 1);
    assert_eq!(flagged.variants[0].unknown, [false]);
    let bare = scenario(&text, &[("customers.silent", "30")]);
    assert_eq!(bare.unknowns.len(), 1);
}

#[test]
fn a_law_needs_no_number_beside_it_and_takes_the_median_where_one_is_wanted() {
    let scenario = scenario(&format!("[customers]\ncomplaints = 1\n[uncertainty]\n{VOICE}"), &[]);
    let lens = rumeur::scenario::lens("customers.observed_voice_rate", &scenario.baseline).expect("a number");
    let median = lens.get(&scenario.baseline).expect("a number");
    assert!((median - 0.035_898_536).abs() < 1e-8, "{median}");
}

#[test]
fn the_effective_scenario_is_the_same_scenario() {
    let text = format!(
        "{PAIR}[uncertainty]\nsource = \"a guess\"\n{VOICE}\
         \"damage.customer_value\" = {{ interval = [150, 400], shape = \"lognormal\", source = \"accounts\" }}\n\
         \"damage.deterred\" = {{ choice = {{ \"0.02\" = 1, \"0.06\" = 2 }} }}\n\
         [[correlation]]\nbetween = [\"damage.customer_value\", \"customers.observed_voice_rate\"]\nrank = 0.5\n\
         [[expect]]\nmetric = \"aware\"\nbetween = [300, 335]\n\
         [[expect]]\nmetric = \"reach\"\nstatistic = \"probability\"\nat_least = 100\nbetween = [0.5, 1]\n"
    );
    let first = scenario(&text, &[]);
    let again = scenario(&first.effective_toml(), &[]);
    assert_eq!(first.fingerprint, again.fingerprint, "{}", first.effective_toml());
    assert_eq!(first.effective_toml(), again.effective_toml());
    assert_eq!(again.unknowns[1].source.pick(Language::En, ""), "accounts");
    assert_eq!(again.unknowns[0].source.pick(Language::En, ""), "a guess");
    assert_eq!(again.expectations.len(), 2);
    assert!(again.copula.is_some());
}

#[test]
fn the_numbers_do_not_depend_on_the_number_of_threads() {
    let text = format!(
        "{PAIR}[uncertainty]\n{VOICE}\"silent.audience\" = {{ normal = {{ mean = 10, sd = 2 }} }}\n\
         [variants.ask]\nset = {{ \"voice.asked\" = 1.0, \"voice.admits\" = 0.4 }}\n[run]\nreplicates = 3_000\n"
    );
    let scenario = scenario(&text, &[]);
    let one = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let experiment = Experiment::new(&scenario).expect("models");
            let results = experiment.run(&mut [], &Control::default()).expect("results");
            let shard = experiment.run_shard(&mut [], &Control::default()).expect("a shard");
            let merged = experiment.finish(shard).expect("results");
            assert_eq!((&results.ensemble, &results.uncertainty), (&merged.ensemble, &merged.uncertainty));
            (results.ensemble, results.uncertainty)
        })
    };
    let first = one(1);
    assert!(first == one(2) && first == one(8));
}

#[test]
fn a_variant_shares_the_unknowns_of_its_baseline() {
    // Nothing but the unknown varies: what a variant saves is 2 for each of its people.
    let text = "[customers]\ndissatisfied = 100\n[voice]\nrate = 0\n[silent]\naudience = 10\n[uncertainty]\n\
        \"silent.audience\" = { uniform = [5, 50] }\n[variants.same]\nset = { \"damage.fixed_cost\" = 7.0 }\n\
        [run]\nreplicates = 500\n";
    let (results, reach) = run(&scenario(text, &[]), Metric::Reach);
    assert!(moments(&reach)[1].0 > 0.0, "the audience differs from replicate to replicate");
    let comparison = &results.ensemble.comparisons[0];
    assert_eq!(comparison.metric(Metric::Reach).expect("defined").std_error, Some(0.0));
    assert_eq!(comparison.metric(Metric::Cost).expect("defined").difference, 7.0);
}
