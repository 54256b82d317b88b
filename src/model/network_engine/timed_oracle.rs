//! A slow, obvious engine in time: one list of tellings, always the earliest of them next.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rand::RngExt;

use super::oracle::{Oracle, choice, network, parameters};
use super::telling::{Draws, Telling};
use super::timed::delay;
use crate::model::time::Clock;
use crate::model::{Audience, Generations, Model, Parameters, TIMELINE, Time};
use crate::network::{Network, Source};
use crate::quantity::Probability;
use crate::random::{Purpose, ReplicateKey, Stream};
use crate::vocabulary::{Metric, Outcome, Valence};

/// Tick, generation, valence, teller, listener, group of the teller.
type Event = (u64, u32, usize, u32, u32, Option<usize>);

/// A person's first hearing of one valence: tick and generation.
type First = BTreeMap<u32, (u64, u32)>;

struct Slow<'a> {
    parameters: &'a Parameters,
    network: &'a Network,
    key: ReplicateKey,
    clock: Clock,
    horizon: u64,
    queue: BTreeSet<Event>,
    /// Everything that was told, in order.
    told: Vec<Event>,
    first: [First; 2],
    let_down: BTreeMap<u32, u64>,
    complaints: Vec<u64>,
    answers: Vec<u64>,
    satisfied: u64,
    tellers: [u64; 2],
}

impl Slow<'_> {
    fn telling(&self, outcome: Outcome) -> Option<Telling> {
        let audience = &self.parameters.telling(outcome).groups.first()?.audience;
        Telling::new(audience, None).expect("a telling")
    }

    /// Lists all that one person will tell before `end`.
    fn tells(&mut self, telling: &Telling, event: (u32, u32, usize, Option<usize>), start: u64, end: u64) {
        let (teller, generation, valence, group) = event;
        let purpose = if group.is_some() { Purpose::Audience } else { Purpose::RetellingAudience };
        let draws = Draws { key: self.key, audience: purpose, valence: Valence::ALL[valence] };
        for listener in choice(telling, self.network, draws, teller) {
            let tick = start + delay(&self.clock, self.key, Valence::ALL[valence], teller, listener);
            if tick < end && tick <= self.horizon {
                self.queue.insert((tick, generation, valence, teller, listener, group));
            }
        }
    }

    fn customer_tells(&mut self, person: u32, outcome: Outcome, start: u64, end: u64) {
        let Some(telling) = self.telling(outcome) else { return };
        if start < end && start <= self.horizon {
            let valence = outcome.valence().index();
            self.tellers[valence] += 1;
            self.tells(&telling, (person, 1, valence, Some(outcome.index())), start, end);
        }
    }

    fn run(&mut self, customers: &[(u32, Outcome)]) {
        let mut here = BTreeSet::new();
        for &(person, outcome) in customers {
            let entity = u64::from(person);
            let start = self.clock.arrival.draw(self.key, Purpose::Arrival, entity);
            if start > self.horizon {
                continue;
            }
            here.insert(person);
            let complaint = start + self.clock.complaint.draw(self.key, Purpose::Complaint, entity);
            let answer = complaint + self.clock.answer.draw(self.key, Purpose::Answer, entity);
            if outcome == Outcome::Satisfied {
                self.satisfied += 1;
            } else {
                self.let_down.insert(person, start);
            }
            match outcome {
                Outcome::Silent | Outcome::Satisfied => self.customer_tells(person, outcome, start, u64::MAX),
                Outcome::Unresolved => {
                    self.complaints.push(complaint);
                    self.customer_tells(person, outcome, start, u64::MAX);
                }
                Outcome::Recovered => {
                    self.complaints.push(complaint);
                    self.answers.push(answer);
                    self.customer_tells(person, Outcome::Unresolved, start, answer);
                    self.customer_tells(person, Outcome::Recovered, answer, u64::MAX);
                }
            }
        }
        let retelling = self.parameters.retelling.clone();
        let retold = Telling::new(&retelling.audience, None).expect("a telling");
        let last = match retelling.generations {
            Generations::UpTo(last) => last,
            Generations::Unlimited => u32::MAX,
        };
        while let Some(event) = self.queue.pop_first() {
            let (tick, generation, valence, _, listener, _) = event;
            self.told.push(event);
            let lived = if valence == 0 { self.let_down.contains_key(&listener) } else { here.contains(&listener) };
            if lived || self.first[valence].contains_key(&listener) {
                continue;
            }
            self.first[valence].insert(listener, (tick, generation));
            let rate = retelling.rate.get() * retelling.decay.get().powi(generation as i32 - 1);
            let coin = self.key.people(Purpose::Retelling, valence as u64).uniform(listener);
            if coin < rate && generation < last {
                self.tellers[valence] += 1;
                if let Some(telling) = &retold {
                    self.tells(telling, (listener, generation + 1, valence, None), tick, u64::MAX);
                }
            }
        }
    }

    fn by(&self, tick: u64) -> [u64; 6] {
        let count = |ticks: &[u64]| ticks.iter().filter(|other| **other <= tick).count() as u64;
        let heard = |valence: usize| self.first[valence].values().filter(|(first, _)| *first <= tick).count() as u64;
        let ill = self.told.iter().filter(|event| event.0 <= tick && event.2 == 0).count() as u64;
        let let_down = self.let_down.values().filter(|start| **start <= tick).count() as u64;
        [count(&self.complaints), count(&self.answers), ill, heard(0), let_down + heard(0), heard(1)]
    }

    fn check(&self, model: &Model) {
        let mut scratch = model.scratch();
        // A replicate before must leave no trace, nor may garbage.
        let other = ReplicateKey { replicate: self.key.replicate + 1, ..self.key };
        model.replicate(other, None, &mut scratch).expect("no explosion");
        scratch.poison(self.key.replicate);
        model.replicate(self.key, None, &mut scratch).expect("no explosion");
        let tally = scratch.tally();
        assert_eq!(tally.timeline.len() as u64, self.horizon + 1);
        for (tick, own) in (0..).zip(&tally.timeline) {
            assert_eq!(*own, self.by(tick), "{TIMELINE:?} by {tick} of {:?}", self.parameters);
        }
        let [complaints, recovered, ill, reach, aware, good_reach] = self.by(self.horizon);
        let both = || self.first[0].iter().filter_map(|(person, ill)| Some((ill, self.first[1].get(person)?)));
        // On the same tick by generation, in the same generation ill first.
        let ill_first = both().filter(|(ill, good)| ill <= good).count() as u64;
        let good = self.told.iter().filter(|event| event.2 == 1).count() as u64;
        for (metric, value) in [
            (Metric::Complaints, complaints),
            (Metric::Recovered, recovered),
            (Metric::Unresolved, complaints - recovered),
            (Metric::Silent, self.let_down.len() as u64 - complaints),
            (Metric::Satisfied, self.satisfied),
            (Metric::Tellers, self.tellers[0]),
            (Metric::Impressions, ill),
            (Metric::Overlap, ill - reach),
            (Metric::Aware, aware),
            (Metric::Ambivalent, both().count() as u64),
            (Metric::PositiveImpressions, good),
            (Metric::PositiveReach, good_reach),
            (Metric::ProspectsLost, reach - (both().count() as u64 - ill_first)),
            (Metric::ProspectsWon, good_reach - ill_first),
        ] {
            assert_eq!(tally.count(metric), value, "{metric} of {:?}", self.parameters);
        }
        for (valence, first) in self.first.iter().enumerate() {
            for (generation, now) in tally.generations[valence].iter().enumerate().skip(1) {
                let of = |event: &&Event| event.2 == valence && event.1 as usize == generation;
                assert_eq!(now.impressions, self.told.iter().filter(of).count() as u64);
                assert_eq!(now.reach, first.values().filter(|(_, own)| *own as usize == generation).count() as u64);
            }
            // Everybody hears at the earliest of their impressions.
            for (person, (tick, _)) in first {
                let heard = self.told.iter().filter(|event| event.2 == valence && event.4 == *person);
                assert_eq!(heard.map(|event| event.0).min(), Some(*tick));
            }
        }
        for (index, (outcome, _)) in model.groups().iter().enumerate() {
            let made = self.told.iter().filter(|event| event.5 == Some(outcome.index())).count() as u64;
            assert_eq!(tally.groups[index].impressions, made, "{outcome:?}");
        }
        let mut seen = Vec::new();
        let mut watched = model.scratch();
        model.replicate_witnessed(self.key, &mut watched, &mut seen).expect("no explosion");
        assert_eq!(watched.tally(), tally, "a witness changes nothing");
        assert_eq!(seen.len(), self.told.len());
    }
}

fn clock(stream: &mut Stream) -> Time {
    let mut delay = || match stream.random_range(0..5) {
        0 => Audience::Fixed(0),
        1 => Audience::Fixed(2),
        2 => Audience::Geometric(1.5),
        3 => Audience::Uniform { low: 0, high: 4 },
        _ => Audience::Empirical(vec![(0, 1.0), (9, 1.0)]),
    };
    let [arrival, complaint, answer, telling] = [(); 4].map(|()| delay());
    Time { horizon: stream.random_range(1..15), arrival, complaint, answer, telling }
}

fn case(number: u64) -> (ReplicateKey, Stream, Parameters, Network) {
    let key = ReplicateKey { seed: 17, replicate: number };
    let mut stream = key.stream(Purpose::Network, 1_000);
    let network = if number.is_multiple_of(5) {
        let population = stream.random_range(2..40);
        Source::WellMixed { population }.generate(key, u64::MAX).expect("a network")
    } else {
        network(&mut stream)
    };
    let parameters = parameters(&mut stream, &network);
    (key, stream, parameters, network)
}

#[test]
fn with_a_clock_everybody_hears_on_the_tick_of_a_slow_engine() {
    for number in 0..300 {
        let (key, mut stream, mut parameters, network) = case(number);
        let time = clock(&mut stream);
        parameters.time = Some(time.clone());
        let network = Arc::new(network);
        let model = Model::new(&parameters, &[Arc::clone(&network)]).expect("a model");
        let mut slow = Slow {
            parameters: &parameters,
            network: &network,
            key,
            clock: Clock::new(&time).expect("a clock"),
            horizon: time.horizon,
            queue: BTreeSet::new(),
            told: Vec::new(),
            first: Default::default(),
            let_down: BTreeMap::new(),
            complaints: Vec::new(),
            answers: Vec::new(),
            satisfied: 0,
            tellers: [0; 2],
        };
        slow.run(&Oracle { parameters: &parameters, network: &network, key }.customers());
        slow.check(&model);
    }
}

#[test]
fn without_delays_a_clock_changes_nobody() {
    for number in 0..300 {
        let (key, _, mut parameters, network) = case(number);
        let network = Arc::new(network);
        let draw = |parameters: &Parameters| {
            let model = Model::new(parameters, &[Arc::clone(&network)]).expect("a model");
            let mut scratch = model.scratch();
            model.replicate(key, None, &mut scratch).expect("no explosion");
            scratch.tally().clone()
        };
        let without = draw(&parameters);
        parameters.time = Some(Time::at_once(1));
        let mut with = draw(&parameters);
        assert_eq!(with.timeline.len(), 2);
        with.timeline.clear();
        for metric in [Metric::AwareAtFirstComplaint, Metric::TicksToHalf] {
            with.counts[metric.index()] = 0;
        }
        assert_eq!(with, without, "{parameters:?}");
    }
}

#[test]
fn who_comes_after_the_horizon_is_anybody() {
    let (key, _, mut parameters, network) = case(1);
    parameters.time = Some(Time { arrival: Audience::Fixed(9), ..Time::at_once(8) });
    parameters.voice.rate = Some(Probability::ONE);
    let model = Model::new(&parameters, &[Arc::new(network)]).expect("a model");
    let mut scratch = model.scratch();
    model.replicate(key, None, &mut scratch).expect("no explosion");
    for metric in [Metric::Dissatisfied, Metric::Complaints, Metric::Satisfied, Metric::Impressions, Metric::Aware] {
        assert_eq!(scratch.tally().count(metric), 0, "{metric}");
        assert!(model.expected().mean(metric).is_none_or(|mean| mean == 0.0), "{metric}");
    }
}
