use std::sync::Arc;

use super::NetworkEngineError;
use super::customers::PlacedCustomers;
use super::placement::Order;
use super::spread::Spread;
use super::telling::{Draws, Telling};
use crate::model::customers::{CustomerCounts, CustomerStages, Experience};
use crate::model::outcomes::Outcomes;
use crate::model::service::ServiceGap;
use crate::model::{
    Explosion, GenerationTally, Generations, GroupTally, ModelError, Parameters, Placement, Tally, damage,
};
use crate::network::Network;
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::{Metric, Valence};

/// A scenario with a network, compiled.
#[derive(Clone, Debug)]
pub(crate) struct NetworkEngine {
    stages: CustomerStages,
    outcomes: Outcomes,
    /// How each group tells; `None`: they tell nobody.
    telling: Vec<Option<Telling>>,
    retelling: Option<Retelling>,
    damage: damage::Stage,
    worlds: Vec<World>,
    max_people: u64,
    /// By valence, whether anybody can ever tell.
    told: [bool; 2],
}

/// Stage 5, compiled.
#[derive(Clone, Debug)]
struct Retelling {
    rate: f64,
    decay: f64,
    telling: Telling,
    /// The last generation that hears.
    last: u32,
}

/// A network and who of its people are the customers.
#[derive(Clone, Debug)]
struct World {
    network: Arc<Network>,
    order: Order,
}

/// The buffers of one thread for one [`NetworkEngine`], and after a replicate what it drew.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkScratch {
    pub(crate) tally: Tally,
    customers: CustomerCounts,
    placed: PlacedCustomers,
    /// By valence.
    spreads: [Spread; 2],
    damage: damage::Drawn,
    cut: bool,
}

type Reference<'a> = Option<(&'a NetworkEngine, &'a NetworkScratch)>;

impl NetworkEngine {
    /// Compiles `parameters` for `networks`; replicate r uses network r mod their number.
    ///
    /// # Errors
    /// When the parameters are out of range or do not fit the networks.
    pub(crate) fn new(
        parameters: &Parameters,
        gap: Option<&ServiceGap>,
        networks: &[Arc<Network>],
    ) -> Result<Self, ModelError> {
        let stages = CustomerStages::new(parameters, gap)?;
        let outcomes = Outcomes::new(parameters);
        let telling = outcomes
            .groups()
            .iter()
            .map(|group| Telling::new(&group.audience, gap).map_err(|error| group.audience_error(error)))
            .collect::<Result<Vec<_>, _>>()?;
        let told = Valence::ALL.map(|valence| {
            let tell = |(group, telling): (&crate::model::outcomes::OutcomeGroup, &Option<Telling>)| {
                group.outcome.valence() == valence && telling.is_some()
            };
            outcomes.groups().iter().zip(&telling).any(tell)
        });
        let placement = parameters.network.as_ref().map_or(Placement::default(), |network| network.placement.clone());
        let engine = Self {
            damage: damage::Stage::new(&parameters.damage, outcomes.groups()),
            worlds: worlds(&placement, networks).map_err(ModelError::Network)?,
            retelling: retelling(parameters, gap)?,
            max_people: parameters.max_people,
            stages,
            outcomes,
            telling,
            told,
        };
        engine.check().map_err(ModelError::Network)?;
        Ok(engine)
    }

    /// Whether the customers fit into every network, and everybody can tell there.
    fn check(&self) -> Result<(), NetworkEngineError> {
        // What is drawn is cut where it does not fit; what is said must fit.
        let customers = match self.stages.experience() {
            Experience::Observed { complaints, .. } => complaints,
            Experience::ObservedFixed { complaints, silent } => complaints.saturating_add(silent),
            Experience::Known { dissatisfied } => dissatisfied,
            Experience::Served { served, .. } => served,
        };
        for world in &self.worlds {
            let people = world.order.capacity(&world.network);
            if customers > people {
                return Err(NetworkEngineError::TooManyCustomers { customers, people });
            }
            let retelling = self.retelling.as_ref().map(|retelling| &retelling.telling);
            for telling in self.telling.iter().flatten().chain(retelling) {
                telling.prepare(&world.network)?;
            }
        }
        Ok(())
    }

    pub(crate) fn stages(&self) -> &CustomerStages {
        &self.stages
    }

    pub(crate) fn outcomes(&self) -> &Outcomes {
        &self.outcomes
    }

    pub(super) fn damage(&self) -> &damage::Stage {
        &self.damage
    }

    /// How a group tells; `None`: they tell nobody.
    pub(super) fn telling_of(&self, group: usize) -> Option<&Telling> {
        self.telling[group].as_ref()
    }

    /// Whether any listener can ever retell.
    pub(super) fn retells(&self) -> bool {
        self.retelling.is_some()
    }

    /// Whether anybody can ever tell in this sense.
    pub(super) fn can_tell(&self, valence: Valence) -> bool {
        self.told[valence.index()]
    }

    /// How many networks the replicates take turns on.
    pub(crate) fn graphs(&self) -> u64 {
        self.worlds.len() as u64
    }

    /// The most customers that every network has room for.
    pub(crate) fn capacity(&self) -> u64 {
        self.worlds.iter().map(|world| world.order.capacity(&world.network)).min().unwrap_or(0)
    }

    /// The number of people, where everybody may tell everybody.
    pub(crate) fn well_mixed(&self) -> Option<u32> {
        let network = &self.worlds.first()?.network;
        network.is_well_mixed().then(|| network.people())
    }

    pub(crate) fn scratch(&self) -> NetworkScratch {
        let mut scratch = NetworkScratch::default();
        scratch.tally.groups.resize_with(self.outcomes.groups().len(), Default::default);
        scratch
    }

    /// Draws one replicate, in step with `reference`: what a person does is a function of the replicate and the person.
    ///
    /// # Errors
    /// When the replicate passes `max_people`.
    pub(crate) fn replicate(
        &self,
        key: ReplicateKey,
        reference: Reference<'_>,
        scratch: &mut NetworkScratch,
    ) -> Result<(), Explosion> {
        let world = &self.worlds[(key.replicate % self.worlds.len() as u64) as usize];
        self.place(key, world, reference, scratch);
        let mut heard = Heard::default();
        self.begin(scratch);
        for generation in 1_u32.. {
            for valence in Valence::ALL {
                if self.told[valence.index()] {
                    self.tell(key, world, valence, generation, scratch, &mut heard);
                }
            }
            let people = scratch.customers.dissatisfied + heard.reach[0] + heard.reach[1];
            if people > self.max_people {
                return Err(Explosion { replicate: key.replicate, generation, max_people: self.max_people });
            }
            if scratch.spreads.iter().all(|spread| spread.tellers.is_empty()) {
                break;
            }
        }
        let listeners = self.record(scratch, heard);
        self.damage.draw(
            key,
            listeners,
            reference.map(|(engine, scratch)| (&engine.damage, &scratch.damage)),
            &mut scratch.damage,
            &mut scratch.tally,
        );
        Ok(())
    }

    /// Stages 1 to 3, and who of the network the customers are.
    fn place(&self, key: ReplicateKey, world: &World, reference: Reference<'_>, scratch: &mut NetworkScratch) {
        let NetworkScratch { customers, placed, spreads: [negative, positive], .. } = scratch;
        let people = world.network.people();
        negative.clear(people, &placed.people);
        if self.told[Valence::Positive.index()] {
            positive.clear(people, &placed.people);
        }
        *customers = CustomerCounts::default();
        self.stages.draw_experience(
            key,
            reference.map(|(engine, scratch)| (&engine.stages, &scratch.customers)),
            customers,
        );
        let drawn = *customers;
        let capacity = world.order.capacity(&world.network);
        scratch.cut = customers.dissatisfied > capacity;
        customers.dissatisfied = customers.dissatisfied.min(capacity);
        let count = customers.dissatisfied + customers.satisfied;
        world.order.place(key, &world.network, count, &mut placed.people, &mut negative.known);
        for &person in &placed.people[customers.dissatisfied as usize..] {
            negative.known.take_out(person);
        }
        if self.told[Valence::Positive.index()] {
            positive.known.extend(&placed.people);
        }
        placed.decide(key, &self.stages, &self.outcomes, customers);
        customers.record(&mut scratch.tally.counts);
        // A variant stays in step with what was drawn, not with what was left of it.
        customers.seen = drawn.seen;
        customers.hidden = drawn.hidden;
    }

    /// Writes generation 0 and the sizes of the groups.
    fn begin(&self, scratch: &mut NetworkScratch) {
        let NetworkScratch { tally, placed, .. } = scratch;
        for (group, &customers) in tally.groups.iter_mut().zip(placed.sizes()) {
            *group = GroupTally { customers, ..GroupTally::default() };
        }
        for valence in Valence::ALL {
            let groups = self.outcomes.groups().iter().zip(&self.telling).zip(&tally.groups);
            let tellers = groups
                .filter(|((group, telling), _)| group.outcome.valence() == valence && telling.is_some())
                .map(|(_, group)| group.customers)
                .sum();
            let generations = &mut tally.generations[valence.index()];
            generations.clear();
            generations.push(GenerationTally { tellers, impressions: 0, reach: 0 });
        }
    }

    /// One generation of one valence: its tellers tell, and its listeners decide whether they retell.
    fn tell(
        &self,
        key: ReplicateKey,
        world: &World,
        valence: Valence,
        generation: u32,
        scratch: &mut NetworkScratch,
        heard: &mut Heard,
    ) {
        let impressions = if generation == 1 {
            self.tell_first_hand(key, world, valence, scratch)
        } else {
            let spread = &mut scratch.spreads[valence.index()];
            let draws = Draws { key, audience: Purpose::RetellingAudience, valence };
            match &self.retelling {
                Some(retelling) if !spread.tellers.is_empty() => retelling.telling.tell(&world.network, draws, spread),
                _ => 0,
            }
        };
        let [negative, positive] = &mut scratch.spreads;
        let (spread, other) = match valence {
            Valence::Negative => (negative, positive),
            Valence::Positive => (positive, negative),
        };
        let index = valence.index();
        let reach = spread.listeners.len() as u64;
        heard.impressions[index] += impressions;
        heard.reach[index] += reach;
        if self.told == [true; 2] {
            heard.second[index] += spread.shared_with(&other.known);
        }
        self.choose_tellers(key, valence, generation, spread);
        if impressions > 0 {
            let tellers = spread.tellers.len() as u64;
            scratch.tally.generations[index].push(GenerationTally { tellers, impressions, reach });
        }
    }

    fn tell_first_hand(&self, key: ReplicateKey, world: &World, valence: Valence, scratch: &mut NetworkScratch) -> u64 {
        let NetworkScratch { tally, placed, spreads, .. } = scratch;
        let spread = &mut spreads[valence.index()];
        let draws = Draws { key, audience: Purpose::Audience, valence };
        let mut impressions = 0;
        for (index, (group, telling)) in self.outcomes.groups().iter().zip(&self.telling).enumerate() {
            let Some(telling) = telling.as_ref().filter(|_| group.outcome.valence() == valence) else { continue };
            placed.write_group(index, &mut spread.tellers);
            let told = telling.tell(&world.network, draws, spread);
            tally.groups[index].impressions = told;
            impressions += told;
        }
        impressions
    }

    /// The listeners of `generation` who retell become the tellers.
    fn choose_tellers(&self, key: ReplicateKey, valence: Valence, generation: u32, spread: &mut Spread) {
        let streams = key.people(Purpose::Retelling, valence.index() as u64);
        match &self.retelling {
            Some(retelling) if generation < retelling.last => {
                let rate = retelling.rate * libm::pow(retelling.decay, f64::from(generation - 1));
                spread.advance((rate < 1.0).then_some(|person| streams.uniform(person) < rate));
            }
            _ => spread.advance(Some(|_| false)),
        }
    }

    /// Writes the metrics of telling; gives the people by the valence that they heard first.
    fn record(&self, scratch: &mut NetworkScratch, mut heard: Heard) -> damage::Listeners {
        let NetworkScratch { tally, placed, customers, spreads, .. } = scratch;
        if self.told == [true; 2] {
            // Satisfied customers bear the mark of the positive reach, but are not of it.
            let satisfied = &placed.people[customers.dissatisfied as usize..];
            let reached = satisfied.iter().filter(|&&person| spreads[0].known.contains(person)).count();
            heard.second[0] -= reached as u64;
        }
        let [negative, positive] = heard.reach;
        let mut set = |metric: Metric, value| tally.counts[metric.index()] = value;
        set(Metric::Impressions, heard.impressions[0]);
        set(Metric::Reach, negative);
        set(Metric::Overlap, heard.impressions[0] - negative);
        set(Metric::Ambivalent, heard.second[0] + heard.second[1]);
        set(Metric::Aware, customers.dissatisfied + negative);
        set(Metric::PositiveImpressions, heard.impressions[1]);
        set(Metric::PositiveReach, positive);
        let tellers = tally.generations[0].iter().map(|generation| generation.tellers).sum();
        tally.counts[Metric::Tellers.index()] = tellers;
        damage::Listeners { deterrable: negative - heard.second[0], winnable: positive - heard.second[1] }
    }
}

impl NetworkScratch {
    /// Whether more people were let down in the last replicate than the network has, so that their number was cut.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut
    }
}

/// What has been heard so far, by valence.
#[derive(Clone, Copy, Debug, Default)]
struct Heard {
    impressions: [u64; 2],
    reach: [u64; 2],
    /// People who had heard the other valence before (in the same generation: negative before positive).
    second: [u64; 2],
}

fn worlds(placement: &Placement, networks: &[Arc<Network>]) -> Result<Vec<World>, NetworkEngineError> {
    if networks.is_empty() {
        return Err(NetworkEngineError::NoNetwork);
    }
    let world =
        |network: &Arc<Network>| Ok(World { order: Order::new(placement, network)?, network: Arc::clone(network) });
    networks.iter().map(world).collect()
}

fn retelling(parameters: &Parameters, gap: Option<&ServiceGap>) -> Result<Option<Retelling>, ModelError> {
    let retelling = &parameters.retelling;
    let telling = Telling::new(&retelling.audience, gap).map_err(ModelError::RetellingAudience)?;
    let last = match retelling.generations {
        Generations::UpTo(last) => last,
        Generations::Unlimited => u32::MAX,
    };
    let (rate, decay) = (retelling.rate.get(), retelling.decay.get());
    Ok(telling.filter(|_| rate > 0.0 && last > 1).map(|telling| Retelling { rate, decay, telling, last }))
}
