use super::memory::Memory;
use super::scratch::NetworkScratch;
use super::spread::Spread;
use super::telling::{Draws, Telling};
use crate::model::cancel::{Cancel, Early};
use crate::model::frame::Frame;
use crate::model::retelling::Retelling;
use crate::model::witness::{Seat, Witness};
use crate::model::{Explosion, GenerationTally, GroupTally, damage};
use crate::network::Network;
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::{Metric, Valence};

/// Stages 4 to 6 where everything happens at once.
pub(super) struct AtOnce<'a> {
    pub(super) frame: &'a Frame,
    /// How each group tells; `None`: they tell nobody.
    pub(super) telling: &'a [Option<Telling>],
    /// How retellers tell; `None`: nobody.
    pub(super) retelling: &'a Retelling<Option<Telling>>,
    /// By valence, whether anybody can ever tell.
    pub(super) told: [bool; 2],
    pub(super) network: &'a Network,
}

impl AtOnce<'_> {
    /// Draws the stages, after stages 1 to 3 in `scratch`; gives the people by the valence that they heard first.
    ///
    /// # Errors
    /// When the replicate passes `max_people`, or is cancelled.
    pub(super) fn draw<C: Cancel, W: Witness>(
        &self,
        key: ReplicateKey,
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
                    self.tell(key, seat, scratch, &mut heard, cancel);
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

    /// Whether nobody tells any more.
    fn is_through(&self, valence: Valence, scratch: &NetworkScratch) -> bool {
        !self.told[valence.index()] || scratch.spreads[valence.index()].tellers.is_empty()
    }

    /// Writes generation 0 and the sizes of the groups.
    fn begin(&self, scratch: &mut NetworkScratch) {
        let NetworkScratch { tally, placed, .. } = scratch;
        for (group, &customers) in tally.groups.iter_mut().zip(placed.sizes()) {
            *group = GroupTally { customers, ..GroupTally::default() };
        }
        for valence in Valence::ALL {
            let groups = self.frame.outcomes.groups().iter().zip(self.telling).zip(&tally.groups);
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
        mut seat: Seat<'_, W>,
        scratch: &mut NetworkScratch,
        heard: &mut Heard<'_>,
        cancel: C,
    ) {
        let Seat { generation, valence, .. } = seat;
        let impressions = if generation == 1 {
            self.tell_first_hand(key, &mut seat, scratch, cancel)
        } else {
            let spread = &mut scratch.spreads[valence.index()];
            let draws = Draws { key, audience: Purpose::RetellingAudience, valence };
            match &self.retelling.telling {
                Some(telling) if !spread.tellers.is_empty() => {
                    telling.tell(self.network, draws, spread, cancel, &mut seat)
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
        seat: &mut Seat<'_, W>,
        scratch: &mut NetworkScratch,
        cancel: C,
    ) -> u64 {
        let NetworkScratch { tally, placed, spreads, .. } = scratch;
        let valence = seat.valence;
        let spread = &mut spreads[valence.index()];
        let draws = Draws { key, audience: Purpose::Audience, valence };
        let mut impressions = 0;
        for (index, (group, telling)) in self.frame.outcomes.groups().iter().zip(self.telling).enumerate() {
            let Some(telling) = telling.as_ref().filter(|_| group.outcome.valence() == valence) else { continue };
            placed.write_group(index, &mut spread.tellers);
            let told = telling.tell(self.network, draws, spread, cancel, seat);
            tally.groups[index].impressions = told;
            impressions += told;
        }
        impressions
    }

    /// The listeners of `generation` who retell become the tellers.
    fn choose_tellers(&self, key: ReplicateKey, valence: Valence, generation: u32, spread: &mut Spread) {
        let streams = key.people(Purpose::Retelling, valence.index() as u64);
        let retelling = self.retelling;
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
