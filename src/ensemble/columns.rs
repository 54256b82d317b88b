use crate::model::{GenerationTally, GroupTally, Tally};
use crate::vocabulary::Metric;

/// The most rows of a chunk: small enough for its columns to stay in the cache of one core.
pub(super) const ROWS: usize = 256;
/// The length of a column, off a power of two so that the columns of one row do not share a cache set.
const LENGTH: usize = ROWS + 8;
const _: () = assert!(ROWS.is_power_of_two());

/// One number of all rows.
type Column = [u64; LENGTH];

/// The generations that have columns. Later ones, which may be hundreds and are mostly absent, are kept one by one.
pub(super) const FIRST_GENERATIONS: usize = 16;
/// The most generations that can be kept.
pub(super) const MOST_GENERATIONS: usize = 1 << 14;

/// The tallies of one model over some consecutive replicates, turned into columns.
#[derive(Debug)]
pub(super) struct Columns {
    /// The index of row 0.
    first_replicate: u64,
    /// The count metrics that the model defines.
    counted: Vec<Metric>,
    /// By [`Metric::index`].
    counts: Vec<Column>,
    revenue_lost: Vec<f64>,
    cost: Vec<f64>,
    /// By valence: tellers, impressions and reach of generation 0, of generation 1, ...
    generations: [Series; 2],
    /// Customers, impressions and customers lost of group 0, of group 1, ...
    groups: Series,
    /// Three counts and the other three of [`crate::model::TIMELINE`] at tick 0, at tick 1, ...
    timeline: Series,
}

/// Three columns for each item of a list whose length may differ from row to row; what is absent is 0.
#[derive(Debug)]
struct Series {
    values: Vec<[Column; 3]>,
    /// How many items may have columns.
    most: usize,
    /// How many have, in this chunk.
    items: usize,
    /// The length of the list in each row.
    lengths: Vec<usize>,
    /// The items beyond, by row.
    late: Vec<Late>,
}

/// An item without columns of its own.
#[derive(Debug)]
pub(super) struct Late {
    row: usize,
    /// Its place in the list.
    pub(super) item: usize,
    pub(super) values: [u64; 3],
}

impl Columns {
    pub(super) fn new(counted: Vec<Metric>) -> Self {
        Self {
            first_replicate: 0,
            counted,
            counts: vec![[0; LENGTH]; Metric::COUNT],
            revenue_lost: vec![0.0; ROWS],
            cost: vec![0.0; ROWS],
            generations: [Series::new(FIRST_GENERATIONS), Series::new(FIRST_GENERATIONS)],
            groups: Series::new(usize::MAX),
            timeline: Series::new(usize::MAX),
        }
    }

    /// Forgets all rows; the next ones are replicate `first_replicate` and those after it.
    pub(super) fn start(&mut self, first_replicate: u64) {
        self.first_replicate = first_replicate;
        self.groups.clear();
        self.timeline.clear();
        self.generations.iter_mut().for_each(Series::clear);
    }

    /// Appends row number `row`.
    pub(super) fn write(&mut self, row: usize, tally: &Tally) {
        self.write_metrics(row, tally);
        // It changes no row; without a doubt about its size the loops need no checks.
        let row = row % ROWS;
        for (series, generations) in self.generations.iter_mut().zip(&tally.generations) {
            let generations =
                generations.iter().map(|generation| [generation.tellers, generation.impressions, generation.reach]);
            series.write(row, generations);
        }
        let groups = tally.groups.iter().map(|group| [group.customers, group.impressions, group.customers_lost]);
        self.groups.write(row, groups);
        if !tally.timeline.is_empty() {
            let halves = |place: usize| {
                let (now, half) = (tally.timeline[place / 2], 3 * (place % 2));
                [now[half], now[half + 1], now[half + 2]]
            };
            self.timeline.write(row, (0..2 * tally.timeline.len()).map(halves));
        }
    }

    /// Writes row number `row`, without its generations and groups.
    #[inline]
    pub(super) fn write_metrics(&mut self, row: usize, tally: &Tally) {
        let row = row % ROWS;
        for (column, &count) in self.counts.iter_mut().zip(&tally.counts) {
            column[row] = count;
        }
        self.revenue_lost[row] = tally.revenue_lost;
        self.cost[row] = tally.cost;
    }

    /// The tally of a row, as it was written, into `tally`.
    pub(super) fn read(&self, row: usize, tally: &mut Tally) {
        for &metric in &self.counted {
            tally.counts[metric.index()] = self.counts[metric.index()][row];
        }
        tally.revenue_lost = self.revenue_lost[row];
        tally.cost = self.cost[row];
        for (series, generations) in self.generations.iter().zip(&mut tally.generations) {
            let read = |[tellers, impressions, reach]: [u64; 3]| GenerationTally { tellers, impressions, reach };
            generations.clear();
            generations.extend(series.read(row).map(read));
        }
        let read =
            |[customers, impressions, customers_lost]: [u64; 3]| GroupTally { customers, impressions, customers_lost };
        tally.groups.clear();
        tally.groups.extend(self.groups.read(row).map(read));
    }

    /// The index of row 0.
    pub(super) fn first_replicate(&self) -> u64 {
        self.first_replicate
    }

    /// The values of a count metric in the first `rows` rows.
    pub(super) fn counts(&self, metric: Metric, rows: usize) -> &[u64] {
        &self.counts[metric.index()][..rows]
    }

    /// The same without the rows that have no value; `buffer` holds those that are left.
    pub(super) fn present<'a>(&'a self, metric: Metric, rows: usize, buffer: &'a mut [u64; ROWS]) -> &'a [u64] {
        let counts = self.counts(metric, rows);
        if !metric.may_be_absent() {
            return counts;
        }
        let mut many = 0;
        for &count in counts.iter().filter(|count| **count != Metric::ABSENT) {
            buffer[many] = count;
            many += 1;
        }
        &buffer[..many]
    }

    /// The counts of these rows and of another model's, where both have a value.
    pub(super) fn both_present<'a>(
        &'a self,
        other: &'a Self,
        metric: Metric,
        rows: usize,
        buffers: &'a mut [[u64; ROWS]; 2],
    ) -> [&'a [u64]; 2] {
        let (own, other) = (self.counts(metric, rows), other.counts(metric, rows));
        if !metric.may_be_absent() {
            return [own, other];
        }
        let [left, right] = buffers;
        let mut many = 0;
        let both = |(own, other): &(&u64, &u64)| **own != Metric::ABSENT && **other != Metric::ABSENT;
        for (&own, &other) in own.iter().zip(other).filter(both) {
            (left[many], right[many]) = (own, other);
            many += 1;
        }
        [&left[..many], &right[..many]]
    }

    /// The values of a money metric in the first `rows` rows; `buffer` holds those that are sums.
    pub(super) fn money<'a>(&'a self, metric: Metric, rows: usize, buffer: &'a mut [f64; ROWS]) -> &'a [f64] {
        match metric {
            Metric::RevenueLost => &self.revenue_lost[..rows],
            Metric::Cost => &self.cost[..rows],
            _ => {
                let sums = &mut buffer[..rows];
                for ((sum, revenue_lost), cost) in sums.iter_mut().zip(&self.revenue_lost).zip(&self.cost) {
                    *sum = revenue_lost + cost;
                }
                sums
            }
        }
    }

    /// The generations of a valence beyond [`FIRST_GENERATIONS`].
    pub(super) fn late_generations(&self, valence: usize) -> &[Late] {
        &self.generations[valence].late
    }

    /// How many generations of a valence have columns.
    pub(super) fn generations(&self, valence: usize) -> usize {
        self.generations[valence].items
    }

    /// Tellers, impressions and reach of a generation in the first `rows` rows; `None` where no row has it.
    pub(super) fn generation(&self, valence: usize, generation: usize, rows: usize) -> Option<[&[u64]; 3]> {
        self.generations[valence].columns(generation, rows)
    }

    /// Customers, impressions and customers lost of a group in the first `rows` rows.
    pub(super) fn group(&self, group: usize, rows: usize) -> Option<[&[u64]; 3]> {
        self.groups.columns(group, rows)
    }

    /// Three of the counts at a tick in the first `rows` rows: item 2 t has the first three of tick t, item 2 t + 1 the
    /// other three.
    pub(super) fn timeline(&self, item: usize, rows: usize) -> Option<[&[u64]; 3]> {
        self.timeline.columns(item, rows)
    }
}

impl Series {
    fn new(most: usize) -> Self {
        Self { values: Vec::new(), most, items: 0, lengths: vec![0; ROWS], late: Vec::new() }
    }

    fn clear(&mut self) {
        self.items = 0;
        self.late.clear();
    }

    /// Adds columns up to `items`, with zeros for the rows before `row`.
    #[cold]
    fn widen(&mut self, items: usize, row: usize) {
        if self.values.len() < items {
            self.values.resize(items, [[0; LENGTH]; 3]);
        }
        for column in self.values[self.items..items].iter_mut().flatten() {
            column[..row].fill(0);
        }
        self.items = items;
    }

    fn write(&mut self, row: usize, mut list: impl ExactSizeIterator<Item = [u64; 3]>) {
        self.lengths[row] = list.len();
        let first = list.len().min(self.most);
        if first > self.items {
            self.widen(first, row);
        }
        let row = row % ROWS;
        let (present, absent) = self.values[..self.items].split_at_mut(first);
        for ([left, middle, right], [a, b, c]) in present.iter_mut().zip(list.by_ref()) {
            (left[row], middle[row], right[row]) = (a, b, c);
        }
        for column in absent.iter_mut().flatten() {
            column[row] = 0;
        }
        if list.len() == 0 {
            return;
        }
        self.late.extend(list.enumerate().map(|(place, values)| Late { row, item: first + place, values }));
    }

    fn read(&self, row: usize) -> impl Iterator<Item = [u64; 3]> {
        let first = self.values.iter().take(self.lengths[row].min(self.most));
        let first = first.map(move |columns| columns.each_ref().map(|column| column[row]));
        let late = &self.late[self.late.partition_point(|late| late.row < row)..];
        first.chain(late.iter().take_while(move |late| late.row == row).map(|late| late.values))
    }

    fn columns(&self, item: usize, rows: usize) -> Option<[&[u64]; 3]> {
        let columns = self.values[..self.items].get(item)?;
        Some(columns.each_ref().map(|column| &column[..rows]))
    }
}
