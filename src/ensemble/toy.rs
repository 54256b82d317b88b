//! A small model for the tests: each tally is a plain function of the replicate's key.

use rand::RngExt;

use super::Simulate;
use crate::model::{GenerationTally, GroupTally, Tally};
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::Metric;

/// How many silent customers the toy has room for.
pub(super) const ROOM: u64 = 50;

#[derive(Clone, Debug)]
pub(super) struct Toy {
    /// The voice rate: silent customers are geometric with this chance.
    pub(super) rate: f64,
    pub(super) price: f64,
    pub(super) complaints: Complaints,
    pub(super) groups: usize,
    pub(super) satisfied: bool,
    pub(super) fails: fn(u64) -> bool,
    pub(super) graphs: u64,
    /// Whether a replicate has more generations than can be kept.
    pub(super) endless: fn(u64) -> bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Complaints {
    Fixed(u64),
    /// Uniform from 0 to this number.
    UpTo(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failure;

/// 26 silent customers behind one complaint, 10 listeners each.
pub(super) fn toy() -> Toy {
    Toy {
        rate: 1.0 / 27.0,
        price: 0.1,
        complaints: Complaints::Fixed(1),
        groups: 2,
        satisfied: false,
        fails: |_| false,
        graphs: 1,
        endless: |_| false,
    }
}

impl Toy {
    pub(super) fn tally(&self, key: ReplicateKey) -> Tally {
        let mut stream = key.stream(Purpose::Experience, 0);
        let uniform = |stream: &mut crate::random::Stream| 1.0 - stream.random::<f64>();
        let silent = (libm::log(uniform(&mut stream)) / libm::log1p(-self.rate)) as u64;
        let complaints = match self.complaints {
            Complaints::Fixed(number) => number,
            Complaints::UpTo(most) => stream.random_range(0..=most),
        };
        let mut tally = Tally::default();
        for (metric, value) in [
            (Metric::Complaints, complaints),
            (Metric::Silent, silent),
            (Metric::Dissatisfied, silent + complaints),
            (Metric::Reach, 10 * silent),
            (Metric::Impressions, 10 * silent),
            (Metric::Aware, 11 * silent + complaints),
            (Metric::ProspectsWon, 100_000_000 + silent * 12_345),
        ] {
            tally.counts[metric.index()] = value;
        }
        tally.cost = complaints as f64 * 15.0;
        tally.revenue_lost = (silent as f64 - 20.0) * self.price;
        let mut listeners = 10 * silent;
        for _ in 0..silent / 8 {
            // A long, thin chain: some go beyond the generations that have columns.
            tally.generations[1].push(GenerationTally { tellers: 1, impressions: silent, reach: complaints });
        }
        if (self.endless)(key.replicate) {
            tally.generations[1].resize(1 << 15, GenerationTally::default());
        }
        while listeners > 0 {
            tally.generations[0].push(GenerationTally { tellers: listeners / 3, impressions: listeners, reach: 1 });
            listeners /= 3;
        }
        let group = |place| GroupTally { customers: silent / (place + 1), impressions: silent, customers_lost: place };
        tally.groups = (0..self.groups as u64).map(group).collect();
        tally
    }
}

impl Simulate for Toy {
    type Scratch = Tally;
    type Error = Failure;

    fn scratch(&self) -> Tally {
        Tally::default()
    }

    fn tally(scratch: &Tally) -> &Tally {
        scratch
    }

    fn defines(&self, metric: Metric) -> bool {
        metric != Metric::Satisfied || self.satisfied
    }

    fn group_count(&self) -> usize {
        self.groups
    }

    fn graphs(&self) -> u64 {
        self.graphs
    }

    fn is_constant(&self, metric: Metric) -> bool {
        metric == Metric::Overlap
    }

    /// There is room for [`ROOM`].
    fn was_cut(scratch: &Tally) -> bool {
        scratch.count(Metric::Silent) > ROOM
    }

    fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &Tally)>,
        scratch: &mut Tally,
    ) -> Result<(), Failure> {
        if let Some((baseline, tally)) = reference {
            assert_eq!(*tally, baseline.tally(key), "the baseline's scratch holds the same replicate");
        }
        *scratch = self.tally(key);
        if (self.fails)(key.replicate) { Err(Failure) } else { Ok(()) }
    }
}
