//! Laws against published digits.

use std::sync::Arc;

use super::*;
use crate::model::{
    Audience, Behind, Customers, Damage, Generations, Group, Model, Origin, Parameters, Retelling, Telling, Voice,
};
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome};

pub(super) fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

pub(super) fn group(name: &str, share: f64, audience: Audience) -> Group {
    Group { name: name.to_owned(), share, audience, stays: None }
}

pub(super) fn classic(complaints: u64) -> Parameters {
    let mut parameters = Parameters {
        customers: Customers {
            origin: Origin::Complaints { complaints, behind: Behind::SilentPerComplaint(26.0) },
            ..Customers::default()
        },
        max_people: u64::MAX,
        ..Parameters::default()
    };
    parameters.telling[Outcome::Silent.index()] = Telling {
        stays: Probability::ONE,
        groups: vec![group("ordinary", 23.0, Audience::Fixed(10)), group("vocal", 3.0, Audience::Fixed(20))],
    };
    parameters
}

pub(super) fn law(parameters: &Parameters, metric: Metric) -> Arc<Law> {
    let model = Model::new(parameters, &[]).expect("a model");
    model.exact_law(metric).expect("a law")
}

/// To the digits given.
fn digits(found: f64, known: &str) {
    let decimals = known.split('.').nth(1).map_or(0, str::len) as i32;
    let value: f64 = known.parse().expect("a number");
    let half = 0.5 * 10_f64.powi(-decimals);
    assert!((found - value).abs() <= half * (1.0 + 1e-6), "{found} against {known}");
}

#[test]
fn the_published_laws_to_every_digit() {
    let mut retold = classic(1);
    retold.retelling = Retelling {
        rate: probability(0.05),
        audience: Audience::Fixed(10),
        generations: Generations::UpTo(2),
        decay: Probability::ONE,
    };
    let shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
    for (law, mean, sd, quantiles, tails) in [
        (
            law(&classic(1), Metric::Aware),
            "317",
            "322.4314",
            [12., 33., 88., 219., 439., 738., 960., 1480., 2222.],
            ["1282.9716", "1801.9601"],
        ),
        (
            law(&classic(1), Metric::Reach),
            "290",
            "295.9730",
            [10., 30., 80., 200., 400., 680., 880., 1360., 2040.],
            ["1176.6875", "1653.0990"],
        ),
        (
            law(&classic(12), Metric::Aware),
            "3804",
            "1116.9351",
            [2168., 2459., 3004., 3697., 4488., 5287., 5806., 6864., 8186.],
            ["6458.0572", "7444.5350"],
        ),
        (
            law(&retold, Metric::Reach),
            "435",
            "445.5081",
            [10., 40., 120., 300., 610., 1020., 1320., 2040., 3070.],
            ["1769.7914", "2486.9270"],
        ),
    ] {
        assert!((law.mean() - mean.parse::<f64>().expect("a number")).abs() < 1e-9, "{}", law.mean());
        digits(law.std_dev(), sd);
        assert_eq!(law.quantiles(&shares), quantiles);
        digits(law.tail_mean(0.05), tails[0]);
        digits(law.tail_mean(0.01), tails[1]);
    }
}

/// Who is let down and silent tells an audience; three in ten complain.
fn silent_tell(origin: Origin, audience: Audience, damage: Damage) -> Parameters {
    let mut parameters = Parameters {
        customers: Customers { origin, ..Customers::default() },
        voice: Voice { rate: Some(probability(0.3)), ..Voice::default() },
        damage,
        max_people: u64::MAX,
        ..Parameters::default()
    };
    parameters.telling[Outcome::Silent.index()] =
        Telling { stays: Probability::ONE, groups: vec![group("all", 1.0, audience)] };
    parameters
}

#[test]
fn an_audience_that_is_next_to_nobody_leaves_the_law_of_the_rest() {
    for metric in [Metric::Silent, Metric::Impressions, Metric::Reach, Metric::Aware] {
        let [few, none] = [Audience::Poisson(1e-30), Audience::Fixed(0)]
            .map(|audience| law(&silent_tell(Origin::Dissatisfied(10), audience, Damage::default()), metric));
        assert!(few.distance(&none) < 1e-12, "{metric}");
    }
}

#[test]
fn listeners_of_whom_next_to_none_count_add_nothing() {
    let damage = |in_market, deterred| Damage {
        prospect_value: 10.0,
        listeners_in_market: probability(in_market),
        deterred: probability(deterred),
        ..Damage::default()
    };
    for damage in [damage(0.5, 1e-30), damage(1e-30, 0.5)] {
        for metric in [Metric::ProspectsLost, Metric::NetLoss] {
            let law = law(&silent_tell(Origin::Dissatisfied(10), Audience::Fixed(4), damage), metric);
            assert_eq!(law.constant(), Some(0.0), "{damage:?}: {metric}");
        }
    }
}

#[test]
fn rare_events_of_the_classic() {
    let law = law(&classic(1), Metric::Aware);
    digits(law.at_least(317.0), "0.3697565");
    digits(law.at_least(734.0), "0.1006061");
    digits(law.at_least(3_000.0) * 1e5, "8.968144");
    digits(law.at_least(10_000.0) * 1e14, "3.350966");
}

#[test]
fn retelling_without_end_has_the_law_of_borel() {
    let mut parameters = Parameters {
        customers: Customers { origin: Origin::Dissatisfied(1), ..Customers::default() },
        retelling: Retelling {
            rate: Probability::ONE,
            audience: Audience::Poisson(0.5),
            generations: Generations::Unlimited,
            decay: Probability::ONE,
        },
        max_people: u64::MAX,
        ..Parameters::default()
    };
    parameters.telling[0] = Telling { stays: Probability::ONE, groups: vec![group("all", 1.0, Audience::Fixed(1))] };
    let law = law(&parameters, Metric::Reach);
    assert!((law.mean() - 2.0).abs() < 1e-11 && (law.std_dev() - 2.0).abs() < 1e-11);
    // e^(-n / 2) (n / 2)^(n - 1) / n!
    for (n, known) in (1..60).zip(law.points()) {
        let n = f64::from(n);
        let borel = libm::exp(-0.5 * n + (n - 1.0) * libm::log(0.5 * n) - libm::lgamma(n + 1.0));
        assert_eq!(known.0, n);
        assert!((known.1 - borel).abs() <= 1e-10 * borel + 1e-20, "{n}: {} against {borel}", known.1);
    }
}
