//! Stage 5 in time: who passes on what they heard, and when.

use super::context::{Drawing, sum};
use super::due::{Waited, told_by_tick, wait, weigh};
use super::rows::ALL_TICKS;
use super::split::split;
use crate::model::GenerationTally;
use crate::model::audience::Mixing;
use crate::model::cancel::{Cancel, Early};
use crate::model::coupling;
use crate::quantity::Probability;
use crate::random::{BinomialDraw, Purpose, nested_entity};
use crate::vocabulary::Valence;

impl<C: Cancel> Drawing<'_, C> {
    /// Passes on what is heard of one valence, generation by generation; gives all impressions up to the horizon.
    pub(super) fn retell(&mut self, valence: Valence) -> Result<u64, Early<C::Sign>> {
        let place = valence.index();
        let decay = self.stage.retelling.decay;
        let mut rate = self.stage.retelling.rate();
        let mut total = 0_u64;
        for generation in 1_u32.. {
            let now = self.scratch.heard[place].iter().fold(0, |sum: u64, now| sum.saturating_add(*now));
            if now == 0 {
                break;
            }
            total = total.saturating_add(now);
            self.count(now, generation)?;
            let ticks = &mut self.scratch.ticks;
            let reached = if valence == Valence::Negative { &mut ticks.reach } else { &mut ticks.positive_reach };
            add(reached, self.scratch.heard[place].iter().copied());
            let goes_on = self.stage.retelling.goes_on_after(generation);
            let tellers = if goes_on && rate > 0.0 {
                self.pass_on(valence, generation, Probability::clamped(rate))?
            } else {
                self.scratch.heard[place].fill(0);
                0
            };
            self.tellers[place] = self.tellers[place].saturating_add(tellers);
            self.tally.generations[place].push(GenerationTally { tellers, impressions: now, reach: now });
            rate *= decay;
        }
        Ok(total)
    }

    /// Replaces the listeners by those who hear from them; gives how many tell.
    fn pass_on(&mut self, valence: Valence, generation: u32, rate: Probability) -> Result<u64, Early<C::Sign>> {
        let place = valence.index();
        let audience = &self.stage.retelling.telling;
        let (mixing, waiting) = (audience.mixing(), self.stage.clock.telling.memoryless());
        let mut starts = std::mem::take(&mut self.scratch.work.starts);
        let mut told = std::mem::take(&mut self.scratch.work.delays);
        let mut next = std::mem::take(&mut self.scratch.work.next);
        starts.clear();
        told.clear();
        next.clear();
        next.resize(self.stage.clock.horizon + 1, 0);
        let mut tellers = 0_u64;
        for tick in 0..next.len() {
            let listeners = self.scratch.heard[place][tick];
            if listeners == 0 {
                continue;
            }
            let now = self.retellers(valence, generation, tick, listeners, rate);
            tellers = tellers.saturating_add(now);
            if mixing.is_some() {
                starts.extend((now > 0).then_some((tick, now)));
            } else {
                let people = self.told_by_listeners(valence, generation, tick, now)?;
                if waiting.is_some() {
                    told.push((tick, people));
                } else {
                    self.split_from(valence, generation, tick, people, &mut next[tick..]);
                }
            }
            self.scratch.listeners.close();
        }
        match (mixing, waiting) {
            (Some(mixing), _) => self.pass_on_mixed(valence, generation, mixing, (&starts, tellers), &mut next)?,
            (None, Some(chance)) => self.pass_on_waiting(valence, generation, chance, &told, &mut next),
            (None, None) => {}
        }
        std::mem::swap(&mut self.scratch.heard[place], &mut next);
        self.scratch.work.next = next;
        self.scratch.work.starts = starts;
        self.scratch.work.delays = told;
        Ok(tellers)
    }

    /// How many of those who heard on one tick tell: opens their row.
    fn retellers(&mut self, valence: Valence, generation: u32, tick: usize, listeners: u64, rate: Probability) -> u64 {
        let id = row(valence, generation, tick);
        let then = self.reference.and_then(|reference| reference.scratch.listeners.get(id));
        let drawn = then.map(|row| BinomialDraw { n: row.people, p: row.rate, successes: row.tellers });
        let entity = entity(valence, generation, tick);
        let (row, _) = self.scratch.listeners.next(id);
        (row.people, row.rate) = (listeners, rate);
        row.tellers = coupling::binomial(self.key, Purpose::Retelling, entity, drawn, listeners, rate);
        // Who is not asked whom they tell has told nobody.
        row.parts.clear();
        row.split = 0;
        row.tellers
    }

    /// How many people those of one tick tell in the end.
    fn told_by_listeners(
        &mut self,
        valence: Valence,
        generation: u32,
        tick: usize,
        tellers: u64,
    ) -> Result<u64, Early<C::Sign>> {
        let audience = &self.stage.retelling.telling;
        let then = self.reference.and_then(|reference| {
            Some((
                &reference.stage.retelling.telling,
                &reference.scratch.listeners.get(row(valence, generation, tick))?.parts,
            ))
        });
        let key = self.key.stream_key(Purpose::RetellingAudience, entity(valence, generation, tick));
        let Some(row) = self.scratch.listeners.last() else { return Ok(0) };
        row.split = sum(audience, key, tellers, then, &mut row.parts, self.cancel)?;
        Ok(row.split)
    }

    /// When what those of one tick tell is heard, added to `next` by delay.
    fn split_from(&mut self, valence: Valence, generation: u32, tick: usize, told: u64, next: &mut [u64]) {
        let then = self.reference.and_then(|reference| {
            let rows = &reference.scratch.listeners;
            Some(rows.fallen(rows.get(row(valence, generation, tick))?, reference.stage.clock.telling.hazards()))
        });
        let falling = self.stage.clock.telling.falling(next.len());
        let key = self.key.stream_key(Purpose::Telling, entity(valence, generation, tick));
        split(key, told, falling, then, self.scratch.listeners.open());
        add(next, self.scratch.listeners.close().iter().copied());
    }

    /// What those of all ticks tell together, added to `next` by tick.
    fn pass_on_mixed(
        &mut self,
        valence: Valence,
        generation: u32,
        mixing: Mixing,
        (starts, tellers): (&[(usize, u64)], u64),
        next: &mut [u64],
    ) -> Result<(), Early<C::Sign>> {
        let (clock, audience) = (self.stage.clock, &self.stage.retelling.telling);
        let (id, entity) = (row(valence, generation, ALL_TICKS), entity(valence, generation, ALL_TICKS));
        let work = &mut self.scratch.work;
        weigh(mixing, self.key, entity, starts, &mut work.weights);
        work.due.clear(clock.horizon);
        work.due.add_all(starts, &work.weights, clock.telling.masses());
        let then = self.reference.and_then(|reference| {
            let rows = &reference.scratch.listeners;
            Some((&reference.stage.retelling.telling, rows, rows.get(id)?))
        });
        let (row, counts, hazards) = self.scratch.listeners.next_mixed(id);
        let parts = then.map(|(audience, _, row)| (audience, &row.parts));
        // As many as without a clock, where as many tell.
        let key = self.key.stream_key(Purpose::RetellingAudience, of_generation(valence, generation));
        row.split = sum(audience, key, tellers, parts, &mut row.parts, self.cancel)?;
        let then = then.map(|(_, rows, row)| rows.mixed(row));
        let key = self.key.stream_key(Purpose::Telling, entity);
        self.scratch.work.due.split(key, row.split, then, (counts, hazards));
        add(next, self.scratch.listeners.close().iter().copied());
        Ok(())
    }

    /// What waits to be told with the same `chance` on each tick, added to `next` by tick; `told`: how much comes when.
    fn pass_on_waiting(
        &mut self,
        valence: Valence,
        generation: u32,
        chance: Probability,
        told: &[(usize, u64)],
        next: &mut [u64],
    ) {
        let id = row(valence, generation, ALL_TICKS + 1);
        let then = self.reference.and_then(|reference| {
            let rows = &reference.scratch.listeners;
            let chance = reference.stage.clock.telling.memoryless()?;
            Some(Waited { chance, counts: rows.counts(rows.get(id)?) })
        });
        let key = self.key.stream_key(Purpose::Telling, entity(valence, generation, ALL_TICKS));
        wait(key, told, (chance, self.stage.clock.horizon), then, self.scratch.listeners.next(id).1);
        add(next, told_by_tick(self.scratch.listeners.close()));
    }
}

/// The number of the row of a tick.
fn row(valence: Valence, generation: u32, tick: usize) -> u64 {
    (valence.index() as u64) << 60 | u64::from(generation) << 24 | tick as u64
}

fn of_generation(valence: Valence, generation: u32) -> u64 {
    (valence.index() as u64) << 32 | u64::from(generation)
}

/// Sets apart what is drawn for a tick.
fn entity(valence: Valence, generation: u32, tick: usize) -> u64 {
    nested_entity(of_generation(valence, generation), tick as u64)
}

fn add(next: &mut [u64], heard: impl Iterator<Item = u64>) {
    for (next, now) in next.iter_mut().zip(heard) {
        *next = next.saturating_add(now);
    }
}
