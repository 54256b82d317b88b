use std::io::{self, Write};

use crate::ensemble::Observer;
use crate::model::Tally;
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

/// The columns of `replicates.csv`.
pub fn replicates_columns(currency: &str) -> Vec<Column> {
    let replicate = Column::count(
        "replicate",
        "replicates",
        "index of the replicate, from 0",
        "rang de la réplication, à partir de 0",
    );
    let mut columns = vec![SCENARIO, VARIANT, replicate.required()];
    columns.extend(Metric::all().map(|metric| {
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
pub struct ReplicatesWriter<'a, W: Write> {
    csv: CsvWriter<W>,
    scenario: &'a str,
    /// Name of each model and, by [`Metric::index`], whether it defines the metric.
    models: Vec<(String, [bool; Metric::COUNT])>,
}

impl<'a, W: Write> ReplicatesWriter<'a, W> {
    /// Starts the table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(
        out: W,
        dialect: Dialect,
        scenario: &'a str,
        currency: &str,
        models: Vec<(String, [bool; Metric::COUNT])>,
    ) -> io::Result<Self> {
        Ok(Self { csv: CsvWriter::new(out, dialect, &replicates_columns(currency))?, scenario, models })
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.csv.finish()
    }
}

impl<W: Write + Send> Observer for ReplicatesWriter<'_, W> {
    fn replicate(&mut self, replicate: u64, row: &[Tally]) -> io::Result<()> {
        for ((name, defined), tally) in self.models.iter().zip(row) {
            let values = Metric::all().zip(defined).map(|(metric, defined)| match defined {
                true if metric.is_count() => tally.count(metric).into(),
                true => tally.value(metric).into(),
                false => Cell::Empty,
            });
            let key = [self.scenario.into(), name.as_str().into(), replicate.into()];
            self.csv.row(key.into_iter().chain(values))?;
        }
        Ok(())
    }
}
