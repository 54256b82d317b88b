use rand::RngExt;

use super::split::Fallen;
use crate::model::audience::Parts;
use crate::quantity::Probability;
use crate::random::Stream;

/// Counts that were split over ticks in one replicate, each known by a number; the numbers rise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Those of this replicate first; what an earlier one left behind them is out of reach.
    all: Vec<Row>,
    drawn: usize,
    counts: Vec<u64>,
    hazards: Vec<Probability>,
}

/// A count of people who are alike, and what became of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    id: u64,
    /// Who they are.
    pub(crate) people: u64,
    /// The chance of each to tell.
    pub(crate) rate: Probability,
    /// Those who tell.
    pub(crate) tellers: u64,
    /// Whom they tell.
    pub(crate) parts: Parts,
    /// What is split over ticks.
    pub(crate) split: u64,
    start: usize,
    end: usize,
    /// Where its own hazards are, if it has any.
    hazards: (usize, usize),
}

/// The number of the row of a class, a group and two ticks.
pub(crate) fn row_id(class: u64, group: usize, first: usize, second: usize) -> u64 {
    class << 60 | (group as u64) << 40 | (first as u64) << 20 | second as u64
}

/// In the place of a tick: the row of all ticks together.
pub(crate) const ALL_TICKS: usize = (1 << 20) - 1;

impl Rows {
    pub(crate) fn clear(&mut self) {
        self.drawn = 0;
        self.counts.clear();
        self.hazards.clear();
    }

    /// Room for one more row, whose number is above all before it; it still holds what it held.
    pub(crate) fn next(&mut self, id: u64) -> (&mut Row, &mut Vec<u64>) {
        let (row, counts, _) = self.next_mixed(id);
        (row, counts)
    }

    /// The same, with room for hazards of its own.
    pub(crate) fn next_mixed(&mut self, id: u64) -> (&mut Row, &mut Vec<u64>, &mut Vec<Probability>) {
        debug_assert!(self.drawn == 0 || self.all[self.drawn - 1].id < id, "numbers rise");
        if self.all.len() == self.drawn {
            self.all.push(Row::default());
        }
        let row = &mut self.all[self.drawn];
        self.drawn += 1;
        row.id = id;
        (row.start, row.end) = (self.counts.len(), self.counts.len());
        row.hazards = (self.hazards.len(), self.hazards.len());
        (row, &mut self.counts, &mut self.hazards)
    }

    /// The row that was asked for last.
    pub(crate) fn last(&mut self) -> Option<&mut Row> {
        self.all[..self.drawn].last_mut()
    }

    /// Where the counts of the row that was asked for last go.
    pub(crate) fn open(&mut self) -> &mut Vec<u64> {
        &mut self.counts
    }

    /// Ends the row that was asked for last; gives its counts by tick.
    pub(crate) fn close(&mut self) -> &[u64] {
        let Some(row) = self.all[..self.drawn].last_mut() else { return &[] };
        row.end = self.counts.len();
        row.hazards.1 = self.hazards.len();
        &self.counts[row.start..]
    }

    pub(crate) fn get(&self, id: u64) -> Option<&Row> {
        let rows = &self.all[..self.drawn];
        rows.binary_search_by_key(&id, |row| row.id).ok().map(|place| &rows[place])
    }

    /// How the people of a row fell on ticks by `hazards`.
    pub(crate) fn fallen<'a>(&'a self, row: &Row, hazards: &'a [Probability]) -> Fallen<'a> {
        Fallen { people: row.split, hazards, counts: self.counts(row) }
    }

    /// How the people of a row fell on ticks by hazards of its own.
    pub(crate) fn mixed(&self, row: &Row) -> Fallen<'_> {
        self.fallen(row, &self.hazards[row.hazards.0..row.hazards.1])
    }

    /// What was noted in a row.
    pub(crate) fn counts(&self, row: &Row) -> &[u64] {
        &self.counts[row.start..row.end]
    }

    /// Fills it with what a replicate must not read.
    pub(crate) fn poison(&mut self, stream: &mut Stream) {
        self.all.resize_with(stream.random_range(0..9), Row::default);
        self.drawn = self.all.len();
        self.counts.resize(9, 0);
        self.counts.fill_with(|| stream.random());
        self.hazards.resize(9, Probability::ZERO);
        self.hazards.fill_with(|| Probability::clamped(stream.random()));
        for row in &mut self.all {
            row.id = stream.random();
            row.people = stream.random();
            row.tellers = stream.random();
            row.rate = Probability::clamped(stream.random());
            row.split = stream.random();
            row.parts.poison(stream);
            (row.start, row.end, row.hazards) = (0, 9, (0, 9));
        }
    }
}
