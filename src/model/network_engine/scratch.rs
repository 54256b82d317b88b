use super::customers::PlacedCustomers;
use super::spread::Spread;
use super::timed::TimedScratch;
use crate::model::customers::{CustomerCounts, CustomerStages};
use crate::model::{Tally, damage};
use crate::random::Stream;

/// The buffers of one thread for one [`NetworkEngine`], and after a replicate what it drew.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkScratch {
    pub(crate) tally: Tally,
    /// Stages 1 to 3, where they are not those of the model: in a later period.
    pub(super) serving: Option<CustomerStages>,
    pub(super) customers: CustomerCounts,
    pub(super) placed: PlacedCustomers,
    /// By valence.
    pub(super) spreads: [Spread; 2],
    pub(super) damage: damage::Drawn,
    pub(super) cut: bool,
    pub(super) timed: TimedScratch,
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
