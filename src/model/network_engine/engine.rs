use std::sync::Arc;

use super::NetworkEngineError;
use super::customers::PlacedCustomers;
use super::memory::Memory;
use super::placement::Order;
use super::spread::Spread;
use super::telling::{Draws, Telling};
use super::timed::{self, TimedNetwork, TimedScratch};
use crate::model::cancel::{Cancel, Early};
use crate::model::customers::{CustomerCounts, CustomerStages, Experience};
use crate::model::frame::{Frame, Move};
use crate::model::retelling::Retelling;
use crate::model::service::ServiceGap;
use crate::model::time::Clock;
use crate::model::witness::{Seat, Witness};
use crate::model::{Explosion, GenerationTally, GroupTally, ModelError, Parameters, Placement, Tally, damage};
use crate::network::Network;
use crate::random::{Purpose, ReplicateKey, Stream};
use crate::vocabulary::{Metric, Valence};

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

/// The buffers of one thread for one [`NetworkEngine`], and after a replicate what it drew.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkScratch {
    pub(crate) tally: Tally,
    /// Stages 1 to 3, where they are not those of the model: in a later period.
    serving: Option<CustomerStages>,
    customers: CustomerCounts,
    placed: PlacedCustomers,
    /// By valence.
    spreads: [Spread; 2],
    damage: damage::Drawn,
    cut: bool,
    timed: TimedScratch,
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
            None => self.at_once(key, world, memory.as_deref_mut(), scratch, cancel, witness)?,
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

    /// Stages 4 to 6 where everything happens at once.
    fn at_once<C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
        world: &World,
        memory: Option<&mut Memory>,
        scratch: &mut NetworkScratch,
        cancel: C,
        witness: &mut W,
    ) -> Result<damage::Listeners, Early<C::Sign>> {
        let mut heard = Heard { memory, ..Heard::default() };
        self.begin(scratch);
        for generation in 1_u32.. {
            for valence in Valence::ALL {
                if self.told[valence.index()] {
                    let seat = Seat { witness: &mut *witness, generation, valence };
                    self.tell(key, world, seat, scratch, &mut heard, cancel);
                    // What was cut short is no replicate.
                    if let Some(sign) = cancel.sign() {
                        return Err(Early::Cancelled(sign));
                    }
                }
            }
            let people = scratch.customers.dissatisfied.saturating_add(heard.reach[0] + heard.reach[1]);
            let max_people = self.frame.max_people;
            if people > max_people {
                return Err(Explosion { replicate: key.replicate, generation, max_people }.into());
            }
            if Valence::ALL.into_iter().all(|valence| self.is_through(valence, scratch)) {
                break;
            }
        }
        Ok(self.record(scratch, heard))
    }

    /// The clock, where there is one.
    pub(super) fn clock(&self) -> Option<&Clock> {
        self.clock.as_ref()
    }

    /// Whether nobody tells any more.
    fn is_through(&self, valence: Valence, scratch: &NetworkScratch) -> bool {
        !self.told[valence.index()] || scratch.spreads[valence.index()].tellers.is_empty()
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

    /// Writes generation 0 and the sizes of the groups.
    fn begin(&self, scratch: &mut NetworkScratch) {
        let NetworkScratch { tally, placed, .. } = scratch;
        for (group, &customers) in tally.groups.iter_mut().zip(placed.sizes()) {
            *group = GroupTally { customers, ..GroupTally::default() };
        }
        for valence in Valence::ALL {
            let groups = self.frame.outcomes.groups().iter().zip(&self.telling).zip(&tally.groups);
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
    fn tell<C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
        world: &World,
        mut seat: Seat<'_, W>,
        scratch: &mut NetworkScratch,
        heard: &mut Heard<'_>,
        cancel: C,
    ) {
        let Seat { generation, valence, .. } = seat;
        let impressions = if generation == 1 {
            self.tell_first_hand(key, world, &mut seat, scratch, cancel)
        } else {
            let spread = &mut scratch.spreads[valence.index()];
            let draws = Draws { key, audience: Purpose::RetellingAudience, valence };
            match &self.retelling.telling {
                Some(telling) if !spread.tellers.is_empty() => {
                    telling.tell(&world.network, draws, spread, cancel, &mut seat)
                }
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
        if let Some(memory) = &mut heard.memory {
            heard.second[index] += memory.hears(valence, &spread.listeners);
        } else if self.told == [true; 2] {
            heard.second[index] += spread.shared_with(&other.known);
        }
        self.choose_tellers(key, valence, generation, spread);
        if impressions > 0 {
            let tellers = spread.tellers.len() as u64;
            scratch.tally.generations[index].push(GenerationTally { tellers, impressions, reach });
        }
    }

    fn tell_first_hand<C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
        world: &World,
        seat: &mut Seat<'_, W>,
        scratch: &mut NetworkScratch,
        cancel: C,
    ) -> u64 {
        let NetworkScratch { tally, placed, spreads, .. } = scratch;
        let valence = seat.valence;
        let spread = &mut spreads[valence.index()];
        let draws = Draws { key, audience: Purpose::Audience, valence };
        let mut impressions = 0;
        for (index, (group, telling)) in self.frame.outcomes.groups().iter().zip(&self.telling).enumerate() {
            let Some(telling) = telling.as_ref().filter(|_| group.outcome.valence() == valence) else { continue };
            placed.write_group(index, &mut spread.tellers);
            let told = telling.tell(&world.network, draws, spread, cancel, seat);
            tally.groups[index].impressions = told;
            impressions += told;
        }
        impressions
    }

    /// The listeners of `generation` who retell become the tellers.
    fn choose_tellers(&self, key: ReplicateKey, valence: Valence, generation: u32, spread: &mut Spread) {
        let streams = key.people(Purpose::Retelling, valence.index() as u64);
        let retelling = &self.retelling;
        if retelling.happens() && retelling.goes_on_after(generation) {
            let rate = retelling.rate() * libm::pow(retelling.decay, f64::from(generation - 1));
            spread.advance((rate < 1.0).then_some(|person| streams.uniform(person) < rate));
        } else {
            spread.advance(Some(|_| false));
        }
    }

    /// Writes the metrics of telling; gives the people by the valence that they heard first.
    fn record(&self, scratch: &mut NetworkScratch, mut heard: Heard<'_>) -> damage::Listeners {
        let NetworkScratch { tally, placed, customers, spreads, .. } = scratch;
        if self.told == [true; 2] && heard.memory.is_none() {
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
        set(Metric::Aware, customers.dissatisfied.saturating_add(negative));
        set(Metric::PositiveImpressions, heard.impressions[1]);
        set(Metric::PositiveReach, positive);
        let tellers = tally.generations[0].iter().map(|generation| generation.tellers).sum();
        tally.counts[Metric::Tellers.index()] = tellers;
        damage::Listeners { deterrable: negative - heard.second[0], winnable: positive - heard.second[1] }
    }
}

impl NetworkScratch {
    /// Fills every buffer with what a replicate must not read. Marks stay those of people in the lists, by which the next
    /// replicate takes them back.
    pub(crate) fn poison(&mut self, stream: &mut Stream) {
        self.tally.poison(stream);
        self.customers = CustomerCounts::poisoned(stream);
        let [negative, positive] = &mut self.spreads;
        negative.take_over(&self.placed.people);
        if positive.is_marked() {
            positive.take_over(&self.placed.people);
        }
        self.placed.poison(stream);
        negative.poison(stream);
        positive.poison(stream);
        self.damage.poison(stream);
        self.timed.poison(stream);
        self.cut = !self.cut;
    }

    /// Whether more people were let down in the last replicate than the network has, so that their number was cut.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut
    }
}

/// What has been heard so far, by valence.
#[derive(Debug, Default)]
struct Heard<'a> {
    impressions: [u64; 2],
    reach: [u64; 2],
    /// People who had heard the other valence before (in the same generation: negative before positive).
    second: [u64; 2],
    /// What was heard in earlier periods and, from here on, in this one.
    memory: Option<&'a mut Memory>,
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
