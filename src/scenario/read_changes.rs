//! `[[change]]`, in the scenario and in a variant.

use std::ops::Range;

use toml::de::DeTable;

use super::catalogue::{Kind, root};
use super::datum::{ChangeDatum, Datum, SetDatum};
use super::key_path::KeyPath;
use super::layers::Draft;
use super::reader::Reader;
use super::toml_keys::{Key, Value, in_order};
use super::unknown_tables::CHANGE;
use super::value::Written;
use crate::model::MOST_PERIODS;
use crate::text;

const KEYS: [&str; 4] = ["from", "until", "fades", "set"];

impl Reader<'_> {
    /// The list is kept at `path`.
    pub(super) fn changes(&mut self, key: &Key, value: &Value, path: &str) {
        let Some(tables) = self.tables(key, value, CHANGE) else { return };
        let changes = tables.into_iter().filter_map(|(table, span)| self.change(table, span)).collect();
        self.keep(KeyPath::plain(path), Datum::Changes(changes), key.span(), value.span());
    }

    fn change(&mut self, table: &DeTable, span: Range<usize>) -> Option<ChangeDatum> {
        let mut change = ChangeDatum { from: None, until: None, fades: None, set: Vec::new(), span: span.clone() };
        let (mut has_set, mut ends) = (false, span.clone());
        for (key, value) in in_order(table) {
            let written = Written { value, text: &self.source.text };
            let period = || match written.read(Kind::Count { min: 1, max: MOST_PERIODS })? {
                Datum::Count(period) => Ok(Some(period)),
                _ => Ok(None),
            };
            let read = match key.get_ref().as_ref() {
                "from" => period().map(|period| change.from = period),
                "until" => period().map(|period| {
                    change.until = period;
                    ends = value.span();
                }),
                "fades" => written.number(0.0, 1e6, true).map(|half_life| change.fades = Some(half_life)),
                "set" => {
                    has_set = true;
                    change.set = self.settings_of_change(value);
                    Ok(())
                }
                "source" => written.title().map(drop),
                other => {
                    self.foreign(CHANGE, other, &KEYS, key);
                    return None;
                }
            };
            if let Err(fault) = read {
                self.value_fault(&KeyPath::plain(CHANGE).with(key.get_ref()), fault);
                return None;
            }
        }
        let from = change.from.unwrap_or(1);
        if let Some(until) = change.until.filter(|&until| until < from) {
            let message = text!(
                "{CHANGE}.until must be at least `from`, got {until} and {from}",
                "{CHANGE}.until doit valoir au moins `from`, reçu {until} et {from}"
            );
            self.fault("swapped-bounds", message, ends, Some(text!("swap them", "échangez-les")));
            return None;
        }
        if !has_set {
            let hint = text!("write set = {{ \"voice.asked\" = 1.0 }}", "écrivez set = {{ \"voice.asked\" = 1.0 }}");
            self.fault("missing-key", text!("{CHANGE}.set is missing", "il manque {CHANGE}.set"), span, Some(hint));
            return None;
        }
        Some(change)
    }

    /// What a change sets is written as what a variant sets.
    fn settings_of_change(&mut self, value: &Value) -> Vec<SetDatum> {
        let Some(table) = self.expect_table(value, &KeyPath::plain(CHANGE).with("set")) else { return Vec::new() };
        let own = Draft { name: CHANGE.to_owned(), key: self.place(value.span()), title: None, settings: Vec::new() };
        let outer = self.draft.replace(own);
        self.in_change = true;
        self.table(table, root(), &KeyPath::default());
        self.in_change = false;
        let read = std::mem::replace(&mut self.draft, outer);
        let settings = read.map(|draft| draft.settings).unwrap_or_default();
        settings.into_iter().map(|one| SetDatum { path: one.path, datum: one.datum, span: one.value.span }).collect()
    }
}
