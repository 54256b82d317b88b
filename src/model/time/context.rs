use rand::RngExt;

use super::clock::Clock;
use super::due::Due;
use super::rows::Rows;
use super::timeline::Ticks;
use crate::model::audience::{AudienceSampler, Parts};
use crate::model::cancel::{Cancel, Early};
use crate::model::outcomes::{OutcomeGroup, Outcomes};
use crate::model::retelling::Retelling;
use crate::model::{Explosion, Tally};
use crate::random::{ReplicateKey, Stream, StreamKey};

/// What the stages in time need of a model.
#[derive(Clone, Copy)]
pub(crate) struct TimedStage<'a> {
    pub(crate) clock: &'a Clock,
    pub(crate) outcomes: &'a Outcomes,
    /// By group.
    pub(crate) audiences: &'a [AudienceSampler],
    pub(crate) retelling: &'a Retelling<AudienceSampler>,
    pub(crate) max_people: u64,
}

/// The baseline, and what it drew in the same replicate.
#[derive(Clone, Copy)]
pub(crate) struct TimedReference<'a> {
    pub(crate) stage: TimedStage<'a>,
    pub(crate) scratch: &'a TimedScratch,
}

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(crate) struct TimedScratch {
    /// When the people of a group are let down.
    pub(super) arrivals: Rows,
    /// When those who complain do.
    pub(super) complaints: Rows,
    /// When complaints are answered.
    pub(super) answers: Rows,
    /// When customers tell.
    pub(super) tellings: Rows,
    /// When listeners tell.
    pub(super) listeners: Rows,
    /// The recovered, by the group of the unresolved that they belong to before.
    pub(super) before: Vec<u64>,
    /// How many they are.
    pub(super) recovered: u64,
    pub(super) ticks: Ticks,
    /// By valence: who hears in the generation under way, by tick.
    pub(super) heard: [Vec<u64>; 2],
    pub(super) work: Work,
}

/// Room for what lasts no longer than one step.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    pub(super) cohorts: Vec<(usize, u64)>,
    pub(super) delays: Vec<(usize, u64)>,
    pub(super) responses: Vec<u64>,
    pub(super) next: Vec<u64>,
    pub(super) left: Vec<u64>,
    pub(super) groups: Vec<u64>,
    pub(super) rows: Vec<(usize, usize, u64)>,
    pub(super) starts: Vec<(usize, u64)>,
    pub(super) weights: Vec<f64>,
    pub(super) parts: Vec<f64>,
    pub(super) open: Vec<f64>,
    pub(super) due: Due,
}

/// A replicate while it is drawn.
pub(super) struct Drawing<'a, C> {
    pub(super) stage: TimedStage<'a>,
    pub(super) key: ReplicateKey,
    pub(super) reference: Option<TimedReference<'a>>,
    pub(super) scratch: &'a mut TimedScratch,
    pub(super) tally: &'a mut Tally,
    /// People so far, against the limit.
    pub(super) people: u64,
    /// Customers and listeners who tell, by valence.
    pub(super) tellers: [u64; 2],
    pub(super) cancel: C,
}

impl TimedReference<'_> {
    /// Where the baseline has the same group.
    pub(super) fn group(&self, group: &OutcomeGroup, hint: usize) -> Option<usize> {
        self.stage.outcomes.find(group, hint)
    }
}

impl<C: Cancel> Drawing<'_, C> {
    /// Counts more people.
    pub(super) fn count(&mut self, more: u64, generation: u32) -> Result<(), Explosion> {
        self.people = self.people.saturating_add(more);
        self.check(self.people, generation)
    }

    pub(super) fn check(&self, people: u64, generation: u32) -> Result<(), Explosion> {
        let max_people = self.stage.max_people;
        if people > max_people {
            return Err(Explosion { replicate: self.key.replicate, generation, max_people });
        }
        Ok(())
    }
}

/// The sum of the audiences of `tellers`, in step with what the reference drew.
pub(super) fn sum<C: Cancel>(
    sampler: &AudienceSampler,
    key: StreamKey,
    tellers: u64,
    reference: Option<(&AudienceSampler, &Parts)>,
    parts: &mut Parts,
    cancel: C,
) -> Result<u64, Early<C::Sign>> {
    if tellers == 0 {
        parts.clear();
        return Ok(0);
    }
    let total = match reference {
        None => sampler.keyed_sum_while(key, tellers, parts, cancel),
        Some((reference, drawn)) => sampler.coupled_sum_while(key, reference, drawn, tellers, parts, cancel),
    };
    match cancel.sign() {
        // A sum that was cut short is none.
        Some(sign) if sampler.draws_each_teller() => Err(Early::Cancelled(sign)),
        _ => Ok(total),
    }
}

impl TimedScratch {
    /// Nothing drawn yet.
    pub(super) fn clear(&mut self, horizon: usize) {
        for rows in
            [&mut self.arrivals, &mut self.complaints, &mut self.answers, &mut self.tellings, &mut self.listeners]
        {
            rows.clear();
        }
        self.ticks.clear(horizon);
        for heard in &mut self.heard {
            heard.clear();
            heard.resize(horizon + 1, 0);
        }
    }

    /// Fills every buffer with what a replicate must not read.
    pub(crate) fn poison(&mut self, stream: &mut Stream) {
        for rows in
            [&mut self.arrivals, &mut self.complaints, &mut self.answers, &mut self.tellings, &mut self.listeners]
        {
            rows.poison(stream);
        }
        self.recovered = stream.random();
        self.before.fill_with(|| stream.random());
        self.ticks.clear(3);
        self.ticks.reach.fill_with(|| stream.random());
        self.heard.iter_mut().for_each(|heard| heard.fill_with(|| stream.random()));
        self.work.responses.resize(9, 0);
        self.work.responses.fill_with(|| stream.random());
        self.work.next.clone_from(&self.work.responses);
        self.work.cohorts.push((7, stream.random()));
        self.work.starts.push((7, stream.random()));
        self.work.weights.push(stream.random());
        self.work.parts.push(stream.random());
        self.work.open.push(stream.random());
        self.work.due.add(0, stream.random(), &[1.0]);
    }
}
