//! Lists that name a person and all contacts in one line: read as pairs, most of their contacts would vanish.

use std::collections::{BTreeMap, HashSet};

use super::header::{Role, is_friend, plain, role, stem};
use super::layout::{Header, Layout};
use super::number::any_number;
use super::row::Row;
use super::separator::Trial;

/// Whether the first lines name more than two people each, in further fields or in a list inside one field.
pub(super) fn is_adjacency(trial: &Trial, layout: &Layout) -> bool {
    let rows = &trial.rows;
    if rows.len() >= 2 && rows.iter().all(|row| row.fields[0].ends_with(':')) {
        return true;
    }
    let view = View::new(trial, layout);
    view.has_numbered_friends() || view.has_people_as_row_names(trial) || view.has_lists() || view.has_further_people()
}

/// The first lines with what is taken for their header.
struct View<'a> {
    names: &'a [String],
    /// Whether the names are known to be names, and not people perhaps.
    known: bool,
    rows: &'a [Row],
    /// With the header, where it may be people.
    doubtful: &'a [Row],
    layout: &'a Layout,
}

impl<'a> View<'a> {
    fn new(trial: &'a Trial, layout: &'a Layout) -> Self {
        let all = &trial.rows[..];
        let behind = layout.people[0].max(layout.people[1]) + 1;
        let known = match layout.header {
            Header::No => false,
            Header::Yes | Header::Perhaps { known: true } => true,
            Header::Perhaps { known: false } => layout.names.iter().skip(behind).any(|name| role(name).is_some()),
        };
        let data = all.get(1..).unwrap_or_default();
        // Words above columns in which nothing stands are no names of columns: `Ann;Bob;Cid` above `Dan;Eve`.
        let filled = |column: usize| data.iter().any(|row| row.field(column).is_some());
        let named = |(column, name): (usize, &String)| name.is_empty() || filled(column);
        let guessed = layout.header != Header::No
            && layout.names.iter().enumerate().skip(behind).all(named)
            && data.iter().all(|row| row.fields.len() <= layout.names.len().max(behind));
        if known || guessed {
            Self { names: &layout.names, known, rows: data, doubtful: if known { data } else { all }, layout }
        } else {
            Self { names: &[], known, rows: all, doubtful: all, layout }
        }
    }

    fn values(&self, column: usize) -> impl Iterator<Item = &'a str> {
        self.rows.iter().filter_map(move |row| row.field(column))
    }

    /// Whether the ids of people stand there.
    fn ids(&self) -> HashSet<&'a str> {
        self.layout.people.iter().flat_map(|&column| self.values(column)).collect()
    }

    /// `name;friend 1;friend 2`, or a third column of the same name with a number.
    fn has_numbered_friends(&self) -> bool {
        let mut columns: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (column, name) in self.names.iter().enumerate() {
            columns.entry(stem(name)).or_default().push(column);
        }
        columns.iter().any(|(stem, columns)| {
            let is_person = role(stem) == Some(Role::Person);
            match columns.len() {
                0 | 1 => false,
                2 => is_friend(stem) && (0..columns[0]).any(|column| self.is_of_a_person(column)),
                _ => is_friend(stem) || is_person,
            }
        })
    }

    /// Whether a column before those of friends is that of the person whose friends they are.
    fn is_of_a_person(&self, column: usize) -> bool {
        let numbers = || self.values(column).all(|field| any_number(field).is_some());
        let counts = || {
            let numbers: Option<Vec<i64>> = self.values(column).map(|field| field.parse().ok()).collect();
            numbers.is_some_and(|numbers| numbers.windows(2).all(|pair| pair[1] == pair[0] + 1))
        };
        match role(&self.names[column]) {
            Some(Role::Person | Role::Source | Role::Target) => true,
            Some(Role::Index) => !plain(&self.names[column]).is_empty() && !counts(),
            Some(Role::Weight | Role::Other) => false,
            None => !numbers(),
        }
    }

    /// `member,friends` above `Ann,Bob,Cid`: what would be the name of a line is a person, too.
    fn has_people_as_row_names(&self, trial: &Trial) -> bool {
        let ids = self.ids();
        trial.has_row_names()
            && self.values(0).all(|field| any_number(field).is_none())
            && self.values(0).any(|field| ids.contains(field))
    }

    /// `Ann;"Bob, Cid, Dan"`: one of the two fields is a list.
    fn has_lists(&self) -> bool {
        let [source, target] = self.layout.people;
        [(source, target), (target, source)].into_iter().any(|(own, listed)| self.is_list(own, listed))
    }

    fn is_list(&self, own: usize, listed: usize) -> bool {
        let values = |column: usize| self.doubtful.iter().filter_map(move |row| row.field(column));
        let ids: HashSet<&str> = values(own).collect();
        let single: HashSet<&str> = values(own).chain(values(listed)).collect();
        let plural = self.names.get(listed).is_some_and(|name| is_friend(&stem(name)) && stem(name).ends_with('s'));
        // What joins, and whether three of them tell a list: `a/b/c` may be one id.
        [
            (", ", true),
            (",", true),
            (";", true),
            ("|", true),
            ("\n", true),
            ("/", false),
            ("&", false),
            (" et ", false),
            (" and ", false),
            (" ", false),
        ]
        .into_iter()
        .filter(|(sign, _)| {
            let joint = if sign.starts_with(' ') { sign } else { sign.trim_end_matches(' ') };
            joint == " " || !values(own).any(|field| field.contains(joint))
        })
        .any(|(sign, tells)| {
            values(listed).filter(|field| field.contains(sign) && !ids.contains(field)).any(|field| {
                let parts: Vec<&str> = field.split(sign).map(str::trim).filter(|part| !part.is_empty()).collect();
                let people = parts.iter().filter(|part| single.contains(*part)).count();
                let blank = sign == " ";
                let named = if blank { people == parts.len() } else { people > 0 };
                parts.len() >= 2 && (named || tells && (parts.len() >= 3 || plural))
            })
        })
    }

    /// Whether what stands behind the two people are people again.
    fn has_further_people(&self) -> bool {
        let layout = self.layout;
        let behind = layout.people[0].max(layout.people[1]) + 1;
        let width = self.rows.iter().map(Row::filled).max().unwrap_or(0);
        let is_free = |column: usize| match self.names.get(column) {
            Some(name) if self.known && !name.is_empty() => is_friend(&stem(name)) || has_friend(name),
            Some(_) => true,
            // Behind a last column with a name its text may go on, with a comma in it.
            None => self.names.len() <= behind,
        };
        let free: Vec<usize> =
            (behind..width).filter(|&column| Some(column) != layout.weight && is_free(column)).collect();
        let further: Vec<&str> = free.iter().flat_map(|&column| self.values(column)).collect();
        if self.rows.is_empty() || further.is_empty() {
            return false;
        }
        let ids = self.ids();
        let words: Vec<&str> = further.iter().copied().filter(|field| any_number(field).is_none()).collect();
        let known = further.iter().filter(|field| ids.contains(*field)).count();
        let uneven = self.rows.iter().any(|row| row.filled() != self.rows[0].filled());
        if uneven {
            let kinds: HashSet<Kind> =
                layout.people.iter().flat_map(|&column| self.values(column)).map(Kind::of).collect();
            let bare = self.rows.iter().any(|row| row.filled() <= behind);
            // What a header names in words of its own may look like an id; what nothing names is one.
            let unnamed = self.names.len() <= behind;
            let person = |field: &&str| ids.contains(field) || bare && unnamed && kinds.contains(&Kind::of(field));
            let many = || {
                let whole = further.iter().all(|field| field.bytes().all(|byte| byte.is_ascii_digit()));
                bare && whole && width >= behind + 2
            };
            return words.iter().any(person) || 2 * known > further.len() || words.is_empty() && many();
        }
        // Numbers in a third column of all lines are weights.
        let mut seen = HashSet::new();
        let mut one_line_each = || self.values(layout.people[0]).all(|id| seen.insert(id));
        words.len() == further.len()
            && known > 0
            && self.rows.len() >= 2
            && (known == further.len() || 2 * known >= further.len() && one_line_each())
    }
}

/// Whether one of several words is that of a friend: `second friend`.
fn has_friend(name: &str) -> bool {
    name.split(|letter: char| !letter.is_alphanumeric()).any(|word| is_friend(&stem(word)))
}

/// What an id looks like, at a glance: how many words, and how the first begins.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Kind {
    words: usize,
    first: First,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum First {
    Capital,
    Small,
    Number,
    Digit,
    Sign,
}

impl Kind {
    pub(super) fn of(id: &str) -> Self {
        let first = match id.chars().next() {
            Some(letter) if letter.is_uppercase() => First::Capital,
            Some(letter) if letter.is_alphabetic() => First::Small,
            Some(letter) if letter.is_ascii_digit() => {
                if id.bytes().all(|byte| byte.is_ascii_digit()) {
                    First::Number
                } else {
                    First::Digit
                }
            }
            _ => First::Sign,
        };
        Self { words: id.split_whitespace().count().min(3), first }
    }
}
