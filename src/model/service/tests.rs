use super::normal::upper_tail;
use super::{ServiceError, ServiceGap, Verdict};
use crate::model::{Combine, Normal, Service, Touchpoint};
use crate::random::{Purpose, ReplicateKey};

fn service(expectation: (f64, f64), scores: &[(f64, f64)], tolerance: f64, rage: f64) -> Service {
    let touchpoint = |(index, &(mean, sd)): (usize, &(f64, f64))| Touchpoint {
        name: format!("touchpoint-{index}"),
        score: Normal { mean, sd },
        weight: 1.0 + index as f64,
    };
    Service {
        expectation: Normal { mean: expectation.0, sd: expectation.1 },
        combine: Combine::Any,
        tolerance,
        rage,
        touchpoints: scores.iter().enumerate().map(touchpoint).collect(),
    }
}

fn judged(service: &Service) -> ServiceGap {
    ServiceGap::new(service).expect("the service is sound")
}

fn golden() -> Service {
    service((7.0, 1.0), &[(8.5, 1.0)], 0.0, 3.0)
}

#[track_caller]
fn assert_close(found: f64, exact: f64, tolerance: f64, what: &str) {
    assert!((found - exact).abs() <= tolerance, "{what}: {found} against {exact}");
}

#[test]
fn the_golden_gap() {
    for combine in [Combine::Any, Combine::Mean] {
        let gap = judged(&Service { combine, ..golden() });
        assert_close(gap.let_down().get(), 0.144_422_183_173_242_4, 1e-14, "q");
        assert_close(gap.satisfied().get(), 0.855_577_816_826_757_6, 1e-14, "satisfied");
        assert_eq!(gap.indifferent().get(), 0.0);
        assert_close(gap.indignation(), 0.241_311_526_963_387_7, 1e-13, "E[h]");
        assert_close(gap.mean_audience(9, 20), 11.654, 5e-4, "unrounded mean of 9..20");
        let audience = gap.audience(9, 20).expect("twelve values");
        assert_eq!(audience.len(), 12);
        assert_close(audience.iter().map(|value| value.1).sum(), 1.0, 1e-14, "all values");
        assert_close(audience[0].1, 1.0 - 0.855_956_161_024_91, 1e-13, "nine");
        assert_close(audience[11].1, 0.007_033_939_197_587_4, 1e-14, "twenty");
    }
}

/// P(worst shortfall > level) by a trapezoidal rule over the expectation: slow, obvious, and for smooth services exact.
fn slow_tail(service: &Service, level: f64) -> f64 {
    const STEP: f64 = 0.02;
    let product_at = |expectation: f64| -> f64 {
        let needed = expectation - service.tolerance - level;
        service.touchpoints.iter().map(|point| upper_tail((needed - point.score.mean) / point.score.sd)).product()
    };
    if service.expectation.sd == 0.0 {
        return 1.0 - product_at(service.expectation.mean);
    }
    let nodes = (-450..=450).map(|index| f64::from(index) * STEP);
    nodes
        .map(|z| {
            let density = (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
            STEP * density * (1.0 - product_at(service.expectation.mean + service.expectation.sd * z))
        })
        .sum()
}

/// E[h] is the integral of P(h > u) over u from 0 to 1, by Simpson's rule.
fn slow_indignation(service: &Service, tail: impl Fn(f64) -> f64) -> f64 {
    const PANELS: u32 = 600;
    let weight = |index: u32| match index {
        0 | PANELS => 1.0,
        odd if odd % 2 == 1 => 4.0,
        _ => 2.0,
    };
    let sum: f64 =
        (0..=PANELS).map(|index| weight(index) * tail(service.rage * f64::from(index) / f64::from(PANELS))).sum();
    sum / (3.0 * f64::from(PANELS)) / tail(0.0)
}

fn smooth_services() -> Vec<Service> {
    let scores = [(8.5, 1.0), (8.25, 1.25), (8.0, 0.5), (9.0, 2.0), (7.75, 0.75), (9.5, 1.5)];
    let mut services: Vec<Service> =
        (1..=6).map(|count| service((7.0, 1.0), &scores[..count], 0.25 * count as f64 - 0.25, 3.0)).collect();
    services.push(service((7.0, 0.0), &scores, 0.5, 2.5));
    services.push(service((7.5, 0.5), &scores, 0.0, 2.5));
    services
}

#[test]
fn the_worst_gap_matches_slow_integration_for_one_to_six_touchpoints() {
    for service in smooth_services() {
        let gap = judged(&service);
        let tail = |level| slow_tail(&service, level);
        let name = format!("{} touchpoints", service.touchpoints.len());
        assert_close(gap.let_down().get(), tail(0.0), 1e-12, &name);
        assert_close(gap.satisfied().get(), 1.0 - tail(-service.tolerance), 1e-12, &name);
        assert_close(gap.indignation(), slow_indignation(&service, tail), 1e-10, &name);
        for steps in 1..=11_u64 {
            let cut = (steps as f64 - 0.5) / 11.0;
            assert_close(gap.indignation_at_least(cut), tail(cut * service.rage) / tail(0.0), 1e-11, &name);
        }
    }
}

/// Computed offline in another language, by Simpson's rule on pieces: q, share satisfied, E[h], P(more than 19 of 9..20).
#[test]
fn sharp_and_fixed_distributions_match_offline_integration() {
    let six = [(8.5, 1.0), (8.5, 1.0), (8.5, 1.0), (9.0, 0.5), (8.0, 0.75), (7.5, 0.25)];
    let five = [(8.5, 1.0), (8.25, 1.25), (8.0, 0.5), (9.0, 2.0), (7.75, 0.25)];
    let sharp = [(8.0, 0.001), (8.5, 0.01), (9.0, 0.1), (10.0, 1.0)];
    let one_fixed = [(8.5, 1.0), (7.25, 0.0), (9.0, 1.5)];
    let cases = [
        (
            service((7.0, 1.0), &[(8.5, 1.0), (8.0, 0.5)], 0.5, 3.0),
            [0.135_574_890_594_1, 0.748_852_171_485_9, 0.201_036_645_690_5, 0.002_451_294_868],
        ),
        (
            service((7.0, 0.8), &one_fixed, 0.25, 2.0),
            [0.324_612_203_965_8, 0.565_708_808_623_9, 0.301_381_099_893_1, 0.031_278_822_991],
        ),
        (
            service((7.0, 1.0), &sharp, 0.0, 3.0),
            [0.161_278_953_600_4, 0.838_721_046_399_6, 0.176_782_025_502_6, 0.000_436_343_831],
        ),
        (
            service((7.5, 0.75), &five, 0.0, 2.5),
            [0.641_530_952_365_7, 0.358_469_047_634_3, 0.402_211_800_266_7, 0.081_135_892_867],
        ),
        (
            service((7.0, 0.0), &six, 0.125, 1.5),
            [0.210_095_102_934_2, 0.721_720_362_514_6, 0.265_116_603_364_3, 0.017_499_472_767],
        ),
        (
            service((7.0, 0.0625), &six, 0.125, 1.5),
            [0.212_202_648_800_7, 0.718_615_390_090_3, 0.265_315_624_446_6, 0.017_707_995_269],
        ),
    ];
    for (service, [q, satisfied, indignation, twenty]) in cases {
        let gap = judged(&service);
        assert_close(gap.let_down().get(), q, 1e-11, "q");
        assert_close(gap.satisfied().get(), satisfied, 1e-11, "satisfied");
        assert_close(gap.indignation(), indignation, 1e-10, "E[h]");
        assert_close(gap.audience(9, 20).expect("twelve values")[11].1, twenty, 1e-11, "twenty");
    }
}

#[test]
fn the_mean_gap_matches_slow_integration_for_one_to_six_touchpoints() {
    for service in smooth_services() {
        let service = Service { combine: Combine::Mean, ..service };
        let gap = judged(&service);
        // The weighted mean score in one touchpoint of its own.
        let total: f64 = service.touchpoints.iter().map(|point| point.weight).sum();
        let mean = service.touchpoints.iter().map(|point| point.weight / total * point.score.mean).sum();
        let variance: f64 =
            service.touchpoints.iter().map(|point| (point.weight / total * point.score.sd).powi(2)).sum();
        let mut one = service.clone();
        one.touchpoints.truncate(1);
        one.touchpoints[0].score = Normal { mean, sd: variance.sqrt() };
        let tail = |level| slow_tail(&one, level);
        let name = format!("mean of {} touchpoints", service.touchpoints.len());
        assert_close(gap.let_down().get(), tail(0.0), 1e-10, &name);
        assert_close(gap.satisfied().get(), 1.0 - tail(-service.tolerance), 1e-10, &name);
        assert_close(gap.indignation(), slow_indignation(&one, tail), 1e-9, &name);
    }
}

#[test]
fn the_parts_of_the_touchpoints_make_the_whole() {
    let mut services = smooth_services();
    services.push(service((7.0, 1.0), &[(8.0, 0.001), (8.5, 0.01), (9.0, 0.1), (10.0, 1.0)], 0.0, 3.0));
    services.push(service((7.0, 0.8), &[(8.5, 1.0), (7.25, 0.0), (7.25, 0.0), (9.0, 1.5)], 0.25, 2.0));
    services.push(service((7.0, 0.0), &[(6.0, 0.0), (6.0, 0.0)], 0.25, 2.0));
    services.push(service((7.0, 1e-9), &[(6.5, 1e-6), (6.5, 3.0), (8.5, 0.0)], 0.25, 2.0));
    for service in services {
        let gap = judged(&service);
        let parts: Vec<_> = gap.touchpoints().into_iter().filter_map(|touchpoint| touchpoint.worst).collect();
        assert_close(parts.iter().map(|part| part.share).sum(), 1.0, 1e-11, "shares of the worst");
        let indignation = parts.iter().map(|part| part.share * part.indignation).sum();
        assert_close(indignation, gap.indignation(), 1e-11, "indignation");
    }
}

#[test]
fn a_touchpoint_alone_is_the_golden_gap() {
    let service = service((7.0, 1.0), &[(8.5, 1.0), (30.0, 1.0)], 0.0, 3.0);
    let touchpoints = judged(&service).touchpoints();
    assert_close(touchpoints[0].let_down, 0.144_422_183_173_242_4, 1e-14, "let down at the first");
    assert_close(touchpoints[0].indignation, 0.241_311_526_963_387_7, 1e-13, "indignation at the first");
    assert_close(touchpoints[0].worst.expect("combine = any").share, 1.0, 1e-12, "the first is the worst");
    assert!(touchpoints[1].let_down < 1e-50);
}

#[test]
fn what_never_varies_is_certain() {
    let certain = service((7.0, 0.0), &[(6.0, 0.0), (5.5, 0.0)], 0.5, 2.0);
    let gap = judged(&certain);
    assert_eq!((gap.let_down().get(), gap.satisfied().get(), gap.indignation()), (1.0, 0.0, 0.5));
    // Halves go up: 0.5 of the way from 0 to 5 is 2.5.
    assert_eq!(gap.audience(0, 5), Ok(vec![(3, 1.0)]));
    assert_eq!(gap.audience(4, 4), Ok(vec![(4, 1.0)]));
    let exactly_tolerated = judged(&service((7.0, 0.0), &[(6.5, 0.0)], 0.5, 2.0));
    assert_eq!((exactly_tolerated.let_down().get(), exactly_tolerated.indifferent().get()), (0.0, 1.0));
    assert_eq!(exactly_tolerated.audience(9, 20), Ok(vec![(9, 1.0)]));
}

#[test]
fn a_customer_drawn_is_judged_as_the_closed_form_says() {
    const CUSTOMERS: u64 = 200_000;
    let any = service((7.0, 1.0), &[(8.5, 1.0), (8.0, 0.5), (9.0, 2.0)], 0.5, 3.0);
    for service in [Service { combine: Combine::Mean, ..any.clone() }, any] {
        let gap = judged(&service);
        let (mut let_down, mut satisfied, mut indignant, mut told) = (0.0, 0.0, 0.0, 0.0);
        for replicate in 0..CUSTOMERS {
            let mut stream = ReplicateKey { seed: 317, replicate }.stream(Purpose::Experience, 0);
            match service.draw(&mut stream) {
                Verdict::LetDown { indignation } => {
                    let_down += 1.0;
                    indignant += indignation;
                    told += Verdict::audience(indignation, 9, 20) as f64;
                }
                Verdict::Indifferent => {}
                Verdict::Satisfied => satisfied += 1.0,
            }
        }
        let n = CUSTOMERS as f64;
        let four_errors = |p: f64| 4.0 * (p * (1.0 - p) / n).sqrt();
        let (q, p) = (gap.let_down().get(), gap.satisfied().get());
        assert_close(let_down / n, q, four_errors(q), "let down");
        assert_close(satisfied / n, p, four_errors(p), "satisfied");
        assert_close(indignant / let_down, gap.indignation(), 4.0 * 0.5 / let_down.sqrt(), "indignation");
        let audience = gap.audience(9, 20).expect("twelve values");
        let mean: f64 = audience.iter().map(|&(value, weight)| value as f64 * weight).sum();
        assert_close(told / let_down, mean, 4.0 * 5.5 / let_down.sqrt(), "audience");
    }
}

#[test]
fn a_better_score_never_makes_a_drawn_customer_angrier() {
    let before = golden();
    let mut after = golden();
    after.touchpoints[0].score.mean += 0.5;
    let indignation = |service: &Service, replicate| match service
        .draw(&mut ReplicateKey { seed: 1, replicate }.stream(Purpose::Experience, 7))
    {
        Verdict::LetDown { indignation } => indignation,
        Verdict::Indifferent | Verdict::Satisfied => 0.0,
    };
    for replicate in 0..10_000 {
        assert!(indignation(&after, replicate) <= indignation(&before, replicate));
    }
}

#[test]
fn a_service_out_of_range_is_refused() {
    let refused = |change: fn(&mut Service)| {
        let mut service = golden();
        change(&mut service);
        ServiceGap::new(&service).expect_err("out of range")
    };
    assert_eq!(refused(|service| service.touchpoints.clear()), ServiceError::NoTouchpoint);
    assert_eq!(refused(|service| service.rage = 0.0), ServiceError::Rage(0.0));
    assert_eq!(refused(|service| service.tolerance = -1.0), ServiceError::Tolerance(-1.0));
    assert_eq!(refused(|service| service.touchpoints[0].weight = 0.0), ServiceError::Weights);
    let nan = refused(|service| service.expectation.sd = f64::NAN);
    assert_eq!(nan.to_string(), "expectation needs a finite mean and a finite sd of at least 0, got mean 7 and sd NaN");
    let gap = judged(&golden());
    assert_eq!(gap.audience(20, 9), Err(ServiceError::Audience { low: 20, high: 9 }));
    assert!(gap.audience(0, u64::MAX).is_err());
}
