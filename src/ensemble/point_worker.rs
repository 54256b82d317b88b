use std::ops::Range;
use std::sync::atomic::Ordering;

use super::columns::{Columns, ROWS};
use super::moments::{Buffers, Differences, Moments};
use super::plan::Control;
use super::points::{ErrorOf, PointMeans, Points, PointsError};
use super::shape::defines;
use super::simulate::Simulate;
use crate::random::ReplicateKey;
use crate::vocabulary::Metric;

/// What one thread draws points with.
pub(super) struct Worker<P: Points> {
    baseline: Option<Place<P::Model>>,
    /// One for each point that is drawn in step.
    places: Vec<Place<P::Model>>,
    buffers: Box<Buffers>,
}

/// A model with its buffers, and the rows that it drew.
struct Place<M: Simulate> {
    model: M,
    scratch: M::Scratch,
    columns: Columns,
}

/// The sums of the points of a group over some replicates.
pub(super) struct Sums {
    metrics: Vec<Metric>,
    /// By metric.
    baseline: Vec<Moments>,
    /// Point by point, metric by metric; `None` where the metric is undefined.
    own: Vec<Option<Moments>>,
    /// The same; `None` without a baseline too.
    differences: Vec<Option<Differences>>,
}

impl<M: Simulate> Place<M> {
    fn new(model: M) -> Self {
        Self { scratch: model.scratch(), columns: Columns::new(Vec::new()), model }
    }

    fn draw(&mut self, key: ReplicateKey, reference: Option<&Self>, row: usize) -> Result<(), M::Error> {
        let reference = reference.map(|place| (&place.model, &place.scratch));
        self.model.replicate(key, reference, &mut self.scratch)?;
        self.columns.write_metrics(row, M::tally(&self.scratch));
        Ok(())
    }
}

impl<P: Points> Worker<P> {
    pub(super) fn new(points: &P) -> Result<Self, ErrorOf<P>> {
        let model = |point| points.model(point).map_err(|source| PointsError::Point { point, source });
        let baseline = points.baseline().map(|point| model(point).map(Place::new)).transpose()?;
        Ok(Self { baseline, places: Vec::new(), buffers: Box::default() })
    }

    /// Draws the replicates of all points of a group.
    pub(super) fn draw(
        &mut self,
        points: &P,
        group: &Range<usize>,
        replicates: Range<u64>,
        metrics: &[Metric],
        seed: u64,
        control: &Control<'_>,
    ) -> Result<Sums, ErrorOf<P>> {
        self.tune(points, group)?;
        let places = &mut self.places[..group.len()];
        let mut sums = Sums::of(places, self.baseline.as_ref(), metrics);
        let mut first = replicates.start;
        while first < replicates.end {
            let end = replicates.end.min(first + ROWS as u64);
            for (row, replicate) in (first..end).enumerate() {
                if control.cancel.load(Ordering::Relaxed) {
                    return Err(PointsError::Cancelled);
                }
                let key = ReplicateKey { seed, replicate };
                let failed = |point| move |source| PointsError::Replicate { point, replicate, source };
                if let Some(baseline) = &mut self.baseline {
                    baseline.draw(key, None, row).map_err(failed(points.baseline().unwrap_or(0)))?;
                }
                for (point, place) in group.clone().zip(places.iter_mut()) {
                    place.draw(key, self.baseline.as_ref(), row).map_err(failed(point))?;
                }
            }
            let rows = (end - first) as usize;
            sums.extend(places, self.baseline.as_ref(), rows, &mut self.buffers);
            (control.progress)(rows as u64 * group.len() as u64);
            first = end;
        }
        Ok(sums)
    }

    fn tune(&mut self, points: &P, group: &Range<usize>) -> Result<(), ErrorOf<P>> {
        for (place, point) in group.clone().enumerate() {
            let failed = |source| PointsError::Point { point, source };
            match self.places.get_mut(place) {
                Some(place) => points.tune(point, &mut place.model).map_err(failed)?,
                None => self.places.push(Place::new(points.model(point).map_err(failed)?)),
            }
        }
        Ok(())
    }
}

impl Sums {
    /// Of no replicates.
    pub(super) fn new(metrics: &[Metric]) -> Self {
        Self { metrics: metrics.to_vec(), baseline: Vec::new(), own: Vec::new(), differences: Vec::new() }
    }

    fn of<M: Simulate>(places: &[Place<M>], baseline: Option<&Place<M>>, metrics: &[Metric]) -> Self {
        let pairs = || places.iter().flat_map(|place| metrics.iter().map(move |&metric| (place, metric)));
        let in_baseline = |metric| baseline.is_some_and(|baseline| defines(&baseline.model, metric));
        Self {
            metrics: metrics.to_vec(),
            baseline: metrics.iter().map(|&metric| Moments::new(metric)).collect(),
            own: pairs().map(|(place, metric)| defines(&place.model, metric).then(|| Moments::new(metric))).collect(),
            differences: pairs()
                .map(|(place, metric)| {
                    (in_baseline(metric) && defines(&place.model, metric)).then(|| Differences::new(metric))
                })
                .collect(),
        }
    }

    fn extend<M: Simulate>(
        &mut self,
        places: &[Place<M>],
        baseline: Option<&Place<M>>,
        rows: usize,
        buffers: &mut Buffers,
    ) {
        if let Some(baseline) = baseline {
            for (sums, &metric) in self.baseline.iter_mut().zip(&self.metrics) {
                sums.extend(metric, &baseline.columns, rows, buffers);
            }
        }
        let width = self.metrics.len();
        let own = self.own.chunks_mut(width).zip(self.differences.chunks_mut(width));
        for (place, (own, differences)) in places.iter().zip(own) {
            for ((own, differences), &metric) in own.iter_mut().zip(differences).zip(&self.metrics) {
                if let Some(own) = own {
                    own.extend(metric, &place.columns, rows, buffers);
                }
                if let Some((differences, baseline)) = differences.as_mut().zip(baseline) {
                    differences.extend(metric, &place.columns, &baseline.columns, rows, buffers);
                }
            }
        }
    }

    /// Takes all that another of the same points has.
    pub(super) fn absorb(&mut self, other: Self) {
        if self.own.is_empty() {
            *self = other;
            return;
        }
        self.baseline.iter_mut().zip(other.baseline).for_each(|(own, other)| own.absorb(other));
        for (own, other) in self.own.iter_mut().zip(other.own) {
            if let Some((own, other)) = own.as_mut().zip(other) {
                own.absorb(other);
            }
        }
        for (own, mut other) in self.differences.iter_mut().zip(other.differences) {
            if let Some((own, other)) = own.as_mut().zip(other.as_mut()) {
                own.absorb(other);
            }
        }
    }

    /// Point by point, metric by metric; of `points` points.
    pub(super) fn means(&self, points: usize) -> Vec<Option<PointMeans>> {
        if self.own.is_empty() {
            return vec![None; points * self.metrics.len()];
        }
        let baseline = self.baseline.iter().cycle();
        let pairs = self.own.iter().zip(&self.differences).zip(baseline);
        pairs.map(|((own, differences), baseline)| means(own.as_ref()?, baseline, differences.as_ref())).collect()
    }
}

fn means(own: &Moments, baseline: &Moments, differences: Option<&Differences>) -> Option<PointMeans> {
    let (mean, variance) = own.estimate()?;
    let difference = differences.and_then(|differences| differences.estimate(own, baseline));
    Some(PointMeans {
        mean,
        variance,
        difference: difference.map(|(mean, _)| mean),
        difference_variance: difference.and_then(|(_, variance)| variance),
    })
}
