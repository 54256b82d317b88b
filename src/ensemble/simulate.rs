use crate::model::{Explosion, Model, Scratch, Tally};
use crate::random::ReplicateKey;
use crate::vocabulary::Metric;

/// What the ensemble needs of a model: one replicate at a time, into the buffers of one thread.
#[doc = include_str!("examples/own_model.md")]
pub trait Simulate: Sync {
    /// The buffers of one thread.
    type Scratch: Send;
    /// Why a replicate has no result.
    type Error: Send + Sync;

    /// Buffers for one thread.
    fn scratch(&self) -> Self::Scratch;

    /// What the last replicate yielded.
    fn tally(scratch: &Self::Scratch) -> &Tally;

    /// Whether the metric has a value in this model.
    fn defines(&self, metric: Metric) -> bool;

    /// How many groups each tally counts.
    fn group_count(&self) -> usize;

    /// How many ticks each tally's timeline has; 0 without a clock.
    fn tick_count(&self) -> usize {
        0
    }

    /// How many networks the replicates take turns on: replicate r is on network r mod this. 1 where there is but one, or
    /// none.
    ///
    /// Above 1 the standard error of a mean is that between networks.
    fn graphs(&self) -> u64 {
        1
    }

    /// Whether the metric has the same value in all replicates, by its closed form: then a mean that has not varied is
    /// taken for precise. `false` where that is not known.
    fn is_constant(&self, _metric: Metric) -> bool {
        false
    }

    /// Whether the mean of impressions is known by formula, and reach and aware go with them without being known from them: they
    /// are then seen side by side ([`super::Regression`]).
    fn has_control(&self) -> bool {
        false
    }

    /// Whether a replicate takes so little time that a thread draws several before it looks whether others wait.
    fn is_quick(&self) -> bool {
        false
    }

    /// How many periods are summed up one by one beside the whole; 0 where there is a single one.
    fn periods(&self) -> usize {
        0
    }

    /// Whether it is known how many customers are served in each period.
    fn knows_served(&self) -> bool {
        false
    }

    /// What a period of the last replicate yielded, from 0, and how many customers were served in it where that is known.
    fn period(_scratch: &Self::Scratch, _period: usize) -> Option<(&Tally, Option<u64>)> {
        None
    }

    /// Whether more people were let down in the last replicate than there was room for, so that their number was cut.
    fn was_cut(_scratch: &Self::Scratch) -> bool {
        false
    }

    /// Draws replicate `key` into `scratch`. `reference` is the baseline with its scratch after the same replicate,
    /// for a variant that thins what the baseline drew; `None` for the baseline itself.
    ///
    /// # Errors
    /// When the replicate has no result, such as an explosion.
    fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &Self::Scratch)>,
        scratch: &mut Self::Scratch,
    ) -> Result<(), Self::Error>;
}

impl Simulate for Model {
    type Scratch = Scratch;
    type Error = Explosion;

    fn scratch(&self) -> Scratch {
        Model::scratch(self)
    }

    fn tally(scratch: &Scratch) -> &Tally {
        scratch.tally()
    }

    fn defines(&self, metric: Metric) -> bool {
        Model::defines(self, metric)
    }

    fn group_count(&self) -> usize {
        self.groups().len()
    }

    fn tick_count(&self) -> usize {
        self.horizon().map_or(0, |last| last as usize + 1)
    }

    fn graphs(&self) -> u64 {
        Model::graphs(self)
    }

    fn is_constant(&self, metric: Metric) -> bool {
        let expected = self.expected();
        // A count whose mean is 0 is 0.
        expected.std_dev(metric) == Some(0.0) || (metric.is_count() && expected.mean(metric) == Some(0.0))
    }

    fn has_control(&self) -> bool {
        self.parameters().network.is_some() && self.expected().mean(Metric::Impressions).is_some()
    }

    fn is_quick(&self) -> bool {
        self.parameters().network.is_none()
    }

    fn periods(&self) -> usize {
        Model::periods(self)
    }

    fn knows_served(&self) -> bool {
        self.parameters().served().is_some()
    }

    fn period(scratch: &Scratch, period: usize) -> Option<(&Tally, Option<u64>)> {
        scratch.period(period)
    }

    fn was_cut(scratch: &Scratch) -> bool {
        scratch.was_cut()
    }

    fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &Scratch)>,
        scratch: &mut Scratch,
    ) -> Result<(), Explosion> {
        Model::replicate(self, key, reference, scratch)
    }
}

/// What is lent draws as its owner does.
impl<M: Simulate> Simulate for &M {
    type Scratch = M::Scratch;
    type Error = M::Error;

    fn scratch(&self) -> M::Scratch {
        M::scratch(self)
    }

    fn tally(scratch: &M::Scratch) -> &Tally {
        M::tally(scratch)
    }

    fn defines(&self, metric: Metric) -> bool {
        M::defines(self, metric)
    }

    fn group_count(&self) -> usize {
        M::group_count(self)
    }

    fn tick_count(&self) -> usize {
        M::tick_count(self)
    }

    fn graphs(&self) -> u64 {
        M::graphs(self)
    }

    fn is_constant(&self, metric: Metric) -> bool {
        M::is_constant(self, metric)
    }

    fn has_control(&self) -> bool {
        M::has_control(self)
    }

    fn is_quick(&self) -> bool {
        M::is_quick(self)
    }

    fn periods(&self) -> usize {
        M::periods(self)
    }

    fn knows_served(&self) -> bool {
        M::knows_served(self)
    }

    fn period(scratch: &M::Scratch, period: usize) -> Option<(&Tally, Option<u64>)> {
        M::period(scratch, period)
    }

    fn was_cut(scratch: &M::Scratch) -> bool {
        M::was_cut(scratch)
    }

    fn replicate(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &M::Scratch)>,
        scratch: &mut M::Scratch,
    ) -> Result<(), M::Error> {
        M::replicate(self, key, reference.map(|(model, scratch)| (*model, scratch)), scratch)
    }
}
