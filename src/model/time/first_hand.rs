//! Stages 1 to 4 in time: when customers are let down, complain, are answered, and tell.

use super::context::Drawing;
use super::rows::row_id;
use super::split::split;
use crate::model::GroupTally;
use crate::model::cancel::{Cancel, Early};
use crate::model::customers::CustomerCounts;
use crate::random::{Purpose, multivariate_hypergeometric, nested_entity};
use crate::vocabulary::Outcome;

/// Customers whose times follow the same rules; the numbers are part of the results.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Silent = 0,
    Unresolved = 1,
    /// The recovered before the answer, as one of the unresolved.
    Before = 2,
    /// The recovered from the answer on.
    Recovered = 3,
    Satisfied = 4,
}

/// People of a group who start to tell on the same tick.
pub(super) struct Cohort {
    pub(super) class: Class,
    pub(super) group: usize,
    /// Sets it apart from the other cohorts of the group; 0 and 0 where it is the only one.
    pub(super) id: (usize, usize),
    pub(super) start: usize,
    /// How many ticks they have to tell.
    pub(super) ticks: usize,
    pub(super) people: u64,
}

impl<C: Cancel> Drawing<'_, C> {
    /// Draws who is let down when, and all that they tell.
    pub(super) fn first_hand(&mut self, customers: &CustomerCounts, groups: &[u64]) -> Result<(), Early<C::Sign>> {
        self.tally.groups.clear();
        self.tally.groups.resize_with(groups.len(), GroupTally::default);
        let outcomes = self.stage.outcomes;
        for group in outcomes.range(Outcome::Silent) {
            self.unanswered(Class::Silent, group, groups[group])?;
        }
        let mut late = 0_u64;
        for group in outcomes.range(Outcome::Unresolved) {
            late += self.unanswered(Class::Unresolved, group, groups[group])?;
        }
        self.draw_before(customers.recovered);
        for (place, group) in outcomes.range(Outcome::Unresolved).enumerate() {
            late += self.race(group, self.scratch.before[place])?;
        }
        self.silent_so_far(late);
        self.answered(&groups[outcomes.range(Outcome::Recovered)])?;
        for group in outcomes.range(Outcome::Satisfied) {
            self.unanswered(Class::Satisfied, group, groups[group])?;
        }
        Ok(())
    }

    /// Which group of the unresolved each of the recovered belongs to until the answer.
    fn draw_before(&mut self, recovered: u64) {
        let split = self.stage.outcomes.split_of(Outcome::Unresolved);
        let then = self.reference.map(|reference| {
            let split = reference.stage.outcomes.split_of(Outcome::Unresolved);
            (split, reference.scratch.recovered, &reference.scratch.before[..])
        });
        self.scratch.recovered = recovered;
        self.scratch.before.resize(self.stage.outcomes.range(Outcome::Unresolved).len(), 0);
        split.draw_for(Purpose::GroupBeforeAnswer, self.key, recovered, then, &mut self.scratch.before);
    }

    /// Those who are never answered to their satisfaction; gives how many of them will complain after the horizon.
    fn unanswered(&mut self, class: Class, group: usize, people: u64) -> Result<u64, Early<C::Sign>> {
        let mut cohorts = self.arrive(class, group, people);
        let mut late = 0;
        for &(start, people) in &cohorts {
            if class != Class::Satisfied {
                self.scratch.ticks.let_down[start] += people;
            }
            let counted = if class == Class::Unresolved { self.complain(class, group, start, people) } else { people };
            late += people - counted;
            self.tally.groups[group].customers += counted;
            self.note_tellers(group, people);
        }
        self.tell_all(class, group, &cohorts)?;
        cohorts.clear();
        self.scratch.work.cohorts = cohorts;
        Ok(late)
    }

    /// The recovered: until the answer they tell as one of the unresolved; gives how many will complain after the horizon.
    fn race(&mut self, group: usize, people: u64) -> Result<u64, Early<C::Sign>> {
        let cohorts = self.arrive(Class::Before, group, people);
        let mixing = self.stage.audiences[group].mixing().filter(|_| !self.starts_once(Class::Before));
        if let Some(mixing) = mixing {
            self.start_mixing(mixing, Class::Before, group, &cohorts);
        }
        let mut late = 0;
        for (place, &(start, people)) in cohorts.iter().enumerate() {
            self.scratch.ticks.let_down[start] += people;
            let mut responses = std::mem::take(&mut self.scratch.work.responses);
            let complained = self.respond(group, start, people, &mut responses);
            let recovered: u64 = responses.iter().sum();
            late += people - complained;
            self.tally.groups[group].customers += complained - recovered;
            for (delay, &answered) in responses.iter().enumerate() {
                self.scratch.ticks.recovered[start + delay] += answered;
            }
            match mixing {
                Some(mixing) => self.mix_until_answered(mixing, group, (place, start, people), &responses),
                None => self.tell_until_answered(group, (start, people), &responses)?,
            }
            // Who is answered at once has had no tick to tell.
            self.note_tellers(group, people - responses.first().copied().unwrap_or(0));
            self.scratch.work.responses = responses;
        }
        if mixing.is_some() {
            self.tell_mixed(Class::Before, group, cohorts.iter().map(|(_, people)| people).sum())?;
        }
        self.scratch.work.cohorts = cohorts;
        Ok(late)
    }

    /// What those recovered who start on one tick tell until they are answered; `responses`: how many are after so many ticks.
    fn tell_until_answered(
        &mut self,
        group: usize,
        (start, people): (usize, u64),
        responses: &[u64],
    ) -> Result<(), Early<C::Sign>> {
        let ticks = self.stage.clock.horizon - start + 1;
        let first = self.start_id(start);
        let cohort = |id, ticks, people| Cohort { class: Class::Before, group, id: (first, id), start, ticks, people };
        if let Some(response) = self.stage.clock.fixed_response() {
            let ticks = ticks.min(usize::try_from(response).unwrap_or(usize::MAX));
            return self.tell(&cohort(0, ticks, people));
        }
        let never = self.stage.clock.horizon + 2;
        for (delay, &people) in responses.iter().enumerate().skip(1) {
            self.tell(&cohort(delay + 1, delay, people))?;
        }
        self.tell(&cohort(never, ticks, people - responses.iter().sum::<u64>()))
    }

    /// From the answer on the recovered tell good; `groups`: how many belong to each of their groups.
    fn answered(&mut self, groups: &[u64]) -> Result<(), Early<C::Sign>> {
        let clock = self.stage.clock;
        let first = self.stage.outcomes.range(Outcome::Recovered).start;
        let mut left = std::mem::take(&mut self.scratch.work.left);
        let mut now = std::mem::take(&mut self.scratch.work.groups);
        left.clear();
        left.extend_from_slice(groups);
        now.resize(groups.len(), 0);
        let mut rows = std::mem::take(&mut self.scratch.work.rows);
        rows.clear();
        for tick in 0..=clock.horizon {
            let people = self.scratch.ticks.recovered[tick];
            if people == 0 {
                continue;
            }
            if people == left.iter().sum::<u64>() {
                now.copy_from_slice(&left);
            } else {
                let mut stream = self.key.stream(Purpose::Answer, nested_entity(Class::Recovered as u64, tick as u64));
                multivariate_hypergeometric(&mut stream, &left, people, &mut now);
            }
            for (place, (left, &people)) in left.iter_mut().zip(&now).enumerate() {
                *left -= people;
                if people > 0 {
                    rows.push((first + place, tick, people));
                }
            }
        }
        // Group by group, as their numbers rise.
        rows.sort_unstable();
        let mut starts = std::mem::take(&mut self.scratch.work.starts);
        for rows in rows.chunk_by(|one, other| one.0 == other.0) {
            let group = rows[0].0;
            starts.clear();
            starts.extend(rows.iter().map(|&(_, start, people)| (start, people)));
            let people = starts.iter().map(|(_, people)| people).sum();
            self.tally.groups[group].customers += people;
            self.tell_all(Class::Recovered, group, &starts)?;
            self.note_tellers(group, people);
        }
        self.scratch.work.starts = starts;
        self.scratch.work.left = left;
        self.scratch.work.groups = now;
        self.scratch.work.rows = rows;
        Ok(())
    }

    /// Who has not complained by the horizon is silent so far, and is counted in the groups of the silent.
    fn silent_so_far(&mut self, people: u64) {
        if people == 0 {
            return;
        }
        let range = self.stage.outcomes.range(Outcome::Silent);
        let groups = &mut self.scratch.work.groups;
        groups.clear();
        groups.resize(range.len(), 0);
        self.stage.outcomes.split_of(Outcome::Silent).draw_for(
            Purpose::GroupBeforeAnswer,
            self.key,
            people,
            None,
            groups,
        );
        for (group, people) in self.tally.groups[range].iter_mut().zip(groups) {
            group.customers += *people;
        }
    }

    fn note_tellers(&mut self, group: usize, people: u64) {
        let group = &self.stage.outcomes.groups()[group];
        if group.tells {
            let tellers = &mut self.tellers[group.outcome.valence().index()];
            *tellers = tellers.saturating_add(people);
        }
    }

    /// Whether the clock knows one start alone for all of a class.
    pub(super) fn starts_once(&self, class: Class) -> bool {
        let clock = self.stage.clock;
        let answered = matches!(class, Class::Before | Class::Recovered);
        clock.arrival.fixed().is_some() && (!answered || clock.fixed_response().is_some())
    }

    /// Sets a cohort apart by its start, where there is more than one.
    pub(super) fn start_id(&self, start: usize) -> usize {
        if self.stage.clock.arrival.fixed().is_some() { 0 } else { start + 1 }
    }

    /// The ticks on which the people of a group have their experience; those after the horizon are left out.
    fn arrive(&mut self, class: Class, group: usize, people: u64) -> Vec<(usize, u64)> {
        let mut cohorts = std::mem::take(&mut self.scratch.work.cohorts);
        cohorts.clear();
        let clock = self.stage.clock;
        if people == 0 {
            return cohorts;
        }
        if let Some(tick) = clock.arrival.fixed() {
            if tick <= clock.horizon as u64 {
                cohorts.push((tick as usize, people));
            }
            return cohorts;
        }
        let own = &self.stage.outcomes.groups()[group];
        let then = self.reference.and_then(|reference| {
            let group = reference.group(own, group)?;
            let rows = &reference.scratch.arrivals;
            Some(rows.fallen(rows.get(row_id(class as u64, group, 0, 0))?, reference.stage.clock.arrival.hazards()))
        });
        let (row, counts) = self.scratch.arrivals.next(row_id(class as u64, group, 0, 0));
        row.split = people;
        let key = self.key.stream_key(Purpose::Arrival, nested_entity(own.entity, class as u64));
        split(key, people, clock.arrival.falling(clock.horizon + 1), then, counts);
        cohorts.extend(self.scratch.arrivals.close().iter().copied().enumerate().filter(|(_, people)| *people > 0));
        cohorts
    }

    /// When those who start on `start` complain, up to the horizon; gives how many do. The delays are left in the work.
    fn complain(&mut self, class: Class, group: usize, start: usize, people: u64) -> u64 {
        let clock = self.stage.clock;
        let ticks = clock.horizon - start + 1;
        self.scratch.work.delays.clear();
        if let Some(delay) = clock.complaint.fixed() {
            if delay < ticks as u64 {
                self.scratch.work.delays.push((delay as usize, people));
            }
        } else {
            let own = &self.stage.outcomes.groups()[group];
            let then = self.reference.and_then(|reference| {
                let rows = &reference.scratch.complaints;
                let row = rows.get(row_id(class as u64, reference.group(own, group)?, start, 0))?;
                Some(rows.fallen(row, reference.stage.clock.complaint.hazards()))
            });
            let (row, counts) = self.scratch.complaints.next(row_id(class as u64, group, start, 0));
            row.split = people;
            let entity = nested_entity(nested_entity(own.entity, class as u64), start as u64);
            let key = self.key.stream_key(Purpose::Complaint, entity);
            split(key, people, clock.complaint.falling(ticks), then, counts);
            let fallen = self.scratch.complaints.close().iter().copied().enumerate();
            self.scratch.work.delays.extend(fallen.filter(|(_, people)| *people > 0));
        }
        let mut complained = 0;
        for &(delay, people) in &self.scratch.work.delays {
            self.scratch.ticks.complaints[start + delay] += people;
            complained += people;
        }
        complained
    }

    /// When the recovered who start on `start` complain and are answered: `responses` becomes how many are answered after
    /// how many ticks from the start; gives how many complain by the horizon.
    fn respond(&mut self, group: usize, start: usize, people: u64, responses: &mut Vec<u64>) -> u64 {
        let clock = self.stage.clock;
        let ticks = clock.horizon - start + 1;
        responses.clear();
        responses.resize(ticks, 0);
        let complained = self.complain(Class::Before, group, start, people);
        let delays = std::mem::take(&mut self.scratch.work.delays);
        for &(delay, people) in &delays {
            if let Some(answer) = clock.answer.fixed() {
                let response = usize::try_from(answer).ok().and_then(|answer| delay.checked_add(answer));
                if let Some(answered) = response.and_then(|response| responses.get_mut(response)) {
                    *answered += people;
                }
                continue;
            }
            let own = &self.stage.outcomes.groups()[group];
            let then = self.reference.and_then(|reference| {
                let rows = &reference.scratch.answers;
                let row = rows.get(row_id(0, reference.group(own, group)?, start, delay))?;
                Some(rows.fallen(row, reference.stage.clock.answer.hazards()))
            });
            let (row, counts) = self.scratch.answers.next(row_id(0, group, start, delay));
            row.split = people;
            let entity = nested_entity(nested_entity(own.entity, start as u64), delay as u64);
            let key = self.key.stream_key(Purpose::Answer, entity);
            split(key, people, clock.answer.falling(ticks - delay), then, counts);
            for (answered, &people) in responses[delay..].iter_mut().zip(self.scratch.answers.close()) {
                *answered += people;
            }
        }
        self.scratch.work.delays = delays;
        complained
    }
}
