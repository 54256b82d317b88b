use std::io;

use super::columns::Columns;
use super::period_columns::PeriodColumns;
use super::plan::Observer;
use super::simulate::Simulate;
use crate::model::Tally;
use crate::vocabulary::Metric;

/// Some consecutive replicates, drawn by one thread.
pub(super) struct Rows {
    pub(super) first: u64,
    /// How many are filled.
    pub(super) many: usize,
    /// One for each model, baseline first.
    pub(super) models: Vec<Columns>,
    /// By model: its periods one by one, where there are several.
    pub(super) periods: Vec<Vec<PeriodColumns>>,
    /// By model: rows in which more people were let down than there was room for.
    pub(super) cut: Vec<u64>,
}

impl Rows {
    pub(super) fn new<M: Simulate>(models: &[M]) -> Self {
        let counted = |model: &M| Metric::all().filter(|&metric| metric.is_count() && model.defines(metric)).collect();
        let columns = models.iter().map(|model| Columns::new(counted(model))).collect();
        let periods = models.iter().map(PeriodColumns::of).collect();
        Self { first: 0, many: 0, models: columns, periods, cut: vec![0; models.len()] }
    }

    /// Forgets all rows; the next ones are replicate `first` and those after it.
    pub(super) fn start(&mut self, first: u64) {
        (self.first, self.many) = (first, 0);
        self.models.iter_mut().for_each(|columns| columns.start(first));
        self.periods.iter_mut().flatten().for_each(|period| period.columns.start(first));
        self.cut.fill(0);
    }

    /// Writes what a model drew into the next row.
    pub(super) fn write<M: Simulate>(&mut self, model: usize, scratch: &M::Scratch) {
        self.models[model].write(self.many, M::tally(scratch));
        for (place, period) in self.periods[model].iter_mut().enumerate() {
            period.write::<M>(self.many, place, scratch);
        }
        self.cut[model] += u64::from(M::was_cut(scratch));
    }

    /// Shows every row to the observers; `row` is room for the tallies of one.
    pub(super) fn show(&self, observers: &mut [&mut dyn Observer], row: &mut Vec<Tally>) -> io::Result<()> {
        row.resize_with(self.models.len(), Tally::default);
        for place in 0..self.many {
            for (columns, tally) in self.models.iter().zip(row.iter_mut()) {
                columns.read(place, tally);
            }
            for observer in observers.iter_mut() {
                observer.replicate(self.first + place as u64, row)?;
            }
        }
        Ok(())
    }
}
