use super::format::{Column, Separator};

/// How the lines of an edge list are written, as its first lines show or the format says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    /// What stands between the fields.
    pub(super) separator: Separator,
    /// The columns of the two people, from 0.
    pub(super) people: [usize; 2],
    /// The column of the weight.
    pub(super) weight: Option<usize>,
    /// The columns in which something stands that is not used, and whether they could be weights.
    pub(super) unused: Vec<(usize, bool)>,
    /// The columns of dates, times or other numbers before or between the people, of those that are not used.
    pub(super) aside: Vec<usize>,
    /// Whether a column called `Type`, as Gephi writes it, says of every line that it is directed.
    pub(super) says_directed: bool,
    /// Whether the first line is a header.
    pub(super) header: Header,
    /// What the header calls the columns.
    pub(super) names: Vec<String>,
    /// Where the contacts begin: behind the header, if there is one.
    pub(super) start: usize,
    /// How many lines were written, where the first one says so.
    pub(super) promised: Option<u64>,
    /// The ids of the first contact, of two people where the first lines have one.
    pub(super) first: [String; 2],
    /// Whether the first lines have two fields each, and no columns are said: a third one is perhaps a person.
    pub(super) bare: bool,
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
    /// A column as people count them.
    pub(super) fn column(&self, index: usize) -> Column {
        Column { number: index + 1, name: self.names.get(index).cloned() }
    }
}
