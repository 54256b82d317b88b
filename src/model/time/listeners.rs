//! Stage 5 in time: who passes on what they heard, and when.

use super::context::{Drawing, sum};
use super::split::split;
use crate::model::GenerationTally;
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
            for (reached, now) in reached.iter_mut().zip(&self.scratch.heard[place]) {
                *reached = reached.saturating_add(*now);
            }
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
        let mut tellers = 0_u64;
        let mut next = std::mem::take(&mut self.scratch.work.next);
        next.clear();
        next.resize(self.stage.clock.horizon + 1, 0);
        for tick in 0..next.len() {
            let listeners = self.scratch.heard[place][tick];
            if listeners > 0 {
                let retell = self.pass_on_from(valence, generation, tick, listeners, rate, &mut next[tick..])?;
                tellers = tellers.saturating_add(retell);
            }
        }
        std::mem::swap(&mut self.scratch.heard[place], &mut next);
        self.scratch.work.next = next;
        Ok(tellers)
    }

    /// What those who heard on one tick pass on, added to `next` by delay; gives how many of them tell.
    fn pass_on_from(
        &mut self,
        valence: Valence,
        generation: u32,
        tick: usize,
        listeners: u64,
        rate: Probability,
        next: &mut [u64],
    ) -> Result<u64, Early<C::Sign>> {
        let id = (valence.index() as u64) << 60 | u64::from(generation) << 20 | tick as u64;
        let then = self.reference.and_then(|reference| Some((reference, reference.scratch.listeners.get(id)?)));
        let entity = nested_entity((valence.index() as u64) << 32 | u64::from(generation), tick as u64);
        let (row, counts) = self.scratch.listeners.next(id);
        (row.people, row.rate) = (listeners, rate);
        let drawn = then.map(|(_, row)| BinomialDraw { n: row.people, p: row.rate, successes: row.tellers });
        row.tellers = coupling::binomial(self.key, Purpose::Retelling, entity, drawn, listeners, rate);
        let tellers = row.tellers;
        let parts = then.map(|(reference, row)| (&reference.stage.retelling.telling, &row.parts));
        let key = self.key.stream_key(Purpose::RetellingAudience, entity);
        row.split = sum(&self.stage.retelling.telling, key, tellers, parts, &mut row.parts, self.cancel)?;
        let hazards = &self.stage.clock.telling.hazards()[..next.len()];
        let then = then
            .map(|(reference, row)| reference.scratch.listeners.fallen(row, reference.stage.clock.telling.hazards()));
        split(self.key.stream_key(Purpose::Telling, entity), row.split, hazards, then, counts);
        for (next, now) in next.iter_mut().zip(self.scratch.listeners.close()) {
            *next = next.saturating_add(*now);
        }
        Ok(tellers)
    }
}
