//! The branching engine against closed forms, published values and a slow person-by-person oracle.

use rumeur::model::{
    Audience, Behind, Customers, Generations, Group, Model, Origin, Parameters, Problem, Recovery, Retelling, Tally,
    Telling, Voice,
};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::vocabulary::{Metric, Outcome, Valence};

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

fn group(name: &str, share: f64, audience: Audience) -> Group {
    Group { name: name.to_owned(), share, audience, stays: None }
}

fn classic_groups() -> Telling {
    Telling {
        groups: vec![group("ordinary", 23.0, Audience::Fixed(10)), group("vocal", 3.0, Audience::Fixed(20))],
        ..Telling::default()
    }
}

fn everyone(audience: Audience) -> Telling {
    Telling { groups: vec![group("all", 1.0, audience)], ..Telling::default() }
}

fn parameters(origin: Origin) -> Parameters {
    Parameters {
        customers: Customers { origin, ..Customers::default() },
        max_people: 1_000_000_000,
        ..Parameters::default()
    }
}

fn classic(complaints: u64, behind: Behind) -> Parameters {
    let mut parameters = parameters(Origin::Complaints { complaints, behind });
    parameters.telling[Outcome::Silent.index()] = classic_groups();
    parameters
}

fn replicates(parameters: &Parameters, seed: u64, count: u64) -> Vec<Tally> {
    let model = Model::new(parameters, &[]).expect("a model");
    let mut scratch = model.scratch();
    (0..count)
        .map(|replicate| {
            model.replicate(ReplicateKey { seed, replicate }, None, &mut scratch).expect("no explosion");
            scratch.tally().clone()
        })
        .collect()
}

fn values(tallies: &[Tally], metric: Metric) -> Vec<f64> {
    tallies.iter().filter_map(|tally| tally.value(metric)).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

fn fourth_moment(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean).powi(4)).sum::<f64>() / values.len() as f64
}

/// Four standard errors of the mean; a constant must be met to the last digits.
fn assert_mean(values: &[f64], expected: f64, what: &str) {
    let tolerance = 4.0 * (variance(values) / values.len() as f64).sqrt() + 1e-9 * expected.abs();
    let actual = mean(values);
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual} against {expected} +- {tolerance}");
}

/// Four standard errors of the variance, from the fourth moment.
fn assert_std_dev(values: &[f64], expected: f64, what: &str) {
    let actual = variance(values);
    let error = ((fourth_moment(values) - actual * actual).max(0.0) / values.len() as f64).sqrt();
    let difference = (actual - expected * expected).abs();
    assert!(difference <= 4.0 * error + 1e-9, "{what}: {} against {expected}", actual.sqrt());
}

/// The mean of every metric the model defines, and the standard deviations that have a closed form, agree with these
/// replicates. Four at least have one: silent, impressions, reach, aware; with groups that are dealt out exactly the first.
fn assert_metrics_agree(model: &Model, tallies: &[Tally], what: &str) {
    let mut std_devs = 0;
    for metric in Metric::all().filter(|metric| *metric != Metric::AwarePerComplaint && model.defines(*metric)) {
        let simulated = values(tallies, metric);
        let expected = model.expected().mean(metric).unwrap_or_else(|| panic!("{what}: no mean of {metric}"));
        assert_mean(&simulated, expected, &format!("{what}: {metric}"));
        if let Some(expected) = model.expected().std_dev(metric) {
            std_devs += 1;
            assert_std_dev(&simulated, expected, &format!("{what}: {metric}"));
        }
    }
    let at_least = if what == "exact groups" { 1 } else { 4 };
    assert!(std_devs >= at_least, "{what}: only {std_devs} standard deviations have a closed form");
}

/// Every closed form of the model agrees with its simulation.
fn assert_agrees(parameters: &Parameters, seed: u64, count: u64) {
    let model = Model::new(parameters, &[]).expect("a model");
    let tallies = replicates(parameters, seed, count);
    assert_metrics_agree(&model, &tallies, "on its own");
    assert!(!model.expected().generations(Valence::Negative).is_empty(), "no generation has a closed form");
    assert_eq!(model.expected().groups().len(), tallies[0].groups.len());
    for valence in Valence::ALL {
        for (generation, expected) in model.expected().generations(valence).iter().enumerate().take(8) {
            let of = |pick: fn(&rumeur::model::GenerationTally) -> u64| -> Vec<f64> {
                let at = |tally: &Tally| tally.generations[valence.index()].get(generation).map_or(0, pick);
                tallies.iter().map(|tally| at(tally) as f64).collect()
            };
            assert_mean(&of(|tally| tally.reach), expected.reach, &format!("reach of generation {generation}"));
            assert_mean(&of(|tally| tally.tellers), expected.tellers, &format!("tellers of generation {generation}"));
        }
    }
    for (index, expected) in model.expected().groups().iter().enumerate() {
        let customers: Vec<f64> = tallies.iter().map(|tally| tally.groups[index].customers as f64).collect();
        assert_mean(&customers, expected.customers, "customers of a group");
    }
}

fn assert_close(actual: Option<f64>, expected: f64) {
    let actual = actual.expect("a closed form");
    assert!((actual - expected).abs() < 5e-3 * expected.abs().clamp(1e-6, 1.0), "{actual} against {expected}");
}

#[test]
fn the_classic_is_317_in_closed_form_and_by_simulation() {
    let parameters = classic(1, Behind::SilentPerComplaint(26.0));
    let model = Model::new(&parameters, &[]).expect("a model");
    let expected = model.expected();
    for (metric, value) in [
        (Metric::Complaints, 1.0),
        (Metric::Silent, 26.0),
        (Metric::Dissatisfied, 27.0),
        (Metric::Tellers, 26.0),
        (Metric::Reach, 290.0),
        (Metric::Aware, 317.0),
        (Metric::AwarePerComplaint, 317.0),
    ] {
        assert_eq!(expected.mean(metric), Some(value), "{metric}");
    }
    assert_close(expected.std_dev(Metric::Reach), 295.97);
    assert_agrees(&parameters, 317, 200_000);
    let reach = values(&replicates(&parameters, 1, 200_000), Metric::Reach);
    let silent_share = reach.iter().filter(|reach| **reach == 0.0).count() as f64 / reach.len() as f64;
    let p = 1.0 / 27.0;
    assert!((silent_share - p).abs() < 4.0 * (p * (1.0 - p) / reach.len() as f64).sqrt(), "{silent_share}");
}

#[test]
fn the_textbook_mode_is_317_in_every_replicate() {
    let mut parameters = classic(1, Behind::Silent(26));
    parameters.customers.exact_groups = true;
    for tally in replicates(&parameters, 0, 2_000) {
        assert_eq!(tally.count(Metric::Aware), 317);
        assert_eq!(tally.count(Metric::Reach), 290);
    }
    let model = Model::new(&parameters, &[]).expect("a model");
    assert_eq!(model.expected().std_dev(Metric::Aware), Some(0.0));
}

#[test]
fn drawn_groups_spread_the_fixed_silent() {
    let parameters = classic(1, Behind::Silent(26));
    let model = Model::new(&parameters, &[]).expect("a model");
    assert_close(model.expected().std_dev(Metric::Reach), 16.29);
    assert_agrees(&parameters, 3, 50_000);
}

#[test]
fn the_silent_behind_many_complaints_are_negative_binomial() {
    for (complaints, rate) in [(1, 1.0 / 27.0), (12, 0.037), (500, 0.2), (3, 1.0)] {
        let parameters = classic(complaints, Behind::VoiceRate(probability(rate)));
        let expected = Model::new(&parameters, &[]).expect("a model").expected().clone();
        let c = complaints as f64;
        assert_close(expected.mean(Metric::Silent), c * (1.0 - rate) / rate);
        assert_close(expected.std_dev(Metric::Silent), (c * (1.0 - rate)).sqrt() / rate);
        assert_agrees(&parameters, 5, 30_000);
    }
}

#[test]
fn asking_everyone_moves_the_silent_and_not_the_dissatisfied() {
    let mut parameters = classic(1, Behind::SilentPerComplaint(26.0));
    parameters.voice.asked = Probability::ONE;
    parameters.voice.admits = probability(0.4);
    let model = Model::new(&parameters, &[]).expect("a model");
    for (metric, value) in [
        (Metric::Silent, 15.6),
        (Metric::Reach, 174.0),
        (Metric::Aware, 201.0),
        (Metric::Dissatisfied, 27.0),
        (Metric::Complaints, 11.4),
    ] {
        assert_close(model.expected().mean(metric), value);
    }
    assert_agrees(&parameters, 11, 100_000);
}

#[test]
fn a_lower_voice_rate_silences_complaints_seen() {
    let mut parameters = classic(40, Behind::VoiceRate(probability(0.2)));
    parameters.voice.rate = Some(probability(0.05));
    let model = Model::new(&parameters, &[]).expect("a model");
    assert_close(model.expected().mean(Metric::Dissatisfied), 200.0);
    assert_close(model.expected().mean(Metric::Complaints), 10.0);
    assert_agrees(&parameters, 12, 50_000);
}

#[test]
fn verde_reaches_124_by_100_dissatisfied() {
    let verde = Audience::Empirical(vec![(0, 69.0), (1, 8.0), (2, 8.0), (4, 9.0), (10, 4.0), (12, 2.0)]);
    let mut parameters = parameters(Origin::Dissatisfied(100));
    parameters.voice = Voice { rate: Some(probability(0.06)), ..Voice::default() };
    parameters.telling[Outcome::Silent.index()] = everyone(verde.clone());
    parameters.telling[Outcome::Unresolved.index()] = everyone(verde);
    let model = Model::new(&parameters, &[]).expect("a model");
    assert_close(model.expected().mean(Metric::Impressions), 124.0);
    let per_complaint = 124.0 / 6.0;
    let aware = model.expected().mean(Metric::AwarePerComplaint).expect("a closed form");
    assert!((aware - 100.0 / 6.0 - per_complaint).abs() < 1e-9 && (per_complaint - 20.67).abs() < 0.01);
    assert_agrees(&parameters, 13, 50_000);
}

fn all_retell(roots: u64, audience: Audience, generations: Generations) -> Parameters {
    let mut parameters = parameters(Origin::Dissatisfied(roots));
    parameters.telling[Outcome::Silent.index()] = everyone(audience.clone());
    parameters.retelling = Retelling { rate: Probability::ONE, audience, generations, decay: Probability::ONE };
    parameters
}

#[test]
fn total_progeny_of_poisson_offspring_is_borel() {
    let parameters = all_retell(1, Audience::Poisson(0.5), Generations::Unlimited);
    let model = Model::new(&parameters, &[]).expect("a model");
    assert_close(model.expected().mean(Metric::Aware), 2.0);
    assert_close(model.expected().std_dev(Metric::Aware), 2.0);
    let count = 400_000;
    let aware = values(&replicates(&parameters, 17, count), Metric::Aware);
    assert_mean(&aware, 2.0, "total progeny");
    assert_std_dev(&aware, 2.0, "total progeny");
    for (size, p) in [(1.0, 0.606_531), (2.0, 0.183_940), (3.0, 0.083_674)] {
        let share = aware.iter().filter(|aware| **aware == size).count() as f64 / count as f64;
        assert!((share - p).abs() < 4.0 * (p * (1.0 - p) / count as f64).sqrt(), "P({size}) = {share}, not {p}");
    }
}

#[test]
fn extinction_is_that_of_the_generating_function() {
    for (m, p) in [(1.5, 0.417_188), (2.0, 0.203_188), (3.0, 0.059_520)] {
        let mut parameters = all_retell(1, Audience::Poisson(m), Generations::UpTo(30));
        parameters.max_people = u64::MAX;
        let count = 60_000;
        let extinct = replicates(&parameters, 19, count)
            .iter()
            .filter(|tally| tally.generations[0].get(30).is_none_or(|generation| generation.reach == 0))
            .count();
        let share = extinct as f64 / count as f64;
        assert!((share - p).abs() < 4.0 * (p * (1.0 - p) / count as f64).sqrt(), "m = {m}: {share}, not {p}");
    }
}

#[test]
fn generation_n_has_the_galton_watson_moments() {
    for m in [0.8, 1.5] {
        let audience = Audience::NegativeBinomial { mean: m, dispersion: 2.0 };
        let s2 = m + m * m / 2.0;
        let parameters = all_retell(1, audience, Generations::UpTo(6));
        let tallies = replicates(&parameters, 23, 200_000);
        for n in 1..=6 {
            let at = |tally: &Tally| tally.generations[0].get(n as usize).map_or(0, |generation| generation.reach);
            let sizes: Vec<f64> = tallies.iter().map(|tally| at(tally) as f64).collect();
            assert_mean(&sizes, m.powi(n), "generation");
            let variance = s2 * m.powi(n - 1) * (m.powi(n) - 1.0) / (m - 1.0);
            assert_std_dev(&sizes, variance.sqrt(), "generation");
        }
    }
}

fn rich() -> Parameters {
    let mut parameters = parameters(Origin::Served { served: 900, problem: Problem::Rate(probability(0.07)) });
    parameters.voice =
        Voice { rate: Some(probability(0.1)), asked: probability(0.5), admits: probability(0.3), observed: None };
    parameters.recovery = Recovery { rate: probability(0.4) };
    parameters.telling[Outcome::Silent.index()] = Telling {
        stays: probability(0.4),
        groups: vec![
            group("a", 2.0, Audience::NegativeBinomial { mean: 3.0, dispersion: 0.7 }),
            group("b", 1.0, Audience::Uniform { low: 1, high: 4 }),
            Group { stays: Some(probability(0.1)), ..group("c", 3.0, Audience::Fixed(0)) },
        ],
    };
    parameters.telling[Outcome::Unresolved.index()] = Telling {
        stays: probability(0.2),
        groups: vec![
            group("a", 1.0, Audience::LogNormal { median: 2.0, sigma: 0.7 }),
            group("b", 1.0, Audience::Geometric(3.0)),
        ],
    };
    parameters.telling[Outcome::Recovered.index()] =
        Telling { stays: probability(0.8), ..everyone(Audience::Zipf { exponent: 2.2, max: 50 }) };
    parameters.telling[Outcome::Satisfied.index()] = everyone(Audience::Poisson(0.2));
    parameters.retelling = Retelling {
        rate: probability(0.2),
        audience: Audience::Poisson(2.0),
        generations: Generations::UpTo(5),
        decay: probability(0.7),
    };
    parameters.damage.customer_value = 250.0;
    parameters.damage.prospect_value = 80.0;
    parameters.damage.listeners_in_market = probability(0.5);
    parameters.damage.deterred = probability(0.1);
    parameters.damage.won = probability(0.05);
    parameters.damage.complaint_cost = 15.0;
    parameters.damage.recovery_cost = 40.0;
    parameters.damage.fixed_cost = 100.0;
    parameters
}

#[test]
fn closed_forms_agree_with_every_stage_at_work() {
    assert_agrees(&rich(), 29, 60_000);
    let mut unlimited = rich();
    unlimited.retelling.generations = Generations::Unlimited;
    unlimited.retelling.decay = Probability::ONE;
    assert_agrees(&unlimited, 31, 60_000);
}

/// Variants of `rich` that each change one thing.
fn variants() -> Vec<(&'static str, Parameters)> {
    let change = |name, change: fn(&mut Parameters)| {
        let mut parameters = rich();
        change(&mut parameters);
        (name, parameters)
    };
    vec![
        change("fewer served", |p| {
            p.customers.origin = Origin::Served { served: 500, problem: Problem::Rate(probability(0.07)) };
        }),
        change("more problems", |p| {
            p.customers.origin = Origin::Served { served: 900, problem: Problem::Rate(probability(0.1)) };
        }),
        change("fewer problems", |p| {
            p.customers.origin = Origin::Served { served: 900, problem: Problem::Rate(probability(0.03)) };
        }),
        change("another origin", |p| p.customers.origin = Origin::Dissatisfied(40)),
        change("observed complaints", |p| {
            p.customers.origin = Origin::Complaints { complaints: 9, behind: Behind::VoiceRate(probability(0.1)) };
        }),
        change("more voice", |p| p.voice.rate = Some(probability(0.5))),
        change("less voice", |p| p.voice.asked = Probability::ZERO),
        change("more recovery", |p| p.recovery.rate = probability(0.9)),
        change("other shares", |p| p.telling[0].groups[0].share = 0.5),
        change("a group less", |p| {
            p.telling[0].groups.pop();
        }),
        change("exact groups", |p| p.customers.exact_groups = true),
        change("another audience", |p| p.telling[0].groups[0].audience = Audience::Poisson(2.0)),
        change("another mean", |p| {
            p.telling[0].groups[0].audience = Audience::NegativeBinomial { mean: 5.0, dispersion: 0.7 };
        }),
        change("less retelling", |p| p.retelling.rate = probability(0.1)),
        change("more retelling", |p| p.retelling.rate = probability(0.4)),
        change("longer retelling", |p| p.retelling.generations = Generations::UpTo(9)),
        change("loyalty", |p| p.telling[0].stays = probability(0.9)),
        change("deterred", |p| p.damage.deterred = probability(0.02)),
    ]
}

#[test]
fn a_variant_in_step_keeps_its_own_law() {
    let baseline = Model::new(&rich(), &[]).expect("a model");
    for (name, parameters) in variants() {
        let model = Model::new(&parameters, &[]).expect("a model");
        let (mut first, mut second) = (baseline.scratch(), model.scratch());
        let tallies: Vec<Tally> = (0..30_000)
            .map(|replicate| {
                let key = ReplicateKey { seed: 37, replicate };
                baseline.replicate(key, None, &mut first).expect("no explosion");
                model.replicate(key, Some((&baseline, &first)), &mut second).expect("no explosion");
                second.tally().clone()
            })
            .collect();
        assert_metrics_agree(&model, &tallies, name);
    }
}

#[test]
fn a_variant_that_changes_nothing_draws_nothing_else() {
    let model = Model::new(&rich(), &[]).expect("a model");
    let (mut first, mut second) = (model.scratch(), model.scratch());
    for replicate in 0..500 {
        let key = ReplicateKey { seed: 41, replicate };
        model.replicate(key, None, &mut first).expect("no explosion");
        model.replicate(key, Some((&model, &first)), &mut second).expect("no explosion");
        assert_eq!(first.tally(), second.tally());
    }
}

/// The variance of the paired difference against that of independent runs, from rows of baseline, variant and
/// difference, with its standard error: the ratio without each of fifty blocks in turn (a grouped jackknife).
fn ratio_of_variances(rows: &[Vec<f64>; 3]) -> (f64, f64) {
    const BLOCKS: usize = 50;
    let length = rows[0].len() / BLOCKS;
    let ratio_without = |block: Option<usize>| {
        let [first, second, difference] = [0, 1, 2].map(|row| {
            let kept: Vec<f64> = (rows[row].chunks(length).enumerate())
                .filter(|(index, _)| Some(*index) != block)
                .flat_map(|(_, values)| values.iter().copied())
                .collect();
            variance(&kept)
        });
        difference / (first + second)
    };
    let blocks = BLOCKS as f64;
    let without: Vec<f64> = (0..BLOCKS).map(|block| ratio_without(Some(block))).collect();
    (ratio_without(None), (variance(&without) * (blocks - 1.0).powi(2) / blocks).sqrt())
}

fn variance_ratio(baseline: &Parameters, variant: &Parameters, count: u64) -> (f64, f64) {
    let (baseline, variant) = (Model::new(baseline, &[]).expect("a model"), Model::new(variant, &[]).expect("a model"));
    let (mut first, mut second) = (baseline.scratch(), variant.scratch());
    let mut rows = [vec![], vec![], vec![]];
    for replicate in 0..count {
        let key = ReplicateKey { seed: 43, replicate };
        baseline.replicate(key, None, &mut first).expect("no explosion");
        variant.replicate(key, Some((&baseline, &first)), &mut second).expect("no explosion");
        let [a, b] = [&first, &second].map(|scratch| scratch.tally().count(Metric::Reach) as f64);
        rows[0].push(a);
        rows[1].push(b);
        rows[2].push(b - a);
    }
    ratio_of_variances(&rows)
}

fn asked(parameters: &Parameters, admits: f64) -> Parameters {
    let mut asked = parameters.clone();
    asked.voice.asked = Probability::ONE;
    asked.voice.admits = probability(admits);
    asked
}

#[test]
fn paired_differences_are_as_sharp_as_person_by_person() {
    let observed = classic(1, Behind::SilentPerComplaint(26.0));
    let mut served = classic(1, Behind::SilentPerComplaint(26.0));
    served.customers.origin = Origin::Served { served: 4_000, problem: Problem::Rate(probability(0.05)) };
    served.voice.rate = Some(probability(1.0 / 27.0));
    for (baseline, admits, expected) in [(&observed, 0.4, 0.124), (&observed, 0.1, 0.0075), (&served, 0.4, 0.255)] {
        let (slow, slow_error) = oracle::variance_ratio(baseline, admits, 20_000);
        let (ratio, error) = variance_ratio(baseline, &asked(baseline, admits), 50_000);
        let tolerance = 4.0 * slow_error.hypot(error);
        assert!((ratio - slow).abs() <= tolerance, "{ratio} against {slow} person by person, +- {tolerance}");
        // The published value was itself simulated and is rounded to its last digit.
        assert!((ratio - expected).abs() <= tolerance + 0.0005, "{ratio}, not {expected} +- {tolerance}");
    }
}

/// The same scenario person by person: each has one uniform number for each decision, the same in both worlds.
mod oracle {
    use rand::RngExt;
    use rand::SeedableRng;
    use rand::rngs::Xoshiro256PlusPlus;
    use rumeur::model::{Behind, Origin, Parameters, Problem};

    /// Variance ratio of reach for the classic groups, nobody asked against everybody asked.
    pub(super) fn variance_ratio(parameters: &Parameters, admits: f64, count: u64) -> (f64, f64) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(47);
        let mut rows = [vec![], vec![], vec![]];
        for _ in 0..count {
            let mut reach = [0.0; 2];
            // Whether a person is let down, and their uniform number for voice where they did not complain at v0.
            let (mut complaints_left, v0) = match parameters.customers.origin {
                Origin::Complaints { complaints, behind: Behind::SilentPerComplaint(silent) } => {
                    (Some(complaints), 1.0 / (1.0 + silent))
                }
                _ => (None, parameters.voice.rate.expect("a rate").get()),
            };
            let served = match &parameters.customers.origin {
                Origin::Served { served, problem: Problem::Rate(problem) } => Some((*served, problem.get())),
                _ => None,
            };
            let mut person = 0;
            loop {
                let let_down = match served {
                    Some((served, _)) if person == served => break,
                    Some((_, problem)) => rng.random::<f64>() < problem,
                    None if complaints_left == Some(0) => break,
                    None => true,
                };
                person += 1;
                let voice: f64 = rng.random();
                let audience = if rng.random::<f64>() < 23.0 / 26.0 { 10.0 } else { 20.0 };
                if !let_down {
                    continue;
                }
                if voice < v0 {
                    complaints_left = complaints_left.map(|left| left - 1);
                    continue;
                }
                reach[0] += audience;
                if voice >= v0 + (1.0 - v0) * admits {
                    reach[1] += audience;
                }
            }
            rows[0].push(reach[0]);
            rows[1].push(reach[1]);
            rows[2].push(reach[1] - reach[0]);
        }
        super::ratio_of_variances(&rows)
    }
}

#[test]
fn a_lone_teller_is_no_explosion_and_a_crowd_is() {
    let mut parameters = all_retell(1, Audience::Poisson(3.0), Generations::Unlimited);
    parameters.max_people = 10_000;
    let model = Model::new(&parameters, &[]).expect("a model");
    let mut scratch = model.scratch();
    let failures: Vec<_> = (0..100)
        .filter_map(|replicate| model.replicate(ReplicateKey { seed: 1, replicate }, None, &mut scratch).err())
        .collect();
    assert!(failures.len() > 80 && failures.len() < 100);
    assert!(failures[0].to_string().contains("passed run.max_people = 10000 in generation"));
    assert_eq!(model.expected().mean(Metric::Reach), None);
}

#[test]
fn a_million_complaints_and_ten_billion_let_down_keep_their_means() {
    let mut huge = classic(1_000_000, Behind::SilentPerComplaint(26.0));
    huge.telling[0].groups[0].audience = Audience::Poisson(10.0);
    let tallies = replicates(&huge, 1, 200);
    assert_mean(&values(&tallies, Metric::Silent), 26e6, "silent");
    huge.max_people = 1_000_000_000_000;
    huge.customers.origin = Origin::Served { served: 1_000_000_000_000, problem: Problem::Rate(probability(0.01)) };
    assert_mean(&values(&replicates(&huge, 2, 200), Metric::Dissatisfied), 1e10, "dissatisfied");
}
