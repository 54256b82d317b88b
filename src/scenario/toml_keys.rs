//! The keys of a TOML table, and the paths that are written with them.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::text;
use crate::vocabulary::Text;

pub(super) type Key<'a> = Spanned<DeString<'a>>;
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// The keys of a table as the text has them.
pub(super) fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The segments of a path as `--set` and variants write it.
pub(super) fn split_path(path: &str) -> Option<Vec<String>> {
    if !path.contains('"') && !path.contains('\'') {
        let segments: Vec<String> = path.split('.').map(|segment| segment.trim().to_owned()).collect();
        return segments.iter().all(|segment| !segment.is_empty()).then_some(segments);
    }
    let line = format!("{path} = 0");
    let document = DeTable::parse(&line).ok()?;
    let mut segments = Vec::new();
    let mut table = document.get_ref();
    loop {
        let (key, value) = table.iter().next()?;
        segments.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(below) => table = below,
            _ => return Some(segments),
        }
    }
}

/// What should be a path is none.
pub(super) fn no_path(typed: &str) -> Text {
    text!("`{typed}` is not a path", "`{typed}` n'est pas un chemin")
}
