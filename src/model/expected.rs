use crate::vocabulary::{Metric, Valence};

/// Closed-form moments of the metrics; `None` where no formula exists or the moment is infinite.
#[doc = include_str!("examples/closed_forms.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    mean: [Option<f64>; Metric::COUNT],
    std_dev: [Option<f64>; Metric::COUNT],
    groups: Vec<ExpectedGroup>,
    generations: [Vec<ExpectedGeneration>; 2],
    timeline: Vec<[f64; 6]>,
    told: Vec<ExpectedStory>,
}

/// Mean counts of one group, in the order of [`super::Model::groups`].
#[doc = include_str!("examples/closed_forms.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExpectedGroup {
    /// Customers in the group.
    pub customers: f64,
    /// Mean audience of one of them.
    pub audience: f64,
    /// Those who leave.
    pub customers_lost: f64,
}

/// What a group tells with a clock, in mean up to the horizon: those who are told by their outcome in the end, and of the
/// unresolved also those who are recovered in the end, before their answer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct ExpectedStory {
    /// Customers and impressions of those whose outcome it is.
    pub(crate) own: [f64; 2],
    /// The same of those who tell so before their answer.
    pub(crate) before_answer: [f64; 2],
}

impl ExpectedStory {
    pub(crate) fn plus(self, other: Self) -> Self {
        let sum = |one: [f64; 2], other: [f64; 2]| [one[0] + other[0], one[1] + other[1]];
        Self { own: sum(self.own, other.own), before_answer: sum(self.before_answer, other.before_answer) }
    }

    pub(crate) fn times(self, share: f64) -> Self {
        let times = |[people, told]: [f64; 2]| [people * share, told * share];
        Self { own: times(self.own), before_answer: times(self.before_answer) }
    }
}

/// Mean counts of one generation.
#[doc = include_str!("examples/closed_forms.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExpectedGeneration {
    /// People who tell.
    pub tellers: f64,
    /// People who first heard in this generation; 0 in generation 0.
    pub reach: f64,
}

impl Expected {
    /// The mean of a metric; of [`Metric::AwarePerComplaint`] the quotient of the two means.
    pub fn mean(&self, metric: Metric) -> Option<f64> {
        self.mean[metric.index()]
    }

    /// The standard deviation over replicates of a metric.
    pub fn std_dev(&self, metric: Metric) -> Option<f64> {
        self.std_dev[metric.index()]
    }

    /// Mean counts of every group; empty where no formula exists.
    pub fn groups(&self) -> &[ExpectedGroup] {
        &self.groups
    }

    /// Mean counts by generation from 0; empty where no formula exists.
    pub fn generations(&self, valence: Valence) -> &[ExpectedGeneration] {
        &self.generations[valence.index()]
    }

    /// With a clock, by tick from 0: the means of [`super::TIMELINE`] up to and with it; empty without one or where no
    /// formula exists.
    pub fn timeline(&self) -> &[[f64; 6]] {
        &self.timeline
    }

    pub(crate) fn set_timeline(&mut self, timeline: Vec<[f64; 6]>) {
        self.timeline = timeline;
    }

    /// With a clock, what each group tells; empty without one.
    pub(crate) fn stories(&self) -> &[ExpectedStory] {
        &self.told
    }

    pub(crate) fn set_stories(&mut self, stories: Vec<ExpectedStory>) {
        self.told = stories;
    }

    /// Sets a mean, unless it is infinite or not a number.
    pub(crate) fn set_mean(&mut self, metric: Metric, value: f64) {
        self.mean[metric.index()] = Some(value).filter(|value| value.is_finite());
    }

    /// Sets a standard deviation from the variance, unless it is infinite or not a number.
    pub(crate) fn set_variance(&mut self, metric: Metric, variance: f64) {
        // Rounding can leave a variance of 0 a little below it.
        self.std_dev[metric.index()] = Some(variance.max(0.0).sqrt()).filter(|_| variance.is_finite());
    }

    pub(crate) fn push_group(&mut self, group: ExpectedGroup) {
        self.groups.push(group);
    }

    pub(crate) fn groups_mut(&mut self) -> &mut [ExpectedGroup] {
        &mut self.groups
    }

    pub(crate) fn set_generations(&mut self, valence: Valence, generations: Vec<ExpectedGeneration>) {
        self.generations[valence.index()] = generations;
    }

    /// Forgets a metric that no formula covers.
    pub(crate) fn clear(&mut self, metric: Metric) {
        self.mean[metric.index()] = None;
        self.std_dev[metric.index()] = None;
    }

    /// Forgets the counts by group and generation.
    pub(crate) fn clear_details(&mut self) {
        self.groups.clear();
        self.told.clear();
        self.generations = Default::default();
    }
}
