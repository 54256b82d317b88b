//! Several periods: the recursion of the customers served, learning, changes that fade, and that luck is shared.

use std::sync::Arc;

use rumeur::ensemble::{self, Control, Ensemble, Plan};
use rumeur::experiment::{Experiment, Networks};
use rumeur::model::{
    Audience, Behind, Change, Customers, Damage, Group, Model, ModelError, NoLaw, Origin, Parameters, Periods,
    PeriodsError, Problem, Recovery, Setting, Tally, Telling, Voice,
};
use rumeur::quantity::Probability;
use rumeur::random::ReplicateKey;
use rumeur::scenario::{Overrides, Scenario, load_text};
use rumeur::vocabulary::{METRICS, Metric};

fn share(value: f64) -> Probability {
    Probability::new(value).expect("a share")
}

fn telling(stays: f64, audience: Audience) -> Telling {
    Telling { stays: share(stays), groups: vec![Group { name: "all".to_owned(), share: 1.0, audience, stays: None }] }
}

/// 1,000 served, a tenth let down, a fifth of them complain, half of those are recovered; .5, .4 and .9 stay.
fn firm(count: u64) -> Parameters {
    Parameters {
        customers: Customers {
            origin: Origin::Served { served: 1_000, problem: Problem::Rate(share(0.1)) },
            ..Customers::default()
        },
        voice: Voice { rate: Some(share(0.2)), ..Voice::default() },
        recovery: Recovery { rate: share(0.5) },
        telling: [
            telling(0.5, Audience::Poisson(3.0)),
            telling(0.4, Audience::Fixed(4)),
            telling(0.9, Audience::Fixed(1)),
            telling(1.0, Audience::Fixed(0)),
        ],
        damage: Damage { customer_value: 100.0, complaint_cost: 7.0, fixed_cost: 10.0, ..Damage::default() },
        periods: Some(Periods { count, ..Periods::default() }),
        ..Parameters::default()
    }
}

fn model(parameters: &Parameters) -> Model {
    Model::new(parameters, &[]).expect("a model")
}

fn run(models: &[Model], replicates: u64) -> Ensemble {
    let plan = Plan { seed: 11, replicates: 0..replicates, precision: None };
    ensemble::run(models, &plan, &mut [], &Control::default()).expect("no explosion")
}

/// Every period of some replicates: what it yielded and how many were served.
fn course(model: &Model, replicates: u64) -> Vec<Vec<(Tally, Option<u64>)>> {
    let mut scratch = model.scratch();
    let draw = |replicate| {
        model.replicate(ReplicateKey { seed: 5, replicate }, None, &mut scratch).expect("no explosion");
        let periods = (0..model.periods()).filter_map(|period| scratch.period(period));
        periods.map(|(tally, served)| (tally.clone(), served)).collect()
    };
    (0..replicates).map(draw).collect()
}

#[test]
fn customers_who_leave_are_served_no_more_by_formula() {
    let model = model(&firm(12));
    let mut lost = 0.0;
    for period in 0..12 {
        let forms = model.period_forms(period).expect("a period");
        let served = 1_000.0 * 0.953_f64.powi(period as i32);
        assert!((forms.served.expect("linear") - served).abs() < 1e-9 * served, "{period}");
        let own = forms.expected.mean(Metric::CustomersLost).expect("linear");
        assert!((own - 0.047 * served).abs() < 1e-9, "{period}");
        lost += own;
    }
    assert!((lost - 438.80).abs() < 0.005, "{lost}");
    let total = model.expected().mean(Metric::CustomersLost).expect("linear");
    assert!((total - lost).abs() < 1e-9, "{total}");
    assert_eq!(model.exact_law(Metric::Aware).err(), Some(NoLaw::Periods));
}

#[test]
fn the_number_served_has_the_mean_and_the_variance_of_the_recursion() {
    // Each customer is still there with chance .953 a period, on their own: a binomial number.
    let replicates = 20_000;
    let ensemble = run(&[model(&firm(12))], replicates);
    for (period, summary) in ensemble.models[0].periods.iter().enumerate() {
        let stays = 0.953_f64.powi(period as i32);
        let (mean, variance) = (1_000.0 * stays, 1_000.0 * stays * (1.0 - stays));
        let served = summary.served.as_ref().expect("known");
        let found = served.std_dev.expect("many replicates");
        let error = (variance / replicates as f64).sqrt();
        assert!((served.mean - mean).abs() <= 4.0 * error, "{period}: {} for {mean}", served.mean);
        // The variance of a variance of a nearly normal number.
        let error = variance * (2.0 / replicates as f64).sqrt();
        assert!((found * found - variance).abs() <= 4.0 * error, "{period}: {} for {variance}", found * found);
    }
}

#[test]
fn every_mean_by_formula_is_that_of_the_replicates() {
    let mut parameters = firm(6);
    let periods = parameters.periods.as_mut().expect("periods");
    (periods.arrivals, periods.discount) = (40, 0.02);
    parameters.damage.listeners_in_market = share(0.3);
    parameters.damage.won = share(0.1);
    parameters.damage.prospect_value = 50.0;
    parameters.voice.asked = share(0.5);
    parameters.voice.admits = share(0.4);
    parameters.damage.asking_cost = 0.25;
    parameters.telling[3].groups[0].audience = Audience::Poisson(0.2);
    let model = model(&parameters);
    let ensemble = run(std::slice::from_ref(&model), 20_000);
    let summary = &ensemble.models[0];
    let close = |found: &rumeur::ensemble::MetricSummary, expected: f64, what: &str| {
        let error = found.std_error.expect("many replicates");
        let far = (found.mean - expected).abs();
        assert!(far <= 4.5 * error + 1e-9 * expected.abs(), "{what}: {} for {expected}, {error}", found.mean);
    };
    for metric in METRICS.iter().map(|info| info.metric).filter(|metric| !metric.needs_time()) {
        let expected = model.expected().mean(metric).expect("linear");
        close(summary.metric(metric).expect("defined"), expected, metric.name());
        for (period, own) in summary.periods.iter().enumerate() {
            let forms = model.period_forms(period).expect("a period");
            let what = format!("{metric} of period {period}");
            close(
                own.metrics[metric.index()].as_ref().expect("defined"),
                forms.expected.mean(metric).expect("linear"),
                &what,
            );
        }
    }
    // The means of the periods add up to the total, money discounted.
    let add_up = |metric: &Metric| *metric != Metric::AwarePerComplaint && !metric.needs_time();
    for metric in METRICS.iter().map(|info| info.metric).filter(add_up) {
        let sum: f64 =
            summary.periods.iter().map(|own| own.metrics[metric.index()].as_ref().expect("defined").mean).sum();
        let total = summary.metric(metric).expect("defined").mean;
        assert!((sum - total).abs() <= 1e-9 * total.abs().max(1.0), "{metric}: {sum} for {total}");
    }
}

#[test]
fn each_replicate_follows_the_recursion() {
    let mut parameters = firm(8);
    parameters.periods.as_mut().expect("periods").arrivals = 25;
    parameters.damage.listeners_in_market = share(0.5);
    parameters.damage.deterred = share(0.3);
    parameters.damage.won = share(0.5);
    let model = model(&parameters);
    let mut cut = 0;
    for periods in course(&model, 200) {
        assert_eq!(periods[0].1, Some(1_000));
        for pair in periods.windows(2) {
            let count = |metric| pair[0].0.count(metric);
            let come = 25 + count(Metric::ProspectsWon);
            let deterred = count(Metric::ProspectsLost);
            cut += u64::from(deterred > come);
            let next = pair[0].1.expect("known") - count(Metric::CustomersLost) + come.saturating_sub(deterred);
            assert_eq!(pair[1].1, Some(next));
        }
    }
    assert!(cut > 0, "nobody can keep away more than come");
    // Beyond the first period that is not linear: no formula.
    assert!(model.period_forms(0).expect("a period").expected.mean(Metric::Aware).is_some());
    assert_eq!(model.period_forms(1).expect("a period").expected.mean(Metric::Aware), None);
    assert_eq!(model.expected().mean(Metric::Aware), None);
}

#[test]
fn where_everybody_complains_learning_halves_the_problem_rate_exactly() {
    let mut parameters = firm(12);
    parameters.voice.rate = Some(Probability::ONE);
    parameters.telling.iter_mut().for_each(|telling| telling.stays = Probability::ONE);
    parameters.periods.as_mut().expect("periods").learning = share(0.5);
    let model = model(&parameters);
    for period in 0..12 {
        let forms = model.period_forms(period).expect("a period");
        let expected = 100.0 * 0.5_f64.powi(period as i32);
        assert_eq!(forms.expected.mean(Metric::Dissatisfied), Some(expected), "{period}");
    }
    let replicates = 20_000;
    let ensemble = run(&[model], replicates);
    for (period, own) in ensemble.models[0].periods.iter().enumerate() {
        let rate = 0.1 * 0.5_f64.powi(period as i32);
        let error = (1_000.0 * rate * (1.0 - rate) / replicates as f64).sqrt();
        let mean = own.metrics[Metric::Dissatisfied.index()].as_ref().expect("defined").mean;
        assert!((mean - 1_000.0 * rate).abs() <= 4.0 * error, "{period}: {mean}");
    }
}

#[test]
fn a_firm_learns_from_the_share_that_complained() {
    let mut parameters = firm(2);
    parameters.telling.iter_mut().for_each(|telling| telling.stays = Probability::ONE);
    parameters.periods.as_mut().expect("periods").learning = share(0.8);
    let (mut sum, mut variance) = (0.0, 0.0);
    for periods in course(&model(&parameters), 4_000) {
        let count = |period: usize, metric| periods[period].0.count(metric) as f64;
        let heard = count(0, Metric::Complaints) / count(0, Metric::Dissatisfied);
        let rate = 0.1 * (1.0 - 0.8 * heard);
        sum += count(1, Metric::Dissatisfied) - 1_000.0 * rate;
        variance += 1_000.0 * rate * (1.0 - rate);
    }
    assert!(sum.abs() < 4.0 * variance.sqrt(), "{sum} with {}", variance.sqrt());
}

#[test]
fn one_period_is_the_scenario_without_periods_to_the_bit() {
    let one = model(&firm(1));
    let alone = model(&Parameters { periods: None, ..firm(1) });
    let several = model(&firm(5));
    let (mut a, mut b, mut c) = (one.scratch(), alone.scratch(), several.scratch());
    for replicate in 0..200 {
        let key = ReplicateKey { seed: 3, replicate };
        one.replicate(key, None, &mut a).expect("drawn");
        alone.replicate(key, None, &mut b).expect("drawn");
        several.replicate(key, None, &mut c).expect("drawn");
        assert_eq!(a.tally(), b.tally());
        assert_eq!(c.period(0).expect("a period").0, b.tally(), "the first period draws what it draws alone");
    }
    assert_eq!(one.expected(), alone.expected());
    assert!(one.exact_law(Metric::Aware).is_ok());
}

/// `voice.asked` by hand.
#[derive(Debug)]
struct Asked(f64);

impl Setting for Asked {
    fn path(&self) -> &'static str {
        "voice.asked"
    }

    fn text(&self) -> String {
        format!("voice.asked = {}", self.0)
    }

    fn write(&self, parameters: &mut Parameters, weight: f64) -> bool {
        let before = parameters.voice.asked.get();
        parameters.voice.asked = share(before + (self.0 - before) * weight);
        true
    }
}

fn asking_from(from: u64, fades: Option<f64>) -> Parameters {
    let mut parameters = firm(7);
    parameters.voice.admits = share(0.4);
    let set: Vec<Arc<dyn Setting>> = vec![Arc::new(Asked(1.0))];
    parameters.periods.as_mut().expect("periods").changes = vec![Change { from, until: None, fades, set }];
    parameters
}

#[test]
fn variants_that_differ_from_a_period_on_are_the_same_before_it() {
    let baseline = model(&Parameters { voice: Voice { admits: share(0.4), ..firm(7).voice }, ..firm(7) });
    let variant = model(&asking_from(4, None));
    let (mut own, mut other) = (baseline.scratch(), variant.scratch());
    let mut differ = 0;
    for replicate in 0..300 {
        let key = ReplicateKey { seed: 9, replicate };
        baseline.replicate(key, None, &mut own).expect("drawn");
        variant.replicate(key, Some((&baseline, &own)), &mut other).expect("drawn");
        for period in 0..3 {
            assert_eq!(own.period(period), other.period(period), "replicate {replicate}, period {period}");
        }
        // Whoever is asked complains besides: nobody complains less.
        let complaints = |scratch: &rumeur::model::Scratch, period| {
            scratch.period(period).expect("a period").0.count(Metric::Complaints)
        };
        differ += u64::from(complaints(&other, 3) > complaints(&own, 3));
        assert!(complaints(&other, 3) >= complaints(&own, 3));
    }
    assert!(differ > 250, "{differ}");
}

#[test]
fn variants_keep_their_own_law_beside_a_baseline() {
    let models = [model(&firm(7)), model(&asking_from(2, Some(1.5)))];
    let ensemble = run(&models, 20_000);
    for metric in [Metric::Dissatisfied, Metric::Complaints, Metric::Aware, Metric::CustomersLost, Metric::NetLoss] {
        let summary = ensemble.models[1].metric(metric).expect("defined");
        let expected = models[1].expected().mean(metric).expect("linear");
        let error = summary.std_error.expect("many replicates");
        assert!((summary.mean - expected).abs() < 4.0 * error, "{metric}: {} for {expected}", summary.mean);
    }
    let difference = ensemble.comparisons[0].metric(Metric::Aware).expect("defined");
    assert!(difference.variance_ratio.expect("it varies") < 0.5, "luck is shared: {:?}", difference.variance_ratio);
}

#[test]
fn what_fades_halves_in_the_results() {
    let fading = model(&Parameters {
        voice: Voice { rate: Some(share(0.0)), ..asking_from(3, Some(2.0)).voice },
        ..asking_from(3, Some(2.0))
    });
    let per_served = |period| {
        let forms = fading.period_forms(period).expect("a period");
        forms.expected.mean(Metric::Complaints).expect("linear") / forms.served.expect("linear")
    };
    // Of a tenth let down 40 % of those asked admit it.
    for (period, asked) in [(0, 0.0), (1, 0.0), (2, 1.0), (4, 0.5), (6, 0.25)] {
        assert!((per_served(period) - 0.1 * 0.4 * asked).abs() < 1e-15, "{period}: {}", per_served(period));
    }
}

#[test]
fn periods_that_start_from_anything_but_customers_served_are_alike_and_independent() {
    let mut parameters = firm(9);
    parameters.customers.origin = Origin::Complaints { complaints: 2, behind: Behind::SilentPerComplaint(6.0) };
    parameters.voice.rate = None;
    let single = model(&Parameters { periods: None, ..parameters.clone() });
    let several = model(&parameters);
    for metric in [Metric::Silent, Metric::Aware, Metric::Reach] {
        let (one, all) = (single.expected(), several.expected());
        assert!((all.mean(metric).expect("known") - 9.0 * one.mean(metric).expect("known")).abs() < 1e-9);
        assert!((all.std_dev(metric).expect("known") - 3.0 * one.std_dev(metric).expect("known")).abs() < 1e-9);
    }
    let replicates = 20_000;
    let ensemble = run(&[several], replicates);
    let aware = ensemble.models[0].metric(Metric::Aware).expect("defined");
    let (mean, deviation) = (single.expected().mean(Metric::Aware), single.expected().std_dev(Metric::Aware));
    let (mean, deviation) = (9.0 * mean.expect("known"), 3.0 * deviation.expect("known"));
    assert!((aware.mean - mean).abs() < 4.0 * deviation / (replicates as f64).sqrt());
    let found = aware.std_dev.expect("many replicates");
    assert!((found / deviation - 1.0).abs() < 0.05, "{found} for {deviation}");
}

#[test]
fn a_course_that_is_retuned_draws_what_one_made_anew_draws() {
    let mut moved = model(&asking_from(4, Some(2.0)));
    let mut scratch = moved.scratch();
    for (step, (rate, stays, arrivals)) in [(0.3, 0.2, 5), (0.05, 0.9, 0), (0.3, 0.5, 60)].into_iter().enumerate() {
        let mut parameters = asking_from(4, Some(2.0));
        parameters.customers.origin =
            Origin::Served { served: 300 + 100 * step as u64, problem: Problem::Rate(share(rate)) };
        parameters.telling[0].stays = share(stays);
        parameters.periods.as_mut().expect("periods").arrivals = arrivals;
        moved.retune(&parameters).expect("a model");
        let anew = model(&parameters);
        assert_eq!(moved.expected(), anew.expected());
        assert_eq!(moved.parameters(), anew.parameters());
        let mut other = anew.scratch();
        for replicate in 0..50 {
            let key = ReplicateKey { seed: 2, replicate };
            scratch.poison(replicate);
            moved.replicate(key, None, &mut scratch).expect("drawn");
            anew.replicate(key, None, &mut other).expect("drawn");
            assert_eq!(scratch.tally(), other.tally(), "step {step}, replicate {replicate}");
        }
    }
    // To another number of periods, and to a single one.
    for parameters in [firm(3), Parameters { periods: None, ..firm(1) }] {
        moved.retune(&parameters).expect("a model");
        let anew = model(&parameters);
        let mut other = anew.scratch();
        let key = ReplicateKey { seed: 2, replicate: 1 };
        moved.replicate(key, None, &mut scratch).expect("drawn");
        anew.replicate(key, None, &mut other).expect("drawn");
        assert_eq!(scratch.tally(), other.tally());
    }
    let mut wrong = firm(3);
    wrong.periods.as_mut().expect("periods").count = 0;
    assert_eq!(moved.retune(&wrong), Err(ModelError::Periods(PeriodsError::Count(0))));
    assert_eq!(moved.periods(), 0, "it stays where it was");
}

#[test]
fn money_is_discounted() {
    let mut parameters = firm(3);
    parameters.periods.as_mut().expect("periods").discount = 0.25;
    parameters.telling.iter_mut().for_each(|telling| telling.stays = Probability::ONE);
    parameters.damage = Damage { fixed_cost: 1_000.0, ..Damage::default() };
    let model = model(&parameters);
    let cost = 1_000.0 * (1.0 + 0.8 + 0.64);
    assert_eq!(model.expected().mean(Metric::Cost), Some(cost));
    let ensemble = run(&[model], 10);
    assert_eq!(ensemble.models[0].metric(Metric::Cost).expect("defined").mean, cost);
}

const SHOP: &str = "period = \"month\"\n[customers]\nserved = 1_000\nproblem_rate = 0.1\n[voice]\nrate = 0.2\n\
    [recovery]\nrate = 0.5\n[silent]\nstays = 0.5\naudience = 10\n[unresolved]\nstays = 0.4\naudience = 4\n\
    [recovered]\nstays = 0.9\n[damage]\ncustomer_value = 100.0\n[periods]\ncount = 12\n";

fn scenario(text: &str) -> Scenario {
    load_text(text.as_bytes(), "test", "test", &Overrides::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn refused(text: &str) -> String {
    load_text(text.as_bytes(), "test", "test", &Overrides::default()).expect_err("refused").to_string()
}

fn mean(text: &str, period: usize, metric: Metric) -> f64 {
    let model = model(&scenario(text).baseline);
    model.period_forms(period).expect("a period").expected.mean(metric).expect("linear")
}

#[test]
fn changes_hold_in_order_and_for_their_time() {
    let text = format!(
        "{SHOP}[[change]]\nfrom = 3\nuntil = 5\nset = {{ \"recovery.rate\" = 1.0, \"damage.fixed_cost\" = 50 }}\n\
         [[change]]\nfrom = 5\nset = {{ \"damage.fixed_cost\" = 80 }}\n"
    );
    let costs: Vec<f64> = (0..6).map(|period| mean(&text, period, Metric::Cost)).collect();
    assert_eq!(costs, [0.0, 0.0, 50.0, 50.0, 80.0, 80.0]);
    assert_eq!(mean(&text, 2, Metric::Unresolved), 0.0);
    assert!(mean(&text, 5, Metric::Unresolved) > 1.0);
}

#[test]
fn a_change_sets_an_audience_of_another_kind_and_gives_one_to_those_who_had_none() {
    let text = format!(
        "{SHOP}[[change]]\nfrom = 2\nset = {{ \"silent.audience\" = {{ poisson = 2.5 }}, \"satisfied.audience\" = 3, \
         \"unresolved.audience.uniform\" = [1, 3] }}\n"
    );
    let loaded = scenario(&text);
    let model = model(&loaded.baseline);
    let forms = |period| &model.period_forms(period).expect("a period").expected;
    let told = |period, metric| forms(period).mean(metric).expect("linear");
    let silent = told(1, Metric::Silent);
    assert!((told(1, Metric::Impressions) - 2.5 * silent - 2.0 * told(1, Metric::Unresolved)).abs() < 1e-9);
    assert!((told(1, Metric::PositiveImpressions) - 3.0 * told(1, Metric::Satisfied)).abs() < 1e-9);
    assert_eq!(told(0, Metric::PositiveImpressions), 0.0);
    // What `show` prints is the same scenario.
    let again = scenario(&loaded.effective_toml());
    assert_eq!(again.baseline, loaded.baseline);
    assert_eq!(again.fingerprint, loaded.fingerprint);
}

#[test]
fn a_variant_has_changes_of_its_own_after_those_of_the_scenario() {
    let text = format!(
        "{SHOP}[[change]]\nfrom = 2\nset = {{ \"damage.fixed_cost\" = 50 }}\n\
         [variants.more]\nset = {{ \"periods.arrivals\" = 30 }}\n[[variants.more.change]]\nfrom = 4\nfades = 2\n\
         set = {{ \"damage.fixed_cost\" = 90 }}\n"
    );
    let loaded = scenario(&text);
    let variant = model(&loaded.variants[0].parameters);
    let cost = |period| variant.period_forms(period).expect("a period").expected.mean(Metric::Cost).expect("linear");
    let costs: Vec<f64> = (0..8).map(cost).collect();
    assert_eq!(costs[..4], [0.0, 50.0, 50.0, 90.0]);
    assert_eq!((costs[5], costs[7]), (70.0, 60.0), "half of the distance is left every other period");
    let again = scenario(&loaded.effective_toml());
    assert_eq!(again.variants[0].parameters, loaded.variants[0].parameters);
    assert_eq!(again.fingerprint, loaded.fingerprint);
}

#[test]
fn an_unknown_is_drawn_once_for_all_periods() {
    // Chance is nothing here: all that varies is the cost, which is unknown, and the same in all periods.
    let text = "period = \"month\"\n[customers]\ndissatisfied = 5\n[damage]\nfixed_cost = 10\n[periods]\ncount = 4\n\
                [uncertainty]\n\"damage.fixed_cost\" = { uniform = [0, 100] }\n\
                [[change]]\nfrom = 3\nset = { \"damage.fixed_cost\" = 7 }\n[run]\nreplicates = 500\n";
    let experiment = Experiment::on(&scenario(text), &mut Networks::default()).expect("a model");
    let results = experiment.run(&mut [], &Control::default()).expect("no explosion");
    let periods = &results.ensemble.models[0].periods;
    let cost = |period: usize| periods[period].metrics[Metric::Cost.index()].as_ref().expect("defined");
    assert_eq!(cost(0), cost(1));
    assert!(cost(0).std_dev.expect("many") > 20.0);
    assert_eq!((cost(2).mean, cost(2).std_dev), (7.0, Some(0.0)));
    let total = results.ensemble.models[0].metric(Metric::Cost).expect("defined");
    assert!((total.std_dev.expect("many") - 2.0 * cost(0).std_dev.expect("many")).abs() < 1e-9);
    let expected = results.expected(0, Metric::Cost).expect("by quadrature");
    assert!((expected - (2.0 * 50.0 + 14.0)).abs() < 1e-6, "{expected}");
}

#[test]
fn what_cannot_change_is_refused_with_a_way_out() {
    for (line, message, hint) in [
        ("\"customers.served\" = 5", "customers.served cannot be set by a change", "set periods.arrivals"),
        ("\"periods.count\" = 5", "periods.count cannot be set by a change", "set it under [periods]"),
        ("\"run.seed\" = 5", "run.seed cannot be set by a change", ""),
        ("\"customers.exact_groups\" = true", "it is neither a number nor an audience", "or in a variant"),
        ("\"customers.complaints\" = 5", "customers.complaints is no number of this scenario", ""),
        ("\"voice.askd\" = 1", "unknown key voice.askd", "asked"),
        ("\"voice.asked\" = 1.5", "voice.asked must be between 0 and 1", ""),
    ] {
        let errors = refused(&format!("{SHOP}[[change]]\nfrom = 2\nset = {{ {line} }}\n"));
        assert!(errors.contains(message) && errors.contains(hint), "{line}: {errors}");
    }
    let fades = refused(&format!(
        "{SHOP}[[change]]\nfrom = 2\nfades = 3\nset = {{ \"silent.audience\" = {{ poisson = 2 }} }}\n"
    ));
    assert!(fades.contains("silent.audience cannot fade"), "{fades}");
    let alone = refused("[customers]\ndissatisfied = 3\n[[change]]\nset = { \"voice.asked\" = 1.0 }\n");
    assert!(alone.contains("[[change]] needs [periods]"), "{alone}");
}

#[test]
fn on_a_network_served_follows_its_formula_and_nobody_is_reached_twice() {
    let text = format!("{SHOP}[network.well_mixed]\npopulation = 5_000\n");
    let networks = |text: &str| {
        let loaded = scenario(text);
        let source = &loaded.baseline.network.as_ref().expect("a network").source;
        let key = ReplicateKey { seed: 1, replicate: 0 };
        [Arc::new(source.generate(key, 1 << 30).expect("a network"))]
    };
    let on = networks(&text);
    let model = Model::new(&scenario(&text).baseline, &on).expect("a model");
    let ensemble = run(std::slice::from_ref(&model), 2_000);
    let mut sum = 0.0;
    for (period, summary) in ensemble.models[0].periods.iter().enumerate() {
        let forms = model.period_forms(period).expect("a period");
        let expected = 1_000.0 * 0.953_f64.powi(period as i32);
        assert!((forms.served.expect("linear") - expected).abs() < 1e-9 * expected, "{period}");
        let served = summary.served.as_ref().expect("known");
        let error = served.std_error.expect("many");
        assert!((served.mean - expected).abs() <= 4.0 * error + 1e-9, "{period}: {} for {expected}", served.mean);
        let reach = forms.expected.mean(Metric::Reach);
        assert_eq!(reach.is_some(), period == 0, "how many have heard before is not known: {reach:?}");
        sum += summary.metrics[Metric::Aware.index()].as_ref().expect("defined").mean;
    }
    let aware = ensemble.models[0].metric(Metric::Aware).expect("defined");
    assert!(aware.mean < sum && aware.max <= 5_000.0, "who knew already is counted once: {} of {sum}", aware.mean);
    assert_eq!(model.expected().mean(Metric::Aware), None);
    let lost = model.expected().mean(Metric::CustomersLost).expect("linear");
    assert!((lost - 438.80).abs() < 0.005, "{lost}");
    // 4,400 newcomers would not find a place: their number is cut, and from then on no mean is linear.
    let full = text.replace("count = 12\n", "count = 12\narrivals = 400\n");
    let model = Model::new(&scenario(&full).baseline, &on).expect("a model");
    let known = (0..12).take_while(|&period| model.period_forms(period).expect("a period").served.is_some()).count();
    assert_eq!(known, 11, "1,000 + 10 x 400 are 5,000");
}

#[test]
fn on_a_network_too_what_changes_later_leaves_the_periods_before_alone() {
    let text = format!(
        "{SHOP}forgetting = 0.2\n[satisfied]\naudience = 1\n[network.random]\npopulation = 3_000\n\
         contacts = 8.0\n[variants.later]\n[[variants.later.change]]\nfrom = 4\nset = {{ \"voice.rate\" = 0.9, \
         \"periods.forgetting\" = 0.9 }}\n"
    );
    let loaded = scenario(&text);
    let source = &loaded.baseline.network.as_ref().expect("a network").source;
    let on = [Arc::new(source.generate(ReplicateKey { seed: 1, replicate: 0 }, 1 << 30).expect("a network"))];
    let [baseline, later] = [&loaded.baseline, &loaded.variants[0].parameters]
        .map(|parameters| Model::new(parameters, &on).expect("a model"));
    let (mut first, mut second) = (baseline.scratch(), later.scratch());
    let mut differ = 0;
    for replicate in 0..20 {
        let key = ReplicateKey { seed: 9, replicate };
        baseline.replicate(key, None, &mut first).expect("no explosion");
        later.replicate(key, Some((&baseline, &first)), &mut second).expect("no explosion");
        for period in 0..12 {
            let (one, other) = (first.period(period).expect("a period"), second.period(period).expect("a period"));
            assert!(period >= 3 || one == other, "replicate {replicate}, period {period}");
            differ += u64::from(one != other);
        }
    }
    assert!(differ > 150, "and is otherwise from then on: {differ}");
}
