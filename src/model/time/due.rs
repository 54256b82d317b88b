//! When people of several starts are heard, as one law of ticks.

use super::delay::Falling;
use super::rows::ALL_TICKS;
use super::split::{Fallen, split};
use crate::model::audience::Mixing;
use crate::quantity::Probability;
use crate::random::{
    BinomialDraw, Purpose, ReplicateKey, StreamKey, coupled_binomial, ln_gamma_draw, nested_entity, quick_binomial,
};

/// What is left over of all by rounding.
const NOTHING: f64 = 1e-13;

/// What people who start on several ticks tell, by the tick on which it is heard: weights.
///
/// A Poisson sum is independent counts by start and tick, and so it is by tick alone: given their sum a multinomial law whose
/// chances go with the weights. A negative binomial one is a Poisson sum given a gamma number of each start; the sum of those
/// and their shares are independent.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    by_tick: Vec<f64>,
    /// What is never told, too.
    all: f64,
}

impl Due {
    pub(super) fn clear(&mut self, horizon: usize) {
        self.all = 0.0;
        self.by_tick.clear();
        self.by_tick.resize(horizon + 1, 0.0);
    }

    /// Adds those who start on `start`, who tell without end.
    pub(super) fn add(&mut self, start: usize, weight: f64, telling: &[f64]) {
        self.all += weight;
        for (due, p) in self.by_tick[start..].iter_mut().zip(telling) {
            *due += weight * p;
        }
    }

    /// Adds those of several starts, each of its weight, who tell without end.
    pub(super) fn add_all(&mut self, starts: &[(usize, u64)], weights: &[f64], telling: &[f64]) {
        for (&(start, _), &weight) in starts.iter().zip(weights) {
            self.add(start, weight, telling);
        }
    }

    /// Adds those who start on `start`, of whom `open` still tell so many ticks later.
    pub(super) fn add_open(&mut self, start: usize, weight: f64, open: &[f64], telling: &[f64]) {
        self.all += weight;
        for ((due, p), open) in self.by_tick[start..].iter_mut().zip(telling).zip(open) {
            *due += open * p;
        }
    }

    /// Splits what they tell together over the ticks: counts and chances are appended to `out`.
    pub(super) fn split(
        &self,
        key: StreamKey,
        told: u64,
        reference: Option<Fallen<'_>>,
        (counts, hazards): (&mut Vec<u64>, &mut Vec<Probability>),
    ) {
        let from = hazards.len();
        self.hazards(hazards);
        split(key, told, Falling { hazards: &hazards[from..], until: &[] }, reference, counts);
    }

    /// The chance of each tick for what is not told before it, appended to `out`.
    ///
    /// From the first tick on, so that what comes later moves nothing before it.
    fn hazards(&self, out: &mut Vec<Probability>) {
        let mut left = self.all;
        let least = NOTHING * self.all;
        out.extend(self.by_tick.iter().map(|&due| {
            if due == 0.0 {
                return Probability::ZERO;
            }
            let hazard = if left - due <= least { Probability::ONE } else { Probability::clamped(due / left) };
            left -= due;
            hazard
        }));
    }
}

/// The weights of those of several starts in what they tell together, by start; only their ratios count.
pub(super) fn weigh(mixing: Mixing, key: ReplicateKey, entity: u64, starts: &[(usize, u64)], out: &mut Vec<f64>) {
    out.clear();
    match mixing {
        Mixing::Even => out.extend(starts.iter().map(|(_, people)| *people as f64)),
        Mixing::Gamma { shape } => {
            // By logarithms: where the shape is small most of the numbers are too small for a float.
            out.extend(starts.iter().map(|&(start, people)| {
                let mut stream = key.stream(Purpose::Weight, nested_entity(entity, start as u64));
                ln_gamma_draw(&mut stream, shape * people as f64)
            }));
            let most = out.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for weight in out {
                *weight = libm::exp(*weight - most);
            }
        }
    }
}

/// Those of one start by how long they tell: of a weight of `whole`, how much is still told after so many ticks.
///
/// `early`: after how many ticks how many end, rising and each fewer than `ticks`; `people`: all who start.
pub(super) struct Ends<'a> {
    pub(super) people: u64,
    pub(super) early: &'a [(usize, u64)],
    pub(super) ticks: usize,
}

impl Ends<'_> {
    pub(super) fn open(
        &self,
        mixing: Mixing,
        (key, entity): (ReplicateKey, u64),
        whole: f64,
        weights: &mut Vec<f64>,
        open: &mut Vec<f64>,
    ) {
        let ended: u64 = self.early.iter().map(|(_, people)| people).sum();
        let never = (self.ticks, self.people - ended);
        let all: Vec<(usize, u64)> = self.early.iter().copied().chain((never.1 > 0).then_some(never)).collect();
        weigh(mixing, key, nested_entity(entity, ALL_TICKS as u64), &all, weights);
        let scale = whole / weights.iter().sum::<f64>();
        open.clear();
        open.resize(self.ticks, 0.0);
        // From the end, so that what is left is a sum and no difference.
        let (mut left, mut tick) = (0.0, self.ticks);
        for (&(end, _), weight) in all.iter().zip(weights.iter()).rev() {
            open[end..tick].fill(left * scale);
            tick = end;
            left += weight;
        }
        open[..tick].fill(left * scale);
    }
}

/// What waits and what falls on each tick, in turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waited<'a> {
    pub(super) chance: Probability,
    pub(super) counts: &'a [u64],
}

/// Draws what is told on each tick of what waits to be told with the same `chance` on each, however long it has waited;
/// `told`: how much comes on which tick, rising. Appends how much waits and how much of it is told, tick by tick.
pub(super) fn wait(
    key: StreamKey,
    told: &[(usize, u64)],
    (chance, horizon): (Probability, usize),
    reference: Option<Waited<'_>>,
    out: &mut Vec<u64>,
) {
    let mut stream = if reference.is_some() { key.bridge() } else { key.open() };
    let (mut waiting, mut coming) = (0_u64, told.iter().peekable());
    for tick in 0..=horizon {
        while let Some((_, more)) = coming.next_if(|(start, _)| *start == tick) {
            waiting = waiting.saturating_add(*more);
        }
        if waiting == 0 && coming.peek().is_none() {
            return;
        }
        let drawn = reference.and_then(|reference| {
            let &[n, successes] = reference.counts.get(2 * tick..2 * tick + 2)? else { return None };
            Some(BinomialDraw { n, p: reference.chance, successes })
        });
        let now = match drawn {
            Some(drawn) => coupled_binomial(&mut stream, drawn, waiting, chance),
            None => quick_binomial(&mut stream, waiting, chance),
        };
        out.extend([waiting, now]);
        waiting -= now;
    }
}

/// What is told on each tick, of what [`wait`] has appended.
pub(super) fn told_by_tick(counts: &[u64]) -> impl Iterator<Item = u64> {
    counts.chunks_exact(2).map(|counts| counts[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::rows::Rows;
    use crate::random::exact::Exact;

    const TELLING: [f64; 4] = [0.4, 0.3, 0.2, 0.1];

    #[test]
    fn what_starts_together_has_the_hazards_of_its_delay() {
        let mut due = Due::default();
        due.clear(5);
        due.add(2, 7.0, &TELLING);
        let mut hazards = Vec::new();
        due.hazards(&mut hazards);
        let expected = [0.0, 0.0, 0.4, 0.5, 2.0 / 3.0, 1.0];
        for (hazard, expected) in hazards.iter().zip(expected) {
            assert!((hazard.get() - expected).abs() < 1e-14, "{hazards:?}");
        }
    }

    #[test]
    fn who_has_stopped_tells_no_more() {
        let people = Ends { people: 10, early: &[(0, 1), (2, 3)], ticks: 4 };
        let key = ReplicateKey { seed: 3, replicate: 0 };
        let (mut weights, mut open) = (Vec::new(), Vec::new());
        people.open(Mixing::Even, (key, 0), 10.0, &mut weights, &mut open);
        assert_eq!(open, [9.0, 9.0, 6.0, 6.0]);
        people.open(Mixing::Gamma { shape: 0.01 }, (key, 0), 2.0, &mut weights, &mut open);
        assert!(open[0] <= 2.0 && open.is_sorted_by(|one, other| one >= other) && open[3] >= 0.0);
    }

    #[test]
    fn what_waits_is_told_by_the_law_of_its_delays() {
        let chance = Probability::clamped(0.3);
        let slower = Probability::clamped(0.2);
        let told = [(1, 6), (3, 4)];
        let draws: Vec<[Vec<u64>; 2]> = (0..40_000)
            .map(|replicate| {
                let key = ReplicateKey { seed: 5, replicate }.stream_key(Purpose::Telling, 0);
                let (mut baseline, mut own) = (Vec::new(), Vec::new());
                wait(key, &[(0, 5), (3, 9)], (slower, 5), None, &mut baseline);
                let reference = Waited { chance: slower, counts: &baseline };
                wait(key, &told, (chance, 5), Some(reference), &mut own);
                [baseline, own]
            })
            .collect();
        let now = |place: usize, tick: usize| draws.iter().map(move |rows| rows[place][2 * tick + 1]);
        Exact::binomial(5, 0.2).assert_fits(now(0, 0));
        Exact::binomial(6, 0.3 * 0.7).assert_fits(now(1, 2));
        // Two of the six ticks have passed for the first, none for the others.
        let both = Exact::binomial(6, 0.3 * 0.49).plus(&Exact::binomial(4, 0.3));
        both.assert_fits(now(1, 3));
        assert!(draws.iter().all(|rows| rows[1][0] == 0 && rows[1][1] == 0), "nothing has come yet");
    }

    #[test]
    fn a_negative_binomial_sum_is_dealt_out_as_its_parts_are_drawn() {
        // Of three tellers on one tick and one on the next: what the one told is beta-binomial given the sum, so that alone it
        // has its own law.
        let sampler = crate::model::AudienceSampler::new(&crate::model::Audience::NegativeBinomial {
            mean: 2.0,
            dispersion: 0.4,
        })
        .expect("an audience");
        let mixing = sampler.mixing().expect("gamma");
        let told = (0..40_000).map(|replicate| {
            let key = ReplicateKey { seed: 6, replicate };
            let (mut due, mut weights, mut rows) = (Due::default(), Vec::new(), Rows::default());
            due.clear(1);
            weigh(mixing, key, 0, &[(0, 3), (1, 1)], &mut weights);
            due.add(0, weights[0], &[1.0]);
            due.add(1, weights[1], &[1.0]);
            let all = sampler.sum(&mut key.stream(Purpose::Audience, 0), 4, &mut crate::model::Parts::default());
            let (_, counts, hazards) = rows.next_mixed(0);
            due.split(key.stream_key(Purpose::Telling, 0), all, None, (counts, hazards));
            rows.close().get(1).copied().unwrap_or(0)
        });
        Exact::negative_binomial(2.0, 0.4).assert_fits(told);
    }
}
