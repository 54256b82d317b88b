use crate::model::Tally;
use crate::vocabulary::Metric;

/// The counts that are kept by tick.
pub const TIMELINE: [Metric; 6] =
    [Metric::Complaints, Metric::Recovered, Metric::Impressions, Metric::Reach, Metric::Aware, Metric::PositiveReach];

/// What happens on each tick of a replicate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ticks {
    pub(crate) let_down: Vec<u64>,
    pub(crate) complaints: Vec<u64>,
    pub(crate) recovered: Vec<u64>,
    /// Who hears ill, repeats counted.
    pub(crate) impressions: Vec<u64>,
    /// Who hears ill for the first time.
    pub(crate) reach: Vec<u64>,
    /// Who hears good for the first time.
    pub(crate) positive_reach: Vec<u64>,
}

impl Ticks {
    /// Nothing yet, up to the horizon.
    pub(crate) fn clear(&mut self, horizon: usize) {
        for ticks in [
            &mut self.let_down,
            &mut self.complaints,
            &mut self.recovered,
            &mut self.impressions,
            &mut self.reach,
            &mut self.positive_reach,
        ] {
            ticks.clear();
            ticks.resize(horizon + 1, 0);
        }
    }

    /// Writes the counts of customers but for the satisfied.
    pub(crate) fn record_customers(&self, tally: &mut Tally) {
        let sum = |ticks: &[u64]| ticks.iter().sum::<u64>();
        let (dissatisfied, complaints) = (sum(&self.let_down), sum(&self.complaints));
        let recovered = sum(&self.recovered);
        for (metric, count) in [
            (Metric::Complaints, complaints),
            (Metric::Dissatisfied, dissatisfied),
            (Metric::Silent, dissatisfied - complaints),
            (Metric::Unresolved, complaints - recovered),
            (Metric::Recovered, recovered),
        ] {
            tally.counts[metric.index()] = count;
        }
    }

    /// Writes the timeline, and the metrics that are read off it.
    pub(crate) fn record(&self, tally: &mut Tally) {
        tally.timeline.clear();
        let mut sums = [0_u64; 6];
        let mut let_down = 0_u64;
        for tick in 0..self.let_down.len() {
            let_down = let_down.saturating_add(self.let_down[tick]);
            let now = [
                self.complaints[tick],
                self.recovered[tick],
                self.impressions[tick],
                self.reach[tick],
                0,
                self.positive_reach[tick],
            ];
            for (sum, now) in sums.iter_mut().zip(now) {
                *sum = sum.saturating_add(now);
            }
            sums[4] = let_down.saturating_add(sums[3]);
            tally.timeline.push(sums);
        }
        let [first_complaint, half] = marks(&tally.timeline);
        tally.counts[Metric::AwareAtFirstComplaint.index()] = first_complaint;
        tally.counts[Metric::TicksToHalf.index()] = half;
    }
}

/// Who know at the first complaint, and the tick by which half of those who ever hear have heard.
fn marks(timeline: &[[u64; 6]]) -> [u64; 2] {
    let [_, _, _, ever, _, _] = timeline.last().copied().unwrap_or_default();
    let first = timeline.iter().find(|[complaints, ..]| *complaints > 0);
    let half = timeline.iter().position(|[_, _, _, reach, _, _]| *reach >= ever.div_ceil(2)).filter(|_| ever > 0);
    [first.map_or(Metric::ABSENT, |[.., aware, _]| *aware), half.map_or(Metric::ABSENT, |tick| tick as u64)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_off_the_timeline() {
        let mut ticks = Ticks::default();
        ticks.clear(4);
        ticks.let_down[0] = 3;
        ticks.reach = vec![1, 0, 2, 0, 2];
        ticks.complaints[2] = 1;
        let mut tally = Tally::default();
        ticks.record(&mut tally);
        assert_eq!(tally.value(Metric::AwareAtFirstComplaint), Some(6.0));
        assert_eq!(tally.value(Metric::TicksToHalf), Some(2.0), "3 of 5 are the half at last");
        assert_eq!(tally.timeline[4], [1, 0, 0, 5, 8, 0]);
        ticks.clear(4);
        ticks.record(&mut tally);
        assert_eq!(tally.value(Metric::AwareAtFirstComplaint), None);
        assert_eq!(tally.value(Metric::TicksToHalf), None);
    }
}
