use std::io::Read;

use rayon::prelude::*;

use super::ids::{Contacts, number_integers, number_words};
use super::layout::Layout;
use super::lines::{Stop, whole_numbers, words};
use super::lists::lists;
use super::{EdgeListError, Piece};
use crate::network::{Labels, Network};

/// How to read an edge list: CSV, TSV or text with blanks (SNAP), plain or gzipped.
///
/// A line is a contact: two ids and perhaps a weight; further fields are ignored. Lines that begin with `#` or `%` are
/// comments, and the first line may be a header. Ids are whole numbers or words; people are numbered in the order in
/// which the list names them first. There is a weight column if the third field of the first contact is a number.
///
/// A contact of a person with themselves is left out (its person stays). A contact named again is left out: the first
/// line, with its weight, holds. Where contacts go both ways, `b a` names `a b` again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EdgeList {
    /// Whether a line `a b` lets only a tell b.
    pub directed: bool,
}

/// What was found in an edge list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EdgeListReport {
    /// Lines that name a contact.
    pub lines: u64,
    /// Comments and blank lines between and after them.
    pub skipped: u64,
    /// Whether the first line was taken for a header.
    pub header: bool,
    /// Whether there is a weight column.
    pub weighted: bool,
    /// Lines that name one person twice, left out.
    pub loops: u64,
    /// Lines that name a contact again, left out.
    pub duplicates: u64,
}

/// Bytes that one thread reads at a time.
const PIECE: usize = 1 << 22;

impl EdgeList {
    /// The network of an edge list.
    ///
    /// # Errors
    /// When a line is wrong, with its number; when the list names nobody or the compressed data is damaged.
    pub fn read(self, bytes: &[u8]) -> Result<(Network, EdgeListReport), EdgeListError> {
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut plain = Vec::with_capacity(4 * bytes.len());
            flate2::read::MultiGzDecoder::new(bytes)
                .read_to_end(&mut plain)
                .map_err(|error| EdgeListError::Compression(error.to_string()))?;
            return self.read_plain(&plain);
        }
        self.read_plain(bytes)
    }

    fn read_plain(self, bytes: &[u8]) -> Result<(Network, EdgeListReport), EdgeListError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let layout = Layout::of(bytes);
        let (mut contacts, mut report) = match read_pieces(bytes, layout, whole_numbers) {
            Ok(pieces) => (number_integers(pieces.0, layout.weighted)?, pieces.1),
            Err(Failure::NotWhole) => read_words(bytes, layout)?,
            Err(Failure::Line(error)) => return Err(error),
        };
        if contacts.people == 0 {
            return Err(EdgeListError::Empty);
        }
        report.loops = contacts.loops;
        let people = contacts.people;
        let labels = std::mem::replace(&mut contacts.labels, Labels::Numbers { first: 0 });
        let (adjacency, duplicates) = lists(contacts, self.directed);
        report.duplicates = duplicates;
        let network = if self.directed {
            Network::directed(people, adjacency, labels)
        } else {
            Network::undirected(people, adjacency, labels)
        };
        Ok((network, report))
    }
}

fn read_words(bytes: &[u8], layout: Layout) -> Result<(Contacts, EdgeListReport), EdgeListError> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(EdgeListError::NotText { line: line_number(bytes, error.valid_up_to()) });
    }
    match read_pieces(bytes, layout, words) {
        Ok((pieces, report)) => Ok((number_words(pieces, layout.weighted)?, report)),
        Err(Failure::Line(error)) => Err(error),
        // Words are never refused for not being numbers.
        Err(Failure::NotWhole) => Err(EdgeListError::Empty),
    }
}

enum Failure {
    NotWhole,
    Line(EdgeListError),
}

/// Reads all pieces in parallel; the first wrong line counts, whichever thread met one first.
fn read_pieces<'a, Id: Send>(
    bytes: &'a [u8],
    layout: Layout,
    read: fn(&'a [u8], Layout) -> Result<Piece<Id>, Stop>,
) -> Result<(Vec<Piece<Id>>, EdgeListReport), Failure> {
    let spans = spans(bytes, layout.start);
    let results: Vec<_> = spans.par_iter().map(|&(start, end)| read(&bytes[start..end], layout)).collect();
    if results.iter().any(|result| matches!(result, Err(Stop::NotWhole))) {
        return Err(Failure::NotWhole);
    }
    let mut report = EdgeListReport { header: layout.header, weighted: layout.weighted, ..EdgeListReport::default() };
    let mut pieces = Vec::with_capacity(results.len());
    for (result, &(start, _)) in results.into_iter().zip(&spans) {
        let line = |position: usize| line_number(bytes, start + position);
        let piece = result.map_err(|stop| match stop {
            Stop::NotWhole => Failure::NotWhole,
            Stop::MissingId(position) => Failure::Line(EdgeListError::MissingId { line: line(position) }),
            Stop::Weight(position, text) => Failure::Line(EdgeListError::Weight { line: line(position), text }),
        })?;
        report.lines += piece.pairs.len() as u64;
        report.skipped += piece.skipped;
        pieces.push(piece);
    }
    Ok((pieces, report))
}

/// Pieces of whole lines.
fn spans(bytes: &[u8], start: usize) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut from = start;
    while from < bytes.len() {
        let about = (from + PIECE).min(bytes.len());
        let end = bytes[about..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |rest| about + rest + 1);
        spans.push((from, end));
        from = end;
    }
    spans
}

/// The line, from 1, in which a position is.
fn line_number(bytes: &[u8], position: usize) -> u64 {
    1 + bytes[..position].split(|&byte| byte == b'\n').skip(1).count() as u64
}
