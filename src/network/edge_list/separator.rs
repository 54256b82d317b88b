use std::collections::HashSet;

use super::EdgeListError;
use super::couple::couple;
use super::foreign::MATRIX;
use super::format::Separator;
use super::header::{Role, role};
use super::matrix::is_matrix;
use super::number::any_number;
use super::records::{Record, Records};
use super::row::Row;

/// How many of the first lines are looked at.
const LINES: usize = 100;

/// What is tried, in this order: where a comma may begin decimals, semicolons and tabs go before it.
const CANDIDATES: [Separator; 4] =
    [Separator::Byte(b'\t'), Separator::Byte(b';'), Separator::Byte(b','), Separator::Blanks];

/// The first lines, cut at one separator.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) separator: Separator,
    pub(super) rows: Vec<Row>,
    /// The length of the text.
    end: usize,
    error: Option<EdgeListError>,
}

impl Trial {
    /// Where the contacts begin.
    pub(super) fn start(&self, header: bool) -> usize {
        self.rows.get(usize::from(header)).map_or(self.end, |row| row.start)
    }

    fn new(head: &str, start: usize, complete: bool, separator: Separator) -> Self {
        let mut records = Records::new(head, separator, start);
        let mut record = Record::default();
        let mut trial = Self { separator, rows: Vec::new(), end: head.len(), error: None };
        while trial.rows.len() < LINES {
            match records.next(&mut record) {
                // The last line may go on, and so may a quote.
                Ok(true) if record.open && !complete => break,
                Ok(true) => trial.rows.push(Row {
                    line: record.line,
                    start: record.start,
                    fields: record.fields.iter().map(|field| field.clone().into_owned()).collect(),
                }),
                Ok(false) => break,
                Err(error) => {
                    // A quote that is open at the end of a part is perhaps closed behind it.
                    trial.error = (complete || trial.rows.is_empty()).then_some(error);
                    break;
                }
            }
        }
        trial
    }

    /// Whether all lines have as many fields, at least two; a header may lack the name of the first column.
    fn fits(&self) -> bool {
        let even = |count: fn(&Row) -> usize| {
            let counts: Vec<usize> = self.rows.iter().map(count).collect();
            let [first, rest @ ..] = &counts[..] else { return false };
            let most = rest.first().copied().unwrap_or(*first);
            most >= 2 && rest.iter().all(|&count| count == most) && *first == most
        };
        self.error.is_none() && (even(|row| row.fields.len()) || even(Row::filled) || self.lacks_a_name())
    }

    /// Whether the header has one name less than the lines have fields, as R writes them.
    pub(super) fn has_row_names(&self) -> bool {
        let [header, rest @ ..] = &self.rows[..] else { return false };
        // `Ann,Bob` above `Bob,Cid,a note` has no names of lines.
        let numbered = rest.iter().all(|row| row.fields.first().is_some_and(|name| any_number(name).is_some()));
        self.lacks_a_name() && (numbered || header.fields.iter().any(|name| role(name).is_some()))
    }

    /// Whether every line has one field more than the first one, and each begins in another way.
    fn lacks_a_name(&self) -> bool {
        let [header, rest @ ..] = &self.rows[..] else { return false };
        let count = header.fields.len();
        let mut seen = HashSet::new();
        count >= 2
            && !rest.is_empty()
            && header.fields.iter().all(|name| !name.is_empty() && any_number(name).is_none())
            && rest
                .iter()
                .all(|row| row.fields.len() == count + 1 && row.filled() > count && seen.insert(row.fields[0].as_str()))
    }

    fn splits(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.fields.len() >= 2)
    }
}

/// The separator that gives every line as many fields, and the lines cut at it; `told` if the columns of the people are
/// said.
pub(super) fn understand(
    head: &str,
    start: usize,
    complete: bool,
    said: Option<Separator>,
    told: bool,
) -> Result<Trial, EdgeListError> {
    if let Some(separator) = said {
        let trial = Trial::new(head, start, complete, separator);
        if let Some(error) = &trial.error {
            return Err(error.clone());
        }
        return contacts(trial, complete, told);
    }
    let mut trials: Vec<Trial> =
        CANDIDATES.into_iter().map(|separator| Trial::new(head, start, complete, separator)).collect();
    if let Some(error) = trials.iter().all(|trial| trial.error.is_some()).then(|| trials[0].error.clone()).flatten() {
        return Err(error);
    }
    let best = trials.iter().position(Trial::fits);
    let best = match best {
        // `1 2 0,5`: the comma is that of a decimal.
        Some(2) if trials[3].fits() && has_decimal_commas(&trials[3]) => Some(3),
        other => other,
    };
    if let Some(best) = best {
        let trial = trials.swap_remove(best);
        return plausible(head, contacts(trial, complete, told)?);
    }
    uneven(trials)
}

/// Refuses lines that are cut rightly and are no contacts each.
fn contacts(trial: Trial, complete: bool, told: bool) -> Result<Trial, EdgeListError> {
    let rows = &trial.rows;
    let width = rows.iter().map(Row::filled).max().unwrap_or(0);
    let cut: Vec<&[String]> = rows.iter().map(|row| &row.fields[..row.fields.len().min(width)]).collect();
    if !told && is_matrix(&cut, width, complete && rows.len() < LINES) {
        return Err(EdgeListError::Foreign(Box::new(MATRIX)));
    }
    title(&trial).map_or(Ok(trial), Err)
}

/// A title above the header, in one field or few.
fn title(trial: &Trial) -> Option<EdgeListError> {
    let [first, rest @ ..] = &trial.rows[..] else { return None };
    let (at, header) = rest.iter().enumerate().take(8).find(|(_, row)| says_columns(&row.fields))?;
    let (above, below) = (&trial.rows[..=at], &rest[at + 1..]);
    let again = |name: &String| !name.is_empty() && below.iter().any(|row| row.fields.contains(name));
    if below.is_empty() || below.iter().any(|row| row.filled() < 2) || header.fields.iter().any(again) {
        return None;
    }
    let people = |row: &Row| couple(&row.fields, &[]).map(|couple| couple.columns);
    let is_bare = above.iter().all(|row| row.filled() < 2);
    let is_shorter = above.iter().all(|row| row.filled() < header.filled());
    let in_full = people(header).is_some_and(|people| {
        people.iter().all(|&at| header.fields[at].len() >= 4 && header.fields[at].chars().all(char::is_alphabetic))
    });
    let is_title = is_bare || (is_shorter && people(header).is_some()) || (in_full && people(first).is_none());
    is_title.then_some(EdgeListError::Title { line: first.line, next: header.line, is_header: true })
}

/// Whether at least two fields are words, and one of them is what headers call people or weights.
fn says_columns(fields: &[String]) -> bool {
    let filled = fields.iter().filter(|name| !name.is_empty()).count();
    let known = |name: &String| role(name).is_some_and(|role| !matches!(role, Role::Index | Role::Other));
    filled >= 2
        && fields.iter().all(|name| any_number(name).is_none())
        && fields.iter().any(|name| name.len() >= 3 && known(name))
}

/// Whether every comma stands inside a decimal number, of three fields or more.
fn has_decimal_commas(blanks: &Trial) -> bool {
    blanks.rows.iter().all(|row| {
        row.fields.len() >= 3 && row.fields.iter().all(|field| !field.contains(',') || any_number(field).is_some())
    })
}

/// Refuses what splits evenly and is written in another way all the same.
fn plausible(head: &str, trial: Trial) -> Result<Trial, EdgeListError> {
    let rows = &trial.rows;
    let line = rows.first().map_or(1, |row| row.line);
    let is_sign = |field: &str| !field.is_empty() && !field.chars().any(char::is_alphanumeric);
    // `a -> b`, `a | b`.
    let signs = rows.iter().all(|row| row.fields.len() >= 3 && is_sign(&row.fields[1]));
    // `(1, 2)`.
    let brackets = rows.iter().all(|row| {
        let last = row.fields.last().map_or("", |field| field.trim_end_matches([',', ';']));
        row.fields[0].starts_with(['(', '[', '{']) && (last.ends_with([')', ']', '}']))
    });
    // `Ann Lee|Bob Ray`, `Ann Lee -> Bob Ray`.
    let inner = trial.separator == Separator::Blanks
        && ["|", "->", "=>", "→", "--"].iter().any(|sign| {
            let lines = head.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
            lines.take(rows.len()).all(|line| line.matches(sign).count() == 1)
        });
    if signs || brackets || inner {
        return Err(EdgeListError::NoSeparator { line });
    }
    if trial.separator == Separator::Byte(b',') && has_split_decimals(&trial) {
        return Err(EdgeListError::DecimalComma { line: rows.get(1).map_or(line, |row| row.line) });
    }
    Ok(trial)
}

/// Four fields of which the last two are a decimal that was torn at its comma.
fn has_split_decimals(trial: &Trial) -> bool {
    let digits = |field: &str| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
    let data: Vec<&Row> = trial.rows.iter().filter(|row| row.fields.len() >= 4).collect();
    data.len() + 1 >= trial.rows.len()
        && !data.is_empty()
        && (data.len() < trial.rows.len() || any_number(&trial.rows[0].fields[2]).is_some())
        && data.iter().all(|row| {
            row.fields.len() == 4 && (row.fields[2] == "0" || row.fields[2] == "1") && digits(&row.fields[3])
        })
        && data.iter().any(|row| row.fields[2] == "0" && row.fields[3] != "0")
}

/// No separator gives every line as many fields.
fn uneven(mut trials: Vec<Trial>) -> Result<Trial, EdgeListError> {
    let lines = trials.iter().map(|trial| trial.rows.len()).max().unwrap_or(0);
    if let Some(error) = trials.iter().find_map(|trial| trial.error.clone()) {
        return Err(error);
    }
    if let Some(title) = trials.iter().find_map(title) {
        return Err(title);
    }
    let split = |trial: &Trial| (0..lines).filter(|&row| trial.splits(row)).count();
    // The first of those that split most lines.
    let best = (0..trials.len()).min_by_key(|&at| lines - split(&trials[at]));
    let Some(best) = best.filter(|_| lines > 0) else {
        return Ok(trials.swap_remove(3));
    };
    if split(&trials[best]) == 0 {
        let line = trials[best].rows.first().map_or(1, |row| row.line);
        return Err(EdgeListError::NoSeparator { line });
    }
    // A quote that goes on over lines for one separator makes fewer of them.
    let left: Vec<usize> = (0..trials[best].rows.len()).filter(|&row| !trials[best].splits(row)).collect();
    if let Some(&row) = left.first() {
        let other = |row: usize| trials.iter().find(|trial| trial.splits(row));
        let rows = &trials[best].rows;
        // `Liste des amis` above the list: so many words are no two ids.
        let is_said = rows[0].fields[0].split_whitespace().count() >= 3
            && other(0).is_some_and(|trial| trial.separator == Separator::Blanks);
        if is_said && left.iter().copied().eq(0..left.len()) && rows.len() >= left.len() + 2 {
            return Err(EdgeListError::Title { line: rows[0].line, next: rows[left.len()].line, is_header: false });
        }
        if left.iter().all(|&row| other(row).is_some()) {
            let line = trials[best].rows[row].line;
            let other = other(row).map_or(Separator::Blanks, |trial| trial.separator);
            return Err(EdgeListError::Separators { line, most: trials[best].separator, other });
        }
    } else if trials[best].separator == Separator::Byte(b',') && has_split_decimals(&trials[best]) {
        return Err(EdgeListError::DecimalComma { line: trials[best].rows[0].line });
    }
    Ok(trials.swap_remove(best))
}

/// The separator of a list of which one column counts; `None` where lines are one field each.
pub(super) fn understand_column(head: &str, complete: bool) -> Result<Option<Separator>, EdgeListError> {
    // Blanks are a part of names here.
    let trials: Vec<Trial> =
        CANDIDATES[..3].iter().map(|&separator| Trial::new(head, 0, complete, separator)).collect();
    if let Some(error) = trials.iter().all(|trial| trial.error.is_some()).then(|| trials[0].error.clone()).flatten() {
        return Err(error);
    }
    // A comma is a part of names, too, unless a header says another thing.
    let named = |trial: &Trial| trial.rows[0].fields.iter().all(|name| role(name).is_some());
    let fits = |trial: &&Trial| trial.fits() && (trial.separator != Separator::Byte(b',') || named(trial));
    Ok(trials.iter().find(fits).map(|trial| trial.separator))
}
