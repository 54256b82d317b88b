use rayon::prelude::*;

use super::columns::{Columns, FIRST_GENERATIONS};
use super::control::ControlSums;
use super::metric::{Estimate, MetricSums};
use super::moments::Buffers;
use super::pair::PairSums;
use super::period_columns::PeriodColumns;
use super::period_sums::PeriodSums;
use super::plan::Precision;
use super::rows::Rows;
use super::series::SeriesSums;
use super::shape::{ModelShape, Shape, by_metric};
use super::simulate::Simulate;
use super::summary::{Comparison, ModelSummary, SeriesSummary};
use crate::stats::bytes::{Damaged, Reader, Writer};
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
    /// None where a single period is all there is.
    periods: Vec<PeriodSums>,
    /// Two for each tick.
    timeline: Vec<SeriesSums>,
    /// Where the mean of impressions is known.
    control: Option<ControlSums>,
}

impl Gathered {
    pub(super) fn new(shape: &Shape) -> Self {
        let sums = |model: &ModelShape| ModelSums {
            graphs: model.graphs,
            cut: 0,
            metrics: by_metric(|metric| model.defines(metric).then(|| MetricSums::new(metric, model.graphs))),
            generations: [Vec::new(), Vec::new()],
            late_generations: [Vec::new(), Vec::new()],
            groups: (0..model.groups).map(|_| SeriesSums::group()).collect(),
            periods: PeriodSums::of(model),
            timeline: (0..2 * model.ticks).map(|_| SeriesSums::tick(model.ticks)).collect(),
            control: model.control.then(ControlSums::default),
        };
        let pairs = |variant: &ModelShape| {
            let baseline = &shape.models[0];
            let graphs = baseline.graphs.max(variant.graphs);
            let both = |metric| baseline.defines(metric) && variant.defines(metric);
            by_metric(|metric| both(metric).then(|| PairSums::new(metric, graphs)))
        };
        Self {
            replicates: 0,
            models: shape.models.iter().map(sums).collect(),
            pairs: shape.models.iter().skip(1).map(pairs).collect(),
        }
    }

    pub(super) fn replicates(&self) -> u64 {
        self.replicates
    }

    /// Takes some consecutive replicates of one block.
    pub(super) fn extend(&mut self, rows: &Rows) {
        let models = self.models.iter_mut().zip(&rows.models).zip(&rows.periods).zip(&rows.cut);
        for (((model, columns), periods), cut) in models {
            model.cut += cut;
            model.extend(columns, rows.many, self.replicates);
            model.extend_periods(periods, rows.many);
        }
        self.replicates += rows.many as u64;
        if self.pairs.is_empty() {
            return;
        }
        let mut buffers = Buffers::default();
        for (pairs, variant) in self.pairs.iter_mut().zip(rows.models.iter().skip(1)) {
            for pair in pairs.iter_mut().flatten() {
                pair.extend(variant, &rows.models[0], rows.many, &mut buffers);
            }
        }
    }

    /// Takes all that another of the same models has, which keeps nothing.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        // What has nothing yet takes all as it is.
        if self.replicates == 0 {
            return std::mem::swap(self, other);
        }
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

    /// Whether every model that defines the metric, and at least one, knows its mean well enough. What has not varied yet is
    /// known only where it never does.
    pub(super) fn is_precise<M: Simulate>(&self, precision: &Precision, models: &[M]) -> bool {
        let place = precision.metric.index();
        let sums: Vec<_> = self
            .models
            .iter()
            .zip(models)
            .filter_map(|(sums, model)| Some((sums.metrics[place].as_ref()?, model)))
            .collect();
        let precise = |estimate: Estimate, model: &M| match estimate.half_width() {
            Some(0.0) => estimate.variance == Some(0.0) && model.is_constant(precision.metric),
            Some(half) => half <= precision.relative * estimate.mean.abs(),
            None => false,
        };
        let known = |&(sums, model): &(&MetricSums, &M)| {
            sums.estimate(self.replicates).is_some_and(|estimate| precise(estimate, model))
        };
        !sums.is_empty() && sums.iter().all(known)
    }

    /// The differences, then the summaries, with `distributions` or without: these settle the values for good.
    pub(super) fn finish(mut self, distributions: bool) -> (Vec<ModelSummary>, Vec<Comparison>) {
        let replicates = self.replicates;
        let models = &self.models;
        let comparison = |(place, pairs): (usize, &mut [Option<PairSums>; Metric::COUNT])| {
            let metrics = by_metric(|metric| {
                let sums = |model: usize| models[model].metrics[metric.index()].as_ref();
                pairs[metric.index()].as_mut()?.summary(sums(place + 1)?, sums(0)?, replicates)
            });
            Comparison { metrics }
        };
        let comparisons = self.pairs.par_iter_mut().enumerate().map(comparison).collect();
        (self.models.par_iter_mut().map(|model| model.summary(replicates, distributions)).collect(), comparisons)
    }

    pub(super) fn write(&self, to: &mut Writer) {
        to.number(self.replicates);
        self.models.iter().for_each(|model| model.write(to));
        self.pairs.iter().flatten().flatten().for_each(|pair| pair.write(to));
    }

    /// Takes what was written of the same shape, as the first replicates.
    pub(super) fn read(&mut self, from: &mut Reader<'_>) -> Result<(), Damaged> {
        self.replicates = from.number()?;
        self.models.iter_mut().try_for_each(|model| model.read(from, self.replicates))?;
        self.pairs.iter_mut().flatten().flatten().try_for_each(|pair| pair.read(from))
    }
}

impl ModelSums {
    /// Takes the first `rows` rows; `before` replicates were taken.
    fn extend(&mut self, columns: &Columns, rows: usize, before: u64) {
        for sums in self.metrics.iter_mut().flatten() {
            sums.extend(columns, rows);
        }
        if let Some(control) = &mut self.control {
            control.extend(columns, rows);
        }
        for (group, sums) in self.groups.iter_mut().enumerate() {
            sums.extend(columns.group(group, rows), rows as u64);
        }
        for (item, sums) in self.timeline.iter_mut().enumerate() {
            sums.extend(columns.timeline(item, rows), rows as u64);
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
                widen_late(late, place + 1);
                late[place].push(row.values);
            }
        }
    }

    fn extend_periods(&mut self, columns: &[PeriodColumns], rows: usize) {
        self.periods.iter_mut().zip(columns).for_each(|(sums, columns)| sums.extend(columns, rows));
    }

    /// Takes all that another has, which keeps nothing; `counts`: how many replicates each of the two took.
    fn absorb(&mut self, other: &mut Self, counts: (u64, u64)) {
        self.cut += std::mem::take(&mut other.cut);
        for (own, other) in self.metrics.iter_mut().zip(&mut other.metrics) {
            if let Some((own, other)) = own.as_mut().zip(other.as_mut()) {
                own.absorb(other);
            }
        }
        if let Some((own, other)) = self.control.as_mut().zip(other.control.as_mut()) {
            own.absorb(other);
        }
        let own = self.groups.iter_mut().chain(&mut self.timeline);
        for (own, other) in own.zip(other.groups.iter_mut().chain(&mut other.timeline)) {
            own.absorb(other);
        }
        self.periods.iter_mut().zip(&mut other.periods).for_each(|(own, other)| own.absorb(other));
        for (own, other) in self.generations.iter_mut().zip(&mut other.generations) {
            widen(own, other.len(), counts.0);
            widen(other, own.len(), counts.1);
            own.iter_mut().zip(other).for_each(|(own, other)| own.absorb(other));
        }
        for (own, other) in self.late_generations.iter_mut().zip(&mut other.late_generations) {
            widen_late(own, other.len());
            own.iter_mut().zip(other).for_each(|(own, other)| own.absorb(other));
        }
    }

    fn write(&self, to: &mut Writer) {
        to.number(self.cut);
        self.metrics.iter().flatten().for_each(|sums| sums.write(to));
        self.control.iter().for_each(|sums| sums.write(to));
        self.groups.iter().chain(&self.timeline).for_each(|sums| sums.write(to));
        self.periods.iter().for_each(|sums| sums.write(to));
        for generations in self.generations.iter().chain(&self.late_generations) {
            to.number(generations.len() as u64);
            for sums in generations {
                sums.write(to);
            }
        }
    }

    fn read(&mut self, from: &mut Reader<'_>, replicates: u64) -> Result<(), Damaged> {
        self.cut = from.number()?;
        self.metrics.iter_mut().flatten().try_for_each(|sums| sums.read(from))?;
        self.control.iter_mut().try_for_each(|sums| sums.read(from))?;
        self.groups.iter_mut().chain(&mut self.timeline).try_for_each(|sums| sums.read(from))?;
        self.periods.iter_mut().try_for_each(|sums| sums.read(from))?;
        for generations in &mut self.generations {
            let many = from.length(SeriesSums::LEAST)?;
            widen(generations, many, 0);
            generations.iter_mut().try_for_each(|sums| sums.read(from))?;
        }
        for generations in &mut self.late_generations {
            let many = from.length(SeriesSums::LEAST)?;
            from.room(many as u64 * size_of::<SeriesSums>() as u64)?;
            widen_late(generations, many);
            generations.iter_mut().try_for_each(|sums| sums.read(from))?;
        }
        let whole = self
            .groups
            .iter()
            .chain(&self.timeline)
            .chain(self.generations.iter().flatten())
            .all(|sums| sums.has(replicates));
        let late = self.late_generations.iter().flatten().all(|sums| sums.has_at_most(replicates));
        let first = self.generations.iter().all(|generations| generations.len() <= FIRST_GENERATIONS);
        if whole && late && first && self.cut <= replicates { Ok(()) } else { Err(Damaged) }
    }

    fn summary(&mut self, replicates: u64, distributions: bool) -> ModelSummary {
        // The famous count belongs to the complaints that were seen, of which no replicate has fewer.
        let complaints = self.metrics[Metric::Complaints.index()].as_ref().and_then(MetricSums::min);
        let summary = |(metric, sums): (Metric, &mut Option<MetricSums>)| {
            let mark = metric.famous_per_complaint().zip(complaints).map(|(each, many)| i128::from(each) * many);
            let sums = sums.as_mut()?;
            let summary = sums.summary(replicates)?;
            Some(Box::new((summary, distributions.then(|| sums.distribution(mark)))))
        };
        let named = METRICS.par_iter().map(|info| info.metric).zip(self.metrics.par_iter_mut());
        let summaries: Vec<_> = named.map(summary).collect();
        let (mut metrics, mut spreads) = (by_metric(|_| None), by_metric(|_| None));
        for (place, summary) in summaries.into_iter().enumerate() {
            let (own, spread) = summary.map(|both| *both).unzip();
            (metrics[place], spreads[place]) = (own, spread.flatten());
        }
        for (generations, late) in self.generations.iter_mut().zip(&mut self.late_generations) {
            for sums in late.iter_mut() {
                sums.fill(replicates);
            }
            generations.append(late);
        }
        let generations = self.generations.each_mut();
        let sums = |metric: Metric| self.metrics[metric.index()].as_ref();
        let regressions = self.control.map_or([None; 2], |control| control.regressions(sums));
        ModelSummary {
            graphs: self.graphs,
            cut_share: self.cut as f64 / replicates.max(1) as f64,
            metrics,
            generations: generations.map(|sums| sums.par_iter_mut().map(SeriesSums::generation_summary).collect()),
            groups: self.groups.par_iter_mut().map(SeriesSums::group_summary).collect(),
            timeline: self.timeline.par_chunks_exact_mut(2).map(tick_summary).collect(),
            distributions: spreads,
            periods: self.periods.par_iter_mut().map(|sums| sums.summary(replicates)).collect(),
            regressions,
        }
    }
}

/// The six numbers of a tick.
fn tick_summary(halves: &mut [SeriesSums]) -> [SeriesSummary; 6] {
    let mut numbers = halves.iter_mut().flat_map(SeriesSums::summaries);
    std::array::from_fn(|_| numbers.next().unwrap_or_default())
}

/// Sums for at least so many of the first generations; none of the `before` replicates so far had those that are new.
fn widen(generations: &mut Vec<SeriesSums>, many: usize, before: u64) {
    generations.resize_with(many.max(generations.len()), || SeriesSums::first_generation(before));
}

/// The same for the generations beyond.
fn widen_late(generations: &mut Vec<SeriesSums>, many: usize) {
    while generations.len() < many {
        generations.push(SeriesSums::late_generation(FIRST_GENERATIONS + generations.len()));
    }
}
