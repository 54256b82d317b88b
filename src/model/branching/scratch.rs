use rand::RngExt;

use crate::model::audience::Parts;
use crate::model::customers::{CustomerCounts, CustomerStages};
use crate::model::time::TimedScratch;
use crate::model::{Tally, damage};
use crate::quantity::Probability;
use crate::random::Stream;

/// The buffers of one thread for one [`Branching`], and after a replicate what a variant needs to stay in step.
#[derive(Clone, Debug, Default)]
pub(crate) struct BranchingScratch {
    pub(crate) tally: Tally,
    /// Stages 1 to 3, where they are not those of the model: in a later period.
    pub(super) serving: Option<CustomerStages>,
    pub(super) customers: CustomerCounts,
    pub(super) cut: bool,
    /// Customers of each group, outcome after outcome.
    pub(super) group_counts: Vec<u64>,
    pub(super) group_parts: Vec<Parts>,
    /// By valence.
    pub(super) retold: [Retellings; 2],
    pub(super) timed: TimedScratch,
    pub(super) damage: damage::Drawn,
}

/// The generations of listeners of one replicate, from 1; what an earlier replicate left behind them is out of reach.
#[derive(Clone, Debug, Default)]
pub(super) struct Retellings {
    buffers: Vec<Retold>,
    drawn: usize,
}

/// What one generation of listeners did.
#[derive(Clone, Debug, Default)]
pub(super) struct Retold {
    pub(super) listeners: u64,
    pub(super) rate: Probability,
    pub(super) retellers: u64,
    pub(super) parts: Parts,
}

impl Retellings {
    pub(super) fn start(&mut self) {
        self.drawn = 0;
    }

    /// Room for one more generation; it still holds what it held.
    pub(super) fn next(&mut self) -> &mut Retold {
        if self.buffers.len() == self.drawn {
            self.buffers.push(Retold::default());
        }
        self.drawn += 1;
        &mut self.buffers[self.drawn - 1]
    }

    /// A generation, where this replicate went so far.
    pub(super) fn get(&self, index: usize) -> Option<&Retold> {
        self.buffers[..self.drawn].get(index)
    }
}

impl BranchingScratch {
    /// Whether more customers would have been let down in the last replicate than were served.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut
    }

    /// Fills every buffer with what a replicate must not read.
    pub(crate) fn poison(&mut self, stream: &mut Stream) {
        self.tally.poison(stream);
        self.serving = None;
        self.customers = CustomerCounts::poisoned(stream);
        self.group_counts.fill_with(|| stream.random());
        self.group_parts.iter_mut().for_each(|parts| parts.poison(stream));
        for retold in &mut self.retold {
            retold.buffers.resize_with(stream.random_range(1..9), Retold::default);
            retold.drawn = stream.random_range(0..=retold.buffers.len());
            for one in &mut retold.buffers {
                one.listeners = stream.random();
                one.retellers = stream.random();
                one.rate = Probability::clamped(stream.random());
                one.parts.poison(stream);
            }
        }
        self.damage.poison(stream);
        self.timed.poison(stream);
    }
}
