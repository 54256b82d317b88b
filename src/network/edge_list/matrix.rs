//! Squares of numbers: who knows whom as a matrix. Read as a list, numbers would know numbers.

use std::collections::HashSet;

use super::couple::couple;
use super::header::{Role, plain, role, stem};
use super::number::any_number;

/// Whether lines of so many fields or fewer are a square of numbers, with or without names at its edges; `all` if there
/// are no others.
pub(super) fn is_matrix(rows: &[&[String]], width: usize, all: bool) -> bool {
    let [header, rest @ ..] = rows else { return false };
    if rest.is_empty() || width < 2 {
        return false;
    }
    let bare = Square { rows, skipped: 0, side: width, all };
    if bare.is_matrix(None) {
        return true;
    }
    // Names of lines stand below an empty corner, below a word for them, or below nothing at all, as R writes them.
    let short = header.len() + 1 == width;
    let corner = header.first().is_some_and(|name| name.is_empty() || role(name) == Some(Role::Index));
    let names = &header[usize::from(!short)..];
    let named = Square { rows: rest, skipped: 1, side: width - 1, all };
    // `1 2 3` above `2 3 1` and `3 1 2` are contacts.
    let is_said = short || corner || names.iter().any(|name| any_number(name).is_none());
    if is_said && has_same_names(names, rest) && named.is_of_numbers() {
        return true;
    }
    (short || corner) && named.is_matrix(Some(names))
        || is_table_of_words(names, rest) && named.is_binary()
        || !short && Square { rows: rest, skipped: 0, side: width, all }.is_matrix(Some(header))
}

/// Whether the names of the columns are those of the lines.
fn has_same_names(names: &[String], rows: &[&[String]]) -> bool {
    let own: Vec<&String> = rows.iter().filter_map(|row| row.first()).collect();
    let same = || names.iter().zip(&own).all(|(name, own)| name == *own);
    let permuted = || names.len() == own.len() && names.iter().collect::<HashSet<_>>() == own.iter().copied().collect();
    names.len() >= 2 && own.len() >= 2 && (same() || permuted())
}

/// Whether each line begins with another word, below names that no edge list has.
fn is_table_of_words(names: &[String], rows: &[&[String]]) -> bool {
    let mut seen = HashSet::new();
    let mut first = rows.iter().filter_map(|row| row.first());
    names.len() >= 2
        && rows.len() >= 2
        && names.iter().all(|name| !name.is_empty() && any_number(name).is_none() && role(name).is_none())
        && first.all(|name| !name.is_empty() && value(name).is_none() && seen.insert(name))
}

/// Numbers behind the names of lines.
struct Square<'a> {
    rows: &'a [&'a [String]],
    /// How many columns stand before it.
    skipped: usize,
    /// How many columns it has.
    side: usize,
    /// Whether all lines are there, so that there are as many.
    all: bool,
}

impl Square<'_> {
    fn cell(&self, row: usize, column: usize) -> Option<f64> {
        value(self.rows[row].get(self.skipped + column).map_or("", String::as_str))
    }

    /// Whether the lines are those of a matrix, below the names of its columns if it has them.
    fn is_matrix(&self, names: Option<&[String]>) -> bool {
        let rows = self.rows.len();
        let square = if self.all { rows == self.side } else { rows <= self.side };
        if !square || rows < 2 || !self.is_of_numbers() || names.is_some_and(|names| !self.may_be_people(names)) {
            return false;
        }
        let diagonal = |at: usize| self.cell(at, at);
        let hollow = (0..rows).all(|at| diagonal(at) == Some(0.0));
        let constant = (0..rows).all(|at| diagonal(at) == diagonal(0));
        let symmetric = (0..rows).all(|row| (0..row).all(|column| self.cell(row, column) == self.cell(column, row)));
        let broken =
            (0..rows).any(|row| (0..2).any(|column| self.cell(row, column).is_some_and(|id| id.fract() != 0.0)));
        match self.side {
            // `A B` above `1 2` and `2 1` are two contacts.
            2 => names.is_some() && hollow && symmetric && self.is_binary(),
            // Three lines of three numbers are weighted contacts as well.
            3 => self.is_binary() || hollow && (names.is_some() || symmetric || broken) || constant && symmetric,
            _ => self.is_binary() || hollow || symmetric,
        }
    }

    /// Whether the names of columns are people, or numbers of columns, and not those of an edge list.
    fn may_be_people(&self, names: &[String]) -> bool {
        let numbers: Option<Vec<u64>> = names.iter().map(|name| name.parse().ok()).collect();
        let counts = numbers.is_some_and(|numbers| numbers.windows(2).all(|pair| pair[1] == pair[0] + 1));
        let numbered = names.iter().all(|name| stem(name) == stem(&names[0]) && stem(name) != plain(name));
        let weighted = names.iter().any(|name| role(name) == Some(Role::Weight) && plain(name).len() >= 3);
        let words = names.iter().all(|name| !name.is_empty() && any_number(name).is_none());
        names.len() == self.side && (counts || numbered || words && !weighted && couple(names, &[]).is_none())
    }

    fn is_of_numbers(&self) -> bool {
        (0..self.rows.len()).all(|row| (0..self.side).all(|column| self.cell(row, column).is_some()))
    }

    fn is_binary(&self) -> bool {
        let binary = |cell: Option<f64>| cell == Some(0.0) || cell == Some(1.0);
        (0..self.rows.len()).all(|row| (0..self.side).all(|column| binary(self.cell(row, column))))
    }
}

/// What a cell says: a number, a word for yes or no, or nothing, which is no contact.
fn value(cell: &str) -> Option<f64> {
    any_number(cell).or_else(|| match plain(cell).as_str() {
        "" | "false" | "faux" | "no" | "non" => Some(0.0),
        "true" | "vrai" | "yes" | "oui" | "x" => Some(1.0),
        _ => None,
    })
}
