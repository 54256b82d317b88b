use rand::RngExt;

use crate::random::Stream;
use crate::vocabulary::Metric;

/// What one replicate of one model yields. Reused from replicate to replicate.
#[doc = include_str!("examples/replicates.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// The value of every count metric, by [`Metric::index`]; 0 at the others and where a metric is undefined,
    /// [`Metric::ABSENT`] where this replicate has no value.
    pub counts: [u64; Metric::COUNT],
    /// `revenue_lost`, in the currency.
    pub revenue_lost: f64,
    /// `cost`, in the currency.
    pub cost: f64,
    /// By [`crate::vocabulary::Valence::index`], then generation from 0; generations beyond the end are absent.
    pub generations: [Vec<GenerationTally>; 2],
    /// One for each of [`super::Model::groups`], in that order.
    pub groups: Vec<GroupTally>,
    /// With a clock, by tick from 0: the counts of [`super::TIMELINE`] up to and with it; empty without one.
    pub timeline: Vec<[u64; 6]>,
}

/// One generation of one valence.
#[doc = include_str!("examples/replicates.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GenerationTally {
    /// People of this generation who tell.
    pub tellers: u64,
    /// Impressions heard by this generation; 0 in generation 0.
    pub impressions: u64,
    /// People who first heard in this generation; 0 in generation 0.
    pub reach: u64,
}

/// One group of one outcome.
#[doc = include_str!("examples/replicates.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupTally {
    /// Customers in the group.
    pub customers: u64,
    /// Impressions that they made.
    pub impressions: u64,
    /// Those who leave; 0 for outcomes that were not let down.
    pub customers_lost: u64,
}

impl Tally {
    /// Fills it with what a replicate must not read; the groups stay as many.
    pub(crate) fn poison(&mut self, stream: &mut Stream) {
        for metric in Metric::all().filter(|metric| metric.is_count()) {
            self.counts[metric.index()] = stream.random();
        }
        self.revenue_lost = f64::NAN;
        self.cost = f64::NAN;
        for generations in &mut self.generations {
            generations.resize_with(stream.random_range(0..9), GenerationTally::default);
            generations.fill_with(|| GenerationTally {
                tellers: stream.random(),
                impressions: 9,
                reach: stream.random(),
            });
        }
        self.groups.fill_with(|| GroupTally {
            customers: stream.random(),
            impressions: stream.random(),
            customers_lost: stream.random(),
        });
        // Without a clock it stays empty.
        self.timeline.fill_with(|| [stream.random(); 6]);
    }

    /// The count of a count metric, 0 for the others.
    pub fn count(&self, metric: Metric) -> u64 {
        self.counts[metric.index()]
    }

    /// The value of any metric in this replicate; `None` where it has none, such as [`Metric::AwarePerComplaint`] without
    /// a complaint.
    pub fn value(&self, metric: Metric) -> Option<f64> {
        match metric {
            Metric::AwarePerComplaint => {
                let complaints = self.count(Metric::Complaints);
                (complaints > 0).then(|| self.count(Metric::Aware) as f64 / complaints as f64)
            }
            Metric::RevenueLost => Some(self.revenue_lost),
            Metric::Cost => Some(self.cost),
            Metric::NetLoss => Some(self.revenue_lost + self.cost),
            count if count.may_be_absent() && self.count(count) == Metric::ABSENT => None,
            count => Some(self.count(count) as f64),
        }
    }
}
