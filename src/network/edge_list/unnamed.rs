//! Which columns are the people where no header names them.

use std::collections::BTreeSet;

use super::EdgeListError;
use super::forms::TIMES;
use super::header::plain;
use super::moment::{is_compact_date, is_moment};
use super::number::any_number;
use super::row::Row;

/// Numbers that are no smaller are times rather than people or weights: seconds since 1970 have as many digits.
const LARGE: f64 = 1e8;

/// The columns of the people, and those before or between them that say when, or number the lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Unnamed {
    pub(super) people: [usize; 2],
    /// Columns of dates, times or other numbers, which nobody is called by.
    pub(super) aside: Vec<usize>,
    /// Whether the first column is a number of the line.
    pub(super) is_counted: bool,
}

/// The first two columns that may be people, behind `skipped` that number the lines.
pub(super) fn unnamed(names: &[String], rows: &[Row], skipped: usize, width: usize) -> Result<Unnamed, EdgeListError> {
    let table = Table { rows };
    let says_when = |column: usize| {
        let named = names.get(column).is_some_and(|name| TIMES.contains(&plain(name).as_str()));
        table.are(column, is_moment)
            || (width > 2 && table.are(column, is_compact_date))
            || named && table.are(column, |field| any_number(field).is_some())
    };
    let filled = (skipped..width).filter(|&column| !table.are(column, str::is_empty)).count();
    let mut aside: Vec<usize> = Vec::new();
    let mut free = Vec::new();
    for column in skipped..width.max(skipped + 2) {
        // `Ann<tab><tab>Bob`: what is empty in every line is nothing.
        if filled >= 2 && free.len() < 2 && column < width && table.are(column, str::is_empty) {
            continue;
        }
        if free.len() < 2 && says_when(column) { aside.push(column) } else { free.push(column) }
    }
    let mut is_counted = false;
    if let [first, one, other, ..] = free[..] {
        match table.leading(first, one, other) {
            Leading::People => {}
            Leading::Lines => {
                is_counted = first == 0;
                free.remove(0);
            }
            Leading::Times => {
                aside.push(free.remove(0));
            }
            Leading::Doubtful => return Err(EdgeListError::Numbers { column: first + 1 }),
        }
    }
    match free[..] {
        [one, other, ..] => Ok(Unnamed { people: [one, other], aside, is_counted }),
        _ => Err(EdgeListError::Times { column: aside.first().map_or(1, |column| column + 1) }),
    }
}

/// Whether the numbers of a column are so large that they are times: no weights.
pub(super) fn are_times(rows: &[Row], column: usize) -> bool {
    let table = Table { rows };
    table.are(column, is_compact_date)
        || table.are(column, |field| any_number(field).is_some_and(|value| value >= LARGE))
}

/// What the first of three columns is.
enum Leading {
    People,
    /// Numbers of the lines.
    Lines,
    Times,
    /// Numbers that rise and are none of the people behind them.
    Doubtful,
}

struct Table<'a> {
    rows: &'a [Row],
}

impl Table<'_> {
    fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.fields.get(column)).map(String::as_str)
    }

    /// Whether something stands in every line of a column, and is of a kind.
    fn are(&self, column: usize, is_of_kind: impl Fn(&str) -> bool) -> bool {
        !self.rows.is_empty()
            && self.rows.iter().all(|row| row.fields.get(column).is_some_and(|field| is_of_kind(field)))
    }

    fn numbers(&self, column: usize) -> Option<Vec<f64>> {
        self.rows.iter().map(|row| row.fields.get(column).and_then(|field| any_number(field))).collect()
    }

    fn leading(&self, first: usize, one: usize, other: usize) -> Leading {
        let Some(numbers) = self.numbers(first).filter(|numbers| numbers.len() >= 2) else { return Leading::People };
        let ids = |column: usize| self.values(column).collect::<BTreeSet<&str>>();
        let (leading, left, right) = (ids(first), ids(one), ids(other));
        let shared = left.intersection(&right).count();
        let steps = || numbers.windows(2).map(|pair| pair[1] - pair[0]);
        let counts = (numbers[0] == 0.0 || numbers[0] == 1.0) && steps().all(|step| step == 1.0);
        let words = |ids: &BTreeSet<&str>| ids.iter().all(|id| !id.is_empty() && any_number(id).is_none());
        let rises = steps().all(|step| step >= 0.0) && steps().any(|step| step > 0.0);
        if words(&left) && words(&right) {
            // Numbers before two words of which some are the same: nobody of the first column is in the others.
            return match shared {
                0 if rises && numbers[0] >= LARGE => Leading::Doubtful,
                0 => Leading::People,
                _ if counts => Leading::Lines,
                _ => Leading::Times,
            };
        }
        let (Some(left_numbers), Some(right_numbers)) = (self.numbers(one), self.numbers(other)) else {
            return Leading::People;
        };
        let apart = leading.is_disjoint(&left) && leading.is_disjoint(&right);
        let largest = left_numbers.iter().chain(&right_numbers).copied().fold(0.0, f64::max);
        let smallest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        if apart && rises && smallest >= LARGE && smallest > 10.0 * largest {
            return Leading::Times;
        }
        // Weights are few beside people, and few of them are people.
        let many = shared >= 2 && 4 * shared >= left.len().max(right.len());
        match apart && rises && many {
            true if counts => Leading::Lines,
            true => Leading::Doubtful,
            false => Leading::People,
        }
    }
}
