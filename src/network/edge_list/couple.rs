//! Which columns of a header are the two people.

use std::collections::BTreeSet;

use super::header::{Form, Heading, Role, is_person, plain, role};
use super::number::any_number;
use super::row::Row;

/// The columns of the two people that a header names, if it names both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Couple {
    pub(super) columns: [usize; 2],
    /// Whether both are of one person: an id and a name.
    pub(super) is_one_person: bool,
}

/// The columns of one person, in their order.
struct Person<'a> {
    whom: &'a str,
    columns: Vec<usize>,
}

/// The two people that the names of columns say; what stands below tells which of several columns of a person the other
/// one is named by.
pub(super) fn couple(names: &[String], rows: &[Row]) -> Option<Couple> {
    let table = Table::new(names, rows);
    let people = table.people();
    let (bare, said): (Vec<&Person>, Vec<&Person>) = people.iter().partition(|person| person.whom.is_empty());
    let bare: &[usize] = bare.first().map_or(&[], |person| &person.columns);
    let with = |wanted: Role| said.iter().copied().find(|person| table.roles_of(person).any(|role| role == wanted));
    let of_role = |person: &&Person| table.roles_of(person).next().is_some();
    let mut others = said.iter().copied().filter(|person| !of_role(person) && table.has_ids(person));
    let mut members = said.iter().copied().filter(|person| {
        let mut roles = table.roles_of(person);
        roles.any(|role| role == Role::Person) && !table.roles_of(person).any(|role| role != Role::Person)
    });
    let chosen = match (with(Role::Source), with(Role::Target), members.next()) {
        (Some(source), Some(target), _) => table.best(&source.columns, &[], &target.columns),
        (Some(person), None, Some(member)) => table.best(&person.columns, &[], &member.columns),
        (None, Some(target), Some(member)) => table.best(&member.columns, bare, &target.columns),
        (None, None, Some(member)) => match members.next().or_else(|| others.next()) {
            Some(second) => table.best(&member.columns, bare, &second.columns),
            None if member.columns.len() > 1 => table.own(&member.columns, &member.columns),
            None if table.are_indices(bare) => None,
            None => table.own(&member.columns, bare).map(Couple::in_order),
        },
        (None, Some(target), None) if table.may_be_people(bare, &target.columns) => {
            table.best(bare, &[], &target.columns)
        }
        (None, Some(target), None) => others.next().and_then(|one| table.best(&one.columns, &[], &target.columns)),
        (Some(person), None, None) => match others.next() {
            Some(second) => table.best(&person.columns, &[], &second.columns),
            None if table.are_indices(bare) => None,
            None => table.own(&person.columns, bare),
        },
        (None, None, None) => match (others.next(), others.next()) {
            (Some(one), Some(other)) => table.best(&one.columns, bare, &other.columns),
            _ => None,
        },
    };
    chosen.or_else(|| table.own(bare, bare).filter(|_| said.is_empty() && !table.are_indices(bare)))
}

impl Couple {
    /// Nobody is the first.
    fn in_order(mut self) -> Self {
        self.columns.sort_unstable();
        self
    }
}

/// The columns, their names and the first lines.
struct Table<'a> {
    headings: Vec<Heading>,
    roles: Vec<Option<Role>>,
    names: &'a [String],
    rows: &'a [Row],
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Numbers,
    Codes,
    Words,
}

impl<'a> Table<'a> {
    fn new(names: &'a [String], rows: &'a [Row]) -> Self {
        let headings = names.iter().map(|name| Heading::of(name)).collect();
        Self { headings, roles: names.iter().map(|name| role(name)).collect(), names, rows }
    }

    /// Columns that are of people, together where they are of one.
    fn people(&self) -> Vec<Person<'_>> {
        let mut people: Vec<Person> = Vec::new();
        for (column, heading) in self.headings.iter().enumerate() {
            // An address may be what people are called by.
            let is_other = match self.roles[column] {
                Some(Role::Weight) => true,
                Some(Role::Other) => heading.form != Form::Contact,
                _ => false,
            };
            let names_somebody = self.roles[column].is_some_and(is_person) || heading.form != Form::Plain;
            if is_other || heading.is_thing || !names_somebody || plain(&self.names[column]).is_empty() {
                continue;
            }
            let whom = heading.whom.as_str();
            match people.iter_mut().find(|person| person.whom == whom && !self.is_again(person, column)) {
                Some(person) => person.columns.push(column),
                None => people.push(Person { whom, columns: vec![column] }),
            }
        }
        people
    }

    /// Whether a person has a column of the same name: `name;name` are two people.
    fn is_again(&self, person: &Person, column: usize) -> bool {
        person.columns.iter().any(|&other| plain(&self.names[other]) == plain(&self.names[column]))
    }

    fn roles_of(&self, person: &Person) -> impl Iterator<Item = Role> {
        person.columns.iter().filter_map(|&column| self.roles[column]).filter(|role| is_person(*role))
    }

    fn has_ids(&self, person: &Person) -> bool {
        person.columns.iter().any(|&column| self.headings[column].form == Form::Id)
    }

    /// Whether nothing but numbers of lines, or ways to reach somebody, stands in these columns, as far as their names say.
    fn are_indices(&self, columns: &[usize]) -> bool {
        let is_index = |role| matches!(role, Some(Role::Index | Role::Other));
        columns.iter().all(|&column| is_index(self.roles[column]))
    }

    /// Whether columns that say nothing of whom they are are those of the person whose contact the other is: `id` is
    /// perhaps the number of the line.
    fn may_be_people(&self, bare: &[usize], target: &[usize]) -> bool {
        let pairs = bare.iter().flat_map(|&one| target.iter().map(move |&other| (one, other)));
        let before = bare.iter().any(|column| target.iter().any(|other| column < other));
        !self.are_indices(bare)
            || before && !bare.is_empty() && self.names.len() == 2
            || pairs.into_iter().any(|(one, other)| {
                let rest = (0..self.names.len()).filter(|&column| column != one && column != other);
                self.shares(one, other)
                    && rest.into_iter().all(|column| self.roles[column].is_some() || self.is_empty(column))
            })
    }

    /// The two columns of two people that fit each other best; those of nobody in particular stand for the first one where
    /// no own column fits so well.
    fn best(&self, first: &[usize], bare: &[usize], second: &[usize]) -> Option<Couple> {
        let mine = first.iter().map(|&column| (column, false));
        let candidates = mine.chain(bare.iter().map(|&column| (column, true)));
        let pairs = candidates.flat_map(|one| second.iter().map(move |&other| (one, other)));
        let key = |&((one, foreign), other): &((usize, bool), usize)| {
            let forms = [one, other].map(|column| self.headings[column].form);
            let differs = self.kind(one) != self.kind(other);
            let are_ids = forms == [Form::Id; 2];
            (differs, foreign, !are_ids, !self.shares(one, other), forms[0] as usize + forms[1] as usize, one, other)
        };
        let ((one, _), other) = pairs.filter(|&((one, _), other)| one != other).min_by_key(key)?;
        Some(Couple { columns: [one, other], is_one_person: false })
    }

    /// The best two of columns that are perhaps those of one person alone.
    fn own(&self, first: &[usize], second: &[usize]) -> Option<Couple> {
        let couple = self.best(first, &[], second)?;
        let [one, other] = couple.columns;
        let forms = [one, other].map(|column| self.headings[column].form);
        let of_one = self.kind(one) != self.kind(other) || forms.iter().all(|&form| form >= Form::Contact);
        let apart = !self.shares(one, other) && plain(&self.names[one]) != plain(&self.names[other]);
        Some(Couple { is_one_person: !self.rows.is_empty() && of_one && apart, ..couple })
    }

    fn values(&self, column: usize) -> impl Iterator<Item = &'a str> {
        self.rows.iter().filter_map(move |row| row.field(column))
    }

    fn is_empty(&self, column: usize) -> bool {
        self.values(column).next().is_none()
    }

    /// Whether somebody stands in both columns.
    fn shares(&self, one: usize, other: usize) -> bool {
        let ids: BTreeSet<&str> = self.values(one).collect();
        self.values(other).any(|id| ids.contains(id))
    }

    fn kind(&self, column: usize) -> Kind {
        let has_digit = |field: &str| field.bytes().any(|byte| byte.is_ascii_digit());
        if self.values(column).all(|field| any_number(field).is_some()) {
            Kind::Numbers
        } else if self.values(column).all(has_digit) {
            Kind::Codes
        } else {
            Kind::Words
        }
    }
}
