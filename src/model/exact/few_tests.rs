//! Laws of which nearly all is one value.

use super::list::List;
use super::tests::{group, law, probability};
use super::*;
use crate::model::{
    Audience, Behind, Customers, Generations, Model, Origin, Parameters, Problem, Recovery, Retelling, Telling, Voice,
};
use crate::quantity::Probability;
use crate::vocabulary::Metric;

fn served(served: u64, problem: f64, audience: Audience) -> Parameters {
    let origin = Origin::Served { served, problem: Problem::Rate(probability(problem)) };
    let mut parameters = Parameters {
        customers: Customers { origin, ..Customers::default() },
        max_people: u64::MAX,
        ..Parameters::default()
    };
    parameters.telling[0] = Telling { stays: Probability::ONE, groups: vec![group("all", 1.0, audience)] };
    parameters
}

/// The law of `people` of whom each adds a number of this list, by positive numbers alone.
fn by_powers(list: &List, people: u64) -> List {
    (0..people).fold(List::certain(0), |sum, _| sum.plus(list).trimmed())
}

fn same(found: &Law, known: &List, digits: f64) {
    let known = Law::new(known.first, known.chances.clone());
    for share in [1e-3, 0.01, 1e-5, 1e-8, 1e-11, 1e-12] {
        let value = known.quantile(1.0 - share);
        for value in [value, value + 1.0, 2.0 * value + 3.0] {
            let (found, known) = (found.at_least(value), known.at_least(value));
            assert!((found - known).abs() <= digits * known + 1e-18, "{value}: {found:e} {known:e}");
        }
    }
    assert!((found.std_dev() - known.std_dev()).abs() <= 1e-9 * known.std_dev());
    let ([found, _], [known, _]) = (found.tail_means([0.01, 0.05]), known.tail_means([0.01, 0.05]));
    assert!((found - known).abs() <= 1e-9 * known.abs(), "{found} {known}");
}

#[test]
fn few_who_add_much_have_the_law_of_products_of_positive_numbers() {
    let told = List::negative_binomial(12.0, 0.4, 1 << 14).expect("a list");
    for (people, problem) in [(1, 0.3), (10, 1e-2), (10, 1e-5), (10, 1e-9)] {
        let mut each = List::certain(0);
        each.chances[0] = 1.0 - problem;
        each.add(problem, &told, 0, 1 << 14).expect("room");
        let audience = Audience::NegativeBinomial { mean: 12.0, dispersion: 0.4 };
        let found = law(&served(people, problem, audience), Metric::Reach);
        same(&found, &by_powers(&each, people), 1e-7);
    }
}

#[test]
fn among_people_who_all_tell_the_few_who_are_retold_show() {
    let mut parameters = served(10, 0.5, Audience::Fixed(2));
    parameters.customers.origin = Origin::Dissatisfied(6);
    parameters.retelling = Retelling {
        rate: probability(1e-6),
        audience: Audience::Geometric(30.0),
        generations: Generations::UpTo(2),
        decay: Probability::ONE,
    };
    let mut each = List::certain(1);
    each.chances[0] = 1.0 - 1e-6;
    let told = List::negative_binomial(30.0, 1.0, 1 << 14).expect("a list");
    each.add(1e-6, &told, 1, 1 << 14).expect("room");
    same(&law(&parameters, Metric::Reach), &by_powers(&each, 12), 1e-7);
}

#[test]
fn small_chances_have_a_law_with_the_moments_of_the_closed_forms() {
    let negative_binomial = |mean, dispersion| Audience::NegativeBinomial { mean, dispersion };
    let lognormal = || Audience::LogNormal { median: 3.0, sigma: 1.5 };
    let mut retold = served(100, 1e-6, Audience::Uniform { low: 1, high: 3 });
    retold.retelling = Retelling {
        rate: probability(1e-8),
        audience: Audience::Geometric(2.0),
        generations: Generations::UpTo(2),
        decay: Probability::ONE,
    };
    let mut voiced = served(10, 1e-6, lognormal());
    voiced.voice = Voice { rate: Some(probability(0.3)), ..Voice::default() };
    voiced.telling[1].groups = vec![group("all", 1.0, lognormal())];
    let mut all_tell = served(10, 0.5, Audience::Fixed(3));
    all_tell.customers.origin = Origin::Dissatisfied(10);
    all_tell.retelling =
        Retelling { rate: probability(1e-7), audience: Audience::Geometric(500.0), ..retold.retelling.clone() };
    let cases = [
        served(10, 1e-4, negative_binomial(50.0, 0.1)),
        served(10, 1e-8, negative_binomial(10.0, 0.5)),
        served(10, 1e-7, Audience::Geometric(500.0)),
        served(100, 1e-10, negative_binomial(3.0, 0.5)),
        served(10, 1e-10, Audience::Empirical(vec![(0, 1.0), (5, 1.0), (100_000, 1e-6)])),
        served(10, 0.02, negative_binomial(50.0, 0.1)),
        served(1, 1e-5, lognormal()),
        retold,
        all_tell,
        voiced,
    ];
    for (number, parameters) in cases.into_iter().enumerate() {
        let model = Model::new(&parameters, &[]).expect("a model");
        for metric in [Metric::Reach, Metric::Aware] {
            let law = model.exact_law(metric).unwrap_or_else(|reason| panic!("{number} {metric}: {reason}"));
            let (mean, deviation) = (model.expected().mean(metric), model.expected().std_dev(metric));
            let (mean, deviation) = (mean.expect("a mean"), deviation.expect("a deviation"));
            assert!((law.mean() - mean).abs() < 1e-7 * mean, "{number} {metric}: {} {mean}", law.mean());
            assert!((law.std_dev() - deviation).abs() < 2e-6 * deviation, "{number}: {} {deviation}", law.std_dev());
            let tail = law.tail_mean(0.01);
            assert!(mean > 1e-2 || (tail - 100.0 * mean).abs() < 1e-6 * tail, "{number} {metric}: {tail}");
        }
    }
}

#[test]
fn good_word_of_next_to_nobody_has_a_law() {
    let mut parameters = served(59, 1.0, Audience::Fixed(0));
    parameters.customers.origin = Origin::Dissatisfied(59);
    parameters.voice = Voice { rate: Some(probability(1e-9)), ..Voice::default() };
    parameters.recovery = Recovery { rate: probability(0.66) };
    parameters.telling[2].groups = vec![group("all", 1.0, Audience::Zipf { exponent: 1.86, max: 8 })];
    parameters.retelling = Retelling {
        rate: probability(1e-7),
        audience: Audience::Geometric(2.0),
        generations: Generations::UpTo(3),
        decay: Probability::ONE,
    };
    let model = Model::new(&parameters, &[]).expect("a model");
    let law = model.exact_law(Metric::PositiveReach).expect("a law");
    let mean = model.expected().mean(Metric::PositiveReach).expect("a mean");
    assert!((law.mean() - mean).abs() < 1e-9 * mean, "{} {mean}", law.mean());
}

#[test]
fn metrics_that_differ_by_a_unit_share_a_law_of_many_values() {
    let origin = Origin::Complaints { complaints: 100, behind: Behind::SilentPerComplaint(5_000.0) };
    let mut parameters = served(1, 0.5, Audience::Fixed(40));
    parameters.customers.origin = origin;
    let (silent, reach) = (law(&parameters, Metric::Silent), law(&parameters, Metric::Reach));
    assert_eq!(reach.len(), silent.len());
    for share in [0.01, 0.5, 0.999] {
        assert_eq!(reach.quantile(share), 40.0 * silent.quantile(share));
    }
    assert!((reach.mean() - 2e7).abs() < 1e-3 && reach.at_least(4e7) == silent.at_least(1e6));
}

#[test]
fn what_all_who_are_let_down_add_alike_stands_beside_groups_divided_exactly() {
    let mut parameters = served(7, 1.0, Audience::Fixed(0));
    parameters.customers.origin = Origin::Dissatisfied(7);
    parameters.customers.exact_groups = true;
    parameters.voice = Voice { rate: Some(probability(0.3)), ..Voice::default() };
    parameters.telling[0].groups = vec![group("a", 1.0, Audience::Fixed(2)), group("b", 2.0, Audience::Fixed(5))];
    let (reach, aware) = (law(&parameters, Metric::Reach), law(&parameters, Metric::Aware));
    assert_eq!(aware.len(), reach.len());
    for ((aware, p), (reach, q)) in aware.points().zip(reach.points()) {
        assert!(aware == reach + 7.0 && (p - q).abs() < 1e-15, "{aware} {reach}: {p} {q}");
    }
}

#[test]
fn many_people_are_not_few() {
    // The chance that all 400 add the usual is below the smallest float.
    let mut parameters = served(400, 0.97, Audience::Geometric(300.0));
    parameters.telling[3].groups = vec![group("all", 1.0, Audience::Fixed(2))];
    let model = Model::new(&parameters, &[]).expect("a model");
    for metric in [Metric::Reach, Metric::PositiveReach] {
        let law = model.exact_law(metric).expect("a law");
        let mean = model.expected().mean(metric).expect("a mean");
        assert!((law.mean() - mean).abs() < 1e-8 * mean, "{metric}: {} {mean}", law.mean());
    }
}
