use super::EdgeListError;
use super::columns::choose;
use super::foreign;
use super::format::{Column, EdgeFormat, Separator};
use super::number::whole_number;
use super::separator::{Trial, understand};

/// How the lines of an edge list are written, as its first lines show or the format says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    /// What stands between the fields.
    pub(super) separator: Separator,
    /// The columns of the two people, from 0.
    pub(super) people: [usize; 2],
    /// The column of the weight.
    pub(super) weight: Option<usize>,
    /// A column behind the people that is not taken for weights.
    pub(super) ignored: Option<usize>,
    /// Whether the first line is a header.
    pub(super) header: Header,
    /// What the header calls the columns.
    pub(super) names: Vec<String>,
    /// Where the contacts begin: behind the header, if there is one.
    pub(super) start: usize,
    /// How many lines were written, where the first one says so.
    pub(super) promised: Option<u64>,
    /// The ids of the first contact.
    pub(super) first: [String; 2],
    /// Whether the lines may be read as whole numbers in the first columns, each ended by a line feed.
    pub(super) plain: bool,
}

/// Whether the first line is a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    No,
    Yes,
    /// If what would be its ids occurs nowhere else.
    Perhaps {
        /// Whether it says words that headers say, so that there is nothing to guess.
        known: bool,
    },
}

/// How the first line of a list begins that [`crate::network::Network::write_edges`] wrote.
pub(super) const PROMISE: &str = "# rumeur edge list: ";

impl Layout {
    /// Looks at the first lines; `complete` if they are all.
    pub(super) fn of(head: &str, complete: bool, format: &EdgeFormat) -> Result<Self, EdgeListError> {
        if let Some(foreign) = foreign::of_text(head).filter(|_| format.separator.is_none()) {
            return Err(EdgeListError::Foreign(foreign));
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
        let trial = understand(head, start, complete, format.separator)?;
        if trial.rows.is_empty() {
            return Err(EdgeListError::Empty);
        }
        let mut layout = choose(&trial, &format)?;
        layout.promised = promised;
        layout.plain &= ends_in_feeds(head) && layout.first.iter().all(|id| whole_number(id).is_some());
        Ok(layout)
    }

    /// A column as people count them.
    pub(super) fn column(&self, index: usize) -> Column {
        Column { number: index + 1, name: self.names.get(index).cloned() }
    }
}

impl Trial {
    /// Where the contacts begin.
    pub(super) fn start(&self, header: bool, end: usize) -> usize {
        let row = self.rows.get(usize::from(header));
        row.map_or(end, |row| row.start)
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
