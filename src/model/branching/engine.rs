use super::cluster::Cluster;
use super::expected::ClosedForms;
use super::scratch::BranchingScratch;
use crate::model::audience::{AudienceSampler, NO_PARTS, Parts};
use crate::model::cancel::{Cancel, Early};
use crate::model::customers::CustomerStages;
use crate::model::frame::{Frame, Move};
use crate::model::retelling::{Retelling, sampler};
use crate::model::service::ServiceGap;
use crate::model::time::{self, Clock, MeanRetelling, TimedReference, TimedStage};
use crate::model::{
    Audience, Expected, Explosion, GenerationTally, GroupTally, ModelError, Parameters, coupling, damage,
};
use crate::quantity::Probability;
use crate::random::{BinomialDraw, Purpose, ReplicateKey, StreamKey};
use crate::vocabulary::{Metric, Valence};

/// A scenario without a network, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Branching {
    frame: Frame,
    audiences: Vec<AudienceSampler>,
    retelling: Retelling<AudienceSampler>,
    clock: Option<Clock>,
}

type Reference<'a> = Option<(&'a Branching, &'a BranchingScratch)>;

impl Branching {
    /// Compiles `parameters`, which name no network.
    pub(crate) fn new(parameters: &Parameters, gap: Option<&ServiceGap>) -> Result<Self, ModelError> {
        let frame = Frame::new(parameters, gap)?;
        let mut audiences: Vec<AudienceSampler> = Vec::with_capacity(frame.outcomes.groups().len());
        for (group, audience) in frame.outcomes.audiences(parameters) {
            // The values of a service gap are worth finding once.
            let alike = audiences
                .iter()
                .zip(frame.outcomes.audiences(parameters))
                .find(|(_, (_, other))| matches!(audience, Audience::Indignation { .. }) && *other == audience);
            audiences.push(match alike {
                Some((made, _)) => made.clone(),
                None => sampler(audience, gap).map_err(|error| group.audience_error(error))?,
            });
        }
        let retelling = &parameters.retelling;
        let retold = sampler(&retelling.audience, gap).map_err(ModelError::RetellingAudience)?;
        let clock = parameters.time.as_ref().map(Clock::new).transpose()?;
        Ok(Self { frame, audiences, retelling: Retelling::new(retelling, retold), clock })
    }

    /// Moves to another point of the same shape; after an error some of it has moved.
    pub(crate) fn retune(&mut self, to: &Move<'_>, gap: Option<&ServiceGap>) -> Result<(), ModelError> {
        self.frame.retune(to, gap)?;
        let groups = if to.moves_telling() { self.audiences.len() } else { 0 };
        for index in 0..groups {
            let group = &self.frame.outcomes.groups()[index];
            let Some(audience) = to.other_audience(group) else { continue };
            let alike = (0..index).find(|&other| {
                matches!(audience, Audience::Indignation { .. })
                    && self.frame.outcomes.groups()[other].audience(to.after) == audience
            });
            self.audiences[index] = match alike {
                Some(other) => self.audiences[other].clone(),
                None => sampler(audience, gap).map_err(|error| group.audience_error(error))?,
            };
        }
        let retelling = &to.after.retelling;
        if to.retelling {
            self.retelling.retune(retelling);
        }
        if (to.retelling || to.gap) && to.needs(&to.before.retelling.audience, &retelling.audience) {
            self.retelling.telling = sampler(&retelling.audience, gap).map_err(ModelError::RetellingAudience)?;
        }
        if to.time {
            self.clock = to.after.time.as_ref().map(Clock::new).transpose()?;
        }
        Ok(())
    }

    pub(crate) fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The closed forms of this scenario.
    pub(crate) fn expected(&self) -> Expected {
        let Retelling { decay, telling, .. } = &self.retelling;
        let moments = |audience: &AudienceSampler| (audience.mean(), audience.variance());
        let whole = ClosedForms {
            frame: &self.frame,
            room: None,
            audiences: self.audiences.iter().map(moments).collect(),
            family: Cluster::new(self.retelling.rate(), *decay, moments(telling), self.retelling.last()),
        }
        .expected();
        let Some(clock) = &self.clock else { return whole };
        let means: Vec<f64> = self.audiences.iter().map(AudienceSampler::mean).collect();
        let retelling = MeanRetelling {
            rate: self.retelling.rate(),
            decay: *decay,
            audience: telling.mean(),
            last: self.retelling.last(),
        };
        time::expect_in_time(clock, &self.frame, &means, retelling, &whole)
    }

    /// What the stages in time need, where there is a clock.
    fn timed(&self) -> Option<TimedStage<'_>> {
        Some(TimedStage {
            clock: self.clock.as_ref()?,
            outcomes: &self.frame.outcomes,
            audiences: &self.audiences,
            retelling: &self.retelling,
            max_people: self.frame.max_people,
        })
    }

    pub(crate) fn scratch(&self) -> BranchingScratch {
        let mut scratch = BranchingScratch::default();
        self.fit(&mut scratch);
        scratch
    }

    /// Makes the buffers of another model those of this one.
    pub(crate) fn fit(&self, scratch: &mut BranchingScratch) {
        let groups = self.audiences.len();
        scratch.group_counts.resize(groups, 0);
        scratch.group_parts.resize_with(groups, Parts::default);
        scratch.tally.groups.resize_with(groups, GroupTally::default);
        // A clock fills it anew, without one nobody does.
        scratch.tally.timeline.clear();
    }

    /// Stages 1 to 3 as the last replicate in `scratch` had them.
    fn stages_of<'a>(&'a self, scratch: &'a BranchingScratch) -> &'a CustomerStages {
        scratch.serving.as_ref().unwrap_or(&self.frame.stages)
    }

    /// Draws one replicate, in step with `reference`; `serving`: stages 1 to 3 in place of those of the model.
    pub(crate) fn replicate<C: Cancel>(
        &self,
        key: ReplicateKey,
        serving: Option<CustomerStages>,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
        cancel: C,
    ) -> Result<(), Early<C::Sign>> {
        let frame = &self.frame;
        scratch.serving = serving;
        let stages = serving.as_ref().unwrap_or(&frame.stages);
        scratch.customers =
            stages.draw(key, reference.map(|(model, scratch)| (model.stages_of(scratch), &scratch.customers)));
        scratch.cut = stages.was_cut(&scratch.customers);
        let listeners = match self.timed() {
            None => self.at_once(key, reference, scratch, cancel)?,
            Some(stage) => self.in_time(stage, key, reference, scratch, cancel)?,
        };
        frame.damage.draw(
            key,
            listeners,
            &frame.outcomes,
            reference.map(|(model, scratch)| (&model.frame.damage, &model.frame.outcomes, &scratch.damage)),
            &mut scratch.damage,
            &mut scratch.tally,
        );
        Ok(())
    }

    /// Stages 4 and 5 in time.
    fn in_time<C: Cancel>(
        &self,
        stage: TimedStage<'_>,
        key: ReplicateKey,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
        cancel: C,
    ) -> Result<damage::Listeners, Early<C::Sign>> {
        self.split(key, reference, scratch);
        let BranchingScratch { tally, customers, group_counts, timed, .. } = scratch;
        let reference = reference
            .and_then(|(model, scratch)| Some(TimedReference { stage: model.timed()?, scratch: &scratch.timed }));
        time::draw(stage, key, (customers, group_counts), reference, (timed, tally), cancel)?;
        let count = |metric: Metric| tally.counts[metric.index()];
        Ok(damage::Listeners { deterrable: count(Metric::Reach), winnable: count(Metric::PositiveReach) })
    }

    /// Stages 4 and 5 where everything happens at once.
    fn at_once<C: Cancel>(
        &self,
        key: ReplicateKey,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
        cancel: C,
    ) -> Result<damage::Listeners, Early<C::Sign>> {
        let customers = scratch.customers;
        customers.record(&mut scratch.tally.counts);
        let mut people = customers.dissatisfied;
        self.check(people, key, 0)?;
        let first_hand = self.tell(key, reference, scratch, cancel)?;
        let mut impressions = [0; 2];
        for valence in Valence::ALL {
            impressions[valence.index()] =
                self.retell(key, valence, first_hand[valence.index()], reference, scratch, &mut people, cancel)?;
        }
        let tally = &mut scratch.tally;
        let negative = &tally.generations[Valence::Negative.index()];
        let tellers = negative.iter().fold(0, |sum: u64, generation| sum.saturating_add(generation.tellers));
        let [negative, positive] = impressions;
        tally.counts[Metric::Tellers.index()] = tellers;
        tally.counts[Metric::Impressions.index()] = negative;
        tally.counts[Metric::Reach.index()] = negative;
        tally.counts[Metric::Overlap.index()] = 0;
        tally.counts[Metric::Ambivalent.index()] = 0;
        tally.counts[Metric::Aware.index()] = customers.dissatisfied.saturating_add(negative);
        tally.counts[Metric::PositiveImpressions.index()] = positive;
        tally.counts[Metric::PositiveReach.index()] = positive;
        Ok(damage::Listeners { deterrable: negative, winnable: positive })
    }

    /// Stage 4: which group everybody belongs to.
    fn split(&self, key: ReplicateKey, reference: Reference<'_>, scratch: &mut BranchingScratch) {
        self.frame.outcomes.split(
            key,
            &scratch.customers,
            reference.map(|(model, scratch)| (&model.frame.outcomes, &scratch.customers, &scratch.group_counts[..])),
            &mut scratch.group_counts,
        );
    }

    /// Stage 4: splits the outcomes into groups and sums their audiences; gives the impressions by valence.
    fn tell<C: Cancel>(
        &self,
        key: ReplicateKey,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
        cancel: C,
    ) -> Result<[u64; 2], Early<C::Sign>> {
        self.split(key, reference, scratch);
        let outcomes = &self.frame.outcomes;
        let mut impressions = [0_u64; 2];
        let mut tellers = [0_u64; 2];
        let tallies = scratch.tally.groups.iter_mut().zip(&mut scratch.group_parts).zip(&scratch.group_counts);
        let groups = outcomes.groups().iter().zip(&self.audiences);
        for (index, ((group, sampler), ((tally, parts), &count))) in groups.zip(tallies).enumerate() {
            *tally = GroupTally { customers: count, ..GroupTally::default() };
            if !group.tells {
                continue;
            }
            if sampler.draws_each_teller() {
                // So many tellers would take hours, whatever they tell.
                self.check(count, key, 0)?;
            }
            let drawn = reference.and_then(|(model, scratch)| {
                let index = model.frame.outcomes.find(group, index)?;
                let told = model.frame.outcomes.groups()[index].tells;
                Some((&model.audiences[index], if told { &scratch.group_parts[index] } else { &NO_PARTS }))
            });
            let key = key.stream_key(Purpose::Audience, group.entity);
            let told = sum(sampler, key, count, drawn, parts, cancel);
            heed(sampler, cancel)?;
            let valence = group.outcome.valence().index();
            impressions[valence] = impressions[valence].saturating_add(told);
            tellers[valence] = tellers[valence].saturating_add(count);
            tally.impressions = told;
        }
        for (generations, tellers) in scratch.tally.generations.iter_mut().zip(tellers) {
            generations.clear();
            generations.push(GenerationTally { tellers, impressions: 0, reach: 0 });
        }
        Ok(impressions)
    }

    /// Stage 5: passes `first_hand` impressions of one valence on; gives all impressions of that valence.
    #[expect(clippy::too_many_arguments, reason = "all of them change from call to call")]
    fn retell<C: Cancel>(
        &self,
        key: ReplicateKey,
        valence: Valence,
        first_hand: u64,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
        people: &mut u64,
        cancel: C,
    ) -> Result<u64, Early<C::Sign>> {
        let Retelling { decay, telling: audience, .. } = &self.retelling;
        let mut rate = self.retelling.rate();
        let mut listeners = first_hand;
        let mut total = 0_u64;
        let retold = &mut scratch.retold[valence.index()];
        retold.start();
        for generation in 1_u32.. {
            if listeners == 0 {
                break;
            }
            total = total.saturating_add(listeners);
            *people = people.saturating_add(listeners);
            self.check(*people, key, generation)?;
            let index = generation as usize - 1;
            let now = retold.next();
            now.listeners = listeners;
            now.rate =
                if self.retelling.goes_on_after(generation) { Probability::clamped(rate) } else { Probability::ZERO };
            let drawn = reference.and_then(|(model, scratch)| {
                Some((&model.retelling.telling, scratch.retold[valence.index()].get(index)?))
            });
            let entity = (valence.index() as u64) << 32 | u64::from(generation);
            now.retellers = coupling::binomial(
                key,
                Purpose::Retelling,
                entity,
                drawn.map(|(_, then)| BinomialDraw { n: then.listeners, p: then.rate, successes: then.retellers }),
                listeners,
                now.rate,
            );
            let drawn = drawn.map(|(audience, then)| (audience, &then.parts));
            let key = key.stream_key(Purpose::RetellingAudience, entity);
            let told = sum(audience, key, now.retellers, drawn, &mut now.parts, cancel);
            heed(audience, cancel)?;
            scratch.tally.generations[valence.index()].push(GenerationTally {
                tellers: now.retellers,
                impressions: listeners,
                reach: listeners,
            });
            listeners = told;
            rate *= decay;
        }
        Ok(total)
    }

    fn check(&self, people: u64, key: ReplicateKey, generation: u32) -> Result<(), Explosion> {
        let max_people = self.frame.max_people;
        if people > max_people {
            return Err(Explosion { replicate: key.replicate, generation, max_people });
        }
        Ok(())
    }
}

/// The sum of the audiences of `tellers`, in step with what the reference drew.
#[inline]
fn sum<C: Cancel>(
    sampler: &AudienceSampler,
    key: StreamKey,
    tellers: u64,
    reference: Option<(&AudienceSampler, &Parts)>,
    parts: &mut Parts,
    cancel: C,
) -> u64 {
    if tellers == 0 {
        parts.clear();
        return 0;
    }
    match reference {
        None => sampler.keyed_sum_while(key, tellers, parts, cancel),
        Some((reference, drawn)) => sampler.coupled_sum_while(key, reference, drawn, tellers, parts, cancel),
    }
}

/// A sum that was cut short is none.
#[inline]
fn heed<C: Cancel>(sampler: &AudienceSampler, cancel: C) -> Result<(), Early<C::Sign>> {
    match cancel.sign() {
        Some(sign) if sampler.draws_each_teller() => Err(Early::Cancelled(sign)),
        _ => Ok(()),
    }
}
