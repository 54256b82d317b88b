use super::context::{Drawing, TimedReference, TimedScratch, TimedStage};
use crate::model::cancel::{Cancel, Early};
use crate::model::customers::CustomerCounts;
use crate::model::{GenerationTally, Tally};
use crate::random::ReplicateKey;
use crate::vocabulary::{Metric, Outcome, Valence};

/// Draws stages 1 to 6 of a replicate in time, from who its customers are; everything is counted up to the horizon.
///
/// Writes all of the tally but stage 7.
///
/// # Errors
/// When it passes `max_people`, or is cancelled.
pub(crate) fn draw<C: Cancel>(
    stage: TimedStage<'_>,
    key: ReplicateKey,
    (customers, groups): (&CustomerCounts, &[u64]),
    reference: Option<TimedReference<'_>>,
    (scratch, tally): (&mut TimedScratch, &mut Tally),
    cancel: C,
) -> Result<(), Early<C::Sign>> {
    scratch.clear(stage.clock.horizon);
    let mut drawing = Drawing { stage, key, reference, scratch, tally, people: 0, tellers: [0; 2], cancel };
    drawing.count(customers.dissatisfied, 0)?;
    drawing.first_hand(customers, groups)?;
    for valence in Valence::ALL {
        let generations = &mut drawing.tally.generations[valence.index()];
        generations.clear();
        let tellers = drawing.tellers[valence.index()];
        generations.push(GenerationTally { tellers, impressions: 0, reach: 0 });
    }
    let ill = drawing.retell(Valence::Negative)?;
    let good = drawing.retell(Valence::Positive)?;
    let tellers = drawing.tellers[Valence::Negative.index()];
    let Drawing { scratch, tally, .. } = drawing;
    scratch.ticks.impressions.clone_from(&scratch.ticks.reach);
    scratch.ticks.record_customers(tally);
    let dissatisfied = tally.counts[Metric::Dissatisfied.index()];
    let satisfied =
        tally.groups[stage.outcomes.range(Outcome::Satisfied)].iter().map(|group| group.customers).sum::<u64>();
    for (metric, count) in [
        (Metric::Satisfied, satisfied),
        (Metric::Tellers, tellers),
        (Metric::Impressions, ill),
        (Metric::Reach, ill),
        (Metric::Overlap, 0),
        (Metric::Ambivalent, 0),
        (Metric::Aware, dissatisfied.saturating_add(ill)),
        (Metric::PositiveImpressions, good),
        (Metric::PositiveReach, good),
    ] {
        tally.counts[metric.index()] = count;
    }
    scratch.ticks.record(tally);
    Ok(())
}
