//! Stages 4 to 6 in time on a network: a calendar of who is told on which tick.
//!
//! Each teller chooses whom to tell as without a clock, and draws a delay for each of them. The calendar is gone through
//! tick by tick, on a tick generation by generation, in a generation ill before good: so somebody hears at the earliest of
//! their impressions, and decides then whether to pass it on.

use rand::RngExt;

use super::customers::{PlacedCustomers, choose};
use super::people::Marked;
use super::spread::Spread;
use super::telling::{Draws, Telling};
use crate::model::cancel::{Cancel, Early};
use crate::model::outcomes::Outcomes;
use crate::model::retelling::Retelling;
use crate::model::time::{Clock, Ticks};
use crate::model::witness::{Nobody, Seat, Told, Witness};
use crate::model::{Explosion, GenerationTally, GroupTally, Tally, damage};
use crate::network::Network;
use crate::random::{Purpose, ReplicateKey, Stream, nested_entity};
use crate::vocabulary::{Metric, Outcome, Valence};

/// What the stages in time need of the engine.
pub(super) struct TimedNetwork<'a> {
    pub(super) clock: &'a Clock,
    pub(super) outcomes: &'a Outcomes,
    pub(super) telling: &'a [Option<Telling>],
    pub(super) retelling: &'a Retelling<Option<Telling>>,
    pub(super) network: &'a Network,
    pub(super) max_people: u64,
}

/// One person is told on some tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Event {
    teller: u32,
    listener: u32,
    /// The generation that hears.
    generation: u32,
    valence: Valence,
    /// The group of the teller; `u32::MAX` for those who retell.
    group: u32,
}

/// Those who are told by one person: what they have in common.
#[derive(Clone, Copy)]
struct Story {
    teller: u32,
    generation: u32,
    valence: Valence,
    group: u32,
    /// From when on.
    start: u64,
    /// Nothing is told on this tick or later.
    end: u64,
}

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct TimedScratch {
    /// By tick.
    calendar: Vec<Vec<Event>>,
    /// The tick under way, by generation from 1.
    waves: Vec<Vec<Event>>,
    /// By valence: who is not reached by it, as they lived it or were reached before.
    known: [Marked; 2],
    /// By valence: who was reached.
    heard: [Marked; 2],
    ticks: Ticks,
    choice: Spread,
    members: Vec<u32>,
    generations: [Vec<GenerationTally>; 2],
}

impl TimedScratch {
    fn clear(&mut self, horizon: usize, people: u32) {
        self.calendar.iter_mut().for_each(Vec::clear);
        self.calendar.resize_with(horizon + 1, Vec::new);
        self.waves.iter_mut().for_each(Vec::clear);
        for marked in self.known.iter_mut().chain(&mut self.heard) {
            marked.clear(people);
        }
        self.ticks.clear(horizon);
        self.generations.iter_mut().for_each(Vec::clear);
    }

    /// Fills every buffer with what a replicate must not read. Marks stay those of people in the lists.
    pub(super) fn poison(&mut self, stream: &mut Stream) {
        let event = Event { teller: 9, listener: u32::MAX, generation: 3, valence: Valence::Positive, group: 7 };
        self.calendar.resize_with(stream.random_range(0..9), Vec::new);
        self.calendar.iter_mut().for_each(|events| events.push(event));
        self.waves.resize_with(stream.random_range(0..9), || vec![event]);
        self.ticks.clear(3);
        self.choice.poison(stream);
        self.members.push(u32::MAX);
        self.generations[0].push(GenerationTally { tellers: stream.random(), impressions: 3, reach: 2 });
    }
}

/// The delay until `teller` tells `listener`.
pub(super) fn delay(clock: &Clock, key: ReplicateKey, valence: Valence, teller: u32, listener: u32) -> u64 {
    let entity = nested_entity((valence.index() as u64) << 32 | u64::from(teller), u64::from(listener));
    clock.telling.draw(key, Purpose::Telling, entity)
}

/// A replicate while it is drawn.
struct Drawing<'a, C, W> {
    input: &'a TimedNetwork<'a>,
    key: ReplicateKey,
    scratch: &'a mut TimedScratch,
    tally: &'a mut Tally,
    /// Ill heard second, good heard second.
    second: [u64; 2],
    tellers: [u64; 2],
    cancel: C,
    witness: &'a mut W,
}

/// Draws stages 4 to 6 of a replicate in time, once its customers are placed and decided; everything is counted up to the
/// horizon. Writes all of the tally but stage 7, and gives the people by the valence that they heard first.
pub(super) fn draw<C: Cancel, W: Witness>(
    input: &TimedNetwork<'_>,
    key: ReplicateKey,
    placed: &PlacedCustomers,
    (scratch, tally): (&mut TimedScratch, &mut Tally),
    cancel: C,
    witness: &mut W,
) -> Result<damage::Listeners, Early<C::Sign>> {
    scratch.clear(input.clock.horizon, input.network.people());
    tally.groups.clear();
    tally.groups.resize_with(input.outcomes.groups().len(), GroupTally::default);
    let mut drawing = Drawing { input, key, scratch, tally, second: [0; 2], tellers: [0; 2], cancel, witness };
    drawing.customers(placed)?;
    drawing.go_through()?;
    Ok(drawing.record())
}

impl<C: Cancel, W: Witness> Drawing<'_, C, W> {
    fn customers(&mut self, placed: &PlacedCustomers) -> Result<(), Early<C::Sign>> {
        let mut members = std::mem::take(&mut self.scratch.members);
        for (index, group) in self.input.outcomes.groups().iter().enumerate() {
            placed.write_group(index, &mut members);
            for &person in &members {
                self.customer(person, index, group.outcome);
            }
            if let Some(sign) = self.cancel.sign() {
                return Err(Early::Cancelled(sign));
            }
        }
        self.scratch.members = members;
        Ok(())
    }

    fn customer(&mut self, person: u32, group: usize, outcome: Outcome) {
        let (clock, horizon, entity) = (self.input.clock, self.input.clock.horizon as u64, u64::from(person));
        let start = clock.arrival.draw(self.key, Purpose::Arrival, entity);
        // Who comes after the horizon is anybody.
        if start > horizon {
            return;
        }
        self.scratch.known[Valence::Positive.index()].insert(person);
        if outcome == Outcome::Satisfied {
            self.tally.groups[group].customers += 1;
            return self.first_hand(person, group, start, u64::MAX);
        }
        self.scratch.known[Valence::Negative.index()].insert(person);
        self.scratch.ticks.let_down[start as usize] += 1;
        if outcome == Outcome::Silent {
            self.tally.groups[group].customers += 1;
            return self.first_hand(person, group, start, u64::MAX);
        }
        let complaint = start.saturating_add(clock.complaint.draw(self.key, Purpose::Complaint, entity));
        let complained = complaint <= horizon;
        if complained {
            self.scratch.ticks.complaints[complaint as usize] += 1;
        }
        if outcome == Outcome::Unresolved {
            self.count_in(if complained { group } else { self.another_group(person, Outcome::Silent) });
            return self.first_hand(person, group, start, u64::MAX);
        }
        let answer = complaint.saturating_add(clock.answer.draw(self.key, Purpose::Answer, entity));
        let before = self.another_group(person, Outcome::Unresolved);
        self.first_hand(person, before, start, answer);
        if answer <= horizon {
            self.scratch.ticks.recovered[answer as usize] += 1;
            self.count_in(group);
            self.first_hand(person, group, answer, u64::MAX);
        } else {
            self.count_in(if complained { before } else { self.another_group(person, Outcome::Silent) });
        }
    }

    fn count_in(&mut self, group: usize) {
        self.tally.groups[group].customers += 1;
    }

    /// The group of another outcome that somebody is counted in for the time being.
    fn another_group(&self, person: u32, outcome: Outcome) -> usize {
        let outcomes = self.input.outcomes;
        let range = outcomes.range(outcome);
        if range.len() == 1 {
            return range.start;
        }
        let groups = outcomes.groups()[range.clone()].iter();
        let streams = groups.map(|group| self.key.people(Purpose::GroupBeforeAnswer, group.entity));
        range.start + choose(outcomes.split_of(outcome).shares(), streams, person)
    }

    /// What a customer tells, as one of a group.
    fn first_hand(&mut self, teller: u32, group: usize, start: u64, end: u64) {
        let Some(telling) = &self.input.telling[group] else { return };
        let valence = self.input.outcomes.groups()[group].outcome.valence();
        if end > start {
            self.tellers[valence.index()] += 1;
            let story = Story { teller, generation: 1, valence, group: group as u32, start, end };
            self.tell(telling, Purpose::Audience, story);
        }
    }

    /// Enters into the calendar whom somebody tells.
    fn tell(&mut self, telling: &Telling, audience: Purpose, story: Story) {
        let Story { teller, generation, valence, group, start, end } = story;
        let TimedScratch { choice, calendar, .. } = &mut *self.scratch;
        choice.clear(self.input.network.people(), &[]);
        choice.tellers.push(teller);
        let draws = Draws { key: self.key, audience, valence };
        let mut unseen = Nobody;
        let mut seat = Seat { witness: &mut unseen, generation, valence };
        telling.tell(self.input.network, draws, choice, self.cancel, &mut seat);
        for &listener in &choice.listeners {
            let tick = start.saturating_add(delay(self.input.clock, self.key, valence, teller, listener));
            if tick >= end {
                continue;
            }
            if let Some(day) = usize::try_from(tick).ok().and_then(|tick| calendar.get_mut(tick)) {
                day.push(Event { teller, listener, generation, valence, group });
            }
        }
    }

    fn go_through(&mut self) -> Result<(), Early<C::Sign>> {
        for tick in 0..self.scratch.calendar.len() {
            let mut generation = 0;
            loop {
                self.sort_into_waves(tick);
                let Some(wave) = self.scratch.waves.get_mut(generation) else { break };
                let mut events = std::mem::take(wave);
                for valence in Valence::ALL {
                    for event in events.iter().filter(|event| event.valence == valence) {
                        self.hears(tick, event);
                    }
                }
                events.clear();
                self.scratch.waves[generation] = events;
                generation += 1;
                if let Some(sign) = self.cancel.sign() {
                    return Err(Early::Cancelled(sign));
                }
            }
            let reached = self.scratch.heard.iter().map(|marked| marked.members().len() as u64).sum::<u64>();
            let people = reached + self.scratch.ticks.let_down.iter().sum::<u64>();
            let max_people = self.input.max_people;
            if people > max_people {
                return Err(
                    Explosion { replicate: self.key.replicate, generation: generation as u32, max_people }.into()
                );
            }
        }
        Ok(())
    }

    /// Takes what is in the calendar of a tick: on the tick itself, those who have just heard may add to it.
    fn sort_into_waves(&mut self, tick: usize) {
        let TimedScratch { calendar, waves, .. } = &mut *self.scratch;
        for event in calendar[tick].drain(..) {
            let wave = event.generation as usize - 1;
            if waves.len() <= wave {
                waves.resize_with(wave + 1, Vec::new);
            }
            waves[wave].push(event);
        }
    }

    fn hears(&mut self, tick: usize, event: &Event) {
        let Event { teller, listener, generation, valence, group } = *event;
        let place = valence.index();
        let scratch = &mut *self.scratch;
        let first = scratch.known[place].insert(listener);
        if W::WATCHES {
            self.witness.sees(Told { teller, listener, generation, valence, first });
        }
        if let Some(group) = self.tally.groups.get_mut(group as usize) {
            group.impressions += 1;
        }
        let generations = &mut scratch.generations[place];
        if generations.len() < generation as usize {
            generations.resize_with(generation as usize, GenerationTally::default);
        }
        let now = &mut generations[generation as usize - 1];
        now.impressions += 1;
        if valence == Valence::Negative {
            scratch.ticks.impressions[tick] += 1;
        }
        if !first {
            return;
        }
        now.reach += 1;
        let ticks = &mut scratch.ticks;
        let reach = if valence == Valence::Negative { &mut ticks.reach } else { &mut ticks.positive_reach };
        reach[tick] += 1;
        scratch.heard[place].insert(listener);
        self.second[place] += u64::from(scratch.heard[1 - place].contains(listener));
        if self.passes_on(listener, valence, generation) {
            self.scratch.generations[place][generation as usize - 1].tellers += 1;
            if let Some(telling) = &self.input.retelling.telling {
                let start = tick as u64;
                let group = u32::MAX;
                let story =
                    Story { teller: listener, generation: generation + 1, valence, group, start, end: u64::MAX };
                self.tell(telling, Purpose::RetellingAudience, story);
            }
        }
    }

    /// Whether a listener of `generation` retells.
    fn passes_on(&self, listener: u32, valence: Valence, generation: u32) -> bool {
        let retelling = self.input.retelling;
        if !retelling.happens() || !retelling.goes_on_after(generation) {
            return false;
        }
        let rate = retelling.rate() * libm::pow(retelling.decay, f64::from(generation - 1));
        rate >= 1.0 || self.key.people(Purpose::Retelling, valence.index() as u64).uniform(listener) < rate
    }

    fn record(self) -> damage::Listeners {
        let Self { scratch, tally, tellers, second, .. } = self;
        for (place, tellers) in tellers.into_iter().enumerate() {
            let generations = &mut tally.generations[place];
            generations.clear();
            generations.push(GenerationTally { tellers, impressions: 0, reach: 0 });
            generations.extend_from_slice(&scratch.generations[place]);
        }
        let heard = |place: usize| {
            let generations = scratch.generations[place].iter();
            generations.fold([0, 0, tellers[place]], |[impressions, reach, tellers], now| {
                [impressions + now.impressions, reach + now.reach, tellers + now.tellers]
            })
        };
        let ([impressions, reach, all_tellers], [good_impressions, good_reach, _]) = (heard(0), heard(1));
        scratch.ticks.record_customers(tally);
        let satisfied = self.input.outcomes.range(Outcome::Satisfied);
        let satisfied = tally.groups[satisfied].iter().map(|group| group.customers).sum();
        let dissatisfied = tally.counts[Metric::Dissatisfied.index()];
        for (metric, count) in [
            (Metric::Satisfied, satisfied),
            (Metric::Tellers, all_tellers),
            (Metric::Impressions, impressions),
            (Metric::Reach, reach),
            (Metric::Overlap, impressions - reach),
            (Metric::Ambivalent, second[0] + second[1]),
            (Metric::Aware, dissatisfied + reach),
            (Metric::PositiveImpressions, good_impressions),
            (Metric::PositiveReach, good_reach),
        ] {
            tally.counts[metric.index()] = count;
        }
        scratch.ticks.record(tally);
        damage::Listeners { deterrable: reach - second[0], winnable: good_reach - second[1] }
    }
}
