//! Tails against arbitrary precision: `tests/reference/exact_tails.py` computes the numbers.

use super::tests::{classic, group, law, probability};
use super::town_tests;
use super::*;
use crate::model::{Audience, Behind, Generations, Origin, Parameters, Problem, Recovery, Retelling, Telling, Voice};
use crate::quantity::Probability;
use crate::vocabulary::Metric;

fn silent_tell(origin: Origin, audience: Audience) -> Parameters {
    let mut parameters = Parameters { max_people: u64::MAX, ..Parameters::default() };
    parameters.customers.origin = origin;
    parameters.telling[0] = Telling { stays: Probability::ONE, groups: vec![group("all", 1.0, audience)] };
    parameters
}

fn retold(rate: f64, audience: Audience, generations: u32, parameters: Parameters) -> Parameters {
    let retelling = Retelling {
        rate: probability(rate),
        audience,
        generations: Generations::UpTo(generations),
        decay: Probability::ONE,
    };
    Parameters { retelling, ..parameters }
}

/// A fifth of the served is let down; half of them complain, and half of these are recovered.
fn served(served: u64, silent: Audience, unresolved: Audience) -> Parameters {
    let mut parameters = silent_tell(Origin::Served { served, problem: Problem::Rate(probability(0.2)) }, silent);
    parameters.voice = Voice { rate: Some(probability(0.5)), ..Voice::default() };
    parameters.recovery = Recovery { rate: probability(0.5) };
    parameters.telling[1].groups = vec![group("all", 1.0, unresolved)];
    parameters
}

fn case(name: &str) -> Law {
    let complaints = |complaints, odds| Origin::Complaints { complaints, behind: Behind::SilentPerComplaint(odds) };
    let (parameters, metric) = match name {
        "classic, aware, 1" => (classic(1), Metric::Aware),
        "classic, aware, 12" => (classic(12), Metric::Aware),
        "classic, reach, retold" => (retold(0.05, Audience::Fixed(10), 2, classic(1)), Metric::Reach),
        "served, reach" => {
            let unresolved = Audience::Uniform { low: 0, high: 6 };
            (served(600, Audience::Poisson(7.0), unresolved), Metric::Reach)
        }
        "town of 150, classic, reach" => return (*town_tests::law(&classic(1), 150, Metric::Reach)).clone(),
        "town of 120, served, reach" => {
            let parameters = served(60, Audience::Uniform { low: 0, high: 6 }, Audience::Fixed(3));
            return (*town_tests::law(&parameters, 120, Metric::Reach)).clone();
        }
        "dissatisfied, negative binomial, reach" => {
            let audience = Audience::NegativeBinomial { mean: 6.0, dispersion: 0.7 };
            (silent_tell(Origin::Dissatisfied(40), audience), Metric::Reach)
        }
        "dissatisfied, lognormal, reach" => {
            let audience = Audience::LogNormal { median: 8.0, sigma: 0.5 };
            (silent_tell(Origin::Dissatisfied(20), audience), Metric::Reach)
        }
        "complaints, lognormal, reach" => {
            (silent_tell(complaints(3, 4.0), Audience::LogNormal { median: 5.0, sigma: 0.8 }), Metric::Reach)
        }
        "complaints, zipf, reach" => {
            (silent_tell(complaints(2, 6.0), Audience::Zipf { exponent: 1.5, max: 400 }), Metric::Reach)
        }
        "dissatisfied, three generations, reach" => {
            let parameters = silent_tell(Origin::Dissatisfied(5), Audience::Uniform { low: 1, high: 4 });
            (retold(0.3, Audience::Geometric(2.0), 3, parameters), Metric::Reach)
        }
        other => panic!("{other} is in the table alone"),
    };
    (*law(&parameters, metric)).clone()
}

#[test]
fn tails_have_their_digits_down_to_one_in_a_million_million() {
    let table = include_str!("../../../tests/reference/exact_tails.csv");
    let mut cases = 0;
    let mut last = (String::new(), Law::certain(0));
    for line in table.lines().skip(1) {
        let (name, rest) = line.trim_start_matches('"').split_once("\",").expect("a case");
        let fields: Vec<&str> = rest.split(',').collect();
        if last.0 != name {
            last = (name.to_owned(), case(name));
            cases += 1;
        }
        let value: f64 = fields[1].parse().expect("a value");
        let known: f64 = fields[2].parse().expect("a probability");
        let found = match fields[0] {
            "at least" => last.1.at_least(value),
            _ => last.1.between(f64::NEG_INFINITY, value + 0.5),
        };
        assert!((found - known).abs() < 1e-6 * known, "{name}: {} {value}: {found:e} against {known:e}", fields[0]);
    }
    assert_eq!(cases, 11);
}
