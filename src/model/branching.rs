//! The branching engine: nobody hears twice, so work grows with groups and generations, not with people.

use super::audience::{AudienceError, AudienceSampler, Parts};
use super::cluster::Cluster;
use super::customers::{CustomerCounts, CustomerStages};
use super::damage;
use super::expected::ClosedForms;
use super::outcomes::Outcomes;
use super::parameters::{Audience, Generations, Parameters};
use super::service::ServiceGap;
use super::{Expected, Explosion, GenerationTally, ModelError, Tally, coupling};
use crate::quantity::Probability;
use crate::random::{BinomialDraw, Purpose, ReplicateKey, StreamKey};
use crate::vocabulary::{Metric, Outcome, Valence};

/// A scenario without a network, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Branching {
    stages: CustomerStages,
    outcomes: Outcomes,
    audiences: Vec<AudienceSampler>,
    retelling: Retelling,
    damage: damage::Stage,
    max_people: u64,
}

/// Stage 5, compiled.
#[derive(Clone, Debug)]
struct Retelling {
    rate: f64,
    decay: f64,
    audience: AudienceSampler,
    /// The last generation that hears.
    last: u32,
}

/// The buffers of one thread for one [`Branching`], and after a replicate what a variant needs to stay in step.
#[derive(Clone, Debug, Default)]
pub(crate) struct BranchingScratch {
    pub(crate) tally: Tally,
    customers: CustomerCounts,
    /// Customers of each group, outcome after outcome.
    group_counts: Vec<u64>,
    group_parts: Vec<Parts>,
    /// By valence.
    retold: [Retellings; 2],
    damage: damage::Drawn,
}

/// The generations of listeners of one replicate, from 1; what an earlier replicate left behind them is out of reach.
#[derive(Clone, Debug, Default)]
struct Retellings {
    buffers: Vec<Retold>,
    drawn: usize,
}

/// What one generation of listeners did.
#[derive(Clone, Debug, Default)]
struct Retold {
    listeners: u64,
    rate: Probability,
    retellers: u64,
    parts: Parts,
}

impl Retellings {
    fn start(&mut self) {
        self.drawn = 0;
    }

    /// Room for one more generation; it still holds what it held.
    fn next(&mut self) -> &mut Retold {
        if self.buffers.len() == self.drawn {
            self.buffers.push(Retold::default());
        }
        self.drawn += 1;
        &mut self.buffers[self.drawn - 1]
    }

    /// A generation, where this replicate went so far.
    fn get(&self, index: usize) -> Option<&Retold> {
        self.buffers[..self.drawn].get(index)
    }
}

type Reference<'a> = Option<(&'a Branching, &'a BranchingScratch)>;

impl Branching {
    /// Compiles `parameters`, which name no network.
    pub(crate) fn new(parameters: &Parameters, gap: Option<&ServiceGap>) -> Result<Self, ModelError> {
        let outcomes = Outcomes::new(parameters);
        let audiences = outcomes
            .groups()
            .iter()
            .map(|group| sampler(&group.audience, gap).map_err(|error| group.audience_error(error)))
            .collect::<Result<_, _>>()?;
        let retelling = &parameters.retelling;
        Ok(Self {
            stages: CustomerStages::new(parameters, gap)?,
            damage: damage::Stage::new(&parameters.damage, outcomes.groups()),
            outcomes,
            audiences,
            retelling: Retelling {
                rate: retelling.rate.get(),
                decay: retelling.decay.get(),
                audience: sampler(&retelling.audience, gap).map_err(ModelError::RetellingAudience)?,
                last: match retelling.generations {
                    Generations::UpTo(last) => last,
                    Generations::Unlimited => u32::MAX,
                },
            },
            max_people: parameters.max_people,
        })
    }

    pub(crate) fn stages(&self) -> &CustomerStages {
        &self.stages
    }

    pub(crate) fn outcomes(&self) -> &Outcomes {
        &self.outcomes
    }

    /// The closed forms of this scenario.
    pub(crate) fn expected(&self) -> Expected {
        let Retelling { rate, decay, audience, last } = &self.retelling;
        let moments = |audience: &AudienceSampler| (audience.mean(), audience.variance());
        ClosedForms {
            stages: &self.stages,
            outcomes: &self.outcomes,
            damage: &self.damage,
            audiences: self.audiences.iter().map(moments).collect(),
            family: Cluster::new(*rate, *decay, moments(audience), *last),
        }
        .expected()
    }

    pub(crate) fn scratch(&self) -> BranchingScratch {
        let groups = self.audiences.len();
        let mut scratch = BranchingScratch {
            group_counts: vec![0; groups],
            group_parts: vec![Parts::default(); groups],
            ..BranchingScratch::default()
        };
        scratch.tally.groups.resize_with(groups, Default::default);
        scratch
    }

    /// Draws one replicate, in step with `reference`.
    pub(crate) fn replicate(
        &self,
        key: ReplicateKey,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
    ) -> Result<(), Explosion> {
        scratch.customers =
            self.stages.draw(key, reference.map(|(model, scratch)| (&model.stages, &scratch.customers)));
        let customers = scratch.customers;
        customers.record(&mut scratch.tally.counts);
        let mut people = customers.dissatisfied;
        self.check(people, key, 0)?;
        let first_hand = self.tell(key, reference, scratch)?;
        let mut impressions = [0; 2];
        for valence in Valence::ALL {
            impressions[valence.index()] =
                self.retell(key, valence, first_hand[valence.index()], reference, scratch, &mut people)?;
        }
        let tally = &mut scratch.tally;
        let tellers: u64 = tally.generations[Valence::Negative.index()].iter().map(|g| g.tellers).sum();
        let [negative, positive] = impressions;
        tally.counts[Metric::Tellers.index()] = tellers;
        tally.counts[Metric::Impressions.index()] = negative;
        tally.counts[Metric::Reach.index()] = negative;
        tally.counts[Metric::Aware.index()] = customers.dissatisfied + negative;
        tally.counts[Metric::PositiveImpressions.index()] = positive;
        tally.counts[Metric::PositiveReach.index()] = positive;
        self.damage.draw(
            key,
            damage::Listeners { deterrable: negative, winnable: positive },
            reference.map(|(model, scratch)| (&model.damage, &scratch.damage)),
            &mut scratch.damage,
            &mut scratch.tally,
        );
        Ok(())
    }

    /// Stage 4: splits the outcomes into groups and sums their audiences; gives the impressions by valence.
    fn tell(
        &self,
        key: ReplicateKey,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
    ) -> Result<[u64; 2], Explosion> {
        self.outcomes.split(
            key,
            &scratch.customers,
            reference.map(|(model, scratch)| (&model.outcomes, &scratch.customers, &scratch.group_counts[..])),
            &mut scratch.group_counts,
        );
        let mut impressions = [0_u64; 2];
        let mut tellers = [0_u64; 2];
        let tallies = scratch.tally.groups.iter_mut().zip(&mut scratch.group_parts).zip(&scratch.group_counts);
        let groups = self.outcomes.groups().iter().zip(&self.audiences);
        for (index, ((group, sampler), ((tally, parts), &count))) in groups.zip(tallies).enumerate() {
            tally.customers = count;
            if !group.tells {
                // Their parts say for good that nobody tells.
                continue;
            }
            if sampler.draws_each_teller() {
                // So many tellers would take hours, whatever they tell.
                self.check(count, key, 0)?;
            }
            let drawn = reference.and_then(|(model, scratch)| {
                let same_place = model.outcomes.groups().get(index)?.entity() == group.entity();
                same_place.then(|| (&model.audiences[index], &scratch.group_parts[index]))
            });
            let key = key.stream_key(Purpose::Audience, group.entity());
            let told = sum(sampler, key, count, drawn, parts);
            let valence = group.outcome.valence().index();
            impressions[valence] = impressions[valence].saturating_add(told);
            tellers[valence] += count;
            tally.impressions = told;
        }
        for (generations, tellers) in scratch.tally.generations.iter_mut().zip(tellers) {
            generations.clear();
            generations.push(GenerationTally { tellers, impressions: 0, reach: 0 });
        }
        Ok(impressions)
    }

    /// Stage 5: passes `first_hand` impressions of one valence on; gives all impressions of that valence.
    fn retell(
        &self,
        key: ReplicateKey,
        valence: Valence,
        first_hand: u64,
        reference: Reference<'_>,
        scratch: &mut BranchingScratch,
        people: &mut u64,
    ) -> Result<u64, Explosion> {
        let Retelling { decay, audience, last, .. } = &self.retelling;
        let mut rate = self.retelling.rate;
        let mut listeners = first_hand;
        let mut total = 0;
        let retold = &mut scratch.retold[valence.index()];
        retold.start();
        for generation in 1_u32.. {
            if listeners == 0 {
                break;
            }
            total += listeners;
            *people = people.saturating_add(listeners);
            self.check(*people, key, generation)?;
            let index = generation as usize - 1;
            let now = retold.next();
            now.listeners = listeners;
            now.rate = if generation < *last { Probability::clamped(rate) } else { Probability::ZERO };
            let drawn = reference.and_then(|(model, scratch)| {
                Some((&model.retelling.audience, scratch.retold[valence.index()].get(index)?))
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
            let told = sum(audience, key, now.retellers, drawn, &mut now.parts);
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
        if people > self.max_people {
            return Err(Explosion { replicate: key.replicate, generation, max_people: self.max_people });
        }
        Ok(())
    }
}

/// Makes an audience ready; that of the indignant comes from the service gap.
pub(crate) fn sampler(audience: &Audience, gap: Option<&ServiceGap>) -> Result<AudienceSampler, AudienceError> {
    match (audience, gap) {
        (&Audience::Indignation { low, high }, Some(gap)) => {
            AudienceSampler::empirical(gap.audience(low, high).map_err(|_| AudienceError::EmptyRange { low, high })?)
        }
        _ => AudienceSampler::new(audience),
    }
}

/// The sum of the audiences of `tellers`, in step with what the reference drew.
fn sum(
    sampler: &AudienceSampler,
    key: StreamKey,
    tellers: u64,
    reference: Option<(&AudienceSampler, &Parts)>,
    parts: &mut Parts,
) -> u64 {
    if tellers == 0 {
        parts.clear();
        return 0;
    }
    match reference {
        None => sampler.keyed_sum(key, tellers, parts),
        Some((reference, drawn)) => sampler.coupled_sum(key, reference, drawn, tellers, parts),
    }
}

impl CustomerCounts {
    /// Writes the metrics of stages 1 to 3.
    pub(crate) fn record(&self, counts: &mut [u64; Metric::COUNT]) {
        counts[Metric::Complaints.index()] = self.complaints;
        counts[Metric::Dissatisfied.index()] = self.dissatisfied;
        counts[Metric::Silent.index()] = self.silent;
        counts[Metric::Unresolved.index()] = self.unresolved;
        counts[Metric::Recovered.index()] = self.recovered;
        counts[Metric::Satisfied.index()] = self.satisfied;
    }

    /// The number of customers of an outcome.
    pub(crate) fn of(&self, outcome: Outcome) -> u64 {
        match outcome {
            Outcome::Silent => self.silent,
            Outcome::Unresolved => self.unresolved,
            Outcome::Recovered => self.recovered,
            Outcome::Satisfied => self.satisfied,
        }
    }
}
