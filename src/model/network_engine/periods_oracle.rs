//! Several periods on small networks, person by person in sets: the engine must find the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use rand::RngExt;

use super::oracle::{Oracle, network, parameters};
use crate::model::{Change, Model, Origin, Parameters, Periods, Problem, Tally};
use crate::network::{Network, Source};
use crate::quantity::Probability;
use crate::random::{Purpose, ReplicateKey, Stream};
use crate::vocabulary::{Metric, Outcome, Valence};

fn probability(value: f64) -> Probability {
    Probability::new(value).expect("a probability")
}

type People = BTreeSet<u32>;

/// What goes from period to period.
#[derive(Default)]
struct Town {
    gone: People,
    /// By valence.
    knows: [People; 2],
    reached: [People; 2],
    ever: People,
}

impl Town {
    fn forget(&mut self, key: ReplicateKey, chance: f64) {
        let keeps = |person: &u32| key.people(Purpose::Forgetting, 0).uniform(*person) >= chance;
        for people in self.knows.iter_mut().chain(&mut self.reached) {
            people.retain(keeps);
        }
    }

    /// One period; what the engine drew of it says how many left, and is held to all else.
    fn live(&mut self, oracle: &Oracle<'_>, tally: &Tally, groups: &[(Outcome, String)]) {
        let customers = oracle.customers_without(&self.gone);
        let with = |outcomes: &[Outcome]| -> People {
            customers.iter().filter(|(_, outcome)| outcomes.contains(outcome)).map(|&(person, _)| person).collect()
        };
        let let_down = with(&[Outcome::Silent, Outcome::Unresolved, Outcome::Recovered]);
        let all = with(&Outcome::ALL);
        let [ill, good] = [(Valence::Negative, &let_down), (Valence::Positive, &all)].map(|(valence, lived)| {
            let know = lived | &self.knows[valence.index()];
            oracle.spread(valence, &customers, &know)
        });
        let before = |valence: Valence, person: &u32| self.reached[valence.index()].contains(person);
        let second_ill = ill.heard.iter().filter(|&(person, when)| {
            before(Valence::Positive, person) || good.heard.get(person).is_some_and(|good| good < when)
        });
        let second_good = good.heard.iter().filter(|&(person, when)| {
            before(Valence::Negative, person) || ill.heard.get(person).is_some_and(|ill| ill <= when)
        });
        let (second_ill, second_good) = (second_ill.count() as u64, second_good.count() as u64);
        let reach = [&ill, &good].map(|found| found.heard.len() as u64);
        let count = |outcome| with(&[outcome]).len() as u64;
        for (metric, value) in [
            (Metric::Dissatisfied, let_down.len() as u64),
            (Metric::Silent, count(Outcome::Silent)),
            (Metric::Recovered, count(Outcome::Recovered)),
            (Metric::Satisfied, count(Outcome::Satisfied)),
            (Metric::Impressions, ill.impressions),
            (Metric::Reach, reach[0]),
            (Metric::Overlap, ill.impressions - reach[0]),
            (Metric::Ambivalent, second_ill + second_good),
            (Metric::Aware, let_down.len() as u64 + reach[0]),
            (Metric::PositiveImpressions, good.impressions),
            (Metric::PositiveReach, reach[1]),
            (Metric::ProspectsLost, reach[0] - second_ill),
            (Metric::ProspectsWon, reach[1] - second_good),
        ] {
            assert_eq!(tally.count(metric), value, "{metric} of {:?}", oracle.parameters);
        }
        assert_eq!([&tally.generations[0], &tally.generations[1]], [&ill.generations, &good.generations]);
        for ((known, reached), (found, lived)) in
            self.knows.iter_mut().zip(&mut self.reached).zip([(&ill, &let_down), (&good, &all)])
        {
            known.extend(lived.iter().chain(found.heard.keys()));
            reached.extend(found.heard.keys());
        }
        self.ever.extend(let_down.iter().chain(ill.heard.keys()));
        for (group, (outcome, _)) in tally.groups.iter().zip(groups) {
            let ranks = oracle.key.people(Purpose::Leaving, 0);
            let mut ranked: Vec<_> = with(&[*outcome]).iter().map(|&who| (ranks.open(who).next_bits(), who)).collect();
            ranked.sort_unstable();
            let lost = ranked.iter().take(group.customers_lost as usize).map(|&(_, person)| person);
            let before = self.gone.len();
            self.gone.extend(lost);
            assert_eq!(self.gone.len() - before, group.customers_lost as usize, "nobody leaves twice");
        }
    }
}

fn periods(stream: &mut Stream, parameters: &mut Parameters) {
    let mut any = |values: [f64; 3]| probability(values[stream.random_range(0..3)]);
    for telling in &mut parameters.telling {
        telling.stays = any([0.2, 0.8, 1.0]);
    }
    parameters.periods = Some(Periods {
        learning: any([0.0, 0.3, 1.0]),
        forgetting: any([0.0, 0.3, 1.0]),
        count: stream.random_range(2..6),
        arrivals: stream.random_range(0..4),
        ..Periods::default()
    });
}

/// A small network, and a scenario on it.
fn case(case: u64) -> (ReplicateKey, Arc<Network>, Parameters) {
    let key = ReplicateKey { seed: 17, replicate: case };
    let mut stream = key.stream(Purpose::Network, 1_000);
    let network = if case.is_multiple_of(5) {
        let population = stream.random_range(2..40);
        Source::WellMixed { population }.generate(key, u64::MAX).expect("a network")
    } else {
        network(&mut stream)
    };
    let mut parameters = parameters(&mut stream, &network);
    periods(&mut stream, &mut parameters);
    (key, Arc::new(network), parameters)
}

#[test]
fn several_periods_on_a_network_are_those_of_a_slow_engine() {
    let (mut again, mut left) = (0, 0);
    for number in 0..400 {
        let (key, network, parameters) = case(number);
        let periods = parameters.periods.clone().expect("periods");
        let model = Model::new(&parameters, &[Arc::clone(&network)]).expect("a model");
        let mut scratch = model.scratch();
        // A replicate before, and garbage, must leave no trace.
        model.replicate(ReplicateKey { replicate: number + 1, ..key }, None, &mut scratch).expect("no explosion");
        scratch.poison(number);
        model.replicate(key, None, &mut scratch).expect("no explosion");
        let Origin::Served { mut served, problem: Problem::Rate(rate) } = parameters.customers.origin else {
            panic!("the oracle knows the served only")
        };
        let (mut town, mut learned) = (Town::default(), 1.0);
        let mut sums = [0; 3];
        let summed = [Metric::Reach, Metric::Impressions, Metric::CustomersLost];
        for period in 0..periods.count {
            let (tally, said) = scratch.period(period as usize).expect("a period");
            assert_eq!(said, Some(served), "{parameters:?}");
            let mut point = parameters.clone();
            let problem = Problem::Rate(Probability::clamped(rate.get() * learned));
            point.customers.origin = Origin::Served { served, problem };
            let key = key.in_period(period);
            if period > 0 {
                town.forget(key, periods.forgetting.get());
            }
            let known = town.ever.len();
            town.live(&Oracle { parameters: &point, network: &network, key }, tally, model.groups());
            again += u64::from(town.ever.len() - known < tally.count(Metric::Aware) as usize);
            let count = |metric| tally.count(metric);
            let come = (periods.arrivals + count(Metric::ProspectsWon)).saturating_sub(count(Metric::ProspectsLost));
            let room = u64::from(network.people()) - town.gone.len() as u64;
            served = (served - count(Metric::CustomersLost) + come).min(room);
            if count(Metric::Dissatisfied) > 0 {
                let share = count(Metric::Complaints) as f64 / count(Metric::Dissatisfied) as f64;
                learned *= 1.0 - periods.learning.get() * share;
            } else {
                let rate = parameters.voice.rate.map_or(0.0, Probability::get);
                let asked = parameters.voice.asked.get() * parameters.voice.admits.get();
                learned *= 1.0 - periods.learning.get() * (rate + (1.0 - rate) * asked);
            }
            sums.iter_mut().zip(summed).for_each(|(sum, metric)| *sum += count(metric));
        }
        let total = scratch.tally();
        assert_eq!(summed.map(|metric| total.count(metric)), sums);
        assert_eq!(total.count(Metric::Aware), town.ever.len() as u64, "those who ever knew");
        left += town.gone.len();
    }
    assert!(again > 100 && left > 1_000, "people know already ({again}), and leave ({left})");
}

#[test]
fn where_all_is_forgotten_and_nobody_leaves_each_period_is_one_of_its_own() {
    for number in 0..200 {
        let (key, network, mut parameters) = case(number);
        for telling in &mut parameters.telling {
            telling.stays = Probability::ONE;
        }
        parameters.damage.deterred = Probability::ZERO;
        parameters.damage.won = Probability::ZERO;
        let periods = parameters.periods.as_mut().expect("periods");
        (periods.arrivals, periods.learning, periods.forgetting) = (0, Probability::ZERO, Probability::ONE);
        let networks = [network];
        let (course, alone) = {
            let mut alone = parameters.clone();
            alone.periods = None;
            (Model::new(&parameters, &networks).expect("a model"), Model::new(&alone, &networks).expect("a model"))
        };
        let (mut own, mut other) = (course.scratch(), alone.scratch());
        course.replicate(key, None, &mut own).expect("no explosion");
        for period in 0..course.periods() {
            alone.replicate(key.in_period(period as u64), None, &mut other).expect("no explosion");
            assert_eq!(own.period(period).expect("a period").0, other.tally(), "{parameters:?}");
        }
    }
}

#[test]
fn a_single_period_is_the_scenario_without_periods() {
    for number in 0..200 {
        let (key, network, mut parameters) = case(number);
        let networks = [network];
        // A change makes a course of it.
        let change = Change { from: 1, until: None, fades: None, set: Vec::new() };
        let periods = parameters.periods.as_mut().expect("periods");
        (periods.count, periods.changes) = (1, vec![change]);
        let course = Model::new(&parameters, &networks).expect("a model");
        parameters.periods = None;
        let alone = Model::new(&parameters, &networks).expect("a model");
        let (mut own, mut other) = (course.scratch(), alone.scratch());
        course.replicate(key, None, &mut own).expect("no explosion");
        alone.replicate(key, None, &mut other).expect("no explosion");
        assert_eq!((course.periods(), own.tally()), (1, other.tally()));
        assert_eq!(course.expected(), alone.expected());
    }
}
