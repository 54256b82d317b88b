use super::simulate::Simulate;
use super::summary::CONTROLLED;
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::vocabulary::{METRICS, Metric};

/// The fewest bytes that a period is written in.
const LEAST_OF_A_PERIOD: usize = 6;

/// What sums are kept of some models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Baseline first.
    pub(super) models: Vec<ModelShape>,
}

/// What sums are kept of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ModelShape {
    pub(super) graphs: u64,
    pub(super) groups: usize,
    /// How many periods are kept one by one.
    pub(super) periods: usize,
    /// Whether it is known how many are served in each.
    pub(super) served: bool,
    pub(super) ticks: usize,
    /// Whether reach and aware are seen beside impressions.
    pub(super) control: bool,
    /// By [`Metric::index`].
    defined: [bool; Metric::COUNT],
}

impl Shape {
    pub(super) fn of<M: Simulate>(models: &[M]) -> Self {
        let shape = |model: &M| ModelShape {
            graphs: model.graphs(),
            groups: model.group_count(),
            periods: model.periods(),
            served: model.periods() > 0 && model.knows_served(),
            ticks: model.tick_count(),
            control: model.has_control() && CONTROLLED.iter().all(|&metric| defines(model, metric)),
            defined: by_metric(|metric| defines(model, metric)),
        };
        Self { models: models.iter().map(shape).collect() }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        to.number(Metric::COUNT as u64);
        to.number(self.models.len() as u64);
        for model in &self.models {
            to.number(model.graphs);
            to.number(model.groups as u64);
            to.number(model.ticks as u64);
            to.number(model.periods as u64);
            to.number(model.served.into());
            to.number(model.control.into());
            model.defined.iter().for_each(|&defined| to.number(defined.into()));
        }
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        if from.number()? != Metric::COUNT as u64 {
            return Err(Damaged);
        }
        let many = from.length(Metric::COUNT)?;
        let mut models = Vec::new();
        for _ in 0..many {
            // Each of these takes at least so many bytes in what follows.
            let (graphs, groups, ticks) = (from.length(1)?, from.length(6)?, from.length(12)?);
            let periods = from.length(LEAST_OF_A_PERIOD)?;
            let (served, control) = (from.number()? == 1, from.number()? == 1);
            // What is made room for before it is read.
            let metrics = (Metric::COUNT * (1 + periods)) as u64;
            let sums = 1_024 * ((groups + 2 * ticks) as u64 + metrics) + 96 * metrics * graphs as u64;
            from.room(sums)?;
            let mut defined = [false; Metric::COUNT];
            for defined in &mut defined {
                *defined = from.number()? == 1;
            }
            models.push(ModelShape { graphs: graphs as u64, groups, periods, served, ticks, control, defined });
        }
        Ok(Self { models })
    }
}

impl ModelShape {
    pub(super) fn defines(&self, metric: Metric) -> bool {
        self.defined[metric.index()]
    }
}

/// A ratio needs both of its parts.
pub(super) fn defines<M: Simulate>(model: &M, metric: Metric) -> bool {
    let parts = match metric {
        Metric::AwarePerComplaint => &[Metric::Aware, Metric::Complaints][..],
        _ => &[],
    };
    model.defines(metric) && parts.iter().all(|&part| model.defines(part))
}

pub(super) fn by_metric<T>(mut value: impl FnMut(Metric) -> T) -> [T; Metric::COUNT] {
    std::array::from_fn(|place| value(METRICS[place].metric))
}
