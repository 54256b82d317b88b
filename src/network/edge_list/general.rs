use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::adjacency::Kind;
use super::error::Whose;
use super::format::Separator;
use super::header::role;
use super::ids::{Contacts, number_integers};
use super::layout::{Header, Layout};
use super::number::{any_number, weight, whole_number};
use super::records::{Record, Records, line_ends};
use super::{Above, EdgeListError, Piece};
use crate::network::Labels;

/// What a list says that is read field by field.
pub(super) struct General {
    pub(super) contacts: Contacts,
    pub(super) lines: u64,
    pub(super) skipped: u64,
    /// Whether the first line may as well have been a contact.
    pub(super) guessed: bool,
    /// The first weight above the bound.
    pub(super) above: Option<Above>,
    /// The largest weight.
    pub(super) largest: f64,
    /// Whether the last line has no end.
    pub(super) open: bool,
}

/// Reads a list with ids of any kind; `None` if its first line is no header although it might have been.
pub(super) fn read_general(
    bytes: &[u8],
    layout: &Layout,
    bound: f64,
    stop: &AtomicBool,
) -> Result<Option<General>, EdgeListError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| EdgeListError::NotText { line: 1 + line_ends(&bytes[..error.valid_up_to()]) })?;
    let mut records = Records::new(text, layout.separator, layout.start);
    let mut record = Record::default();
    let mut people = People::default();
    let mut piece = Piece::default();
    let (mut above, mut largest, mut open) = (None, 0.0_f64, false);
    while records.next(&mut record)? {
        if stop.load(Ordering::Relaxed) {
            return Err(EdgeListError::Cancelled);
        }
        let line = record.line;
        let [one, other] = layout.people.map(|column| record.fields.get(column));
        if record.fields.len() < 2 {
            return Err(EdgeListError::MissingId { line });
        }
        let from = people.number(one, line, Whose::First)?;
        let to = people.number(other, line, Whose::Second)?;
        piece.pairs.push([from, to]);
        if let Some(further) = record.fields.get(2).filter(|field| layout.bare && !field.is_empty()) {
            let ids = record.fields[..2].iter().map(|id| Kind::of(id));
            let is_person = people.numbers.contains_key(further) || ids.into_iter().any(|id| id == Kind::of(further));
            if is_person || any_number(further).is_some() {
                return Err(EdgeListError::FurtherField { line, text: further.clone().into_owned() });
            }
        }
        if let Some(column) = layout.weight {
            let field = record.fields.get(column).map_or("", |field| field);
            let comma = layout.separator == Separator::Byte(b',');
            let value = weight(field, comma).ok_or_else(|| {
                let fields = record.fields.len();
                if fields <= column {
                    EdgeListError::NoWeight { line, fields, column: column + 1 }
                } else {
                    EdgeListError::Weight { line, text: field.to_owned() }
                }
            })?;
            if above.is_none() && value > bound {
                above = Some(Above { line, text: field.to_owned() });
            }
            largest = largest.max(value);
            piece.weights.push(value as f32);
        }
        open = record.open;
    }
    let mut guessed = false;
    if let Header::Perhaps { known } = layout.header {
        let ids = layout.people.iter().filter_map(|&column| layout.names.get(column));
        if ids.clone().any(|id| people.numbers.contains_key(id.as_str())) {
            return Ok(None);
        }
        let is_alone = |pair: &[u32; 2]| pair.iter().all(|&person| people.counts[person as usize] == 1);
        let says_nothing = || layout.names.iter().all(|name| name.is_empty() || role(name).is_none());
        guessed = !known && (says_nothing() || piece.pairs.iter().any(is_alone));
    }
    let (lines, skipped) = (piece.pairs.len() as u64, records.skipped);
    Ok(Some(General { contacts: people.contacts(piece)?, lines, skipped, guessed, above, largest, open }))
}

/// The people of a list, numbered as it names them first.
#[derive(Default)]
struct People<'a> {
    // Only looked up, never walked: its order is of no importance.
    numbers: HashMap<Cow<'a, str>, u32>,
    text: String,
    ends: Vec<u64>,
    /// How often each is named.
    counts: Vec<u32>,
}

impl<'a> People<'a> {
    fn number(&mut self, id: Option<&Cow<'a, str>>, line: u64, whose: Whose) -> Result<u32, EdgeListError> {
        let Some(id) = id.filter(|id| !id.is_empty()) else { return Err(EdgeListError::EmptyId { line, whose }) };
        if let Some(&number) = self.numbers.get(id) {
            let count = &mut self.counts[number as usize];
            *count = count.saturating_add(1);
            return Ok(number);
        }
        let number = u32::try_from(self.ends.len()).ok().filter(|&number| number < u32::MAX);
        let number = number.ok_or(EdgeListError::TooManyPeople)?;
        self.text.push_str(id);
        self.ends.push(self.text.len() as u64);
        self.counts.push(1);
        self.numbers.insert(id.clone(), number);
        Ok(number)
    }

    /// Where all ids are whole numbers, people are numbered in their order.
    fn contacts(self, mut piece: Piece<u32>) -> Result<Contacts, EdgeListError> {
        let labels = Labels::Words { text: self.text, ends: self.ends };
        let people = self.counts.len() as u32;
        drop(self.numbers);
        let values: Option<Vec<u32>> = (0..people).map(|person| whole_number(&labels.get(person))).collect();
        let Some(values) = values else { return Ok(Contacts { labels, pieces: vec![piece] }) };
        for id in piece.pairs.as_flattened_mut() {
            *id = values[*id as usize];
        }
        number_integers(&[piece]).ok_or(EdgeListError::TooManyPeople)
    }
}
