use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::vocabulary::Metric;

/// What the ensemble needs of a model: one replicate at a time, into the buffers of one thread.
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

    /// How many networks the replicates take turns on: replicate r is on network r mod this. 1 where there is but one, or
    /// none.
    ///
    /// Above 1 the standard error of a mean is that between networks.
    fn graphs(&self) -> u64 {
        1
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
