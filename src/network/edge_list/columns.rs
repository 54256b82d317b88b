use std::collections::BTreeSet;

use super::EdgeListError;
use super::couple::{Couple, couple};
use super::format::EdgeFormat;
use super::header::{Form, Heading, Role, role};
use super::layout::{Header, Layout};
use super::look_alike::look;
use super::moment::is_moment;
use super::number::{any_number, is_code};
use super::row::Row;
use super::separator::Trial;
use super::unnamed::{Unnamed, are_times, unnamed};

/// Which columns are the people and the weight, and whether the first line is a header.
pub(super) fn choose(trial: &Trial, format: &EdgeFormat) -> Result<Layout, EdgeListError> {
    let mut names = trial.rows[0].fields.clone();
    if trial.has_row_names() {
        names.insert(0, String::new());
    }
    let header = match format.header {
        Some(true) => Header::Yes,
        Some(false) => Header::No,
        None if names_a_column(format) => Header::Yes,
        None => header(trial, &names),
    };
    let has_header = header != Header::No;
    let rows = &trial.rows[usize::from(has_header)..];
    let names = if has_header { names } else { Vec::new() };
    let width = names.len().max(rows.iter().map(|row| row.fields.len()).max().unwrap_or(0));
    let couple = couple(&names, rows);
    let weight_names = || names.iter().position(|name| role(name) == Some(Role::Weight));
    let (told, mut hidden, mut aside) = (format.source.is_some() || format.target.is_some(), 0, Vec::new());
    let mut people = if let Some(Couple { columns, is_one_person }) = couple {
        if is_one_person && !told {
            return Err(EdgeListError::OnePerson { columns: columns.map(|column| names[column].clone()) });
        }
        columns
    } else {
        hidden = usize::from(has_index(&names, rows, width));
        match unnamed(&names, rows, hidden, width) {
            Ok(found) => {
                hidden = hidden.max(usize::from(found.is_counted));
                aside = found.aside;
                found.people
            }
            Err(_) if told => [hidden, hidden + 1],
            Err(error) => return Err(error),
        }
    };
    let find = |name: &Option<String>| name.as_deref().map(|name| find(name, &names, width)).transpose();
    let (source, target) = (find(&format.source)?, find(&format.target)?);
    people = match (source, target) {
        (Some(source), Some(target)) => [source, target],
        (Some(source), None) => [source, if people[1] == source { people[0] } else { people[1] }],
        (None, Some(target)) => [if people[0] == target { people[1] } else { people[0] }, target],
        (None, None) => people,
    };
    let behind = people[0].max(people[1]) + 1;
    let asked = find(&format.weight)?;
    if people[0] == people[1] {
        return Err(EdgeListError::OneColumn { column: people[0] + 1 });
    }
    // What a header names is a weight if it says so; what nothing names, if it is a number.
    let is_unnamed = names.get(behind).is_none_or(String::is_empty);
    let weight = asked
        .or(weight_names().filter(|column| !people.contains(column)))
        .or_else(|| (is_unnamed && is_weight(rows, behind) && !are_times(rows, behind)).then_some(behind));
    let filled = |column: usize| rows.iter().any(|row| row.field(column).is_some());
    let counts =
        |column: usize| column < behind && names.get(column).is_some_and(|name| role(name) == Some(Role::Index));
    let is_unused =
        |&column: &usize| !people.contains(&column) && weight != Some(column) && filled(column) && !counts(column);
    let may_weigh = |column: usize| {
        let says_other = |name: &String| {
            matches!(role(name), Some(Role::Other | Role::Index)) || Heading::of(name).form != Form::Plain
        };
        let broken = |row: &Row| row.fields.get(column).is_none_or(|field| field.contains(['.', ',']));
        !names.get(column).is_some_and(says_other)
            && is_weight(rows, column)
            && !are_times(rows, column)
            && (!aside.contains(&column) || rows.iter().any(broken))
    };
    let says_directed = (0..names.len())
        .filter(is_unused)
        .any(|column| super::header::plain(&names[column]) == "type" && are_directed(rows, column));
    let ids = |row: &Row| people.map(|column| row.fields.get(column).cloned().unwrap_or_default());
    let pairs = || rows.iter().map(ids);
    // A contact of somebody with themselves is left out.
    let first = pairs().find(|[one, other]| one != other).or_else(|| pairs().next()).unwrap_or_default();
    Ok(Layout {
        separator: trial.separator,
        people,
        weight,
        unused: (hidden..width).filter(is_unused).map(|column| (column, may_weigh(column))).collect(),
        aside,
        says_directed,
        header,
        start: trial.start(has_header),
        names,
        promised: None,
        bare: false,
        first,
        plain: people == [0, 1] && weight.is_none_or(|column| column == 2) && !rows.is_empty(),
    })
}

/// Whether the format calls a column by a name that is no number.
fn names_a_column(format: &EdgeFormat) -> bool {
    let columns = [&format.source, &format.target, &format.weight];
    columns.into_iter().flatten().any(|name| name.parse::<usize>().is_err())
}

/// A column by its name, or else by its number from 1.
fn find(name: &str, names: &[String], width: usize) -> Result<usize, EdgeListError> {
    let same = |other: &String| other.trim() == name.trim();
    let plain = super::header::plain(name);
    let number = || name.parse::<usize>().ok().filter(|number| (1..=width).contains(number)).map(|number| number - 1);
    names
        .iter()
        .position(same)
        .or_else(number)
        .or_else(|| names.iter().position(|other| !plain.is_empty() && super::header::plain(other) == plain))
        .ok_or_else(|| {
            let numbers = || (1..=width).map(|number| number.to_string()).collect();
            EdgeListError::NoColumn {
                name: name.to_owned(),
                columns: if names.is_empty() { numbers() } else { names.to_vec() },
            }
        })
}

/// Whether the first of several lines is a header, as far as the first lines show.
fn header(trial: &Trial, names: &[String]) -> Header {
    let rows = &trial.rows[1..];
    let known = couple(names, rows).map(|couple| couple.columns);
    if trial.has_row_names() {
        return Header::Yes;
    }
    let known_pair = known.is_some();
    let has_number = names.iter().any(|name| any_number(name).is_some() || is_missing(name) || is_moment(name));
    if rows.is_empty() {
        return if known_pair && !has_number { Header::Yes } else { Header::No };
    }
    if has_number && !known_pair {
        return Header::No;
    }
    let indexed = usize::from(has_index(names, rows, names.len()));
    let behind = || unnamed(names, rows, indexed, names.len()).map(|Unnamed { people, .. }| people);
    let people = known.unwrap_or_else(|| behind().unwrap_or([indexed, indexed + 1]));
    let ids: Vec<&str> = people.iter().filter_map(|&column| names.get(column)).map(String::as_str).collect();
    let elsewhere = rows.iter().flat_map(|row| people.iter().filter_map(|&column| row.fields.get(column)));
    let looks: Vec<String> = ids.iter().map(|id| look(id)).collect();
    if ids.iter().any(|id| id.is_empty()) || elsewhere.clone().any(|id| looks.contains(&look(id))) {
        return Header::No;
    }
    // Ids that are numbered are no names of columns, where all others are numbered in the same way.
    let alike = |column: usize| {
        names.get(column).is_some_and(|name| {
            name.bytes().any(|byte| byte.is_ascii_digit())
                && rows.iter().all(|row| row.fields.get(column).is_some_and(|id| shape(id) == shape(name)))
        })
    };
    if !known_pair && people.into_iter().all(alike) {
        return Header::No;
    }
    let is_number =
        |column: usize| rows.iter().all(|row| row.fields.get(column).is_some_and(|field| any_number(field).is_some()));
    // A column of numbers whose first line is a word.
    let told = (0..names.len()).any(is_number);
    Header::Perhaps { known: known_pair || told }
}

/// What stands where a number is not known.
fn is_missing(field: &str) -> bool {
    ["na", "nan", "null", "none", "inf", "-inf", "infinity", "#n/a"].contains(&field.to_lowercase().as_str())
}

/// An id with every run of digits as one 0.
fn shape(id: &str) -> String {
    let kinds = id.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter });
    let mut shape: Vec<char> = kinds.collect();
    shape.dedup_by(|a, b| *a == '0' && *b == '0');
    shape.into_iter().collect()
}

/// Whether the first of at least three columns numbers the lines, or names them in a header of its own.
fn has_index(names: &[String], rows: &[Row], width: usize) -> bool {
    if width < 3 {
        return false;
    }
    let own = names.first().map(|name| (name.is_empty(), role(name) == Some(Role::Index)));
    let numbers: Option<Vec<i64>> =
        rows.iter().map(|row| row.fields.first().and_then(|field| field.parse().ok())).collect();
    let counts = numbers.is_some_and(|numbers| {
        numbers.first().is_some_and(|&first| first == 0 || first == 1)
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    });
    let column = |at: usize| -> BTreeSet<&str> {
        rows.iter().filter_map(|row| row.fields.get(at)).map(String::as_str).collect()
    };
    match own {
        Some((true, _)) => true,
        Some((_, true)) => counts,
        _ => {
            let (second, third) = (column(1), column(2));
            let words = |ids: &BTreeSet<&str>| ids.iter().all(|id| !id.is_empty() && any_number(id).is_none());
            rows.len() >= 2 && counts && words(&second) && words(&third) && !second.is_disjoint(&third)
        }
    }
}

/// Whether half of the lines that have something there or more have a number. Digits behind a zero are those of a
/// telephone or a town.
fn is_weight(rows: &[Row], column: usize) -> bool {
    let fields: Vec<&str> = rows.iter().filter_map(|row| row.fields.get(column)).map(String::as_str).collect();
    let number = |field: &str| any_number(field.strip_suffix('%').map_or(field, str::trim_end)).is_some();
    if fields.iter().any(|field| number(field) && is_code(field)) {
        return false;
    }
    let numbers = fields.iter().filter(|field| number(field)).count();
    numbers > 0 && 2 * numbers >= fields.iter().filter(|field| !field.is_empty()).count()
}

/// Whether a column says `Directed` in every line that has something there, and in one at least.
fn are_directed(rows: &[Row], column: usize) -> bool {
    let mut said = rows.iter().filter_map(|row| row.field(column)).peekable();
    said.peek().is_some() && said.all(|field| field.eq_ignore_ascii_case("directed"))
}

/// A number behind the people in fewer than half of the lines, which no header names: a weight or a third person.
pub(super) fn ragged(trial: &Trial, layout: &Layout) -> Option<EdgeListError> {
    let behind = layout.people[0].max(layout.people[1]) + 1;
    let rows = &trial.rows[usize::from(layout.header != Header::No)..];
    let longer: Vec<&Row> = rows.iter().filter(|row| row.filled() > behind).collect();
    let named = layout.names.get(behind).is_some_and(|name| !name.is_empty());
    let first = longer.first().filter(|_| !named && layout.weight == Some(behind) && 2 * longer.len() < rows.len())?;
    Some(EdgeListError::Ragged { line: first.line, fields: first.filled(), most: behind })
}
