use rayon::Scope;
use rayon::prelude::*;

use super::columns::FIRST_GENERATIONS;
use super::metric::{Estimate, MetricSums};
use super::pair::PairSums;
use super::series::SeriesSums;
use super::wave::Chunk;
use super::{Comparison, ModelSummary, Precision, Simulate};
use crate::vocabulary::{METRICS, Metric};

/// Everything that is kept of the replicates so far.
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

    /// Takes the next chunks in order. Each number has one thread, so that the order of additions is fixed.
    pub(super) fn extend<E: Send + Sync>(&mut self, chunks: &[Chunk<E>]) {
        let before = self.replicates;
        rayon::scope(|scope| {
            for (place, model) in self.models.iter_mut().enumerate() {
                model.extend(scope, chunks, place, before);
            }
            for (place, pairs) in self.pairs.iter_mut().enumerate() {
                for pair in pairs.iter_mut().flatten() {
                    scope.spawn(move |_| {
                        for chunk in chunks {
                            pair.extend(&chunk.models[place + 1], &chunk.models[0], chunk.rows);
                        }
                    });
                }
            }
        });
        self.replicates += chunks.iter().map(|chunk| chunk.rows as u64).sum::<u64>();
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
    /// Takes the columns of model number `place`, each number in a task of its own; `before` replicates were taken.
    fn extend<'s, E: Send + Sync>(&'s mut self, scope: &Scope<'s>, chunks: &'s [Chunk<E>], place: usize, before: u64) {
        self.cut += chunks.iter().map(|chunk| chunk.cut[place]).sum::<u64>();
        let chunks = move || chunks.iter().map(move |chunk| (&chunk.models[place], chunk.rows));
        for sums in self.metrics.iter_mut().flatten() {
            scope.spawn(move |_| chunks().for_each(|(columns, rows)| sums.extend(columns, rows)));
        }
        for (group, sums) in self.groups.iter_mut().enumerate() {
            scope.spawn(move |_| {
                chunks().for_each(|(columns, rows)| sums.extend(columns.group(group, rows), rows as u64));
            });
        }
        for (valence, generations) in self.generations.iter_mut().enumerate() {
            let longest = chunks().map(|(columns, _)| columns.generations(valence)).max().unwrap_or(0);
            generations.resize_with(longest.max(generations.len()), || SeriesSums::first_generation(before));
            for (generation, sums) in generations.iter_mut().enumerate() {
                scope.spawn(move |_| {
                    for (columns, rows) in chunks() {
                        sums.extend(columns.generation(valence, generation, rows), rows as u64);
                    }
                });
            }
        }
        for (valence, late) in self.late_generations.iter_mut().enumerate() {
            scope.spawn(move |_| {
                for row in chunks().flat_map(|(columns, _)| columns.late_generations(valence)) {
                    let place = row.item - FIRST_GENERATIONS;
                    late.resize_with(late.len().max(place + 1), SeriesSums::late_generation);
                    late[place].push(row.values);
                }
            });
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
