use super::EdgeListError;
use super::adjacency::is_adjacency;
use super::columns::{choose, ragged};
use super::foreign;
use super::format::{EdgeFormat, Separator};
use super::layout::{Layout, PROMISE};
use super::number::whole_number;
use super::row::Row;
use super::separator::understand;

impl Layout {
    /// Looks at the first lines; `complete` if they are all.
    pub(super) fn of(head: &str, complete: bool, format: &EdgeFormat) -> Result<Self, EdgeListError> {
        if let Some(foreign) = foreign::of_text(head).filter(|_| format.separator.is_none()) {
            return Err(EdgeListError::Foreign(Box::new(foreign)));
        }
        let promised = promise(head);
        let mut format = format.clone();
        let mut start = 0;
        if promised.is_some() {
            (format.separator, format.header) = (Some(Separator::Byte(b',')), Some(true));
        } else if let Some((separator, behind)) = said(head) {
            format.separator.get_or_insert(separator);
            start = behind;
        }
        let told = format.source.is_some() || format.target.is_some() || promised.is_some();
        let trial = understand(head, start, complete, format.separator, told)?;
        if trial.rows.is_empty() {
            return Err(EdgeListError::Empty);
        }
        let mut layout = choose(&trial, &format)?;
        if !told && is_adjacency(&trial, &layout) {
            return Err(EdgeListError::Foreign(Box::new(foreign::ADJACENCY)));
        }
        if let Some(ragged) = ragged(&trial, &layout).filter(|_| format.weight.is_none()) {
            return Err(ragged);
        }
        let columns = trial.rows.iter().map(Row::filled).max().unwrap_or(0);
        layout.bare = !told && layout.people == [0, 1] && columns <= 2;
        layout.promised = promised;
        layout.plain &= ends_in_feeds(head) && layout.first.iter().all(|id| whole_number(id).is_some());
        Ok(layout)
    }
}

/// The number of lines that the first line promises.
fn promise(head: &str) -> Option<u64> {
    head.strip_prefix(PROMISE)?.split(' ').next()?.parse().ok()
}

/// The separator that a first line such as `sep=;` says to a spreadsheet, and where the next line begins.
fn said(head: &str) -> Option<(Separator, usize)> {
    let end = head.find(['\n', '\r']).unwrap_or(head.len());
    let line = head[..end].trim_matches('"');
    let (key, value) = line.split_at_checked(4).filter(|(key, _)| key.eq_ignore_ascii_case("sep="))?;
    debug_assert_eq!(key.len(), 4, "a key of four characters");
    let separator = if value == "\t" { Separator::Byte(b'\t') } else { Separator::named(value.trim_end())? };
    let behind = end + if head[end..].starts_with("\r\n") { 2 } else { 1 };
    Some((separator, behind.min(head.len())))
}

/// Whether no carriage return stands alone.
fn ends_in_feeds(head: &str) -> bool {
    let bytes = head.as_bytes();
    (0..bytes.len()).all(|at| bytes[at] != b'\r' || matches!(bytes.get(at + 1), None | Some(b'\n')))
}
