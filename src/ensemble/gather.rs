use rayon::prelude::*;

use super::columns::{Columns, FIRST_GENERATIONS};
use super::metric::{Estimate, MetricSums};
use super::pair::PairSums;
use super::series::SeriesSums;
use super::worker::Rows;
use super::{Comparison, ModelSummary, Precision, Simulate};
use crate::vocabulary::{METRICS, Metric};

/// Everything that is kept of some replicates: those of one thread, or all so far. It depends on the replicates alone, not on
/// their order nor on who took which.
pub(super) struct Gathered {
    replicates: u64,
    models: Vec<ModelSums>,
    /// One for each variant.
    pairs: Vec<[Option<PairSums>; Metric::COUNT]>,
}

struct ModelSums {
    graphs: u64,
    /// Replicates in which the number of people let down was cut.
    cut: u64,
    metrics: [Option<MetricSums>; Metric::COUNT],
    /// By valence: the generations that have columns.
    generations: [Vec<SeriesSums>; 2],
    /// By valence: those beyond, without the zeros of the replicates that did not go so far.
    late_generations: [Vec<SeriesSums>; 2],
    groups: Vec<SeriesSums>,
}

impl Gathered {
    pub(super) fn new<M: Simulate>(models: &[M]) -> Self {
        let sums = |model: &M| ModelSums {
            graphs: model.graphs(),
            cut: 0,
            metrics: by_metric(|metric| defines(model, metric).then(|| MetricSums::new(metric, model.graphs()))),
            generations: [Vec::new(), Vec::new()],
            late_generations: [Vec::new(), Vec::new()],
            groups: (0..model.group_count()).map(|_| SeriesSums::group()).collect(),
        };
        let pairs = |variant: &M| {
            let graphs = models[0].graphs().max(variant.graphs());
            let both = |metric| defines(&models[0], metric) && defines(variant, metric);
            by_metric(|metric| both(metric).then(|| PairSums::new(metric, graphs)))
        };
        Self {
            replicates: 0,
            models: models.iter().map(sums).collect(),
            pairs: models.iter().skip(1).map(pairs).collect(),
        }
    }

    pub(super) fn replicates(&self) -> u64 {
        self.replicates
    }

    /// Takes some consecutive replicates of one block.
    pub(super) fn extend(&mut self, rows: &Rows) {
        for ((model, columns), cut) in self.models.iter_mut().zip(&rows.models).zip(&rows.cut) {
            model.cut += cut;
            model.extend(columns, rows.many, self.replicates);
        }
        for (pairs, variant) in self.pairs.iter_mut().zip(rows.models.iter().skip(1)) {
            for pair in pairs.iter_mut().flatten() {
                pair.extend(variant, &rows.models[0], rows.many);
            }
        }
        self.replicates += rows.many as u64;
    }

    /// Takes all that another of the same models has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        let counts = (self.replicates, std::mem::take(&mut other.replicates));
        let models = self.models.par_iter_mut().zip(&mut other.models);
        models.for_each(|(model, other)| model.absorb(other, counts));
        for (pair, other) in self.pairs.iter_mut().flatten().zip(other.pairs.iter_mut().flatten()) {
            if let Some((pair, other)) = pair.as_mut().zip(other.as_mut()) {
                pair.absorb(other);
            }
        }
        self.replicates += counts.1;
    }

    /// To be called when no replicate before `end` is missing: makes room.
    pub(super) fn settle(&mut self, end: u64) {
        self.models.iter_mut().flat_map(|model| model.metrics.iter_mut().flatten()).for_each(|sums| sums.settle(end));
        self.pairs.iter_mut().flatten().flatten().for_each(|pair| pair.settle(end));
    }

    /// Whether every model that defines the metric, and at least one, knows its mean well enough.
    pub(super) fn is_precise(&self, precision: &Precision) -> bool {
        let sums: Vec<_> =
            self.models.iter().filter_map(|model| model.metrics[precision.metric.index()].as_ref()).collect();
        let precise = |estimate: Estimate| {
            estimate.half_width().is_some_and(|half| half <= precision.relative * estimate.mean.abs())
        };
        !sums.is_empty() && sums.iter().all(|sums| sums.estimate(self.replicates).is_some_and(precise))
    }

    /// The differences, then the summaries: these settle the values for good.
    pub(super) fn finish(mut self) -> (Vec<ModelSummary>, Vec<Comparison>) {
        let comparisons = (0..self.pairs.len()).map(|place| self.comparison(place)).collect();
        let replicates = self.replicates;
        (self.models.par_iter_mut().map(|model| model.summary(replicates)).collect(), comparisons)
    }

    fn comparison(&self, place: usize) -> Comparison {
        let metrics = by_metric(|metric| {
            let sums = |model: usize| self.models[model].metrics[metric.index()].as_ref();
            let pair = self.pairs[place][metric.index()].as_ref()?;
            pair.summary(sums(place + 1)?, sums(0)?, self.replicates)
        });
        Comparison { metrics }
    }
}

impl ModelSums {
    /// Takes the first `rows` rows; `before` replicates were taken.
    fn extend(&mut self, columns: &Columns, rows: usize, before: u64) {
        for sums in self.metrics.iter_mut().flatten() {
            sums.extend(columns, rows);
        }
        for (group, sums) in self.groups.iter_mut().enumerate() {
            sums.extend(columns.group(group, rows), rows as u64);
        }
        for (valence, generations) in self.generations.iter_mut().enumerate() {
            widen(generations, columns.generations(valence), before);
            for (generation, sums) in generations.iter_mut().enumerate() {
                sums.extend(columns.generation(valence, generation, rows), rows as u64);
            }
        }
        for (valence, late) in self.late_generations.iter_mut().enumerate() {
            for row in columns.late_generations(valence) {
                let place = row.item - FIRST_GENERATIONS;
                late.resize_with(late.len().max(place + 1), SeriesSums::late_generation);
                late[place].push(row.values);
            }
        }
    }

    /// Takes all that another has, which keeps nothing; `counts`: how many replicates each of the two took.
    fn absorb(&mut self, other: &mut Self, counts: (u64, u64)) {
        self.cut += std::mem::take(&mut other.cut);
        for (own, other) in self.metrics.iter_mut().zip(&mut other.metrics) {
            if let Some((own, other)) = own.as_mut().zip(other.as_mut()) {
                own.absorb(other);
            }
        }
        for (own, other) in self.groups.iter_mut().zip(&mut other.groups) {
            own.absorb(other);
        }
        for (own, other) in self.generations.iter_mut().zip(&mut other.generations) {
            widen(own, other.len(), counts.0);
            widen(other, own.len(), counts.1);
            own.iter_mut().zip(other).for_each(|(own, other)| own.absorb(other));
        }
        for (own, other) in self.late_generations.iter_mut().zip(&mut other.late_generations) {
            own.resize_with(own.len().max(other.len()), SeriesSums::late_generation);
            own.iter_mut().zip(other).for_each(|(own, other)| own.absorb(other));
        }
    }

    fn summary(&mut self, replicates: u64) -> ModelSummary {
        let summaries: Vec<_> =
            self.metrics.par_iter_mut().map(|sums| sums.as_mut()?.summary(replicates).map(Box::new)).collect();
        let (mut metrics, mut distributions) = (by_metric(|_| None), by_metric(|_| None));
        for (place, summary) in summaries.into_iter().enumerate() {
            (metrics[place], distributions[place]) = summary.map(|both| *both).unzip();
        }
        for (generations, late) in self.generations.iter_mut().zip(&mut self.late_generations) {
            for sums in late.iter_mut() {
                sums.fill(replicates);
            }
            generations.append(late);
        }
        let generations = self.generations.each_mut();
        ModelSummary {
            graphs: self.graphs,
            cut_share: self.cut as f64 / replicates.max(1) as f64,
            metrics,
            generations: generations.map(|sums| sums.par_iter_mut().map(SeriesSums::generation_summary).collect()),
            groups: self.groups.par_iter_mut().map(SeriesSums::group_summary).collect(),
            distributions,
        }
    }
}

/// Sums for at least so many of the first generations; none of the `before` replicates so far had those that are new.
fn widen(generations: &mut Vec<SeriesSums>, many: usize, before: u64) {
    generations.resize_with(many.max(generations.len()), || SeriesSums::first_generation(before));
}

/// A ratio needs both of its parts.
pub(super) fn defines<M: Simulate>(model: &M, metric: Metric) -> bool {
    let parts = match metric {
        Metric::AwarePerComplaint => &[Metric::Aware, Metric::Complaints][..],
        _ => &[],
    };
    model.defines(metric) && parts.iter().all(|&part| model.defines(part))
}

fn by_metric<T>(mut value: impl FnMut(Metric) -> T) -> [T; Metric::COUNT] {
    std::array::from_fn(|place| value(METRICS[place].metric))
}
