use std::io::{self, Write};

use crate::ensemble::Observer;
use crate::experiment::{Experiment, NamedModel, UnknownDraws};
use crate::model::Tally;
use crate::random::ReplicateKey;
use crate::report::cell::Cell;
use crate::report::column::{Column, Kind, TableInfo};
use crate::report::dialect::Dialect;
use crate::report::shared_columns::{SCENARIO, VARIANT};
use crate::report::writer::CsvWriter;
use crate::vocabulary::{Language, Metric, Unit};

/// `replicates.csv`: its columns depend on the scenario's uncertain parameters and on its currency.
pub const REPLICATES: TableInfo = TableInfo {
    name: "replicates",
    file: "replicates.csv",
    meaning: ["every replicate of every variant", "chaque réplication de chaque variante"],
};

/// The columns of `replicates.csv`: the numbers that nobody knows come after the replicate, the metrics about a clock are
/// there where any model has one.
pub fn replicates_columns(currency: &str, unknowns: &[String], has_clock: bool) -> Vec<Column> {
    let replicate = Column::count(
        "replicate",
        "replicates",
        "index of the replicate, from 0",
        "rang de la réplication, à partir de 0",
    );
    let mut columns = vec![SCENARIO, VARIANT, replicate.required()];
    columns.extend(unknowns.iter().map(|path| {
        let en = "the number in this replicate; where a variant knows it, that one".to_owned();
        let fr = "le nombre dans cette réplication ; là où une variante le connaît, celui-là".to_owned();
        Column::named(path.clone(), Kind::Number, None, en, fr)
    }));
    columns.extend(metrics(has_clock).map(|metric| {
        let kind = if metric.is_count() { Kind::Integer } else { Kind::Number };
        let unit = match metric.unit() {
            Unit::Currency if currency.is_empty() => None,
            unit => Some(unit.name(currency).to_owned()),
        };
        let meaning = |language| metric.meaning(language).to_owned();
        Column::named(metric.name().to_owned(), kind, unit, meaning(Language::En), meaning(Language::Fr))
    }));
    columns
}

/// Writes `replicates.csv` while the ensemble runs.
pub(crate) struct ReplicatesWriter<'a, W: Write> {
    csv: CsvWriter<W>,
    scenario: &'a str,
    experiment: &'a Experiment,
    /// The unknowns of a replicate.
    drawn: Vec<f64>,
    has_clock: bool,
    /// Name of each model and, by [`Metric::index`], whether it defines the metric.
    models: Vec<(String, [bool; Metric::COUNT])>,
}

impl<'a, W: Write> ReplicatesWriter<'a, W> {
    /// Starts the table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub(crate) fn new(
        out: W,
        dialect: Dialect,
        scenario: &'a str,
        currency: &str,
        experiment: &'a Experiment,
    ) -> io::Result<Self> {
        let unknowns = experiment.unknowns().map_or(&[][..], UnknownDraws::paths);
        let drawn = vec![0.0; unknowns.len()];
        let has_clock = experiment.models().iter().any(|model| model.model.horizon().is_some());
        let csv = CsvWriter::new(out, dialect, &replicates_columns(currency, unknowns, has_clock))?;
        Ok(Self {
            csv,
            scenario,
            experiment,
            drawn,
            has_clock,
            models: experiment.models().iter().map(defined).collect(),
        })
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub(crate) fn finish(self) -> io::Result<W> {
        self.csv.finish()
    }
}

fn metrics(has_clock: bool) -> impl Iterator<Item = Metric> {
    Metric::all().filter(move |metric| has_clock || !metric.needs_time())
}

fn defined(model: &NamedModel) -> (String, [bool; Metric::COUNT]) {
    let mut defined = [false; Metric::COUNT];
    for metric in Metric::all() {
        defined[metric.index()] = model.model.defines(metric);
    }
    (model.variant.clone(), defined)
}

impl<W: Write + Send> Observer for ReplicatesWriter<'_, W> {
    fn replicate(&mut self, replicate: u64, row: &[Tally]) -> io::Result<()> {
        if let Some(draws) = self.experiment.unknowns() {
            draws.draw(ReplicateKey { seed: self.experiment.plan().seed, replicate }, &mut self.drawn);
        }
        for (place, ((name, defined), tally)) in self.models.iter().zip(row).enumerate() {
            let values = metrics(self.has_clock).map(|metric| match defined[metric.index()] {
                true if metric.is_count() && !metric.may_be_absent() => tally.count(metric).into(),
                true if metric.is_count() => tally.value(metric).map(|count| count as u64).into(),
                true => tally.value(metric).into(),
                false => Cell::Empty,
            });
            let key = [self.scenario.into(), name.as_str().into(), replicate.into()];
            let unknowns = self.experiment.values(place, &self.drawn).into_iter().map(Cell::from);
            self.csv.row(key.into_iter().chain(unknowns).chain(values))?;
        }
        Ok(())
    }
}
