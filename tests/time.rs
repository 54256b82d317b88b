//! Time inside a period: closed forms, published digits, and a slow oracle person by person.

use rumeur::model::{
    Audience, AudienceSampler, Behind, Customers, Damage, Generations, Group, Model, Origin, Parameters, Problem,
    Recovery, Retelling, TIMELINE, Tally, Telling, Time, Voice,
};
use rumeur::quantity::Probability;
use rumeur::random::{Purpose, ReplicateKey, Stream, binomial};
use rumeur::vocabulary::{Metric, Outcome};

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

fn group(name: &str, share: f64, audience: Audience) -> Group {
    Group { name: name.to_owned(), share, audience, stays: None }
}

fn everyone(audience: Audience) -> Telling {
    Telling { groups: vec![group("all", 1.0, audience)], ..Telling::default() }
}

/// So many people who were let down and tell ten each, all of them silent.
fn tellers(people: u64, time: Time) -> Parameters {
    let mut parameters = Parameters {
        customers: Customers { origin: Origin::Dissatisfied(people), ..Customers::default() },
        time: Some(time),
        ..Parameters::default()
    };
    parameters.telling[Outcome::Silent.index()] = everyone(Audience::Fixed(10));
    parameters
}

fn geometric(horizon: u64) -> Time {
    Time { telling: Audience::Geometric(3.0), ..Time::at_once(horizon) }
}

/// A scenario in which everything happens.
fn rich() -> Parameters {
    let origin = Origin::Served { served: 30, problem: Problem::Rate(probability(0.6)) };
    let mut parameters = Parameters {
        customers: Customers { origin, ..Customers::default() },
        voice: Voice { rate: Some(probability(0.6)), ..Voice::default() },
        recovery: Recovery { rate: probability(0.7) },
        retelling: Retelling {
            rate: probability(0.2),
            audience: Audience::Poisson(2.0),
            generations: Generations::UpTo(3),
            decay: probability(0.5),
        },
        time: Some(Time {
            horizon: 11,
            arrival: Audience::Uniform { low: 0, high: 3 },
            complaint: Audience::Geometric(2.0),
            answer: Audience::Poisson(3.0),
            telling: Audience::LogNormal { median: 3.0, sigma: 0.9 },
        }),
        damage: Damage { customer_value: 10.0, complaint_cost: 1.0, recovery_cost: 2.0, ..Damage::default() },
        ..Parameters::default()
    };
    let two = |one, other| Telling {
        stays: probability(0.4),
        groups: vec![
            group("few", 2.0, Audience::Poisson(one)),
            group("many", 1.0, Audience::Uniform { low: 0, high: other }),
        ],
    };
    parameters.telling[Outcome::Silent.index()] = two(1.0, 4);
    parameters.telling[Outcome::Unresolved.index()] = two(2.0, 6);
    parameters.telling[Outcome::Recovered.index()] = two(1.0, 3);
    parameters.telling[Outcome::Satisfied.index()] = everyone(Audience::Empirical(vec![(0, 2.0), (2, 1.0)]));
    parameters
}

/// Another, where tellings wait without a memory and some tell much more than others.
fn eager() -> Parameters {
    let mut parameters = rich();
    parameters.retelling.audience = Audience::Fixed(2);
    if let Some(time) = &mut parameters.time {
        time.telling = Audience::Geometric(2.0);
    }
    for telling in &mut parameters.telling {
        for group in &mut telling.groups {
            if let Audience::Poisson(mean) = group.audience {
                group.audience = Audience::NegativeBinomial { mean: 2.0 * mean, dispersion: 0.3 };
            }
        }
    }
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

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

/// The standard error of the variance, squared.
fn error_of_variance(values: &[f64]) -> f64 {
    let (mean, variance) = (mean(values), variance(values));
    let fourth = values.iter().map(|value| (value - mean).powi(4)).sum::<f64>() / values.len() as f64;
    (fourth - variance * variance).max(0.0) / values.len() as f64
}

fn expected_reach(parameters: &Parameters, tick: usize) -> f64 {
    Model::new(parameters, &[]).expect("a model").expected().timeline()[tick][3]
}

fn close(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{actual} against {expected}");
}

#[test]
fn one_teller_is_heard_by_the_geometric_law() {
    close(expected_reach(&tellers(1, geometric(40)), 2), 5.78125);
    let mut retold = tellers(1, geometric(400));
    retold.retelling = Retelling {
        rate: probability(0.05),
        audience: Audience::Fixed(10),
        generations: Generations::Unlimited,
        decay: Probability::ONE,
    };
    for tick in [0, 1, 2, 30] {
        close(expected_reach(&retold, tick), 20.0 * (1.0 - (6.0_f64 / 7.0).powi(tick as i32 + 1)));
    }
    assert!((expected_reach(&retold, 2) - 7.40525).abs() < 5e-6);
}

#[test]
fn reach_by_a_tick_is_the_reach_times_the_share_told_by_then() {
    for telling in [
        Audience::Fixed(4),
        Audience::Poisson(6.0),
        Audience::Uniform { low: 2, high: 9 },
        Audience::NegativeBinomial { mean: 8.0, dispersion: 0.6 },
        Audience::LogNormal { median: 5.0, sigma: 1.2 },
        Audience::Zipf { exponent: 1.4, max: 60 },
        Audience::Empirical(vec![(0, 1.0), (7, 2.0), (30, 1.0)]),
    ] {
        let time = Time { telling: telling.clone(), ..Time::at_once(20) };
        let tallies = replicates(&tellers(2_000, time.clone()), 1, 300);
        let sampler = AudienceSampler::new(&telling).expect("a delay");
        // F by counting, from draws of one delay.
        let mut stream = ReplicateKey { seed: 9, replicate: 0 }.stream(Purpose::Illustration, 1);
        let draws: Vec<u64> = (0..400_000).map(|_| sampler.draw(&mut stream)).collect();
        for tick in [0, 3, 7, 20] {
            let expected = expected_reach(&tellers(2_000, time.clone()), tick);
            let share = draws.iter().filter(|delay| **delay <= tick as u64).count() as f64 / draws.len() as f64;
            let error = 4.0 * (share * (1.0 - share) / draws.len() as f64).sqrt() + 1e-12;
            assert!((expected / 20_000.0 - share).abs() <= error, "{telling:?} by {tick}: {expected}, {share}");
            let simulated: Vec<f64> = tallies.iter().map(|tally| tally.timeline[tick][3] as f64).collect();
            let error = 4.0 * (variance(&simulated) / 300.0).sqrt() + 1e-9 * expected;
            assert!((mean(&simulated) - expected).abs() <= error, "{telling:?} by {tick}");
        }
    }
}

#[test]
fn the_recovered_stop_at_the_answer() {
    let complainer = |answer| {
        let time = Time { complaint: Audience::Fixed(2), answer, ..geometric(400) };
        let mut parameters = tellers(1, time);
        parameters.voice.rate = Some(Probability::ONE);
        parameters.recovery.rate = Probability::ONE;
        parameters.telling[Outcome::Unresolved.index()] = everyone(Audience::Fixed(10));
        parameters
    };
    for (answer, expected) in
        [(Audience::Fixed(3), 10.0 * (1.0 - 0.75_f64.powi(5))), (Audience::Geometric(3.0), 95.0 / 14.0)]
    {
        let parameters = complainer(answer);
        close(expected_reach(&parameters, 400), expected);
        let reach: Vec<f64> =
            replicates(&parameters, 3, 40_000).iter().map(|tally| tally.count(Metric::Reach) as f64).collect();
        let error = 4.0 * (variance(&reach) / 40_000.0).sqrt();
        assert!((mean(&reach) - expected).abs() < error, "{} against {expected}", mean(&reach));
    }
    assert!((expected_reach(&complainer(Audience::Fixed(3)), 400) - 7.62695).abs() < 5e-6);
    assert!((expected_reach(&complainer(Audience::Geometric(3.0)), 400) - 6.78571).abs() < 5e-6);
}

#[test]
fn with_a_far_horizon_and_no_answer_ahead_of_the_story_all_means_are_those_without_a_clock() {
    let mut parameters = rich();
    // Nobody tells as one of the unresolved who is recovered later: the answer comes at once.
    parameters.time = Some(Time {
        arrival: Audience::Uniform { low: 0, high: 9 },
        telling: Audience::Poisson(8.0),
        ..Time::at_once(400)
    });
    let timed = Model::new(&parameters, &[]).expect("a model");
    let whole = Model::new(&Parameters { time: None, ..parameters.clone() }, &[]).expect("a model");
    for metric in whole.metrics() {
        match (timed.expected().mean(metric), whole.expected().mean(metric)) {
            (Some(one), Some(other)) => close(one, other),
            (one, other) => assert_eq!(one, other, "{metric}"),
        }
    }
    // Where all start together, nobody retells and all is told in time, chance is the same to the last person.
    parameters.time = Some(Time { telling: Audience::Uniform { low: 0, high: 9 }, ..Time::at_once(400) });
    parameters.retelling = Retelling::default();
    let without = replicates(&Parameters { time: None, ..parameters.clone() }, 5, 200);
    for (mut with, without) in replicates(&parameters, 5, 200).into_iter().zip(without) {
        with.timeline.clear();
        for metric in [Metric::AwareAtFirstComplaint, Metric::TicksToHalf] {
            with.counts[metric.index()] = 0;
        }
        assert_eq!(with, without);
    }
}

/// The story of a period, person by person.
struct Oracle<'a> {
    parameters: &'a Parameters,
    time: &'a Time,
    stream: Stream,
    /// Let down, complaints, recovered, ill heard, good heard, by tick; later ticks are beyond the horizon.
    ticks: [Vec<u64>; 5],
}

impl Oracle<'_> {
    fn chance(&mut self, p: Probability) -> bool {
        binomial(&mut self.stream, 1, p) == 1
    }

    fn draw(&mut self, law: &Audience) -> u64 {
        AudienceSampler::new(law).expect("a law").draw(&mut self.stream)
    }

    fn note(&mut self, what: usize, tick: u64) {
        if tick <= self.time.horizon {
            self.ticks[what][tick as usize] += 1;
        }
    }

    fn group(&mut self, outcome: Outcome) -> Group {
        let groups = &self.parameters.telling(outcome).groups;
        let (first, rest) = (groups[0].clone(), groups.get(1).cloned());
        let Some(second) = rest else { return first };
        if self.chance(probability(first.share / (first.share + second.share))) { first } else { second }
    }

    /// Somebody of a group tells from `start` on; nothing on or after `end`.
    fn tells(&mut self, outcome: Outcome, start: u64, end: u64) {
        let audience = self.group(outcome).audience;
        let valence = outcome.valence().index();
        for _ in 0..self.draw(&audience) {
            let tick = start + self.draw(&self.time.telling.clone());
            if tick < end {
                self.hears(valence, tick, 1);
            }
        }
    }

    fn hears(&mut self, valence: usize, tick: u64, generation: u32) {
        if tick > self.time.horizon {
            return;
        }
        self.note(3 + valence, tick);
        let retelling = &self.parameters.retelling;
        let Generations::UpTo(last) = retelling.generations else { unreachable!("a last generation") };
        let rate = retelling.rate.get() * retelling.decay.get().powi(generation as i32 - 1);
        if generation < last && self.chance(probability(rate)) {
            for _ in 0..self.draw(&retelling.audience) {
                let delay = self.draw(&self.time.telling.clone());
                self.hears(valence, tick + delay, generation + 1);
            }
        }
    }

    fn customer(&mut self, problem: Probability) {
        let start = self.draw(&self.time.arrival.clone());
        if !self.chance(problem) {
            return self.tells(Outcome::Satisfied, start, u64::MAX);
        }
        self.note(0, start);
        if !self.chance(self.parameters.voice.rate.expect("a rate")) {
            return self.tells(Outcome::Silent, start, u64::MAX);
        }
        let complaint = start + self.draw(&self.time.complaint.clone());
        self.note(1, complaint);
        if !self.chance(self.parameters.recovery.rate) {
            return self.tells(Outcome::Unresolved, start, u64::MAX);
        }
        let answer = complaint + self.draw(&self.time.answer.clone());
        self.note(2, answer);
        self.tells(Outcome::Unresolved, start, answer);
        self.tells(Outcome::Recovered, answer, u64::MAX);
    }

    /// The timeline, aware at the first complaint and the tick by which half have heard.
    fn run(parameters: &Parameters, replicate: u64) -> (Vec<[u64; 6]>, Option<u64>, Option<u64>) {
        let time = parameters.time.as_ref().expect("a clock");
        let empty = || vec![0; time.horizon as usize + 1];
        let stream = ReplicateKey { seed: 77, replicate }.stream(Purpose::Illustration, 0);
        let mut oracle = Oracle { parameters, time, stream, ticks: [(); 5].map(|()| empty()) };
        let Origin::Served { served, problem: Problem::Rate(problem) } = &parameters.customers.origin else {
            unreachable!("customers served")
        };
        (0..*served).for_each(|_| oracle.customer(*problem));
        let mut sums = [0; 5];
        let mut timeline = Vec::new();
        for tick in 0..=time.horizon as usize {
            for (sum, ticks) in sums.iter_mut().zip(&oracle.ticks) {
                *sum += ticks[tick];
            }
            let [let_down, complaints, recovered, ill, good] = sums;
            timeline.push([complaints, recovered, ill, ill, let_down + ill, good]);
        }
        let ever = timeline.last().expect("a tick")[3];
        let first = timeline.iter().find(|now| now[0] > 0).map(|now| now[4]);
        let half = (ever > 0).then(|| timeline.iter().position(|now| 2 * now[3] >= ever).expect("a tick") as u64);
        (timeline, first, half)
    }
}

/// Two samples of the same law: means and variances within four standard errors.
fn assert_same_law(one: &[f64], other: &[f64], what: &str) {
    let error = (variance(one) / one.len() as f64 + variance(other) / other.len() as f64).sqrt();
    assert!((mean(one) - mean(other)).abs() <= 4.0 * error + 1e-12, "{what}: means {}, {}", mean(one), mean(other));
    let error = (error_of_variance(one) + error_of_variance(other)).sqrt();
    let (left, right) = (variance(one), variance(other));
    assert!((left - right).abs() <= 4.5 * error + 1e-12, "{what}: variances {left}, {right}");
}

#[test]
fn every_tick_has_the_law_of_a_simulation_person_by_person() {
    assert_law_of_every_tick(&rich());
}

#[test]
fn every_tick_has_its_law_where_tellings_wait_and_audiences_differ() {
    assert_law_of_every_tick(&eager());
}

fn assert_law_of_every_tick(parameters: &Parameters) {
    let tallies = replicates(parameters, 11, 12_000);
    let told: Vec<_> = (0..12_000).map(|replicate| Oracle::run(parameters, replicate)).collect();
    let model = Model::new(parameters, &[]).expect("a model");
    for tick in 0..=11 {
        for (place, metric) in TIMELINE.into_iter().enumerate() {
            let what = format!("{metric} by {tick}");
            let own: Vec<f64> = tallies.iter().map(|tally| tally.timeline[tick][place] as f64).collect();
            let slow: Vec<f64> = told.iter().map(|(timeline, ..)| timeline[tick][place] as f64).collect();
            assert_same_law(&own, &slow, &what);
            let expected = model.expected().timeline()[tick][place];
            let error = 4.0 * (variance(&own) / own.len() as f64).sqrt() + 1e-9;
            assert!((mean(&own) - expected).abs() <= error, "{what}: {} against {expected}", mean(&own));
        }
    }
    for (metric, slow) in [
        (Metric::AwareAtFirstComplaint, told.iter().filter_map(|told| told.1).collect::<Vec<_>>()),
        (Metric::TicksToHalf, told.iter().filter_map(|told| told.2).collect()),
    ] {
        let own: Vec<f64> = tallies.iter().filter_map(|tally| tally.value(metric)).collect();
        let slow: Vec<f64> = slow.into_iter().map(|value| value as f64).collect();
        assert_same_law(&own, &slow, metric.name());
    }
}

#[test]
fn every_mean_by_formula_is_that_of_the_simulation() {
    let mut late = rich();
    if let Some(time) = &mut late.time {
        time.complaint = Audience::Poisson(9.0);
        time.horizon = 8;
    }
    let mut fixed = rich();
    fixed.customers.origin = Origin::Complaints { complaints: 4, behind: Behind::SilentPerComplaint(6.0) };
    fixed.voice = Voice::default();
    fixed.time = Some(Time { complaint: Audience::Fixed(2), answer: Audience::Fixed(4), ..geometric(30) });
    for (parameters, seed) in [(rich(), 21), (late, 22), (fixed, 23), (eager(), 24)] {
        let model = Model::new(&parameters, &[]).expect("a model");
        let tallies = replicates(&parameters, seed, 20_000);
        for metric in model.metrics().filter(|metric| *metric != Metric::AwarePerComplaint) {
            let Some(expected) = model.expected().mean(metric).filter(|_| model.defines(metric)) else { continue };
            let values: Vec<f64> = tallies.iter().filter_map(|tally| tally.value(metric)).collect();
            let error = 4.0 * (variance(&values) / values.len() as f64).sqrt() + 1e-9 * expected.abs();
            assert!((mean(&values) - expected).abs() <= error, "{metric}: {} against {expected}", mean(&values));
        }
        for (place, term) in model.expected().groups().iter().enumerate() {
            for (expected, of) in [
                (term.customers, (|group| group.customers) as fn(&rumeur::model::GroupTally) -> u64),
                (term.customers * term.audience, |group| group.impressions),
                (term.customers_lost, |group| group.customers_lost),
            ] {
                let values: Vec<f64> = tallies.iter().map(|tally| of(&tally.groups[place]) as f64).collect();
                let error = 4.0 * (variance(&values) / values.len() as f64).sqrt() + 1e-9 * expected.abs();
                assert!(
                    (mean(&values) - expected).abs() <= error,
                    "group {place}: {} against {expected}",
                    mean(&values)
                );
            }
        }
        for tally in &tallies {
            let count = |metric| tally.count(metric);
            let groups = |outcome: Outcome| -> u64 {
                let own = model.groups().iter().zip(&tally.groups).filter(|((of, _), _)| *of == outcome);
                own.map(|(_, group)| group.customers).sum()
            };
            assert_eq!(count(Metric::Silent), groups(Outcome::Silent));
            assert_eq!(count(Metric::Unresolved), groups(Outcome::Unresolved));
            assert_eq!(count(Metric::Recovered), groups(Outcome::Recovered));
            assert_eq!(count(Metric::Complaints) + count(Metric::Silent), count(Metric::Dissatisfied));
            assert!(tally.timeline.windows(2).all(|pair| pair[0].iter().zip(&pair[1]).all(|(then, now)| then <= now)));
        }
    }
}

#[test]
fn a_faster_answer_never_reaches_more_and_leaves_the_rest_alone() {
    let mut slow = rich();
    slow.retelling = Retelling::default();
    slow.time = Some(Time { complaint: Audience::Fixed(1), answer: Audience::Fixed(9), ..geometric(30) });
    let mut fast = slow.clone();
    if let Some(time) = &mut fast.time {
        time.answer = Audience::Fixed(1);
    }
    let (baseline, variant) = (Model::new(&slow, &[]).expect("a model"), Model::new(&fast, &[]).expect("a model"));
    let (mut own, mut scratch) = (baseline.scratch(), variant.scratch());
    let mut saved = 0;
    for replicate in 0..2_000 {
        let key = ReplicateKey { seed: 31, replicate };
        baseline.replicate(key, None, &mut own).expect("no explosion");
        variant.replicate(key, Some((&baseline, &own)), &mut scratch).expect("no explosion");
        let (then, now) = (own.tally(), scratch.tally());
        for metric in
            [Metric::Dissatisfied, Metric::Complaints, Metric::Recovered, Metric::Silent, Metric::CustomersLost]
        {
            assert_eq!(then.count(metric), now.count(metric), "{metric}");
        }
        for tick in 0..=30 {
            assert!(now.timeline[tick][3] <= then.timeline[tick][3]);
            // Until the faster answer nothing is different.
            assert!(tick >= 2 || now.timeline[tick] == then.timeline[tick]);
        }
        saved += then.count(Metric::Reach) - now.count(Metric::Reach);
    }
    let expected = 2_000.0 * (expected_reach(&slow, 30) - expected_reach(&fast, 30));
    assert!((saved as f64 / expected - 1.0).abs() < 0.05, "{saved} against {expected}");
}

#[test]
fn a_variant_beside_a_baseline_has_its_own_law() {
    let mut variant = rich();
    variant.voice.rate = Some(probability(0.8));
    if let Some(time) = &mut variant.time {
        time.answer = Audience::Geometric(1.0);
        time.telling = Audience::Poisson(4.0);
        time.horizon = 14;
    }
    assert_law_beside(&rich(), &variant);
    let mut variant = eager();
    variant.voice.rate = Some(probability(0.4));
    if let Some(time) = &mut variant.time {
        time.arrival = Audience::Uniform { low: 0, high: 5 };
        time.answer = Audience::Geometric(1.0);
        time.telling = Audience::Geometric(3.0);
        time.horizon = 14;
    }
    assert_law_beside(&eager(), &variant);
    assert_law_beside(&rich(), &variant);
}

fn assert_law_beside(baseline: &Parameters, variant: &Parameters) {
    let (first, second) = (Model::new(baseline, &[]).expect("a model"), Model::new(variant, &[]).expect("a model"));
    let (mut own, mut scratch) = (first.scratch(), second.scratch());
    let beside: Vec<Tally> = (0..12_000)
        .map(|replicate| {
            let key = ReplicateKey { seed: 41, replicate };
            first.replicate(key, None, &mut own).expect("no explosion");
            second.replicate(key, Some((&first, &own)), &mut scratch).expect("no explosion");
            scratch.tally().clone()
        })
        .collect();
    let alone = replicates(variant, 42, 12_000);
    for tick in [0, 2, 5, 9, 14] {
        for (place, metric) in TIMELINE.into_iter().enumerate() {
            let of = |tallies: &[Tally]| -> Vec<f64> {
                tallies.iter().map(|tally| tally.timeline[tick][place] as f64).collect()
            };
            assert_same_law(&of(&beside), &of(&alone), &format!("{metric} by {tick}"));
        }
    }
}

#[test]
fn a_replicate_reads_nothing_that_another_left() {
    [rich(), eager()].iter().for_each(assert_clean);
}

fn assert_clean(parameters: &Parameters) {
    let model = Model::new(parameters, &[]).expect("a model");
    let (mut clean, mut dirty) = (model.scratch(), model.scratch());
    for replicate in 0..300 {
        let key = ReplicateKey { seed: 51, replicate };
        dirty.poison(replicate);
        model.replicate(key, None, &mut clean).expect("no explosion");
        model.replicate(key, None, &mut dirty).expect("no explosion");
        assert_eq!(clean.tally(), dirty.tally());
    }
}

#[test]
fn a_retuned_clock_draws_what_a_new_model_draws() {
    let mut model = Model::new(&rich(), &[]).expect("a model");
    let mut scratch = model.scratch();
    let key = ReplicateKey { seed: 61, replicate: 0 };
    model.replicate(key, None, &mut scratch).expect("no explosion");
    let mut others = vec![rich(); 3];
    if let Some(time) = &mut others[0].time {
        time.answer = Audience::Fixed(1);
        time.horizon = 20;
    }
    others[1].time = None;
    for parameters in &others {
        model.retune(parameters).expect("a model");
        assert_eq!(model.parameters(), parameters);
        let new = Model::new(parameters, &[]).expect("a model");
        assert_eq!(model.expected(), new.expected());
        let mut fresh = new.scratch();
        for replicate in 0..50 {
            let key = ReplicateKey { seed: 61, replicate };
            model.replicate(key, None, &mut scratch).expect("no explosion");
            new.replicate(key, None, &mut fresh).expect("no explosion");
            assert_eq!(scratch.tally(), fresh.tally());
        }
    }
}

#[test]
fn a_variant_with_spread_starts_stays_close_to_its_baseline() {
    for baseline in [rich(), eager()] {
        let mut same = baseline.clone();
        same.damage.complaint_cost = 3.0;
        let mut fast = baseline.clone();
        if let Some(time) = &mut fast.time {
            time.answer = Audience::Poisson(1.0);
        }
        let model = |parameters| Model::new(parameters, &[]).expect("a model");
        let (first, same, fast) = (model(&baseline), model(&same), model(&fast));
        let (mut own, mut scratch) = (first.scratch(), first.scratch());
        let mut changes = [Vec::new(), Vec::new()];
        let reach = |tally: &Tally| tally.count(Metric::Reach) as f64;
        for replicate in 0..4_000 {
            let key = ReplicateKey { seed: 71, replicate };
            first.replicate(key, None, &mut own).expect("no explosion");
            same.replicate(key, Some((&first, &own)), &mut scratch).expect("no explosion");
            assert_eq!(own.tally().timeline, scratch.tally().timeline);
            fast.replicate(key, Some((&first, &own)), &mut scratch).expect("no explosion");
            changes[0].push(reach(scratch.tally()) - reach(own.tally()));
            changes[1].push(reach(own.tally()));
        }
        let [paired, alone] = changes.map(|values| variance(&values));
        assert!(paired < 0.6 * 2.0 * alone, "{paired} against twice {alone}");
    }
}
