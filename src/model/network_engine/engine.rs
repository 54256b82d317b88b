use std::sync::Arc;

use super::NetworkEngineError;
use super::at_once::AtOnce;
use super::memory::Memory;
use super::placement::Order;
use super::scratch::NetworkScratch;
use super::telling::Telling;
use super::timed::{self, TimedNetwork};
use crate::model::cancel::{Cancel, Early};
use crate::model::customers::{CustomerCounts, CustomerStages};
use crate::model::experience::Experience;
use crate::model::frame::{Frame, Move};
use crate::model::retelling::Retelling;
use crate::model::service::ServiceGap;
use crate::model::time::Clock;
use crate::model::witness::Witness;
use crate::model::{GroupTally, ModelError, Parameters, Placement};
use crate::network::Network;
use crate::random::ReplicateKey;
use crate::vocabulary::Valence;

/// A scenario with a network, compiled.
#[derive(Clone, Debug)]
pub(crate) struct NetworkEngine {
    frame: Frame,
    /// How each group tells; `None`: they tell nobody.
    telling: Vec<Option<Telling>>,
    /// How retellers tell; `None`: nobody.
    retelling: Retelling<Option<Telling>>,
    worlds: Vec<World>,
    /// By valence, whether anybody can ever tell.
    told: [bool; 2],
    clock: Option<Clock>,
}

/// A network and who of its people are the customers.
#[derive(Clone, Debug)]
struct World {
    network: Arc<Network>,
    order: Order,
}

type Reference<'a> = Option<(&'a NetworkEngine, &'a NetworkScratch)>;

/// What a period takes over from those before it.
#[derive(Debug, Default)]
pub(crate) struct Before<'a> {
    /// Stages 1 to 3 in place of those of the model.
    pub(crate) serving: Option<CustomerStages>,
    /// Who left and who knows; what the period adds is written into it. `None`: a single period is all there is.
    pub(crate) memory: Option<&'a mut Memory>,
}

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
        let frame = Frame::new(parameters, gap)?;
        let telling = frame
            .outcomes
            .audiences(parameters)
            .map(|(group, audience)| Telling::new(audience, gap).map_err(|error| group.audience_error(error)))
            .collect::<Result<Vec<_>, _>>()?;
        let retelling = &parameters.retelling;
        let retold = Telling::new(&retelling.audience, gap).map_err(ModelError::RetellingAudience)?;
        let mut engine = Self {
            frame,
            telling,
            retelling: Retelling::new(retelling, retold),
            worlds: worlds(&placement(parameters), networks).map_err(ModelError::Network)?,
            told: [false; 2],
            clock: parameters.time.as_ref().map(Clock::new).transpose()?,
        };
        engine.check().map_err(ModelError::Network)?;
        Ok(engine)
    }

    /// Moves to another point of the same shape; after an error some of it has moved.
    pub(crate) fn retune(&mut self, to: &Move<'_>, gap: Option<&ServiceGap>) -> Result<(), ModelError> {
        self.frame.retune(to, gap)?;
        for (group, telling) in self.frame.outcomes.groups().iter().zip(&mut self.telling) {
            if let Some(audience) = to.other_audience(group) {
                *telling = Telling::new(audience, gap).map_err(|error| group.audience_error(error))?;
            }
        }
        let retelling = &to.after.retelling;
        self.retelling.retune(retelling);
        if to.needs(&to.before.retelling.audience, &retelling.audience) {
            self.retelling.telling = Telling::new(&retelling.audience, gap).map_err(ModelError::RetellingAudience)?;
        }
        if to.time {
            self.clock = to.after.time.as_ref().map(Clock::new).transpose()?;
        }
        if to.before.network != to.after.network {
            let networks: Vec<Arc<Network>> = self.worlds.iter().map(|world| Arc::clone(&world.network)).collect();
            self.worlds = worlds(&placement(to.after), &networks).map_err(ModelError::Network)?;
        }
        self.check().map_err(ModelError::Network)
    }

    /// Whether the customers fit into every network, and everybody can tell there; makes what they need for it.
    fn check(&mut self) -> Result<(), NetworkEngineError> {
        // What is drawn is cut where it does not fit; what is said must fit.
        let said = match self.frame.stages.experience() {
            Experience::Observed { complaints, .. } => complaints,
            Experience::ObservedFixed { complaints, silent } => complaints.saturating_add(silent),
            Experience::Known { dissatisfied } => dissatisfied,
            Experience::Served { served, .. } => served,
        };
        let customers = self.frame.stages.served_beside_complaints().unwrap_or(said);
        for world in &self.worlds {
            let people = world.order.capacity(&world.network);
            if customers > people {
                return Err(NetworkEngineError::TooManyCustomers { customers, people });
            }
        }
        // Who never retells needs nothing to do so with.
        let happens = self.retelling.happens();
        let retelling = self.retelling.telling.as_mut().filter(|_| happens);
        for telling in self.telling.iter_mut().flatten().chain(retelling) {
            telling.prepare(self.worlds.iter().map(|world| &*world.network))?;
        }
        let groups = || self.frame.outcomes.groups().iter().zip(&self.telling);
        self.told = Valence::ALL
            .map(|valence| groups().any(|(group, telling)| group.outcome.valence() == valence && telling.is_some()));
        Ok(())
    }

    pub(crate) fn frame(&self) -> &Frame {
        &self.frame
    }

    /// How a group tells; `None`: they tell nobody.
    pub(super) fn telling_of(&self, group: usize) -> Option<&Telling> {
        self.telling[group].as_ref()
    }

    /// The chance that a first-hand listener retells.
    pub(super) fn retelling_rate(&self) -> f64 {
        if self.retelling.happens() { self.retelling.rate() } else { 0.0 }
    }

    /// Whether any listener ever tells anybody.
    pub(super) fn retells(&self) -> bool {
        self.retelling.happens() && self.retelling.telling.is_some()
    }

    /// Whether anybody can ever tell in this sense.
    pub(crate) fn can_tell(&self, valence: Valence) -> bool {
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

    /// The most customers on the network of a replicate.
    pub(crate) fn capacity_in(&self, replicate: u64) -> u64 {
        let world = &self.worlds[(replicate % self.worlds.len() as u64) as usize];
        world.order.capacity(&world.network)
    }

    /// The people of the largest network.
    pub(crate) fn most_people(&self) -> u32 {
        self.worlds.iter().map(|world| world.network.people()).max().unwrap_or(0)
    }

    /// The number of people, where everybody may tell everybody.
    pub(crate) fn well_mixed(&self) -> Option<u32> {
        let network = &self.worlds.first()?.network;
        network.is_well_mixed().then(|| network.people())
    }

    pub(crate) fn scratch(&self) -> NetworkScratch {
        let mut scratch = NetworkScratch::default();
        self.fit(&mut scratch);
        scratch
    }

    /// Makes the buffers of another model those of this one.
    pub(crate) fn fit(&self, scratch: &mut NetworkScratch) {
        scratch.tally.groups.resize_with(self.frame.outcomes.groups().len(), GroupTally::default);
        // A clock fills it anew, without one nobody does.
        scratch.tally.timeline.clear();
    }

    /// Draws one replicate, in step with `reference`, after what was `before`: what a person does is a function of the
    /// replicate and the person.
    ///
    /// # Errors
    /// When the replicate passes `max_people`, or is cancelled.
    pub(crate) fn replicate<C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
        before: Before<'_>,
        reference: Reference<'_>,
        scratch: &mut NetworkScratch,
        cancel: C,
        witness: &mut W,
    ) -> Result<(), Early<C::Sign>> {
        let world = &self.worlds[(key.replicate % self.worlds.len() as u64) as usize];
        let Before { serving, mut memory } = before;
        scratch.serving = serving;
        self.place(key, world, memory.as_deref(), reference, scratch);
        let listeners = match &self.clock {
            None => {
                let stages = AtOnce {
                    frame: &self.frame,
                    telling: &self.telling,
                    retelling: &self.retelling,
                    told: self.told,
                    network: &world.network,
                };
                stages.draw(key, memory.as_deref_mut(), scratch, cancel, witness)?
            }
            Some(clock) => {
                let input = TimedNetwork {
                    clock,
                    outcomes: &self.frame.outcomes,
                    telling: &self.telling,
                    retelling: &self.retelling,
                    network: &world.network,
                    max_people: self.frame.max_people,
                };
                let NetworkScratch { placed, timed, tally, .. } = &mut *scratch;
                timed::draw(&input, key, placed, (timed, tally), cancel, witness)?
            }
        };
        let frame = &self.frame;
        frame.damage.draw(
            key,
            listeners,
            &frame.outcomes,
            reference.map(|(engine, scratch)| (&engine.frame.damage, &engine.frame.outcomes, &scratch.damage)),
            &mut scratch.damage,
            &mut scratch.tally,
        );
        if let Some(memory) = memory {
            let NetworkScratch { tally, placed, customers, .. } = scratch;
            memory.lived(&placed.people, customers.dissatisfied);
            let lost = |group: usize| tally.groups[group].customers_lost;
            memory.leave(key, lost, placed.first(customers.dissatisfied));
        }
        Ok(())
    }

    /// The clock, where there is one.
    pub(super) fn clock(&self) -> Option<&Clock> {
        self.clock.as_ref()
    }

    /// Stages 1 to 3, and who of the network the customers are.
    fn place(
        &self,
        key: ReplicateKey,
        world: &World,
        memory: Option<&Memory>,
        reference: Reference<'_>,
        scratch: &mut NetworkScratch,
    ) {
        let NetworkScratch { serving, customers, placed, spreads: [negative, positive], .. } = scratch;
        let stages = serving.as_ref().unwrap_or(&self.frame.stages);
        let people = world.network.people();
        negative.clear(people, &placed.people);
        // Only who told of the good leaves marks to clear.
        if self.told[Valence::Positive.index()] || positive.is_marked() {
            positive.clear(people, &placed.people);
        }
        *customers = CustomerCounts::default();
        let frame = &self.frame;
        stages.draw_experience(
            key,
            reference.map(|(engine, scratch)| {
                (scratch.serving.as_ref().unwrap_or(&engine.frame.stages), &scratch.customers)
            }),
            customers,
        );
        let drawn = *customers;
        let gone = memory.map_or(0, Memory::gone);
        let room = world.order.capacity(&world.network) - gone;
        scratch.cut = customers.dissatisfied > room || stages.was_cut(customers);
        customers.dissatisfied = customers.dissatisfied.min(room);
        customers.satisfied = customers.satisfied.min(room - customers.dissatisfied);
        let count = customers.dissatisfied + customers.satisfied;
        // Those who left are passed over in the order.
        world.order.place(key, &world.network, count + gone, &mut placed.people, &mut negative.known);
        if let Some(memory) = memory {
            memory.without_gone(&mut placed.people, |person| negative.known.take_out(person));
            placed.people.drain(count as usize..).for_each(|person| negative.known.take_out(person));
        }
        for &person in &placed.people[customers.dissatisfied as usize..] {
            negative.known.take_out(person);
        }
        if self.told[Valence::Positive.index()] {
            positive.mark(&placed.people);
        }
        if let Some(memory) = memory {
            for (spread, valence) in [(negative, Valence::Negative), (positive, Valence::Positive)] {
                if self.told[valence.index()] {
                    spread.remember(memory.known(valence));
                }
            }
        }
        placed.decide(key, stages, &frame.outcomes, customers, !world.order.is_random());
        customers.record(&mut scratch.tally.counts);
        // A variant stays in step with what was drawn, not with what was left of it.
        customers.seen = drawn.seen;
        customers.hidden = drawn.hidden;
    }
}

fn worlds(placement: &Placement, networks: &[Arc<Network>]) -> Result<Vec<World>, NetworkEngineError> {
    if networks.is_empty() {
        return Err(NetworkEngineError::NoNetwork);
    }
    let world =
        |network: &Arc<Network>| Ok(World { order: Order::new(placement, network)?, network: Arc::clone(network) });
    networks.iter().map(world).collect()
}

fn placement(parameters: &Parameters) -> Placement {
    parameters.network.as_ref().map_or(Placement::default(), |network| network.placement.clone())
}
