//! Stage 4 in time: what customers tell, and when it is heard.

use super::context::{Drawing, sum};
use super::due::{Ends, Waited, told_by_tick, wait, weigh};
use super::first_hand::{Class, Cohort};
use super::rows::{ALL_TICKS, row_id};
use super::split::split;
use crate::model::GroupTally;
use crate::model::audience::Mixing;
use crate::model::cancel::{Cancel, Early};
use crate::quantity::Probability;
use crate::random::{Purpose, StreamKey, nested_entity};

/// Adds what is heard on each tick.
fn note_heard(heard: &mut [u64], told: impl Iterator<Item = u64>, tally: &mut GroupTally) {
    for (heard, now) in heard.iter_mut().zip(told) {
        *heard = heard.saturating_add(now);
        tally.impressions = tally.impressions.saturating_add(now);
    }
}

impl<C: Cancel> Drawing<'_, C> {
    /// What those of a group tell from several starts on, up to the horizon.
    pub(super) fn tell_all(
        &mut self,
        class: Class,
        group: usize,
        starts: &[(usize, u64)],
    ) -> Result<(), Early<C::Sign>> {
        let (clock, only) = (self.stage.clock, self.starts_once(class));
        if starts.is_empty() || !self.stage.outcomes.groups()[group].tells {
            return Ok(());
        }
        if let Some(mixing) = self.stage.audiences[group].mixing().filter(|_| !only) {
            self.start_mixing(mixing, class, group, starts);
            let work = &mut self.scratch.work;
            work.due.add_all(starts, &work.weights, clock.telling.masses());
            return self.tell_mixed(class, group, starts.iter().map(|(_, people)| people).sum());
        }
        if let Some(chance) = clock.telling.memoryless().filter(|_| !only) {
            return self.tell_by_waiting(class, group, starts, chance);
        }
        for &(start, people) in starts {
            let id = (if only { 0 } else { start + 1 }, 0);
            self.tell(&Cohort { class, group, id, start, ticks: clock.horizon - start + 1, people })?;
        }
        Ok(())
    }

    /// Sets apart what is drawn for a class of a group.
    fn within(&self, class: Class, group: usize) -> u64 {
        nested_entity(self.stage.outcomes.groups()[group].entity, class as u64)
    }

    /// From which stream the people told by all of a group are drawn: as many as without a clock, where it is one.
    fn told_key(&self, class: Class, group: usize) -> StreamKey {
        let entity = match class {
            Class::Before => self.within(class, group),
            _ => self.stage.outcomes.groups()[group].entity,
        };
        self.key.stream_key(Purpose::Audience, entity)
    }

    /// Weighs the starts of those who tell together.
    pub(super) fn start_mixing(&mut self, mixing: Mixing, class: Class, group: usize, starts: &[(usize, u64)]) {
        let entity = self.within(class, group);
        let work = &mut self.scratch.work;
        work.due.clear(self.stage.clock.horizon);
        weigh(mixing, self.key, entity, starts, &mut work.weights);
    }

    /// Adds the recovered of one start, the one at `place`, to those who tell together; `responses`: how many are answered
    /// after so many ticks.
    pub(super) fn mix_until_answered(
        &mut self,
        mixing: Mixing,
        group: usize,
        (place, start, people): (usize, usize, u64),
        responses: &[u64],
    ) {
        let entity = nested_entity(self.within(Class::Before, group), start as u64);
        let work = &mut self.scratch.work;
        work.starts.clear();
        work.starts.extend(responses.iter().copied().enumerate().filter(|(_, people)| *people > 0));
        let (weight, ends) = (work.weights[place], Ends { people, early: &work.starts, ticks: responses.len() });
        ends.open(mixing, (self.key, entity), weight, &mut work.parts, &mut work.open);
        work.due.add_open(start, weight, &work.open, self.stage.clock.telling.masses());
    }

    /// What `people` of a group tell together, whose starts have been weighed, and when it is heard.
    pub(super) fn tell_mixed(&mut self, class: Class, group: usize, people: u64) -> Result<(), Early<C::Sign>> {
        let own = &self.stage.outcomes.groups()[group];
        if !own.tells || people == 0 {
            return Ok(());
        }
        let id = |group| row_id(class as u64, group, ALL_TICKS, 0);
        let then = self.reference.and_then(|reference| {
            let group = reference.group(own, group)?;
            let rows = &reference.scratch.tellings;
            Some((&reference.stage.audiences[group], rows, rows.get(id(group))?))
        });
        let (told_key, within) = (self.told_key(class, group), self.within(class, group));
        let (row, counts, hazards) = self.scratch.tellings.next_mixed(id(group));
        let parts = then.map(|(audience, _, row)| (audience, &row.parts));
        row.split = sum(&self.stage.audiences[group], told_key, people, parts, &mut row.parts, self.cancel)?;
        let key = self.key.stream_key(Purpose::Telling, nested_entity(within, ALL_TICKS as u64));
        let then = then.map(|(_, rows, row)| rows.mixed(row));
        self.scratch.work.due.split(key, row.split, then, (counts, hazards));
        let counts = self.scratch.tellings.close();
        let heard = &mut self.scratch.heard[own.outcome.valence().index()];
        note_heard(heard, counts.iter().copied(), &mut self.tally.groups[group]);
        Ok(())
    }

    /// What those of a group tell where a telling that is due is made on each tick with the same `chance`: what waits is one
    /// count, whenever it came.
    fn tell_by_waiting(
        &mut self,
        class: Class,
        group: usize,
        starts: &[(usize, u64)],
        chance: Probability,
    ) -> Result<(), Early<C::Sign>> {
        let mut told = std::mem::take(&mut self.scratch.work.delays);
        told.clear();
        for &(start, people) in starts {
            told.push((start, self.told_from(class, group, (start + 1, 0), people)?));
            self.scratch.tellings.close();
        }
        let own = &self.stage.outcomes.groups()[group];
        let id = |group| row_id(class as u64, group, ALL_TICKS, 1);
        let then = self.reference.and_then(|reference| {
            let rows = &reference.scratch.tellings;
            let counts = rows.counts(rows.get(id(reference.group(own, group)?))?);
            Some(Waited { chance: reference.stage.clock.telling.memoryless()?, counts })
        });
        let key = self.key.stream_key(Purpose::Telling, nested_entity(self.within(class, group), ALL_TICKS as u64));
        let (_, counts) = self.scratch.tellings.next(id(group));
        wait(key, &told, (chance, self.stage.clock.horizon), then, counts);
        let heard = &mut self.scratch.heard[own.outcome.valence().index()];
        note_heard(heard, told_by_tick(self.scratch.tellings.close()), &mut self.tally.groups[group]);
        self.scratch.work.delays = told;
        Ok(())
    }

    /// How many people those of one start tell in the end: opens their row.
    fn told_from(
        &mut self,
        class: Class,
        group: usize,
        (first, second): (usize, usize),
        people: u64,
    ) -> Result<u64, Early<C::Sign>> {
        let own = &self.stage.outcomes.groups()[group];
        let sampler = &self.stage.audiences[group];
        if sampler.draws_each_teller() {
            // So many tellers would take hours, whatever they tell.
            self.check(people, 0)?;
        }
        let parts = self.reference.and_then(|reference| {
            let group = reference.group(own, group)?;
            let row = reference.scratch.tellings.get(row_id(class as u64, group, first, second))?;
            Some((&reference.stage.audiences[group], &row.parts))
        });
        // Where all start together they tell as many as without a clock.
        let alone = class != Class::Before && (first, second) == (0, 0);
        let within = nested_entity(self.within(class, group), (first << 20 | second) as u64);
        let key = self.key.stream_key(Purpose::Audience, if alone { own.entity } else { within });
        let (row, _) = self.scratch.tellings.next(row_id(class as u64, group, first, second));
        row.split = sum(sampler, key, people, parts, &mut row.parts, self.cancel)?;
        Ok(row.split)
    }

    /// What a cohort tells, and when it is heard.
    pub(super) fn tell(&mut self, cohort: &Cohort) -> Result<(), Early<C::Sign>> {
        let Cohort { class, group, id: (first, second), start, ticks, people } = *cohort;
        let own = &self.stage.outcomes.groups()[group];
        if !own.tells || ticks == 0 || people == 0 {
            return Ok(());
        }
        let told = self.told_from(class, group, (first, second), people)?;
        let then = self.reference.and_then(|reference| {
            let rows = &reference.scratch.tellings;
            let row = rows.get(row_id(class as u64, reference.group(own, group)?, first, second))?;
            Some(rows.fallen(row, reference.stage.clock.telling.hazards()))
        });
        let within = nested_entity(self.within(class, group), (first << 20 | second) as u64);
        let key = self.key.stream_key(Purpose::Telling, within);
        let falling = self.stage.clock.telling.falling(ticks);
        split(key, told, falling, then, self.scratch.tellings.open());
        let heard = &mut self.scratch.heard[own.outcome.valence().index()][start..];
        note_heard(heard, self.scratch.tellings.close().iter().copied(), &mut self.tally.groups[group]);
        Ok(())
    }
}
